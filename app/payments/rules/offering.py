"""By which ways a part of an order can be paid to its maker."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from app.payments.rules.ways import DIRECT, QRIS_MOST, Way


@dataclass(frozen=True)
class House:
    """What this installation offers at all: ways, rupiah up to which cash is taken, and days in which an agency pays."""

    ways: frozenset[Way]
    cash_most: int
    invoice_days: int


@dataclass(frozen=True)
class Till:
    """What a gerai has switched on, and has ready for it. `transfers_from`: its account was changed and is not used for
    transfers before then, so that who has stolen a phone does not get the next buyer's money."""

    on: Collection[Way] = ()
    has_account: bool = False
    transfers_from: datetime | None = None
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
        Way.TRANSFER: till.has_account and till.transfers_from is None,
        Way.QRIS: till.has_sticker and part.total <= QRIS_MOST,
        Way.CASH: part.is_fetched and not part.is_made and part.total <= house.cash_most,
        Way.INVOICE: for_agency,
    }
    return tuple(way for way in DIRECT if way in house.ways and way in till.on and fits[way])


def bills_agencies(till: Till, house: House) -> bool:
    """The gerai lets agencies pay after the hand-over, and the house does."""
    return Way.INVOICE in house.ways and Way.INVOICE in till.on


def transfers_again(part: Part, till: Till, house: House, *, for_agency: bool) -> datetime | None:
    """From when this part could be paid by transfer, where it cannot now only because the account cools off."""
    if till.transfers_from is None:
        return None
    warm = direct_ways(part, replace(till, transfers_from=None), house, for_agency=for_agency)
    return till.transfers_from if Way.TRANSFER in warm else None
