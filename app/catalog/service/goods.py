"""Taking scarce things: pieces on hand and days of hands, under row locks in the order of ids; and giving them back."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.base import clock
from app.base.errors import RuleBroken
from app.base.zones import day_in
from app.catalog.models import LineDay, Product, ProductionLine, StorefrontListing, Variant
from app.catalog.queries import batches, shop
from app.catalog.rules import availability
from app.catalog.rules.batches import Lot
from app.catalog.rules.life import Supply
from app.catalog.service import batches as batch_service
from app.catalog.service.shelf import hold_shelf, restock
from app.db.session import session, unit_of_work
from app.sellers.models import Seller


@dataclass(frozen=True)
class Taken:
    """Pieces of a variant that now belong to an order; `plan` tells on which days they are made, `lots` which batches they
    come out of."""

    variant_id: int
    product_id: int
    seller_id: int
    name: str
    label: str
    price: int
    weight_g: int
    volume_cm3: int
    pieces: int
    ready_on: date
    supply: Supply
    line_id: int | None
    plan: Mapping[date, int]
    lots: Mapping[int, int] = field(default_factory=dict)
    """Batch → pieces, of those that come out of batches."""


@dataclass(frozen=True)
class Held:
    """What unpaid orders of a cart hold: pieces by variant, those of them that come out of batches by variant, units of work
    by (line, day). Free for that cart alone."""

    pieces: Mapping[int, int] = field(default_factory=dict)
    days: Mapping[tuple[int, date], int] = field(default_factory=dict)
    lots: Mapping[int, Sequence[Lot]] = field(default_factory=dict)


NOTHING_HELD = Held()


@dataclass(frozen=True)
class Shortage:
    """A line that cannot be had as wanted; `left` pieces are."""

    variant_id: int
    name: str
    left: int
    sentence: str


class NotToBeHad(RuleBroken):
    """Some lines cannot be had; nothing was taken."""

    def __init__(self, shortages: Sequence[Shortage]) -> None:
        self.shortages = tuple(shortages)
        super().__init__(" ".join(one.sentence for one in shortages))


def take(wanted: Mapping[int, int], *, limited: bool = True) -> list[Taken]:
    """Variant → pieces, all or nothing. `limited`: the limits of an order hold, as `judge` says. Raises NotToBeHad."""
    with unit_of_work():
        _, outcomes = hold(wanted, limited=limited)
        taken = all_to_be_had(outcomes)
        write(taken)
    return taken


def hold(
    wanted: Mapping[int, int], *, limited: bool = True, fresh_on: date | None = None
) -> tuple[dict[int, Any], dict[int, Taken | Shortage]]:
    """Lock what is wanted (variants, then lines, each in the order of ids) and judge it. Ends with the transaction."""
    _lock_lines(_lock_variants(list(wanted)))
    rows = look(list(wanted))  # only now: a price, a pace, a closure may have changed while it waited
    return rows, judge(wanted, rows, limited=limited, fresh_on=fresh_on)


def lock(variant_ids: Sequence[int], line_ids: Collection[int]) -> None:
    """Hold variants, hands and shelf rows, each in the order of ids: for who gives back and takes in one transaction,
    where one after the other would lock variants when hands are held already."""
    _lock_lines({*line_ids, *_lock_variants(variant_ids)})
    products = sa.select(Variant.product_id).where(Variant.id.in_(variant_ids)).distinct()
    hold_shelf(session().scalars(products).all())


def all_to_be_had(outcomes: Mapping[int, Taken | Shortage]) -> list[Taken]:
    """The outcomes if none of them is a shortage. Raises NotToBeHad."""
    shortages = [one for one in outcomes.values() if isinstance(one, Shortage)]
    if shortages:
        raise NotToBeHad(shortages)
    return [one for one in outcomes.values() if isinstance(one, Taken)]


def look(variant_ids: Sequence[int]) -> dict[int, Any]:
    """Everything that decides whether and when variants can be had."""
    query = (
        sa.select(
            Variant.id, Variant.product_id, Variant.label, Variant.price, Variant.weight_g, Variant.stock,
            sa.func.coalesce(Variant.length_cm * Variant.width_cm * Variant.height_cm, 0).label("volume_cm3"),
            Variant.removed_at, Product.supply, Product.seller_id, Product.line_id, ProductionLine.per_day, ProductionLine.days_each,
            Product.note_label, Product.note_most, Product.note_needed,
            ProductionLine.weekdays, ProductionLine.finish_days, StorefrontListing.closed,
            Product.least_pieces, Product.most_pieces, Seller.least_order, StorefrontListing.keep_days,
            StorefrontListing.name, StorefrontListing.slug, StorefrontListing.photo_key, StorefrontListing.seller_name,
            StorefrontListing.seller_slug, StorefrontListing.city_name, StorefrontListing.village_code,
            StorefrontListing.leave_from, StorefrontListing.leave_until, shop.on_show(clock.now()).label("on_show"),
        )
        .join(Product, Product.id == Variant.product_id)
        .join(Seller, Seller.id == Product.seller_id)
        .join(StorefrontListing, StorefrontListing.product_id == Product.id)
        .outerjoin(ProductionLine, ProductionLine.id == Product.line_id)
        .where(Variant.id.in_(variant_ids))
        .order_by(Variant.id)
    )  # fmt: skip
    return {row.id: row for row in session().execute(query)}


def _lock_variants(variant_ids: Sequence[int]) -> set[int]:
    """Hold variants in the order of ids; answers the lines of those that are made when ordered."""
    rows = session().execute(
        sa.select(Product.line_id, Product.supply)
        .join(Variant, Variant.product_id == Product.id)
        .where(Variant.id.in_(variant_ids))
        .order_by(Variant.id)
        .with_for_update(of=Variant)
    )
    return {line for line, supply in rows if line is not None and supply is Supply.MADE}


def _lock_lines(line_ids: set[int]) -> None:
    if line_ids:
        session().execute(
            sa.select(ProductionLine.id)
            .where(ProductionLine.id.in_(line_ids))
            .order_by(ProductionLine.id)
            .with_for_update()
        )


def judge(
    wanted: Mapping[int, int],
    rows: Mapping[int, Any],
    own: Held = NOTHING_HELD,
    *,
    limited: bool = True,
    fresh_on: date | None = None,
) -> dict[int, Taken | Shortage]:
    """What each wanted variant comes to. The same judgement shows a cart and enforces an order.

    Variants made by the same hands are laid one after the other, in the order of their ids. `own` counts as free. `limited`:
    the least and most pieces of an order hold; what is sent a second time is no order. `fresh_on`: food out of batches is as
    fresh then as a buyer would get it today, because it is handed on that day.
    """
    now = clock.now()
    days = shop.promise_days({row.line_id for row in rows.values() if row.supply is Supply.MADE}, now)
    for (line_id, day), units in own.days.items():
        if day in days.get(line_id, {}):
            days[line_id][day] -= units
    around = _Around(
        now,
        days,
        # of food alone; asked after the variants are locked, because a batch changes under that lock
        batches.lots_of([row.id for row in rows.values() if row.keep_days is not None]),
        _by_product(wanted, rows),
        own,
        limited,
        fresh_on,
    )
    return {
        variant_id: _judge_one(variant_id, pieces, rows.get(variant_id), around)
        for variant_id, pieces in sorted(wanted.items())
    }


@dataclass(frozen=True)
class _Around:
    """What decides beside a variant's own row: days of hands that are taken, lots on hand, pieces wanted by product."""

    now: datetime
    days: Mapping[int, dict[date, int]]
    lots: Mapping[int, Sequence[Lot]]
    of_product: Mapping[int, int]
    own: Held
    limited: bool
    fresh_on: date | None


