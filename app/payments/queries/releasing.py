"""Whose money waits for its receipt or for the end of its hold, part by part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.db.session import session
from app.ledger.models import LedgerAccount, LedgerEntry
from app.ledger.rules.accounts import AccountKind
from app.ledger.rules.payouts import free_at
from app.orders.models import Complaint, Order, Parcel
from app.orders.queries import silence
from app.orders.rules.complaint import ENDED
from app.orders.rules.life import ParcelState


def _held_back() -> sa.Subquery:
    """Part → rupiah of it that wait on its seller's pending account. Only sellers with anything pending are walked."""
    waiting = sa.select(LedgerAccount.id).where(
        LedgerAccount.kind == AccountKind.SELLER_PENDING, LedgerAccount.balance != 0
    )
    return (
        sa.select(LedgerEntry.parcel_id, (-sa.func.sum(LedgerEntry.amount)).label("net"))
        .where(LedgerEntry.account_id.in_(waiting), LedgerEntry.parcel_id.is_not(None))
        .group_by(LedgerEntry.parcel_id)
        .having(sa.func.sum(LedgerEntry.amount) != 0)
        .subquery()
    )


def received_and_held(received_until: datetime, limit: int) -> Sequence[int]:
    """Parts that were received by then, whose money is not free yet and about which no complaint is open; the oldest first."""
    held = _held_back()
    disputed = sa.exists().where(Complaint.parcel_id == Parcel.id, Complaint.state.not_in(ENDED))
    return (
        session()
        .scalars(
            sa.select(Parcel.id)
            .join(held, held.c.parcel_id == Parcel.id)
            .where(Parcel.state == ParcelState.RECEIVED, Parcel.received_at <= received_until, ~disputed)
            .order_by(Parcel.received_at, Parcel.id)
            .limit(limit)
        )
        .all()
    )


def pending_net(parcel_id: int) -> int:
    """Rupiah of one part that wait on its seller's pending account."""
    found = session().scalar(
        sa.select(sa.func.coalesce(-sa.func.sum(LedgerEntry.amount), 0))
        .join(LedgerAccount, LedgerAccount.id == LedgerEntry.account_id)
        .where(LedgerAccount.kind == AccountKind.SELLER_PENDING, LedgerEntry.parcel_id == parcel_id)
    )
    return int(found or 0)


@dataclass(frozen=True)
class Held:
    """A part whose money waits: `net` rupiah, and why. `free_at` is known once it was received and nobody complains."""

    parcel: Parcel
    number: str
    buyer: str
    net: int
    disputed: bool
    free_at: datetime | None


def held_of(seller_id: int, limit: int) -> list[Held]:
    """What waits of one gerai: received parts first, then by the day on which they arrive."""
    held = _held_back()
    rows = session().execute(
        sa.select(Parcel, Order.number, Order.buyer_name, held.c.net)
        .join(held, held.c.parcel_id == Parcel.id)
        .join(Order, Order.id == Parcel.order_id)
        .where(Parcel.seller_id == seller_id)
        .order_by(Parcel.received_at.nulls_last(), Parcel.arrives_on, Parcel.id)
        .limit(limit)
    )
    found = []
    for parcel, number, buyer, net in rows:
        disputed = silence.is_disputed([parcel])
        free = None
        if parcel.received_at is not None and not disputed:
            free = free_at(parcel.received_at, silence.complaint_ended_at([parcel]))
        found.append(Held(parcel, number, buyer, int(net), disputed, free))
    return found
