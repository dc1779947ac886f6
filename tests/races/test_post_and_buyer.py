"""A keeper and a buyer at the same moment: the late part arrives while its buyer chooses her money."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base import clock
from app.base.errors import RuleBroken
from app.db.session import db, unit_of_work
from app.orders.rules.hub import HubState, LateAnswer
from app.orders.rules.life import ParcelState
from app.orders.service import hub as service
from app.orders.service import late
from tests.support import hub, ties, world
from tests.support.crowd import all_at_once, in_each_others_way

pytestmark = pytest.mark.race

LATE = hub.after_three()


@pytest.fixture
def asked(shop: Flask) -> tuple[int, Any, Any]:
    """The late part's whole, what the keeper does (checks it in, packs, sends) and what the buyer does (her money)."""
    _, whole = hub.through_a_post()
    hub.accept_all(whole)
    mine, other = hub.parts_of(whole)
    hub.check_in(whole, other)
    with clock.at(LATE):
        late.watch()
    found, number = hub.all_there(mine), hub.order_of(whole).number
    whole_id, mine_id = whole.id, mine.id
    keeper, buyer = hub.keeper(), world.actor(world.BUYER)
    db.session.rollback()

    def sends() -> str:
        with unit_of_work():
            service.check_in(keeper, whole_id, mine_id, found)
            service.pack(keeper, whole_id, 2_300)
            service.send(keeper, whole_id, courier="JNE", tracking="JNE42")
        return "sent"

    def wants_money() -> str:
        late.answer(number, buyer, None, LateAnswer.REFUND, "")
        return "refunded"

    return whole_id, sends, wants_money


def standing() -> tuple[Any, list[Any], int]:
    db.session.rollback()
    state = db.session.scalar(sa.text("SELECT state FROM consolidations"))
    parts = [one for (one,) in db.session.execute(sa.text("SELECT state FROM parcels ORDER BY id"))]
    refunds = db.session.scalar(sa.text("SELECT count(*) FROM refunds"))
    assert ties.differences() == {}
    return state, parts, int(refunds or 0)


def test_a_keeper_who_is_first_sends_it_and_the_buyer_is_told_that_it_came(shop: Flask, asked: Any) -> None:
    _, sends, wants_money = asked
    first, then = in_each_others_way(shop, sends, _told(wants_money), moment=LATE)
    assert first == "sent"
    assert "baru saja sampai di posko" in then
    assert standing() == (HubState.SENT, [ParcelState.SENT, ParcelState.SENT], 0)


def test_a_buyer_who_is_first_gets_her_money_and_the_keeper_is_told(shop: Flask, asked: Any) -> None:
    _, sends, wants_money = asked
    first, then = in_each_others_way(shop, wants_money, _told(sends), moment=LATE)
    assert first == "refunded"
    assert "Keadaannya sudah berubah" in then
    assert standing() == (HubState.COMPLETE, [ParcelState.DECLINED, ParcelState.AT_POST], 1)


def _told(deed: Any) -> Any:
    def one() -> str:
        try:
            return str(deed())
        except RuleBroken as refusal:
            return refusal.message

    return one


def test_ten_times_each_at_once_exactly_one_of_them_happens(shop: Flask, asked: Any) -> None:
    _, sends, wants_money = asked
    answers = all_at_once(shop, [sends, wants_money] * 10, moment=LATE)
    done = [one for one in answers if isinstance(one, str)]
    assert len(done) == 1
    state, parts, refunds = standing()
    if done == ["sent"]:
        assert (state, parts, refunds) == (HubState.SENT, [ParcelState.SENT] * 2, 0)
    else:
        assert (state, parts, refunds) == (HubState.COMPLETE, [ParcelState.DECLINED, ParcelState.AT_POST], 1)


def test_the_clock_in_two_workers_asks_once(shop: Flask) -> None:
    _, whole = hub.through_a_post()
    hub.accept_all(whole)
    db.session.rollback()
    answers = all_at_once(shop, [late.watch] * 6, moment=LATE)
    assert sum(answers) == 1
    db.session.rollback()
    assert db.session.scalar(sa.text("SELECT count(*) FROM order_changes WHERE what = 'late_asked'")) == 2
