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
class PostFoundShort(Event):
    """A keeper found pieces of a part missing or damaged; `lines` say which and why."""

    parcel_id: int
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PostWentWithout(Event):
    """Pieces that were not at the post, or not fit to be sent, fell away."""

    parcel_id: int
    lines: tuple[str, ...]
    amount: int


@dataclass(frozen=True, kw_only=True)
class LateAsked(Event):
    """The buyer is asked what to do about parts that are not at the post on their day."""

    consolidation_id: int


@dataclass(frozen=True, kw_only=True)
class LateDecided(Event):
    """By the buyer, or by Gerai when she said nothing."""

    consolidation_id: int
    parcel_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class WholeReady(Event):
    """The parcel of several makers' parts waits at the post for its buyer."""

    consolidation_id: int


@dataclass(frozen=True, kw_only=True)
class WholeSent(Event):
    consolidation_id: int
