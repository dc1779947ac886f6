"""Orders as officers see them: of the gerai in their region, without anybody's address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from app.base.actor import Actor, Role
from app.base.errors import NotFound
from app.db.session import session
from app.orders.models import Order, Parcel
from app.orders.rules.life import ParcelState
from app.sellers.models import Seller

SOON = timedelta(hours=12)
LONG_UNDER_WAY = timedelta(days=3)


def in_reach(actor: Actor) -> sa.ColumnElement[bool]:
    """Parcels of gerai in the officer's regions, or below them."""
    reaches = [
        sa.or_(
            Seller.village_code == grant.region,
            Seller.village_code.startswith(f"{grant.region}.", autoescape=True),
        )
        for grant in actor.grants_of(Role.OFFICER)
        if grant.region
    ]
    return sa.or_(sa.false(), *reaches)


@dataclass(frozen=True)
class StuckRow:
    """A parcel that waits too long."""

    number: str
    seller_name: str
    state: ParcelState
    ready_on: date
    arrives_on: date
    answer_by: datetime | None
    asked_at: datetime | None
    purpose: str


def stuck(actor: Actor, now: datetime, today: date, limit: int) -> Sequence[StuckRow]:
    """Not answered though half a day is left at most, not packed though its day is over, not there long after its day:
    the longest promise first."""
    unanswered = sa.and_(Parcel.state == ParcelState.TO_ANSWER, Parcel.answer_by <= now + SOON)
    unmade = sa.and_(Parcel.state.in_([ParcelState.ACCEPTED, ParcelState.PACKED]), Parcel.ready_on < today)
    lost = sa.and_(Parcel.state == ParcelState.SENT, Parcel.arrives_on < today - LONG_UNDER_WAY)
    rows = session().execute(
        sa.select(
            Order.number, Parcel.seller_name, Parcel.state, Parcel.ready_on, Parcel.arrives_on, Parcel.answer_by,
            Parcel.asked_at, Order.purpose,
        )
        .join(Order, Order.id == Parcel.order_id)
        .join(Seller, Seller.id == Parcel.seller_id)
        .where(in_reach(actor), sa.or_(unanswered, unmade, lost))
        .order_by(Parcel.ready_on, Parcel.id)
        .limit(limit)
    )  # fmt: skip
    return [StuckRow(*row) for row in rows]


def order_with_parcels(actor: Actor, number: str) -> tuple[Order, Sequence[Parcel]]:
    """A paid order and those of its parts that belong to the officer's region. Raises NotFound when none does."""
    rows = (
        session()
        .execute(
            sa.select(Order, Parcel)
            .join(Parcel, Parcel.order_id == Order.id)
            .join(Seller, Seller.id == Parcel.seller_id)
            .where(Order.number == number, Parcel.asked_at.is_not(None), in_reach(actor))
            .order_by(Parcel.id)
        )
        .all()
    )
    if not rows:
        raise NotFound(number)
    return rows[0][0], [parcel for _, parcel in rows]
