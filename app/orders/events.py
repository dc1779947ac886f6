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
class PartPaid(Event):
    """The buyer paid the seller of this part directly."""

    parcel_id: int


@dataclass(frozen=True, kw_only=True)
class PartAgreed(Event):
    """This part is paid later: in cash when fetched, or by an agency's invoice."""

    parcel_id: int


@dataclass(frozen=True, kw_only=True)
class PartReleased(Event):
    """An unpaid part was let go; other parts of the order go on. The buyer reads `why`; empty when she did it herself."""

    parcel_id: int
    why: str


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
class ParcelShort(Event):
    """Accepted in part."""

    parcel_id: int
    adjustment_id: int


@dataclass(frozen=True, kw_only=True)
class ParcelUnanswered(Event):
    """Half of the time to answer is over."""

    parcel_id: int


@dataclass(frozen=True, kw_only=True)
class ParcelLapsed(Event):
    """All of it is over: the buyer gets her money back."""

    parcel_id: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class ParcelCancelled(Event):
    """The buyer took a paid part back: before it was accepted, or because she does not wait for a later day."""

    parcel_id: int
    waited: bool
    """It had been accepted, and a later day was asked for."""


@dataclass(frozen=True, kw_only=True)
class DelayAsked(Event):
    request_id: int


@dataclass(frozen=True, kw_only=True)
class DelayAnswered(Event):
    """Agreed, refused, or not answered in time; who withdraws is told by ParcelCancelled."""

    request_id: int


@dataclass(frozen=True, kw_only=True)
class ParcelPacked(Event):
    parcel_id: int


@dataclass(frozen=True, kw_only=True)
class ParcelSent(Event):
    parcel_id: int


@dataclass(frozen=True, kw_only=True)
class ReceiptAsked(Event):
    """It should have come days ago, and its buyer has said nothing."""

    parcel_id: int


@dataclass(frozen=True, kw_only=True)
class ParcelReceived(Event):
    """Its buyer has said so, or her silence stands for it (`Parcel.receipt_assumed`)."""

    parcel_id: int


@dataclass(frozen=True, kw_only=True)
class MoneyOwed(Event):
    """The buyer gets money back for pieces that fell away."""

    adjustment_id: int


@dataclass(frozen=True, kw_only=True)
class MoneyGivenBack(Event):
    """By the seller, or for a complaint's sake by who mediates (`by_desk`); the goods stay with the buyer."""

    parcel_id: int
    adjustment_id: int
    by_desk: bool


@dataclass(frozen=True, kw_only=True)
class RecalledBeforePaying(Event):
    """An unpaid order was let go because goods in it were recalled."""

    order_id: int
    batch_id: int


@dataclass(frozen=True, kw_only=True)
class RecalledUnsent(Event):
    """Recalled pieces of a paid parcel: `swapped` were exchanged, `dropped` fell away with `amount` rupiah. `opened`: it was
    packed already, and is to be packed once more; `at_post`: it lies at its post."""

    parcel_id: int
    batch_id: int
    swapped: int
    dropped: int
    amount: int
    opened: bool
    at_post: bool


@dataclass(frozen=True, kw_only=True)
class RecalledSent(Event):
    """Pieces that were recalled have been sent to a buyer already."""

    parcel_id: int
    batch_id: int
    pieces: int
    worth: int


@dataclass(frozen=True, kw_only=True)
class ResendExchanged(Event):
    """Recalled pieces that were to be sent again after a complaint were exchanged."""

    complaint_id: int
    batch_id: int


@dataclass(frozen=True, kw_only=True)
class ComplaintMoved(Event):
    """Somebody did something in a complaint: the step says who and what."""

    complaint_id: int
    step_id: int


@dataclass(frozen=True, kw_only=True)
class ComplaintDueSoon(Event):
    """The time of the one whose turn it is ends soon."""

    complaint_id: int


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
class WholeOpened(Event):
    """Something of a part that lies at a post must not go to the buyer; `why` ends the keeper's sentence. `was_ready`: the
    buyer had been told to fetch it. `at` is the moment in ISO form."""

    consolidation_id: int
    parcel_id: int
    at: str
    why: str
    was_ready: bool


@dataclass(frozen=True, kw_only=True)
class WholeSent(Event):
    consolidation_id: int
