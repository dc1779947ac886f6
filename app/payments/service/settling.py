"""Settlement: the one place where a payment has succeeded, whoever tells of it."""

from sqlalchemy.dialects.postgresql import insert

from app.base import clock
from app.db.journal import record
from app.db.session import announce, unit_of_work
from app.orders.models import Order
from app.orders.queries import order as orders
from app.orders.rules.life import OrderState
from app.orders.service import parcels, reviving
from app.payments.events import PaidTooLate
from app.payments.models import GatewayNotice, Payment
from app.payments.ports import Notice, NoticeKind, PaymentGateway
from app.payments.queries import payment as queries
from app.payments.rules.amounts import PAID_TWICE, AmountDiffers, check_amount
from app.payments.rules.states import LIFE, PaymentMove, PaymentState
from app.payments.service import opening, refunding, ways


def settle(payment_id: int, *, amount: int, currency: str) -> bool:
    """The money is there: the one place where an order or a part of it becomes paid. Repeats change nothing.

    Called by webhook, return page, reconciliation, the last look before expiry, and by the seller who has seen the money.
    Locks the order, then the payment. Money for what was let go when its time was over is taken while all of it can still
    be had as promised; else, and when it was taken back or paid already, it is returned whole. An amount that differs
    settles nothing and waits for a person; answers whether the money was the right one.
    """
    with unit_of_work() as current:
        order_id = current.get_one(Payment, payment_id).order_id
        order = parcels.lock_order(order_id)
        payment = current.get_one(Payment, payment_id, with_for_update=True, populate_existing=True)
        if payment.state is PaymentState.SUCCEEDED:
            return True
        try:
            check_amount(payment.due, amount, currency)
        except AmountDiffers as differs:
            payment.trouble = str(differs)
            record(None, "payment amount differs", "order", order.id, told=str(differs))
            return False
        payment.state = LIFE.after(payment.state, PaymentMove.SUCCEED)
        payment.captured, payment.settled_at = amount, clock.now()
        payment.trouble = None
        current.flush()
        record(None, "payment settled", "order", order.id, amount=amount, gateway=payment.gateway)
        why_not = _take(order, payment)
        if why_not is not None:
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
        return None
    is_paid = orders.parcel(parcel_id).paid_at is not None
    return PAID_TWICE if is_paid else reviving.revive_part(order.id, parcel_id)


def take_notice(gateway: PaymentGateway, notice: Notice) -> None:
    """What a gateway reported, its signature checked. Each notice has an effect at most once."""
    if notice.kind is NoticeKind.OTHER:
        return
    with unit_of_work() as current:
        fresh = current.scalar(
            insert(GatewayNotice)
            .values(
                gateway=gateway.name,
                event_id=notice.event_id,
                kind=notice.kind.value,
                reference=notice.reference,
                taken_at=clock.now(),
            )
            .on_conflict_do_nothing()
            .returning(GatewayNotice.id)
        )
        payment = queries.by_reference(gateway.name, notice.reference)
        if fresh is None or payment is None:
            return
        if notice.kind is NoticeKind.PAID:
            settle(payment.id, amount=notice.amount, currency=notice.currency)
        else:
            opening.expire(payment)


def check(order: Order) -> None:
    """Ask the gateway how the open payment of an order stands, and settle it if it is paid. Raises GatewayTrouble.

    One that was opened at another gateway, before the settings changed, nobody can be asked about.
    """
    payment = queries.open_of(order.id)
    gateway = ways.gateway_of(payment.gateway) if payment is not None else None
    if payment is None or payment.reference is None or gateway is None:
        return
    standing = gateway.look_up(payment.reference)
    if standing.paid:
        settle(payment.id, amount=standing.amount, currency=standing.currency)
