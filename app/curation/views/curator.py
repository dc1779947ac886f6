"""The curator's queue, a round, and the history."""

from flask import Blueprint, current_app, flash, redirect, request, url_for

from app.accounts import queries as people
from app.base.errors import NotFound, RuleBroken
from app.catalog.forms import CorrectionForm
from app.catalog.models import Paper, Product
from app.catalog.queries import check, label_print, label_sheet, own, versions
from app.catalog.queries.brand import BrandNames
from app.catalog.rules import facts as fact_rules
from app.catalog.rules.life import PAPER_WORDS
from app.catalog.rules.packaging import ANSWER_WORDS
from app.catalog.rules.packaging import Answer as Said
from app.curation.forms import DecisionForm, LookForm, SeenForm
from app.curation.models import Round
from app.curation.queries import appeals, claims, rounds, scores
from app.curation.queries import gifts as gift_queries
from app.curation.queries import waiting as waiting_queries
from app.curation.queries.record import record_of
from app.curation.queries.waiting import Wanted
from app.curation.rules import rounds as round_rules
from app.curation.rules.promise import Promise, span
from app.curation.rules.reasons import offered
from app.curation.rules.rounds import RoundState
from app.curation.rules.rubric import FAMILY_SLUGS, GRADE_WORDS, family_of
from app.curation.rules.scoring import points_words, stands_against, way_up
from app.curation.service import judging, looking
from app.curation.views.filing import file_of
from app.curation.views.unsent import keep_typed
from app.db.ports import port
from app.regions import queries as regions
from app.sellers import queries as sellers
from app.standards import queries as standards
from app.standards.rules.findings import Severity
from app.training import queries as training
from app.web.doors import actor
from app.web.forms import Act, Form
from app.web.pages import Answer, act, cursor, page, path_to, slice_of

bp = Blueprint("curation", __name__)
keep_typed(bp)

SIZE = 20


@bp.get("")
def desk() -> Answer:
    """The curator's desk is the queue."""
    return redirect(url_for(".queue"))


@bp.get("/antrean")
def queue() -> Answer:
    """What waits, oldest first."""
    start = cursor()
    after = start[0] if start and isinstance(start[0], int) else None
    whose, kind, village = (request.args.get(name, "") for name in ("yang", "jenis", "kelurahan"))
    villages = waiting_queries.villages(actor())
    wanted = Wanted(
        whose if whose in waiting_queries.WHOSE else "",
        kind if kind in waiting_queries.KINDS else "",
        village if village in dict(villages) else "",
    )
    found = waiting_queries.queue(actor(), wanted, after, SIZE + 1)
    waiting = slice_of(found, SIZE, lambda one: [one.id])
    holders = {one.held_by for one in waiting.items if one.held_by}
    return page(
        "curation/curator/queue.html",
        waiting=waiting,
        papers=rounds.papers_to_see(actor(), SIZE) if start is None and wanted == Wanted() else [],
        counts=waiting_queries.counts(actor()),
        wanted=wanted,
        villages=villages,
        holders=people.names(holders) if holders else {},
        promised=port(Promise).words,
    )


@bp.get("/riwayat")
def history() -> Answer:
    """What was judged, newest first."""
    start = cursor()
    before = start[0] if start and isinstance(start[0], int) else None
    own_only = request.args.get("yang") == "saya"
    words = request.args.get("cari", "").strip()[:60]
    found = rounds.history(actor(), before, SIZE + 1, own=own_only, words=words)
    judged = slice_of(found, SIZE, lambda one: [one.id])
    return page(
        "curation/curator/history.html",
        judged=judged,
        own_only=own_only,
        words=words,
        record=record_of(actor()),
        span=span,
    )


@bp.route("/tinjauan/<int:round_id>", methods=["GET", "POST"])
def review(round_id: int) -> Answer:
    """A round: photos, private photos of papers, facts, findings; and the decision."""
    opened = rounds.round_for(actor(), round_id)
    form = DecisionForm()
    if form.validate_on_submit():
        try:
            said = _decide(round_id, form)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash(said, "ok")
            return redirect(url_for(".queue"), 303)
    if opened.state is RoundState.WITHDRAWN:
        flash("Penjual sudah menarik barang ini untuk diubah lagi. Belum ada yang perlu dinilai.", "wait")
        return redirect(url_for(".queue"), 303)
    return _round_page(opened, form)


