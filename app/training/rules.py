"""When a participant has passed, and how certificates are numbered."""

import secrets
from datetime import date, timedelta

from app.base.errors import RuleBroken

LEAST_ATTENDANCE = 0.8
"""Part of the days on which a participant must have been there."""
_CLEAR_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0/O, 1/I/L: codes are typed from paper."""


class QuotaFull(RuleBroken):
    def __init__(self, quota: int) -> None:
        super().__init__(f"Kuotanya sudah penuh ({quota} peserta). Naikkan kuota dulu kalau memang boleh.")


class NotPassed(RuleBroken):
    def __init__(self, name: str, present: int, days: int) -> None:
        super().__init__(
            f"{name} baru tercatat hadir {present} dari {days} hari. Sertifikat butuh kehadiran paling sedikit 80%."
        )


def days_of(starts_on: date, ends_on: date) -> list[date]:
    """Every day of a training, both ends included."""
    return [starts_on + timedelta(days=count) for count in range((ends_on - starts_on).days + 1)]


def has_passed(present: int, days: int) -> bool:
    """She was there often enough."""
    return days > 0 and present >= days * LEAST_ATTENDANCE


def check_dates(starts_on: date, ends_on: date) -> None:
    """A training ends after it begins and lasts at most half a year. Raises RuleBroken."""
    if ends_on < starts_on:
        raise RuleBroken("Tanggal selesai ada sebelum tanggal mulai. Periksa lagi.")
    if (ends_on - starts_on).days > 182:
        raise RuleBroken("Pelatihan paling lama setengah tahun. Periksa lagi tahunnya.")


def series_of(region_code: str, year: int) -> str:
    """The series in which certificates are numbered: the kabupaten/kota (or province) and the year."""
    return f"PLT-{''.join(region_code.split('.')[:2])}-{year}"


def number_in(series: str, count: int) -> str:
    """`PLT-3671-2026-0007`."""
    return f"{series}-{count:04d}"


def new_code() -> str:
    """The code of a proof page, `/verifikasi/<code>`: 50 bits, so it cannot be counted through."""
    return "".join(secrets.choice(_CLEAR_LETTERS) for _ in range(10))


OFFICIAL_MARK = "OR"
"""With it begin the codes of official gifts, which stand on other papers. No certificate has a letter O."""


def code_in(text: str) -> str:
    """The code in what somebody typed from paper: small letters, blanks and dashes do not matter."""
    return "".join(letter for letter in text.upper() if letter.isalnum())
