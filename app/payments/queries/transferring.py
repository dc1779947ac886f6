"""Refunds that a provider has refused or taken back, and how an admin has sent them instead."""

from dataclasses import dataclass

import sqlalchemy as sa

from app.base.errors import NotFound
from app.db.session import session
from app.orders.models import Order
from app.payments.models import Payment, Refund, RefundTransfer
from app.payments.rules.states import RefundState
from app.payments.rules.transferring import reason_in_words


@dataclass(frozen=True)
class Sheet:
    """One of them, with the order that it is about."""

    refund: Refund
    payment: Payment
    order: Order
    transfer: RefundTransfer | None

    @property
    def why(self) -> str:
        """What the provider said."""
        return reason_in_words(self.refund.trouble or "")

    @property
    def may_be_sent(self) -> bool:
        """The provider cannot bring it back, so it goes by hand."""
        return self.refund.state is RefundState.FAILED


def of(refund_id: int) -> Sheet:
    """A refund by a provider that failed, or was sent instead. Raises NotFound for every other."""
    row = (
        session()
        .execute(
            sa.select(Refund, Payment, Order, RefundTransfer)
            .join(Payment, Payment.id == Refund.payment_id)
            .join(Order, Order.id == Payment.order_id)
            .outerjoin(RefundTransfer, RefundTransfer.refund_id == Refund.id)
            .where(Refund.id == refund_id, ~Refund.by_hand)
            .where(sa.or_(Refund.state == RefundState.FAILED, RefundTransfer.refund_id.is_not(None)))
        )
        .first()
    )
    if row is None:
        raise NotFound(refund_id)
    return Sheet(*row)


def transfer_of(refund_id: int) -> RefundTransfer | None:
    """How it was sent, if it was."""
    return session().get(RefundTransfer, refund_id)


def bounces_of(refund_id: int) -> int:
    """How often a provider has taken it back."""
    return int(session().scalar(sa.select(Refund.bounced).where(Refund.id == refund_id)) or 0)
