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
class ComplaintMoved(Event):
    """Somebody did something in a complaint: the step says who and what."""

    complaint_id: int
    step_id: int


@dataclass(frozen=True, kw_only=True)
class ComplaintDueSoon(Event):
    """The time of the one whose turn it is ends soon."""

    complaint_id: int
