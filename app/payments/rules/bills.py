"""When an agency is reminded of a bill, and when it is overdue."""

from datetime import date, timedelta

BEFORE = 3
"""Days before the last one on which it pays in time."""
WEEKS = 4
"""How often it is reminded weekly, after the day after."""
DAYS = (-BEFORE, 1, *(1 + 7 * week for week in range(1, WEEKS + 1)))
"""Days counted from the last one in time: three before, the day after, then every week."""
MORNING = timedelta(hours=8)
"""A letter's day begins at eight: nobody is written to at night."""


def reminders_by(due_on: date, today: date) -> int:
    """How many of the days of reminding have come."""
    return sum(due_on + timedelta(days=one) <= today for one in DAYS)


def days_over(due_on: date, today: date) -> int:
    """Whole days since the last one in time; 0 until then."""
    return max((today - due_on).days, 0)
