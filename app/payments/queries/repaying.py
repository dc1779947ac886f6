"""Reading money that sellers give back by hand: the buyer's own, what a seller owes, what officers look after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.db.session import session
from app.delivery.rules.zones import Zone
from app.orders.models import Order, Parcel
from app.orders.queries import order as orders
from app.orders.queries.officer import in_reach
from app.payments.models import Payment, Refund, Repayment, RepayTarget
from app.payments.rules.repaying import ASK_AGAIN_AFTER, UNCLAIMED_AFTER, RepayBy
from app.payments.rules.states import RefundState
from app.payments.rules.waiting import Waiting
from app.sellers import queries as sellers
from app.sellers.models import Membership, Seller

Rows = Any
"""A query for rows of several tables, whose types the query builder loses."""


@dataclass(frozen=True)
class Owed:
    """Money that a seller owes to a buyer, or has given back."""

    refund: Refund
    repayment: Repayment
    target: RepayTarget | None
    payment: Payment
    order: Order
    parcel: Parcel
    region: str

    @property
    def is_open(self) -> bool:
        return self.refund.state is RefundState.WAITING

    @property
    def is_late(self) -> bool:
        return self.is_open and self.repayment.due_at is not None and self.repayment.due_at <= clock.now()

    @property
    def is_missing(self) -> bool:
        """The buyer says that it has not come, and nobody has settled that yet."""
        return self.repayment.missed_at is not None and self.repayment.solved_at is None

    @property
    def where(self) -> str:
        """To where, in a line."""
        if self.target is None:
            return ""
        if self.target.kind is RepayBy.CASH:
            return "Tunai"
        return f"{self.target.bank} {self.target.number}, atas nama {self.target.holder}"


def _owed() -> Rows:
    rows: Rows = (
        sa.select(Refund, Repayment, RepayTarget, Payment, Order, Parcel, sa.func.coalesce(Seller.village_code, "36"))
        .join(Repayment, Repayment.refund_id == Refund.id)
        .join(Payment, Payment.id == Refund.payment_id)
        .join(Order, Order.id == Payment.order_id)
        .join(Parcel, Parcel.id == Payment.parcel_id)
        .join(Seller, Seller.id == Parcel.seller_id)
        .outerjoin(RepayTarget, RepayTarget.payment_id == Payment.id)
    )  # fmt: skip
    return rows


def _one(query: Rows, wanted: int) -> Owed:
    row = session().execute(query.where(Refund.id == wanted)).first()
    if row is None:
        raise NotFound(wanted)
    return Owed(*row)


def _all(query: Rows) -> list[Owed]:
    return [Owed(*row) for row in session().execute(query)]


def owed(refund_id: int) -> Owed:
    """One of them, for callers that have made sure that it may be read. Raises NotFound."""
    return _one(_owed(), refund_id)


def is_by_hand(refund_id: int) -> bool:
    """A seller gives it back herself."""
    return bool(session().scalar(sa.select(Refund.by_hand).where(Refund.id == refund_id)))


def target_of(payment_id: int) -> RepayTarget | None:
    """To where money of a payment goes back, if its buyer has said so."""
    return session().get(RepayTarget, payment_id)


def may_be_cash(parcel: Parcel) -> bool:
    """Who fetches her goods comes by anyway."""
    return parcel.zone is Zone.PICKUP


# -- the buyer ----------------------------------------------------------------------------------


def of_buyer(order: Order) -> list[Owed]:
    """What makers owe her of one order, or have given back, the newest first."""
    return _all(_owed().where(Payment.order_id == order.id).order_by(Refund.id.desc()))


def for_buyer(number: str, refund_id: int, actor: Actor | None, key: str | None) -> Owed:
    """One of them, by her sign-in or the key of her link. Raises NotFound for everyone else."""
    order = orders.for_buyer(number, actor, key)
    return _one(_owed().where(Payment.order_id == order.id), refund_id)


# -- the seller ---------------------------------------------------------------------------------


def of_seller(actor: Actor, limit: int) -> list[Owed]:
    """What she owes: what is late or missed first, then by deadline, then what waits for its buyer's word; then what is done."""
    return _all(
        _owed()
        .where(Parcel.seller_id == sellers.owned(actor).id)
        .order_by(
            sa.case(
                (sa.and_(Repayment.missed_at.is_not(None), Repayment.solved_at.is_(None)), 0),
                (Refund.state == RefundState.WAITING, 1),
                else_=2,
            ),
            Repayment.due_at.nulls_last(),
            Refund.id.desc(),
        )
        .limit(limit)
    )


def for_seller(actor: Actor, refund_id: int) -> Owed:
    """One of hers. Raises NotFound."""
    return _one(_owed().where(Parcel.seller_id == sellers.owned(actor).id), refund_id)


