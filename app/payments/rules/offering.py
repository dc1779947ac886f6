"""By which ways a part of an order can be paid to its maker."""

from collections.abc import Collection
from dataclasses import dataclass

from app.payments.rules.ways import DIRECT, QRIS_MOST, Way


@dataclass(frozen=True)
class House:
    """What this installation offers at all: ways, rupiah up to which cash is taken, and days in which an agency pays."""

    ways: frozenset[Way]
    cash_most: int
    invoice_days: int


@dataclass(frozen=True)
class Till:
    """What a gerai has switched on, and has ready for it."""

    on: Collection[Way] = ()
    has_account: bool = False
    has_sticker: bool = False


@dataclass(frozen=True)
class Part:
    """What decides of a part: rupiah, whether anything in it is made first, whether the buyer fetches it, whether it goes
    through a post."""

    total: int
    is_made: bool
    is_fetched: bool
    is_through_post: bool = False


def direct_ways(part: Part, till: Till, house: House, *, for_agency: bool) -> tuple[Way, ...]:
    """The ways in the order in which buyers read them. A part that goes through a post shares one fee with others, so none of
    its makers can be paid alone. Cash is for what lies ready and is fetched (domain.md 8.2)."""
    if part.is_through_post:
        return ()
    fits = {
        Way.TRANSFER: till.has_account,
        Way.QRIS: till.has_sticker and part.total <= QRIS_MOST,
        Way.CASH: part.is_fetched and not part.is_made and part.total <= house.cash_most,
        Way.INVOICE: for_agency,
    }
    return tuple(way for way in DIRECT if way in house.ways and way in till.on and fits[way])
