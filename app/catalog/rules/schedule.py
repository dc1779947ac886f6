"""The schedule of hands: what it may say, and how it looks week by week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.base.errors import RuleBroken
from app.catalog.rules.promise import EVERY_DAY, Hands, is_off
from app.delivery.rules.calendar import SUNDAY, holidays

MOST_FINISH_DAYS = 14
MOST_CLOSURE_DAYS = 120
MOST_CLOSURES = 30
"""That have not passed yet, of one gerai."""
KEPT_OFF = 40
"""Closures that a listing carries, the latest; never fewer than those that may lie ahead."""


def check_week(weekdays: int, finish_days: int) -> None:
    """Hands work on at least one weekday, and finish within two weeks. Raises RuleBroken."""
    if not 1 <= weekdays <= EVERY_DAY:
        raise RuleBroken("Pilih paling sedikit satu hari kerja.")
    if not 0 <= finish_days <= MOST_FINISH_DAYS:
        raise RuleBroken(f"Hari penyelesaian antara 0 dan {MOST_FINISH_DAYS}.")


def check_closure(first: date, last: date, today: date, ahead: int) -> None:
    """A closure lies ahead, ends after it begins, is not endless, and not one of too many. Raises RuleBroken."""
    if last < first:
        raise RuleBroken("Hari terakhir tutup ada sebelum hari pertamanya. Periksa lagi tanggalnya.")
    if last < today:
        raise RuleBroken("Tanggal tutup ini sudah lewat. Pilih tanggal mulai hari ini.")
    if (last - first).days >= MOST_CLOSURE_DAYS:
        raise RuleBroken(
            f"Tutup paling lama {MOST_CLOSURE_DAYS} hari. Kalau lebih lama, pakai Libur atau tutup dulu gerainya."
        )
    if ahead >= MOST_CLOSURES:
        raise RuleBroken(f"Sudah ada {MOST_CLOSURES} hari tutup. Hapus dulu yang tidak jadi.")


@dataclass(frozen=True)
class Day:
    """One day of hands. `why` says why nothing is made on it; empty on a day of work."""

    day: date
    holds: int
    taken: int
    why: str = ""

    @property
    def free(self) -> int:
        return 0 if self.why else max(0, self.holds - self.taken)


@dataclass(frozen=True)
class Week:
    """Seven days from Monday on, or what is left of them."""

    days: Sequence[Day]

    @property
    def first(self) -> date:
        return self.days[0].day

    @property
    def last(self) -> date:
        return self.days[-1].day

    @property
    def taken(self) -> int:
        return sum(day.taken for day in self.days)

    @property
    def free(self) -> int:
        return sum(day.free for day in self.days)


def calendar_of(hands: Hands, today: date, weeks: int = 5) -> list[Week]:
    """What is taken and what is free of this week and the following ones, from today on.

    On the last day of a week on which nothing is made or taken it begins tomorrow.
    """
    if today.weekday() == SUNDAY and not hands.work_on(today) and not hands.taken.get(today):
        today += timedelta(days=1)
    monday = today - timedelta(days=today.weekday())
    found = []
    for week in range(weeks):
        days = [monday + timedelta(days=week * 7 + at) for at in range(7)]
        found.append(Week([_day(hands, day) for day in days if day >= today]))
    return found


def _day(hands: Hands, day: date) -> Day:
    why = ""
    if is_off(day, hands.off):
        why = "tutup"
    elif day in holidays():
        why = holidays()[day]
    elif not hands.work_on(day):
        why = "bukan hari kerja"
    return Day(day, hands.pace.per_day, hands.taken.get(day, 0), why)
