"""What a seller is to give back herself, and recording that she has."""

from flask import Blueprint, flash, redirect, url_for

from app.base import clock
from app.base.errors import RuleBroken
from app.base.zones import day_in
from app.payments.forms.repaying import RepaidForm
from app.payments.queries import repaying as queries
from app.payments.rules.repaying import BadDay
from app.payments.service import repaying
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("repaying", __name__, url_prefix="/uang/kembali")

MOST = 100


@bp.get("")
def list_owed() -> Answer:
    """What is to go back, the most urgent first; then what has gone back."""
    rows = queries.of_seller(actor(), MOST)
    return page(
        "payments/seller/repayments.html",
        waiting=[one for one in rows if one.is_open or one.is_missing],
        done=[one for one in rows if not one.is_open and not one.is_missing],
    )


@bp.route("/<int:refund_id>", methods=["GET", "POST"])
def owed(refund_id: int) -> Answer:
    """How much, to where, until when; and the proof that it has gone."""
    found = queries.for_seller(actor(), refund_id)
    form = RepaidForm(day=day_in(found.region, clock.now()))
    if form.validate_on_submit():
        try:
            repaying.record_repaid(actor(), refund_id, form.content, form.day.data)
        except BadDay as refusal:
            form.refuse(refusal, form.day)
        except RuleBroken as refusal:
            form.refuse(refusal, form.photo)
        else:
            flash("Tercatat. Pembeli kami kabari.", "ok")
            return redirect(url_for(".list_owed"), 303)
    return page("payments/seller/repayment.html", one=found, form=form)
