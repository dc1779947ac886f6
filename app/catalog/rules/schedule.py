"""What a schedule of hands may say: names, finishing days, closures."""

from datetime import date

from app.base.errors import RuleBroken
from app.catalog.rules.promise import EVERY_DAY

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
