"""Look-ups of money."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from app.db.session import session
from app.orders.models import Order, Parcel
from app.orders.rules.life import ParcelState
from app.payments.models import Payment, Refund
from app.payments.rules.states import WAITING, PaymentState, RefundState
from app.payments.rules.ways import DEFERRED


def by_reference(gateway: str, reference: str) -> Payment | None:
    """The payment that a gateway speaks of."""
    return session().scalar(
        sa.select(Payment).where(Payment.gateway == gateway, Payment.reference == reference)
    )


def open_of(order_id: int) -> Payment | None:
    """The payment of an order as a whole that waits for money."""
    return session().scalar(
        sa.select(Payment).where(
            Payment.order_id == order_id, Payment.parcel_id.is_(None), Payment.state == PaymentState.OPENED
        )
    )


def waiting_parts(order_id: int, *, lock: bool = False) -> Sequence[Payment]:
    """Payments of single parts of an order that wait for money, or whose proof is looked at."""
    query = (
        sa.select(Payment)
        .where(Payment.order_id == order_id, Payment.parcel_id.is_not(None), Payment.state.in_(WAITING))
        .order_by(Payment.id)
    )
    return session().scalars(_held(query) if lock else query).all()


def waiting_of_parcel(parcel_id: int, *, lock: bool = False) -> Payment | None:
    """The payment of one part that waits for money, or whose proof is looked at."""
    query = sa.select(Payment).where(Payment.parcel_id == parcel_id, Payment.state.in_(WAITING))
    return session().scalar(_held(query) if lock else query)


def _held(query: sa.Select[Payment]) -> sa.Select[Payment]:
    return query.with_for_update().execution_options(populate_existing=True)


def open_sums(bank_account_id: int) -> set[int]:
    """The sums that open transfers to an account are told apart by."""
    rows = session().scalars(
        sa.select(Payment.due).where(Payment.bank_account_id == bank_account_id, Payment.state.in_(WAITING))
    )
    return set(rows)


def parts_unpaid_since(now: datetime, limit: int) -> Sequence[tuple[int, int]]:
    """Order and parcel of parts that are paid one by one and whose time is over; not those whose proof is looked at."""
    checked = sa.exists().where(Payment.parcel_id == Parcel.id, Payment.state == PaymentState.CHECKING)
    rows = session().execute(
        sa.select(Parcel.order_id, Parcel.id)
        .where(Parcel.state == ParcelState.WAITING, Parcel.pay_by <= now, ~checked)
        .order_by(Parcel.pay_by)
        .limit(limit)
    )
    return [(order_id, parcel_id) for order_id, parcel_id in rows]


def _pays() -> sa.ColumnElement[bool]:
    """The money is there and meant for something: what came too much or too late goes back whole."""
    goes_back_whole = sa.exists().where(
        Refund.payment_id == Payment.id, Refund.adjustment_id.is_(None), ~Refund.surplus
    )
    return sa.and_(Payment.state == PaymentState.SUCCEEDED, ~goes_back_whole)


def succeeded_of(order_id: int) -> Payment | None:
    """The payment by which an order was paid as a whole."""
    return session().scalar(
        sa.select(Payment)
        .where(Payment.order_id == order_id, Payment.parcel_id.is_(None), _pays())
        .order_by(Payment.id)
        .limit(1)
    )


def parcel_of(payment_id: int) -> int | None:
    """The part that a payment is for; none for a whole order's."""
    return session().get_one(Payment, payment_id).parcel_id


def paying(parcel: Parcel) -> Payment | None:
    """The payment by which a part was paid, alone or with the whole order."""
    return session().scalar(
        sa.select(Payment)
        .where(
            Payment.order_id == parcel.order_id,
            sa.or_(Payment.parcel_id.is_(None), Payment.parcel_id == parcel.id),
            _pays(),
        )
        .order_by(Payment.id)
        .limit(1)
    )


def taken_otherwise(order_id: int) -> Sequence[Payment]:
    """Payments of an order that paid their part with another sum than was due."""
    return (
        session()
        .scalars(
            sa.select(Payment).where(Payment.order_id == order_id, Payment.accepted.is_not(None), _pays())
        )
        .all()
    )


def deferred(parcel_id: int) -> Payment | None:
    """The agreed payment of a part whose money is still to come, held."""
    return session().scalar(
        _held(
            sa.select(Payment).where(
                Payment.parcel_id == parcel_id,
                Payment.state.in_(WAITING),
                Payment.gateway.in_(DEFERRED),
                Payment.agreed_at.is_not(None),
            )
        )
    )


def promised(payment_id: int) -> int:
    """Rupiah returned or about to be, of one payment."""
    counted = sa.select(sa.func.coalesce(sa.func.sum(Refund.amount), 0)).where(
        Refund.payment_id == payment_id, Refund.state != RefundState.FAILED
    )
    return int(session().scalar(counted) or 0)


def of_order(order_id: int) -> Sequence[Payment]:
    """Every attempt to pay an order or a part of it, the newest first."""
    return (
        session()
        .scalars(sa.select(Payment).where(Payment.order_id == order_id).order_by(Payment.id.desc()))
        .all()
    )


def latest(before: int | None, limit: int) -> list[tuple[Payment, str]]:
    """Payments, newest first, with the order's number."""
    query = (
        sa.select(Payment, Order.number).join(Order, Order.id == Payment.order_id).order_by(Payment.id.desc())
    )
    if before is not None:
        query = query.where(Payment.id < before)
    return [(one, number) for one, number in session().execute(query.limit(limit))]
