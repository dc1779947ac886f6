"""Calendar months, by which a statement is read."""

import re
from datetime import date, timedelta

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


def month_of(text: str, today: date) -> date:
    """The first day of a month written `2026-11`; of this month where it cannot be read or has not begun."""
    match = _MONTH.fullmatch(text)
    found = date(int(match[1]), int(match[2]), 1) if match else today.replace(day=1)
    return min(found, today.replace(day=1))


def last_of(first: date) -> date:
    """The last day of the month that begins so."""
    return following(first) - timedelta(days=1)


def following(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=31)).replace(day=1)


def before(first: date) -> date:
    """The first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)
