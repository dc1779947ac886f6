"""Settlement: the one place where a payment has succeeded, whoever tells of it."""

from app.base import clock
from app.db.journal import record
from app.db.session import announce, unit_of_work
from app.orders.models import Order
from app.orders.queries import order as orders
from app.orders.rules.life import OrderState
from app.orders.service import parcels, reviving
from app.payments.events import PaidTooLate
from app.payments.models import Payment
from app.payments.ports import Standing, UnknownThere
from app.payments.queries import payment as queries
from app.payments.rules import troubles
from app.payments.rules.amounts import CURRENCY, PAID_TWICE
from app.payments.rules.states import LIFE, PaymentMove, PaymentState
from app.payments.rules.troubles import Differs, Trouble
from app.payments.service import accepting, booking, opening, refunding, ways

JOURNALLED = {
    Trouble.OTHER_AMOUNT: "payment amount differs",
    Trouble.OTHER_CURRENCY: "payment amount differs",
    Trouble.OTHER_ORDER: "payment order differs",
}


def settle(payment_id: int, *, amount: int, currency: str) -> bool:
    """The money is there: the one place where an order or a part of it becomes paid. Repeats change nothing.

    Called by webhook, return page, reconciliation, the last look before expiry, and by the seller who has seen the money.
    Locks the order, then the payment. Money for what was let go when its time was over is taken while all of it can still
    be had as promised; else, and when it was taken back or paid already, it is returned whole. An amount that differs
    settles nothing and waits for a person, unless its seller has said that she takes just this one; what is captured is
    always what came. Answers whether the money was the right one.
    """
    with unit_of_work() as current:
        order_id = current.get_one(Payment, payment_id).order_id
        order = parcels.lock_order(order_id)
        payment = current.get_one(Payment, payment_id, with_for_update=True, populate_existing=True)
        if payment.state is PaymentState.SUCCEEDED:
            return True
        differs = troubles.differing(payment.due, amount, currency, accepted=accepting.accepted(payment.id))
        if differs is not None:
            _note_trouble(payment.id, differs)
            payment.told = amount if currency.lower() == CURRENCY and 0 < amount != payment.due else None
            return False
        payment.state = LIFE.after(payment.state, PaymentMove.SUCCEED)
        payment.captured, payment.settled_at = amount, clock.now()
        payment.accepted = amount if amount != payment.due else None
        payment.clear_trouble()
        current.flush()
        record(None, "payment settled", "order", order.id, amount=amount, gateway=payment.gateway)
        why_not = _take(order, payment)
        if why_not is None:
            booking.settlement(payment)
            accepting.part_it(payment)
        else:
            refunding.ask(payment, None, amount, why_not)
            announce(PaidTooLate(order_id=order.id, payment_id=payment.id, amount=amount, why=why_not))
    return True


def _take(order: Order, payment: Payment) -> str | None:
    """The money pays what it was meant for, or revives it; answers why not, as a sentence."""
    if payment.parcel_id is not None:
        return _take_for_part(order, payment.parcel_id)
    if order.state is OrderState.PLACED:
        for part in queries.waiting_parts(order.id, lock=True):
            opening.expire(part)
        parcels.mark_paid(order.id)
        return None
    return PAID_TWICE if order.paid_at is not None else reviving.revive(order.id)


def _take_for_part(order: Order, parcel_id: int) -> str | None:
    if parcels.mark_part_paid(order.id, parcel_id):
        opening.close_whole(order.id)  # an order is paid in one mode
        return None
    is_paid = orders.parcel(parcel_id).paid_at is not None
    return PAID_TWICE if is_paid else reviving.revive_part(order.id, parcel_id)


def settle_told(payment_id: int, *, amount: int, currency: str, number: str) -> bool:
    """As `settle`, for who names the order as well: money that was paid for another order settles nothing."""
    with unit_of_work() as current:
        payment = current.get_one(Payment, payment_id)
        order = current.get_one(Order, payment.order_id)
        if payment.state is not PaymentState.SUCCEEDED and number != order.number:
            _note_trouble(payment_id, troubles.other_order(number))
            return False
        return settle(payment_id, amount=amount, currency=currency)


def settle_seen(payment_id: int, standing: Standing) -> bool:
    """Take in how a checkout stands at the gateway; answers whether it is paid with the right money.

    One that lapsed there is no place to pay any more: the next click opens another.
    """
    if standing.paid:
        return settle_told(
            payment_id, amount=standing.amount, currency=standing.currency, number=standing.number
        )
    if standing.lapsed:
        with unit_of_work() as current:
            opening.expire(current.get_one(Payment, payment_id))
    return False


def _note_trouble(payment_id: int, differs: Differs) -> None:
    """A person must look; told again, it is noted once, and what she has seen to stays seen to."""
    with unit_of_work() as current:
        payment = current.get_one(Payment, payment_id, with_for_update=True, populate_existing=True)
        facts = dict(differs.facts)
        if (payment.trouble, payment.trouble_facts) != (differs.kind, facts):
            payment.trouble, payment.trouble_facts, payment.trouble_closed_at = differs.kind, facts, None
            record(None, JOURNALLED[differs.kind], "order", payment.order_id, **facts)


def check(order: Order) -> None:
    """Ask the gateway how the open payment of an order stands, and settle it if it is paid. Raises GatewayTrouble.

    One that was opened at another gateway or account, before the settings changed, nobody can be asked about.
    """
    payment = queries.open_of(order.id)
    gateway = ways.gateway_of(payment.gateway) if payment is not None else None
    if payment is None or payment.reference is None or gateway is None:
        return
    payment_id = payment.id
    try:
        standing = gateway.look_up(payment.reference)
    except UnknownThere:
        return
    settle_seen(payment_id, standing)
