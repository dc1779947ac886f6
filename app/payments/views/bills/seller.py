"""Bills that agencies pay a maker after the hand-over."""

from flask import Blueprint, flash, redirect, url_for

from app.base.errors import RuleBroken
from app.payments.forms.minutes import MinutesForm
from app.payments.queries import bills as queries
from app.payments.service import billing
from app.sellers import queries as sellers
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("bills", __name__, url_prefix="/uang/tagihan")


@bp.get("")
def bills() -> Answer:
    """What agencies owe her, the nearest day first."""
    if sellers.mine(actor()) is None:
        return redirect(url_for("seller.sellers.begin"))
    return page("payments/seller/bills.html", bills=queries.of_seller(actor(), 100))


@bp.route("/<int:parcel_id>", methods=["GET", "POST"])
def bill(parcel_id: int) -> Answer:
    """One of them: who pays, and the minutes of hand-over."""
    found = queries.sellers_bill(actor(), parcel_id)
    form = MinutesForm(number=found.bill.minutes_number or "", on=found.bill.minutes_on)
    if form.validate_on_submit():
        try:
            billing.note_as_seller(actor(), parcel_id, form.minutes)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Berita acara sudah dicatat.", "ok")
            return redirect(url_for("seller.bills.bill", parcel_id=parcel_id), 303)
    return page("payments/seller/bill.html", one=found, form=form)
