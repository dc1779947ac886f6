"""Beginning to pay: a whole order where the platform collects, one part of it where its seller is paid directly."""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotConfigured, NotFound
from app.db.jobs import enqueue
from app.db.journal import record
from app.db.session import session, unit_of_work
from app.ledger.queries import bank
from app.orders.models import Order, Parcel
from app.orders.queries import hub
from app.orders.queries import order as orders
from app.orders.rules.life import OrderState, ParcelState
from app.orders.service import parcels
from app.payments.models import Payment
from app.payments.ports import AmountRefused, CheckoutRequest, GatewayTrouble, OpenedCheckout, PaymentGateway
from app.payments.queries import payment as queries
from app.payments.rules import codes
from app.payments.rules.amounts import CannotPay, NotTaken, misfit
from app.payments.rules.states import LIFE, PaymentMove, PaymentState
from app.payments.rules.ways import DEFERRED, QRIS_MOST, Mode, Way, mode_of
from app.payments.service import ways

DIRECT_WITHIN = timedelta(hours=24)
"""How long a buyer may take to pay a seller directly (domain.md 8.2: 24 hours are usual)."""


class TooLate(CannotPay):
    message = "Waktu bayar pesanan ini sudah lewat, atau sudah dibayar. Muat ulang halaman pesanan."


class OtherModeBegun(CannotPay):
    message = "Pesanan ini sudah mulai dibayar dengan cara lain. Lanjutkan dengan cara itu, ya."


class HeadDecides(CannotPay):
    message = "Pesanan ini menunggu persetujuan kepala instansi, lalu dibayar dengan tagihan. Tidak ada yang perlu dibayar sekarang."


class NeedsCollector(CannotPay):
    message = "Pesanan yang digabung lewat posko dibayar sekaligus lewat Gerai."


# -- the platform collects --------------------------------------------------------------------


def start(order_id: int, *, success_url: str, cancel_url: str) -> str:
    """Open a checkout for an unpaid order and answer where to pay; asked again it answers the same place.

    Raises CannotPay, GatewayTrouble, NotConfigured.
    """
    gateway = ways.offered()
    if gateway is None:
        raise NotConfigured("PaymentGateway")
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
    except AmountRefused as refused:
        _renew_key(payment_id, request.key)
        raise NotTaken from refused
    return _note_opened(payment_id, opened)


def _attempt(
    order_id: int, gateway: PaymentGateway, success_url: str, cancel_url: str
) -> tuple[int, CheckoutRequest]:
    """The open payment of an order, made when there is none; two clicks at once get the same one."""
    with unit_of_work() as current:
        order = parcels.lock_order(order_id)
        if order.state is not OrderState.PLACED:
            raise TooLate
        if order.purpose:
            raise HeadDecides
        _leave_direct(order)
        if order.pay_by <= clock.now():
            raise TooLate
        refusal = misfit(order.total, least=gateway.least, most=gateway.most)
        if refusal is not None:
            raise refusal
        payment = queries.open_of(order_id)
        if payment is None:
            payment = Payment(
                order_id=order.id,
                mode=Mode.COLLECTS,
                gateway=Way(gateway.name),
                key=_new_key(order),
                state=PaymentState.OPENED,
                due=order.total,
                captured=0,
                refunded=0,
                opened_at=clock.now(),
            )
            current.add(payment)
            current.flush()
            record(None, "payment opened", "order", order.id, amount=order.total, gateway=payment.gateway)
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


def _leave_direct(order: Order) -> None:
    """The buyer pays at once after all: what was opened with single sellers is closed. Raises OtherModeBegun when one of
    them has money, a proof or a promise already."""
    direct = queries.waiting_parts(order.id, lock=True)
    held = parcels.hold_parcels(order.id)
    if any(one.state is PaymentState.CHECKING for one in direct) or any(
        one.state is not ParcelState.WAITING for one in held
    ):
        raise OtherModeBegun
    for one in direct:
        expire(one)
    for parcel in held:
        parcel.pay_by = None


# -- buyers pay sellers -----------------------------------------------------------------------


