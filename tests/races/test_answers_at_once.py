"""Answers that meet: of maker, buyer and deadline one is first, the others are told, and goods and money tie out."""

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base.errors import RuleBroken
from app.catalog.service import goods as shelf
from app.db.session import db, unit_of_work
from app.orders.models import Order, Parcel
from app.orders.service import answering, cancelling, delaying, parcels
from tests.support import market, world
from tests.support.answers import later, reach
from tests.support.books import days_of, stock_of
from tests.support.crowd import Meeting, all_at_once, in_each_others_way
from tests.support.orders import a_paid_order, parcels_of
from tests.support.ties import differences

pytestmark = pytest.mark.race

LATE = world.SUNDAY + timedelta(hours=50)


def states(orders: list[int]) -> Counter[str]:
    db.session.rollback()
    rows = db.session.execute(sa.select(Parcel.state).where(Parcel.order_id.in_(orders)))
    return Counter(state.value for (state,) in rows)


def test_answers_and_the_deadline_in_the_same_second(shop: Flask) -> None:
    """Ten orders: the maker says yes, the buyer takes back, two workers let go, all at once."""
    goods = world.goods()
    orders = [a_paid_order({goods.ready: 1, goods.made: 1}) for _ in range(10)]
    mine = [(one.id, one.number, parcels_of(one)[0].id) for one in orders]
    maker, buyer = world.actor(world.SELLER), world.actor(world.BUYER)
    deeds = [
        deed
        for _, number, parcel in mine
        for deed in (
            partial(parcels.accept, maker, parcel),
            partial(cancelling.cancel_part, number, parcel, buyer, None),
            partial(answering.lapse, parcel),
            partial(answering.lapse, parcel),
        )
    ]
    all_at_once(shop, deeds, moment=LATE)
    found = states([one for one, _, _ in mine])
    assert sum(found.values()) == 10 and set(found) <= {"accepted", "cancelled", "declined"}
    kept = found["accepted"]
    assert stock_of(world.variant_of(goods.ready).id) == 10 - kept
    assert sum(days_of(goods.made.line_id).values()) == kept
    owed = db.session.scalar(sa.text("SELECT count(*) FROM adjustments"))
    assert owed == 10 - kept
    assert differences() == {}


@pytest.mark.parametrize("first", ["maker", "deadline"])
def test_who_comes_second_is_told_and_changes_nothing(shop: Flask, first: str) -> None:
    parcel = parcels_of(a_paid_order())[0].id
    yes = partial(parcels.accept, world.actor(world.SELLER), parcel)

    def told_yes() -> Any:
        try:
            return yes()
        except RuleBroken as refusal:
            return refusal.message

    over = partial(answering.lapse, parcel)
    pair = (told_yes, over) if first == "maker" else (over, told_yes)
    one, other = in_each_others_way(shop, *pair, moment=LATE)
    db.session.rollback()
    if first == "maker":
        assert (one, other) == (None, False)
    else:
        assert (one, "Keadaannya sudah berubah." in str(other)) == (True, True)
    assert differences() == {}


def test_two_answers_of_the_buyer_and_a_worker_close_a_later_day_once(shop: Flask) -> None:
    order = a_paid_order({world.goods().made: 4})
    reach(order, "accepted")
    request = later(order)
    number, parcel, buyer = order.number, parcels_of(order)[0].id, world.actor(world.BUYER)
    deeds = [
        *[partial(delaying.agree, number, parcel, buyer, None)] * 3,
        *[partial(delaying.withdraw, number, parcel, buyer, None)] * 3,
        *[partial(delaying.close_unanswered, request.answer_by)] * 2,
        *[partial(parcels.pack, world.actor(world.SELLER), parcel)] * 2,
    ]
    all_at_once(shop, deeds, moment=request.answer_by)
    db.session.rollback()
    told = db.session.scalar(
        sa.text("SELECT count(*) FROM order_changes WHERE what IN "
                "('delay_agreed', 'delay_withdrawn', 'delay_unanswered', 'packed')")
    )  # fmt: skip
    assert told in (1, 2)  # an answer, and packing after it; or packing alone
    assert db.session.scalar(sa.text("SELECT answer IS NOT NULL FROM delay_requests"))
    assert differences() == {}


def test_taking_back_whole_orders_and_new_ones_never_wait_in_a_ring(shop: Flask) -> None:
    things = market.five_things()
    orders = [a_paid_order(dict.fromkeys(things[::step], 1)) for step in (1, -1) * 4]
    buyer = world.actor(world.BUYER)
    wanted = {world.variant_of(one).id: 1 for one in things}
    deeds: list[Any] = [partial(cancelling.cancel_all, one.number, buyer, None) for one in orders]
    deeds += [partial(shelf.take, wanted) for _ in range(4)]
    all_at_once(shop, deeds)
    db.session.rollback()
    assert {one for (one,) in db.session.execute(sa.select(Order.state))} == {"cancelled"}


def unguarded(parcel_id: int, meeting: Meeting) -> bool:
    """Look whether it is unanswered, then let it go: without the lock both workers see the same."""
    with unit_of_work() as current:
        state = current.scalar(sa.select(Parcel.state).where(Parcel.id == parcel_id))
        meeting.wait()
        return state == "to_answer"


def test_without_the_lock_two_workers_would_both_let_it_go(shop: Flask) -> None:
    parcel = parcels_of(a_paid_order())[0].id
    answers = all_at_once(shop, [partial(unguarded, parcel, Meeting(2))] * 2, moment=LATE)
    assert answers == [True, True]
