"""What has a page in the shop now, for lists of all addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.base import clock
from app.base.kinds import Category
from app.catalog.models import Bundle, StorefrontListing
from app.catalog.queries.bundles import visible
from app.catalog.queries.shop import on_show
from app.db.session import session

PART = 1000
"""Ids in one list: it stays small, and no list grows with the shop."""
FARTHEST = 2**40
Listing = StorefrontListing


@dataclass(frozen=True)
class Around:
    """Kinds, places (names of kabupaten/kota) and makers (slugs) of what is on show."""

    categories: Sequence[Category]
    places: Sequence[str]
    makers: Sequence[str]


def parts() -> Sequence[int]:
    """Numbers of the lists in which there is something."""
    number = (Listing.product_id // PART).label("number")
    return session().scalars(sa.select(number).where(on_show(clock.now())).distinct().order_by(number)).all()


def goods(part: int) -> Sequence[tuple[str, datetime]]:
    """Slug of each good in one list, and since when it is on show."""
    first = min(part, FARTHEST) * PART
    rows = session().execute(
        sa.select(Listing.slug, Listing.shown_since)
        .where(Listing.product_id >= first, Listing.product_id < first + PART, on_show(clock.now()))
        .order_by(Listing.product_id)
    )
    return [(slug, since) for slug, since in rows if since is not None]


def around() -> Around:
    """In one statement."""
    rows = session().execute(
        sa.select(Listing.category, Listing.city_name, Listing.seller_slug)
        .where(on_show(clock.now()))
        .group_by(Listing.category, Listing.city_name, Listing.seller_slug)
        .order_by(Listing.seller_slug)
    )
    found = [list(dict.fromkeys(column)) for column in zip(*rows, strict=True)]
    return Around(*found) if found else Around((), (), ())


def sets() -> Sequence[tuple[str, datetime]]:
    """Slug of each set that buyers see, and since when."""
    rows = session().execute(
        sa.select(Bundle.slug, Bundle.shown_at).where(visible(clock.now())).order_by(Bundle.id)
    )
    return [(slug, since) for slug, since in rows if since is not None]
