"""What waits for a curator: her queue with its filters, and how it stands against the promise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.kinds import CRAFT_OF, Category, Craft
from app.catalog.models import Product, Revision, RevisionPhoto
from app.curation.models import Appeal, Round
from app.curation.queries.reach import may_see
from app.curation.rules.promise import Age, Promise, age_of
from app.curation.rules.rounds import OPEN
from app.db.ports import port
from app.db.session import session
from app.media.models import Photo
from app.regions.models import Region
from app.sellers.models import Seller

WHOSE = ("saya", "bebas", "telat")
"""Filters by who looks at it and how it stands: hers, nobody's, late."""
FOOD = tuple(one for one in Category if CRAFT_OF[one] is Craft.PANGAN)
KINDS = {"pangan": FOOD, "kriya": tuple(one for one in Category if one not in FOOD)}


@dataclass(frozen=True)
class Wanted:
    """What of the queue she wants to see; empty strings want everything."""

    whose: str = ""
    kind: str = ""
    village: str = ""


@dataclass(frozen=True)
class Queued:
    """A round of the queue."""

    id: int
    number: int
    submitted_at: datetime
    region_code: str
    name: str
    category: Category
    seller_name: str
    place: str
    cover: Photo | None
    held_by: int | None
    """The curator whose claim still holds."""
    is_appeal: bool

    @property
    def age(self) -> Age:
        """How it stands against the promise now."""
        return age_of(self.submitted_at, clock.now(), port(Promise))


def queue(actor: Actor, wanted: Wanted, after: int | None, limit: int) -> list[Queued]:
    """What waits for this curator, the oldest first, from behind the round `after`."""
    now = clock.now()
    cover = (
        sa.select(RevisionPhoto.photo_id)
        .where(RevisionPhoto.revision_id == Round.revision_id)
        .order_by(RevisionPhoto.position)
        .limit(1)
        .correlate(Round)
        .scalar_subquery()
    )
    query: Any = (
        sa.select(
            Round.id, Round.number, Round.submitted_at, Round.region_code, Revision.name, Product.category,
            Seller.name, Region.path, Photo, sa.case((_held(now), Round.claimed_by_id)), Appeal.id.is_not(None),
        )
        .join(Revision, Revision.id == Round.revision_id)
        .join(Product, Product.id == Round.product_id)
        .join(Seller, Seller.id == Product.seller_id)
        .join(Region, Region.code == Round.region_code)
        .outerjoin(Photo, Photo.id == cover)
        .outerjoin(Appeal, Appeal.second_id == Round.id)
        .where(may_see(actor), Round.state.in_(OPEN), *_chosen(actor, wanted, now, port(Promise).answer))
        .order_by(Round.id)
        .limit(limit)
    )  # fmt: skip
    if after is not None:
        query = query.where(Round.id > after)
    rows = session().execute(query)
    return [Queued(*row) for row in rows]


def _held(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(Round.claimed_by_id.is_not(None), Round.claim_ends_at > now)


def _whose(actor: Actor, now: datetime, promised: timedelta) -> dict[str, sa.ColumnElement[bool]]:
    return {
        "saya": sa.and_(_held(now), Round.claimed_by_id == actor.by_id),
        "bebas": sa.or_(Round.claimed_by_id.is_(None), Round.claim_ends_at <= now),
        "telat": Round.submitted_at < now - promised,
    }


def _chosen(actor: Actor, wanted: Wanted, now: datetime, promised: timedelta) -> list[Any]:
    chosen: list[Any] = []
    if wanted.whose in WHOSE:
        chosen.append(_whose(actor, now, promised)[wanted.whose])
    if wanted.kind in KINDS:
        chosen.append(Product.category.in_(KINDS[wanted.kind]))
    if wanted.village:
        chosen.append(Round.region_code == wanted.village)
    return chosen


@dataclass(frozen=True)
class Counts:
    """How many wait for her: at all, looked at by herself, by nobody, and longer than promised."""

    waiting: int
    mine: int
    free: int
    late: int


def counts(actor: Actor) -> Counts:
    """One statement, whatever is filtered."""
    whose = _whose(actor, clock.now(), port(Promise).answer)
    numbers = [sa.func.count().filter(whose[word]) for word in WHOSE]
    row: Any = (
        session()
        .execute(
            sa.select(sa.func.count(), *numbers)
            .select_from(Round)
            .join(Product, Product.id == Round.product_id)
            .where(may_see(actor), Round.state.in_(OPEN))
        )
        .one()
    )
    return Counts(*row)


def villages(actor: Actor) -> Sequence[tuple[str, str]]:
    """Code and name of each kelurahan or desa from which something waits for her."""
    rows = session().execute(
        sa.select(Region.code, Region.name)
        .where(
            Region.code.in_(
                sa.select(Round.region_code)
                .join(Product, Product.id == Round.product_id)
                .where(may_see(actor), Round.state.in_(OPEN))
            )
        )
        .order_by(Region.name, Region.code)
        .limit(200)
    )
    return [(code, name) for code, name in rows]
