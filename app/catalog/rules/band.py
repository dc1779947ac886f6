"""What of an offer on show changes at once, and which prices do: near what was, or back to what a curator approved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class OfferPart(StrEnum):
    """What of an offer was changed while its product was on show."""

    PRICE = "price"
    STOCK = "stock"
    WEIGHT = "weight"
    SIZE = "size"
    REMOVED = "removed"
    SUPPLY = "supply"
    LIMITS = "limits"
    NOTE = "note"


class Standing(StrEnum):
    """By whose word a change stands: it confirmed itself, or a curator approved it."""

    AT_ONCE = "at_once"
    APPROVED = "approved"


@dataclass(frozen=True)
class Priced:
    """A price of a choice, in rupiah, in force from `at`; `approved`: a curator had it before her."""

    price: int
    at: datetime
    approved: bool


@dataclass(frozen=True)
class Span:
    """Prices in rupiah that need no curator, both ends included. `usual` is what they are measured by."""

    least: int
    most: int
    usual: int

    def __contains__(self, price: int) -> bool:
        return self.least <= price <= self.most


@dataclass(frozen=True)
class PriceBand:
    """How far a price may go by itself: `percent` up or down of what it was `days` ago, whatever the steps between."""

    percent: int = 20
    days: int = 30

    def span(self, history: Sequence[Priced], now: datetime) -> Span | None:
        """Prices that confirm themselves now; None when nobody knows an earlier one. `history` in order of time.

        Measured by the price of `days` ago, or by the last one that a curator approved since: so many small steps come
        no further than a single one. The way back to what a curator approved last is always open.
        """
        if not history:
            return None
        since = now - timedelta(days=self.days)
        settled = [one for one in history if one.approved or one.at <= since]
        usual = (settled or history[:1])[-1].price
        approved = [one.price for one in history if one.approved]
        back = approved[-1] if approved else usual
        low = -(-usual * (100 - self.percent) // 100)
        high = usual * (100 + self.percent) // 100
        return Span(min(low, back), max(high, back), usual)
