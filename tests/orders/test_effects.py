"""What stands in the table of a parcel's steps is what happens, and what is printed in the documentation."""

from collections.abc import Callable
from typing import Any

import pytest

from app.cli.cluster import ROOT
from app.db.journal import record
from app.db.session import unit_of_work
from app.orders.models import Adjustment, Order
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.life import PARCEL_MOVES, ParcelMove, ParcelState, Share
from app.orders.service import (
    adjusting,
    answering,
    cancelling,
    consolidating,
    delaying,
    handing_over,
    moving,
    parcels,
)
from tests.support import hub, market, world
from tests.support.answers import can, lapses, later, reach
from tests.support.books import days_of, stock_of
from tests.support.orders import a_paid_order, an_order, let_lapse, parcels_of, pay, pay_late
from tests.support.ties import differences

READY, MADE = 3, 3


def test_the_documentation_prints_the_table() -> None:
    """Print the rows with `-vv` where they differ."""
    dash = {Share.NONE: "–", Share.PART: "part", Share.WHOLE: "whole"}
    taken = lambda effect: ", taken" if effect.takes else ""  # noqa: E731
    rows = [
        f"| {state} | {move} | {after} | {dash[effect.stock]}{'' if effect.fit else ', lost'}{taken(effect)} "
        f"| {dash[effect.capacity]}{taken(effect)} | {dash[effect.money]} |"
        for (state, move), (after, effect) in PARCEL_MOVES.items()
    ]
    printed = (ROOT / "docs" / "orders.md").read_text().splitlines()
    assert [line for line in printed if line.startswith("| ") and not line.startswith("| state")] == rows


def _mine(order: Order) -> int:
    return parcels_of(order)[0].id


def by(step: ParcelMove, kind: AdjustmentKind | None = None) -> Callable[[Order], None]:
    """The step alone, as recalls and complaints take it; what leads to them has tests of its own."""

    def deed(order: Order) -> None:
        with unit_of_work():
            held = parcels.lock_order(order.id)
            parcel = parcels.hold_parcels(order.id)[0]
            if parcel.state is ParcelState.AT_POST:
                consolidating.open_again(parcel, "kode B1 ditarik")
            parcel.decline_reason = "Kode B1 ditarik."
            parcel.packed_at = None if step is ParcelMove.OPEN_AGAIN else parcel.packed_at
            moving.move_all([parcel], step, moving.Why(kind, "Kode B1 ditarik.") if kind else None)
            what = {ParcelMove.RECALL: "declined", ParcelMove.GIVE_UP: "given up"}.get(step, "opened again")
            record(None, f"parcel {what}", "parcel", parcel.id)
            parcels.end_if_over(held)

    return deed


DEEDS: dict[tuple[ParcelState, ParcelMove], Callable[[Order], Any]] = {
    (ParcelState.WAITING, ParcelMove.PAY): pay,
    (ParcelState.WAITING, ParcelMove.AGREE): lambda one: parcels.agree_to_pay_later(one.id, _mine(one)),
    (ParcelState.WAITING, ParcelMove.CANCEL): lambda one: cancelling.cancel_all(
        one.number, world.actor(world.BUYER), None
    ),
    (ParcelState.CANCELLED, ParcelMove.REVIVE): lambda one: pay_late(let_lapse(one)),
    (ParcelState.TO_ANSWER, ParcelMove.ACCEPT): lambda one: reach(one, "accepted"),
    (ParcelState.TO_ANSWER, ParcelMove.ACCEPT_PART): lambda one: answering.answer(
        world.actor(world.SELLER), _mine(one), can(one, 2, 1), "Bahannya habis."
    ),
    (ParcelState.TO_ANSWER, ParcelMove.LAPSE): lapses,
    (ParcelState.TO_ANSWER, ParcelMove.CANCEL): lambda one: cancelling.cancel_part(
        one.number, _mine(one), world.actor(world.BUYER), None
    ),
    (ParcelState.TO_ANSWER, ParcelMove.DECLINE): lambda one: reach(one, "declined"),
    (ParcelState.ACCEPTED, ParcelMove.DECLINE): lambda one: reach(one, "declined"),
    (ParcelState.ACCEPTED, ParcelMove.WITHDRAW): lambda one: delaying.withdraw(
        one.number, later(one).parcel_id, world.actor(world.BUYER), None
    ),
    (ParcelState.ACCEPTED, ParcelMove.PACK): lambda one: parcels.pack(world.actor(world.SELLER), _mine(one)),
    (ParcelState.TO_ANSWER, ParcelMove.RECALL): by(ParcelMove.RECALL, AdjustmentKind.RECALLED),
    (ParcelState.ACCEPTED, ParcelMove.RECALL): by(ParcelMove.RECALL, AdjustmentKind.RECALLED),
    (ParcelState.PACKED, ParcelMove.RECALL): by(ParcelMove.RECALL, AdjustmentKind.RECALLED),
    (ParcelState.PACKED, ParcelMove.OPEN_AGAIN): by(ParcelMove.OPEN_AGAIN),
    (ParcelState.ACCEPTED, ParcelMove.GIVE_UP): by(ParcelMove.GIVE_UP, AdjustmentKind.COMPLAINT),
    (ParcelState.PACKED, ParcelMove.GIVE_UP): by(ParcelMove.GIVE_UP, AdjustmentKind.COMPLAINT),
    (ParcelState.SENT, ParcelMove.GIVE_UP): by(ParcelMove.GIVE_UP, AdjustmentKind.COMPLAINT),
    (ParcelState.PACKED, ParcelMove.SEND): lambda one: parcels.send(
        world.actor(world.SELLER), _mine(one), courier="JNE", tracking="1"
    ),
    (ParcelState.PACKED, ParcelMove.FETCH): lambda one: handing_over.hand_over(
        world.actor(world.SELLER), _mine(one), str(parcels_of(one)[0].handover_code)
    ),
    (ParcelState.PACKED, ParcelMove.HAND_OVER): lambda one: reach(one, "at_post"),
    (ParcelState.PACKED, ParcelMove.HAND_OVER_PART): lambda one: hub.misses(one, 1, 2),
    (ParcelState.PACKED, ParcelMove.LOSE): lambda one: hub.misses(one, READY, MADE),
    (ParcelState.TO_ANSWER, ParcelMove.DROP): hub.wants_money_back,
    (ParcelState.ACCEPTED, ParcelMove.DROP): hub.wants_money_back,
    (ParcelState.PACKED, ParcelMove.DROP): hub.wants_money_back,
    (ParcelState.AT_POST, ParcelMove.SEND): hub.leaves,
    (ParcelState.AT_POST, ParcelMove.RECALL): by(ParcelMove.RECALL, AdjustmentKind.RECALLED),
    (ParcelState.AT_POST, ParcelMove.OPEN_AGAIN): by(ParcelMove.OPEN_AGAIN),
    (ParcelState.AT_POST, ParcelMove.GIVE_UP): by(ParcelMove.GIVE_UP, AdjustmentKind.COMPLAINT),
    (ParcelState.SENT, ParcelMove.RECEIVE): lambda one: reach(one, "received"),
}


