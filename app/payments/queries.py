"""Look-ups of money."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.db.session import session
from app.orders.models import Order
from app.payments.models import Payment, Refund
from app.payments.rules import PaymentState, RefundState


def by_reference(gateway: str, reference: str) -> Payment | None:
    """The payment that a gateway speaks of."""
    return session().scalar(
        sa.select(Payment).where(Payment.gateway == gateway, Payment.reference == reference)
    )


def open_of(order_id: int) -> Payment | None:
    """The payment that waits for money."""
    return session().scalar(
        sa.select(Payment).where(Payment.order_id == order_id, Payment.state == PaymentState.OPENED)
    )


def succeeded_of(order_id: int) -> Payment | None:
    """The payment by which an order was paid; one that came too much or too late goes back whole, and is none."""
    goes_back_whole = sa.exists().where(Refund.payment_id == Payment.id, Refund.adjustment_id.is_(None))
    return session().scalar(
        sa.select(Payment)
        .where(Payment.order_id == order_id, Payment.state == PaymentState.SUCCEEDED, ~goes_back_whole)
        .order_by(Payment.id)
        .limit(1)
    )


def promised(payment_id: int) -> int:
    """Rupiah returned or about to be, of one payment."""
    counted = sa.select(sa.func.coalesce(sa.func.sum(Refund.amount), 0)).where(
        Refund.payment_id == payment_id, Refund.state != RefundState.FAILED
    )
    return int(session().scalar(counted) or 0)


def with_trouble(limit: int) -> tuple[Sequence[tuple[Payment, str]], Sequence[tuple[Refund, str]]]:
    """Payments and refunds that a person must look at, with the order's number."""
    payments = session().execute(
        sa.select(Payment, Order.number)
        .join(Order, Order.id == Payment.order_id)
        .where(Payment.trouble.is_not(None))
        .order_by(Payment.id.desc())
        .limit(limit)
    )
    refunds = session().execute(
        sa.select(Refund, Order.number)
        .join(Payment, Payment.id == Refund.payment_id)
        .join(Order, Order.id == Payment.order_id)
        .where(sa.or_(Refund.trouble.is_not(None), Refund.state == RefundState.FAILED))
        .order_by(Refund.id.desc())
        .limit(limit)
    )
    return [(one, number) for one, number in payments], [(one, number) for one, number in refunds]


def latest(before: int | None, limit: int) -> list[tuple[Payment, str]]:
    """Payments, newest first, with the order's number."""
    query = (
        sa.select(Payment, Order.number).join(Order, Order.id == Payment.order_id).order_by(Payment.id.desc())
    )
    if before is not None:
        query = query.where(Payment.id < before)
    return [(one, number) for one, number in session().execute(query.limit(limit))]
