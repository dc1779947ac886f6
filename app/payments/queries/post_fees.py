"""The one fee of each parcel that a post makes: what waits for its receipt, and what is free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.db.session import session
from app.ledger.models import LedgerJournal
from app.ledger.rules.payouts import free_at
from app.orders.models import Complaint, Consolidation, Order, Parcel
from app.orders.queries import silence
from app.orders.rules.complaint import ENDED
from app.orders.rules.hub import HubState


def _waiting() -> sa.Select[int]:
    """Paid for, with something of its fee left, and not free yet."""
    is_released = sa.exists().where(
        LedgerJournal.source == sa.literal("release-post:").concat(sa.cast(Consolidation.id, sa.Text))
    )
    return (
        sa.select(Consolidation.id)
        .join(Order, Order.id == Consolidation.order_id)
        .where(Order.paid_at.is_not(None), Consolidation.fee > Consolidation.returned, ~is_released)
    )


def received_and_held(received_until: datetime, limit: int) -> Sequence[int]:
    """Parcels of posts that were received by then, whose fee is not free yet and about which no complaint is open; the oldest
    first."""
    disputed = (
        sa.exists()
        .where(Complaint.parcel_id == Parcel.id, Complaint.state.not_in(ENDED))
        .where(Parcel.consolidation_id == Consolidation.id, Parcel.order_id == Consolidation.order_id)
    )
    return (
        session()
        .scalars(
            _waiting()
            .where(
                Consolidation.state == HubState.RECEIVED,
                Consolidation.received_at <= received_until,
                ~disputed,
            )
            .order_by(Consolidation.received_at, Consolidation.id)
            .limit(limit)
        )
        .all()
    )


@dataclass(frozen=True)
class HeldFee:
    """A parcel whose fee waits: `left` rupiah, and why. `free_at` is known once it was received and nobody complains."""

    whole: Consolidation
    number: str
    left: int
    disputed: bool
    free_at: datetime | None


def held_of(post_id: int, limit: int) -> list[HeldFee]:
    """What waits of one post: received parcels first, then by the day on which they arrive."""
    rows = session().execute(
        sa.select(Consolidation, Order.number)
        .join(Order, Order.id == Consolidation.order_id)
        .where(Consolidation.id.in_(_waiting()), Consolidation.post_id == post_id)
        .order_by(Consolidation.received_at.nulls_last(), Consolidation.arrives_on, Consolidation.id)
        .limit(limit)
    )
    found = []
    for whole, number in rows:
        box = session().scalars(
            sa.select(Parcel).where(Parcel.order_id == whole.order_id, Parcel.consolidation_id == whole.id)
        )
        parts = box.all()
        disputed = silence.is_disputed(parts)
        free = None
        if whole.received_at is not None and not disputed:
            free = free_at(whole.received_at, silence.complaint_ended_at(parts))
        found.append(HeldFee(whole, number, whole.fee - whole.returned, disputed, free))
    return found
