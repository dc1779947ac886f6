"""What somebody wishes of an official gift, as conditions on the storefront's rows."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from app.base.zones import PROVINCES, midnight
from app.catalog.models import StorefrontListing, Variant
from app.catalog.rules.cabin import Cabin
from app.catalog.rules.gift_shelf import Band, Wish

FARTHEST = date(9999, 1, 1)
"""Any day behind this one is as far away."""
Listing = StorefrontListing
Condition = sa.ColumnElement[bool]


def meets(wish: Wish) -> list[Condition]:
    """Conditions on `StorefrontListing`; whether it is an official gift at all is asked apart."""
    asked = variant_meets(wish)
    if not asked:
        return listing_meets(wish)
    there = sa.exists().where(Variant.product_id == Listing.product_id, Variant.removed_at.is_(None), *asked)
    return [*listing_meets(wish), there]


def listing_meets(wish: Wish) -> list[Condition]:
    """What is asked of the good as a whole."""
    found: list[Condition] = []
    if wish.occasion:
        found.append(Listing.gift_occasions.contains([wish.occasion]))
    if wish.region:
        column = Listing.province_code if len(wish.region) == 2 else Listing.city_code
        found.append(column == wish.region)
    if wish.has_story:
        found.append(Listing.has_story.is_(True))
    if wish.until:
        found.append(Listing.gift_until >= _end_of(wish.until))
    if wish.cabin:
        found.append(sa.func.coalesce(Listing.liquid_ml, 0) <= wish.cabin.liquid_ml)
    return found


def variant_meets(wish: Wish) -> list[Condition]:
    """What is asked of one and the same variant."""
    return [
        *(priced(wish.band, Variant.price) if wish.band else ()),
        *(packed(wish.cabin, SIDES, Variant.weight_g) if wish.cabin else ()),
    ]


def priced(band: Band, price: Any) -> list[Condition]:
    """A price of this band."""
    return [price >= band.least, *([price < band.end] if band.end is not None else ())]


SIDES = (Variant.length_cm, Variant.width_cm, Variant.height_cm)


def packed(cabin: Cabin, sides: Sequence[Any], weight_g: Any) -> list[Condition]:
    """As `Cabin.fits`. A side that is unknown makes the middle one unknown, and nothing is claimed."""
    longest, middle, shortest = cabin.sides
    return [
        weight_g <= cabin.weight_g,
        sa.func.greatest(*sides) <= longest,
        middle_of(sides) <= middle,
        sa.func.least(*sides) <= shortest,
    ]


def middle_of(sides: Sequence[Any]) -> Any:
    """Of three sides the one between; unknown where one of them is."""
    return sides[0] + sides[1] + sides[2] - sa.func.greatest(*sides) - sa.func.least(*sides)


def _end_of(day: date) -> sa.ColumnElement[Any]:
    """The end of a day in the region of each row."""
    after = min(day, FARTHEST) + timedelta(days=1)
    ends = [
        (Listing.province_code.in_(sorted(there)), midnight(min(there), after))
        for there in PROVINCES.values()
    ]
    return sa.case(*ends, else_=midnight("", after))
