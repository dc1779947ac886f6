"""The lives of order and parcel, and beside every move of a parcel what it does to goods and money."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.base.states import Machine

TO_ANSWER_WITHIN = timedelta(hours=48)
"""How long a seller may take to say yes or no: two days, as the sites that makers know give."""


class OrderState(StrEnum):
    PLACED = "placed"
    AGREED = "agreed"
    """Nothing is paid yet, and a maker begins all the same: her buyer pays in cash when fetching, or by an agency's invoice."""
    PAID = "paid"
    """Money for at least one part is there."""
    CLOSED = "closed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class OrderMove(StrEnum):
    AGREE = "agree"
    PAY = "pay"
    EXPIRE = "expire"
    CANCEL = "cancel"
    CLOSE = "close"
    REVIVE = "revive"
    """Its money came after its time to pay was over, and everything could still be had."""


ORDER_LIFE = Machine(
    {
        (OrderState.PLACED, OrderMove.PAY): OrderState.PAID,
        (OrderState.PLACED, OrderMove.EXPIRE): OrderState.EXPIRED,
        (OrderState.PLACED, OrderMove.CANCEL): OrderState.CANCELLED,
        (OrderState.PLACED, OrderMove.AGREE): OrderState.AGREED,
        (OrderState.AGREED, OrderMove.PAY): OrderState.PAID,
        (OrderState.AGREED, OrderMove.CANCEL): OrderState.CANCELLED,
        (OrderState.EXPIRED, OrderMove.REVIVE): OrderState.PAID,
        (OrderState.PAID, OrderMove.CLOSE): OrderState.CLOSED,
        (OrderState.PAID, OrderMove.CANCEL): OrderState.CANCELLED,
    }
)


class ParcelState(StrEnum):
    WAITING = "waiting"
    """Not paid yet."""
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
    AGREE = "agree"
    """It is paid later: in cash when fetched, or by an agency's invoice."""
    ACCEPT = "accept"
    ACCEPT_PART = "accept_part"
    LAPSE = "lapse"
    """The seller has not answered in time."""
    PACK = "pack"
    HAND_OVER = "hand_over"
    """Its post has checked it."""
    HAND_OVER_PART = "hand_over_part"
    """Its post goes on without what was not there, or not fit to be sent."""
    LOSE = "lose"
    """Nothing of what was brought to its post can be sent."""
    DROP = "drop"
    """It was to travel with other makers' parts, was not at the post in time, and the buyer wants her money."""
    SEND = "send"
    RECEIVE = "receive"
    FETCH = "fetch"
    """The buyer has come for it herself."""
    DECLINE = "decline"
    CANCEL = "cancel"
    WITHDRAW = "withdraw"
    """The buyer does not wait for a later day."""
    RECALL = "recall"
    """All that was in it was recalled, and nothing could take its place."""
    OPEN_AGAIN = "open_again"
    """What was packed is exchanged: it has to be packed once more."""
    GIVE_UP = "give_up"
    """A complaint ended with nothing of it left: it did not come in time, or not at all."""
    REVIVE = "revive"
    """It was let go unpaid, and its money came after all."""


class Share(StrEnum):
    """How much of a parcel an effect is about."""

    NONE = "none"
    PART = "part"
    """Those pieces that fall away, and their money."""
    WHOLE = "whole"
    """All that is left of it."""


@dataclass(frozen=True)
class Effect:
    """What a move does besides: pieces go back to the shelf, days to the hands, rupiah to the buyer. Pieces that are not
    `fit` to be sold again are written off instead, and their codes with them. A move that `takes` goes the other way: pieces
    and days are taken anew."""

    stock: Share = Share.NONE
    capacity: Share = Share.NONE
    money: Share = Share.NONE
    fit: bool = True
    takes: bool = False


NOTHING = Effect()
GIVE_BACK = Effect(stock=Share.WHOLE, capacity=Share.WHOLE)
GIVE_BACK_AND_REFUND = Effect(stock=Share.WHOLE, capacity=Share.WHOLE, money=Share.WHOLE)
OF_WHAT_IS_MISSING = Effect(stock=Share.PART, capacity=Share.PART, money=Share.PART)
REFUND = Effect(money=Share.WHOLE)
LOST_IN_PART = Effect(stock=Share.PART, capacity=Share.PART, money=Share.PART, fit=False)
LOST = Effect(stock=Share.WHOLE, capacity=Share.WHOLE, money=Share.WHOLE, fit=False)
TAKE_ANEW = Effect(stock=Share.WHOLE, capacity=Share.WHOLE, takes=True)

