"""How many official gifts there are for a wish, and for each wish that differs from it in one thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from app.base import clock
from app.catalog.models import StorefrontListing, Variant
from app.catalog.queries import shop
from app.catalog.queries.gift_wishes import SIDES, listing_meets, variant_meets
from app.catalog.rules.cabin import Cabin
from app.catalog.rules.gift_shelf import Band, Wish, bands
from app.catalog.rules.occasions import occasions
from app.db.session import session

Listing = StorefrontListing
UNMEASURED = ("unmeasured", None)


@dataclass(frozen=True)
class Counts:
    """Numbers of goods on the shelf now. `found`: all that is wished. Each of the others has one thing changed and the rest
    kept: that thing chosen (`occasions`, `bands`, `story`, `cabin`), or no longer asked (`without`, by field of `Wish`).
    `unmeasured`: what the rest of the wish finds and nobody has measured, so that nothing is known of the cabin.
    `cities`: code, name and number of every kabupaten/kota where the rest of the wish finds something."""

    everything: int
    found: int
    occasions: Mapping[str, int]
    bands: Mapping[Band, int]
    story: int
    cabin: int
    unmeasured: int
    cities: Sequence[tuple[str, str, int]]
    without: Mapping[str, int]


def counts(wish: Wish, cabin: Cabin) -> Counts:
    """In one statement; `cabin` are the limits of today."""
    anywhere = wish.without("region")
    wishes: dict[tuple[str, Any], Wish] = {("found", None): anywhere, ("everything", None): Wish()}
    wishes |= {("occasion", one.code): replace(anywhere, occasion=one.code) for one in occasions()}
    wishes |= {("band", one): replace(anywhere, band=one) for one in bands()}
    wishes |= {
        ("story", None): replace(anywhere, has_story=True),
        ("cabin", None): replace(anywhere, cabin=cabin),
        UNMEASURED: anywhere.without("cabin"),
    }
    wishes |= {("without", name): anywhere.without(name) for name in wish.asked if name != "region"}
    rows = _by_city(wishes)
    inside = [row for row in rows if wish.region is None or row[0].startswith(wish.region)]

    def total(key: tuple[str, Any]) -> int:
        return sum(found[key] for _, _, found in inside)

    without = {name: total(("without", name)) for kind, name in wishes if kind == "without"}
    if wish.region is not None:
        without["region"] = sum(found["found", None] for _, _, found in rows)
    return Counts(
        everything=sum(found["everything", None] for _, _, found in rows),
        found=total(("found", None)),
        occasions={code: total(("occasion", code)) for kind, code in wishes if kind == "occasion"},
        bands={band: total(("band", band)) for kind, band in wishes if kind == "band"},
        story=total(("story", None)),
        cabin=total(("cabin", None)),
        unmeasured=total(UNMEASURED),
        cities=[(code, name, found["found", None]) for code, name, found in rows if found["found", None]],
        without=without,
    )


def _by_city(wishes: Mapping[tuple[str, Any], Wish]) -> list[tuple[str, str, dict[tuple[str, Any], int]]]:
    """Code and name of each kabupaten/kota with an official gift, and how many meet each wish."""
    now = clock.now()
    # a good has several variants, and each is looked at once for all wishes
    pairs = list(dict.fromkeys((one.band, one.cabin) for one in wishes.values()))
    flags = [
        sa.func.bool_or(sa.and_(sa.true(), *variant_meets(Wish(band=band, cabin=cabin)))).label(f"fits_{at}")
        for at, (band, cabin) in enumerate(pairs)
    ]
    measured = sa.func.bool_or(sa.and_(*(side.is_not(None) for side in SIDES))).label("measured")
    variants = (
        sa.select(*flags, measured)
        .where(Variant.product_id == Listing.product_id, Variant.removed_at.is_(None))
        .lateral("variant")
    )
    fits = {pair: variants.c[f"fits_{at}"] for at, pair in enumerate(pairs)}
    numbers = [
        sa.func.count().filter(
            sa.and_(
                fits[one.band, one.cabin],
                *listing_meets(one),
                *([~variants.c.measured] if key == UNMEASURED else ()),
            )
        )
        for key, one in wishes.items()
    ]
    rows = session().execute(
        sa.select(Listing.city_code, Listing.city_name, *numbers)
        .select_from(sa.join(Listing, variants, sa.true()))
        .where(shop.on_show(now), shop.official(now))
        .group_by(Listing.city_code, Listing.city_name)
        .order_by(Listing.city_name)
    )
    return [(code, name, dict(zip(wishes, found, strict=True))) for code, name, *found in rows]
