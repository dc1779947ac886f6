"""Noodles in batches: one recalled long ago with the buyers who hold it, one near its end, one fresh; and limits of orders."""

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from app.accounts import queries as people
from app.base import clock
from app.base.actor import Actor
from app.catalog.models import Product
from app.catalog.queries import own
from app.catalog.rules.availability import Limits
from app.catalog.service import batches, drafts
from app.catalog.service.batches import NewBatch
from app.catalog.service.drafts import Offer, VariantOffer
from app.db.session import session
from app.demo import buying, cast
from app.orders.service import recalling
from app.sellers import queries as sellers
from app.sellers import service as seller_service

NOODLES = "mie-putih-kering"
KEEPS = timedelta(days=90)


def keep_all() -> None:
    """After the orders, as the makers would have done it over two months."""
    now = clock.now()
    product = session().scalars(sa.select(Product).where(Product.slug == NOODLES)).one()
    owner = people.actor_of(sellers.members(product.seller_id)[0][0].person_id)
    leaky = _cooked(owner, product, days=59, pieces=40, counted=own.variants(product.id)[0].stock)
    _count_no_more(owner, product)
    nurse = replace(buying.BIMA, name="Dewi Anggraini", phone="+6281200000021", email="dewi@gerai.example")
    buying.received(now - timedelta(days=57), nurse, {NOODLES: 12})
    buying.received(now - timedelta(days=55), buying.LESTARI, {NOODLES: 6})
    with clock.at(now - timedelta(days=45)):
        reason = "Sebagian plastiknya bocor di jahitan, jadi mi di dalamnya bisa lembap dan berjamur."
        recalling.recall_in_region(cast.actor(cast.OFFICER), leaky, reason)
        recalling.settle(leaky)
    _cooked(owner, product, days=57, pieces=24)
    _cooked(owner, product, days=5, pieces=80)
    _limit(owner, product)


def _cooked(owner: Actor, product: Product, *, days: int, pieces: int, counted: int | None = None) -> int:
    """A batch of so many days ago."""
    made = clock.now() - timedelta(days=days)
    what = NewBatch(f"M{made:%d%m%y}", (made + KEEPS).date(), pieces, counted)
    with clock.at(made):
        return batches.add(owner, product.slug, own.variants(product.id)[0].id, what).id


def _count_no_more(owner: Actor, product: Product) -> None:
    """What lay there before codes were written has been eaten at home."""
    variant = own.variants(product.id)[0]
    session().refresh(variant)
    with clock.at(clock.now() - timedelta(days=58)):
        loose = variant.stock - 40
        batches.count_loose(owner, product.slug, variant.id, there=0, seen=loose)


def _limit(owner: Actor, product: Product) -> None:
    """Small packs are sold by threes, and one pack alone is not worth the way."""
    there = [
        VariantOffer(one.id, one.label, one.price, one.weight_g, one.stock, one.stock)
        for one in own.variants(product.id)
    ]
    drafts.offer(owner, product.slug, Offer(product.supply, None, there, limits=Limits(3, 60)))
    seller_service.ask_at_least(owner, 25_000)
