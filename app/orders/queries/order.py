"""Reading orders: a buyer's own, a guest's by her key, a seller's part."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by

from app.base.actor import Actor
from app.base.errors import NotFound
from app.catalog.models import Bundle, StorefrontListing
from app.db.ports import port
from app.db.session import session
from app.orders.models import Adjustment, LineSlot, Order, OrderChange, OrderLine, Parcel
from app.orders.ports import Commissions, OrderKeys
from app.orders.rules.life import ENDED, OrderState, ParcelState
from app.orders.rules.log import Party, sentence
from app.sellers import queries as sellers


def for_buyer(number: str, actor: Actor | None, key: str | None) -> Order:
    """The order, for its owner, for who holds its key, and an agency's for all its officers. Raises NotFound for everyone else."""
    order = session().scalar(sa.select(Order).where(Order.number == number))
    if order is None:
        raise NotFound(number)
    is_owner = actor is not None and order.person_id is not None and order.person_id == actor.person_id
    if order.purpose and actor is not None:
        is_owner = port(Commissions).acts(order.id, actor)
    if not is_owner and not (key and port(OrderKeys).opens(number, key)):
        raise NotFound(number)
    return order


def get(order_id: int) -> Order:
    """One order. Raises NotFound."""
    order = session().get(Order, order_id)
    if order is None:
        raise NotFound(order_id)
    return order


def agency_of(order: Order) -> str:
    """Name of the agency that needs it; empty for an order of anybody else."""
    return port(Commissions).agencies([order.id]).get(order.id, "") if order.purpose else ""


def parcel(parcel_id: int) -> Parcel:
    """One parcel. Raises NotFound."""
    found = session().get(Parcel, parcel_id)
    if found is None:
        raise NotFound(parcel_id)
    return found


def adjustment(adjustment_id: int) -> Adjustment:
    """One adjustment. Raises NotFound."""
    found = session().get(Adjustment, adjustment_id)
    if found is None:
        raise NotFound(adjustment_id)
    return found


def last_adjustment(parcel_id: int) -> Adjustment | None:
    """The last time something fell away of a parcel."""
    return session().scalar(
        sa.select(Adjustment).where(Adjustment.parcel_id == parcel_id).order_by(Adjustment.id.desc()).limit(1)
    )


@dataclass(frozen=True)
class Change:
    """A line of the log."""

    happened_at: datetime
    party: Party
    sentence: str


def changes_of(order_id: int, parcel_ids: Collection[int] | None = None) -> list[Change]:
    """What happened to an order, oldest first; for a seller or an officer only what concerns these parcels or the whole."""
    query = sa.select(OrderChange).where(OrderChange.order_id == order_id).order_by(OrderChange.id)
    if parcel_ids is not None:
        query = query.where(sa.or_(OrderChange.parcel_id.is_(None), OrderChange.parcel_id.in_(parcel_ids)))
    return [
        Change(one.happened_at, one.party, sentence(one.what, one.facts)) for one in session().scalars(query)
    ]


def has_lapsed(parcel: Parcel) -> bool:
    """This part was let go because it was not paid in time, alone or with the whole order; nobody took it back."""
    alone = sa.and_(OrderChange.parcel_id == parcel.id, OrderChange.what == "lapsed_part")
    told = sa.exists().where(
        OrderChange.order_id == parcel.order_id, sa.or_(alone, OrderChange.what == "expired")
    )
    return bool(session().scalar(sa.select(told)))


@dataclass(frozen=True)
class LineRow:
    """A line with the picture that its product shows now."""

    line: OrderLine
    photo_key: str | None
    slug: str | None
    set_name: str | None = None
    """The set as part of which it was bought."""


@dataclass(frozen=True)
class ParcelSheet:
    """A parcel with its lines."""

    parcel: Parcel
    lines: Sequence[LineRow]


def parcels_of(order_id: int) -> list[ParcelSheet]:
    """The parts of an order with their lines, in two statements."""
    parcels = (
        session().scalars(sa.select(Parcel).where(Parcel.order_id == order_id).order_by(Parcel.id)).all()
    )
    lines = lines_of([one.id for one in parcels])
    return [ParcelSheet(one, lines[one.id]) for one in parcels]


def lines_of(parcel_ids: Collection[int]) -> dict[int, list[LineRow]]:
    """Parcel → its lines."""
    found: dict[int, list[LineRow]] = defaultdict(list)
    rows = session().execute(
        sa.select(OrderLine, StorefrontListing.photo_key, StorefrontListing.slug, Bundle.name)
        .outerjoin(StorefrontListing, StorefrontListing.product_id == OrderLine.product_id)
        .outerjoin(Bundle, Bundle.id == OrderLine.bundle_id)
        .where(OrderLine.parcel_id.in_(parcel_ids))
        .order_by(OrderLine.id)
    )
    for line, photo_key, slug, set_name in rows:
        found[line.parcel_id].append(LineRow(line, photo_key, slug, set_name))
    return found


