"""Sets of official gifts at the curator's desk: composed, shown, followed by a new version, withdrawn."""

from flask import Blueprint, flash, redirect, request, url_for

from app.base.errors import RuleBroken
from app.catalog.models import Bundle
from app.catalog.queries import bundles
from app.catalog.rules import bundles as rules
from app.catalog.rules.bundles import BundleState, NotASet, NotInSet
from app.catalog.rules.occasions import known, occasions
from app.catalog.service.bundles import Words
from app.curation.forms import BundleForm, BundlePartForm, NewBundleForm, WithdrawBundleForm
from app.curation.queries import bundling as queries
from app.curation.service import bundling
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, cursor, page, slice_of

bp = Blueprint("bundles", __name__, url_prefix="/set")

SIZE = 20
STALE = "Halaman ini sudah lama terbuka. Tekan tombolnya sekali lagi."


@bp.get("")
def listed() -> Answer:
    """Her sets: drafts, those in the shop, withdrawn ones."""
    start = cursor()
    after = start[0] if start and isinstance(start[0], int) else None
    found = slice_of(queries.listed(actor(), after, SIZE + 1), SIZE, lambda one: [one.bundle.id])
    return page("curation/bundles/curator/list.html", found=found, places=queries.names_of(found.items))


@bp.route("/baru", methods=["GET", "POST"])
def begin() -> Answer:
    """A name first; what is in it comes next."""
    form = NewBundleForm()
    form.region.choices = queries.regions_of(actor())
    if form.validate_on_submit():
        try:
            bundle = bundling.begin(actor(), _words(form), form.region.data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Drafnya sudah ada. Sekarang pilih isinya.", "ok")
            return redirect(url_for("curator.bundles.bundle", bundle_id=bundle.id), 303)
    return page("curation/bundles/curator/new.html", form=form, occasions=occasions())


@bp.route("/<int:bundle_id>", methods=["GET", "POST"])
def bundle(bundle_id: int) -> Answer:
    """A set with its parts and what it comes to; the words of a draft."""
    found = queries.bundle_for(actor(), bundle_id)
    form = BundleForm(obj=found)
    if form.validate_on_submit():
        try:
            bundling.describe(actor(), bundle_id, _words(form))
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Keterangannya sudah disimpan.", "ok")
            return redirect(url_for("curator.bundles.bundle", bundle_id=bundle_id), 303)
    return _show(found, form=form)


def _words(form: BundleForm) -> Words:
    return Words(form.name.data, form.story.data or "", form.occasions.data or ())


def _show(
    found: Bundle,
    *,
    form: BundleForm | None = None,
    wrong: tuple[int, BundlePartForm] | None = None,
    ending: WithdrawBundleForm | None = None,
    obstacles: tuple[str, ...] = (),
) -> Answer:
    sheet = bundles.sheet(found)
    is_draft = found.state is BundleState.DRAFT
    forms = {
        part.variant_id: BundlePartForm(
            formdata=None,
            prefix=_prefix(part.variant_id),
            data={"pieces": str(part.pieces), "is_box": part.is_box},
        )
        for part in sheet.parts
    }
    if wrong is not None:
        forms[wrong[0]] = wrong[1]
    return page(
        "curation/bundles/curator/bundle.html",
        sheet=sheet,
        form=form or BundleForm(formdata=None, obj=found),
        forms=forms,
        ending=ending or WithdrawBundleForm(formdata=None),
        obstacles=obstacles,
        lacking=rules.obstacles(sheet.parts, found.story) if is_draft else [],
        why={part.variant_id: rules.why_not(part) for part in sheet.parts} if is_draft else {},
        stops=rules.what_stops(sheet.parts),
        follower=queries.follower(found.id),
        occasions=occasions(),
        chosen_for=known(found.occasions),
        act=Act(),
    )


def _prefix(variant_id: int) -> str:
    return f"isi{variant_id}"


@bp.route("/<int:bundle_id>/tambah", methods=["GET", "POST"])
def choose(bundle_id: int) -> Answer:
    """Goods that may be put in: official gifts; any good as the box."""
    found = queries.bundle_for(actor(), bundle_id)
    words, for_box = request.args.get("q", "").strip()[:80], request.args.get("wadah") == "1"
    variant_id = request.form.get("variant", type=int)
    form = BundlePartForm(data={"pieces": "1"} if request.method == "GET" else None)
    if form.validate_on_submit() and variant_id is not None:
        try:
            bundling.put_in(actor(), bundle_id, variant_id, form.pieces.number or 1, is_box=for_box)
        except RuleBroken as refusal:
            form.refuse(refusal, form.pieces)
        else:
            flash("Sudah masuk set.", "ok")
            return redirect(url_for("curator.bundles.bundle", bundle_id=bundle_id), 303)
    return page(
        "curation/bundles/curator/choose.html",
        bundle=found,
        choices=queries.choices(actor(), found, words, for_box=for_box),
        inside={part.variant_id for part in bundles.sheet(found).parts},
        most=queries.MOST,
        words=words,
        for_box=for_box,
        form=form,
        chosen=variant_id,
    )


@bp.post("/<int:bundle_id>/isi/<int:variant_id>")
def count(bundle_id: int, variant_id: int) -> Answer:
    """Another number of a part, or whether it is the box."""
    found = queries.bundle_for(actor(), bundle_id)
    form = BundlePartForm(prefix=_prefix(variant_id))
    if not form.validate_on_submit():
        return _show(found, wrong=(variant_id, form))
    try:
        bundling.count_anew(
            actor(), bundle_id, variant_id, form.pieces.number or 1, is_box=bool(form.is_box.data)
        )
    except NotInSet as refusal:
        form.refuse(refusal, form.pieces)
        return _show(found, wrong=(variant_id, form))
    except RuleBroken as refusal:
        flash(refusal.message, "bad")
    else:
        flash("Isinya sudah diubah.", "ok")
    return redirect(url_for("curator.bundles.bundle", bundle_id=bundle_id), 303)


@bp.post("/<int:bundle_id>/isi/<int:variant_id>/keluar")
def take_out(bundle_id: int, variant_id: int) -> Answer:
    """A part leaves the draft."""
    back = url_for("curator.bundles.bundle", bundle_id=bundle_id)
    if not _pressed():
        return redirect(back, 303)
    return act(lambda: bundling.take_out(actor(), bundle_id, variant_id), back, "Sudah dikeluarkan dari set.")


@bp.post("/<int:bundle_id>/tampilkan")
def show(bundle_id: int) -> Answer:
    """Into the shop."""
    back = url_for("curator.bundles.bundle", bundle_id=bundle_id)
    if not _pressed():
        return redirect(back, 303)
    try:
        bundling.show(actor(), bundle_id)
    except NotASet as refusal:
        return _show(queries.bundle_for(actor(), bundle_id), obstacles=refusal.obstacles)
    except RuleBroken as refusal:
        flash(refusal.message, "bad")
    else:
        flash("Setnya sudah tampil di toko.", "ok")
    return redirect(back, 303)


@bp.post("/<int:bundle_id>/tarik")
def withdraw(bundle_id: int) -> Answer:
    """Out of the shop, with a reason."""
    found = queries.bundle_for(actor(), bundle_id)
    form = WithdrawBundleForm()
    if not form.validate_on_submit():
        return _show(found, ending=form)
    try:
        bundling.withdraw(actor(), bundle_id, form.reason.data or "")
    except RuleBroken as refusal:
        form.refuse(refusal, form.reason)
        return _show(found, ending=form)
    flash("Setnya sudah tidak dijual. Pesanan yang sudah dibuat tetap jalan.", "ok")
    return redirect(url_for("curator.bundles.bundle", bundle_id=bundle_id), 303)


@bp.post("/<int:bundle_id>/susun-lagi")
def compose_anew(bundle_id: int) -> Answer:
    """A new version of what was shown: it takes its place when it is shown itself."""
    if not _pressed():
        return redirect(url_for("curator.bundles.bundle", bundle_id=bundle_id), 303)
    try:
        begun = bundling.compose_anew(actor(), bundle_id)
    except RuleBroken as refusal:
        flash(refusal.message, "bad")
        return redirect(url_for("curator.bundles.bundle", bundle_id=bundle_id), 303)
    return redirect(url_for("curator.bundles.bundle", bundle_id=begun.id), 303)


@bp.post("/<int:bundle_id>/buang")
def discard(bundle_id: int) -> Answer:
    """A draft is thrown away."""
    if not _pressed():
        return redirect(url_for("curator.bundles.bundle", bundle_id=bundle_id), 303)
    return act(
        lambda: bundling.discard(actor(), bundle_id),
        url_for("curator.bundles.listed"),
        "Drafnya sudah dibuang.",
    )


def _pressed() -> bool:
    fine = Act().validate_on_submit()
    if not fine:
        flash(STALE, "bad")
    return fine
