"""The honest date: pieces are laid on the first working days on which hands are still free."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.delivery.rules.calendar import is_working_day, next_working_day

FARTHEST_DAYS = 180
"""Nobody is promised anything beyond half a year."""


@dataclass(frozen=True)
class Pace:
    """How fast the same hands work: so many pieces a working day, or one piece in so many working days."""

    per_day: int = 1
    days_each: int = 1

    @property
    def words(self) -> str:
        return f"{self.per_day} sehari" if self.days_each == 1 else f"1 dalam {self.days_each} hari kerja"


@dataclass(frozen=True)
class Hands:
    """Their pace, what is taken of each day (pieces; or the day itself, of work that takes longer), and days off."""

    pace: Pace
    taken: Mapping[date, int] = field(default_factory=dict)
    off: tuple[date, date] | None = None
    """Both days included."""

    def room(self, day: date) -> int:
        """What still fits on a day."""
        is_off = self.off is not None and self.off[0] <= day <= self.off[1]
        if is_off or not is_working_day(day):
            return 0
        return max(0, self.pace.per_day - self.taken.get(day, 0))


def lay(pieces: int, hands: Hands, today: date) -> dict[date, int] | None:
    """What is taken of which day, filling the first free days after `today`; None when that is beyond half a year."""
    plan: dict[date, int] = {}
    day, left = today, pieces * hands.pace.days_each
    while left > 0:
        day += timedelta(days=1)
        if (day - today).days > FARTHEST_DAYS:
            return None
        fitting = min(left, hands.room(day))
        if fitting:
            plan[day] = fitting
            left -= fitting
    return plan


def most_within_reach(hands: Hands, today: date) -> int:
    """How many pieces fit at all."""
    room = sum(hands.room(today + timedelta(days=count)) for count in range(1, FARTHEST_DAYS + 1))
    return room // hands.pace.days_each


def ready_from_stock(today: date) -> date:
    """What lies ready is packed and handed over on the next working day."""
    return next_working_day(today)
