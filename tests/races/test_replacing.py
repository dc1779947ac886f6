"""An unpaid order is paid in the moment in which its cart replaces it: one of both wins, and no rupiah is lost."""

from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.catalog.service import goods
from app.db.session import db
from app.orders.models import Cart
from app.orders.service import cart as carts
from app.orders.service import placing
from app.orders.service.placing import Changed
from app.payments.service import opening, settling
from tests.support import world
from tests.support.books import stock_of
from tests.support.crowd import all_at_once, in_each_others_way
from tests.support.orders import UNPAID, a_cart, a_checkout
from tests.support.ties import differences

pytestmark = pytest.mark.race


def rows(sql: str) -> list[tuple[Any, ...]]:
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(sa.text(sql))]


def waiting(wanted: dict[int, int], again: dict[int, int]) -> tuple[Any, Any]:
    """A cart with an unpaid order, opened at the gateway, and the same goods gathered once more: paying the old
    order, replacing it."""
    cart = a_cart(wanted)
    order = placing.place(cart.id, a_checkout(cart), None, unpaid_for=UNPAID)
    order_id, total, cart_id = order.id, order.total, cart.id
    opening.start(order_id, success_url="/", cancel_url="/")
    payment = rows(f"SELECT id FROM payments WHERE order_id = {order_id}")[0][0]  # noqa: S608
    cart = db.session.get_one(Cart, cart_id)
    for variant, pieces in again.items():
        carts.add(cart, variant, pieces)
    checkout = a_checkout(db.session.get_one(Cart, cart_id))
    return (
        partial(settling.settle, payment, amount=total, currency="idr"),
        lambda: placing.place(cart_id, checkout, None, unpaid_for=UNPAID).number,
    )


@pytest.mark.parametrize("first", ["paying", "replacing"])
def test_who_comes_second_finds_what_the_first_has_done(shop: Flask, first: str) -> None:
    mat = world.variant_of(world.goods().ready).id
    pays, replaces = waiting({mat: 4}, {mat: 6})
    deeds = (pays, replaces) if first == "paying" else (replaces, pays)
    answers = in_each_others_way(shop, deeds[0], partial(refused_or, deeds[1]))
    states = rows("SELECT state FROM orders ORDER BY id")
    if first == "paying":
        assert isinstance(answers[1], Changed)
        assert states == [("paid",)]
        assert stock_of(mat) == 6
        assert rows("SELECT count(*) FROM refunds") == [(0,)]
    else:
        assert states == [("cancelled",), ("placed",)]
        assert stock_of(mat) == 4
        assert rows("SELECT amount = (SELECT captured FROM payments) FROM refunds") == [(True,)]
    assert differences() == {}


def refused_or(deed: Any) -> Any:
    try:
        return deed()
    except Changed as refusal:
        return refusal


def test_many_carts_replace_and_pay_the_same_goods_at_once_without_a_ring(shop: Flask) -> None:
    """Old orders and new ones want mats, another gerai's goods and the same hands in every order of locks."""
    things = world.goods()
    mat, hands = world.variant_of(things.ready).id, world.variant_of(things.made).id
    other = world.variant_of(
        world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Lain", stock=200)
    ).id
    goods.give_back({mat: 200}, {})
    pairs = [({other: 1, hands: 1}, {mat: 1, other: 1}), ({mat: 1, hands: 1}, {hands: 1, other: 1})]
    carts_of = [waiting(*pairs[number % 2]) for number in range(12)]
    answers = all_at_once(shop, [deed for pays, replaces in carts_of for deed in (pays, replaces)])
    told = [one for one in answers if isinstance(one, Exception)]
    assert all(isinstance(one, Changed) for one in told)
    assert rows("SELECT count(*) FROM payments WHERE captured > 0") == [(12,)]
    standing = rows("SELECT count(*) FROM orders WHERE state IN ('paid', 'placed')")
    assert standing[0][0] >= 12
    assert differences() == {}