def sets_in(parcel_id: int) -> list[str]:
    """Names of the sets of which something in a part was bought."""
    return list(dict.fromkeys(row.set_name for row in lines_of([parcel_id])[parcel_id] if row.set_name))


def slots_of(line_ids: Collection[int]) -> Sequence[LineSlot]:
    """The days on which these lines are made."""
    return session().scalars(sa.select(LineSlot).where(LineSlot.order_line_id.in_(line_ids))).all()


@dataclass(frozen=True)
class OrderRow:
    """An order in its buyer's list."""

    number: str
    state: OrderState
    total: int
    placed_at: datetime
    makers: str
    id: int
    purpose: str


def mine(actor: Actor, before: int | None, limit: int) -> list[OrderRow]:
    """The buyer's orders, newest first."""
    makers = (
        sa.select(sa.func.string_agg(Parcel.seller_name, sa.literal(", ")))
        .where(Parcel.order_id == Order.id)
        .correlate(Order)
        .scalar_subquery()
    )
    query = (
        sa.select(Order.number, Order.state, Order.total, Order.placed_at, makers, Order.id, Order.purpose)
        .where(Order.person_id == actor.person_id)
        .order_by(Order.id.desc())
        .limit(limit)
    )
    rows = session().execute(query if before is None else query.where(Order.id < before))
    return [OrderRow(*row) for row in rows]


@dataclass(frozen=True)
class ParcelRow:
    """A parcel in its seller's list."""

    id: int
    number: str
    state: ParcelState
    ready_on: date
    total: int
    buyer: str
    purpose: str
    goods: str
    asked_at: datetime | None
    answer_by: datetime | None
    """While she is still to answer."""


def sellers_parcels(actor: Actor, states: Collection[ParcelState], limit: int) -> list[ParcelRow]:
    """The seller's paid parcels in these states: what must be answered first, then the earliest promise."""
    seller = sellers.owned(actor)
    ended = Parcel.state.in_(ENDED)
    pieces = sa.case((ended, OrderLine.pieces), else_=OrderLine.pieces - OrderLine.dropped)
    listed = (
        sa.select(
            sa.func.string_agg(
                pieces.op("||")(sa.literal(" × ")).op("||")(OrderLine.name),
                aggregate_order_by(sa.literal(", "), OrderLine.id),
            )
        )
        .where(OrderLine.parcel_id == Parcel.id, sa.or_(ended, pieces > 0))
        .correlate(Parcel)
        .scalar_subquery()
    )
    rows = session().execute(
        sa.select(
            Parcel.id,
            Order.number,
            Parcel.state,
            Parcel.ready_on,
            Parcel.total - Parcel.returned,
            Order.buyer_name,
            Order.purpose,
            listed,
            Parcel.asked_at,
            sa.case((Parcel.state == ParcelState.TO_ANSWER, Parcel.answer_by)).label("answer_by"),
        )
        .join(Order, Order.id == Parcel.order_id)
        .where(Parcel.seller_id == seller.id, Parcel.state.in_(states), Parcel.asked_at.is_not(None))
        .order_by(sa.text("answer_by NULLS LAST"), Parcel.ready_on, Parcel.id)
        .limit(limit)
    )
    return [ParcelRow(*row) for row in rows]


def sellers_parcel(actor: Actor, parcel_id: int) -> tuple[Parcel, Order]:
    """One parcel of the seller's own, paid for; also what was given back later. Raises NotFound."""
    seller = sellers.owned(actor)
    row = (
        session()
        .execute(
            sa.select(Parcel, Order)
            .join(Order, Order.id == Parcel.order_id)
            .where(Parcel.id == parcel_id, Parcel.seller_id == seller.id)
            .where(Parcel.asked_at.is_not(None))
        )
        .first()
    )
    if row is None:
        raise NotFound(parcel_id)
    return row[0], row[1]


def count_by_state(seller_id: int) -> dict[ParcelState, int]:
    """How many paid parcels of a gerai stand in each state."""
    rows = session().execute(
        sa.select(Parcel.state, sa.func.count())
        .where(Parcel.seller_id == seller_id, Parcel.asked_at.is_not(None))
        .group_by(Parcel.state)
    )
    return {state: count for state, count in rows}


def unpaid_since(now: datetime, limit: int) -> Sequence[int]:
    """Orders whose time to pay is over; those whose parts are paid one by one have a time for each."""
    return (
        session()
        .scalars(
            sa.select(Order.id)
            .where(Order.state == OrderState.PLACED, Order.pay_by <= now)
            .where(~sa.exists().where(Parcel.order_id == Order.id, Parcel.pay_by.is_not(None)))
            .order_by(Order.pay_by)
            .limit(limit)
        )
        .all()
    )
