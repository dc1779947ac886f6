"""Days as people read them."""

from datetime import date

from babel.dates import format_date

from app.base import clock
from app.base.zones import WIB


def short_day(day: date) -> str:
    """`Sab, 12 Des`; with the year when it is not this one's."""
    return _written(day, "EEE, d MMM")


def long_day(day: date) -> str:
    """`Sabtu, 12 Desember`; with the year when it is not this one's."""
    return _written(day, "EEEE, d MMMM")


def full_day(day: date) -> str:
    """`12 Desember 2026`, for papers."""
    return format_date(day, "d MMMM y", locale="id")


def _written(day: date, pattern: str) -> str:
    this_year = clock.now().astimezone(WIB).year
    return format_date(day, pattern if day.year == this_year else f"{pattern} y", locale="id")
