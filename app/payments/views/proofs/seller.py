"""A seller looks into her account and says whether the money is there."""

from flask import Blueprint, flash, redirect, url_for

from app.base import clock
from app.base.errors import RuleBroken
from app.payments.forms.proving import SeenForm, SendBackForm
from app.payments.queries import proving as queries
from app.payments.rules.proving import AmountSeenDiffers
from app.payments.service import proving
from app.sellers import queries as sellers
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, page

bp = Blueprint("proofs", __name__, url_prefix="/uang/masuk")

MOST = 100


@bp.get("")
def incoming() -> Answer:
    """What her buyers are to pay her, proofs first."""
    rows = queries.incoming(actor(), MOST)
    return page(
        "payments/seller/incoming.html",
        proven=[one for one in rows if one.state == "checking"],
        unproven=[one for one in rows if one.state == "opened" and not one.is_later],
        later=[one for one in rows if one.state == "opened" and one.is_later],
        lapsed=[one for one in rows if one.state == "expired" and not one.is_later],
        region=sellers.owned(actor()).village_code or "36",
        now=clock.now(),
    )


@bp.get("/<int:payment_id>")
def payment(payment_id: int) -> Answer:
    """The exact amount, the proof, and what she may say."""
    return _page(payment_id, SeenForm(formdata=None), SendBackForm(formdata=None))


def _page(
    payment_id: int, seen: SeenForm, back: SendBackForm, differs: AmountSeenDiffers | None = None
) -> Answer:
    queries.for_seller(actor(), payment_id)
    return page(
        "payments/seller/payment.html",
        sheet=queries.sheet(payment_id),
        seen_form=seen,
        back_form=back,
        differs=differs,
        helped=actor().is_helped,
        act=Act(formdata=None),
    )


@bp.post("/<int:payment_id>/masuk")
def confirm(payment_id: int) -> Answer:
    """It is there."""
    form = SeenForm()
    if form.validate_on_submit():
        try:
            proving.confirm(actor(), payment_id, form.amount.amount or 0, accepts=form.accepts)
        except AmountSeenDiffers as differs:
            form.refuse(differs, form.amount)
            return _page(payment_id, form, SendBackForm(formdata=None), differs)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Tercatat. Pembeli kami kabari bahwa uangnya sudah masuk.", "ok")
            return redirect(url_for(".incoming"), 303)
    return _page(payment_id, form, SendBackForm(formdata=None))


@bp.post("/<int:payment_id>/belum")
def send_back(payment_id: int) -> Answer:
    """It is not."""
    form = SendBackForm()
    if form.validate_on_submit():
        try:
            proving.send_back(actor(), payment_id, form.reason)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Buktinya dikembalikan. Pembeli bisa mengirim yang lain.", "ok")
            return redirect(url_for(".incoming"), 303)
    return _page(payment_id, SeenForm(formdata=None), form)


@bp.post("/<int:payment_id>/minta")
def ask(payment_id: int) -> Answer:
    """Somebody is to look for her."""
    back = url_for(".payment", payment_id=payment_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    said = "Permintaan Ibu sudah kami teruskan ke petugas dan kader."
    return act(lambda: proving.ask_for_help(actor(), payment_id), back, said)


@bp.post("/<int:payment_id>/batal-minta")
def take_back(payment_id: int) -> Answer:
    """She looks herself after all."""
    back = url_for(".payment", payment_id=payment_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: proving.take_request_back(actor(), payment_id), back, "Baik, Ibu mencocokkan sendiri.")
