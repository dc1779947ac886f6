"""The life of a label reading, and its limits."""

from datetime import timedelta
from enum import StrEnum

from app.base.states import Machine


class ReadingState(StrEnum):
    """How far the reading of a label is."""

    QUEUED = "queued"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"
    BY_HAND = "by_hand"
    """Nobody reads by machine here: a curator does it herself."""


class ReadingMove(StrEnum):
    """`TAKE` is also how a photo follows a photo, and how a job goes on that a lost worker has left."""

    TAKE = "take"
    FINISH = "finish"
    FAIL = "fail"
    LEAVE_TO_CURATOR = "leave_to_curator"
    TRY_AGAIN = "try_again"


LIFE = Machine(
    {
        (ReadingState.QUEUED, ReadingMove.TAKE): ReadingState.READING,
        (ReadingState.READING, ReadingMove.TAKE): ReadingState.READING,
        (ReadingState.QUEUED, ReadingMove.FINISH): ReadingState.DONE,
        (ReadingState.READING, ReadingMove.FINISH): ReadingState.DONE,
        (ReadingState.QUEUED, ReadingMove.FAIL): ReadingState.FAILED,
        (ReadingState.READING, ReadingMove.FAIL): ReadingState.FAILED,
        (ReadingState.QUEUED, ReadingMove.LEAVE_TO_CURATOR): ReadingState.BY_HAND,
        (ReadingState.READING, ReadingMove.LEAVE_TO_CURATOR): ReadingState.BY_HAND,
        (ReadingState.FAILED, ReadingMove.TRY_AGAIN): ReadingState.QUEUED,
        (ReadingState.QUEUED, ReadingMove.TRY_AGAIN): ReadingState.QUEUED,
        (ReadingState.READING, ReadingMove.TRY_AGAIN): ReadingState.QUEUED,
    }
)
OPEN = frozenset({ReadingState.QUEUED, ReadingState.READING})
"""Somebody waits for it."""


class Side(StrEnum):
    """What of the pack a photo shows."""

    FRONT = "front"
    BACK = "back"
    SIDE = "side"


SIDE_WORDS: dict[Side, str] = {Side.FRONT: "Depan", Side.BACK: "Belakang", Side.SIDE: "Samping"}


class Corrector(StrEnum):
    """Who says that the machine was wrong. A curator's word weighs more than the seller's, whichever is newer."""

    SELLER = "seller"
    CURATOR = "curator"


MOST_PHOTOS = 4
MOST_A_DAY = 40
"""Label photos of one gerai in 24 hours: ten packs of four sides. A photo costs the worker seconds, and a phone that sends
the same form over and over would keep everybody else waiting."""
MOST_TRIES = 3
"""A photo with which three workers did not come to an end is not given to a fourth."""
STUCK_AFTER = timedelta(minutes=5)
"""A photo takes seconds; where nothing has moved for so long the seller may ask again, which is harmless."""
LONG = timedelta(minutes=5)
"""Who has waited longer than this has left the page, and is written to."""
