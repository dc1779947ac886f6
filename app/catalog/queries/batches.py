"""Batches: what lies on hand, a seller's own, and those of an officer's region."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor, Role
from app.base.errors import NotFound
from app.base.zones import day_in
from app.catalog.models import Batch, Product, Revision, StorefrontListing, Variant
from app.catalog.queries import own
from app.catalog.queries.label_print import usual_code
from app.catalog.rules.batches import Lot, OnShelf, keep_days, last_sale
from app.catalog.rules.facts import is_food
from app.db.session import session
from app.sellers import queries as sellers
from app.sellers.models import Seller


def lots_of(variant_ids: Collection[int]) -> dict[int, list[Lot]]:
    """Variant → its lots on hand."""
    found: dict[int, list[Lot]] = defaultdict(list)
    if variant_ids:
        rows = session().execute(
            sa.select(Batch.variant_id, Batch.id, Batch.best_before, Batch.on_hand).where(
                Batch.variant_id.in_(variant_ids), Batch.on_hand > 0
            )
        )
        for variant_id, batch_id, best_before, pieces in rows:
            found[variant_id].append(Lot(batch_id, best_before, pieces))
    return found


def on_shelf(stock: int, lots: Sequence[Lot], keep: int | None) -> OnShelf:
    """What lies ready of a variant; pieces that are in no lot have no code."""
    return OnShelf(stock - sum(one.pieces for one in lots), lots, keep or 0)


def sellable(listing: StorefrontListing, variants: Sequence[Variant], today: date) -> dict[int, int]:
    """Variant → pieces that lie ready and may be sold today."""
    lots = lots_of([one.id for one in variants]) if listing.keep_days is not None else {}
    return {
        one.id: on_shelf(one.stock, lots.get(one.id, ()), listing.keep_days).sellable(today)
        for one in variants
    }


def get(batch_id: int) -> Batch:
    """One batch, for packages that have made sure that it may be read. Raises NotFound."""
    found = session().get(Batch, batch_id)
    if found is None:
        raise NotFound(batch_id)
    return found


# -- the seller's shelf -------------------------------------------------------------------------


@dataclass(frozen=True)
class BatchRow:
    """A batch on its seller's page. `days_left` counts to its date, `sold_until` is the last day of its sale, which
    `ends_soon` says is within a week."""

    batch: Batch
    days_left: int
    sold_until: date
    is_stopped: bool
    ends_soon: bool


@dataclass(frozen=True)
class VariantShelf:
    """A variant with its pieces: without a code, and by batch, the oldest first."""

    variant: Variant
    loose: int
    sellable: int
    batches: Sequence[BatchRow]


@dataclass(frozen=True)
class StockSheet:
    """The stock of a product as its seller sees it. `usual_code` and `usual_date` are what a pack of today would say."""

    product: Product
    revision: Revision
    food: bool
    keep_days: int
    shelf_life: int | None
    courier_days: int
    today: date
    usual_code: str
    usual_date: date
    shelves: Sequence[VariantShelf]

    @property
    def never_sold(self) -> bool:
        """It keeps for fewer days than selling and sending it takes."""
        return self.food and self.shelf_life is not None and self.shelf_life < self.keep_days

    @property
    def loose(self) -> int:
        return sum(one.loose for one in self.shelves)


def sheet(product: Product) -> StockSheet:
    """All about the stock of a product."""
    seller = sellers.get(product.seller_id)
    revision = own.latest(product.id)
    # what is sold follows the version that the shop shows
    facts = own.approved_facts(product.id) or revision.facts
    shelf_life = facts.get("shelf_life")
    courier = sellers.longest_ways([seller.id])[seller.id]
    today = day_in(seller.village_code or "36", clock.now())
    food = is_food(product.category)
    keep = keep_days(shelf_life, courier) if food else 0
    variants = own.variants(product.id)
    return StockSheet(
        product=product,
        revision=revision,
        food=food,
        keep_days=keep,
        shelf_life=shelf_life,
        courier_days=courier,
        today=today,
        usual_code=usual_code(revision, today),
        usual_date=today + timedelta(days=shelf_life or 0),
        shelves=_shelves(variants, keep, today),
    )


_FORGOTTEN = timedelta(days=60)
"""Batches of which nothing is left are shown for so long."""
_SOON = timedelta(days=7)
"""A week before the last day of its sale a seller may still find buyers next door."""


def _shelves(variants: Sequence[Variant], keep: int, today: date) -> list[VariantShelf]:
    rows: dict[int, list[BatchRow]] = defaultdict(list)
    kept = sa.or_(
        Batch.on_hand > 0, Batch.added_at > clock.now() - _FORGOTTEN, Batch.recalled_at.is_not(None)
    )
    query = (
        sa.select(Batch)
        .where(Batch.variant_id.in_([one.id for one in variants]), kept)
        .order_by(Batch.best_before, Batch.id)
        .execution_options(populate_existing=True)
    )
    for batch in session().scalars(query):
        until = last_sale(batch.best_before, keep)
        days_left, soon = (batch.best_before - today).days, today <= until <= today + _SOON
        row = BatchRow(batch, days_left, until, today > until, soon)
        rows[batch.variant_id].append(row)
    found = []
    for one in variants:
        coded = sum(row.batch.on_hand for row in rows[one.id])
        fit = sum(row.batch.on_hand for row in rows[one.id] if not row.is_stopped)
        loose = one.stock - coded
        rows[one.id].sort(key=lambda row: (row.batch.recalled_at is not None, row.batch.on_hand == 0))
        found.append(VariantShelf(one, loose, loose + fit, rows[one.id]))
    return found


# -- recall -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BatchSheet:
    """A batch with what it is of."""

    batch: Batch
    variant: Variant
    product: Product
    name: str
    seller_id: int
    seller_name: str
    village_code: str

    @property
    def full_name(self) -> str:
        return f"{self.name} ({self.variant.label})" if self.variant.label else self.name


def _sheets() -> Any:
    newest = (
        sa.select(sa.func.max(Revision.number))
        .where(Revision.product_id == Product.id)
        .correlate(Product)
        .scalar_subquery()
    )
    name = sa.func.coalesce(
        StorefrontListing.name,
        sa.select(Revision.name)
        .where(Revision.product_id == Product.id, Revision.number == newest)
        .correlate(Product)
        .scalar_subquery(),
    )
    return (
        sa.select(Batch, Variant, Product, name, Seller.id, Seller.name, Seller.village_code)
        .join(Variant, Variant.id == Batch.variant_id)
        .join(Product, Product.id == Variant.product_id)
        .join(Seller, Seller.id == Product.seller_id)
        .outerjoin(StorefrontListing, StorefrontListing.product_id == Product.id)
    )


def _in_reach(actor: Actor) -> sa.ColumnElement[bool]:
    """Gerai of the regions in which the actor is an officer."""
    reaches = [
        sa.or_(
            Seller.village_code == grant.region,
            Seller.village_code.startswith(f"{grant.region}.", autoescape=True),
        )
        for grant in actor.grants_of(Role.OFFICER)
        if grant.region
    ]
    return sa.or_(sa.false(), *reaches)


def of_anybody(batch_id: int) -> BatchSheet:
    """One batch, for what no person asks. Raises NotFound."""
    return _one(_sheets().where(Batch.id == batch_id), batch_id)


def of_own(actor: Actor, batch_id: int) -> BatchSheet:
    """A batch of the actor's own gerai. Raises NotFound."""
    seller = sellers.owned(actor)
    return _one(_sheets().where(Batch.id == batch_id, Seller.id == seller.id), batch_id)


