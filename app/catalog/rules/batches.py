"""Batches of food: which may still be sold, which go first, and from when a product's stock can no longer be sold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.base.zones import midnight

BUYERS_SHARE = 4
"""A buyer should have a quarter of a food's shelf life left when it reaches her. Shops that sell on ask a third to two
thirds of their suppliers; she eats it herself, and what is withheld is thrown away in the maker's kitchen. Our own choice:
no regulation says more than "not past its date"."""
LEAST_FOR_BUYER, MOST_FOR_BUYER = 2, 30
"""Days: a cake is not eaten on the day on which it comes, and a month is enough for any jar."""
UNKNOWN_FOR_BUYER = 7
"""Days, where nobody has said how long it keeps."""
MOST_MADE = 100_000
MOST_CODE = 24
"""Letters of a production code, as on the printed label."""


@dataclass(frozen=True)
class Lot:
    """Pieces of one batch that lie in the maker's house."""

    batch_id: int
    best_before: date
    pieces: int


@dataclass(frozen=True)
class OnShelf:
    """What lies ready of a variant: `loose` pieces without a code, and lots. `keep_days`: whole days that a batch must have
    left on the day of its sale."""

    loose: int
    lots: Sequence[Lot] = ()
    keep_days: int = 0

    def sellable(self, today: date) -> int:
        """Pieces that may be sold today."""
        return self.loose + sum(one.pieces for one in on_sale(self.lots, self.keep_days, today))


@dataclass(frozen=True)
class Picked:
    """Pieces taken off a shelf: so many without a code, and batch → pieces."""

    loose: int = 0
    lots: Mapping[int, int] = field(default_factory=dict)

    @property
    def pieces(self) -> int:
        return self.loose + sum(self.lots.values())


def keep_days(shelf_life: int | None, courier_days: int) -> int:
    """Whole days of life that a batch must have left when it is sold: the longest way that the gerai sends
    (`courier_days`), and then something for the buyer."""
    if shelf_life is None:
        return courier_days + UNKNOWN_FOR_BUYER
    share = -(-shelf_life // BUYERS_SHARE)
    return courier_days + min(max(share, LEAST_FOR_BUYER), MOST_FOR_BUYER)


def last_sale(best_before: date, keep: int) -> date:
    """The last day on which a batch is sold."""
    return best_before - timedelta(days=keep)


def on_sale(lots: Iterable[Lot], keep: int, today: date) -> list[Lot]:
    """Lots that may be sold today, the one that ends first before the others."""
    fit = [one for one in lots if one.pieces > 0 and today <= last_sale(one.best_before, keep)]
    return sorted(fit, key=lambda one: (one.best_before, one.batch_id))


def pick(wanted: int, shelf: OnShelf, today: date) -> Picked | None:
    """The oldest first: what lay there before codes were written, then the batches by their date. None: not so many."""
    if wanted > shelf.sellable(today):
        return None
    loose = min(wanted, shelf.loose)
    left, lots = wanted - loose, {}
    for one in on_sale(shelf.lots, shelf.keep_days, today):
        if left:
            lots[one.batch_id] = min(left, one.pieces)
            left -= lots[one.batch_id]
    return Picked(loose, lots)


@dataclass(frozen=True)
class Held:
    """Pieces of one batch in an order line."""

    batch_id: int
    best_before: date
    pieces: int
    recalled: bool = False


def handed_back(count: int, left: int, held: Sequence[Held]) -> Picked:
    """Of `left` pieces of an order line, those `count` that it gives back.

    What was recalled goes first: nobody may get it. Then the freshest: what stays in the order is then older than what lies
    on the shelf again, so the oldest still leave the house first. What has no code is the oldest and goes back last.
    """
    lots: dict[int, int] = {}
    for one in sorted(held, key=lambda one: (one.recalled, one.best_before, one.batch_id), reverse=True):
        if count:
            lots[one.batch_id] = min(count, one.pieces)
            count -= lots[one.batch_id]
    return Picked(min(count, left - sum(one.pieces for one in held)), lots)


def stock_until(shelves: Sequence[OnShelf], least: int, region: str) -> datetime | None:
    """The instant from which fewer than `least` pieces of these shelves may be sold, at the region's midnight; None where
    time does not take them away (or there are too few already)."""
    found = sum(one.loose for one in shelves)
    if found >= least:
        return None
    ends = sorted(
        (
            (last_sale(lot.best_before, shelf.keep_days), lot.pieces)
            for shelf in shelves
            for lot in shelf.lots
            if lot.pieces > 0
        ),
        reverse=True,
    )
    for last, pieces in ends:
        found += pieces
        if found >= least:
            return midnight(region, last + timedelta(days=1))
    return None
