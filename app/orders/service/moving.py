"""The one way in which parcels move: the table of `rules/life.py` is looked up, and what it says is carried out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.base import clock
from app.base.money import Rupiah
from app.catalog.service.goods import Taken
from app.db.session import session
from app.orders.models import Adjustment, DelayRequest, OrderLine, Parcel
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.delay import DelayAnswer
from app.orders.rules.life import PARCEL_LIFE, Effect, ParcelMove, ParcelState, Share, effect_of
from app.orders.service import adjusting, taking


@dataclass(frozen=True)
class Why:
    """Why a parcel loses pieces and money; the buyer reads `reason`."""

    kind: AdjustmentKind
    reason: str


def move(parcel: Parcel, step: ParcelMove) -> None:
    """One parcel, held, makes a step that costs its maker no money. Raises MoveRefused."""
    move_all([parcel], step)


def move_and_owe(
    parcel: Parcel, step: ParcelMove, why: Why, missing: Mapping[int, int] | None = None
) -> Adjustment | None:
    """One parcel, held and paid, makes a step by which it loses pieces and their money: `missing` (line → pieces) where
    the table says a part, all that is left where it says the whole. Answers nothing when a complaint has brought back
    all of its money before. Raises MoveRefused."""
    (owed,) = move_all([parcel], step, why, missing)
    return owed


def amount_of(owed: Adjustment | None) -> Rupiah:
    """Rupiah that go back."""
    return Rupiah(owed.amount if owed is not None else 0)


def move_all(
    parcels: Sequence[Parcel],
    step: ParcelMove,
    why: Why | None = None,
    missing: Mapping[int, int] | None = None,
    taken: Mapping[int, Taken] | None = None,
) -> list[Adjustment | None]:
    """Parcels of one order, held, make the same step. Goods and days of all of them go back together, so that locks are
    taken in the one order of the house; or are taken together (`taken`: by variant, as judged under their locks). Facts that
    the new state needs are set before. Answers what each owes. Raises MoveRefused; then nothing has changed."""
    moves = [(one, effect_of(one.state, step), missing or {}) for one in parcels]
    for parcel, _, _ in moves:
        if parcel.state is ParcelState.ACCEPTED:
            _needs_no_other_day(parcel)
        parcel.state = PARCEL_LIFE.after(parcel.state, step)
    for fit in (True, False):
        going_back = [one for each in moves if each[1].fit is fit for one in _going_back(*each)]
        if going_back:
            adjusting.give_back(going_back, fit=fit)
    taking_part = [line for one, effect, _ in moves if effect.takes for line in adjusting.lines_of(one)]
    if taking_part:
        taking.take(taking_part, taken or {})
    return [
        _owe(parcel, effect, gone, why) for parcel, effect, gone in moves if effect.money is not Share.NONE
    ]


def _going_back(parcel: Parcel, effect: Effect, missing: Mapping[int, int]) -> list[tuple[OrderLine, int]]:
    if effect.takes or effect.stock is effect.capacity is Share.NONE:
        return []
    found = []
    for line in adjusting.lines_of(parcel):
        share = effect.stock if line.from_stock else effect.capacity
        pieces = {Share.NONE: 0, Share.PART: missing.get(line.id, 0), Share.WHOLE: line.left}[share]
        found += [(line, pieces)] if pieces else []
    return found


def _owe(parcel: Parcel, effect: Effect, missing: Mapping[int, int], why: Why | None) -> Adjustment | None:
    if why is None:
        raise ValueError("money goes back for a reason only")
    gone = missing if effect.money is Share.PART else adjusting.everything(parcel)
    if parcel.returned == parcel.total and not adjusting.shared_saved(parcel, gone):
        return None
    return adjusting.drop(parcel, gone, why.kind, why.reason, gives_back=False)


def _needs_no_other_day(parcel: Parcel) -> None:
    """A later day that is still asked for is of no more use once the parcel goes on."""
    session().execute(
        sa.update(DelayRequest)
        .where(DelayRequest.parcel_id == parcel.id, DelayRequest.answer.is_(None))
        .values(answer=DelayAnswer.OVERTAKEN, answered_at=clock.now())
    )
