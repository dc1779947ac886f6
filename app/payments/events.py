"""What happens to money, told upwards."""

from dataclasses import dataclass
from datetime import date

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
    """The gateway has given money back, or who owed it has shown that she sent it."""

    order_id: int
    refund_id: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class MoneyBounced(Event):
    """The gateway has taken back what it had given back, for the `bounced`-th time."""

    order_id: int
    refund_id: int
    amount: int
    bounced: int


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


@dataclass(frozen=True, kw_only=True)
class BillDueSoon(Event):
    """An agency's bill is to be paid within days."""

    payment_id: int


@dataclass(frozen=True, kw_only=True)
class BillOverdue(Event):
    """It was not paid in time, for `days` by now; `first`: nobody was told of that yet."""

    payment_id: int
    days: int
    first: bool


@dataclass(frozen=True, kw_only=True)
class MoneyToLookAt(Event):
    """So much about money waits for an admin on this day (Jakarta's)."""

    day: date
    differing: int
    refunds: int
    findings: int


# -- proofs: the seller looks whether the money is there ------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ProofSent(Event):
    proof_id: int


@dataclass(frozen=True, kw_only=True)
class ProofSentBack(Event):
    """The seller has not found the money; the buyer may send another proof."""

    proof_id: int


@dataclass(frozen=True, kw_only=True)
class ProofWaits(Event):
    """Half of the seller's time is over."""

    proof_id: int


@dataclass(frozen=True, kw_only=True)
class ProofLate(Event):
    """All of it is over."""

    proof_id: int


@dataclass(frozen=True, kw_only=True)
class ProofReminded(Event):
    """An officer has reminded the seller."""

    proof_id: int
    officer: str


@dataclass(frozen=True, kw_only=True)
class ProofReused(Event):
    """A picture that was sent for one order was sent for another one, and refused."""

    payment_id: int
    first_payment_id: int


@dataclass(frozen=True, kw_only=True)
class HelpAsked(Event):
    """A seller wants an officer or her kader to look for her."""

    payment_id: int


@dataclass(frozen=True, kw_only=True)
class DifferenceAccepted(Event):
    """She took another amount than was due, and it paid; `owed` of it goes back at once."""

    payment_id: int
    due: int
    seen: int
    owed: int


# -- money that a seller gives back herself -------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class RefundByHand(Event):
    """A seller owes money to a buyer who has paid her directly."""

    refund_id: int


@dataclass(frozen=True, kw_only=True)
class RepaymentAsked(Event):
    """The buyer is to say to where; or she has said so, and the seller is to pay."""

    refund_id: int


@dataclass(frozen=True, kw_only=True)
class RepaymentAskedAgain(Event):
    """The buyer has not said to where; `last` when she is not asked a further time."""

    refund_id: int
    times: int
    last: bool


@dataclass(frozen=True, kw_only=True)
class RepaymentUnclaimed(Event):
    """She still has not: officers may help."""

    refund_id: int


@dataclass(frozen=True, kw_only=True)
class RepaymentDueSoon(Event):
    refund_id: int


@dataclass(frozen=True, kw_only=True)
class RepaymentLate(Event):
    refund_id: int


@dataclass(frozen=True, kw_only=True)
class RepaymentMissed(Event):
    """The buyer says that what was recorded has not come."""

    refund_id: int


@dataclass(frozen=True, kw_only=True)
class RepaymentSolved(Event):
    refund_id: int


@dataclass(frozen=True, kw_only=True)
class OtherAmountReturned(Event):
    """Money came in another sum than was `due`; an admin has it given back whole."""

    order_id: int
    payment_id: int
    amount: int
    due: int
