"""What a gerai's hands make today and tomorrow, out of the days that were promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.base.actor import Actor
from app.db.session import session
from app.orders.models import LineSlot, Order, OrderLine, Parcel
from app.orders.rules.life import ParcelState
from app.sellers import queries as sellers


@dataclass(frozen=True)
class Task:
    """Work on one line of a parcel, for a `purpose` where an agency needs it. `units` counts pieces; where one piece takes
    several days, days (`is_days`)."""

    day: date
    units: int
    pieces: int
    name: str
    label: str
    note: str
    parcel_id: int
    number: str
    buyer: str
    purpose: str
    ready_on: date
    days_left: int

    @property
    def is_days(self) -> bool:
        """A piece of it takes more than a day."""
        return self.days_left > self.pieces


@dataclass(frozen=True)
class ToPack:
    """A line that lies ready and must be packed by its parcel's day."""

    pieces: int
    name: str
    label: str
    note: str
    parcel_id: int
    number: str
    buyer: str
    purpose: str
    ready_on: date


def tasks(actor: Actor, until: date) -> Sequence[Task]:
    """What is laid on days up to `until` for accepted parcels, what was laid on earlier days first: whatever is not
    packed yet may still have to be made."""
    seller = sellers.owned(actor)
    whole = (
        sa.select(sa.cast(sa.func.sum(LineSlot.pieces), sa.Integer))
        .where(LineSlot.order_line_id == OrderLine.id)
        .correlate(OrderLine)
        .scalar_subquery()
    )
    rows: Sequence[Any] = session().execute(
        sa.select(
            LineSlot.day, LineSlot.pieces, OrderLine.pieces - OrderLine.dropped, OrderLine.name, OrderLine.label,
            OrderLine.note, Parcel.id, Order.number, Order.buyer_name, Order.purpose, Parcel.ready_on, whole,
        )
        .join(OrderLine, OrderLine.id == LineSlot.order_line_id)
        .join(Parcel, Parcel.id == OrderLine.parcel_id)
        .join(Order, Order.id == Parcel.order_id)
        .where(Parcel.seller_id == seller.id, Parcel.state == ParcelState.ACCEPTED, LineSlot.day <= until)
        .order_by(LineSlot.day, OrderLine.name, OrderLine.label, Parcel.ready_on, Parcel.id)
    ).all()  # fmt: skip
    return [Task(*row) for row in rows]


def to_pack(actor: Actor, until: date) -> Sequence[ToPack]:
    """What lies ready of accepted parcels that must be ready up to `until`."""
    seller = sellers.owned(actor)
    rows = session().execute(
        sa.select(
            OrderLine.pieces - OrderLine.dropped, OrderLine.name, OrderLine.label, OrderLine.note, Parcel.id,
            Order.number, Order.buyer_name, Order.purpose, Parcel.ready_on,
        )
        .join(Parcel, Parcel.id == OrderLine.parcel_id)
        .join(Order, Order.id == Parcel.order_id)
        .where(
            Parcel.seller_id == seller.id, Parcel.state == ParcelState.ACCEPTED, OrderLine.from_stock,
            OrderLine.pieces > OrderLine.dropped, Parcel.ready_on <= until,
        )
        .order_by(Parcel.ready_on, Parcel.id, OrderLine.id)
    )  # fmt: skip
    return [ToPack(*row) for row in rows]
