"""What happens to orders, told upwards."""

from dataclasses import dataclass

from app.base.events import Event


@dataclass(frozen=True, kw_only=True)
class OrderPlaced(Event):
    order_id: int


@dataclass(frozen=True, kw_only=True)
class OrderPaid(Event):
    order_id: int


@dataclass(frozen=True, kw_only=True)
class OrderReleased(Event):
    """Unpaid and over: expired, or taken back by the buyer."""

    order_id: int
    expired: bool


@dataclass(frozen=True, kw_only=True)
class ParcelDeclined(Event):
    parcel_id: int
    amount: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ParcelSent(Event):
    parcel_id: int


@dataclass(frozen=True, kw_only=True)
class ParcelReceived(Event):
    parcel_id: int


@dataclass(frozen=True, kw_only=True)
class MoneyOwed(Event):
    """The buyer gets money back for pieces that fell away."""

    adjustment_id: int


@dataclass(frozen=True, kw_only=True)
class RecalledBeforePaying(Event):
    """An unpaid order was let go because goods in it were recalled."""

    order_id: int
    batch_id: int


@dataclass(frozen=True, kw_only=True)
class RecalledUnsent(Event):
    """Recalled pieces of a paid parcel: `swapped` were exchanged, `dropped` fell away with `amount` rupiah. `opened`: it was
    packed already, and is to be packed once more."""

    parcel_id: int
    batch_id: int
    swapped: int
    dropped: int
    amount: int
    opened: bool


@dataclass(frozen=True, kw_only=True)
class RecalledSent(Event):
    """Pieces that were recalled have been sent to a buyer already."""

    parcel_id: int
    batch_id: int
    pieces: int
    worth: int
