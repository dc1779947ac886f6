"""Money that settles nothing: a person has it given back whole, or says what she has done at the gateway."""

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.base.money import format_rupiah
from app.db.journal import record
from app.db.session import announce, unit_of_work
from app.orders.service import parcels
from app.payments.events import OtherAmountReturned
from app.payments.models import Payment
from app.payments.rules.findings import checked_note
from app.payments.rules.states import LIFE, PaymentMove, PaymentState
from app.payments.service import refunding


def give_back(actor: Actor, payment_id: int) -> None:
    """The whole sum goes back by the gateway; the order waits for money as before. Raises NotFound unless it differs."""
    with unit_of_work() as current:
        payment = current.get(Payment, payment_id)
        if payment is None:
            raise NotFound(payment_id)
        parcels.lock_order(payment.order_id)
        payment = current.get_one(Payment, payment_id, with_for_update=True, populate_existing=True)
        if payment.told is None or payment.trouble is None or payment.state is PaymentState.SUCCEEDED:
            raise NotFound(payment_id)
        payment.state = LIFE.after(payment.state, PaymentMove.SUCCEED)
        payment.captured, payment.settled_at = payment.told, clock.now()
        payment.clear_trouble()
        current.flush()
        record(
            actor, "payment settled", "order", payment.order_id, amount=payment.told, gateway=payment.gateway
        )
        why = f"Yang masuk {format_rupiah(payment.told)}, yang harus dibayar {format_rupiah(payment.due)}."
        refunding.ask(payment, None, payment.told, why)
        announce(
            OtherAmountReturned(
                order_id=payment.order_id, payment_id=payment.id, amount=payment.told, due=payment.due
            )
        )


def close(actor: Actor, payment_id: int, text: str) -> None:
    """An admin has seen to it at the gateway and says how. What the gateway tells again stays closed; other facts are a new
    task. Raises NotFound, NoteNeeded."""
    done = checked_note(text)
    with unit_of_work() as current:
        payment = current.get(Payment, payment_id, with_for_update=True)
        if payment is None or payment.trouble is None or payment.trouble_closed_at is not None:
            raise NotFound(payment_id)
        payment.trouble_closed_at = clock.now()
        record(actor, "payment trouble closed", "order", payment.order_id, note=done, trouble=payment.trouble)
