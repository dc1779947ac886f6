"""A buyer who says nothing: she is asked whether it came, and two days later at the earliest her silence stands for receipt.
Locks: the order, then its parcels."""

from datetime import datetime

from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.orders.events import ReceiptAsked
from app.orders.models import Order, Parcel
from app.orders.queries import silence as queries
from app.orders.rules.life import ParcelState
from app.orders.rules.log import Party
from app.orders.service import consolidating, log, parcels


def watch(now: datetime) -> None:
    """Ask who is to be asked, and count the silence of those who were."""
    ask(now)
    count(now)


def ask(now: datetime) -> int:
    """Answers how many boxes were asked about."""
    return sum(_ask(parcel_id, now) for parcel_id in queries.to_ask(now, limit=200))


def count(now: datetime) -> int:
    """Answers how many boxes count as received now."""
    return sum(_count(parcel_id, now) for parcel_id in queries.to_count(now, limit=200))


def _hold(parcel_id: int) -> tuple[Order, Parcel, list[Parcel]]:
    """The part with its order, and all that comes in the same box, held."""
    order = parcels.lock_order(session().get_one(Parcel, parcel_id).order_id)
    held = parcels.hold_parcels(order.id)
    parcel = next(one for one in held if one.id == parcel_id)
    return order, parcel, consolidating.together(parcel, held)


def _is_silent(box: list[Parcel]) -> bool:
    return all(one.state is ParcelState.SENT for one in box) and not queries.is_disputed(box)


def _ask(parcel_id: int, now: datetime) -> bool:
    with unit_of_work():
        order, parcel, box = _hold(parcel_id)
        if parcel.receipt_asked_at is not None or not _is_silent(box):
            return False
        if queries.asks_from(order, parcel) > now:
            return False
        for one in box:
            one.receipt_asked_at = now
            record(None, "receipt asked", "parcel", one.id)
            log.note(order.id, one, Party.GERAI, "receipt_asked")
        announce(ReceiptAsked(parcel_id=parcel.id))
    return True


def _count(parcel_id: int, now: datetime) -> bool:
    with unit_of_work():
        order, parcel, box = _hold(parcel_id)
        if parcel.receipt_asked_at is None or not _is_silent(box):
            return False
        if queries.counts_from(order, parcel, box) > now:
            return False
        for one in box:
            one.receipt_assumed = True
        parcels.have_come(order, box, None)
    return True
