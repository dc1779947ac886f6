"""The one parcel of several makers' parts: begun while placing, and following its parts wherever they go."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date

import sqlalchemy as sa

from app.base import clock
from app.db.journal import record
from app.db.session import announce, session
from app.orders.events import WholeOpened
from app.orders.models import Consolidation, Order, Parcel
from app.orders.queries import hub as queries
from app.orders.rules import hub
from app.orders.rules.hub import HUB_LIFE, Gathering, HubMove, HubState, HubWay
from app.orders.rules.life import ParcelState
from app.orders.rules.log import Party
from app.orders.rules.numbers import new_code
from app.orders.service import log


def begin(order: Order, gathering: Gathering) -> Consolidation:
    """The shared parcel of an order that is being placed."""
    whole = Consolidation(
        order_id=order.id,
        post_id=gathering.post.id,
        post_name=gathering.post.name,
        state=HubState.GATHERING,
        way=gathering.way,
        weight_g=gathering.weight_g,
        tariff=asdict(gathering.tariff) if gathering.tariff else {},
        handling=gathering.post.handling_fee,
        fee=gathering.fee,
        bring_by=gathering.bring_by,
        promised_on=gathering.ready_on,
        ready_on=gathering.ready_on,
        arrives_on=gathering.arrives_on,
        handover_code=new_code() if gathering.way is HubWay.PICKUP else None,
    )
    session().add(whole)
    session().flush()
    return whole


def held(consolidation_id: int) -> Consolidation:
    """The shared parcel, held; its order must be held already."""
    return session().get_one(Consolidation, consolidation_id, with_for_update=True, populate_existing=True)


def parts_of(whole: Consolidation) -> Sequence[Parcel]:
    """Its parts, held, in order; those that will not come are among them."""
    return (
        session()
        .scalars(
            sa.select(Parcel)
            .where(Parcel.order_id == whole.order_id, Parcel.consolidation_id == whole.id)
            .order_by(Parcel.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        .all()
    )


def coming(parts: Collection[Parcel]) -> list[Parcel]:
    """Those that come, or came."""
    return [one for one in parts if one.state not in hub.GONE]


def together(parcel: Parcel, parcels: Collection[Parcel]) -> list[Parcel]:
    """This part, and of these all that come in the same parcel."""
    if parcel.consolidation_id is None:
        return [parcel]
    return coming([one for one in parcels if one.consolidation_id == parcel.consolidation_id])


def follow(parcels: Collection[Parcel]) -> None:
    """What becomes of the shared parcel after a move of its parts: complete, received, or nothing is left of it; and a later
    day of a part, to which the buyer said yes, is a later day of the whole."""
    for consolidation_id in {one.consolidation_id for one in parcels if one.consolidation_id is not None}:
        session().flush()
        whole = held(consolidation_id)
        parts = parts_of(whole)
        _follow_days(whole, parts)
        _follow_states(whole, parts)


def leave(whole: Consolidation) -> None:
    """Parts have left it to travel alone: it may be complete without them, or nothing may be left of it."""
    session().flush()
    _follow_states(whole, parts_of(whole))


def _follow_states(whole: Consolidation, parts: Collection[Parcel]) -> None:
    move = hub.what_follows(whole.state, [one.state for one in parts])
    if move is not None:
        apply(whole, move)


def apply(whole: Consolidation, move: HubMove) -> None:
    """The move of the whole, with its moment; its parts are moved by who calls."""
    whole.state = HUB_LIFE.after(whole.state, move)
    now = clock.now()
    if move is HubMove.COMPLETE:
        whole.gathered_at = now
    elif move is HubMove.PACK:
        whole.packed_at = now
    elif move is HubMove.SEND:
        whole.sent_at = now
    elif move is HubMove.HAND_OVER:
        whole.sent_at = whole.received_at = now
    elif move is HubMove.RECEIVE:
        whole.received_at = now
    elif move is HubMove.OPEN_AGAIN:
        whole.gathered_at = whole.packed_at = whole.packed_g = None
        # what was asked before was about another delay
        whole.asked_at = whole.answer_by = whole.wait_until = None
        whole.answer = whole.answered_at = whole.answered_by = None
    record(None, f"consolidation {whole.state}", "consolidation", whole.id)


def open_again(part: Parcel, why: str) -> None:
    """Something of a part that lies at the post, held, must not go to the buyer: the box is opened, and its keepers are told
    `why`. To be called before the part moves; what becomes of the whole then, `follow` says."""
    if part.consolidation_id is None:
        return
    whole = held(part.consolidation_id)
    was_ready = whole.state is HubState.READY
    if whole.state is not HubState.GATHERING:
        apply(whole, HubMove.OPEN_AGAIN)
    log.note(part.order_id, part, Party.GERAI, "post_opened", post=whole.post_name)
    announce(
        WholeOpened(
            consolidation_id=whole.id,
            parcel_id=part.id,
            at=clock.now().isoformat(),
            why=why,
            was_ready=was_ready,
        )
    )


def _follow_days(whole: Consolidation, parts: Collection[Parcel]) -> None:
    if whole.state is HubState.GATHERING:
        late = [one.ready_on for one in coming(parts) if one.state is not ParcelState.AT_POST]
        if late and max(late) > whole.bring_by:
            put_off(whole, parts, max(late))


def put_off(whole: Consolidation, parts: Collection[Parcel], bring_by: date) -> None:
    """Everything a later day, to which the buyer has said yes; never an earlier one than she knows."""
    village = session().get_one(Order, whole.order_id).village_code
    ready_on, arrives_on = queries.days_if_brought(whole, village, bring_by)
    whole.bring_by = max(whole.bring_by, bring_by)
    whole.ready_on, whole.arrives_on = ready_on, arrives_on
    for one in coming(parts):
        one.arrives_on = whole.arrives_on
