"""Keeping the storefront's read model equal to its sources."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import REGCONFIG, insert

from app.catalog.models import Product, StorefrontListing, Variant
from app.catalog.queries import own
from app.catalog.queries.sources import ListingRow, listing_rows
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
    """Bring only the pieces on hand up to date: the one thing that changes with every order."""
    hold_shelf(product_ids)
    stock = (
        sa.select(sa.func.coalesce(sa.func.sum(Variant.stock), 0))
        .where(Variant.product_id == StorefrontListing.product_id, Variant.removed_at.is_(None))
        .scalar_subquery()
    )
    session().execute(
        sa.update(StorefrontListing)
        .where(StorefrontListing.product_id.in_(product_ids))
        .values(stock=stock)
        .execution_options(synchronize_session=False)
    )


def publish_gift(product_id: int, until: date | None) -> None:
    """Curation's word: on the shelf of official gifts up to and including this day; None takes it off."""
    with unit_of_work() as current:
        current.execute(sa.update(Product).where(Product.id == product_id).values(gift_until=until))
        refresh([product_id])
