"""Taking and returning money. The gateway is never called inside a transaction that holds locks."""

import secrets
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.db.jobs import enqueue
from app.db.journal import record
from app.db.ports import has, port
from app.db.session import announce, session, unit_of_work
from app.orders.models import Order
from app.orders.queries import hub
from app.orders.queries import order as orders
from app.orders.rules.life import OrderState
from app.orders.service import parcels, reviving
from app.payments import queries, rules
from app.payments.events import MoneyReturned, PaidTooLate
from app.payments.models import GatewayNotice, Payment, Refund
from app.payments.ports import (
    CheckoutRequest,
    GatewayTrouble,
    Notice,
    NoticeKind,
    OpenedCheckout,
    PaymentGateway,
    RefundRefused,
)
from app.payments.rules import LIFE, CannotPay, PaymentMove, PaymentState, RefundState


def ways_to_pay() -> list[str]:
    """Names of the gateways that this installation offers; empty when nothing is configured."""
    return [port(PaymentGateway).name] if has(PaymentGateway) else []


def start(order_id: int, *, success_url: str, cancel_url: str) -> str:
    """Open a checkout for an unpaid order and answer where to pay; asked again it answers the same place.

    Raises CannotPay, GatewayTrouble, NotConfigured.
    """
    gateway = port(PaymentGateway)
    payment_id, request = _attempt(order_id, gateway, success_url, cancel_url)
    with unit_of_work() as current:
        known = current.get_one(Payment, payment_id).url
    if known is not None:
        return known
    try:
        opened = gateway.open_checkout(request)
    except GatewayTrouble:
        _renew_key(payment_id, request.key)
        raise
    return _note_opened(payment_id, opened)


def _attempt(
    order_id: int, gateway: PaymentGateway, success_url: str, cancel_url: str
) -> tuple[int, CheckoutRequest]:
    """The open payment of an order, made when there is none; two clicks at once get the same one."""
    with unit_of_work() as current:
        order = parcels.lock_order(order_id)
        if order.state is not OrderState.PLACED or order.pay_by <= clock.now():
            raise CannotPay(
                "Waktu bayar pesanan ini sudah lewat, atau sudah dibayar. Muat ulang halaman pesanan."
            )
        if order.total < gateway.least:
            raise CannotPay("Jumlahnya terlalu kecil untuk cara bayar ini. Tambah satu barang lagi, ya.")
        payment = queries.open_of(order_id)
        if payment is None:
            payment = Payment(
                order_id=order.id,
                gateway=gateway.name,
                key=_new_key(order),
                state=PaymentState.OPENED,
                due=order.total,
                captured=0,
                refunded=0,
                opened_at=clock.now(),
            )
            current.add(payment)
            current.flush()
            record(None, "payment opened", "order", order.id, amount=order.total, gateway=gateway.name)
        request = CheckoutRequest(
            number=order.number,
            amount=payment.due,
            parts=(
                *((sheet.parcel.seller_name, sheet.parcel.total) for sheet in orders.parcels_of(order.id)),
                *hub.shared_fees(order.id),
            ),
            email=order.email,
            key=payment.key,
            expires_at=order.pay_by,
            success_url=success_url,
            cancel_url=cancel_url,
        )
        return payment.id, request


def _new_key(order: Order) -> str:
    return f"{order.number}-{secrets.token_hex(6)}"


def _renew_key(payment_id: int, failed: str) -> None:
    """A gateway may answer a key for ever as it did the first time: the next click asks under another one."""
    with unit_of_work() as current:
        payment = current.get_one(Payment, payment_id, with_for_update=True, populate_existing=True)
        if payment.key == failed and payment.url is None:
            payment.key = _new_key(current.get_one(Order, payment.order_id))


def _note_opened(payment_id: int, opened: OpenedCheckout) -> str:
    """Where to pay. Of two checkouts opened at once the first one noted counts: nobody is led to the other."""
    with unit_of_work() as current:
        payment = current.get_one(Payment, payment_id, with_for_update=True, populate_existing=True)
        if payment.url is None:
            payment.reference, payment.url = opened.reference, opened.url
        return payment.url


# -- settlement -------------------------------------------------------------------------------


def settle(payment_id: int, *, amount: int, currency: str) -> bool:
    """The gateway has the money: the one place where an order becomes paid. Repeats change nothing.

    Called by webhook, return page and the last look before expiry. Locks the order, then the payment. Money for an
    order whose time was over is taken while everything in it can still be had as promised; else, and when it was taken
    back or paid already, it is returned whole. An amount that differs settles nothing and waits for a person; answers
    whether the money was the right one.
    """
    with unit_of_work() as current:
        order_id = current.get_one(Payment, payment_id).order_id
        order = parcels.lock_order(order_id)
        payment = current.get_one(Payment, payment_id, with_for_update=True, populate_existing=True)
        if payment.state is PaymentState.SUCCEEDED:
            return True
        try:
            rules.check_amount(payment.due, amount, currency)
        except rules.AmountDiffers as differs:
            payment.trouble = str(differs)
            record(None, "payment amount differs", "order", order.id, told=str(differs))
            return False
        payment.state = LIFE.after(payment.state, PaymentMove.SUCCEED)
        payment.captured, payment.settled_at = amount, clock.now()
        current.flush()
        record(None, "payment settled", "order", order.id, amount=amount, gateway=payment.gateway)
        if order.state is OrderState.PLACED:
            parcels.mark_paid(order.id)
            return True
        why_not = rules.PAID_TWICE if order.paid_at else reviving.revive(order.id)
        if why_not is not None:
            _ask_refund(payment, None, amount, why_not)
            announce(PaidTooLate(order_id=order.id, payment_id=payment.id, amount=amount, why=why_not))
    return True


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
            _close(payment)


