"""The honest date: pieces are laid on the first working days on which hands are still free."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.delivery.rules.calendar import holidays, horizon, is_working_day

FARTHEST_DAYS = 180
"""Nobody is promised anything beyond half a year."""
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONDAY_TO_SATURDAY = 0b0111111
"""A week is a mask: bit 0 is Monday, bit 6 is Sunday."""
EVERY_DAY = 0b1111111

Off = tuple[date, date]
"""Days off in a row; both days included."""


@dataclass(frozen=True)
class Pace:
    """How fast the same hands work: so many pieces a working day, or one piece in so many working days."""

    per_day: int = 1
    days_each: int = 1

    @property
    def words(self) -> str:
        return f"{self.per_day} sehari" if self.days_each == 1 else f"1 dalam {self.days_each} hari kerja"


def week_words(weekdays: int) -> str:
    """A mask of weekdays in words: `Senin–Sabtu`, `setiap hari`, `Senin, Rabu, dan Jumat`."""
    days = days_of(weekdays)
    if weekdays == EVERY_DAY:
        return "setiap hari"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{WEEKDAYS[days[0]]}–{WEEKDAYS[days[-1]]}"
    names = [WEEKDAYS[day] for day in days]
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


def days_of(weekdays: int) -> list[int]:
    """The weekdays of a mask, Monday is 0."""
    return [day for day in range(7) if weekdays >> day & 1]


def mask_of(days: Sequence[int]) -> int:
    """The mask of some weekdays, Monday is 0."""
    return sum(1 << day for day in set(days))


@dataclass(frozen=True)
class Hands:
    """Their pace, what is taken of each day (pieces; or the day itself, of work that takes longer), and days off."""

    pace: Pace
    taken: Mapping[date, int] = field(default_factory=dict)
    off: Sequence[Off] = ()
    weekdays: int = MONDAY_TO_SATURDAY
    finish_days: int = 0
    """Working days for drying or packing after the last piece is made."""

    def work_on(self, day: date) -> bool:
        """One of their weekdays, no public holiday, and not off. Beyond the calendar's horizon only weekdays count."""
        return (
            bool(self.weekdays >> day.weekday() & 1) and day not in holidays() and not is_off(day, self.off)
        )

    def room(self, day: date) -> int:
        """What still fits on a day."""
        return max(0, self.pace.per_day - self.taken.get(day, 0)) if self.work_on(day) else 0


def is_off(day: date, off: Sequence[Off]) -> bool:
    """The day lies in one of these rows of days off."""
    return any(first <= day <= last for first, last in off)


def _reach(today: date) -> Iterator[date]:
    return (today + timedelta(days=count) for count in range(1, FARTHEST_DAYS + 1))


def _last_to_make(hands: Hands, today: date, by: date | None = None) -> date:
    """The last day on which something may be made, so that it is also finished `by` a day, or within half a year."""
    farthest = today + timedelta(days=FARTHEST_DAYS)
    day = farthest if by is None else min(by, farthest)
    left = hands.finish_days
    while left and day > today:
        left -= hands.work_on(day)
        day -= timedelta(days=1)
    return day


def lay(pieces: int, hands: Hands, today: date) -> dict[date, int] | None:
    """What is taken of which day, filling the first free days after `today`.

    None when the pieces would not be finished within half a year.
    """
    plan: dict[date, int] = {}
    last, left = _last_to_make(hands, today), pieces * hands.pace.days_each
    for day in _reach(today):
        if left <= 0 or day > last:
            break
        fitting = min(left, hands.room(day))
        if fitting:
            plan[day] = fitting
            left -= fitting
    return plan if left <= 0 else None


def ready_day(plan: Mapping[date, int], hands: Hands) -> date:
    """The day on which all of a plan that `lay` made is finished: its last day, and the finishing days after it."""
    day, left = max(plan), hands.finish_days
    while left:
        day += timedelta(days=1)
        left -= hands.work_on(day)
    return day


def most_within_reach(hands: Hands, today: date, by: date | None = None) -> int:
    """How many pieces can be made and finished at all, or `by` a day."""
    last = _last_to_make(hands, today, by)
    return sum(hands.room(day) for day in _reach(today) if day <= last) // hands.pace.days_each


def ready_from_stock(today: date, off: Sequence[Off] = ()) -> date | None:
    """What lies ready is packed and handed over on the next working day on which its maker is there.

    None when that is not within half a year.
    """
    return next((day for day in _reach(today) if is_working_day(day) and not is_off(day, off)), None)


def calendar_short_of(today: date) -> date | None:
    """The last day whose holidays are known, when promises reach beyond it; None while the calendar is long enough."""
    known = horizon()
    return known if today + timedelta(days=FARTHEST_DAYS) > known else None