def open_of(seller_id: int) -> Waiting:
    """What a seller has to give back or to answer for."""
    counted = (
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(Refund.amount), 0))
        .select_from(Refund)
        .join(Repayment, Repayment.refund_id == Refund.id)
        .join(Payment, Payment.id == Refund.payment_id)
        .join(Parcel, Parcel.id == Payment.parcel_id)
        .where(Parcel.seller_id == seller_id)
        .where(
            sa.or_(
                sa.and_(Refund.state == RefundState.WAITING, Repayment.due_at.is_not(None)),
                sa.and_(Repayment.missed_at.is_not(None), Repayment.solved_at.is_(None)),
            )
        )
    )
    count, rupiah = session().execute(counted).one()
    return Waiting(count, int(rupiah))


def waiting_of(payment_id: int) -> Sequence[Repayment]:
    """What of a payment is still to go back by hand, held."""
    return (
        session()
        .scalars(
            sa.select(Repayment)
            .join(Refund, Refund.id == Repayment.refund_id)
            .where(Refund.payment_id == payment_id, Refund.state == RefundState.WAITING)
            .order_by(Repayment.refund_id)
            .with_for_update(of=Repayment)
            .execution_options(populate_existing=True)
        )
        .all()
    )


# -- officers -------------------------------------------------------------------------------------


def _of_region(actor: Actor) -> Rows:
    """Gerai of her region, unless she makes there herself or has bought it herself."""
    own = sa.select(Membership.seller_id).where(
        Membership.person_id == actor.person_id, Membership.until.is_(None)
    )
    return _owed().where(
        in_reach(actor), Seller.id.not_in(own), Order.person_id.is_distinct_from(actor.person_id)
    )


def _is_missing() -> sa.ColumnElement[bool]:
    return sa.and_(Repayment.missed_at.is_not(None), Repayment.solved_at.is_(None))


def late_in(actor: Actor, limit: int) -> list[Owed]:
    """What sellers of the officer's region have not given back in time, the longest first."""
    late = sa.and_(Refund.state == RefundState.WAITING, Repayment.due_at <= clock.now())
    return _all(_of_region(actor).where(late).order_by(Repayment.due_at).limit(limit))


def missing_in(actor: Actor, limit: int) -> list[Owed]:
    """What buyers of gerai in the officer's region have not received although it was recorded."""
    return _all(_of_region(actor).where(_is_missing()).order_by(Repayment.missed_at).limit(limit))


def unclaimed_in(actor: Actor, limit: int) -> list[Owed]:
    """What gerai of the officer's region cannot give back, because its buyers have not said to where; the longest first."""
    return _all(_of_region(actor).where(*_unclaimed(clock.now())).order_by(Refund.asked_at).limit(limit))


def unclaimed_for_officer(actor: Actor, refund_id: int) -> Owed:
    """One of them. Raises NotFound for every other."""
    return _one(_of_region(actor).where(*_unclaimed(clock.now())), refund_id)


def _unclaimed(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Refund.state == RefundState.WAITING,
        Repayment.due_at.is_(None),
        Refund.asked_at <= now - UNCLAIMED_AFTER,
    )


def for_officer(actor: Actor, refund_id: int) -> Owed:
    """One that a buyer has brought before the officers of this region. Raises NotFound for every other."""
    return _one(_of_region(actor).where(_is_missing()), refund_id)


# -- by the clock ---------------------------------------------------------------------------------


def due_by(moment: datetime, limit: int) -> Sequence[int]:
    """What is due until then and of which its seller was not reminded."""
    return _ids(Repayment.reminded_at.is_(None), Repayment.due_at <= moment, limit=limit)


def over(now: datetime, limit: int) -> Sequence[int]:
    """What is late and of which no officer was told."""
    return _ids(Repayment.late_told_at.is_(None), Repayment.due_at <= now, limit=limit)


def to_ask_again(now: datetime, limit: int) -> Sequence[int]:
    """Whose buyer has not said to where, and was asked less often than she should have been."""
    too_few = [
        sa.and_(Repayment.asked_again <= times, Refund.asked_at <= now - after)
        for times, after in enumerate(ASK_AGAIN_AFTER)
    ]
    return _ids(Repayment.due_at.is_(None), sa.or_(*too_few), limit=limit)


def unclaimed(now: datetime, limit: int) -> Sequence[int]:
    """Whose buyer still has not, and of which no officer was told."""
    return _ids(*_unclaimed(now), Repayment.unclaimed_at.is_(None), limit=limit)


def _ids(*conditions: sa.ColumnElement[bool], limit: int) -> Sequence[int]:
    return (
        session()
        .scalars(
            sa.select(Repayment.refund_id)
            .join(Refund, Refund.id == Repayment.refund_id)
            .where(Refund.state == RefundState.WAITING, *conditions)
            .order_by(Repayment.due_at, Refund.asked_at)
            .limit(limit)
        )
        .all()
    )
