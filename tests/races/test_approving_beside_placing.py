"""A curator approves another price while buyers place orders and the seller saves: nobody blocks, no price is half."""

from datetime import date
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.catalog.rules.life import Supply
from app.catalog.service import drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.curation.service import judging, submitting
from app.db.session import db
from app.orders.service import placing
from tests.support import scores, world
from tests.support.crowd import all_at_once
from tests.support.official import made_official
from tests.support.orders import UNPAID, a_cart, a_checkout

pytestmark = pytest.mark.race


def buys(variant_id: int) -> Any:
    cart = a_cart({variant_id: 1})
    cart_id, checkout = cart.id, a_checkout(cart)
    return lambda: placing.place(cart_id, checkout, None, unpaid_for=UNPAID).number


def test_a_gift_with_another_price_is_approved_while_others_buy_and_she_saves(shop: Flask) -> None:
    """The approval takes choices, then the shelf, as placing does; the gift approval ends with it."""
    maker, curator = world.actor(world.SELLER), world.actor(world.CURATOR)
    product = world.an_approved_product(maker, name="Keset Resmi", price=45_000, stock=100)
    made_official(product, date(2027, 6, 30), by=curator)
    one = world.variant_of(product)
    variant_id, slug = one.id, product.slug
    far = Offer(Supply.READY, None, (VariantOffer(variant_id, "", 90_000, 600, 100, 100),))
    drafts.offer(maker, slug, far)
    opened = submitting.submit(maker, slug).id
    scores.score(curator, opened)
    deeds = [buys(variant_id) for _ in range(12)]
    deeds += [partial(judging.approve, curator, opened, "")] + [partial(drafts.offer, maker, slug, far)] * 4
    answers = all_at_once(shop, deeds)
    placed = len([one for one in answers[:12] if isinstance(one, str)])
    assert answers[12] is None
    db.session.rollback()
    rows = db.session.execute(
        sa.text("SELECT price, stock FROM variants WHERE id = :id"), {"id": variant_id}
    ).one()
    assert tuple(rows) == (90_000, 100 - placed)
    prices = db.session.scalars(
        sa.text("SELECT DISTINCT price FROM order_lines WHERE variant_id = :id"), {"id": variant_id}
    )
    assert set(prices) <= {45_000}  # who saw the old price either got it or was told
    shelf = db.session.execute(
        sa.text("SELECT price_from, stock, gift_until FROM storefront_listings WHERE product_id = :id"),
        {"id": product.id},
    ).one()
    assert tuple(shelf) == (90_000, 100 - placed, None)
