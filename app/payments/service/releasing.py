"""A seller's money becomes free: her buyer has the goods, the hold is over, and nobody complains. So does a post's fee, once
all that it sent together has come."""

from datetime import datetime

from app.db.journal import record
from app.db.session import session, unit_of_work
from app.ledger.rules import postings
from app.ledger.rules.accounts import JournalKind
from app.ledger.rules.payouts import free_at, rule_at
from app.ledger.service.posting import post
from app.orders.models import Consolidation, Parcel
from app.orders.queries import silence
from app.orders.rules.hub import HubState
from app.orders.rules.life import ParcelState
from app.orders.service import parcels
from app.payments.queries import post_fees as fees
from app.payments.queries import releasing as queries


def release_received(now: datetime) -> int:
    """Free what may be free now. Answers how many parts that were."""
    due = queries.received_and_held(now - rule_at(now).hold, limit=500)
    return sum(release(parcel_id, now) for parcel_id in due)


def release(parcel_id: int, now: datetime) -> bool:
    """One part, looked at again with its order held: a complaint may have come meanwhile. Answers whether it is free now; once
    only, whoever asks."""
    with unit_of_work():
        order = parcels.lock_order(session().get_one(Parcel, parcel_id).order_id)
        parcel = session().get_one(Parcel, parcel_id, with_for_update=True, populate_existing=True)
        if parcel.state is not ParcelState.RECEIVED or parcel.received_at is None:
            return False
        if silence.is_disputed([parcel]):
            return False
        if free_at(parcel.received_at, silence.complaint_ended_at([parcel])) > now:
            return False
        net = queries.pending_net(parcel.id)
        written = post(
            JournalKind.RELEASE,
            f"release:{parcel.id}",
            postings.release(parcel.seller_id, parcel.id, net),
            note="Pesanan selesai, uangnya bisa dicairkan",
            order_number=order.number,
        )
        if written:
            record(None, "money released", "parcel", parcel.id, net=net)
    return written


def release_fees(now: datetime) -> int:
    """Free what posts may be paid now. Answers of how many parcels that was."""
    due = fees.received_and_held(now - rule_at(now).hold, limit=500)
    return sum(release_fee(consolidation_id, now) for consolidation_id in due)


def release_fee(consolidation_id: int, now: datetime) -> bool:
    """What is left of the fee of one parcel that a post made, by the rule for sellers: received, hold over, no complaint open
    about anything in it. Answers whether it is free now; once only, whoever asks."""
    with unit_of_work() as current:
        order = parcels.lock_order(current.get_one(Consolidation, consolidation_id).order_id)
        box = [one for one in parcels.hold_parcels(order.id) if one.consolidation_id == consolidation_id]
        whole = current.get_one(Consolidation, consolidation_id, with_for_update=True, populate_existing=True)
        if order.paid_at is None or whole.state is not HubState.RECEIVED or whole.received_at is None:
            return False
        if silence.is_disputed(box):
            return False
        if free_at(whole.received_at, silence.complaint_ended_at(box)) > now:
            return False
        fee = whole.fee - whole.returned
        written = post(
            JournalKind.RELEASE,
            f"release-post:{whole.id}",
            postings.release_fee(whole.post_id, fee),
            note="Paket diterima pembeli, ongkirnya bisa dicairkan",
            order_number=order.number,
        )
        if written:
            record(None, "post fee released", "consolidation", whole.id, fee=fee)
    return written
