"""What is on show follows from its sources: after any history the shop's table says what they say, at any moment."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.base.kinds import CRAFT_OF, Category
from app.base.zones import WIB, WIT, WITA, day_in
from app.catalog.models import Product, Revision, StorefrontListing
from app.catalog.queries import own, shop
from app.catalog.queries.sources import listing_rows
from app.catalog.service import shelf
from app.sellers.models import Membership, Seller
from app.training.models import Certificate, Skill
from tests.support import histories
from tests.support.examples import thrown_away
from tests.support.histories import Shop

MOMENTS = [
    datetime(2026, 11, 22, tzinfo=zone) + timedelta(days=days, seconds=seconds)
    for days in (1, 2, 3, 4, 5, 6, 40)
    for zone in (WIB, WITA, WIT)
    for seconds in (-1, 0)
]
FOOD = (Category.CAMILAN, Category.MINUMAN, Category.BUMBU)

steps = st.tuples(st.sampled_from(histories.STEPS), st.integers(0, 60), st.integers(0, 60))


@pytest.fixture
def begun(db: Any) -> Shop:
    return histories.a_shop()


def check_table(db: Any, ids: list[int]) -> None:
    """Every row says what its sources say, word for word."""
    db.expire_all()
    wanted = {row.columns["product_id"]: row for row in listing_rows(ids)}
    columns = [one for one in StorefrontListing.__table__.columns if one.key != "search"]
    query = sa.select(*columns).where(StorefrontListing.product_id.in_(ids))
    stored = {row["product_id"]: dict(row) for row in db.execute(query).mappings()}
    assert stored == {
        product_id: {**row.columns, "sheet": as_json(row.columns["sheet"])}
        for product_id, row in wanted.items()
    }
    for product_id, row in wanted.items():
        same = sa.select(StorefrontListing.search == shelf.vector_of(row))
        assert db.scalar(same.where(StorefrontListing.product_id == product_id)) is True


def as_json(value: Any) -> Any:
    """Pairs come back from the database as lists."""
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    return [as_json(one) for one in value] if isinstance(value, list | tuple) else value


class Rules:
    """The sentence of the design, read from the sources day by day: no instants, no windows."""

    def __init__(self, db: Any, product_id: int) -> None:
        product = self.product = db.get(Product, product_id)
        self.seller = db.get(Seller, product.seller_id)
        approved = product.approved_revision_id
        self.facts = db.get(Revision, approved).facts if approved else {}
        held = (
            sa.select(sa.func.count())
            .select_from(Certificate)
            .join(Skill, Skill.id == Certificate.skill_id)
            .join(Membership, Membership.person_id == Certificate.person_id)
            .where(
                Membership.seller_id == self.seller.id,
                Membership.until.is_(None),
                Certificate.revoked_at.is_(None),
                Skill.craft == CRAFT_OF[product.category],
            )
        )
        self.is_certified = db.scalar(held) > 0
        needed = set()
        if product.category in FOOD and self.facts.get("shelf_life", 99) > 7:
            needed.add("pirt")
        if self.facts.get("halal") == "bersertifikat":
            needed.add("halal")
        there = own.papers(product_id)
        if "pirt" in needed and "bpom" in there:
            needed = {*needed, "bpom"} - {"pirt"}
        self.needed = needed
        self.papers = {kind.value: one for kind, one in there.items() if kind in needed}

    def is_open(self, moment: datetime) -> bool:
        """On show but for leave."""
        today = day_in(self.seller.village_code, moment)
        return (
            self.seller.state == "open"
            and self.is_certified
            and self.product.approved_revision_id is not None
            and self.product.removed_at is None
            and not any(one.refused_at or one.must_be_seen for one in self.papers.values())
            and not any(one.ends_on and one.ends_on < today for one in self.papers.values())
        )

    def is_on_show(self, moment: datetime) -> bool:
        today = day_in(self.seller.village_code, moment)
        first, last = self.seller.leave_from, self.seller.leave_until
        return self.is_open(moment) and not (first is not None and first <= today <= last)

    def is_official(self, moment: datetime) -> bool:
        today = day_in(self.seller.village_code, moment)
        until = self.product.gift_until
        seen = {kind for kind, one in self.papers.items() if one.seen_at}
        first = self.product.gift_from
        if first is None or until is None or not first <= today <= until:
            return False
        return self.is_on_show(moment) and self.needed == seen


def check_moments(db: Any, shop_: Shop) -> None:
    """Now and around the coming midnights of the three zones, exactly those are on show that may be."""
    moments = [shop_.now, *(one for one in MOMENTS if one > shop_.now)]
    rules = {product_id: Rules(db, product_id) for product_id in shop_.ids}
    at = sa.values(sa.column("at", sa.DateTime(timezone=True)), name="moments").data(
        [(one,) for one in moments]
    )
    query = sa.select(at.c.at, StorefrontListing.product_id, shop.official(at.c.at))
    rows = db.execute(query.where(shop.on_show(at.c.at), StorefrontListing.product_id.in_(shop_.ids)))
    shown = {(moment, product_id): official is True for moment, product_id, official in rows}
    assert shown == {
        (moment, product_id): rule.is_official(moment)
        for moment in moments
        for product_id, rule in rules.items()
        if rule.is_on_show(moment)
    }


@given(st.lists(steps, min_size=1, max_size=8))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_history_the_shop_shows_what_the_rules_say(
    db: Any, begun: Shop, history: list[Any]
) -> None:
    with thrown_away(db):
        shop_ = replace(begun, taken=[])
        for step, a, b in history:
            histories.do(shop_, step, a, b)
            check_table(db, shop_.ids)
            check_moments(db, shop_)
