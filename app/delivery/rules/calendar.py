"""Days on which couriers drive and most hands work."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parents[3] / "data" / "holidays" / "holidays.tsv"
SUNDAY = 6


@cache
def holidays() -> dict[date, str]:
    """Public holidays and collective leave by day."""
    found: dict[date, str] = {}
    for line in _TABLE.read_text().splitlines():
        if line and not line.startswith(("#", "day\t")):
            day, name, _ = line.split("\t")
            found[date.fromisoformat(day)] = name
    return found


def horizon() -> date:
    """The last day of the last year whose holidays are known; beyond it only Sundays count as free."""
    return date(max(holidays()).year, 12, 31)


def is_working_day(day: date) -> bool:
    """Monday to Saturday, and no public holiday."""
    return day.weekday() != SUNDAY and day not in holidays()


def next_working_day(after: date) -> date:
    """The first working day later than `after`."""
    day = after + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days_later(day: date, count: int) -> date:
    """So many working days after `day`: the day itself where it is none."""
    for _ in range(count):
        day = next_working_day(day)
    return day
