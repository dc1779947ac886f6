"""Money for the admin: what needs a person, and the latest payments."""

from flask import Blueprint, flash, redirect, url_for

from app.base import clock
from app.payments.forms.overseeing import DoneForm
from app.payments.queries import payment as queries
from app.payments.queries import trouble
from app.payments.rules.findings import LONGEST_NOTE, NEXT_STEPS, TITLES
from app.payments.service import differing, findings, refunding
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
    return page(
        "payments/admin/money.html",
        payments=payments,
        troubles=trouble.all_troubles(clock.now()),
        titles=TITLES,
        next_steps=NEXT_STEPS,
        longest=LONGEST_NOTE,
        act=Act(formdata=None),
    )


@bp.post("/pengembalian/<int:refund_id>/ulang")
def again(refund_id: int) -> Answer:
    """Ask the gateway once more to give money back."""
    back = url_for(".money")
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: refunding.retry_refund(actor(), refund_id), back, "Pengembalian dicoba lagi.")


@bp.post("/pembayaran/<int:payment_id>/kembalikan")
def return_differing(payment_id: int) -> Answer:
    """Give back whole what came in another sum than was to be paid."""
    back = url_for(".money")
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: differing.give_back(actor(), payment_id),
        back,
        "Uangnya mulai dikembalikan. Pembeli kami kabari.",
    )


@bp.post("/temuan/<int:finding_id>/selesai")
def close_finding(finding_id: int) -> Answer:
    """Somebody has seen to what the gateway's book said otherwise."""
    back = url_for(".money")
    form = DoneForm()
    if not form.validate_on_submit():
        flash(next(iter([*form.problems, *form.note.errors]), ""), "bad")
        return redirect(back, 303)
    return act(
        lambda: findings.close(actor(), finding_id, form.note.data or ""), back, "Tercatat. Terima kasih."
    )
