"""A gerai's hands and their closures, for whoever works with them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotFound
from app.catalog.models import Closure, Product, ProductionLine, Revision
from app.catalog.ports import Promised
from app.catalog.queries.shop import promise_days
from app.catalog.rules.life import Supply
from app.catalog.rules.promise import Hands, Off
from app.db.session import session
from app.sellers.models import Seller


@dataclass(frozen=True)
class LineSheet:
    """The same hands, with the goods that they make, as they stand now."""

    line: ProductionLine
    goods: Sequence[str]
    hands: Hands

    @property
    def id(self) -> int:
        return self.line.id

    @property
    def name(self) -> str:
        """Her own name for them, else that of the first product."""
        return self.line.name or (self.goods[0] if self.goods else "Tanpa barang")

    @property
    def words(self) -> str:
        """`20 sehari, Senin–Sabtu`."""
        return f"{self.line.pace.words}, {self.line.week}"


def lines(seller: Seller) -> list[LineSheet]:
    """The hands of a gerai, the oldest first: those that make something, or have promised to."""
    found = (
        session()
        .scalars(
            sa.select(ProductionLine)
            .where(ProductionLine.seller_id == seller.id)
            .order_by(ProductionLine.id)
            .execution_options(populate_existing=True)
        )
        .all()
    )
    goods = _goods(seller.id)
    taken = promise_days([line.id for line in found], clock.now())
    off = _off(seller)
    return [
        LineSheet(line, goods[line.id], _hands(line, taken[line.id], off))
        for line in found
        if goods[line.id] or taken[line.id]
    ]


def line(seller: Seller, line_id: int) -> LineSheet:
    """One of them. Raises NotFound, also for another gerai's."""
    found = next((one for one in lines(seller) if one.id == line_id), None)
    if found is None:
        raise NotFound(line_id)
    return found


def _hands(line: ProductionLine, taken: dict[date, int], off: dict[int | None, list[Off]]) -> Hands:
    return Hands(line.pace, taken, [*off[None], *off[line.id]], line.weekdays, line.finish_days)


def _off(seller: Seller) -> dict[int | None, list[Off]]:
    """Line → its closures; under None those of all hands, and the leave."""
    found: dict[int | None, list[Off]] = defaultdict(list)
    for one in closures(seller.id, clock.now().date()):
        found[one.line_id].append(one.off)
    if seller.leave_from is not None and seller.leave_until is not None:
        found[None].append((seller.leave_from, seller.leave_until))
    return found


def _goods(seller_id: int) -> dict[int, list[str]]:
    """Line → names of what it makes, the oldest first."""
    newest = (
        sa.select(Revision.name)
        .where(Revision.product_id == Product.id)
        .order_by(Revision.number.desc())
        .limit(1)
        .correlate(Product)
        .scalar_subquery()
    )
    rows = session().execute(
        sa.select(Product.line_id, newest)
        .where(Product.seller_id == seller_id, Product.removed_at.is_(None), Product.supply == Supply.MADE)
        .order_by(Product.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for line_id, name in rows:
        found[line_id].append(name)
    return found


def makes_more(line_id: int, product_id: int) -> bool:
    """These hands make something else, too."""
    others = sa.select(Product.id).where(
        Product.line_id == line_id,
        Product.id != product_id,
        Product.removed_at.is_(None),
        Product.supply == Supply.MADE,
    )
    return bool(session().scalar(sa.select(others.exists())))


def closures(seller_id: int, since: date) -> Sequence[Closure]:
    """Closures that are not over on a day, the nearest first."""
    return (
        session()
        .scalars(
            sa.select(Closure)
            .where(Closure.seller_id == seller_id, Closure.removed_at.is_(None), Closure.last_day >= since)
            .order_by(Closure.first_day, Closure.id)
        )
        .all()
    )


@dataclass(frozen=True)
class Affected:
    """A parcel whose work falls on the days of a closure."""

    parcel_id: int
    number: str
    buyer: str
    pieces: int
    days: Sequence[date]


def affected(closure: Closure, promised: Sequence[Promised]) -> list[Affected]:
    """The parcels that were promised for days of a closure, by the first of these days."""
    found: dict[int, list[Promised]] = defaultdict(list)
    for one in promised:
        if closure.first_day <= one.day <= closure.last_day and closure.line_id in (None, one.line_id):
            found[one.parcel_id].append(one)
    rows = [
        Affected(
            parcel_id,
            parts[0].number,
            parts[0].buyer,
            sum(part.pieces for part in parts),
            sorted({part.day for part in parts}),
        )
        for parcel_id, parts in found.items()
    ]
    return sorted(rows, key=lambda row: (row.days, row.parcel_id))
