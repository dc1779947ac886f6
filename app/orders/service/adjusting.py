"""Taking pieces off a parcel that is paid: goods and days go back to the maker, their money to the buyer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.base import clock
from app.base.money import Rupiah
from app.catalog.service import goods
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.delivery.rules.rates import Tariff
from app.orders.events import MoneyOwed
from app.orders.models import Adjustment, AdjustmentShare, Consolidation, LineSlot, OrderLine, Parcel
from app.orders.queries import goodwill, hub
from app.orders.queries import order as queries
from app.orders.rules import adjusting as rules
from app.orders.rules.adjusting import AdjustmentKind, Standing
from app.orders.service import consolidating
from app.orders.service import lots as lots_service


def lines_of(parcel: Parcel) -> Sequence[OrderLine]:
    """The lines of a parcel, held."""
    return (
        session()
        .scalars(
            sa.select(OrderLine)
            .where(OrderLine.parcel_id == parcel.id)
            .order_by(OrderLine.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        .all()
    )


def everything(parcel: Parcel) -> dict[int, int]:
    """All pieces that are left of a parcel, by line."""
    return {line.id: line.left for line in lines_of(parcel) if line.left}


def drop(
    parcel: Parcel, gone: Mapping[int, int], kind: AdjustmentKind, reason: str, *, gives_back: bool = True
) -> Adjustment:
    """These pieces (line → pieces) fall away, and their money goes back. The parcel must be held and paid.

    `gives_back` says whether the pieces are fit to be sold again. Raises TooMany; then nothing has changed.
    """
    with unit_of_work():
        lines = lines_of(parcel)
        given = goodwill.given([one.id for one in lines])
        loss = rules.loss(
            [
                Standing(one.id, one.price, one.weight_g, one.left, one.volume_cm3, given.get(one.id, 0))
                for one in lines
            ],
            gone,
            Tariff(**parcel.tariff) if parcel.tariff else None,
            0 if parcel.consolidation_id is not None else parcel.fee - goodwill.fee_returned(parcel.id),
        )
        loss = _within(parcel, loss, all_gone=sum(gone.values()) == sum(one.left for one in lines))
        whole = consolidating.held(parcel.consolidation_id) if parcel.consolidation_id is not None else None
        saved = shared_saved(parcel, gone)
        falling = [(one, gone[one.id]) for one in lines if one.id in gone]
        if gives_back:
            give_back(falling)
        for line, count in falling:
            line.dropped += count
        return _owe(
            parcel, kind, [list(one) for one in sorted(gone.items())], loss, reason, whole=whole, saved=saved
        )


def shared_saved(parcel: Parcel, gone: Mapping[int, int]) -> int:
    """Rupiah that go back of the fee of a parcel from a post when these pieces (line → pieces) fall away."""
    if parcel.consolidation_id is None:
        return 0
    return hub.fee_saved(consolidating.held(parcel.consolidation_id), gone)


def pay_back(parcel: Parcel, amount: int, kind: AdjustmentKind, reason: str) -> Adjustment:
    """Only money goes back, the goods stay. Raises TooMany beyond what is left of the parcel's money."""
    with unit_of_work():
        if not 0 < amount <= parcel.total - parcel.returned:
            raise rules.TooMany
        return _owe(parcel, kind, [], rules.Loss(Rupiah(amount), Rupiah(0)), reason)


def give(
    parcel: Parcel,
    lines: Mapping[int, int],
    loss: rules.Loss,
    kind: AdjustmentKind,
    reason: str,
    *,
    whole: Consolidation | None = None,
    shared: int = 0,
) -> Adjustment:
    """Money goes back by line (line → rupiah, together the goods of `loss`), of the fee, and `shared` rupiah of the one fee of
    `whole`; the goods stay. The parcel must be held. Raises TooMany beyond what is left of its money."""
    with unit_of_work():
        if loss.amount > parcel.total - parcel.returned:
            raise rules.TooMany
        made = _owe(parcel, kind, [], loss, reason, whole=whole, saved=shared)
        session().add_all(
            AdjustmentShare(adjustment_id=made.id, order_line_id=line, amount=amount)
            for line, amount in lines.items()
        )
        session().flush()
        return made


