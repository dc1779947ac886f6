"""What has gone back of a parcel, and what can still go back; for its seller, and for who mediates."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from app.base.actor import Actor, Role
from app.base.errors import NotFound
from app.db.session import session
from app.orders.models import Adjustment, AdjustmentShare, Complaint, Consolidation, Order, OrderLine, Parcel
from app.orders.queries import officer
from app.orders.rules import goodwill as rules
from app.sellers.models import Seller


def given(line_ids: Collection[int]) -> dict[int, int]:
    """Line → rupiah that went back for it while its pieces stayed."""
    rows = session().execute(
        sa.select(AdjustmentShare.order_line_id, sa.func.sum(AdjustmentShare.amount))
        .where(AdjustmentShare.order_line_id.in_(line_ids))
        .group_by(AdjustmentShare.order_line_id)
    )
    return {line: int(amount) for line, amount in rows}


def fee_returned(parcel_id: int) -> int:
    """Rupiah of a parcel's own fee that went back."""
    counted = sa.select(sa.func.coalesce(sa.func.sum(Adjustment.fee), 0)).where(
        Adjustment.parcel_id == parcel_id, Adjustment.consolidation_id.is_(None)
    )
    return int(session().scalar(counted) or 0)


def left_of(parcel: Parcel, lines: Collection[OrderLine], *, shared: bool) -> rules.Left:
    """What can still go back of a parcel; `shared`: the one fee of a parcel from a post, too."""
    fee_back = fee_returned(parcel.id)
    goods_left = max(0, parcel.total - parcel.returned - (parcel.fee - fee_back))
    gone = given([one.id for one in lines])
    found = [
        rules.LineLeft(
            one.id,
            f"{one.name} ({one.label})" if one.label else one.name,
            one.price,
            one.left,
            rules.left_of_line(one.price, one.left, gone.get(one.id, 0), goods_left),
        )
        for one in lines
    ]
    whole = _shared_left(parcel) if shared else 0
    return rules.Left(found, goods_left, parcel.fee - fee_back, whole)


def _shared_left(parcel: Parcel) -> int:
    if parcel.consolidation_id is None:
        return 0
    whole = session().get_one(Consolidation, parcel.consolidation_id)
    return whole.fee - whole.returned


def lines_of(parcel_id: int) -> list[OrderLine]:
    """The lines of a parcel, as they stand."""
    return list(
        session().scalars(sa.select(OrderLine).where(OrderLine.parcel_id == parcel_id).order_by(OrderLine.id))
    )


@dataclass(frozen=True)
class Part:
    """One maker's part of an order, as who mediates sees it."""

    parcel: Parcel
    order: Order
    complained: bool


def of_desk(actor: Actor, parcel_id: int) -> Part:
    """A part of a gerai in the officer's region, or any for an admin; whether it was complained about. Raises NotFound."""
    complained = sa.exists().where(Complaint.parcel_id == Parcel.id)
    query = (
        sa.select(Parcel, Order, complained)
        .join(Order, Order.id == Parcel.order_id)
        .join(Seller, Seller.id == Parcel.seller_id)
        .where(Parcel.id == parcel_id, Parcel.asked_at.is_not(None))
    )
    if not actor.grants_of(Role.ADMIN):
        query = query.where(officer.in_reach(actor))
    row = session().execute(query).first()
    if row is None:
        raise NotFound(parcel_id)
    return Part(*row)


@dataclass(frozen=True)
class Back:
    """An adjustment, and what of it was for which line: its pieces that fell away, or a share of their money."""

    adjustment: Adjustment
    lines: dict[int, int]


def backs(parcel_id: int) -> list[Back]:
    """All that went back of a parcel, oldest first."""
    found = (
        session()
        .scalars(sa.select(Adjustment).where(Adjustment.parcel_id == parcel_id).order_by(Adjustment.id))
        .all()
    )
    prices = {one.id: one.price for one in lines_of(parcel_id)}
    shares: dict[int, dict[int, int]] = {}
    for one in session().scalars(
        sa.select(AdjustmentShare).where(AdjustmentShare.adjustment_id.in_([one.id for one in found]))
    ):
        shares.setdefault(one.adjustment_id, {})[one.order_line_id] = one.amount
    return [Back(one, shares.get(one.id) or _fallen(one, prices)) for one in found]


def _fallen(one: Adjustment, prices: dict[int, int]) -> dict[int, int]:
    """Rupiah by line of pieces that fell away; what was given back before is not counted a second time."""
    worth, left = {}, one.goods
    for line_id, pieces in one.pieces:
        worth[line_id] = min(prices[line_id] * pieces, left)
        left -= worth[line_id]
    return worth
