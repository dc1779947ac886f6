"""Sets as curators compose them: those of her regions, and the goods that she may put into them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor, Role
from app.base.errors import NotFound
from app.base.zones import day_in
from app.catalog.models import Bundle, Product, StorefrontListing, Variant
from app.catalog.queries import bundles, shop
from app.catalog.queries.bundles import BundleSheet
from app.catalog.rules.bundles import BundleState
from app.curation.models import Round
from app.curation.queries.reach import may_see, within
from app.curation.rules.rounds import RoundState
from app.db.session import session
from app.regions import queries as regions

MOST = 60
Listing = StorefrontListing


def _in_reach(actor: Actor) -> sa.ColumnElement[bool]:
    """Sets that the curators of her regions look after; those of the whole country belong to who has no region."""
    inside: list[sa.ColumnElement[bool]] = []
    for grant in actor.grants_of(Role.CURATOR):
        if grant.region is None:
            return sa.true()
        below = Bundle.region_code.startswith(f"{grant.region}.", autoescape=True)
        inside.append(sa.or_(Bundle.region_code == grant.region, below))
    return sa.or_(sa.false(), *inside)


def listed(actor: Actor, after: int | None, limit: int) -> list[BundleSheet]:
    """Sets of her regions: drafts first, then those in the shop, then withdrawn ones; of each the newest first."""
    rank = sa.case((Bundle.state == BundleState.DRAFT, 0), (Bundle.state == BundleState.SHOWN, 1), else_=2)
    query = sa.select(Bundle).where(_in_reach(actor)).order_by(rank, Bundle.id.desc())
    if after is not None:
        last = sa.select(rank).where(Bundle.id == after).scalar_subquery()
        query = query.where(sa.or_(rank > last, sa.and_(rank == last, Bundle.id < after)))
    return bundles.sheets(session().scalars(query.limit(limit)).all())


def bundle_for(actor: Actor, bundle_id: int) -> Bundle:
    """A set that this curator may look after. Raises NotFound."""
    found = session().scalar(sa.select(Bundle).where(Bundle.id == bundle_id, _in_reach(actor)))
    if found is None:
        raise NotFound(bundle_id)
    return found


def follower(bundle_id: int) -> Bundle | None:
    """The version that takes, or will take, the place of a set."""
    return session().scalar(
        sa.select(Bundle).where(Bundle.earlier_id == bundle_id, Bundle.state != BundleState.WITHDRAWN)
    )


def regions_of(actor: Actor) -> list[tuple[str, str]]:
    """Code and name of the regions for which she may compose; an empty code is the whole country."""
    codes = {grant.region or "" for grant in actor.grants_of(Role.CURATOR)}
    return [(code, regions.get(code).name if code else "Seluruh Indonesia") for code in sorted(codes)]


@dataclass(frozen=True)
class Choice:
    """A variant that may become part of a set, with its day as an official gift; without it, it can be the box only."""

    variant_id: int
    name: str
    price: int
    seller_name: str
    city_name: str
    photo_key: str | None
    gift_until: date | None


def choices(actor: Actor, bundle: Bundle, words: str, *, for_box: bool) -> list[Choice]:
    """Goods on show within her reach and the set's region: official gifts; for the box any."""
    now = clock.now()
    query = (
        sa.select(
            Variant.id, Variant.label, Variant.price, Listing.name, Listing.seller_name, Listing.city_name, Listing.photo_key,
            Listing.village_code, Listing.gift_until, shop.official(now).label("official"),
        )
        .join(Product, Product.id == Variant.product_id)
        .join(Listing, Listing.product_id == Product.id)
        .where(_may_choose(actor, bundle), Variant.removed_at.is_(None), shop.on_show(now))
        .order_by(Listing.name, Variant.position, Variant.id)
        .limit(MOST)
    )  # fmt: skip
    if not for_box:
        query = query.where(shop.official(now))
    for word in words.split()[:6]:
        query = query.where(
            sa.or_(
                Listing.name.icontains(word, autoescape=True),
                Listing.seller_name.icontains(word, autoescape=True),
                Listing.city_name.icontains(word, autoescape=True),
            )
        )
    return [
        Choice(
            row.id,
            f"{row.name} ({row.label})" if row.label else row.name,
            row.price,
            row.seller_name,
            row.city_name,
            row.photo_key,
            day_in(row.village_code, row.gift_until) - timedelta(days=1) if row.official else None,
        )
        for row in session().execute(query)
    ]


def may_choose(actor: Actor, bundle: Bundle, variant_id: int) -> bool:
    """This variant is of a good that she may judge, and of the set's region."""
    query = (
        sa.select(Variant.id)
        .join(Product, Product.id == Variant.product_id)
        .where(Variant.id == variant_id, _may_choose(actor, bundle))
    )
    return session().scalar(query) is not None


def out_of_reach(actor: Actor, sheet: BundleSheet) -> list[str]:
    """The parts that she may not judge: of other goods, or of somebody who stands near to her."""
    return [part.name for part in sheet.parts if not may_choose(actor, sheet.bundle, part.variant_id)]


def _may_choose(actor: Actor, bundle: Bundle) -> sa.ColumnElement[bool]:
    approving = (
        sa.select(Round.product_id)
        .join(Product, Product.id == Round.product_id)
        .where(Round.state == RoundState.APPROVED, Round.revision_id == Product.approved_revision_id)
        .where(may_see(actor), within(bundle.region_code))
        .correlate(None)
    )
    return Product.id.in_(approving)


def names_of(found: Sequence[BundleSheet]) -> dict[str, str]:
    """Region → its name, of these sets."""
    codes = {one.bundle.region_code for one in found if one.bundle.region_code}
    return {code: regions.get(code).name for code in codes}
