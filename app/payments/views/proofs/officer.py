"""Officers look after money between buyers and the gerai of their region: where they were asked to, and where it waits too long."""

from flask import Blueprint, flash, redirect, url_for

from app.base import clock
from app.base.errors import RuleBroken
from app.payments.forms.proving import SeenForm, SendBackForm
from app.payments.queries import bills, repaying
from app.payments.queries import proving as queries
from app.payments.service import proving
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, page

bp = Blueprint("proofs", __name__, url_prefix="/uang")

MOST = 100


@bp.get("")
def money() -> Answer:
    """Requests first, then what waits too long: proofs, and money that is to go back."""
    return page(
        "payments/officer/money.html",
        asked=queries.asked_of(actor(), MOST),
        late=queries.late_in(actor(), MOST),
        missing=repaying.missing_in(actor(), MOST),
        overdue=repaying.late_in(actor(), MOST),
        unclaimed=repaying.unclaimed_in(actor(), MOST),
        bills=bills.overdue_in(actor(), MOST),
        act=Act(formdata=None),
        now=clock.now(),
    )


@bp.get("/<int:payment_id>")
def payment(payment_id: int) -> Answer:
    """What a seller has asked her to compare."""
    return _page(payment_id, SeenForm(formdata=None), SendBackForm(formdata=None))


def _page(payment_id: int, seen: SeenForm, back: SendBackForm) -> Answer:
    return page(
        "payments/officer/payment.html",
        sheet=proving.note_reading(actor(), payment_id),
        seen_form=seen,
        back_form=back,
        differs=None,
    )


@bp.post("/<int:payment_id>/masuk")
def confirm(payment_id: int) -> Answer:
    """It is there, says the officer in the seller's name."""
    form = SeenForm()
    if form.validate_on_submit():
        try:
            proving.confirm_for(actor(), payment_id, form.amount.amount or 0)
        except RuleBroken as refusal:
            form.refuse(refusal, form.amount)
        else:
            flash("Tercatat atas permintaan penjualnya. Pembeli kami kabari.", "ok")
            return redirect(url_for(".money"), 303)
    return _page(payment_id, form, SendBackForm(formdata=None))


@bp.post("/<int:payment_id>/belum")
def send_back(payment_id: int) -> Answer:
    """It is not."""
    form = SendBackForm()
    if form.validate_on_submit():
        try:
            proving.send_back_for(actor(), payment_id, form.reason)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Buktinya dikembalikan. Pembeli bisa mengirim yang lain.", "ok")
            return redirect(url_for(".money"), 303)
    return _page(payment_id, SeenForm(formdata=None), form)


@bp.post("/<int:payment_id>/ingatkan")
def remind(payment_id: int) -> Answer:
    """She is reminded that a buyer waits."""
    back = url_for(".money")
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: proving.remind(actor(), payment_id), back, "Penjualnya sudah kami ingatkan.")
