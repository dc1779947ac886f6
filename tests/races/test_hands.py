"""Hands that make two a day: whoever asks at the same moment gets days of her own."""

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.catalog.service import goods
from app.db.session import db, unit_of_work
from app.orders.service import placing
from app.orders.service.placing import Changed
from tests.support import world
from tests.support.books import days_of
from tests.support.crowd import Meeting, all_at_once
from tests.support.orders import UNPAID, a_cart, a_checkout

pytestmark = pytest.mark.race

BUYERS = 64
PACE, MONDAY = 2, (world.SUNDAY + timedelta(days=1)).date()


@pytest.fixture
def made(shop: Flask) -> tuple[int, int]:
    """Variant and production line of what is made two a day."""
    product = world.goods().made
    assert product.line_id
    return world.variant_of(product).id, product.line_id


def taken_days(line: int) -> dict[str, int]:
    db.session.rollback()
    return days_of(line)


def test_sixty_four_at_once_get_thirty_two_days_and_never_more_than_the_pace(
    shop: Flask, made: tuple[int, int]
) -> None:
    variant, line = made
    answers = all_at_once(shop, [partial(goods.take, {variant: 1})] * BUYERS)
    promised = Counter(one[0].ready_on.isoformat() for one in answers)
    assert set(promised.values()) == {PACE}
    assert len(promised) == BUYERS // PACE
    assert taken_days(line) == dict(sorted(promised.items()))


def unguarded(variant: int, meeting: Meeting) -> Any:
    """The same steps without the lock on the hands."""
    with unit_of_work():
        taken = goods.all_to_be_had(goods.judge({variant: 1}, goods.look([variant])))
        meeting.wait()
        goods.write(taken)
    return taken


def test_without_the_lock_sixty_four_are_promised_the_same_day(shop: Flask, made: tuple[int, int]) -> None:
    variant, line = made
    all_at_once(shop, [partial(unguarded, variant, Meeting(BUYERS))] * BUYERS)
    assert taken_days(line) == {MONDAY.isoformat(): BUYERS}


def test_of_sixty_four_who_were_shown_monday_two_get_it_and_the_others_are_told_the_line_and_its_day(
    shop: Flask, made: tuple[int, int]
) -> None:
    variant, line = made
    carts = [a_cart({variant: 1}) for _ in range(BUYERS)]
    shown = [(cart.id, a_checkout(cart)) for cart in carts]
    answers = all_at_once(shop, [partial(placed, cart_id, checkout) for cart_id, checkout in shown])
    db.session.rollback()
    assert [one for one in answers if isinstance(one, str)] == [MONDAY.isoformat()] * PACE
    told = [one.differences for one in answers if isinstance(one, Changed)]
    assert len(told) == BUYERS - PACE
    assert {one[0] for one in told} == {
        "Keset Kepang siap Selasa, 24 November, mundur dari Senin, 23 November."
    }
    assert taken_days(line) == {MONDAY.isoformat(): PACE}


def test_of_eight_who_were_shown_the_last_slot_one_gets_it_and_seven_are_told(
    shop: Flask, made: tuple[int, int]
) -> None:
    """One slot of Monday is left. The others look again, and each ends with a date that is kept for her."""
    variant, line = made
    goods.take({variant: PACE - 1})
    carts = [a_cart({variant: 1}) for _ in range(8)]
    shown = [(cart.id, a_checkout(cart)) for cart in carts]
    deeds = [partial(placed, cart_id, checkout) for cart_id, checkout in shown]
    answers = all_at_once(shop, deeds)
    db.session.rollback()
    assert Counter(type(one) for one in answers) == {str: 1, Changed: 7}
    assert {one.message.partition(":")[0] for one in answers if isinstance(one, Changed)} == {
        "Ada yang baru saja berubah"
    }
    assert taken_days(line) == {MONDAY.isoformat(): PACE}

    left = [cart for cart, answer in zip(carts, answers, strict=True) if isinstance(answer, Changed)]
    dates = [placed(cart.id, a_checkout(cart)) for cart in left]
    assert [dates.count(one) for one in sorted(set(dates))] == [2, 2, 2, 1]
    assert set(taken_days(line).values()) == {PACE, 1}
    ready = db.session.execute(sa.text("SELECT ready_on, count(*) FROM parcels GROUP BY 1 ORDER BY 1"))
    assert [count for _, count in ready] == [1, 2, 2, 2, 1]


def placed(cart_id: int, checkout: placing.Checkout) -> str:
    """The date that the order promises."""
    order = placing.place(cart_id, checkout, None, unpaid_for=UNPAID)
    return str(
        db.session.scalar(sa.text("SELECT ready_on FROM parcels WHERE order_id = :id"), {"id": order.id})
    )
