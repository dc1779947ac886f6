"""Keeping the storefront's read model equal to its sources."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.dialects.postgresql import REGCONFIG, insert

from app.catalog.models import Batch, Product, StorefrontListing, Variant
from app.catalog.queries import own
from app.catalog.queries.batches import on_shelf
from app.catalog.queries.sources import ListingRow, listing_rows
from app.catalog.rules.batches import Lot, stock_until
from app.catalog.rules.life import Supply
from app.db.session import session, unit_of_work
from app.sellers import queries as sellers


def refresh(product_ids: Collection[int]) -> None:
    """Recompute the rows of these products; in the transaction of whatever changed a source."""
    if not product_ids:
        return
    with unit_of_work() as current:
        current.flush()
        _hold_products(product_ids)
        hold_shelf(product_ids)
        for row in listing_rows(product_ids):
            values = {**row.columns, "search": vector_of(row)}
            statement = insert(StorefrontListing).values(values)
            kept = {name: statement.excluded[name] for name in values if name != "product_id"}
            current.execute(
                statement.on_conflict_do_update(index_elements=[StorefrontListing.product_id], set_=kept)
            )


def _hold_products(product_ids: Collection[int]) -> None:
    """One refresh at a time for a product, also for one that has no row yet: what makes it visible and what hides it
    see each other. Orders, which only refer to it, need not wait."""
    session().execute(
        sa.select(Product.id)
        .where(Product.id.in_(product_ids))
        .order_by(Product.id)
        .with_for_update(key_share=True)
    )


def hold_shelf(product_ids: Collection[int]) -> None:
    """Lock the rows, in the order of ids. The sources are read by the next statement: one that waits here itself would
    go on with what it saw before, and write over what was sold meanwhile."""
    session().execute(
        sa.select(StorefrontListing.product_id)
        .where(StorefrontListing.product_id.in_(product_ids))
        .order_by(StorefrontListing.product_id)
        .with_for_update()
    )


def vector_of(row: ListingRow) -> sa.ColumnElement[str]:
    """The search vector: the name weighs most, then kind and material, then maker and place."""
    config = sa.cast("indonesian", REGCONFIG)
    parts = [
        sa.func.setweight(sa.func.to_tsvector(config, text), sa.literal_column(letter))
        for text, letter in zip(row.weights, ("'A'::\"char\"", "'B'::\"char\"", "'C'::\"char\""), strict=True)
    ]
    return parts[0].op("||")(parts[1]).op("||")(parts[2])


def refresh_seller(seller_id: int) -> None:
    """Everything of a gerai, after its name, place, state, leave, or members changed."""
    refresh(own.of_seller(seller_id))


def refresh_person(person_id: int) -> None:
    """Everything of the gerai in which this person makes, after one of her certificates changed."""
    seller = sellers.of_people([person_id]).get(person_id)
    if seller is not None:
        refresh_seller(seller.id)


def restock(product_ids: Collection[int]) -> None:
    """Bring only the pieces on hand up to date, and until when they may be sold: what changes with every order."""
    hold_shelf(product_ids)
    listing = orm.aliased(StorefrontListing)
    rows = session().execute(
        sa.select(
            listing.product_id, listing.least_pieces, listing.keep_days, listing.village_code, listing.supply,
            Variant.id, Variant.stock, Batch.id, Batch.best_before, Batch.on_hand,
        )
        .outerjoin(Variant, sa.and_(Variant.product_id == listing.product_id, Variant.removed_at.is_(None)))
        .outerjoin(Batch, sa.and_(Batch.variant_id == Variant.id, Batch.on_hand > 0))
        .where(listing.product_id.in_(product_ids))
    )  # fmt: skip
    heads: dict[int, tuple[int, int | None, str, Supply]] = {}
    stocks: dict[int, dict[int, int]] = defaultdict(dict)
    lots: dict[int, list[Lot]] = defaultdict(list)
    for product_id, least, keep, region, supply, variant, stock, *lot in rows:
        heads[product_id] = (least, keep, region, supply)
        if variant is not None:
            stocks[product_id][variant] = stock
        if lot[0] is not None:
            lots[variant].append(Lot(*lot))
    if heads:
        session().connection().execute(
            sa.update(StorefrontListing)
            .where(StorefrontListing.product_id == sa.bindparam("product"))
            .values(stock=sa.bindparam("pieces"), stock_until=sa.bindparam("until")),
            [
                {
                    "product": product_id,
                    "pieces": sum(stocks[product_id].values()),
                    "until": _until(stocks[product_id], lots, *heads[product_id]),
                }
                for product_id in sorted(heads)
            ],
        )


def _until(
    stocks: Mapping[int, int],
    lots: Mapping[int, list[Lot]],
    least: int,
    keep: int | None,
    region: str,
    supply: Supply,
) -> datetime | None:
    if supply is not Supply.READY:
        return None
    shelves = [on_shelf(stock, lots.get(variant, ()), keep) for variant, stock in stocks.items()]
    return stock_until(shelves, least, region)


def publish_gift(product_id: int, days: tuple[date, date] | None, occasions: Collection[str] = ()) -> None:
    """Curation's word: on the shelf of official gifts from the first to the last of these days, for these occasions
    (codes of `rules.occasions`); without days it is taken off."""
    first, last = days or (None, None)
    with unit_of_work() as current:
        current.execute(
            sa.update(Product)
            .where(Product.id == product_id)
            .values(gift_from=first, gift_until=last, gift_occasions=list(occasions) if days else [])
        )
        refresh([product_id])
