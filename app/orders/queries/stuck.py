"""What waits too long: for the clock's jobs, and for officers."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from app.db.session import session
from app.orders.models import DelayRequest, Parcel
from app.orders.rules.life import ParcelState


def overdue(now: datetime, limit: int) -> Sequence[int]:
    """Parcels whose seller has not answered in time."""
    return (
        session()
        .scalars(
            sa.select(Parcel.id)
            .where(Parcel.state == ParcelState.TO_ANSWER, Parcel.answer_by <= now)
            .order_by(Parcel.answer_by)
            .limit(limit)
        )
        .all()
    )


def to_remind(now: datetime, limit: int) -> Sequence[int]:
    """Parcels whose seller has let half of her time pass and was not reminded yet."""
    moment = sa.literal(now)
    return (
        session()
        .scalars(
            sa.select(Parcel.id)
            .where(
                Parcel.state == ParcelState.TO_ANSWER,
                Parcel.reminded_at.is_(None),
                Parcel.answer_by > now,
                moment - Parcel.asked_at >= Parcel.answer_by - moment,
            )
            .order_by(Parcel.answer_by)
            .limit(limit)
        )
        .all()
    )


def delays_unanswered(now: datetime, limit: int) -> Sequence[int]:
    """Later days that their buyers have not answered in time."""
    return (
        session()
        .scalars(
            sa.select(DelayRequest.id)
            .where(DelayRequest.answer.is_(None), DelayRequest.answer_by <= now)
            .order_by(DelayRequest.answer_by)
            .limit(limit)
        )
        .all()
    )
