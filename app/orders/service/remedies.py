"""What a settled complaint does to money: some of it back, or pieces that fall away with theirs. Under the locks of order,
parcel and complaint; `resending` has what goes to the buyer a second time.
"""

from dataclasses import dataclass

from app.base.errors import RuleBroken
from app.db.journal import record
from app.orders.models import Adjustment, Complaint, Order, Parcel
from app.orders.queries import complaints as queries
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.complaint import KIND_WORDS
from app.orders.rules.life import ParcelMove, ParcelState
from app.orders.service import adjusting, consolidating, parcels
from app.orders.service.moving import Why, move_and_owe


@dataclass(frozen=True)
class Held:
    """A complaint with its parcel and order, all locked until the transaction ends."""

    order: Order
    parcel: Parcel
    complaint: Complaint

    @property
    def money_left(self) -> int:
        return self.parcel.total - self.parcel.returned


class NothingLeft(RuleBroken):
    message = "Uang untuk barang ini sudah dikembalikan semua, jadi tidak ada lagi yang bisa diganti."


def why(complaint: Complaint) -> str:
    """The reason that stands on an adjustment."""
    return f"Keluhan: {KIND_WORDS[complaint.kind].lower()}"


def pay(held: Held, amount: int) -> Adjustment:
    """Money alone goes back. Raises TooMany beyond what is left of the parcel's money."""
    return adjusting.pay_back(held.parcel, amount, AdjustmentKind.COMPLAINT, why(held.complaint))


def drop(held: Held, *, fit: bool) -> Adjustment:
    """The pieces complained about fall away with their money, so many as are still there. `fit`: they are with their maker
    and may be sold. Raises NothingLeft."""
    pieces = queries.pieces_of(held.complaint.id)
    lines = {one.id: one for one in adjusting.lines_of(held.parcel)}
    gone = {line: min(count, lines[line].left) for line, count in pieces.items() if lines[line].left}
    if not gone or held.money_left <= 0:
        raise NothingLeft
    reason = why(held.complaint)
    if held.parcel.state is ParcelState.AT_POST:
        consolidating.open_again(held.parcel, "pembeli dan pembuatnya sepakat sebagian tidak jadi dikirim")
    if held.parcel.state is ParcelState.RECEIVED or gone != adjusting.everything(held.parcel):
        dropped = adjusting.drop(held.parcel, gone, AdjustmentKind.COMPLAINT, reason, gives_back=fit)
        consolidating.follow([held.parcel])
        return dropped
    back = move_and_owe(held.parcel, ParcelMove.GIVE_UP, Why(AdjustmentKind.COMPLAINT, reason))
    if back is None:
        raise NothingLeft
    record(None, "parcel given up", "parcel", held.parcel.id)
    parcels.end_if_over(held.order)
    return back


def is_at_home(held: Held) -> bool:
    """The goods are still in their maker's house, or at a post where she can fetch them."""
    return held.parcel.state in (ParcelState.ACCEPTED, ParcelState.PACKED, ParcelState.AT_POST)
