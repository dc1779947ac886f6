"""The honest date: pieces are laid on the first working days on which hands are still free."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.delivery.rules import is_working_day, next_working_day

FARTHEST_DAYS = 180
"""Nobody is promised anything beyond half a year."""


@dataclass(frozen=True)
class Hands:
    """What the same hands can do: pieces a working day, days on which some are taken, days off (both included)."""

    per_day: int
    taken: Mapping[date, int] = field(default_factory=dict)
    off: tuple[date, date] | None = None

    def room(self, day: date) -> int:
        """Pieces that still fit on a day."""
        is_off = self.off is not None and self.off[0] <= day <= self.off[1]
        if is_off or not is_working_day(day):
            return 0
        return max(0, self.per_day - self.taken.get(day, 0))


def lay(pieces: int, hands: Hands, today: date) -> dict[date, int] | None:
    """Day → pieces, filling the first free days after `today`; None when that reaches beyond half a year."""
    plan: dict[date, int] = {}
    day = today
    while pieces > 0:
        day += timedelta(days=1)
        if (day - today).days > FARTHEST_DAYS:
            return None
        fitting = min(pieces, hands.room(day))
        if fitting:
            plan[day] = fitting
            pieces -= fitting
    return plan


def most_within_reach(hands: Hands, today: date) -> int:
    """How many pieces fit at all."""
    return sum(hands.room(today + timedelta(days=count)) for count in range(1, FARTHEST_DAYS + 1))


def ready_from_stock(today: date) -> date:
    """What lies ready is packed and handed over on the next working day."""
    return next_working_day(today)
