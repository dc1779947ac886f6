"""Orders that want the same things in another order, or give them back meanwhile, never block each other for good."""

from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base import clock
from app.catalog.service import goods, shelf
from app.catalog.service.drafts import VariantOffer
from app.db.session import db
from app.orders.service import cart as carts
from app.orders.service import parcels, placing
from tests.support import world
from tests.support.books import stock_of
from tests.support.crowd import all_at_once, in_each_others_way
from tests.support.orders import UNPAID, a_cart, a_checkout

pytestmark = pytest.mark.race


def buys(*variants: int) -> Any:
    """Puts them in in this order, opens the review page; the button is pressed later."""
    cart = a_cart({})
    for step, variant in enumerate(variants):
        with clock.at(world.SUNDAY.replace(minute=step)):
            carts.add(cart, variant, 1)
    cart_id, checkout = cart.id, a_checkout(cart)
    return lambda: placing.place(cart_id, checkout, None, unpaid_for=UNPAID).number


def two_kinds(stock: int = 200) -> Any:
    """One product in two sizes that lies ready."""
    sizes = (VariantOffer(None, "Kecil", 30_000, 400, stock), VariantOffer(None, "Besar", 50_000, 700, stock))
    return world.an_approved_product(world.actor(world.SELLER), name="Keset Dua", variants=sizes)


def test_two_carts_with_the_same_two_things_the_other_way_round_are_both_placed(shop: Flask) -> None:
    one = world.variant_of(world.goods().ready).id
    other = world.variant_of(
        world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Lain", stock=40)
    ).id
    goods.give_back({one: 30}, {})
    deeds = [buys(*pair) for _ in range(16) for pair in ((one, other), (other, one))]
    answers = all_at_once(shop, deeds)
    assert len({number for number in answers if isinstance(number, str)}) == 32
    assert (stock_of(one), stock_of(other)) == (8, 8)


def test_placing_and_giving_back_the_same_goods_and_hands_never_wait_for_each_other_in_a_ring(
    shop: Flask,
) -> None:
    """Buyers of the small size and of hands' work, while orders of the big size and the same hands run out."""
    product, made = two_kinds(), world.goods().made
    small, big = (one.id for one in world.own.variants(product.id))
    hands = world.variant_of(made).id
    orders = [_order({big: 1, hands: 1}) for _ in range(12)]
    deeds = [
        deed
        for order in orders
        for deed in (partial(parcels.cancel_unpaid, order.number, world.actor(world.BUYER), None),
                     partial(goods.take, {small: 1, hands: 1}))
    ]  # fmt: skip
    all_at_once(shop, deeds)
    db.session.rollback()
    assert (stock_of(small), stock_of(big)) == (188, 200)
    taken = db.session.scalar(sa.text("SELECT sum(taken) FROM line_days"))
    assert taken == 12


def _order(wanted: dict[int, int]) -> Any:
    buyer = world.actor(world.BUYER)
    cart = a_cart(wanted, buyer)
    return placing.place(cart.id, a_checkout(cart), buyer, unpaid_for=UNPAID)


@pytest.mark.parametrize("beside", ["another size is bought", "the gerai changes"])
def test_the_shelf_counts_right_whatever_happens_beside_a_purchase(shop: Flask, beside: str) -> None:
    """The shop's list shows one number for all sizes of a product."""
    product = two_kinds(20)
    product_id, small, big = product.id, *(one.id for one in world.own.variants(product.id))
    also = (
        partial(goods.take, {big: 1})
        if beside == "another size is bought"
        else partial(shelf.refresh, [product_id])
    )
    in_each_others_way(shop, partial(goods.take, {small: 1}), also)
    db.session.rollback()
    shown = sa.text("SELECT stock FROM storefront_listings WHERE product_id = :id")
    assert stock_of(small) == 19
    assert db.session.scalar(shown, {"id": product_id}) == stock_of(small) + stock_of(big)
