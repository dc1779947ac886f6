"""Gifts that makers make: those that an agency has asked for, those that a maker is asked for, and what may be asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.catalog.models import Batch, Product, StorefrontListing, Variant
from app.catalog.queries import own, shop
from app.catalog.rules.facts import is_food
from app.catalog.rules.life import Supply
from app.db.session import session
from app.gifts.models import Donation
from app.gifts.rules.donations import DonationState
from app.gifts.rules.life import agencies_of
from app.orders.queries import lots
from app.regions.models import Agency
from app.sellers import queries as sellers

MOST_FOUND = 12


@dataclass(frozen=True)
class DonationRow:
    """A gift with the name of the agency that asks for it."""

    donation: Donation
    agency: str


def get(donation_id: int) -> DonationRow:
    """For who writes about it."""
    return DonationRow(*session().execute(_ALL.where(Donation.id == donation_id)).one())


def of_agency(actor: Actor, donation_id: int) -> Donation:
    """One that an agency of hers has asked for. Raises NotFound."""
    return _one(donation_id, Donation.agency_id.in_(agencies_of(actor)))


def of_maker(actor: Actor, donation_id: int) -> Donation:
    """One that her gerai is asked for. Raises NotFound."""
    return _one(donation_id, Donation.seller_id == sellers.owned(actor).id)


def asked_by(actor: Actor, limit: int) -> Sequence[Donation]:
    """Those of her agencies, what waits first, then the latest."""
    return (
        session()
        .scalars(
            sa.select(Donation)
            .where(Donation.agency_id.in_(agencies_of(actor)))
            .order_by((Donation.state == DonationState.ASKED).desc(), Donation.id.desc())
            .limit(limit)
        )
        .all()
    )


def asked_of(seller_id: int, limit: int) -> list[DonationRow]:
    """Those of a gerai, what waits for her answer first, then the latest."""
    rows = session().execute(
        _ALL.where(Donation.seller_id == seller_id)
        .order_by((Donation.state == DonationState.ASKED).desc(), Donation.id.desc())
        .limit(limit)
    )
    return [DonationRow(*row) for row in rows]


def count_open(seller_id: int) -> int:
    """How many wait for her answer."""
    query = sa.select(sa.func.count()).where(
        Donation.seller_id == seller_id, Donation.state == DonationState.ASKED
    )
    return int(session().scalar(query) or 0)


@dataclass(frozen=True)
class OnShelf:
    """A good that a maker has on her shelf."""

    variant_id: int
    name: str
    seller_name: str
    city_name: str
    price: int


def on_shelf(words: str) -> list[OnShelf]:
    """Ready goods on show whose name, or whose gerai's, holds these words."""
    pattern = f"%{words.replace('%', '').replace('_', '')}%"
    return _goods(
        sa.or_(StorefrontListing.name.ilike(pattern), StorefrontListing.seller_name.ilike(pattern)),
    )


def good(variant_id: int) -> OnShelf | None:
    """One of them."""
    return next(iter(_goods(Variant.id == variant_id)), None)


def _goods(which: sa.ColumnElement[bool]) -> list[OnShelf]:
    rows = session().execute(
        sa.select(
            Variant.id,
            sa.case(
                (Variant.label != "", StorefrontListing.name + " (" + Variant.label + ")"),
                else_=StorefrontListing.name,
            ),
            StorefrontListing.seller_name,
            StorefrontListing.city_name,
            Variant.price,
        )
        .join(Product, Product.id == Variant.product_id)
        .join(StorefrontListing, StorefrontListing.product_id == Product.id)
        .where(
            which,
            Product.supply == Supply.READY,
            Variant.removed_at.is_(None),
            Variant.stock > 0,
            shop.on_show(clock.now()),
        )
        .order_by(StorefrontListing.name, Variant.id)
        .limit(MOST_FOUND)
    )
    return [OnShelf(*row) for row in rows]


@dataclass(frozen=True)
class Codes:
    """What stands on the packs of a gift: `known` codes, and how many pieces of food lie there without one (`unmarked`), with
    what a pack of today would say."""

    known: Sequence[tuple[str, int]] = ()
    unmarked: int = 0
    usual_code: str = ""
    usual_date: date | None = None


def is_of_food(donation: Donation) -> bool:
    """What is given is eaten or drunk."""
    return is_food(_product(donation).category)


def codes_to_give(donation: Donation) -> Codes:
    """Of a gift that she is asked for: how many of its pieces would go out without a code."""
    product = _product(donation)
    if not is_food(product.category):
        return Codes()
    coded = sa.select(sa.func.coalesce(sa.func.sum(Batch.on_hand), 0)).where(
        Batch.variant_id == donation.variant_id
    )
    stock = session().get_one(Variant, donation.variant_id).stock
    loose = min(donation.pieces, max(0, stock - int(session().scalar(coded) or 0)))
    if not loose:
        return Codes()
    code, best_before = lots.usual_mark(product)
    return Codes((), loose, code, best_before)


def codes_given(donation: Donation) -> Codes:
    """Of a gift that she has agreed to: the codes of its pieces, the oldest first."""
    given = {int(batch): pieces for batch, pieces in (donation.lots or {}).items()}
    rows = session().execute(
        sa.select(Batch.id, Batch.code).where(Batch.id.in_(given)).order_by(Batch.best_before, Batch.id)
    )
    return Codes([(code, given[batch]) for batch, code in rows])


def _product(donation: Donation) -> Product:
    return own.product(session().get_one(Variant, donation.variant_id).product_id)


_ALL = sa.select(Donation, Agency.name).join(Agency, Agency.id == Donation.agency_id)


def _one(donation_id: int, whose: sa.ColumnElement[bool]) -> Donation:
    found = session().scalar(sa.select(Donation).where(Donation.id == donation_id, whose))
    if found is None:
        raise NotFound(donation_id)
    return found
