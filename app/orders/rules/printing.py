"""Printing for parcels: what may be printed when, the life of a run of many, and its limits."""

from datetime import timedelta
from enum import StrEnum

from app.base.states import Machine
from app.orders.rules.life import ParcelState


class PrintKind(StrEnum):
    """Which paper."""

    LABEL = "label"
    LIST = "list"


class PrintState(StrEnum):
    """How far a run is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class PrintMove(StrEnum):
    """`TAKE` is also how a parcel follows a parcel, and how a job goes on that a lost worker has left."""

    TAKE = "take"
    FINISH = "finish"
    FAIL = "fail"
    TRY_AGAIN = "try_again"


LIFE = Machine(
    {
        (PrintState.WAITING, PrintMove.TAKE): PrintState.RUNNING,
        (PrintState.RUNNING, PrintMove.TAKE): PrintState.RUNNING,
        (PrintState.RUNNING, PrintMove.FINISH): PrintState.DONE,
        (PrintState.WAITING, PrintMove.FAIL): PrintState.FAILED,
        (PrintState.RUNNING, PrintMove.FAIL): PrintState.FAILED,
        (PrintState.WAITING, PrintMove.TRY_AGAIN): PrintState.WAITING,
        (PrintState.RUNNING, PrintMove.TRY_AGAIN): PrintState.WAITING,
        (PrintState.FAILED, PrintMove.TRY_AGAIN): PrintState.WAITING,
    }
)
OPEN = frozenset({PrintState.WAITING, PrintState.RUNNING})
"""Somebody waits for it."""

PRINTABLE = frozenset({ParcelState.ACCEPTED, ParcelState.PACKED})
"""Before her yes a seller sees no address, and what has left her house needs no label."""
ADDRESS_SHOWN = PRINTABLE | {ParcelState.SENT}
"""While a parcel of a run stands so, the finished file opens: afterwards its page shows no address either."""

MOST_PARCELS = 100
"""As many as the list shows at once."""
MOST_OPEN = 4
"""Runs of one gerai that wait at the same time."""
MOST_BOXES = 9
"""Boxes of one parcel, each with a label of its own."""
MOST_TRIES = 3
"""A parcel, or a whole, with which three workers did not come to an end is not given to a fourth."""
STUCK_AFTER = timedelta(minutes=3)
"""A parcel takes parts of a second; where nothing has moved for so long she may ask again, which is harmless."""
KEPT_FOR = timedelta(days=7)
"""The files hold addresses."""

KIND_WORDS: dict[PrintKind, str] = {PrintKind.LABEL: "label kirim", PrintKind.LIST: "daftar kemas"}


def file_key(key: str) -> str:
    """Where the finished PDF lies in the ObjectStore."""
    return f"prints/{key}.pdf"