BY_POST = {ParcelMove.HAND_OVER, ParcelMove.HAND_OVER_PART, ParcelMove.LOSE, ParcelMove.DROP}
"""Steps that only a part makes that goes through a post."""


def test_every_step_of_the_table_is_tried_here() -> None:
    assert set(DEEDS) == set(PARCEL_MOVES)


@pytest.mark.parametrize(("state", "move"), list(PARCEL_MOVES))
def test_a_step_does_what_stands_beside_it(db: Any, state: ParcelState, move: ParcelMove) -> None:
    things = world.goods()
    goods = {things.ready: READY, things.made: MADE}
    if state is ParcelState.AT_POST or move in BY_POST:
        order = hub.waited_for(goods)
        _tried(db, order, state, move)
        return
    wishes = {market.seller_of(things.ready): "pickup"} if move is ParcelMove.FETCH else {}
    unpaid = state in (ParcelState.WAITING, ParcelState.CANCELLED)
    order = an_order(goods) if unpaid else a_paid_order(goods, wishes=wishes)
    _tried(db, order, state, move)


def _tried(db: Any, order: Order, state: ParcelState, move: ParcelMove) -> None:
    ready, made = world.goods().ready, world.goods().made
    if state not in (ParcelState.WAITING, ParcelState.CANCELLED):
        reach(order, state.value)
    DEEDS[state, move](order)
    db.expire_all()
    parcel, (after, effect) = parcels_of(order)[0], PARCEL_MOVES[state, move]
    shelf = {Share.NONE: 0, Share.PART: 1, Share.WHOLE: READY}[effect.stock]
    shelf = shelf if effect.fit and not effect.takes else 0
    hands = {Share.NONE: 0, Share.PART: 2, Share.WHOLE: MADE}[effect.capacity] if not effect.takes else 0
    assert parcel.state is after
    assert stock_of(world.variant_of(ready).id) == 10 - READY + shelf
    assert sum(days_of(made.line_id).values()) == MADE - hands
    owed = db.query(Adjustment).filter_by(parcel_id=parcel.id).all()
    assert len(owed) == (effect.money is not Share.NONE)
    assert parcel.returned == sum(one.amount - (one.fee if one.consolidation_id else 0) for one in owed)
    assert effect.money is not Share.WHOLE or parcel.returned == parcel.total
    assert differences() == {}


@pytest.mark.parametrize("end", ["declined", "withdrawn"])
def test_what_a_complaint_brought_back_whole_is_not_owed_again(db: Any, end: str) -> None:
    order = a_paid_order({world.goods().ready: READY})
    reach(order, "accepted")
    (parcel,) = parcels_of(order)
    with unit_of_work():
        adjusting.pay_back(parcel, parcel.total, AdjustmentKind.COMPLAINT, "Terlambat sekali.")
    if end == "declined":
        reach(order, "declined")
    else:
        DEEDS[ParcelState.ACCEPTED, ParcelMove.WITHDRAW](order)
    db.expire_all()
    assert (order.state, parcel.returned, db.query(Adjustment).count()) == ("cancelled", parcel.total, 1)
    assert stock_of(world.variant_of(world.goods().ready).id) == 10
    assert differences() == {}
