"""Money that came in another sum than was to be paid: a person has it given back whole."""

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.base.money import format_rupiah
from app.db.journal import record
from app.db.session import announce, unit_of_work
from app.orders.service import parcels
from app.payments.events import OtherAmountReturned
from app.payments.models import Payment
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
        payment.captured, payment.settled_at, payment.trouble = payment.told, clock.now(), None
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
