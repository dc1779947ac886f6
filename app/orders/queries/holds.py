"""What unpaid orders of a cart hold: free for the same cart, because a new order for the same goods replaces them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.catalog.models import Batch
from app.catalog.rules.batches import Lot
from app.catalog.service.goods import NOTHING_HELD, Held
from app.db.session import session
from app.orders.models import LineLot, LineSlot, Order, OrderLine, Parcel
from app.orders.rules.life import OrderState
from app.orders.rules.quote import Replaced


@dataclass(frozen=True)
class Own:
    """Unpaid orders of a cart, and all that they hold together."""

    orders: Sequence[Replaced] = ()
    held: Held = NOTHING_HELD


def unpaid(cart_id: int) -> sa.ScalarSelect[bool]:
    """Whether a cart has an unpaid order at all, to be asked along with something else."""
    return sa.select(
        sa.exists().where(Order.cart_id == cart_id, Order.state == OrderState.PLACED)
    ).scalar_subquery()


def ordered_again(order: Order, variant_ids: Collection[int]) -> str | None:
    """The number of a newer order of the same cart for one of these variants, that waits for money or was paid."""
    if order.cart_id is None:
        return None
    return session().scalar(
        sa.select(Order.number)
        .where(Order.cart_id == order.cart_id, Order.id > order.id)
        .where(sa.or_(Order.state == OrderState.PLACED, Order.paid_at.is_not(None)))
        .where(
            sa.exists()
            .where(OrderLine.parcel_id == Parcel.id, Parcel.order_id == Order.id)
            .where(OrderLine.variant_id.in_(variant_ids))
        )
        .order_by(Order.id.desc())
        .limit(1)
    )


def of_cart(cart_id: int, variant_ids: Collection[int], *, lock: bool = False) -> Own:
    """The unpaid orders of this cart that hold one of these variants; `lock` keeps them from being paid meanwhile.

    An order that is paid while we wait for it is not among them any more.
    """
    same = (
        sa.exists()
        .where(OrderLine.parcel_id == Parcel.id, Parcel.order_id == Order.id)
        .where(OrderLine.variant_id.in_(variant_ids))
    )
    query = (
        sa.select(Order.id, Order.number, Order.person_id, Order.total)
        .where(Order.cart_id == cart_id, Order.state == OrderState.PLACED, same)
        .order_by(Order.id)
    )
    orders = session().execute(query.with_for_update(of=Order) if lock else query).all()
    if not orders:
        return Own()
    rows = session().execute(
        sa.select(
            Parcel.order_id,
            OrderLine.variant_id,
            OrderLine.name,
            OrderLine.pieces,
            OrderLine.from_stock,
            LineSlot.line_id,
            LineSlot.day,
            LineSlot.pieces,
            OrderLine.id,
        )
        .join(Parcel, Parcel.id == OrderLine.parcel_id)
        .outerjoin(LineSlot, LineSlot.order_line_id == OrderLine.id)
        .where(Parcel.order_id.in_([one.id for one in orders]))
        .order_by(OrderLine.id, LineSlot.day)
    )
    pieces: dict[int, int] = defaultdict(int)
    days: dict[tuple[int, date], int] = defaultdict(int)
    goods: dict[int, dict[int, str]] = defaultdict(dict)
    for order_id, variant_id, name, count, from_stock, line_id, day, units, order_line in rows:
        if order_line not in goods[order_id]:
            goods[order_id][order_line] = f"{count} {name}"
            pieces[variant_id] += count if from_stock else 0
        if line_id is not None:
            days[line_id, day] += units
    return Own(
        [
            Replaced(one.id, one.number, one.person_id, one.total, ", ".join(goods[one.id].values()))
            for one in orders
        ],
        Held(dict(pieces), dict(days), _lots([one.id for one in orders])),
    )


def _lots(order_ids: Collection[int]) -> dict[int, list[Lot]]:
    """Variant → what these orders hold out of batches that may still be sold."""
    found: dict[int, list[Lot]] = defaultdict(list)
    rows = session().execute(
        sa.select(Batch.variant_id, Batch.id, Batch.best_before, LineLot.pieces)
        .join(LineLot, LineLot.batch_id == Batch.id)
        .join(OrderLine, OrderLine.id == LineLot.order_line_id)
        .join(Parcel, Parcel.id == OrderLine.parcel_id)
        .where(Parcel.order_id.in_(order_ids), OrderLine.from_stock, Batch.recalled_at.is_(None))
        .order_by(Batch.id)
    )
    for variant_id, batch_id, best_before, pieces in rows:
        found[variant_id].append(Lot(batch_id, best_before, pieces))
    return found
