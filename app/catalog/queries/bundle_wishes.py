"""What somebody wishes or looks for, asked of a whole set: conditions on `Bundle`."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import REGCONFIG

from app.catalog.models import Bundle, BundlePart, StorefrontListing, Variant
from app.catalog.queries.gift_wishes import SIDES, listing_meets, middle_of, packed, priced
from app.catalog.queries.shop import made_in, met
from app.catalog.rules.cabin import Cabin
from app.catalog.rules.gift_shelf import Wish
from app.catalog.rules.search import Search, Wanted, either, spellings

Listing = StorefrontListing
Condition = sa.ColumnElement[bool]


def meets(wish: Wish) -> list[Condition]:
    """All that is wished of official gifts. Region and last day are asked of every part that is no box, the price of the sum."""
    found: list[Condition] = []
    if wish.occasion:
        found.append(Bundle.occasions.contains([wish.occasion]))
    if wish.has_story:
        found.append(Bundle.story != "")
    each = listing_meets(Wish(region=wish.region, until=wish.until))
    if each:
        found.append(_no_part(BundlePart.is_box.is_(False), sa.not_(sa.func.coalesce(sa.and_(*each), False))))
    if wish.band:
        found += priced(wish.band, _over_parts(sa.func.sum(Variant.price * BundlePart.pieces)))
    if wish.cabin:
        found += _goes_in(wish.cabin)
    return found


def _goes_in(cabin: Cabin) -> list[Condition]:
    """As `rules.bundles.fits_cabin`: all pieces lying flat, one on the other."""
    least = sa.func.least(*SIDES)
    lying = [
        sa.func.max(sa.func.greatest(*SIDES)),
        sa.func.max(middle_of(SIDES)),
        sa.func.sum(least * BundlePart.pieces),
    ]
    fits = packed(cabin, lying, sa.func.sum(Variant.weight_g * BundlePart.pieces))
    measured = sa.func.bool_and(sa.and_(*(side.is_not(None) for side in SIDES)))
    wet = sa.and_(*listing_meets(Wish(cabin=cabin)))
    return [_over_parts(sa.and_(measured, *fits)), _no_part(sa.not_(wet))]


def _over_parts(value: Any) -> Any:
    """Something of all parts together."""
    return (
        sa.select(value)
        .where(BundlePart.bundle_id == Bundle.id, BundlePart.variant_id == Variant.id)
        .correlate(Bundle)
        .scalar_subquery()
    )


def _no_part(*such: Condition) -> Condition:
    return sa.not_(
        sa.exists()
        .where(BundlePart.bundle_id == Bundle.id, BundlePart.variant_id == Variant.id)
        .where(Variant.product_id == Listing.product_id, *such)
    )


CALLED = "set paket hampers hamper parsel bingkisan"
"""What people call a set; each of them finds it."""


def finds(search: Search) -> list[Condition]:
    """Every word is met by the set's own words, or by those of one of its goods: what it is called, who made it, of what. Every
    place is the place of one of its makers."""
    return [
        *(sa.or_(_says(wanted), ~_no_part(met(wanted))) for wanted in search.words),
        *(~_no_part(made_in(place)) for place in search.places),
    ]


def _says(wanted: Wanted) -> Condition:
    config = sa.cast("indonesian", REGCONFIG)
    words = sa.func.to_tsvector(config, sa.func.concat_ws(" ", CALLED, Bundle.name, Bundle.story))
    # its words stand as its curator wrote them: any spelling that we know is met
    typed = " | ".join(either(Wanted(one)) for one in spellings(wanted.word))
    return words.op("@@")(sa.func.to_tsquery(config, typed))
