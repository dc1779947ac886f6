"""An officer looks into money that was recorded as given back and has not come, or that its buyer has not fetched."""

from flask import Blueprint, flash, redirect, url_for

from app.accounts import queries as people
from app.accounts.rules import written_phone
from app.base.errors import RuleBroken
from app.payments.forms.repaying import SolvedForm
from app.payments.service import repaying
from app.sellers import queries as sellers
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("repaying", __name__, url_prefix="/uang/kembali")


@bp.get("/<int:refund_id>/rekening")
def unclaimed(refund_id: int) -> Answer:
    """A buyer has not said to where her money goes back: whom to call, and what to tell her."""
    one = repaying.note_reading_unclaimed(actor(), refund_id)
    return page("payments/officer/unclaimed.html", one=one, buyer_phone=written_phone(one.order.phone))


@bp.route("/<int:refund_id>", methods=["GET", "POST"])
def missing(refund_id: int) -> Answer:
    """The account, the proof, whom to call, and what came out."""
    one = repaying.note_reading(actor(), refund_id)
    form = SolvedForm()
    if form.validate_on_submit():
        try:
            repaying.solve(actor(), refund_id, form.words.data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Tercatat. Pembeli dan penjual kami kabari.", "ok")
            return redirect(url_for("officer.proofs.money"), 303)
    makers = people.phones(list(sellers.member_ids(one.parcel.seller_id)))
    return page(
        "payments/officer/missing.html",
        one=one,
        form=form,
        makers=[(name, written_phone(phone) if phone else "") for name, phone in makers],
        buyer_phone=written_phone(one.order.phone),
    )
