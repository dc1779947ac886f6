"""Two people change what the shop shows, or one changes it while others buy: nothing stays on show that may not be."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base.actor import Actor
from app.catalog.models import Product, StorefrontListing
from app.catalog.queries import own
from app.catalog.queries import shop as shelves
from app.catalog.queries.sources import listing_rows
from app.catalog.rules.life import Supply
from app.catalog.service import drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.curation.service import judging, looking
from app.db.session import db
from app.orders.service import placing
from app.sellers import service as sellers
from app.training import service as training
from app.training.models import Certificate
from tests.support import scores, world
from tests.support.crowd import all_at_once, in_each_others_way
from tests.support.orders import UNPAID, a_cart, a_checkout

pytestmark = pytest.mark.race


@pytest.fixture
def maker(shop: Flask) -> Actor:
    return world.actor(world.SELLER)


def is_on_show(product_id: int) -> bool:
    db.session.rollback()
    query = sa.select(shelves.on_show(world.SUNDAY)).where(StorefrontListing.product_id == product_id)
    return db.session.scalar(query) is True


def revoke_all(person_id: int) -> None:
    held = sa.select(Certificate.id).where(
        Certificate.person_id == person_id, Certificate.revoked_at.is_(None)
    )
    for certificate_id in db.session.scalars(held).all():
        training.revoke_certificate(world.actor(world.OFFICER), certificate_id, "Keliru.")


@pytest.mark.parametrize("approved_first", [True, False])
@pytest.mark.parametrize("what", ["certificates are revoked", "the gerai closes"])
def test_what_is_approved_for_the_first_time_while_its_ground_falls_away_is_not_on_show(
    shop: Flask, maker: Actor, approved_first: bool, what: str
) -> None:
    product, opened = world.a_submitted_product(maker)
    product_id, round_id = product.id, opened.id
    scores.score(world.actor(world.CURATOR), round_id)
    approve = partial(judging.approve, world.actor(world.CURATOR), round_id, "")
    end = partial(revoke_all, maker.person_id) if "revoked" in what else partial(sellers.close_gerai, maker)
    db.session.commit()
    in_each_others_way(shop, *((approve, end) if approved_first else (end, approve)))
    assert is_on_show(product_id) is False


@pytest.mark.parametrize("refused_first", [True, False])
def test_a_paper_refused_while_the_gerai_changes_hides_its_food(
    shop: Flask, maker: Actor, refused_first: bool
) -> None:
    snack, opened = world.a_snack_with_papers(maker)
    product_id, round_id = snack.id, opened.id
    (paper_id,) = (one.id for one in own.papers(product_id).values())
    refuse = partial(
        looking.refuse_paper, world.actor(world.CURATOR), round_id, paper_id, "Fotonya tidak terbaca."
    )
    rename = partial(sellers.describe, maker, name="Gerai Berganti", story="Cerita lain.")
    db.session.commit()
    in_each_others_way(shop, *((refuse, rename) if refused_first else (rename, refuse)))
    assert is_on_show(product_id) is False
    (row,) = listing_rows([product_id])
    assert row.columns["seller_name"] == "Gerai Berganti"
    assert db.session.get_one(StorefrontListing, product_id).seller_name == "Gerai Berganti"


def buys(variant_id: int) -> Callable[[], Any]:
    cart = a_cart({variant_id: 1})
    cart_id, checkout = cart.id, a_checkout(cart)
    return lambda: placing.place(cart_id, checkout, None, unpaid_for=UNPAID).number


def a_product_of(maker: Actor) -> Product:
    return world.an_approved_product(maker, name="Keset Laris", stock=100)


def test_her_offer_saved_again_and_again_while_others_buy_blocks_nobody_for_good(
    shop: Flask, maker: Actor
) -> None:
    product = a_product_of(maker)
    slug, variant_id = product.slug, world.variant_of(product).id
    same = Offer(Supply.READY, None, (VariantOffer(variant_id, "", 45_000, 600, 100, 100),))
    deeds = [buys(variant_id) for _ in range(12)] + [partial(drafts.offer, maker, slug, same)] * 12
    answers = all_at_once(shop, deeds)
    assert len({one for one in answers if isinstance(one, str)}) == 12
    db.session.rollback()
    assert db.session.scalar(sa.text("SELECT stock FROM variants WHERE id = :id"), {"id": variant_id}) == 88


def test_a_gerai_that_closes_and_opens_while_others_buy_blocks_nobody_for_good(
    shop: Flask, maker: Actor
) -> None:
    product = a_product_of(maker)
    product_id, variant_id = product.id, world.variant_of(product).id
    doors = [partial(sellers.close_gerai, maker), partial(sellers.open_gerai, maker)] * 6
    answers = all_at_once(shop, [*(buys(variant_id) for _ in range(12)), *doors])
    placed = len({one for one in answers if isinstance(one, str)})
    db.session.rollback()
    stock = sa.text("SELECT stock FROM storefront_listings WHERE product_id = :id")
    assert db.session.scalar(stock, {"id": product_id}) == 100 - placed
