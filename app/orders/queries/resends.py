"""What goes to buyers a second time: what is still at home, what needs a code, and which codes are to be packed."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.catalog.models import Batch, Product
from app.catalog.rules.facts import is_food
from app.db.session import session
from app.orders.models import Complaint, ComplaintLine, OrderLine, ResendGoods
from app.orders.queries import complaints
from app.orders.queries.lots import Code, Unmarked, as_unmarked


def at_home(complaint_id: int) -> Sequence[ResendGoods]:
    """What was taken for it and has not been sent."""
    return (
        session()
        .scalars(
            sa.select(ResendGoods)
            .where(ResendGoods.complaint_id == complaint_id, ResendGoods.sent_at.is_(None))
            .order_by(ResendGoods.id)
            .execution_options(populate_existing=True)
        )
        .all()
    )


def unmarked(complaint_id: int) -> list[Unmarked]:
    """Food that will be sent again of which some pieces have no code, named by the first line complained about with it."""
    coded: dict[int, int] = {}
    for one in at_home(complaint_id):
        coded[one.variant_id] = coded.get(one.variant_id, 0) + (one.units if one.batch_id is not None else 0)
    rows = session().execute(
        sa.select(OrderLine, Product)
        .join(Product, Product.id == OrderLine.product_id)
        .join(ComplaintLine, ComplaintLine.order_line_id == OrderLine.id)
        .where(ComplaintLine.complaint_id == complaint_id, OrderLine.variant_id.in_(coded))
        .order_by(OrderLine.id)
    )
    pieces = complaints.pieces_of(complaint_id)
    firsts: dict[int, tuple[OrderLine, Product]] = {}
    bare: dict[int, int] = {variant: -count for variant, count in coded.items()}
    for line, product in rows:
        firsts.setdefault(line.variant_id, (line, product))
        bare[line.variant_id] += pieces[line.id]
    return [
        as_unmarked(line, product, bare[variant])
        for variant, (line, product) in firsts.items()
        if bare[variant] > 0 and is_food(product.category)
    ]


def recalled_code(complaint_id: int) -> str | None:
    """A code that was recalled, among what is to be sent again."""
    return session().scalar(
        sa.select(Batch.code)
        .join(ResendGoods, ResendGoods.batch_id == Batch.id)
        .where(ResendGoods.complaint_id == complaint_id, ResendGoods.sent_at.is_(None))
        .where(Batch.recalled_at.is_not(None))
        .limit(1)
    )


def holding(parcel_id: int, batch_id: int) -> Sequence[Complaint]:
    """The complaints about a parcel for which pieces of the batch lie ready to be sent again."""
    return (
        session()
        .scalars(
            sa.select(Complaint)
            .where(Complaint.parcel_id == parcel_id)
            .where(
                sa.exists().where(
                    ResendGoods.complaint_id == Complaint.id,
                    ResendGoods.batch_id == batch_id,
                    ResendGoods.sent_at.is_(None),
                )
            )
            .order_by(Complaint.id)
        )
        .all()
    )


@dataclass(frozen=True)
class ToPack:
    """A variant that is sent again, with the codes to take it from."""

    name: str
    codes: Sequence[Code]


def to_pack(complaint_id: int) -> list[ToPack]:
    """Where what is sent again is to be taken from, of those that have codes; the oldest first."""
    found: dict[str, list[Code]] = {}
    rows = (
        session()
        .execute(
            sa.select(Batch.code, ResendGoods.units, ResendGoods.variant_id)
            .join(Batch, Batch.id == ResendGoods.batch_id)
            .where(ResendGoods.complaint_id == complaint_id, ResendGoods.sent_at.is_(None))
            .order_by(Batch.best_before, Batch.id)
        )
        .all()
    )
    names = {
        line.variant_id: f"{line.name} ({line.label})" if line.label else line.name
        for line in session().scalars(
            sa.select(OrderLine)
            .join(ComplaintLine, ComplaintLine.order_line_id == OrderLine.id)
            .where(ComplaintLine.complaint_id == complaint_id)
        )
    }
    for code, pieces, variant_id in rows:
        found.setdefault(names[variant_id], []).append(Code(code, pieces))
    return [ToPack(name, codes) for name, codes in found.items()]
