"""What was sent and of which its buyer has said nothing yet."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.base import clock
from app.base.zones import day_in
from app.db.session import session
from app.orders.models import Complaint, Order, Parcel
from app.orders.queries import hub
from app.orders.rules import receipt as rules
from app.orders.rules.complaint import ENDED
from app.orders.rules.life import ParcelState


def _silent(now: datetime, limit: int) -> sa.Select[int]:
    """Sent long enough ago, without an open complaint about it or about anything else in the same box; the oldest first.
    `service.silence` looks exactly, when it holds the order."""
    beside = aliased(Parcel)
    same_box = sa.or_(beside.id == Parcel.id, beside.consolidation_id == Parcel.consolidation_id)
    disputed = sa.exists().where(
        Complaint.parcel_id == beside.id,
        Complaint.state.not_in(ENDED),
        beside.order_id == Parcel.order_id,
        same_box,
    )
    earliest = rules.COUNTS_AFTER - rules.ASKED_BEFORE
    return (
        sa.select(Parcel.id)
        .where(
            Parcel.state == ParcelState.SENT,
            Parcel.arrives_on <= (now - earliest).date(),
            Parcel.sent_at <= now - earliest,
            ~disputed,
        )
        .order_by(Parcel.arrives_on, Parcel.id)
        .limit(limit)
    )


def to_ask(now: datetime, limit: int) -> Sequence[int]:
    """Parts whose buyer might be asked now whether they came."""
    return session().scalars(_silent(now, limit).where(Parcel.receipt_asked_at.is_(None))).all()


def to_count(now: datetime, limit: int) -> Sequence[int]:
    """Parts whose buyer was asked, and might have been silent long enough."""
    asked = Parcel.receipt_asked_at <= now - rules.ASKED_BEFORE
    return session().scalars(_silent(now, limit).where(asked)).all()


def is_disputed(parcels: Collection[Parcel]) -> bool:
    """Something in this box is complained about, and the complaint is open."""
    return bool(
        session().scalar(
            sa.select(
                sa.exists().where(
                    Complaint.parcel_id.in_([one.id for one in parcels]), Complaint.state.not_in(ENDED)
                )
            )
        )
    )


def complaint_ended_at(parcels: Collection[Parcel]) -> datetime | None:
    """When the last complaint about something in this box ended."""
    return session().scalar(
        sa.select(sa.func.max(Complaint.ended_at)).where(Complaint.parcel_id.in_([one.id for one in parcels]))
    )


def box_of(parcel: Parcel) -> Sequence[Parcel]:
    """The part, with all that is on its way in the same box."""
    if parcel.consolidation_id is None:
        return [parcel]
    return (
        session()
        .scalars(
            sa.select(Parcel)
            .where(
                Parcel.order_id == parcel.order_id,
                Parcel.consolidation_id == parcel.consolidation_id,
                Parcel.state == ParcelState.SENT,
            )
            .order_by(Parcel.id)
        )
        .all()
    )


def asks_from(order: Order, parcel: Parcel) -> datetime:
    """From when on the buyer may be asked whether a part that was sent came."""
    return rules.asks_from(rules.last_day(_expected(order, parcel)), order.village_code)


def counts_from(order: Order, parcel: Parcel, box: Collection[Parcel]) -> datetime:
    """From when on the silence of its buyer stands for receipt. `box`: all that comes in the same parcel."""
    return rules.counts_from(
        rules.last_day(_expected(order, parcel)),
        order.village_code,
        asked_at=parcel.receipt_asked_at,
        complaint_ended_at=complaint_ended_at(box),
    )


def _expected(order: Order, parcel: Parcel) -> date:
    through = hub.of_parcel(parcel)
    ready_on = parcel.ready_on if through is None else through.row.ready_on
    sent_on = day_in(order.village_code, parcel.sent_at or clock.now())
    return rules.expected_on(ready_on, parcel.arrives_on, sent_on)


def until(order: Order, parcels: Collection[Parcel]) -> dict[int, datetime]:
    """Part that is on its way → from when on silence stands for its receipt, for the pages of buyer and maker."""
    found = {}
    for one in parcels:
        if one.state is ParcelState.SENT:
            box = box_of(one)
            if not is_disputed(box):
                found[one.id] = counts_from(order, one, box)
    return found
