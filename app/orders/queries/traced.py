"""Who holds pieces of a batch, in whatever way they came: with the order, or sent again after a complaint."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from app.catalog.models import Batch
from app.db.session import session
from app.orders.models import Complaint, LineLot, Order, OrderLine, Parcel, Resend, ResendGoods
from app.orders.rules.adjusting import owed_for_recalled
from app.orders.rules.life import HOLDING, ParcelState


def _pieces() -> sa.Subquery:
    """Pieces of batches with buyers or held for them. What is sent again stands as a parcel would: at its maker's house, on
    its way, received."""
    with_order = (
        sa.select(
            LineLot.batch_id, Parcel.order_id, Parcel.id.label("parcel_id"), OrderLine.variant_id, LineLot.pieces,
            Parcel.state, Parcel.sent_at, LineLot.told_at, LineLot.repaid_at, sa.false().label("again"),
            OrderLine.id.label("place"),
        )
        .join(OrderLine, OrderLine.id == LineLot.order_line_id)
        .join(Parcel, Parcel.id == OrderLine.parcel_id)
    )  # fmt: skip
    state = sa.case(
        (ResendGoods.sent_at.is_(None), sa.literal(ParcelState.ACCEPTED, Parcel.state.type)),
        (Resend.received_at >= ResendGoods.sent_at, sa.literal(ParcelState.RECEIVED, Parcel.state.type)),
        else_=sa.literal(ParcelState.SENT, Parcel.state.type),
    )
    again = (
        sa.select(
            ResendGoods.batch_id, Parcel.order_id, Parcel.id, ResendGoods.variant_id, ResendGoods.units,
            state, ResendGoods.sent_at, ResendGoods.told_at, ResendGoods.repaid_at, sa.true(),
            ResendGoods.id,
        )
        .join(Resend, Resend.complaint_id == ResendGoods.complaint_id)
        .join(Complaint, Complaint.id == ResendGoods.complaint_id)
        .join(Parcel, Parcel.id == Complaint.parcel_id)
        .where(ResendGoods.batch_id.is_not(None))
    )  # fmt: skip
    return sa.union_all(with_order, again).subquery()


@dataclass(frozen=True)
class Holder:
    """A row of the recall list: an order that holds pieces of a batch. `again`: they were sent after a complaint, or will be."""

    order_id: int
    number: str
    buyer: str
    phone: str
    pieces: int
    state: ParcelState
    sent_at: datetime | None
    told_at: datetime | None
    repaid_at: datetime | None
    again: bool


def holders(batch_id: int) -> list[Holder]:
    """Every order that holds pieces of the batch, the oldest first."""
    held = _pieces().c
    rows = session().execute(
        sa.select(
            Order.id, Order.number, Order.buyer_name, Order.phone, held.pieces, held.state, held.sent_at, held.told_at,
            held.repaid_at, held.again,
        )
        .join(Order, Order.id == held.order_id)
        .where(held.batch_id == batch_id)
        .order_by(Order.id, held.again, held.place)
    )  # fmt: skip
    return [Holder(*row) for row in rows]


def orders_holding(batch_id: int) -> Sequence[int]:
    """Their ids, the oldest first: who ordered first is served first by what can take its place."""
    held = _pieces().c
    ids = sa.select(held.order_id).where(held.batch_id == batch_id).distinct().order_by(held.order_id)
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
class RecalledPieces:
    """Recalled pieces that have been sent to a buyer, as she is told; `worth`: rupiah that she may ask for, or that went back
    at `repaid_at`; where she has not paid yet (`is_paid`), it lessens her bill."""

    batch_id: int
    parcel_id: int
    name: str
    code: str
    best_before: date
    reason: str
    pieces: int
    worth: int
    repaid_at: datetime | None
    is_paid: bool


def recalled_in(order_id: int) -> list[RecalledPieces]:
    """What was recalled of an order's goods after they were sent, by batch: a batch is of one variant, which is in one part of
    an order."""
    held = _pieces().c
    rows = (
        session()
        .execute(
            sa.select(
                Batch, held.parcel_id, held.variant_id, sa.func.sum(held.pieces), sa.func.max(held.repaid_at)
            )
            .join(Batch, Batch.id == held.batch_id)
            .where(held.order_id == order_id, Batch.recalled_at.is_not(None))
            .where(held.state.in_([ParcelState.SENT, ParcelState.RECEIVED]))
            .group_by(Batch.id, held.parcel_id, held.variant_id)
            .order_by(Batch.id)
        )
        .all()
    )
    if not rows:
        return []
    lines = _lines({parcel_id for _, parcel_id, *_ in rows})
    repaid: dict[int, int] = defaultdict(int)
    for _, _, variant_id, pieces, repaid_at in rows:
        repaid[variant_id] += int(pieces) if repaid_at else 0
    found = []
    for batch, parcel_id, variant_id, pieces, repaid_at in rows:
        parcel, line, left = lines[parcel_id, variant_id]
        others = repaid[variant_id] - (int(pieces) if repaid_at else 0)
        money_left = parcel.total - parcel.returned if repaid_at is None else None
        worth = owed_for_recalled(int(pieces), line.price, paid_for=left - others, money_left=money_left)
        found.append(
            RecalledPieces(
                batch.id, parcel_id, line.name, batch.code, batch.best_before, batch.recall_reason or "", int(pieces),
                worth, repaid_at, parcel.paid_at is not None,
            )
        )  # fmt: skip
    return found


def _lines(parcel_ids: set[int]) -> dict[tuple[int, int], tuple[Parcel, OrderLine, int]]:
    """(Parcel, variant) → the parcel, a line of the variant, and the pieces of all such lines that are left."""
    found: dict[tuple[int, int], tuple[Parcel, OrderLine, int]] = {}
    rows = session().execute(
        sa.select(Parcel, OrderLine)
        .join(OrderLine, OrderLine.parcel_id == Parcel.id)
        .where(Parcel.id.in_(parcel_ids))
        .order_by(OrderLine.id)
    )
    for parcel, line in rows:
        key = parcel.id, line.variant_id
        before = found[key][2] if key in found else 0
        found[key] = parcel, line, before + line.left
    return found


def sent_of(order_id: int, batch_id: int) -> list[LineLot | ResendGoods]:
    """The rows behind what was sent to the buyer of an order out of a batch, to write on."""
    lots = session().scalars(
        sa.select(LineLot)
        .join(OrderLine, OrderLine.id == LineLot.order_line_id)
        .join(Parcel, Parcel.id == OrderLine.parcel_id)
        .where(Parcel.order_id == order_id, LineLot.batch_id == batch_id)
        .where(Parcel.sent_at.is_not(None))
        .order_by(LineLot.order_line_id)
        .execution_options(populate_existing=True)
    )
    again = session().scalars(
        sa.select(ResendGoods)
        .join(Complaint, Complaint.id == ResendGoods.complaint_id)
        .join(Parcel, Parcel.id == Complaint.parcel_id)
        .where(Parcel.order_id == order_id, ResendGoods.batch_id == batch_id)
        .where(ResendGoods.sent_at.is_not(None))
        .order_by(ResendGoods.id)
        .execution_options(populate_existing=True)
    )
    return [*lots, *again]