def let_go(parcel: Parcel, amount: int, reason: str) -> None:
    """Less came than was due and the maker lets `amount` rupiah of it go: of the goods first, then of the fee. It never came,
    so nothing goes back for it, and no more than came can go back later. The parcel must be held. Raises TooMany."""
    with unit_of_work():
        if not 0 < amount < parcel.total - parcel.returned:
            raise rules.TooMany
        goods = min(amount, goodwill.left_of(parcel, (), shared=False).goods)
        _adjust(
            parcel, AdjustmentKind.FORGIVEN, [], rules.Loss(Rupiah(goods), Rupiah(amount - goods)), reason
        )


def pay_back_shared(parcel: Parcel, whole: Consolidation, kind: AdjustmentKind, reason: str) -> None:
    """What is left of the fee of a shared parcel that will not be; the part that was the last in it names it."""
    with unit_of_work():
        left = whole.fee - whole.returned
        if left:
            _owe(parcel, kind, [], rules.Loss(Rupiah(0), Rupiah(0)), reason, whole=whole, saved=left)


def _within(parcel: Parcel, loss: rules.Loss, *, all_gone: bool) -> rules.Loss:
    """Never more than is left of the parcel's money; exactly that when nothing is left of its goods."""
    left = parcel.total - parcel.returned
    if all_gone or loss.amount > left:
        fee = min(loss.fee, left)
        return rules.Loss(Rupiah(left - fee), Rupiah(fee))
    return loss


def _owe(
    parcel: Parcel,
    kind: AdjustmentKind,
    pieces: list[Any],
    loss: rules.Loss,
    reason: str,
    *,
    whole: Consolidation | None = None,
    saved: int = 0,
) -> Adjustment:
    """`saved` rupiah go back of the fee that `whole` shares among its parts, in the same refund."""
    adjustment = _adjust(parcel, kind, pieces, loss, reason, whole=whole, saved=saved)
    announce(MoneyOwed(adjustment_id=adjustment.id))
    return adjustment


def _adjust(
    parcel: Parcel,
    kind: AdjustmentKind,
    pieces: list[Any],
    loss: rules.Loss,
    reason: str,
    *,
    whole: Consolidation | None = None,
    saved: int = 0,
) -> Adjustment:
    adjustment = Adjustment(
        parcel_id=parcel.id,
        kind=kind,
        pieces=pieces,
        goods=loss.goods,
        fee=loss.fee + saved,
        amount=loss.amount + saved,
        reason=reason,
        made_at=clock.now(),
        consolidation_id=whole.id if whole is not None else None,
    )
    session().add(adjustment)
    parcel.returned += loss.amount
    if whole is not None:
        whole.returned += saved
    session().flush()
    record(None, "parcel adjusted", "parcel", parcel.id, kind=kind, amount=adjustment.amount, pieces=pieces)
    return adjustment


def give_back(falling: Sequence[tuple[OrderLine, int]], *, fit: bool = True) -> None:
    """Pieces to their shelves and batches, days to their hands: of each line so many of those that are left. What is not
    `fit` to be sold again lies on no shelf any more, and its codes are withdrawn."""
    pieces: dict[int, int] = defaultdict(int)
    lots: dict[int, int] = defaultdict(int)
    spoilt: dict[int, int] = defaultdict(int)
    for line, back in lots_service.let_go(falling):
        if fit and line.from_stock and back.loose:
            pieces[line.variant_id] += back.loose
        for batch, count in back.lots.items():
            # what was made for this order alone lies on no shelf
            (lots if fit and line.from_stock else spoilt)[batch] += count
    days: dict[tuple[int, date], int] = defaultdict(int)
    made = [(line, count) for line, count in falling if not line.from_stock]
    slots = defaultdict(list)
    for slot in queries.slots_of([line.id for line, _ in made]):
        slots[slot.order_line_id].append(slot)
    for line, count in made:
        for slot, units in _freed(slots[line.id], line, count):
            days[slot.line_id, slot.day] += units
    session().flush()
    goods.give_back(pieces, days, lots, spoilt)


def _freed(slots: Sequence[LineSlot], line: OrderLine, count: int) -> list[tuple[LineSlot, int]]:
    """The slots that become free, taken off the line; work of several days a piece counts in days."""
    units = sum(slot.pieces for slot in slots) * count // line.left
    free = rules.freed([(slot.day, slot.pieces) for slot in slots], units)
    found = [(slot, free[slot.day]) for slot in slots if slot.day in free]
    for slot, taken in found:
        if taken == slot.pieces:
            session().delete(slot)
        else:
            slot.pieces -= taken
    return found