def start_direct(order_id: int, parcel_id: int, way: Way) -> Payment:
    """The open payment of one part by this way; another way that was chosen before is closed. A deferred way is agreed on at
    once: the maker is asked. Asked again it answers the same payment. Whether the seller takes this way is asked before
    (`queries.receiving`). Raises CannotPay (codes.AllTaken among them), NotFound.
    """
    if mode_of(way) is not Mode.DIRECT:
        raise NotFound(way)
    with unit_of_work() as current:
        order = parcels.lock_order(order_id)
        held = parcels.hold_parcels(order_id)
        parcel = next((one for one in held if one.id == parcel_id), None)
        if parcel is None:
            raise NotFound(parcel_id)
        _may_pay_directly(order, parcel)
        _leave_collector(order)
        known = queries.waiting_of_parcel(parcel_id, lock=True)
        if known is not None and (known.gateway is way or known.state is PaymentState.CHECKING):
            return known
        if known is not None:
            if known.agreed_at is not None:
                raise OtherModeBegun
            expire(known)
            current.flush()
        if way is Way.QRIS and parcel.total > QRIS_MOST:
            raise CannotPay("QRIS hanya sampai Rp10.000.000 sekali bayar. Pilih transfer, ya.")
        payment = _write_direct(order, parcel, way)
        for one in held:  # each part has a time of its own now, also where no way is chosen yet
            if one.state is ParcelState.WAITING and one.pay_by is None:
                one.pay_by = clock.now() + DIRECT_WITHIN
        if way in DEFERRED:
            payment.agreed_at = clock.now()
            current.flush()
            parcels.agree_to_pay_later(order.id, parcel.id)
        return payment


def _may_pay_directly(order: Order, parcel: Parcel) -> None:
    if parcel.consolidation_id is not None and not order.purpose:
        raise NeedsCollector
    if order.state not in (OrderState.PLACED, OrderState.AGREED, OrderState.PAID):
        raise TooLate
    if parcel.state is not ParcelState.WAITING:
        raise TooLate
    if _ends(order, parcel) <= clock.now():
        raise TooLate


def _ends(order: Order, parcel: Parcel) -> datetime:
    return parcel.pay_by or order.pay_by


def _leave_collector(order: Order) -> None:
    if queries.succeeded_of(order.id) is not None:
        raise OtherModeBegun
    close_whole(order.id)


def _write_direct(order: Order, parcel: Parcel, way: Way) -> Payment:
    account = bank.held(parcel.seller_id) if way is Way.TRANSFER else None
    if way is Way.TRANSFER and account is None:
        raise CannotPay(f"{parcel.seller_name} belum menulis nomor rekening. Pilih cara lain, ya.")
    if account is not None and bank.cools_until(account) is not None:
        # changed between the page that offered it and this click
        raise CannotPay(f"{parcel.seller_name} baru mengganti rekeningnya. Pilih cara lain, ya.")
    code = 0
    if account is not None:
        # buyers of the same account wait for each other here: no two get the same sum
        session().execute(sa.select(sa.func.pg_advisory_xact_lock(CODE_LOCK, account.id)))
        code = codes.choose(parcel.total, queries.open_sums(account.id))
    payment = Payment(
        order_id=order.id,
        parcel_id=parcel.id,
        mode=Mode.DIRECT,
        gateway=way,
        key=_new_key(order),
        state=PaymentState.OPENED,
        due=parcel.total + code,
        code=code,
        bank_account_id=account.id if account is not None else None,
        captured=0,
        refunded=0,
        opened_at=clock.now(),
    )
    session().add(payment)
    session().flush()
    record(None, "payment opened", "order", order.id, parcel=parcel.id, amount=payment.due, gateway=way)
    return payment


CODE_LOCK = 61
"""First key of the advisory locks under which unique codes of an account are given out."""


# -- closing ----------------------------------------------------------------------------------


def close_open(order_id: int) -> None:
    """The order was let go: nothing is to be paid any more, and the gateway is told so by a job."""
    with unit_of_work():
        close_whole(order_id)
        for part in queries.waiting_parts(order_id, lock=True):
            expire(part)


def close_whole(order_id: int) -> None:
    """Nothing is to be paid for the order as a whole any more."""
    with unit_of_work():
        payment = queries.open_of(order_id)
        if payment is not None:
            expire(payment)
            if payment.reference is not None:
                enqueue("payments.close_checkout", reference=payment.reference)


def close_part(parcel_id: int) -> None:
    """Nothing is to be paid for this part any more."""
    with unit_of_work():
        payment = queries.waiting_of_parcel(parcel_id, lock=True)
        if payment is not None:
            expire(payment)


def expire(payment: Payment) -> None:
    """An open payment ends without money; one whose proof is looked at does not."""
    locked = session().get_one(Payment, payment.id, with_for_update=True, populate_existing=True)
    if locked.state is PaymentState.OPENED:
        locked.state = LIFE.after(locked.state, PaymentMove.EXPIRE)
        record(None, "payment expired", "order", locked.order_id)
