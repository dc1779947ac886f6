"""Lots of order lines: what still needs a code, and which codes are in a parcel."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from app.base import clock
from app.base.zones import day_in
from app.catalog.models import Batch, Product
from app.catalog.queries import own
from app.catalog.queries.label_print import usual_code
from app.catalog.rules.facts import is_food
from app.db.session import session
from app.orders.models import LineLot, OrderLine
from app.sellers import queries as sellers


@dataclass(frozen=True)
class Unmarked:
    """Pieces of food in a parcel that have no production code yet, with what a pack of today would say."""

    line_id: int
    variant_id: int
    name: str
    label: str
    pieces: int
    usual_code: str
    usual_date: date


def unmarked(parcel_id: int) -> list[Unmarked]:
    """Lines of food of which some pieces are in no lot."""
    in_lots = (
        sa.select(sa.func.coalesce(sa.func.sum(LineLot.pieces), 0))
        .where(LineLot.order_line_id == OrderLine.id)
        .correlate(OrderLine)
        .scalar_subquery()
    )
    rows = session().execute(
        sa.select(OrderLine, Product, OrderLine.pieces - OrderLine.dropped - in_lots)
        .join(Product, Product.id == OrderLine.product_id)
        .where(OrderLine.parcel_id == parcel_id, OrderLine.pieces - OrderLine.dropped > in_lots)
        .order_by(OrderLine.id)
    )
    return [as_unmarked(line, product, pieces) for line, product, pieces in rows if is_food(product.category)]


def as_unmarked(line: OrderLine, product: Product, pieces: int) -> Unmarked:
    """So many pieces of a line, with the code and date that its maker would print today."""
    code, best_before = usual_mark(product)
    return Unmarked(line.id, line.variant_id, line.name, line.label, pieces, code, best_before)


def usual_mark(product: Product) -> tuple[str, date]:
    """Production code and date that its maker would print on a pack of today."""
    today = day_in(sellers.get(product.seller_id).village_code or "36", clock.now())
    revision = own.latest(product.id)
    life = own.approved_facts(product.id).get("shelf_life") or revision.facts.get("shelf_life") or 0
    return usual_code(revision, today), today + timedelta(days=life)


@dataclass(frozen=True)
class Code:
    """Pieces of a line with the code on their packs."""

    code: str
    pieces: int


def codes_in(parcel_id: int) -> dict[int, list[Code]]:
    """Line → the codes of its pieces, the oldest first."""
    found: dict[int, list[Code]] = defaultdict(list)
    rows = session().execute(
        sa.select(LineLot.order_line_id, Batch.code, LineLot.pieces)
        .join(Batch, Batch.id == LineLot.batch_id)
        .join(OrderLine, OrderLine.id == LineLot.order_line_id)
        .where(OrderLine.parcel_id == parcel_id)
        .order_by(LineLot.order_line_id, Batch.best_before, Batch.id)
    )
    for line_id, code, pieces in rows:
        found[line_id].append(Code(code, pieces))
    return found
