"""Many goods of many gerai within a second: rows written as the services leave them, then the shop's own refresh.

A shortcut for tests that read lists. Whoever tests how a good comes to be on show goes through the services.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import orm

from app.accounts.models import Person
from app.base import clock
from app.base.kinds import Category
from app.catalog.models import Product, ProductionLine, Revision, Variant
from app.catalog.rules.life import RevisionState, Supply
from app.catalog.service import shelf
from app.cli.cluster import ROOT
from app.db.session import db
from app.delivery.rules.zones import Zone
from app.regions import queries as regions
from app.regions.rules import slug_of
from app.sellers.models import Membership, Seller, SendingWay
from app.sellers.rules import SellerState
from app.training.models import Certificate, Participant, Skill
from tests.support import world


@dataclass(frozen=True)
class Good:
    """One good on show. The later in a list, the newer."""

    name: str
    gerai: str = "Gerai Banyak"
    village: str = world.VILLAGE
    category: Category = Category.KESET
    facts: Mapping[str, Any] = field(default_factory=lambda: world.MAT)
    prices: Sequence[int] = (45_000,)
    stock: int = 10
    per_day: int | None = None
    gift_until: date | None = None
    occasions: Sequence[str] = ()
    """Of an official gift."""
    packed: tuple[int, int, int] | None = None
    """Sides of every variant in cm."""
    weight_g: int = 500


def fill(goods: Sequence[Good]) -> dict[str, str]:
    """Name → slug of goods that are on show from now on, each an hour newer than the one before."""
    session = db.session
    crafts = {skill.craft: skill for skill in session.scalars(sa.select(Skill))}
    trainings = {
        skill.id: world.a_training(world.actor(world.OFFICER), skill.name) for skill in crafts.values()
    }
    sellers: dict[str, Seller] = {}
    products = []
    for number, good in enumerate(goods):
        seller = sellers.get(good.gerai)
        if seller is None:
            seller = sellers[good.gerai] = _gerai(good, trainings)
        products.append(_product(good, seller, timedelta(hours=len(goods) - number)))
    shelf.refresh([one.id for one in products])
    session.commit()
    return {good.name: product.slug for good, product in zip(goods, products, strict=True)}


def _gerai(good: Good, trainings: Mapping[int, int]) -> Seller:
    person = _kept(Person(name=f"Ibu {good.gerai}", phone=None, made_at=clock.now()))
    seller = _kept(
        Seller(
            slug=f"{slug_of(good.gerai)}-{person.id}", name=good.gerai, story="Dibuat di rumah.", state=SellerState.OPEN,
            village_code=good.village, street="Gang Rahasia No. 7", made_at=clock.now(), opened_at=clock.now(),
        )
    )  # fmt: skip
    _kept(Membership(seller_id=seller.id, person_id=person.id, is_owner=True, since=clock.now()))
    _kept(SendingWay(seller_id=seller.id, zone=Zone.COUNTRY))
    for skill_id, training_id in trainings.items():
        participant = _kept(Participant(training_id=training_id, person_id=person.id, joined_at=clock.now()))
        mark = f"U{participant.id}"
        _kept(
            Certificate(
                participant_id=participant.id, person_id=person.id, skill_id=skill_id, region_code=good.village[:5],
                number=mark, code=mark, issued_on=clock.now().date(),
            )
        )  # fmt: skip
    return seller


def _product(good: Good, seller: Seller, age: timedelta) -> Product:
    line = _kept(ProductionLine(seller_id=seller.id, per_day=good.per_day)) if good.per_day else None
    product = _kept(
        Product(
            seller_id=seller.id, slug=f"{slug_of(good.name)}-{seller.id}-{next(_numbers)}", category=good.category,
            supply=Supply.MADE if line else Supply.READY, line_id=line.id if line else None, made_at=clock.now() - age,
            gift_from=clock.now().date() if good.gift_until else None,
            gift_until=good.gift_until,
            gift_occasions=list(good.occasions),
        )
    )  # fmt: skip
    revision = _kept(
        Revision(
            product_id=product.id, number=1, state=RevisionState.APPROVED, name=good.name, description="Buatan rumah.",
            facts=dict(good.facts), made_at=clock.now() - age,
        )
    )  # fmt: skip
    length, width, height = good.packed or (None, None, None)
    for position, price in enumerate(good.prices, start=1):
        label = f"Ukuran {position}" if len(good.prices) > 1 else ""
        stock = 0 if line else good.stock
        _kept(
            Variant(
                product_id=product.id,
                label=label,
                price=price,
                weight_g=good.weight_g,
                stock=stock,
                position=position,
                length_cm=length,
                width_cm=width,
                height_cm=height,
            )
        )
    product.approved_revision_id, product.approved_at = revision.id, clock.now() - age
    return product


def variants_of(product_id: int) -> list[Variant]:
    """In their order."""
    query = sa.select(Variant).where(Variant.product_id == product_id).order_by(Variant.position)
    return list(db.session.scalars(query))


_numbers = iter(range(1, 1_000_000))


def _kept(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row


# -- the goods of the demo, made after the sample of the field ----------------------------------------


@cache
def _demo(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "data" / "demo" / f"{name}.toml").read_text())


def sample_goods() -> dict[str, Good]:
    """Id in the field sample (or name) → good, of everything in the demo that is on show."""
    gerai = {one["key"]: one for one in _demo("gerai")["gerai"]}
    found = {}
    for one in _demo("barang")["barang"]:
        if one.get("state", "approved") == "approved":
            maker = gerai[one["gerai"]]
            found[one.get("sample", one["name"])] = Good(
                name=one["name"],
                gerai=maker["name"],
                village=_village(maker["city"], maker.get("village")),
                category=Category(one["category"]),
                facts=_facts(one),
                prices=[price for _, price, _ in one["variants"]],
                stock=one.get("stock", 10),
                per_day=max(1, one["made"]) if "made" in one else None,
            )
    return found


def _village(city: str, name: str | None) -> str:
    villages = regions.villages_in(regions.by_slug(slug_of(city)).code)
    return next((one.code for one in villages if name in (None, one.name)), villages[0].code)


def _facts(one: Mapping[str, Any]) -> dict[str, Any]:
    if "facts" in one:
        return dict(one["facts"])
    food = one["food"]
    kept = ("composition", "allergens", "net", "packaging", "halal")
    more = {"net_unit": "g", "shelf_life": food.get("life"), "trade_name": food.get("trade", "")}
    return {**{key: food[key] for key in kept if key in food}, **more}


# -- one shelf for a whole file of tests ----------------------------------------------------------------


@contextmanager
def transaction(app: Flask) -> Iterator[Any]:
    """What the fixture `db` gives to one test, for a module of tests that only read."""
    with pytest.MonkeyPatch.context() as patch, clock.at(world.SUNDAY), app.app_context():
        with db.engine.connect() as connection:
            outer = connection.begin()
            made = orm.sessionmaker(bind=connection, join_transaction_mode="create_savepoint")
            scoped = orm.scoped_session(made, scopefunc=lambda: 0)
            patch.setattr(db, "session", scoped)
            yield scoped
            scoped.remove()
            outer.rollback()
