"""What becomes of a part that its maker was asked for: made in part, or not answered in time."""

from collections.abc import Mapping
from datetime import datetime

from app.base import clock
from app.base.actor import Actor
from app.base.money import format_rupiah
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.orders.events import ParcelLapsed, ParcelShort, ParcelUnanswered
from app.orders.models import OrderLine, Parcel
from app.orders.queries import stuck
from app.orders.rules import answering as rules
from app.orders.rules.adjusting import AdjustmentKind, Standing
from app.orders.rules.life import ParcelMove, ParcelState
from app.orders.rules.log import Party
from app.orders.service import adjusting, log, parcels
from app.orders.service.moving import Why, amount_of, move_and_owe


def answer(actor: Actor, parcel_id: int, can: Mapping[int, int], reason: str) -> None:
    """She says for each line (id → pieces) how many she can make: all is a yes, none is a no, the rest is dropped.

    Raises NeedsReason unless she can make all, TooMany for pieces that were not asked for.
    """
    with unit_of_work():
        _, parcel = parcels.hold_hers(actor, parcel_id)
        lines = {one.id: one for one in adjusting.lines_of(parcel)}
        standing = [Standing(one.id, one.price, one.weight_g, one.left) for one in lines.values()]
        missing = rules.missing(standing, can)
        if not missing:
            parcels.accept(actor, parcel_id)
        elif not any(can.values()):
            parcels.decline(actor, parcel_id, reason)
        elif not reason:
            raise rules.NeedsReason
        else:
            _accept_part(actor, parcel, lines, missing, reason)


def _accept_part(
    actor: Actor, parcel: Parcel, lines: Mapping[int, OrderLine], missing: Mapping[int, int], reason: str
) -> None:
    parcels.note_accepted(parcel)
    short = Why(AdjustmentKind.SHORT, reason)
    back = move_and_owe(parcel, ParcelMove.ACCEPT_PART, short, missing)
    record(actor, "parcel accepted in part", "parcel", parcel.id, missing=dict(missing), reason=reason)
    goods = ", ".join(f"{count} × {lines[line].name}" for line, count in missing.items())
    amount = format_rupiah(amount_of(back))
    log.note(parcel.order_id, parcel, Party.SELLER, "accepted_part", goods=goods, amount=amount)
    if back is not None:
        announce(ParcelShort(parcel_id=parcel.id, adjustment_id=back.id))


def remind_unanswered(now: datetime) -> int:
    """Remind every seller who has let half of her time pass, once. Answers how many parcels were waiting."""
    due = stuck.to_remind(now, limit=200)
    for parcel_id in due:
        with unit_of_work() as current:
            parcel = current.get_one(Parcel, parcel_id, with_for_update=True, populate_existing=True)
            if parcel.state is ParcelState.TO_ANSWER and parcel.reminded_at is None:
                parcel.reminded_at = now
                record(None, "seller reminded", "parcel", parcel.id)
                announce(ParcelUnanswered(parcel_id=parcel.id))
    return len(due)


def lapse_unanswered(now: datetime) -> int:
    """Give back what was not answered in time. Answers how many parcels that were."""
    return sum(lapse(parcel_id) for parcel_id in stuck.overdue(now, limit=200))


def lapse(parcel_id: int) -> bool:
    """The maker has not answered in time: as if she had declined. Answers False when she has answered meanwhile."""
    with unit_of_work():
        order = parcels.lock_order(session().get_one(Parcel, parcel_id).order_id)
        parcel = session().get_one(Parcel, parcel_id, with_for_update=True, populate_existing=True)
        late = parcel.answer_by is not None and parcel.answer_by <= clock.now()
        if parcel.state is not ParcelState.TO_ANSWER or not late:
            return False
        parcel.decline_reason = rules.UNANSWERED
        why = Why(AdjustmentKind.UNANSWERED, rules.UNANSWERED)
        amount = amount_of(move_and_owe(parcel, ParcelMove.LAPSE, why))
        record(None, "parcel lapsed", "parcel", parcel.id)
        log.note(order.id, parcel, Party.GERAI, "unanswered", amount=format_rupiah(amount))
        announce(ParcelLapsed(parcel_id=parcel.id, amount=amount))
        parcels.end_if_over(order)
    return True
