"""Official gifts at the curator's desk: what could become one, what waits for voices, what holds and what ends soon."""

from collections.abc import Mapping
from datetime import timedelta

from flask import Blueprint, flash, redirect, request, url_for

from app.base import clock
from app.base.errors import RuleBroken
from app.base.zones import day_in
from app.catalog.queries import own
from app.catalog.rules.occasions import known, occasions
from app.curation.forms import AgreeForm, EndForm, OccasionsForm, ProposeForm, RenewForm, VoiceForm
from app.curation.queries import gifts as queries
from app.curation.queries import rounds
from app.curation.rules import gifts as rules
from app.curation.rules.panel import CaseState
from app.curation.rules.terms import terms
from app.curation.service import gifting, panel
from app.curation.views.unsent import keep_typed
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, cursor, page, slice_of

bp = Blueprint("official", __name__, url_prefix="/oleh-oleh-resmi")
keep_typed(bp)

SIZE = 20


@bp.get("")
def shelf() -> Answer:
    """What holds now, and how much waits."""
    return page(
        "curation/official/curator/shelf.html",
        gifts=queries.approvals(actor()),
        waiting=queries.waiting(actor()),
        now=clock.now(),
    )


@bp.get("/calon")
def candidates() -> Answer:
    """What could become one, and what the others lack."""
    start = cursor()
    after = start[0] if start and isinstance(start[0], int) else None
    found = slice_of(queries.candidates(actor(), after, SIZE + 1), SIZE, lambda one: [one.good.round_id])
    listed = [(one, rules.obstacles(one.standing)) for one in found.items]
    return page(
        "curation/official/curator/candidates.html",
        found=found,
        ready=[one for one, lacking in listed if not lacking],
        others=[(one, lacking) for one, lacking in listed if lacking],
        terms=terms(),
    )


@bp.route("/calon/<int:product_id>", methods=["GET", "POST"])
def propose(product_id: int) -> Answer:
    """Propose a good: days and conditions; hers is the first voice."""
    good = queries.good_for(actor(), product_id)
    standing = queries.standing(product_id)
    today = day_in(good.region, clock.now())
    longest = today + timedelta(days=terms().longest_days)
    gift = queries.open_gift(product_id)
    form = ProposeForm(
        starts_on=today,
        until=min(filter(None, [longest, standing.paper_ends])),
        occasions=gift.occasions if gift else None,
        formdata=_sent(),
    )
    if form.validate_on_submit():
        try:
            case = panel.propose(actor(), product_id, form.proposal(), form.words.data or "")
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Diusulkan. Kurator lain di wilayah ini sudah diberi tahu.", "ok")
            return redirect(url_for(".case", case_id=case.id), 303)
    waiting = queries.open_case(product_id)
    if waiting is not None and not form.is_submitted():
        return redirect(url_for(".case", case_id=waiting.id))
    return page(
        "curation/official/curator/propose.html",
        good=good,
        form=form,
        standing=standing,
        lacking=rules.obstacles(standing),
        round=rounds.round_for(actor(), good.round_id),
        gift=gift,
        occasions=occasions(),
        photos=own.photos(own.product(product_id).approved_revision_id or 0),
        terms=terms(),
    )


def _sent() -> object:
    """What was sent; the form fills itself where nothing was."""
    return request.form if request.method == "POST" else None


@bp.route("/usulan/<int:case_id>", methods=["GET", "POST"])
def case(case_id: int) -> Answer:
    """A proposal with what was said; her own voice, once."""
    found = queries.case_for(actor(), case_id)
    form = VoiceForm()
    if form.validate_on_submit():
        said = request.form.get("suara", "")
        try:
            if said not in ("setuju", "belum"):
                raise RuleBroken("Pilih setuju atau belum.")
            state = panel.speak(actor(), case_id, is_for=said == "setuju", words=form.words.data or "")
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash(_NEWS[state], "ok")
            return redirect(url_for(".case", case_id=case_id), 303)
    return page(
        "curation/official/curator/case.html",
        case=found,
        form=form,
        act=Act(),
        good=queries.good_of_case(actor(), case_id),
        said=queries.said(case_id),
        speaker=actor().by_id,
        round=rounds.round_for(actor(), found.round_id),
        lacking=rules.obstacles(queries.standing(found.product_id))
        if found.state is CaseState.VOTING
        else [],
        approval=queries.approval_of(case_id),
        photos=own.photos(found.revision_id),
        occasions=known(found.occasions),
        terms=terms(),
    )


