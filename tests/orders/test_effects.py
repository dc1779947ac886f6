"""What stands in the table of a parcel's steps is what happens, and what is printed in the documentation."""

from collections.abc import Callable
from typing import Any

import pytest

from app.cli.cluster import ROOT
from app.orders.models import Adjustment, Order
from app.orders.rules.life import PARCEL_MOVES, ParcelMove, ParcelState, Share
from app.orders.service import answering, cancelling, delaying, handing_over, parcels
from tests.support import market, world
from tests.support.answers import can, lapses, later, reach
from tests.support.books import days_of, stock_of
from tests.support.orders import a_paid_order, an_order, parcels_of, pay
from tests.support.ties import differences

READY, MADE = 3, 3


def test_the_documentation_prints_the_table() -> None:
    """Print the rows with `-vv` where they differ."""
    dash = {Share.NONE: "–", Share.PART: "part", Share.WHOLE: "whole"}
    rows = [
        f"| {state} | {move} | {after} | {dash[effect.stock]} | {dash[effect.capacity]} | {dash[effect.money]} |"
        for (state, move), (after, effect) in PARCEL_MOVES.items()
    ]
    printed = (ROOT / "docs" / "orders.md").read_text().splitlines()
    assert [line for line in printed if line.startswith("| ") and not line.startswith("| state")] == rows


def _mine(order: Order) -> int:
    return parcels_of(order)[0].id


DEEDS: dict[tuple[ParcelState, ParcelMove], Callable[[Order], Any]] = {
    (ParcelState.WAITING, ParcelMove.PAY): pay,
    (ParcelState.WAITING, ParcelMove.CANCEL): lambda one: cancelling.cancel_all(
        one.number, world.actor(world.BUYER), None
    ),
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
    (ParcelState.PACKED, ParcelMove.SEND): lambda one: parcels.send(
        world.actor(world.SELLER), _mine(one), courier="JNE", tracking="1"
    ),
    (ParcelState.PACKED, ParcelMove.FETCH): lambda one: handing_over.hand_over(
        world.actor(world.SELLER), _mine(one), str(parcels_of(one)[0].handover_code)
    ),
    (ParcelState.SENT, ParcelMove.RECEIVE): lambda one: reach(one, "received"),
}


def test_every_step_of_the_table_is_tried_here() -> None:
    assert set(DEEDS) == set(PARCEL_MOVES)


@pytest.mark.parametrize(("state", "move"), list(PARCEL_MOVES))
def test_a_step_does_what_stands_beside_it(db: Any, state: ParcelState, move: ParcelMove) -> None:
    things = world.goods()
    goods = {things.ready: READY, things.made: MADE}
    wishes = {market.seller_of(things.ready): "pickup"} if move is ParcelMove.FETCH else {}
    order = an_order(goods) if state is ParcelState.WAITING else a_paid_order(goods, wishes=wishes)
    if state is not ParcelState.WAITING:
        reach(order, state.value)
    DEEDS[state, move](order)
    db.expire_all()
    (parcel,), (after, effect) = parcels_of(order), PARCEL_MOVES[state, move]
    shelf = {Share.NONE: 0, Share.PART: 1, Share.WHOLE: READY}[effect.stock]
    hands = {Share.NONE: 0, Share.PART: 2, Share.WHOLE: MADE}[effect.capacity]
    assert parcel.state is after
    assert stock_of(world.variant_of(things.ready).id) == 10 - READY + shelf
    assert sum(days_of(things.made.line_id).values()) == MADE - hands
    owed = db.query(Adjustment).all()
    assert len(owed) == (effect.money is not Share.NONE)
    assert parcel.returned == sum(one.amount for one in owed)
    assert effect.money is not Share.WHOLE or parcel.returned == parcel.total
    assert differences() == {}
