"""Money for the admin: what needs a person, and the latest payments."""

from flask import Blueprint, flash, redirect, url_for

from app.base import clock
from app.orders.queries import order as orders
from app.orders.rules.life import PARCEL_WORDS
from app.payments.forms.finding import FindingForm
from app.payments.queries import finding as disagreements
from app.payments.queries import payment as queries
from app.payments.queries import returned, trouble
from app.payments.rules import troubles
from app.payments.rules.findings import NEXT_STEPS, TITLES, NoteNeeded
from app.payments.rules.ways import WORDS
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
        findings=disagreements.open_findings(50),
        titles=TITLES,
        trouble_titles=troubles.TITLES,
        way_words=WORDS,
        act=Act(formdata=None),
    )


@bp.get("/pesanan/<int:order_id>")
def order(order_id: int) -> Answer:
    """The money of one order: what was paid, part by part what went back, and where more can go back."""
    found = orders.get(order_id)
    return page(
        "payments/admin/order.html",
        order=found,
        parts=orders.parcels_of(order_id),
        payments=queries.of_order(order_id),
        refunds=returned.of_order(order_id),
        part_words=PARCEL_WORDS,
        way_words=WORDS,
    )


@bp.route("/temuan/<int:finding_id>", methods=["GET", "POST"])
def finding(finding_id: int) -> Answer:
    """Something on which the gateway's book and ours disagree: what it is, what to do, and who has seen to it."""
    one, form = disagreements.open_finding(finding_id), FindingForm()
    if form.validate_on_submit():
        try:
            findings.close(actor(), finding_id, form.note.data)
        except NoteNeeded as refusal:
            form.refuse(refusal, form.note)
        else:
            flash("Dicatat sudah beres.", "ok")
            return redirect(url_for(".money"), 303)
    return page(
        "payments/admin/finding.html",
        one=one,
        title=TITLES[one.kind],
        next_step=NEXT_STEPS[one.kind],
        form=form,
    )


@bp.post("/pengembalian/<int:refund_id>/ulang")
def again(refund_id: int) -> Answer:
    """Ask the gateway once more to give money back."""
    back = url_for(".money")
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: refunding.retry_refund(actor(), refund_id), back, "Pengembalian dicoba lagi.")


@bp.route("/pembayaran/<int:payment_id>", methods=["GET", "POST"])
def held(payment_id: int) -> Answer:
    """Money that settles nothing: what differs, what to do, and who has seen to it."""
    one, form = trouble.held(payment_id), FindingForm()
    if form.validate_on_submit():
        try:
            differing.close(actor(), payment_id, form.note.data)
        except NoteNeeded as refusal:
            form.refuse(refusal, form.note)
        else:
            flash("Dicatat sudah beres.", "ok")
            return redirect(url_for(".money"), 303)
    return page(
        "payments/admin/held.html",
        one=one,
        title=troubles.TITLES[one.kind],
        next_step=troubles.next_step(can_return=one.can_return),
        form=form,
        act=Act(formdata=None),
    )


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