_NEWS = {
    CaseState.VOTING: "Suara Anda tercatat. Masih menunggu suara lain.",
    CaseState.GIVEN: "Sepakat. Barangnya masuk rak oleh-oleh resmi, dan pembuatnya sudah diberi tahu.",
    CaseState.DECLINED: "Belum disepakati. Pembuatnya sudah diberi tahu alasannya.",
}


@bp.post("/usulan/<int:case_id>/batal")
def drop(case_id: int) -> Answer:
    """Who proposed it takes it back."""
    if not Act().validate_on_submit():
        return redirect(url_for(".case", case_id=case_id), 303)
    return act(lambda: panel.drop(actor(), case_id), url_for(".shelf"), "Usulan dibatalkan.")


@bp.post("/usulan/setujui")
def agree() -> Answer:
    """Yes to several proposals at once."""
    form = AgreeForm()
    back = url_for(".shelf")
    if not form.validate_on_submit():
        flash("Halaman ini sudah lama terbuka. Centang lagi, lalu tekan sekali lagi.", "bad")
        return redirect(back, 303)
    chosen = form.chosen.data or []
    if not chosen:
        flash("Centang dulu barang yang Anda setujui.", "bad")
        return redirect(back, 303)
    names = {one.case.id: one.good.name for one in queries.waiting(actor())}
    refused = panel.speak_for_all(actor(), chosen)
    _tell(len(set(chosen)) - len(refused), refused, names, "suara setuju tercatat")
    return redirect(back, 303)


def _tell(done: int, refused: Mapping[int, str], names: Mapping[int, str], words: str) -> None:
    """How many were done; of the others each by its name, or all that she does not see in one line."""
    if done:
        flash(f"{done} {words}.", "ok")
    for sentence in dict.fromkeys(
        f"{names[one]}: {why}" if one in names else why for one, why in refused.items()
    ):
        flash(sentence, "bad")


@bp.route("/masa-berlaku", methods=["GET", "POST"])
def expiring() -> Answer:
    """What ends within sixty days, to be proposed again together."""
    longest = day_in("", clock.now()) + timedelta(days=terms().longest_days)
    form = RenewForm(until=longest, formdata=_sent())
    if form.validate_on_submit():
        chosen = form.chosen.data or []
        if not chosen:
            form.refuse(RuleBroken("Centang dulu barang yang diperpanjang."))
        else:
            names = {one.approval.id: one.good.name for one in queries.approvals(actor())}
            refused = panel.renew(actor(), chosen, form.until.data)
            done = len(set(chosen)) - len(refused)
            _tell(done, refused, names, "usulan perpanjangan menunggu suara kurator lain")
            if not refused:
                return redirect(url_for(".expiring"), 303)
            form.chosen.data = list(refused)  # still ticked, for another day
    now = clock.now()
    far = max(terms().remind_days)
    listed = [
        (one, (one.approval.until - day_in(one.good.region, now)).days)
        for one in queries.approvals(actor(), now.date() + timedelta(days=far + 1))
    ]
    return page(
        "curation/official/curator/expiring.html",
        gifts=[(one, left) for one, left in listed if left <= far],
        ended=queries.ended(actor()),
        form=form,
        chosen=form.chosen.data or [],
    )


@bp.route("/<int:approval_id>", methods=["GET", "POST"])
def approval(approval_id: int) -> Answer:
    """An official gift: how it was decided, and taking it off the shelf with a reason."""
    found = queries.approval_for(actor(), approval_id)
    form = EndForm()
    if form.validate_on_submit():
        try:
            gifting.withdraw(actor(), approval_id, form.reason.data or "")
        except RuleBroken as refusal:
            form.refuse(refusal, form.reason)
        else:
            flash("Sudah keluar dari rak oleh-oleh resmi.", "ok")
            return redirect(url_for(".shelf"), 303)
    return page(
        "curation/official/curator/approval.html",
        approval=found,
        good=queries.good_of_case(actor(), found.case_id),
        said=queries.said(found.case_id),
        case=queries.case_for(actor(), found.case_id),
        form=form,
        chosen=OccasionsForm(formdata=None, occasions=found.occasions),
        occasions=occasions(),
        known=known(found.occasions),
    )


@bp.post("/<int:approval_id>/acara")
def choose_occasions(approval_id: int) -> Answer:
    """For which occasions it is right; it stands so on the shelf at once."""
    back = url_for(".approval", approval_id=approval_id)
    form = OccasionsForm()
    if not form.validate_on_submit():
        flash("Halaman ini sudah lama terbuka. Centang lagi acaranya, lalu tekan sekali lagi.", "bad")
        return redirect(back, 303)
    codes = form.occasions.data or []
    return act(lambda: gifting.choose_occasions(actor(), approval_id, codes), back, "Acaranya disimpan.")
