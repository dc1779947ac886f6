"""A seller answers complaints about her parcels."""

from flask import Blueprint, flash, redirect, request, url_for

from app.base.errors import RuleBroken
from app.orders.forms import OfferForm, RefuseForm, ResendForm, field_named, offer_choices, resend_form
from app.orders.queries import complaints as queries
from app.orders.queries import resends
from app.orders.rules import complaint as rules
from app.orders.rules.complaint import BadClaim, ComplaintState
from app.orders.service import complaints as service
from app.regions import queries as regions
from app.sellers import queries as sellers
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, page

bp = Blueprint("complaints", __name__, url_prefix="/keluhan")


@bp.get("")
def complaints() -> Answer:
    """Her complaints: what waits first."""
    if sellers.mine(actor()) is None:
        return redirect(url_for("seller.sellers.begin"))
    return page("orders/seller/complaints.html", complaints=queries.of_seller(actor(), 100), turn=rules.TURN)


def _home(complaint_id: int) -> str:
    return url_for("seller.complaints.complaint", complaint_id=complaint_id)


@bp.get("/<int:complaint_id>")
def complaint(complaint_id: int) -> Answer:
    """What the buyer says, shows and wishes, and the answers that there are."""
    return _page(complaint_id)


def _page(
    complaint_id: int, *, sending: ResendForm | None = None, refusing: RefuseForm | None = None
) -> Answer:
    """The page, with the one of its forms that was not accepted."""
    sheet = queries.sheet(queries.for_seller(actor(), complaint_id))
    return page(
        "orders/seller/complaint.html",
        sheet=sheet,
        act=Act(formdata=None),
        send_form=sending or resend_form(resends.unmarked(complaint_id), shown=True),
        to_pack=resends.to_pack(complaint_id),
        refuse_form=refusing or RefuseForm(formdata=None),
        area=regions.get(sheet.order.village_code),
        may_offer=rules.LIFE.allows(sheet.complaint.state, rules.ComplaintMove.OFFER),
        may_refuse=rules.LIFE.allows(sheet.complaint.state, rules.ComplaintMove.REFUSE),
        may_agree=sheet.complaint.state in rules.NEGOTIATING,
    )


@bp.post("/<int:complaint_id>/setuju")
def agree(complaint_id: int) -> Answer:
    """The buyer gets what she wished."""
    back = _home(complaint_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: service.agree(actor(), complaint_id), back, "Terima kasih, Bu. Pembeli sudah kami kabari."
    )


@bp.route("/<int:complaint_id>/tawar", methods=["GET", "POST"])
def offer(complaint_id: int) -> Answer:
    """Something else than was wished."""
    sheet = queries.sheet(queries.for_seller(actor(), complaint_id))
    form = OfferForm()
    form.outcome.choices = offer_choices(rules.possible(sheet.parcel.state, food=sheet.food))
    if form.validate_on_submit():
        try:
            service.offer(actor(), complaint_id, form.proposal, form.words.data or "")
        except BadClaim as refusal:
            form.refuse(refusal, field_named(form, refusal.field))
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Tawaran Ibu sudah sampai ke pembeli.", "ok")
            return redirect(_home(complaint_id), 303)
    return page("orders/seller/complaint_offer.html", form=form, sheet=sheet)


@bp.post("/<int:complaint_id>/tolak")
def refuse(complaint_id: int) -> Answer:
    """She does not see it so."""
    form = RefuseForm()
    if not form.validate_on_submit():
        return _page(complaint_id, refusing=form)
    return act(
        lambda: service.refuse(actor(), complaint_id, form.words.data),
        _home(complaint_id),
        "Jawaban Ibu sudah sampai ke pembeli.",
    )


@bp.post("/<int:complaint_id>/kirim")
def send(complaint_id: int) -> Answer:
    """The goods are on their way once more."""
    found = queries.for_seller(actor(), complaint_id)
    form = resend_form(resends.unmarked(found.id))
    if not form.validate_on_submit():
        return _page(complaint_id, sending=form)
    try:
        service.send(
            actor(),
            complaint_id,
            courier=form.courier.data,
            tracking=form.tracking.data or "",
            marks=form.command(),
        )
    except RuleBroken as refusal:
        if found.state is not ComplaintState.RESENDING:
            flash(refusal.message, "bad")
            return redirect(_home(complaint_id), 303)
        form.refuse(refusal)
        return _page(complaint_id, sending=form)
    flash("Dicatat sebagai dikirim ulang. Pembeli kami kabari.", "ok")
    return redirect(_home(complaint_id), 303)


@bp.post("/<int:complaint_id>/kembali")
def take_back(complaint_id: int) -> Answer:
    """What was sent back has come; the button says in what state."""
    back = _home(complaint_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    fit = request.form.get("keadaan") == "utuh"
    return act(
        lambda: service.take_back(actor(), complaint_id, fit=fit),
        back,
        "Dicatat. Uang pembeli kami kembalikan.",
    )
