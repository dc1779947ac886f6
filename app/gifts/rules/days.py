"""Days of a gift request, backwards from the hand-over."""

from collections.abc import Callable
from datetime import date, timedelta

from app.base.errors import RuleBroken
from app.delivery.rules.calendar import is_working_day

FARTHEST_DAYS = 180
"""Nobody promises beyond half a year (`catalog.rules.promise`)."""
LOOKED_AT_DAYS = timedelta(days=21)
"""No row of holidays is longer: who looks for requests that are near need not look farther."""


class PastDay(RuleBroken):
    message = "Hari serah terimanya harus setelah hari ini. Pilih tanggal lain."


class TooFar(RuleBroken):
    message = f"Pilih hari serah terima paling jauh {FARTHEST_DAYS} hari lagi: lebih jauh dari itu belum ada yang bisa berjanji."


def check_day(handover_on: date, today: date) -> None:
    """Raises PastDay, TooFar."""
    if handover_on <= today:
        raise PastDay
    if (handover_on - today).days > FARTHEST_DAYS:
        raise TooFar


def needed_on(handover_on: date) -> date:
    """The last day on which everything may be there: the working day before, so that it can be counted and set out."""
    day = handover_on - timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def ready_by(needed: date, today: date, comes_on: Callable[[date], date | None]) -> date | None:
    """The latest day on which a part may be ready so that it is there by `needed`; `comes_on` tells when what is ready on a day
    is there, None where it cannot be sent. None when it is too late already."""
    day = needed
    while day > today:
        there = comes_on(day)
        if there is None:
            return None
        if there <= needed:
            return day
        day -= timedelta(days=1)
    return None


def look_on(handover_on: date) -> date:
    """Two working days before everything may be there at the latest: from then on staff is told what is not."""
    day, left = needed_on(handover_on), 2
    while left:
        day -= timedelta(days=1)
        left -= is_working_day(day)
    return day