def in_region(actor: Actor, batch_id: int) -> BatchSheet:
    """A batch of a gerai in the officer's region. Raises NotFound."""
    return _one(_sheets().where(Batch.id == batch_id, _in_reach(actor)), batch_id)


def _one(query: Any, batch_id: int) -> BatchSheet:
    row = session().execute(query).first()
    if row is None:
        raise NotFound(batch_id)
    return BatchSheet(*row)


MOST_FOUND = 50


def recalled_in_region(actor: Actor) -> list[BatchSheet]:
    """What was recalled in the officer's region, the newest first."""
    query = _sheets().where(Batch.recalled_at.is_not(None), _in_reach(actor))
    rows = session().execute(query.order_by(Batch.recalled_at.desc()).limit(MOST_FOUND))
    return [BatchSheet(*row) for row in rows]


def find_in_region(actor: Actor, words: str) -> list[BatchSheet]:
    """Batches of the officer's region whose code, product or gerai contains the words, the newest first."""
    like = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    met = sa.or_(Batch.code.ilike(like), Seller.name.ilike(like), StorefrontListing.name.ilike(like))
    rows = session().execute(
        _sheets().where(met, _in_reach(actor)).order_by(Batch.id.desc()).limit(MOST_FOUND)
    )
    return [BatchSheet(*row) for row in rows]
