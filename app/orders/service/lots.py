"""Which batches the pieces of order lines come out of."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.base.errors import RuleBroken
from app.catalog.models import Batch
from app.catalog.rules.batches import Held, Picked, handed_back
from app.catalog.service import batches
from app.db.session import session, unit_of_work
from app.orders.models import LineLot, OrderLine, Parcel
from app.orders.queries import lots as queries


@dataclass(frozen=True)
class Mark:
    """What stands on the packs of a line: production code and date."""

    code: str
    best_before: date


class NotMarked(RuleBroken):
    message = "Tulis dulu kode produksi dan tanggal kedaluwarsa di kemasannya, supaya bisa dilacak kalau ada yang salah."


class Recalled(RuleBroken):
    def __init__(self, code: str) -> None:
        super().__init__(
            f"Kode {code} ditarik dari peredaran, jadi jangan dikirim. Isi paketnya sedang kami perbarui; buka lagi sebentar."
        )


def held(line_ids: Collection[int]) -> dict[int, list[LineLot]]:
    """Line → its lots; the lines are held."""
    found: dict[int, list[LineLot]] = defaultdict(list)
    if line_ids:
        rows = session().scalars(
            sa.select(LineLot)
            .where(LineLot.order_line_id.in_(line_ids))
            .order_by(LineLot.order_line_id, LineLot.batch_id)
            .execution_options(populate_existing=True)
        )
        for lot in rows:
            found[lot.order_line_id].append(lot)
    return found


def let_go(falling: Sequence[tuple[OrderLine, int]]) -> list[tuple[OrderLine, Picked]]:
    """Of each line those pieces that it gives back, taken off its lots."""
    lots = held([line.id for line, _ in falling])
    known = _batches({one.batch_id for some in lots.values() for one in some})
    found = []
    for line, count in falling:
        own = lots.get(line.id, [])
        there = [
            Held(one.batch_id, known[one.batch_id].best_before, one.pieces, known[one.batch_id].is_recalled)
            for one in own
        ]
        back = handed_back(count, line.left, there)
        _take_off(own, back.lots)
        found.append((line, back))
    return found


@dataclass(frozen=True)
class _Known:
    best_before: date
    is_recalled: bool


def _batches(batch_ids: Collection[int]) -> dict[int, _Known]:
    if not batch_ids:
        return {}
    rows = session().execute(
        sa.select(Batch.id, Batch.best_before, Batch.recalled_at.is_not(None)).where(Batch.id.in_(batch_ids))
    )
    return {batch: _Known(day, recalled) for batch, day, recalled in rows}


def _take_off(own: Sequence[LineLot], gone: Mapping[int, int]) -> None:
    for lot in own:
        count = gone.get(lot.batch_id, 0)
        if count == lot.pieces:
            session().delete(lot)
        elif count:
            lot.pieces -= count
    session().flush()


def put_in_place(line: OrderLine, lot: LineLot, swapped: Mapping[int, int]) -> None:
    """Pieces of other batches (batch → pieces) take the place of as many of this lot."""
    there = {one.batch_id: one for one in held([line.id])[line.id]}
    _take_off([lot], {lot.batch_id: sum(swapped.values())})
    for batch, pieces in swapped.items():
        if batch in there:
            there[batch].pieces += pieces
        else:
            session().add(LineLot(order_line_id=line.id, batch_id=batch, pieces=pieces))
    session().flush()


def mark(parcel: Parcel, marks: Mapping[int, Mark]) -> None:
    """Food that is packed gets its codes (line → mark), where its pieces have none yet. The parcel is held. Raises NotMarked,
    Recalled, and what the batch refuses; then nothing has changed."""
    with unit_of_work():
        check_sound(parcel)
        # one after the other in the order of variants: each is locked until the transaction ends
        for one in sorted(queries.unmarked(parcel.id), key=lambda one: (one.variant_id, one.line_id)):
            said = marks.get(one.line_id)
            if said is None:
                raise NotMarked
            batch = batches.mark_made(one.variant_id, said.code, said.best_before, one.pieces)
            session().add(LineLot(order_line_id=one.line_id, batch_id=batch.id, pieces=one.pieces))
            session().flush()


def check_sound(parcel: Parcel) -> None:
    """Nothing in the parcel was recalled. Raises Recalled."""
    code = session().scalar(
        sa.select(Batch.code)
        .join(LineLot, LineLot.batch_id == Batch.id)
        .join(OrderLine, OrderLine.id == LineLot.order_line_id)
        .where(OrderLine.parcel_id == parcel.id, Batch.recalled_at.is_not(None))
        .limit(1)
    )
    if code is not None:
        raise Recalled(code)
