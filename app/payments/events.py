"""What happens to money, told upwards."""

from dataclasses import dataclass
from datetime import date

from app.base.events import Event


@dataclass(frozen=True, kw_only=True)
class PaidTooLate(Event):
    """Money came for an order that had been let go, or was paid already; all of it goes back."""

    order_id: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class MoneyReturned(Event):
    """The gateway has given money back."""

    order_id: int
    refund_id: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class StickerStated(Event):
    """A gerai is paid by this QRIS sticker from now on; `replaced`: another one held before."""

    seller_id: int
    sticker_id: int
    merchant: str
    nmid: str
    replaced: bool


@dataclass(frozen=True, kw_only=True)
class MinutesNoted(Event):
    """One side has noted the minutes of hand-over; with the second one the bill has a day (`due_on`)."""

    payment_id: int
    parcel_id: int
    by: str
    number: str
    on: date
    due_on: date | None