def _decide(round_id: int, form: DecisionForm) -> str:
    note, internal, reasons = form.note.data or "", form.internal.data or "", form.reasons.data or []
    decision = request.form.get("keputusan", "")
    points = form.listed_points()
    if decision == "setujui":
        if points:
            raise RuleBroken(
                "“Yang perlu diperbaiki” masih terisi. Kosongkan dulu kalau menyetujui, atau pilih “Minta perbaikan”."
            )
        if reasons:
            raise RuleBroken("Alasan hanya untuk minta perbaikan atau menolak. Kosongkan dulu, lalu setujui.")
        judging.approve(actor(), round_id, note, internal=internal)
        return "Disetujui. Penjual sudah diberi tahu."
    if decision == "perbaiki":
        judging.ask_changes(actor(), round_id, note, points, reasons=reasons, internal=internal)
        return "Permintaan perbaikan sudah dikirim ke penjual."
    if decision == "tolak":
        judging.decline(actor(), round_id, note, points, reasons=reasons, internal=internal)
        return "Ditolak. Penjual sudah diberi tahu alasannya."
    raise RuleBroken("Pilih salah satu keputusan di bawah.")


def _round_page(opened: Round, refused: Form) -> Answer:
    """The round's page, with the one of its forms that was not accepted."""
    product = own.product(opened.product_id)
    revision = own.revision(opened.revision_id)
    gathered = own.gathered(product, revision)
    seller, found = gathered.seller, gathered.papers
    brand = sellers.brand(seller.id)
    checked = check.of(product, revision, gathered)
    scored = scores.sheet(opened, product)
    return page(
        "curation/curator/round.html",
        round=opened,
        scored=scored,
        result=scored.result if scored else None,
        against=stands_against(scored.rubric, scored.result) if scored else [],
        way_up=way_up(scored.rubric, scored.scores) if scored else None,
        reasons=offered(scored.rubric) if scored else [],
        points_words=points_words,
        grade_words=GRADE_WORDS,
        family_slug=FAMILY_SLUGS[family_of(product.category)],
        form=refused if isinstance(refused, DecisionForm) else DecisionForm(formdata=None),
        product=product,
        revision=revision,
        seller=seller,
        place=regions.get(opened.region_code),
        skills=training.skills_of_seller(seller.id),
        photos=gathered.photos,
        variants=gathered.variants,
        line=own.line(product),
        sheet=fact_rules.sheet(product.category, revision.facts),
        food=fact_rules.is_food(product.category),
        halal=dict(fact_rules.HALAL).get(revision.facts.get("halal", ""), ""),
        papers=found,
        gerai_papers=standards.gerai_papers(gathered.seller.id),
        paper_words=PAPER_WORDS,
        check=checked,
        printed=label_print.first_look(product, revision, _page_of(product), gathered),
        brand=brand,
        brand_remarks=[
            one for one in BrandNames().about(seller.id, brand.name) if one.severity is not Severity.INFO
        ],
        changes=versions.compared(product, revision, gathered, checked.packaging),
        packaging=checked.packaging,
        packaging_open=looking.may_judge_packaging(opened, product),
        answer_words=ANSWER_WORDS,
        look=refused if isinstance(refused, LookForm) else LookForm(formdata=None),
        looked_at=request.view_args["item"] if isinstance(refused, LookForm) and request.view_args else "",
        earlier=[one for one in rounds.seen_rounds_of(actor(), product.id) if one.id != opened.id],
        label=label_sheet.laid_out(checked.reading, product, revision),
        appeal=appeals.by_second(opened.id),
        both=appeals.both(opened.id) if opened.judged_at else None,
        hold=claims.hold_of(actor(), opened),
        judge=people.person(opened.judged_by_id).name if opened.judged_by_id else "",
        act=Act(),
        is_open=opened.state in round_rules.OPEN,
        seen_forms={paper.id: _seen_form(paper, refused) for paper in found.values()},
        gift=gift_queries.open_gift(product.id),
        gift_case=gift_queries.open_case(product.id),
        can_be_gift=product.approved_revision_id == revision.id,
    )


