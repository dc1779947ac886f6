"""Another sum than was due, which a seller takes as it came. `settling.settle` captures it, because she has said so here."""

from app.base import clock
from app.base.actor import Actor
from app.base.money import format_rupiah
from app.db.journal import record
from app.db.session import announce, session
from app.orders.models import Parcel
from app.orders.queries import order as orders
from app.orders.rules.log import Party
from app.orders.service import adjusting, log
from app.payments.events import DifferenceAccepted
from app.payments.models import AcceptedDifference, Payment
from app.payments.rules.differing import Split
from app.payments.service import refunding


def note(actor: Actor, payment: Payment, parcel: Parcel, seen: int) -> None:
    """She takes `seen` rupiah instead of what was due; nothing is settled yet. The payment must be held."""
    session().add(AcceptedDifference(payment_id=payment.id, seen=seen, accepted_at=clock.now()))
    session().flush()
    record(actor, "difference accepted", "payment", payment.id, seen=seen, due=payment.due)
    log.note(
        payment.order_id, parcel, Party.SELLER, "difference_taken",
        seen=format_rupiah(seen), due=format_rupiah(payment.due),
    )  # fmt: skip


def accepted(payment_id: int) -> int | None:
    """The sum that she takes; none where she has taken none but what is due."""
    found = session().get(AcceptedDifference, payment_id)
    return found.seen if found is not None else None


def part_it(payment: Payment) -> None:
    """The money pays, and was booked: what is missing of goods and shipping is let go, what is above the bill and more than
    digits goes back at once. Under the locks of order and payment."""
    if payment.accepted is None or payment.parcel_id is None:
        return
    split = Split(payment.due, payment.code, payment.accepted)
    why = f"Yang masuk {format_rupiah(split.seen)}, tagihannya {format_rupiah(split.due)}."
    if split.let_go:
        adjusting.let_go(orders.parcel(payment.parcel_id), split.let_go, why)
    if split.owed:
        refunding.ask_surplus(payment, split.owed, why)
    announce(DifferenceAccepted(payment_id=payment.id, due=split.due, seen=split.seen, owed=split.owed))