def _by_product(wanted: Mapping[int, int], rows: Mapping[int, Any]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for variant_id, pieces in wanted.items():
        if variant_id in rows:
            found[rows[variant_id].product_id] += pieces
    return found


def _judge_one(variant_id: int, pieces: int, row: Any, around: _Around) -> Taken | Shortage:
    name = full_name(row) if row is not None else "Satu barang"
    judged = _availability(name, pieces, row, around)
    if isinstance(judged, availability.Lack):
        return Shortage(variant_id, name, judged.left, judged.sentence)
    for day, count in judged.plan.items():
        around.days[row.line_id][day] = around.days[row.line_id].get(day, 0) + count
    return _taken(row, pieces, judged)


def _availability(name: str, pieces: int, row: Any, around: _Around) -> availability.Have | availability.Lack:
    if row is None or row.removed_at is not None or not row.on_show:
        return availability.not_on_sale(name)
    today = day_in(row.village_code, around.now)
    found: availability.Have | availability.Lack
    if row.supply is Supply.READY:
        lots = [*around.lots.get(row.id, ()), *around.own.lots.get(row.id, ())]
        stock = row.stock + around.own.pieces.get(row.id, 0)
        shelf = batches.on_shelf(stock, lots, row.keep_days)
        off = shop.days_off(row)
        found = availability.from_stock(name, pieces, shelf, today, off, fresh_on=around.fresh_on)
    else:
        found = availability.on_hands(name, pieces, shop.hands_of(row, around.days[row.line_id]), today)
    if isinstance(found, availability.Lack) or not around.limited:
        return found
    limits = availability.Limits(row.least_pieces, row.most_pieces)
    return availability.beyond_limits(name, pieces, around.of_product[row.product_id], limits) or found


def _taken(row: Any, pieces: int, have: availability.Have) -> Taken:
    return Taken(
        variant_id=row.id,
        product_id=row.product_id,
        seller_id=row.seller_id,
        name=row.name,
        label=row.label,
        price=row.price,
        weight_g=row.weight_g,
        volume_cm3=row.volume_cm3,
        pieces=pieces,
        ready_on=have.ready_on,
        supply=row.supply,
        line_id=row.line_id if have.plan else None,
        plan=have.plan,
        lots=have.lots,
    )


def full_name(row: Any) -> str:
    """`Keset Perca (Kecil)`: the product with the choice, as sentences name it."""
    return f"{row.name} ({row.label})" if row.label else str(row.name)


def write(taken: Sequence[Taken]) -> None:
    """Take what `hold` has locked and judged."""
    from_stock = [one for one in taken if one.supply is Supply.READY]
    if from_stock:
        session().connection().execute(
            sa.update(Variant)
            .where(Variant.id == sa.bindparam("variant"))
            .values(stock=Variant.stock - sa.bindparam("pieces")),
            [{"variant": one.variant_id, "pieces": one.pieces} for one in from_stock],
        )
        batch_service.take({batch: pieces for one in from_stock for batch, pieces in one.lots.items()})
        restock({one.product_id for one in from_stock})
    by_day: dict[tuple[int, date], int] = defaultdict(int)
    for one in taken:
        for day, count in one.plan.items():
            by_day[one.line_id or 0, day] += count
    if by_day:
        rows = [
            {"line_id": line, "day": day, "taken": count} for (line, day), count in sorted(by_day.items())
        ]
        statement = insert(LineDay).values(rows)
        session().execute(
            statement.on_conflict_do_update(
                index_elements=[LineDay.line_id, LineDay.day],
                set_={"taken": LineDay.taken + statement.excluded.taken},
            )
        )
    session().expire_all()


def give_back(
    pieces: Mapping[int, int],
    days: Mapping[tuple[int, date], int],
    lots: Mapping[int, int] | None = None,
    spoilt: Mapping[int, int] | None = None,
) -> None:
    """Return pieces on hand (variant → pieces without a code; `lots`: batch → pieces) and days of hands ((line, day) →
    pieces), in the same order of locks. Of a batch that was recalled, and of `spoilt`, nothing is sold again."""
    lots, spoilt = lots or {}, spoilt or {}
    with unit_of_work() as current:
        of_batch = batch_service.variants_of({*lots, *spoilt})
        variants = {variant: pieces.get(variant, 0) for variant in sorted({*pieces, *of_batch.values()})}
        if variants:
            current.execute(
                sa.select(Variant.id).where(Variant.id.in_(variants)).order_by(Variant.id).with_for_update()
            )
        # before the shelf is written: placing holds the hands when it comes to the shelf
        _lock_lines({line for line, _ in days})
        if variants:
            for batch, count in batch_service.put_back(lots, spoilt).items():
                variants[of_batch[batch]] += count
            current.connection().execute(
                sa.update(Variant)
                .where(Variant.id == sa.bindparam("variant"))
                .values(stock=Variant.stock + sa.bindparam("pieces")),
                [{"variant": variant, "pieces": count} for variant, count in variants.items()],
            )
            products = current.scalars(
                sa.select(Variant.product_id).where(Variant.id.in_(variants)).distinct()
            ).all()
            restock(products)
        if days:
            current.connection().execute(
                sa.update(LineDay)
                .where(LineDay.line_id == sa.bindparam("line"), LineDay.day == sa.bindparam("on"))
                .values(taken=LineDay.taken - sa.bindparam("pieces")),
                [{"line": line, "on": day, "pieces": count} for (line, day), count in sorted(days.items())],
            )
        current.expire_all()
