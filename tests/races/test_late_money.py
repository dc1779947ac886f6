"""Late money and new buyers want the same last piece: one of them gets it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.catalog.models import Variant
from app.catalog.service import goods
from app.db.session import db, unit_of_work
from app.orders.models import Order
from app.orders.service import placing
from tests.support import world
from tests.support.books import journal, stock_of
from tests.support.crowd import Meeting, all_at_once, in_each_others_way
from tests.support.orders import UNPAID, a_cart, a_checkout, a_paid_order, an_order, let_lapse, pay_late
from tests.support.ties import differences

pytestmark = pytest.mark.race


@pytest.fixture
def late(shop: Flask) -> tuple[int, str]:
    """An order of one piece whose time ran out, and where its money comes; one piece is left by now."""
    order = an_order({world.goods().ready: 1})
    reference = let_lapse(order)
    a_paid_order({world.goods().ready: 9})
    return order.id, reference


def variant() -> int:
    return world.variant_of(world.goods().ready).id


def buyer() -> Callable[[], str]:
    """Presses the button of a page that shows the last piece; answers her order's number."""
    cart = a_cart({variant(): 1})
    cart_id, checkout = cart.id, a_checkout(cart)
    return lambda: placing.place(cart_id, checkout, None, unpaid_for=UNPAID).number


def standing(order_id: int) -> tuple[str, int, int]:
    """Of the late order: its state, what was asked back, and how many new orders there are."""
    db.session.rollback()
    state = db.session.scalar(sa.select(Order.state).where(Order.id == order_id))
    back = journal("order", order_id).count("refund asked")
    new = db.session.scalar(sa.text("SELECT count(*) FROM orders WHERE state = 'placed'"))
    return str(state), back, int(new)


def test_of_late_money_and_six_buyers_one_gets_the_last_piece(shop: Flask, late: tuple[int, str]) -> None:
    order_id, reference = late
    money = partial(pay_late, reference)
    answers = all_at_once(shop, [money, *[buyer() for _ in range(6)]])
    assert standing(order_id) in {("paid", 0, 0), ("expired", 1, 1)}
    assert sum(isinstance(one, str) for one in answers) == standing(order_id)[2]
    assert stock_of(variant()) == 0
    assert differences() == {}


def test_late_money_that_waits_for_the_buyer_of_the_last_piece_goes_back(
    shop: Flask, late: tuple[int, str]
) -> None:
    order_id, reference = late
    in_each_others_way(shop, buyer(), partial(pay_late, reference))
    assert standing(order_id) == ("expired", 1, 1)
    assert stock_of(variant()) == 0
    assert differences() == {}


def test_a_buyer_who_waits_for_late_money_is_told_that_it_is_gone(shop: Flask, late: tuple[int, str]) -> None:
    order_id, reference = late
    place = buyer()

    def tries() -> Any:
        try:
            return place()
        except goods.NotToBeHad as refusal:
            return refusal.message

    _, answer = in_each_others_way(shop, partial(pay_late, reference), tries)
    assert answer == "Keset Perca baru saja habis. Hapus dulu dari keranjang."
    assert standing(order_id) == ("paid", 0, 0)
    assert stock_of(variant()) == 0
    assert differences() == {}


def test_without_the_lock_the_last_piece_is_sold_to_both(shop: Flask, late: tuple[int, str]) -> None:
    """The same steps without holding what is wanted: look, judge, take what was seen."""
    wanted, meeting = variant(), Meeting(2)

    def unguarded() -> int:
        with unit_of_work() as current:
            row = goods.look([wanted])
            (taken,) = goods.all_to_be_had(goods.judge({wanted: 1}, row, limited=False))
            meeting.wait()
            left = row[wanted].stock - taken.pieces
            current.execute(sa.update(Variant).where(Variant.id == wanted).values(stock=left))
        return taken.pieces

    assert all_at_once(shop, [unguarded, unguarded]) == [1, 1]
    db.session.rollback()
    assert stock_of(wanted) == 0  # one piece was there, and two are sold


def test_the_same_late_notice_eight_times_at_once_takes_the_goods_once(
    shop: Flask, late: tuple[int, str]
) -> None:
    order_id, reference = late
    all_at_once(shop, [partial(pay_late, reference, f"evt-{one // 2}") for one in range(8)])
    assert standing(order_id) == ("paid", 0, 0)
    assert journal("order", order_id).count("order revived") == 1
    assert stock_of(variant()) == 0
    assert differences() == {}
