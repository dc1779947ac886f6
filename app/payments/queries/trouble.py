"""Money that a person must look at: what came otherwise than it was due, and what is not back yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from app.base.errors import NotFound
from app.db.session import session
from app.orders.models import Order
from app.payments.models import GatewayFinding, Payment, Refund
from app.payments.rules.returned import PENDING_TOO_LONG
from app.payments.rules.states import PaymentState, RefundState
from app.payments.rules.transferring import reason_in_words
from app.payments.rules.troubles import Trouble, what_differs

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
class Held:
    """Money that the gateway tells of and that settles nothing."""

    payment: Payment
    number: str
    kind: Trouble
    differs: str
    """A sentence."""

    @property
    def can_return(self) -> bool:
        """Its whole sum is known in rupiah, and can go back from here."""
        return self.payment.told is not None and self.payment.state is not PaymentState.SUCCEEDED


@dataclass(frozen=True)
class Troubles:
    """All of it, the newest first."""

    differing: Sequence[Held]
    refunds: Sequence[Waiting]
    """What a person must look at."""
    on_their_way: Sequence[Waiting]
    """What goes back by itself, and is only watched."""


@dataclass(frozen=True)
class Open:
    """How much waits for an admin."""

    differing: int
    refunds: int
    findings: int

    @property
    def all(self) -> int:
        return self.differing + self.refunds + self.findings


def all_troubles(now: datetime) -> Troubles:
    """What needs a person now. What sellers pay back by hand has lists of its own."""
    waiting = _waiting(now)
    return Troubles(
        differing=[_held(*row) for row in session().execute(_differing().limit(MOST))],
        refunds=[one for one in waiting if one.task is not Task.STRAY],
        on_their_way=[one for one in waiting if one.task is Task.STRAY],
    )


def count_open(now: datetime) -> Open:
    """What needs a person now, counted."""
    must = sa.or_(*(rule for task, rule in _tasks(now).items() if task is not Task.STRAY))
    refunds = sa.select(sa.func.count()).select_from(Refund).where(~Refund.by_hand, must)
    differing = sa.select(sa.func.count()).select_from(Payment).where(_is_open())
    findings = sa.select(sa.func.count()).where(GatewayFinding.closed_at.is_(None))
    counted = sa.select(differing.scalar_subquery(), refunds.scalar_subquery(), findings.scalar_subquery())
    return Open(*session().execute(counted).one())


def held(payment_id: int) -> Held:
    """One payment that differs. Raises NotFound unless somebody must still look at it."""
    row = session().execute(_differing().where(Payment.id == payment_id)).first()
    if row is None:
        raise NotFound(payment_id)
    return _held(*row)


def _differing() -> sa.Select[Payment, str]:
    return (
        sa.select(Payment, Order.number)
        .join(Order, Order.id == Payment.order_id)
        .where(_is_open())
        .order_by(Payment.id.desc())
    )


def _is_open() -> sa.ColumnElement[bool]:
    return sa.and_(Payment.trouble.is_not(None), Payment.trouble_closed_at.is_(None))


def _held(payment: Payment, number: str) -> Held:
    kind, facts = payment.trouble, payment.trouble_facts
    if kind is None or facts is None:
        raise NotFound(payment.id)
    return Held(payment, number, kind, what_differs(kind, facts, due=payment.due, number=number))


def _tasks(now: datetime) -> dict[Task, sa.ColumnElement[bool]]:
    """Which refunds are of which task; the first that fits holds."""
    return {
        Task.BOUNCED: sa.and_(Refund.state == RefundState.FAILED, Refund.bounced > 0),
        Task.FAILED: Refund.state == RefundState.FAILED,
        Task.PUT_OFF: sa.and_(Refund.state == RefundState.WAITING, Refund.trouble.is_not(None)),
        Task.SLOW: sa.and_(Refund.state == RefundState.PENDING, Refund.asked_at <= now - PENDING_TOO_LONG),
        Task.STRAY: sa.and_(
            Refund.adjustment_id.is_(None), Refund.state.in_([RefundState.WAITING, RefundState.PENDING])
        ),
    }


def _waiting(now: datetime) -> list[Waiting]:
    tasks = _tasks(now)
    task = sa.case(*((rule, name.value) for name, rule in tasks.items()))
    rows = session().execute(
        sa.select(Refund, Order.number, task)
        .join(Payment, Payment.id == Refund.payment_id)
        .join(Order, Order.id == Payment.order_id)
        .where(~Refund.by_hand, sa.or_(*tasks.values()))
        .order_by(Refund.id.desc())
        .limit(MOST)
    )
    return [Waiting(one, number, Task(why)) for one, number, why in rows]
