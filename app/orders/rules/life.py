"""The lives of order and parcel, and beside every move of a parcel what it does to goods and money."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.base.states import Machine

TO_ANSWER_WITHIN = timedelta(hours=48)
"""How long a seller may take to say yes or no: two days, as the sites that makers know give."""


class OrderState(StrEnum):
    PLACED = "placed"
    PAID = "paid"
    CLOSED = "closed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class OrderMove(StrEnum):
    PAY = "pay"
    EXPIRE = "expire"
    CANCEL = "cancel"
    CLOSE = "close"


ORDER_LIFE = Machine(
    {
        (OrderState.PLACED, OrderMove.PAY): OrderState.PAID,
        (OrderState.PLACED, OrderMove.EXPIRE): OrderState.EXPIRED,
        (OrderState.PLACED, OrderMove.CANCEL): OrderState.CANCELLED,
        (OrderState.PAID, OrderMove.CLOSE): OrderState.CLOSED,
        (OrderState.PAID, OrderMove.CANCEL): OrderState.CANCELLED,
    }
)


class ParcelState(StrEnum):
    WAITING = "waiting"
    """The order is not paid yet."""
    TO_ANSWER = "to_answer"
    ACCEPTED = "accepted"
    PACKED = "packed"
    AT_POST = "at_post"
    """Brought to a post and found complete there; it travels with the other makers' parts (`rules.hub`)."""
    SENT = "sent"
    RECEIVED = "received"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class ParcelMove(StrEnum):
    PAY = "pay"
    ACCEPT = "accept"
    ACCEPT_PART = "accept_part"
    LAPSE = "lapse"
    """The seller has not answered in time."""
    PACK = "pack"
    HAND_OVER = "hand_over"
    """Its post has checked it."""
    DROP = "drop"
    """It was to travel with other makers' parts, was not at the post in time, and the buyer wants her money."""
    SEND = "send"
    RECEIVE = "receive"
    DECLINE = "decline"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Effect:
    """What a move does besides: pieces and days go back to the maker, money goes back to the buyer; of the whole parcel,
    or of those pieces that fall away."""

    gives_back: bool = False
    refunds: bool = False


NOTHING = Effect()
GIVE_BACK = Effect(gives_back=True)
GIVE_BACK_AND_REFUND = Effect(gives_back=True, refunds=True)

PARCEL_MOVES: dict[tuple[ParcelState, ParcelMove], tuple[ParcelState, Effect]] = {
    (ParcelState.WAITING, ParcelMove.PAY): (ParcelState.TO_ANSWER, NOTHING),
    (ParcelState.WAITING, ParcelMove.CANCEL): (ParcelState.CANCELLED, GIVE_BACK),
    (ParcelState.TO_ANSWER, ParcelMove.ACCEPT): (ParcelState.ACCEPTED, NOTHING),
    (ParcelState.TO_ANSWER, ParcelMove.ACCEPT_PART): (ParcelState.ACCEPTED, GIVE_BACK_AND_REFUND),
    (ParcelState.TO_ANSWER, ParcelMove.LAPSE): (ParcelState.DECLINED, GIVE_BACK_AND_REFUND),
    (ParcelState.TO_ANSWER, ParcelMove.CANCEL): (ParcelState.CANCELLED, GIVE_BACK_AND_REFUND),
    (ParcelState.TO_ANSWER, ParcelMove.DECLINE): (ParcelState.DECLINED, GIVE_BACK_AND_REFUND),
    (ParcelState.ACCEPTED, ParcelMove.DECLINE): (ParcelState.DECLINED, GIVE_BACK_AND_REFUND),
    (ParcelState.ACCEPTED, ParcelMove.PACK): (ParcelState.PACKED, NOTHING),
    (ParcelState.PACKED, ParcelMove.SEND): (ParcelState.SENT, NOTHING),
    (ParcelState.PACKED, ParcelMove.HAND_OVER): (ParcelState.AT_POST, NOTHING),
    (ParcelState.AT_POST, ParcelMove.SEND): (ParcelState.SENT, NOTHING),
    (ParcelState.TO_ANSWER, ParcelMove.DROP): (ParcelState.DECLINED, GIVE_BACK_AND_REFUND),
    (ParcelState.ACCEPTED, ParcelMove.DROP): (ParcelState.DECLINED, GIVE_BACK_AND_REFUND),
    (ParcelState.PACKED, ParcelMove.DROP): (ParcelState.DECLINED, GIVE_BACK_AND_REFUND),
    (ParcelState.SENT, ParcelMove.RECEIVE): (ParcelState.RECEIVED, NOTHING),
}

PARCEL_LIFE = Machine({key: after for key, (after, _) in PARCEL_MOVES.items()})
ENDED = frozenset({ParcelState.RECEIVED, ParcelState.DECLINED, ParcelState.CANCELLED})
HOLDING = frozenset({ParcelState.WAITING, ParcelState.TO_ANSWER, ParcelState.ACCEPTED, ParcelState.PACKED})
"""States in which the goods are still in the maker's house but belong to the order."""


def effect_of(state: ParcelState, move: ParcelMove) -> Effect:
    """What the move does besides changing the state. Raises MoveRefused for a move that the table has not."""
    PARCEL_LIFE.after(state, move)
    return PARCEL_MOVES[state, move][1]


def order_move_after(states: list[ParcelState]) -> OrderMove | None:
    """What becomes of a paid order when its parcels stand so: closed when all have ended, cancelled when none was sent."""
    if not all(state in ENDED for state in states):
        return None
    return OrderMove.CLOSE if ParcelState.RECEIVED in states else OrderMove.CANCEL


def answer_by(paid_at: datetime, ready_on: date) -> datetime:
    """Until when the seller answers. What is promised sooner is answered sooner, but never within less than half a day."""
    promised = datetime(ready_on.year, ready_on.month, ready_on.day, tzinfo=paid_at.tzinfo)
    return max(min(paid_at + TO_ANSWER_WITHIN, promised), paid_at + timedelta(hours=12))
