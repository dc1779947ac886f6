"""Sixty-four buyers want the last ten pieces of one variant."""

from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app.catalog.models import Variant
from app.catalog.service import goods
from app.db.session import db, unit_of_work
from app.orders.service import placing
from tests.support import world
from tests.support.books import READ, stock_of
from tests.support.crowd import Meeting, all_at_once
from tests.support.orders import UNPAID, a_cart, a_checkout

pytestmark = pytest.mark.race

BUYERS, PIECES = 64, 10
SOLD_OUT = "Keset Perca baru saja habis. Hapus dulu dari keranjang."


def rows(sql: str) -> Any:
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(sa.text(sql))]


def buyer(variant: int) -> Any:
    """Presses the button of a review page that she has open; answers her order's number."""
    cart = a_cart({variant: 1})
    cart_id, checkout = cart.id, a_checkout(cart)
    return lambda: placing.place(cart_id, checkout, None, unpaid_for=UNPAID).number


def test_ten_are_sold_fifty_four_are_told_and_none_is_left(shop: Flask) -> None:
    variant = world.variant_of(world.goods().ready).id
    answers = all_at_once(shop, [buyer(variant) for _ in range(BUYERS)])
    db.session.rollback()
    assert len({one for one in answers if isinstance(one, str)}) == PIECES
    assert [one.message for one in answers if isinstance(one, goods.NotToBeHad)] == [SOLD_OUT] * 54
    assert stock_of(variant) == 0
    assert rows("SELECT count(*), sum(pieces) FROM order_lines") == [(PIECES, PIECES)]
    assert rows("SELECT count(*) FROM orders WHERE state = 'placed'") == [(PIECES,)]
    assert rows("SELECT count(*) FROM journal WHERE what = 'order placed'") == [(PIECES,)]
    assert rows("SELECT count(*) FROM cart_lines") == [(BUYERS - PIECES,)]
    shelf = {product: stock for product, stock in rows(READ["shelf"])}
    assert shelf[world.goods().ready.id] == 0


def unguarded(variant: int, meeting: Meeting, *, counts_itself: bool) -> list[goods.Taken]:
    """The same steps without the lock: look, judge, take what was seen."""
    with unit_of_work() as current:
        row = goods.look([variant])
        taken = goods.all_to_be_had(goods.judge({variant: 1}, row))
        meeting.wait()
        if counts_itself:
            left = row[variant].stock - 1
            current.execute(sa.update(Variant).where(Variant.id == variant).values(stock=left))
        else:
            goods.write(taken)
    return taken


def test_without_the_lock_all_sixty_four_are_sold_the_last_ten(shop: Flask) -> None:
    variant, meeting = world.variant_of(world.goods().ready).id, Meeting(BUYERS)
    deed = partial(unguarded, variant, meeting, counts_itself=True)
    answers = all_at_once(shop, [deed] * BUYERS)
    db.session.rollback()
    assert sum(one[0].pieces for one in answers) == BUYERS
    assert stock_of(variant) == PIECES - 1


def test_without_the_lock_the_database_still_refuses_to_go_below_nothing(shop: Flask) -> None:
    """Two guards stand behind each other; only the first has a sentence for the buyer."""
    variant, meeting = world.variant_of(world.goods().ready).id, Meeting(BUYERS)

    def deed() -> Any:
        try:
            return unguarded(variant, meeting, counts_itself=False)
        except IntegrityError as error:
            return error

    answers = all_at_once(shop, [deed] * BUYERS)
    db.session.rollback()
    refused = [one for one in answers if isinstance(one, IntegrityError)]
    assert len(refused) == BUYERS - PIECES
    assert all("stock_not_negative" in str(one) for one in refused)
    assert stock_of(variant) == 0


def test_the_same_page_sent_eight_times_at_once_places_one_order(shop: Flask) -> None:
    variant = world.variant_of(world.goods().ready).id
    answers = all_at_once(shop, [buyer(variant)] * 8)
    db.session.rollback()
    assert len(set(answers)) == 1
    assert stock_of(variant) == PIECES - 1
    assert rows("SELECT count(*) FROM orders") == [(1,)]
