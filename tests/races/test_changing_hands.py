"""Hands that change while somebody orders: she is promised days of before or of after, never something between."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask

from app.catalog.models import ProductionLine
from app.catalog.rules.life import Supply
from app.catalog.rules.promise import MONDAY_TO_SATURDAY, Pace
from app.catalog.service import drafts, goods, schedule
from app.catalog.service.drafts import Offer, VariantOffer
from app.catalog.service.schedule import Schedule
from app.db.session import db, unit_of_work
from tests.support import world
from tests.support.books import days_of
from tests.support.crowd import all_at_once, in_each_others_way

pytestmark = pytest.mark.race

MONDAY = (world.SUNDAY + timedelta(days=1)).date()
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def made(shop: Flask) -> tuple[int, int]:
    """Variant and production line of what is made two a day."""
    product = world.goods().made
    assert product.line_id
    return world.variant_of(product).id, product.line_id


def close(line: int | None) -> None:
    schedule.close(world.actor(world.SELLER), line_id=line, first=MONDAY, last=MONDAY, reason="")


def arrange(line: int, per_day: int) -> None:
    schedule.arrange(world.actor(world.SELLER), line, Schedule("", Pace(per_day), MONDAY_TO_SATURDAY, 0))


def ready(taken: Any) -> str:
    return str(taken[0].ready_on)


def test_who_orders_while_a_closure_is_planned_gets_a_day_after_it(
    shop: Flask, made: tuple[int, int]
) -> None:
    variant, line = made
    for hands in (line, None):
        _, taken = in_each_others_way(shop, partial(close, hands), partial(goods.take, {variant: 1}))
        assert ready(taken) == str(TUESDAY)


def unguarded(variant: int) -> Any:
    """The same steps, but judged before the hands are held."""
    with unit_of_work():
        taken = goods.all_to_be_had(goods.judge({variant: 1}, goods.look([variant])))
        goods._lock_lines({one.line_id or 0 for one in taken})
        goods.write(taken)
    return taken


def test_judged_before_the_lock_she_is_promised_a_day_off(shop: Flask, made: tuple[int, int]) -> None:
    variant, line = made
    _, taken = in_each_others_way(shop, partial(close, line), partial(unguarded, variant))
    assert ready(taken) == str(MONDAY)


def test_a_closure_that_comes_second_leaves_the_promise_as_it_is(shop: Flask, made: tuple[int, int]) -> None:
    variant, line = made
    taken, _ = in_each_others_way(shop, partial(goods.take, {variant: 1}), partial(close, line))
    assert ready(taken) == str(MONDAY)
    with shop.app_context():
        assert days_of(line) == {MONDAY.isoformat(): 1}
        assert ready(goods.take({variant: 1})) == str(TUESDAY)


def test_who_orders_while_the_pace_falls_gets_the_new_one(shop: Flask, made: tuple[int, int]) -> None:
    variant, line = made
    _, taken = in_each_others_way(shop, partial(arrange, line, 1), partial(goods.take, {variant: 2}))
    assert taken[0].plan == {MONDAY: 1, TUESDAY: 1}


def test_a_crowd_that_orders_arranges_shares_and_closes_ends_with_days_that_hold(
    shop: Flask, made: tuple[int, int]
) -> None:
    """Nobody waits for ever, and no day is promised beyond the largest pace that it ever had."""
    variant, line = made
    there = world.goods().ready
    piece = world.variant_of(there)
    offered = VariantOffer(piece.id, "", piece.price, piece.weight_g, 0)
    share = Offer(Supply.MADE, None, [offered], line)
    deeds: list[Any] = [partial(goods.take, {variant: 1})] * 16
    deeds += [partial(arrange, line, 1), partial(arrange, line, 2)] * 3
    deeds += [partial(close, line), partial(close, None)] * 2
    deeds += [partial(drafts.offer, world.actor(world.SELLER), there.slug, share)] * 4
    answers = all_at_once(shop, deeds)
    assert not [one for one in answers if isinstance(one, Exception)]
    db.session.rollback()
    days = days_of(line)
    assert sum(days.values()) == 16
    assert max(days.values()) <= 2
    assert db.session.get_one(ProductionLine, line).per_day in (1, 2)
