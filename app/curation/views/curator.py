"""The curator's queue, a round, the history and the official gifts of her region."""

from flask import Blueprint, flash, redirect, request, url_for

from app.base import clock
from app.base.errors import RuleBroken
from app.catalog.queries import check, own
from app.catalog.rules import facts as fact_rules
from app.catalog.rules.life import PAPER_WORDS
from app.curation import queries, rules, service
from app.curation.forms import DecisionForm, EndForm, GiftForm, SeenForm
from app.curation.models import Round
from app.curation.rules import RoundState
from app.regions import queries as regions
from app.sellers import queries as sellers
from app.training import queries as training
from app.web.doors import actor
from app.web.forms import Form
from app.web.pages import Answer, act, cursor, page, slice_of

bp = Blueprint("curation", __name__)

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
    waiting = slice_of(queries.queue(actor(), after, SIZE + 1), SIZE, lambda one: [one.id])
    return page(
        "curation/curator/queue.html",
        waiting=waiting,
        count=queries.count_waiting(actor()),
        late=clock.now() - rules.PROMISED,
    )


@bp.get("/riwayat")
def history() -> Answer:
    """What was judged, newest first."""
    start = cursor()
    before = start[0] if start and isinstance(start[0], int) else None
    judged = slice_of(queries.history(actor(), before, SIZE + 1), SIZE, lambda one: [one.id])
    return page("curation/curator/history.html", judged=judged)


@bp.get("/oleh-oleh-resmi")
def gifts() -> Answer:
    """The official gifts of her region."""
    return page("curation/curator/gifts.html", gifts=queries.gifts(actor()), now=clock.now())


@bp.route("/tinjauan/<int:round_id>", methods=["GET", "POST"])
def review(round_id: int) -> Answer:
    """A round: photos, private photos of papers, facts, findings; and the decision."""
    opened = queries.round_for(actor(), round_id)
    form = DecisionForm()
    if form.validate_on_submit():
        try:
            said = _decide(round_id, form)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash(said, "ok")
            return redirect(url_for(".queue"), 303)
    return _round_page(opened, form)


def _decide(round_id: int, form: DecisionForm) -> str:
    note = form.note.data or ""
    decision = request.form.get("keputusan", "")
    if decision == "setujui":
        service.approve(actor(), round_id, note)
        return "Disetujui. Barangnya sudah tayang."
    if decision == "perbaiki":
        service.ask_changes(actor(), round_id, note, form.listed_points())
        return "Permintaan perbaikan sudah dikirim ke penjual."
    if decision == "tolak":
        service.decline(actor(), round_id, note)
        return "Ditolak. Penjual sudah diberi tahu alasannya."
    raise RuleBroken("Pilih salah satu keputusan di bawah.")


def _round_page(opened: Round, form: DecisionForm) -> Answer:
    product = own.product(opened.product_id)
    revision = own.revision(opened.revision_id)
    seller = sellers.get(product.seller_id)
    return page(
        "curation/curator/round.html",
        round=opened,
        form=form,
        product=product,
        revision=revision,
        seller=seller,
        place=regions.get(opened.region_code),
        skills=training.skills_of_seller(seller.id),
        photos=own.photos(revision.id),
        variants=own.variants(product.id),
        line=own.line(product),
        sheet=fact_rules.sheet(product.category, revision.facts),
        food=fact_rules.is_food(product.category),
        halal=dict(fact_rules.HALAL).get(revision.facts.get("halal", ""), ""),
        papers=own.papers(product.id),
        paper_words=PAPER_WORDS,
        check=check.of(product, revision),
        earlier=[one for one in queries.rounds_of(product.id) if one.id != opened.id],
        is_open=opened.state is RoundState.SUBMITTED,
        seen_form=SeenForm(formdata=None),
        gift=queries.open_gift(product.id),
        gift_form=GiftForm(formdata=None),
        end_form=EndForm(formdata=None),
        can_be_gift=product.approved_revision_id == revision.id,
    )


@bp.post("/tinjauan/<int:round_id>/izin/<int:paper_id>")
def paper(round_id: int, paper_id: int) -> Answer:
    """A paper was compared: it fits, or it does not."""
    form = SeenForm()
    back = url_for(".review", round_id=round_id, _anchor="izin")
    if not form.validate_on_submit():
        flash(_why(form), "bad")
        return redirect(back, 303)
    if request.form.get("hasil") == "cocok":
        return act(
            lambda: service.see_paper(actor(), round_id, paper_id, form.ends_on.data, form.stated.data),
            back,
            "Dicatat: cocok dengan aslinya.",
        )
    return act(
        lambda: service.refuse_paper(actor(), round_id, paper_id, form.reason.data or ""),
        back,
        "Dicatat: tidak cocok.",
    )


def _why(form: Form) -> str:
    """The first thing wrong with a form that is not shown again."""
    wrong = [error for field in form if field.name != "csrf_token" for error in field.errors]
    return wrong[0] if wrong else "Halaman sudah lama terbuka. Coba sekali lagi."


@bp.post("/tinjauan/<int:round_id>/oleh-oleh-resmi")
def gift(round_id: int) -> Answer:
    """An official gift until a day."""
    form = GiftForm()
    back = url_for(".review", round_id=round_id, _anchor="resmi")
    if not form.validate_on_submit():
        flash(_why(form), "bad")
        return redirect(back, 303)
    return act(
        lambda: service.give_gift(actor(), round_id, form.until.data),
        back,
        "Sudah masuk rak oleh-oleh resmi.",
    )


@bp.post("/tinjauan/<int:round_id>/oleh-oleh-resmi/akhiri")
def gift_ends(round_id: int) -> Answer:
    """No longer an official gift."""
    form = EndForm()
    back = url_for(".review", round_id=round_id, _anchor="resmi")
    if not form.validate_on_submit():
        flash(_why(form), "bad")
        return redirect(back, 303)
    return act(
        lambda: service.end_gift(actor(), round_id, form.reason.data or ""),
        back,
        "Sudah keluar dari rak oleh-oleh resmi.",
    )
