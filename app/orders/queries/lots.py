"""Lots of order lines: what still needs a code, and who holds a batch."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.base import clock
from app.base.zones import day_in
from app.catalog.models import Batch, Product
from app.catalog.queries import own
from app.catalog.queries.label_print import usual_code
from app.catalog.rules.facts import is_food
from app.db.session import session
from app.orders.models import LineLot, Order, OrderLine, Parcel
from app.orders.rules.life import HOLDING, ParcelState
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
    return [_unmarked(line, product, pieces) for line, product, pieces in rows if is_food(product.category)]


def _unmarked(line: OrderLine, product: Product, pieces: int) -> Unmarked:
    today = day_in(sellers.get(product.seller_id).village_code or "36", clock.now())
    revision = own.latest(product.id)
    life = own.approved_facts(product.id).get("shelf_life") or revision.facts.get("shelf_life") or 0
    code = usual_code(revision, today)
    return Unmarked(
        line.id, line.variant_id, line.name, line.label, pieces, code, today + timedelta(days=life)
    )


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


# -- who holds a batch ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Holder:
    """A row of the recall list: an order that holds pieces of a batch."""

    line_id: int
    order_id: int
    parcel_id: int
    number: str
    buyer: str
    phone: str
    pieces: int
    state: ParcelState
    sent_at: datetime | None
    told_at: datetime | None
    repaid_at: datetime | None


def _held(batch_id: int) -> Any:
    return (
        sa.select(LineLot)
        .join(OrderLine, OrderLine.id == LineLot.order_line_id)
        .join(Parcel, Parcel.id == OrderLine.parcel_id)
        .join(Order, Order.id == Parcel.order_id)
        .where(LineLot.batch_id == batch_id)
    )


def holders(batch_id: int) -> list[Holder]:
    """Every order that holds pieces of the batch, the oldest first."""
    rows = session().execute(
        _held(batch_id)
        .with_only_columns(
            OrderLine.id, Order.id, Parcel.id, Order.number, Order.buyer_name, Order.phone, LineLot.pieces, Parcel.state,
            Parcel.sent_at, LineLot.told_at, LineLot.repaid_at,
        )
        .order_by(Order.id, OrderLine.id)
    )  # fmt: skip
    return [Holder(*row) for row in rows]


def orders_holding(batch_id: int) -> Sequence[int]:
    """Their ids, the oldest first: who ordered first is served first by what can take its place."""
    ids = _held(batch_id).with_only_columns(Order.id).distinct().order_by(Order.id)
    return session().scalars(ids).all()


@dataclass(frozen=True)
class Reach:
    """How far the pieces of a batch have come: in orders that are not sent yet, and with buyers."""

    unsent: int = 0
    sent: int = 0
    buyers: int = 0


def reach(batch_id: int) -> Reach:
    """What a recall would meet."""
    found = holders(batch_id)
    sent = [one for one in found if one.state not in HOLDING]
    return Reach(
        unsent=sum(one.pieces for one in found if one.state in HOLDING),
        sent=sum(one.pieces for one in sent),
        buyers=len({one.order_id for one in sent}),
    )


@dataclass(frozen=True)
class RecalledPiece:
    """Recalled pieces in an order that has been sent, as its buyer is told."""

    line_id: int
    batch_id: int
    parcel_id: int
    name: str
    code: str
    best_before: date
    reason: str
    pieces: int
    worth: int
    repaid_at: datetime | None


def recalled_in(order_id: int) -> list[RecalledPiece]:
    """What was recalled of an order's goods after they were sent."""
    rows = session().execute(
        sa.select(
            OrderLine.id, Batch.id, Parcel.id, OrderLine.name, Batch.code, Batch.best_before, Batch.recall_reason,
            LineLot.pieces, LineLot.pieces * OrderLine.price, LineLot.repaid_at,
        )
        .join(OrderLine, OrderLine.id == LineLot.order_line_id)
        .join(Parcel, Parcel.id == OrderLine.parcel_id)
        .join(Batch, Batch.id == LineLot.batch_id)
        .where(Parcel.order_id == order_id, Batch.recalled_at.is_not(None))
        .where(Parcel.state.in_([ParcelState.SENT, ParcelState.RECEIVED]))
        .order_by(OrderLine.id, Batch.id)
    )  # fmt: skip
    return [RecalledPiece(*tuple(row)) for row in rows]
