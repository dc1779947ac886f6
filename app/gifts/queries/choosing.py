"""What an officer can choose from: goods for a set, regions whose makers may serve, posts where it is fetched."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from app.base.zones import day_in
from app.catalog.models import Product, StorefrontListing, Variant
from app.catalog.queries import shop
from app.catalog.rules import search
from app.catalog.service import goods
from app.db.session import session
from app.delivery import queries as posts
from app.delivery.rules.posts import PostFacts
from app.gifts.rules.life import Scope
from app.regions import queries as regions

MOST_FOUND = 12
"""Goods that one look shows."""
BOX = "kotak"
"""What a box is called; `data/search/words.toml` knows its other names (besek, dus)."""


@dataclass(frozen=True)
class Choice:
    """A variant as it is offered for a set. `price` in rupiah; `until`: the last day on which it is an official gift, None for
    what is none."""

    variant_id: int
    product_id: int
    name: str
    seller_name: str
    city_name: str
    price: int
    photo_key: str | None
    until: date | None


def look_for(words: str, agency_region: str, scope: Scope, *, boxes: bool) -> list[Choice]:
    """Goods on show from where the agency wants them, best first: official gifts; or, where a box is looked for, anything:
    without words what is called a box, and where nobody makes one, everything, because a bag or a cloth holds gifts too."""
    wanted = shop.Filters(region=region_of(agency_region, scope), official=not boxes)
    asked = search.read(words)
    cards = shop.cards(
        search.read(BOX) if boxes and asked.is_empty else asked, wanted, shop.Order.BEST, None, MOST_FOUND
    )
    if boxes and asked.is_empty and not cards:
        cards = shop.cards(asked, wanted, shop.Order.BEST, None, MOST_FOUND)
    places = {card.product_id: at for at, card in enumerate(cards)}
    found = _choices(Variant.product_id.in_(places))
    return sorted(found, key=lambda one: places[one.product_id])[:MOST_FOUND]


def chosen(variant_ids: Collection[int]) -> dict[int, Choice]:
    """Those of these variants that can be bought for others: nothing has to be written on them."""
    return {one.variant_id: one for one in _choices(Variant.id.in_(variant_ids))}


def _choices(wanted: sa.ColumnElement[bool]) -> list[Choice]:
    rows = session().execute(
        sa.select(
            Variant.id, Variant.product_id, Variant.label, Variant.price, StorefrontListing.name,
            StorefrontListing.seller_name, StorefrontListing.city_name, StorefrontListing.photo_key,
            StorefrontListing.gift_until, StorefrontListing.village_code,
        )
        .join(Product, Product.id == Variant.product_id)
        .join(StorefrontListing, StorefrontListing.product_id == Product.id)
        .where(wanted, Variant.removed_at.is_(None), Product.note_needed.is_(False))
        .order_by(Variant.price, Variant.id)
    )  # fmt: skip
    return [
        Choice(
            variant_id=row.id,
            product_id=row.product_id,
            name=goods.full_name(row),
            seller_name=row.seller_name,
            city_name=row.city_name,
            price=row.price,
            photo_key=row.photo_key,
            until=_last_day(row.gift_until, row.village_code),
        )
        for row in rows
    ]


def _last_day(ends: datetime | None, region: str) -> date | None:
    """A window ends at a midnight; the day before it is the last."""
    return day_in(region, ends - timedelta(microseconds=1)) if ends is not None else None


def region_of(agency_region: str, scope: Scope) -> str | None:
    """The province or kabupaten/kota of a scope; None for the country. As `making.reach`."""
    if scope is Scope.COUNTRY:
        return None
    return agency_region[:2] if scope is Scope.PROVINCE else agency_region[:5]


def scopes(agency_region: str) -> dict[Scope, str]:
    """From where makers may come, in the words of an agency of this region: its own kabupaten/kota first, if it has one."""
    found = {Scope.PROVINCE: agency_region[:2]}
    if len(agency_region) > 2:
        found = {Scope.CITY: agency_region[:5], **found}
    names = regions.names(found.values())
    return {**{one: names[code] for one, code in found.items()}, Scope.COUNTRY: "Seluruh Indonesia"}


def posts_near(agency_region: str, village: str | None) -> Sequence[PostFacts]:
    """Open posts in the kabupaten/kota of the agency and of the place of hand-over."""
    cities = {code[:5] for code in (agency_region, village or "") if len(code) > 2}
    return posts.open_posts(cities)
