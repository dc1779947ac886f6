"""A seller's goods, step by step: what it is, photos, facts, price and stock, papers; then the check."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, request, url_for

from app.base.errors import RuleBroken
from app.base.kinds import categories_of
from app.catalog.forms import (
    OWN_HANDS,
    AltForm,
    BeginForm,
    NameForm,
    OfferForm,
    PaperForm,
    PhotoForm,
    facts_data,
    facts_form,
)
from app.catalog.models import Product, Variant
from app.catalog.ports import ReviewWaits, SalesCut
from app.catalog.queries import check, label_sheet, own, prices, schedule, versions
from app.catalog.rules import advice, life
from app.catalog.rules import facts as fact_rules
from app.catalog.rules.life import PaperKind, RevisionState, Supply
from app.catalog.service import drafts, papers, waiting
from app.catalog.views.seller.door import bp
from app.db.ports import port
from app.media.rules.photo import BadPhoto
from app.sellers import queries as sellers
from app.training import queries as training
from app.web.doors import actor
from app.web.filters import dotted
from app.web.forms import Act
from app.web.pages import Answer, act, cursor, page, slice_of

SIZE = 20
SIDES = ("length", "width", "height")


@bp.get("")
def goods() -> Answer:
    """Everything of the gerai, newest first."""
    if sellers.mine(actor()) is None:
        return redirect(url_for("seller.sellers.begin"))
    start = cursor()
    before = start[0] if start and isinstance(start[0], int) else None
    shelf = slice_of(own.drafts_and_goods(actor(), before, SIZE + 1), SIZE, lambda one: [one.id])
    return page("catalog/seller/goods.html", shelf=shelf)


@bp.route("/baru", methods=["GET", "POST"])
def begin() -> Answer:
    """The first step: what is it?"""
    seller = sellers.mine(actor())
    if seller is None:
        return redirect(url_for("seller.sellers.begin"))
    categories = categories_of(training.crafts_of_sellers([seller.id])[seller.id])
    form = BeginForm()
    form.offer(categories)
    if form.validate_on_submit():
        try:
            product = drafts.begin(
                actor(), category=next(c for c in categories if c == form.category.data), name=form.name.data
            )
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for(".photos", slug=product.slug), 303)
    return page("catalog/seller/begin.html", form=form, categories=categories)


@bp.get("/<slug>")
def product(slug: str) -> Answer:
    """One good: how it stands, what is still missing, and the way to each step."""
    found = own.owned(actor(), slug)
    revision = own.latest(found.id)
    gathered = own.gathered(found, revision)
    checked = check.of(found, revision, gathered)
    return page(
        "catalog/seller/product.html",
        product=found,
        revision=revision,
        photos=gathered.photos,
        variants=gathered.variants,
        papers=gathered.papers,
        check=checked,
        label=label_sheet.laid_out(checked.reading, found, revision),
        changes=versions.compared(found, revision, gathered, checked.packaging)
        if revision.state in (RevisionState.DRAFT, RevisionState.SUBMITTED)
        else None,
        packaging=checked.packaging,
        food=fact_rules.is_food(found.category),
        waits=port(ReviewWaits).waits(found.id) if revision.state is RevisionState.SUBMITTED else None,
        act=Act(),
    )


@bp.route("/<slug>/nama", methods=["GET", "POST"])
def name(slug: str) -> Answer:
    """Name and description."""
    found = own.owned(actor(), slug)
    revision = own.latest(found.id)
    form = NameForm(name=revision.name, description=revision.description)
    if form.validate_on_submit():
        try:
            drafts.name_it(actor(), slug, name=form.name.data, description=form.description.data or "")
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return _onwards(found, "nama")
    return page("catalog/seller/name.html", form=form, product=found, revision=revision)


STEPS = (("foto", "photos"), ("nama", "name"), ("rincian", "facts"), ("harga", "offer"), ("izin", "papers"))
"""The steps in order; papers are asked of food only."""


def _onwards(product: Product, step: str) -> Answer:
    """On to the next step while the product is new, back to its page when it is not."""
    flash("Sudah disimpan.", "ok")
    if request.form.get("selesai") or product.approved_revision_id is not None:
        return redirect(url_for(".product", slug=product.slug), 303)
    names = [word for word, _ in STEPS]
    following = STEPS[names.index(step) + 1 :]
    for _, endpoint in following:
        if endpoint != "papers" or fact_rules.is_food(product.category):
            return redirect(url_for(f".{endpoint}", slug=product.slug), 303)
    return redirect(url_for(".product", slug=product.slug), 303)


@bp.route("/<slug>/foto", methods=["GET", "POST"])
def photos(slug: str) -> Answer:
    """Photos; each is sent on its own, so that a weak signal loses at most one."""
    found = own.owned(actor(), slug)
    revision = own.latest(found.id)
    form = PhotoForm()
    if form.validate_on_submit():
        files = [file for file in request.files.getlist("photo") if file.filename]
        try:
            if not files:
                raise BadPhoto("Pilih dulu fotonya.")
            for file in files:
                drafts.add_photo(actor(), slug, file.read())
        except RuleBroken as refusal:
            form.refuse(refusal, form.photo)
        else:
            flash("Foto sudah masuk.", "ok")
            return redirect(url_for(".photos", slug=slug), 303)
    shown = own.photos(own.latest(found.id).id)
    return page(
        "catalog/seller/photos.html",
        form=form,
        product=found,
        revision=revision,
        photos=shown,
        advice=check.of_photos(found, shown),
        most=life.MOST_PHOTOS,
        act=Act(formdata=None),
        locked=revision.state is RevisionState.SUBMITTED,
    )


@bp.post("/<slug>/foto/<int:photo_id>/hapus")
def photo_gone(slug: str, photo_id: int) -> Answer:
    """Take a photo out."""
    back = url_for(".photos", slug=slug)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: drafts.remove_photo(actor(), slug, photo_id), back, "Foto sudah dihapus.")


@bp.post("/<slug>/foto/<int:photo_id>/utama")
def photo_first(slug: str, photo_id: int) -> Answer:
    """Put a photo first."""
    back = url_for(".photos", slug=slug)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: drafts.make_cover(actor(), slug, photo_id), back, "Foto utama sudah diganti.")


@bp.route("/<slug>/foto/<int:photo_id>/keterangan", methods=["GET", "POST"])
def photo_words(slug: str, photo_id: int) -> Answer:
    """What is seen on a photo."""
    found = own.owned(actor(), slug)
    placed = next((one for one in own.photos(own.latest(found.id).id) if one.photo.id == photo_id), None)
    form = AltForm(alt=placed.alt if placed else "")
    if form.validate_on_submit():
        return act(
            lambda: drafts.describe_photo(actor(), slug, photo_id, form.alt.data or ""),
            url_for(".photos", slug=slug),
            "Keterangan foto sudah disimpan.",
        )
    if placed is None:
        return redirect(url_for(".photos", slug=slug))
    return page("catalog/seller/photo_words.html", form=form, product=found, placed=placed)


@bp.route("/<slug>/rincian", methods=["GET", "POST"])
def facts(slug: str) -> Answer:
    """The facts of its category."""
    found = own.owned(actor(), slug)
    revision = own.latest(found.id)
    form = facts_form(found.category)(data=facts_data(found.category, revision.facts))
    if form.validate_on_submit():
        wanted = request.form.get("saran", "")
        stated = advice.with_advice(found.category, form.command(), wanted)
        try:
            drafts.state_facts(actor(), slug, stated)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return _after_facts(found, stated, wanted)
    locked = revision.state is RevisionState.SUBMITTED
    return page(
        "catalog/seller/facts.html",
        form=form,
        product=found,
        revision=revision,
        facts=fact_rules.facts_of(found.category),
        unticked={} if locked else advice.suggested_allergens(found.category, revision.facts),
        care={} if locked else advice.suggested_care(found.category, revision.facts),
    )


def _after_facts(product: Product, stated: dict[str, Any], wanted: str) -> Answer:
    """Onwards; but back to the page where advice was taken, or once where there is advice that she has not seen."""
    unticked = " ".join(advice.suggested_allergens(product.category, stated))
    if wanted:
        flash("Saran sudah dipakai dan disimpan.", "ok")
        return redirect(url_for(".facts", slug=product.slug, _anchor="isian"), 303)
    if unticked and request.form.get("saran_dilihat") != unticked:
        flash("Sudah disimpan. Lihat sebentar bahan pemicu alerginya, lalu simpan lagi.", "ok")
        return redirect(url_for(".facts", slug=product.slug, _anchor="saran-alergen"), 303)
    return _onwards(product, "rincian")


@bp.route("/<slug>/harga", methods=["GET", "POST"])
def offer(slug: str) -> Answer:
    """Price, weight, stock or hands."""
    found = own.owned(actor(), slug)
    variants = own.variants(found.id)
    revision = own.latest(found.id)
    asked = waiting.pending(revision)
    there = schedule.lines(sellers.owned(actor()))
    line = own.line(found)
    shares = line is not None and schedule.makes_more(line.id, found.id)
    form = OfferForm(
        supply=found.supply.value,
        hands=str(line.id) if line and shares else OWN_HANDS,
        least_pieces=str(found.least_pieces or ""),
        most_pieces=str(found.most_pieces or ""),
        per_day=str(line.per_day) if line and line.days_each == 1 else "",
        days_each=str(line.days_each) if line and line.days_each > 1 else "",
        note_label=found.note_label,
        note_most=str(found.note_most or ""),
        note_needed=found.note_needed,
        variants=_rows(found, variants, asked),
    )
    form.offer_hands(
        [(one.id, f"Sama dengan {one.name}: {one.words}") for one in there if shares or one.line is not line]
    )
    if form.validate_on_submit():
        try:
            waits = drafts.offer(actor(), slug, form.command())
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            for sentence in waits:
                flash(sentence, "wait")
            return _onwards(found, "harga")
    return page(
        "catalog/seller/offer.html",
        form=form,
        product=found,
        revision=revision,
        variants=variants,
        spans=prices.spans([one.id for one in variants]) if found.approved_revision_id else {},
        waits=waiting.told(asked, variants),
        cut=port(SalesCut).now(),
    )


def _rows(
    product: Product, variants: Sequence[Variant], asked: Sequence[waiting.Asked]
) -> list[dict[str, object]]:
    """A row for every choice, as she wants it: what waits for a curator stands in place of what is on sale."""
    wishes = {one["variant"]: one for one in asked if one["variant"] is not None}
    rows: list[dict[str, object]] = []
    for one in variants:
        wish = wishes.get(one.id, {"label": None, "price": None})
        rows.append(
            {
                "variant_id": one.id,
                "stock_seen": one.stock,
                "label": one.label if wish["label"] is None else wish["label"],
                "price": dotted(wish["price"] or one.price),
                "weight": str(one.weight_g),
                **dict(zip(SIDES, (str(side or "") for side in waiting.as_it_is(one).sides), strict=True)),
                "stock": str(one.stock) if product.supply is Supply.READY else "",
            }
        )
    for new in asked:
        if new["variant"] is None:
            sides = new["sides"] or ("", "", "")
            rows.append(
                {
                    "label": new["label"],
                    "price": dotted(new["price"]),
                    "weight": str(new["weight_g"]),
                    **dict(zip(SIDES, map(str, sides), strict=True)),
                    "stock": str(new["stock"]) if product.supply is Supply.READY else "",
                }
            )
    return rows


@bp.get("/<slug>/izin", endpoint="papers")
def paper_list(slug: str) -> Answer:
    """The papers of a food."""
    found = own.owned(actor(), slug)
    revision = own.latest(found.id)
    gathered = own.gathered(found, revision)
    return page(
        "catalog/seller/papers.html",
        product=found,
        revision=revision,
        papers=gathered.papers,
        kinds=list(PaperKind),
        words=life.PAPER_WORDS,
        check=check.of(found, revision, gathered),
    )


@bp.route("/<slug>/izin/<kind>", methods=["GET", "POST"])
def paper(slug: str, kind: str) -> Answer:
    """One paper."""
    found = own.owned(actor(), slug)
    if kind not in list(PaperKind):
        return redirect(url_for(".papers", slug=slug))
    which = PaperKind(kind)
    there = own.papers(found.id).get(which)
    form = PaperForm(
        typed=there.typed if there else "",
        ends_on=there.ends_on if there and there.ends_on_from_paper else None,
    )
    if form.validate_on_submit():
        file = request.files.get("evidence")
        try:
            papers.declare(
                actor(),
                slug,
                which,
                typed=form.typed.data or "",
                ends_on=form.ends_on.data,
                evidence=file.read() if file and file.filename else None,
            )
        except BadPhoto as refusal:
            form.refuse(refusal, form.evidence)
        except RuleBroken as refusal:
            form.refuse(refusal, form.typed)
        else:
            flash("Sudah disimpan.", "ok")
            return redirect(url_for(".papers", slug=slug), 303)
    return page(
        "catalog/seller/paper.html",
        form=form,
        product=found,
        paper=there,
        kind=which,
        word=life.PAPER_WORDS[which],
    )


@bp.route("/<slug>/hapus", methods=["GET", "POST"])
def remove(slug: str) -> Answer:
    """Take a product out of the gerai, after a page that says what that means."""
    found = own.owned(actor(), slug)
    form = Act()
    if form.validate_on_submit():
        return act(
            lambda: drafts.remove(actor(), slug), url_for(".goods"), "Barang sudah dihapus dari gerai."
        )
    return page("catalog/seller/remove.html", product=found, revision=own.latest(found.id), form=form)
