"""What the standards say of a gerai's brand name: goods and neighbours handed down, findings handed back."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.base import clock
from app.base.kinds import Category, categories_of
from app.base.zones import day_in
from app.catalog.models import Product
from app.db.session import session
from app.regions.rules import city_names
from app.sellers import queries as sellers
from app.standards.rules.book import rule_book
from app.standards.rules.brand import NameFacts, check_name
from app.standards.rules.findings import Finding
from app.training import queries as training


class BrandNames:
    """Answers `sellers.ports.BrandNameCheck`."""

    def about(self, seller_id: int, name: str) -> Sequence[Finding]:
        """Who has neither certificate nor goods yet is told what holds for every category."""
        goods = frozenset(
            session().scalars(
                sa.select(Product.category)
                .where(Product.seller_id == seller_id, Product.removed_at.is_(None))
                .distinct()
            )
        )
        taught = categories_of(training.crafts_of_sellers([seller_id])[seller_id])
        village = sellers.get(seller_id).village_code or "36"
        facts = NameFacts(
            name=name,
            categories=goods | frozenset(taught) or frozenset(Category),
            goods=goods,
            others=sellers.names_near(seller_id, name),
            places=city_names().values(),
        )
        return check_name(facts, rule_book=rule_book(day_in(village, clock.now())))
