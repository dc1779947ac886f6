"""A later day: the seller asks, the buyer answers, and only her yes moves what was promised. Locks: order, parcel, hands."""

from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.base.money import format_rupiah
from app.catalog.service import relaying
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.orders.events import DelayAnswered, DelayAsked, ParcelCancelled
from app.orders.models import DelayRequest, LineSlot, Parcel
from app.orders.queries import delays, hub, stuck
from app.orders.queries import order as queries
from app.orders.rules import delay as rules
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.delay import DelayAnswer
from app.orders.rules.life import ParcelMove, ParcelState, answer_by
from app.orders.rules.log import Party
from app.orders.service import consolidating, log, parcels
from app.orders.service.moving import Why, amount_of, move_and_owe

REASON = "Pembeli tidak bisa menunggu tanggal yang baru."


def ask(actor: Actor, parcel_id: int, wanted: date, reason: str) -> DelayRequest:
    """She asks for a later day. Nothing moves before the buyer has agreed.

    Raises NotNow unless the parcel is accepted and not packed, AlreadyAsked, NeedsReason, RuleBroken for a day that her
    hands cannot keep or that is too far.
    """
    if not reason:
        raise rules.NeedsReason
    with unit_of_work() as current:
        _, parcel = parcels.hold_hers(actor, parcel_id)
        if parcel.state is not ParcelState.ACCEPTED:
            raise rules.NotNow
        if delays.open_of(parcel.id) is not None or hub.is_asking(parcel):
            raise rules.AlreadyAsked
        rules.check_day(wanted, earliest=delays.earliest(parcel), promised_on=parcel.promised_on)
        request = DelayRequest(
            parcel_id=parcel.id,
            asked_at=clock.now(),
            old_ready_on=parcel.ready_on,
            new_ready_on=wanted,
            old_arrives_on=parcel.arrives_on,
            new_arrives_on=delays.arrival(parcel, wanted),
            reason=reason,
            answer_by=answer_by(clock.now(), parcel.ready_on),
        )
        current.add(request)
        current.flush()
        days = {"old_on": request.old_ready_on.isoformat(), "new_on": wanted.isoformat()}
        record(actor, "later day asked", "parcel", parcel.id, **days, reason=reason)
        log.note(parcel.order_id, parcel, Party.SELLER, "delay_asked", **days, reason=reason)
        announce(DelayAsked(request_id=request.id))
    return request


def agree(number: str, parcel_id: int, actor: Actor | None, key: str | None) -> None:
    """The buyer waits: the parcel's days move to those that she was shown. Raises TooLate."""
    with unit_of_work():
        parcel, request = _asked(number, parcel_id, actor, key)
        _lay_again(parcel, request.new_ready_on)
        parcel.ready_on, parcel.arrives_on = request.new_ready_on, request.new_arrives_on
        consolidating.follow([parcel])
        _answered(parcel, request, DelayAnswer.AGREED, actor)


def refuse(number: str, parcel_id: int, actor: Actor | None, key: str | None) -> None:
    """The buyer does not: the old day stays, and the seller keeps it or gives the money back. Raises TooLate."""
    with unit_of_work():
        parcel, request = _asked(number, parcel_id, actor, key)
        _answered(parcel, request, DelayAnswer.REFUSED, actor)


def withdraw(number: str, parcel_id: int, actor: Actor | None, key: str | None) -> None:
    """The buyer takes her money back instead of waiting. Raises TooLate."""
    with unit_of_work():
        parcel, request = _asked(number, parcel_id, actor, key)
        request.answer, request.answered_at = DelayAnswer.WITHDRAWN, clock.now()
        back = move_and_owe(parcel, ParcelMove.WITHDRAW, Why(AdjustmentKind.LATE, REASON))
        record(actor, "parcel cancelled", "parcel", parcel.id)
        log.note(
            parcel.order_id, parcel, Party.BUYER, "delay_withdrawn", amount=format_rupiah(amount_of(back))
        )
        announce(ParcelCancelled(parcel_id=parcel.id, waited=True))
        parcels.end_if_over(queries.get(parcel.order_id))


def close_unanswered(now: datetime) -> int:
    """What buyers have not answered in time: the old day stays. Answers how many requests that were."""
    return sum(_close(request_id) for request_id in stuck.delays_unanswered(now, limit=200))


def _close(request_id: int) -> bool:
    with unit_of_work() as current:
        parcel_id = current.get_one(DelayRequest, request_id).parcel_id
        parcels.lock_order(current.get_one(Parcel, parcel_id).order_id)
        parcel = current.get_one(Parcel, parcel_id, with_for_update=True, populate_existing=True)
        request = current.get_one(DelayRequest, request_id, populate_existing=True)
        if request.answer is not None or request.answer_by > clock.now():
            return False
        _answered(parcel, request, DelayAnswer.UNANSWERED, None)
    return True


def _asked(number: str, parcel_id: int, actor: Actor | None, key: str | None) -> tuple[Parcel, DelayRequest]:
    """The buyer's parcel, held, and what she is asked. Raises NotFound for anybody but her, TooLate."""
    order = parcels.lock_order(queries.for_buyer(number, actor, key).id)
    parcel = next((one for one in parcels.hold_parcels(order.id) if one.id == parcel_id), None)
    if parcel is None:
        raise NotFound(parcel_id)
    request = delays.open_of(parcel.id)
    if request is None:
        raise rules.TooLate
    return parcel, request


WHAT = {
    DelayAnswer.AGREED: ("later day agreed", "delay_agreed"),
    DelayAnswer.REFUSED: ("later day refused", "delay_refused"),
    DelayAnswer.UNANSWERED: ("later day not answered", "delay_unanswered"),
}


def _answered(parcel: Parcel, request: DelayRequest, answer: DelayAnswer, actor: Actor | None) -> None:
    request.answer, request.answered_at = answer, clock.now()
    happened, told = WHAT[answer]
    days = {"old_on": request.old_ready_on.isoformat(), "new_on": request.new_ready_on.isoformat()}
    record(actor, happened, "parcel", parcel.id, **days)
    party = Party.GERAI if answer is DelayAnswer.UNANSWERED else Party.BUYER
    log.note(parcel.order_id, parcel, party, told, **days)
    announce(DelayAnswered(request_id=request.id))


def _lay_again(parcel: Parcel, by: date) -> None:
    """Her hands' days move with the promise. Where others have taken the room since she asked, they stay where they are:
    the hours are hers all the same, and no day is promised twice."""
    works = delays.works_of(parcel)
    plans = relaying.lay_again(list(works.values()), delays.region_of(parcel), by) if works else None
    for (line_id, work), plan in zip(works.items(), plans or [], strict=bool(plans)):
        _write_slots(line_id, work.line_id, plan)


def _write_slots(order_line_id: int, line_id: int, plan: Mapping[date, int]) -> None:
    session().execute(sa.delete(LineSlot).where(LineSlot.order_line_id == order_line_id))
    session().add_all(
        LineSlot(order_line_id=order_line_id, day=day, line_id=line_id, pieces=units)
        for day, units in plan.items()
    )
    session().flush()
