"""What happens to money, told upwards."""

from dataclasses import dataclass

from app.base.events import Event


@dataclass(frozen=True, kw_only=True)
class PaidTooLate(Event):
    """Money came for an order that had been let go, or was paid already; all of it goes back. `why` is a sentence."""

    order_id: int
    payment_id: int
    amount: int
    why: str


@dataclass(frozen=True, kw_only=True)
class MoneyReturned(Event):
    """The gateway has given money back."""

    order_id: int
    refund_id: int
    amount: int