# docs/orders.md prints this table; tests/orders/test_effects.py keeps the two equal.
PARCEL_MOVES: dict[tuple[ParcelState, ParcelMove], tuple[ParcelState, Effect]] = {
    (ParcelState.WAITING, ParcelMove.PAY): (ParcelState.TO_ANSWER, NOTHING),
    (ParcelState.WAITING, ParcelMove.AGREE): (ParcelState.TO_ANSWER, NOTHING),
    (ParcelState.WAITING, ParcelMove.CANCEL): (ParcelState.CANCELLED, GIVE_BACK),
    (ParcelState.CANCELLED, ParcelMove.REVIVE): (ParcelState.TO_ANSWER, TAKE_ANEW),
    (ParcelState.TO_ANSWER, ParcelMove.ACCEPT): (ParcelState.ACCEPTED, NOTHING),
    (ParcelState.TO_ANSWER, ParcelMove.ACCEPT_PART): (ParcelState.ACCEPTED, OF_WHAT_IS_MISSING),
    (ParcelState.TO_ANSWER, ParcelMove.LAPSE): (ParcelState.DECLINED, GIVE_BACK_AND_REFUND),
    (ParcelState.TO_ANSWER, ParcelMove.CANCEL): (ParcelState.CANCELLED, GIVE_BACK_AND_REFUND),
    (ParcelState.TO_ANSWER, ParcelMove.DECLINE): (ParcelState.DECLINED, GIVE_BACK_AND_REFUND),
    (ParcelState.ACCEPTED, ParcelMove.DECLINE): (ParcelState.DECLINED, GIVE_BACK_AND_REFUND),
    (ParcelState.ACCEPTED, ParcelMove.WITHDRAW): (ParcelState.CANCELLED, GIVE_BACK_AND_REFUND),
    (ParcelState.ACCEPTED, ParcelMove.PACK): (ParcelState.PACKED, NOTHING),
    (ParcelState.TO_ANSWER, ParcelMove.RECALL): (ParcelState.DECLINED, GIVE_BACK_AND_REFUND),
    (ParcelState.ACCEPTED, ParcelMove.RECALL): (ParcelState.DECLINED, GIVE_BACK_AND_REFUND),
    (ParcelState.PACKED, ParcelMove.RECALL): (ParcelState.DECLINED, GIVE_BACK_AND_REFUND),
    (ParcelState.PACKED, ParcelMove.OPEN_AGAIN): (ParcelState.ACCEPTED, NOTHING),
    (ParcelState.PACKED, ParcelMove.SEND): (ParcelState.SENT, NOTHING),
    (ParcelState.PACKED, ParcelMove.FETCH): (ParcelState.RECEIVED, NOTHING),
    (ParcelState.PACKED, ParcelMove.HAND_OVER): (ParcelState.AT_POST, NOTHING),
    (ParcelState.PACKED, ParcelMove.HAND_OVER_PART): (ParcelState.AT_POST, LOST_IN_PART),
    (ParcelState.PACKED, ParcelMove.LOSE): (ParcelState.DECLINED, LOST),
    (ParcelState.AT_POST, ParcelMove.RECALL): (ParcelState.DECLINED, GIVE_BACK_AND_REFUND),
    (ParcelState.AT_POST, ParcelMove.OPEN_AGAIN): (ParcelState.ACCEPTED, NOTHING),
    (ParcelState.AT_POST, ParcelMove.SEND): (ParcelState.SENT, NOTHING),
    (ParcelState.TO_ANSWER, ParcelMove.DROP): (ParcelState.DECLINED, GIVE_BACK_AND_REFUND),
    (ParcelState.ACCEPTED, ParcelMove.DROP): (ParcelState.DECLINED, GIVE_BACK_AND_REFUND),
    (ParcelState.PACKED, ParcelMove.DROP): (ParcelState.DECLINED, GIVE_BACK_AND_REFUND),
    (ParcelState.SENT, ParcelMove.RECEIVE): (ParcelState.RECEIVED, NOTHING),
    (ParcelState.ACCEPTED, ParcelMove.GIVE_UP): (ParcelState.CANCELLED, GIVE_BACK_AND_REFUND),
    (ParcelState.PACKED, ParcelMove.GIVE_UP): (ParcelState.CANCELLED, GIVE_BACK_AND_REFUND),
    (ParcelState.AT_POST, ParcelMove.GIVE_UP): (ParcelState.CANCELLED, GIVE_BACK_AND_REFUND),
    (ParcelState.SENT, ParcelMove.GIVE_UP): (ParcelState.CANCELLED, REFUND),
}

PARCEL_WORDS: dict[ParcelState, str] = {
    ParcelState.WAITING: "Menunggu dibayar",
    ParcelState.TO_ANSWER: "Menunggu jawaban pembuat",
    ParcelState.ACCEPTED: "Sedang disiapkan",
    ParcelState.PACKED: "Sudah dikemas",
    ParcelState.AT_POST: "Lengkap di posko",
    ParcelState.SENT: "Dikirim",
    ParcelState.RECEIVED: "Diterima",
    ParcelState.DECLINED: "Tidak bisa dikirim",
    ParcelState.CANCELLED: "Dibatalkan",
}
"""As lists that are no pages say it (pages: `components/status.html`)."""

PARCEL_LIFE = Machine({key: after for key, (after, _) in PARCEL_MOVES.items()})
ENDED = frozenset({ParcelState.RECEIVED, ParcelState.DECLINED, ParcelState.CANCELLED})
HOLDING = frozenset(
    {
        ParcelState.WAITING,
        ParcelState.TO_ANSWER,
        ParcelState.ACCEPTED,
        ParcelState.PACKED,
        ParcelState.AT_POST,
    }
)
"""States in which the goods belong to the order and can still be stopped: they are in the maker's house, or at a post."""


def effect_of(state: ParcelState, move: ParcelMove) -> Effect:
    """What the move does besides changing the state. Raises MoveRefused for a move that the table has not."""
    PARCEL_LIFE.after(state, move)
    return PARCEL_MOVES[state, move][1]


def order_move_after(states: list[ParcelState]) -> OrderMove | None:
    """What becomes of an order on which makers work when its parcels stand so: closed when all have ended, cancelled when none
    was sent. One that is still to be paid closes with its money."""
    if not all(state in ENDED for state in states):
        return None
    return OrderMove.CLOSE if ParcelState.RECEIVED in states else OrderMove.CANCEL


def answer_by(asked_at: datetime, ready_on: date) -> datetime:
    """Until when who is asked answers, the seller for her part or the buyer for a later day. What is promised sooner is
    answered sooner, but nobody is given less than half a day."""
    promised = datetime(ready_on.year, ready_on.month, ready_on.day, tzinfo=asked_at.tzinfo)
    return max(min(asked_at + TO_ANSWER_WITHIN, promised), asked_at + timedelta(hours=12))
