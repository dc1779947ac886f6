"""Look-ups for reconciliation: what should stand in the gateway's own book as well."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from app.base.errors import NotFound
from app.db.session import session
from app.orders.models import Order
from app.payments.models import GatewayFinding, Payment, Refund
from app.payments.rules.states import PaymentState, RefundState


def open_findings(limit: int) -> Sequence[GatewayFinding]:
    """What nobody has seen to yet, oldest first."""
    return (
        session()
        .scalars(
            sa.select(GatewayFinding)
            .where(GatewayFinding.closed_at.is_(None))
            .order_by(GatewayFinding.id)
            .limit(limit)
        )
        .all()
    )


def open_finding(finding_id: int) -> GatewayFinding:
    """One of them. Raises NotFound."""
    found = session().get(GatewayFinding, finding_id)
    if found is None or found.closed_at is not None:
        raise NotFound(finding_id)
    return found


def count_findings() -> int:
    """How many there ever were."""
    return int(session().scalar(sa.select(sa.func.count()).select_from(GatewayFinding)) or 0)


def waiting_since(gateway: str, opened_before: datetime, limit: int) -> Sequence[Payment]:
    """Payments that wait for money although their checkout was opened a while ago."""
    return (
        session()
        .scalars(
            sa.select(Payment)
            .where(
                Payment.gateway == gateway,
                Payment.state == PaymentState.OPENED,
                Payment.reference.is_not(None),
                Payment.opened_at < opened_before,
            )
            .order_by(Payment.opened_at)
            .limit(limit)
        )
        .all()
    )


def settled_between(gateway: str, since: datetime, until: datetime) -> Sequence[tuple[Payment, str]]:
    """Payments opened since then and settled before `until`, with the order's number."""
    rows = session().execute(
        sa.select(Payment, Order.number)
        .join(Order, Order.id == Payment.order_id)
        .where(
            Payment.gateway == gateway,
            Payment.state == PaymentState.SUCCEEDED,
            Payment.opened_at >= since,
            Payment.settled_at < until,
        )
        .order_by(Payment.id)
    )
    return [(payment, number) for payment, number in rows]


def refunds_on_their_way(gateway: str, limit: int) -> Sequence[Refund]:
    """What the gateway has taken and not finished."""
    return (
        session()
        .scalars(
            sa.select(Refund)
            .join(Payment, Payment.id == Refund.payment_id)
            .where(Payment.gateway == gateway, Refund.state == RefundState.PENDING)
            .order_by(Refund.asked_at)
            .limit(limit)
        )
        .all()
    )


def refunds_done_between(gateway: str, since: datetime, until: datetime) -> Sequence[Refund]:
    """Refunds asked for since then and done before `until`."""
    return (
        session()
        .scalars(
            sa.select(Refund)
            .join(Payment, Payment.id == Refund.payment_id)
            .where(
                Payment.gateway == gateway,
                Refund.state == RefundState.DONE,
                Refund.reference.is_not(None),  # what was sent by hand instead stands in no other book
                Refund.asked_at >= since,
                Refund.done_at < until,
            )
            .order_by(Refund.id)
        )
        .all()
    )


def refund_by_reference(gateway: str, reference: str) -> Refund | None:
    """The refund that a gateway speaks of."""
    return session().scalar(
        sa.select(Refund)
        .join(Payment, Payment.id == Refund.payment_id)
        .where(Payment.gateway == gateway, Refund.reference == reference)
    )


def promised_of(number: str) -> int:
    """Rupiah of an order's payments that were returned or are about to be; 0 for an order that is not ours."""
    counted = (
        sa.select(sa.func.coalesce(sa.func.sum(Refund.amount), 0))
        .join(Payment, Payment.id == Refund.payment_id)
        .join(Order, Order.id == Payment.order_id)
        .where(Order.number == number, Refund.state != RefundState.FAILED)
    )
    return int(session().scalar(counted) or 0)