def check(order: Order) -> None:
    """Ask the gateway how the open payment of an order stands, and settle it if it is paid. Raises GatewayTrouble.

    One that was opened at another gateway, before the settings changed, nobody can be asked about.
    """
    payment = queries.open_of(order.id)
    if payment is None or payment.reference is None or payment.gateway not in ways_to_pay():
        return
    standing = port(PaymentGateway).look_up(payment.reference)
    if standing.paid:
        settle(payment.id, amount=standing.amount, currency=standing.currency)


def expire_unpaid(now: datetime) -> int:
    """Let go of orders whose time to pay is over, after one last look whether the money is there."""
    released = 0
    for order_id in orders.unpaid_since(now, limit=200):
        try:
            check(orders.get(order_id))
        except GatewayTrouble:
            continue  # nobody loses goods that may be paid for; the next run looks again
        released += parcels.expire(order_id)
    return released


def close_open(order_id: int) -> None:
    """The order was let go: nothing is to be paid any more, and the gateway is told so by a job."""
    with unit_of_work():
        payment = queries.open_of(order_id)
        if payment is not None:
            _close(payment)
            if payment.reference is not None:
                enqueue("payments.close_checkout", reference=payment.reference)


def _close(payment: Payment) -> None:
    locked = session().get_one(Payment, payment.id, with_for_update=True, populate_existing=True)
    if locked.state is PaymentState.OPENED:
        locked.state = LIFE.after(locked.state, PaymentMove.EXPIRE)
        record(None, "payment expired", "order", locked.order_id)


# -- giving back ------------------------------------------------------------------------------


def refund_adjustment(adjustment_id: int) -> None:
    """Give back what a parcel lost, by the way its money came; the gateway is asked by a job."""
    with unit_of_work():
        adjustment = orders.adjustment(adjustment_id)
        payment = queries.succeeded_of(orders.parcel(adjustment.parcel_id).order_id)
        if payment is None:
            raise NotFound(adjustment_id)
        _ask_refund(payment, adjustment_id, adjustment.amount, adjustment.reason)


def _ask_refund(payment: Payment, adjustment_id: int | None, amount: int, reason: str) -> None:
    left = payment.captured - queries.promised(payment.id)
    if amount > left:
        raise ValueError(f"refund of {amount} beyond what is left: {left}")
    refund = Refund(
        payment_id=payment.id,
        adjustment_id=adjustment_id,
        amount=amount,
        reason=reason,
        state=RefundState.WAITING,
        asked_at=clock.now(),
    )
    session().add(refund)
    session().flush()
    record(None, "refund asked", "order", payment.order_id, amount=amount, reason=reason)
    enqueue("payments.refund", refund_id=refund.id)


def carry_out_refund(refund_id: int) -> None:
    """Ask the gateway to give money back. Safe to repeat: the key is this try's own. Raises GatewayTrouble."""
    with unit_of_work() as current:
        refund = current.get_one(Refund, refund_id)
        payment = current.get_one(Payment, refund.payment_id)
        if refund.state is not RefundState.WAITING or payment.reference is None:
            return
        reference, amount = payment.reference, refund.amount
        key = f"{payment.key}-refund-{refund.id}-{refund.asked_at:%Y%m%d%H%M%S%f}"
    try:
        answer = port(PaymentGateway).refund(reference, amount, key=key)
    except RefundRefused as refused:
        _note_refused(refund_id, str(refused))
        return
    except GatewayTrouble as trouble:
        _note_put_off(refund_id, str(trouble))
        raise
    with unit_of_work() as current:
        payment = current.get_one(Payment, payment.id, with_for_update=True, populate_existing=True)
        refund = current.get_one(Refund, refund_id, with_for_update=True, populate_existing=True)
        if refund.state is not RefundState.WAITING:
            return
        refund.state, refund.reference, refund.done_at = RefundState.DONE, answer, clock.now()
        refund.trouble = None
        payment.refunded += refund.amount
        current.flush()
        record(None, "refund done", "order", payment.order_id, amount=refund.amount)
        announce(MoneyReturned(order_id=payment.order_id, refund_id=refund.id, amount=refund.amount))


def _note_refused(refund_id: int, why: str) -> None:
    """A person must return this money by hand; the admin's list shows it."""
    with unit_of_work() as current:
        refund = current.get_one(Refund, refund_id, with_for_update=True, populate_existing=True)
        if refund.state is not RefundState.WAITING:
            return  # another worker has been here
        refund.state, refund.trouble = RefundState.FAILED, why
        record(None, "refund refused", "refund", refund.id, why=why)


def _note_put_off(refund_id: int, why: str) -> None:
    """The queue tries again, but not for ever: until it is done it stands on the admin's list."""
    with unit_of_work() as current:
        refund = current.get_one(Refund, refund_id, with_for_update=True, populate_existing=True)
        if refund.state is RefundState.WAITING and refund.trouble is None:
            refund.trouble = why
            record(None, "refund put off", "refund", refund.id, why=why)


def retry_refund(actor: Actor, refund_id: int) -> None:
    """An admin has the gateway asked once more. Raises NotFound unless it was refused or put off."""
    with unit_of_work() as current:
        refund = current.get(Refund, refund_id, with_for_update=True)
        if refund is None or refund.trouble is None:
            raise NotFound(refund_id)
        payment = current.get_one(Payment, refund.payment_id)
        if refund.state is RefundState.FAILED:
            if refund.amount > payment.captured - queries.promised(payment.id):
                raise NotFound(refund_id)
            # a gateway keeps its refusal under the key: the next try asks under another one
            refund.state, refund.asked_at = RefundState.WAITING, clock.now()
        refund.trouble = None
        record(actor, "refund tried again", "refund", refund.id)
        enqueue("payments.refund", refund_id=refund.id)
