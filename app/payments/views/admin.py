"""Money for the admin: what needs a person, and the latest payments."""

from flask import Blueprint, redirect, url_for

from app.payments.queries import payment as queries
from app.payments.service import refunding
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, cursor, page, slice_of

bp = Blueprint("payments", __name__, url_prefix="/uang")


@bp.get("")
def money() -> Answer:
    """Trouble first, then payments, newest first."""
    start = cursor()
    before = start[0] if start and isinstance(start[0], int) else None
    payments = slice_of(queries.latest(before, 31), 30, lambda row: [row[0].id])
    odd, failed = queries.with_trouble(50)
    return page("payments/admin/money.html", payments=payments, odd=odd, failed=failed, act=Act())


@bp.post("/pengembalian/<int:refund_id>/ulang")
def again(refund_id: int) -> Answer:
    """Ask the gateway once more to give money back."""
    back = url_for(".money")
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: refunding.retry_refund(actor(), refund_id), back, "Pengembalian dicoba lagi.")
