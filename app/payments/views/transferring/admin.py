"""An admin sends by bank transfer what a provider cannot give back, and shows it."""

from flask import Blueprint, flash, redirect, url_for

from app.accounts.rules import written_phone
from app.base import clock
from app.base.errors import RuleBroken
from app.base.zones import day_in
from app.payments.forms.repaying import RepaidForm
from app.payments.queries import transferring as queries
from app.payments.rules.transferring import BadTransferDay
from app.payments.service import transferring
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("transferring", __name__, url_prefix="/uang/pengembalian")


@bp.route("/<int:refund_id>", methods=["GET", "POST"])
def refund(refund_id: int) -> Answer:
    """How much, whom to call, and the proof that it has gone."""
    found = queries.of(refund_id)
    form = RepaidForm(day=day_in(found.order.village_code, clock.now()))
    form.day.label.text = "Ditransfer tanggal berapa?"
    if form.validate_on_submit():
        try:
            transferring.record_transfer(actor(), refund_id, form.content, form.day.data)
        except BadTransferDay as refusal:
            form.refuse(refusal, form.day)
        except RuleBroken as refusal:
            form.refuse(refusal, form.photo)
        else:
            flash("Tercatat. Pembeli kami kabari.", "ok")
            return redirect(url_for("admin.payments.money"), 303)
    return page("payments/admin/transfer.html", one=found, form=form, phone=written_phone(found.order.phone))