def _page_of(product: Product) -> str:
    """The address that a label's QR code leads to."""
    path = path_to("shop.shopfront.product", slug=product.slug)
    return f"{current_app.config['PUBLIC_URL']}{path}"


def _seen_form(paper: Paper, refused: Form) -> SeenForm:
    """The form beside a paper; every paper of the page has its own."""
    if isinstance(refused, SeenForm) and request.view_args and request.view_args["paper_id"] == paper.id:
        form = refused
    else:
        form = SeenForm(formdata=None, ends_on=paper.ends_on if paper.ends_on_from_paper else None)
    for field in (form.ends_on, form.reason):
        field.id = f"{field.name}-{paper.id}"
    return form


@bp.post("/tinjauan/<int:round_id>/izin/<int:paper_id>")
def paper(round_id: int, paper_id: int) -> Answer:
    """A paper was compared: it fits, or it does not."""
    opened = rounds.round_for(actor(), round_id)
    form = SeenForm()
    fits = request.form.get("hasil") == "cocok"
    if form.validate_on_submit():
        try:
            if fits:
                looking.see_paper(actor(), round_id, paper_id, form.ends_on.data, form.stated.data)
            else:
                looking.refuse_paper(actor(), round_id, paper_id, form.reason.data or "")
        except RuleBroken as refusal:
            form.refuse(refusal, None if fits else form.reason)
        else:
            flash("Dicatat: cocok dengan aslinya." if fits else "Dicatat: tidak cocok.", "ok")
            return redirect(url_for(".review", round_id=round_id, _anchor="izin"), 303)
    return _round_page(opened, form)


@bp.post("/tinjauan/<int:round_id>/label")
def label(round_id: int) -> Answer:
    """How one element of the label stands, by the curator's own eyes."""
    rounds.round_for(actor(), round_id)
    form = CorrectionForm()
    back = url_for(".review", round_id=round_id, _anchor="label")
    if not form.validate_on_submit():
        flash(next(iter(form.problems or form.text.errors)), "bad")
        return redirect(back, 303)
    said = form.command(request.form.get("status", ""))
    return act(lambda: looking.correct_label(actor(), round_id, said), back, "Dicatat.")


@bp.post("/tinjauan/<int:round_id>/kemasan/<item>")
def packaging_item(round_id: int, item: str) -> Answer:
    """One item of the packaging was looked at."""
    opened = rounds.round_for(actor(), round_id)
    form = LookForm()
    said = request.form.get("jawaban", "")
    if form.validate_on_submit():
        if said not in list(Said):
            raise NotFound(said)
        try:
            looking.judge_packaging(
                actor(), round_id, item, Said(said), note=form.remark.data or "", seen_id=form.seen_id()
            )
        except RuleBroken as refusal:
            form.refuse(refusal, form.remark)
        else:
            return redirect(url_for(".review", round_id=round_id, _anchor=f"kemasan-{item}"), 303)
    return _round_page(opened, form)


@bp.get("/tinjauan/<int:round_id>/riwayat")
def product_history(round_id: int) -> Answer:
    """The file of the product of a round. What was taken back is a draft again, and hers alone."""
    opened = rounds.round_for(actor(), round_id)
    if opened.state is RoundState.WITHDRAWN:
        raise NotFound(round_id)
    return file_of(
        "curation/curator/product_history.html",
        own.product(opened.product_id),
        name=own.revision(opened.revision_id).name,
        region=opened.region_code,
        # who reads a decision anew does not find the first one here
        seen={one.id for one in rounds.seen_rounds_of(actor(), opened.product_id)},
        round=opened,
        place=regions.get(opened.region_code).path,
    )
