"""Money that a person must look at: what came otherwise than it was due, and what is not back yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from app.db.session import session
from app.orders.models import Order
from app.payments.models import Payment, Refund
from app.payments.rules.returned import PENDING_TOO_LONG
from app.payments.rules.states import RefundState
from app.payments.rules.transferring import reason_in_words

MOST = 50


class Task(StrEnum):
    """Why a refund stands on the list."""

    FAILED = "failed"
    BOUNCED = "bounced"
    """It was done, and the provider has taken it back."""
    PUT_OFF = "put_off"
    SLOW = "slow"
    """The provider has taken it, and has not finished for a week."""
    STRAY = "stray"
    """A whole payment that came too late or twice: until it is back, somebody keeps an eye on it."""


@dataclass(frozen=True)
class Waiting:
    """Money that is not back yet."""

    refund: Refund
    number: str
    task: Task

    @property
    def why(self) -> str:
        """What the provider said, if it did."""
        return reason_in_words(self.refund.trouble or "")


@dataclass(frozen=True)
class Troubles:
    """All of it, the newest first."""

    differing: Sequence[tuple[Payment, str]]
    refunds: Sequence[Waiting]

    def __bool__(self) -> bool:
        return bool(self.differing or self.refunds)


def all_troubles(now: datetime) -> Troubles:
    """What needs a person now. What sellers pay back by hand has lists of its own."""
    return Troubles(_differing(), _waiting(now))


def _differing() -> list[tuple[Payment, str]]:
    rows = session().execute(
        sa.select(Payment, Order.number)
        .join(Order, Order.id == Payment.order_id)
        .where(Payment.trouble.is_not(None))
        .order_by(Payment.id.desc())
        .limit(MOST)
    )
    return [(one, number) for one, number in rows]


def _waiting(now: datetime) -> list[Waiting]:
    failed = Refund.state == RefundState.FAILED
    put_off = sa.and_(Refund.state == RefundState.WAITING, Refund.trouble.is_not(None))
    slow = sa.and_(Refund.state == RefundState.PENDING, Refund.asked_at <= now - PENDING_TOO_LONG)
    stray = sa.and_(
        Refund.adjustment_id.is_(None), Refund.state.in_([RefundState.WAITING, RefundState.PENDING])
    )
    task = sa.case(
        (sa.and_(failed, Refund.bounced > 0), Task.BOUNCED.value),
        (failed, Task.FAILED.value),
        (put_off, Task.PUT_OFF.value),
        (slow, Task.SLOW.value),
        else_=Task.STRAY.value,
    )
    rows = session().execute(
        sa.select(Refund, Order.number, task)
        .join(Payment, Payment.id == Refund.payment_id)
        .join(Order, Order.id == Payment.order_id)
        .where(~Refund.by_hand, sa.or_(failed, put_off, slow, stray))
        .order_by(Refund.id.desc())
        .limit(MOST)
    )
    return [Waiting(one, number, Task(why)) for one, number, why in rows]
