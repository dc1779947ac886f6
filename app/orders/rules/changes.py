"""Sentences about what changed since the buyer looked: what it is now, and what it was."""

from datetime import date

from babel.dates import format_date

from app.base.money import format_rupiah


def written_day(day: date) -> str:
    """`Senin, 23 November`."""
    return format_date(day, "EEEE, d MMMM", locale="id")


def renamed(before: str, now: str) -> str | None:
    return None if before == now else f"{before} kini bernama {now}."


def repriced(what: str, before: int, now: int) -> str | None:
    """Dearer or cheaper, in rupiah."""
    if before == now:
        return None
    way = "naik" if now > before else "turun"
    return f"{what} kini {format_rupiah(now)}, {way} dari {format_rupiah(before)}."


def moved(what: str, before: date, now: date) -> str | None:
    """Later or earlier."""
    if before == now:
        return None
    way = "mundur" if now > before else "maju"
    return f"{what} {written_day(now)}, {way} dari {written_day(before)}."


def counted(what: str, before: int, now: int) -> str | None:
    """Another number of pieces."""
    return None if before == now else f"{what} kini {now} buah. Tadinya {before}."
