"""What has gone back, how far it is, and what can still go back: for the seller, for who mediates, and for the buyer."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.db.session import session
from app.orders.models import Adjustment, Parcel
from app.orders.ports import MoneyBack, OtherSum
from app.orders.queries import goodwill
from app.orders.queries.goodwill import Back
from app.orders.rules.goodwill import Left
from app.payments.models import Payment, Refund, RefundTransfer, RepayTarget
from app.payments.queries import payment as payments
from app.payments.rules.differing import Split
from app.payments.rules.returned import Stage, Tally, stage_of, tally
from app.payments.rules.states import RefundState
from app.payments.rules.ways import Way


class MoneyBackHere:
    """Answers `orders.ports.MoneyBackOf`."""

    def of_order(self, order_id: int) -> list[MoneyBack]:
        return of_order(order_id)

    def other_sums(self, order_id: int) -> dict[int, OtherSum]:
        """Of payments that paid; what came too late goes back whole, whatever it was."""
        found = {}
        for one in payments.taken_otherwise(order_id):
            if one.parcel_id is not None and one.accepted is not None:
                split = Split(one.due, one.code, one.accepted)
                found[one.parcel_id] = OtherSum(split.due, split.seen, split.let_go, split.owed)
        return found


def of_order(order_id: int) -> list[MoneyBack]:
    """All money that goes back of an order, oldest first."""
    return _rows(Payment.order_id == order_id)


def of_parcel(parcel_id: int) -> list[MoneyBack]:
    """All money that goes back of one part, oldest first; also what came above its bill."""
    of_surplus = sa.and_(Refund.surplus, Payment.parcel_id == parcel_id)
    return _rows(sa.or_(Adjustment.parcel_id == parcel_id, of_surplus))


def _rows(which: sa.ColumnElement[bool]) -> list[MoneyBack]:
    sent = sa.exists().where(RefundTransfer.refund_id == Refund.id)
    query = (
        sa.select(
            Refund,
            sa.case((sent, Way.TRANSFER.value), else_=Payment.gateway),
            Parcel.seller_name,
            RepayTarget.kind,
        )
        .join(Payment, Payment.id == Refund.payment_id)
        .outerjoin(Adjustment, Adjustment.id == Refund.adjustment_id)
        .outerjoin(Parcel, Parcel.id == sa.func.coalesce(Adjustment.parcel_id, Payment.parcel_id))
        .outerjoin(RepayTarget, RepayTarget.payment_id == Payment.id)
        .where(which)
        .order_by(Refund.id)
    )
    return [
        MoneyBack(
            one.id,
            one.amount,
            one.reason,
            stage_of(one.state),
            way,
            one.by_hand,
            maker,
            one.asked_at,
            one.done_at,
            one.by_hand and one.state is RefundState.WAITING and target is None,
        )
        for one, way, maker, target in session().execute(query)
    ]


@dataclass(frozen=True)
class Row:
    """Something that was paid: what of it goes back, and what can still go back."""

    name: str
    paid: int
    back: Tally
    left: int
    line_id: int | None = None
    pieces: int = 0
    price: int = 0


@dataclass(frozen=True)
class Sheet:
    """A part: its lines, its shipping, all of it. `other`: money that went back for no line in particular."""

    lines: Sequence[Row]
    fee: Row | None
    other: Tally
    whole: Row
    left: Left
    refunds: Sequence[MoneyBack]


def sheet(parcel: Parcel, *, shared: bool) -> Sheet:
    """What is shown before money is given back. `shared`: with the one fee of a parcel from a post."""
    lines = goodwill.lines_of(parcel.id)
    left = goodwill.left_of(parcel, lines, shared=shared)
    backs = goodwill.backs(parcel.id)
    stages = _stages([one.adjustment.id for one in backs])
    of_line = {one.line_id: one for one in left.lines}
    of_fee = left.fee + left.shared
    fee_paid = parcel.fee + (left.shared and _shared_paid(backs, left))
    return Sheet(
        lines=[
            Row(
                of_line[line.id].name,
                line.price * line.pieces,
                tally((stages[one.adjustment.id], one.lines.get(line.id, 0)) for one in backs),
                of_line[line.id].left,
                line.id,
                line.left,
                line.price,
            )
            for line in lines
        ],
        fee=Row(
            "Ongkir",
            fee_paid,
            tally((stages[one.adjustment.id], one.adjustment.fee) for one in backs),
            of_fee,
        )
        if fee_paid
        else None,
        other=tally(
            (stages[one.adjustment.id], one.adjustment.goods - sum(one.lines.values())) for one in backs
        ),
        whole=Row(
            "Semuanya",
            parcel.items_total + fee_paid,
            tally((stages[one.adjustment.id], one.adjustment.amount) for one in backs),
            left.whole,
        ),
        left=left,
        refunds=of_parcel(parcel.id),
    )


def _shared_paid(backs: Sequence[Back], left: Left) -> int:
    """Of the one fee of a parcel from a post: what is left of it, and what went back with this part."""
    return left.shared + sum(
        one.adjustment.fee for one in backs if one.adjustment.consolidation_id is not None
    )


def _stages(adjustment_ids: Sequence[int]) -> dict[int, Stage]:
    rows = session().execute(
        sa.select(Refund.adjustment_id, Refund.state).where(Refund.adjustment_id.in_(adjustment_ids))
    )
    known = {adjustment: state for adjustment, state in rows}
    return {one: stage_of(known.get(one)) for one in adjustment_ids}
