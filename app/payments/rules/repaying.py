"""Money that a seller gives back herself: to where, until when, and what makes it done."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.base.errors import RuleBroken

REPAY_WITHIN = timedelta(days=3)
"""How long a seller has from the moment at which she knows to where."""
REMIND_BEFORE = timedelta(days=1)
ASK_AGAIN_AFTER = (timedelta(days=3), timedelta(days=7))
"""When a buyer who has not said to where is asked again, counted from the first letter."""
UNCLAIMED_AFTER = timedelta(days=14)
"""From when officers of the seller's region see that she still has not."""


class RepayBy(StrEnum):
    """How the money goes back."""

    BANK = "bank"
    """To an account or wallet that the buyer has named."""
    CASH = "cash"
    """From hand to hand; the note that the buyer signs is the proof."""


class BadAccount(RuleBroken):
    """An account number that is none."""

    message = (
        "Nomor rekening ini belum benar. Tulis angkanya saja, 6 sampai 20 angka, seperti di buku tabungan."
    )


class BadDay(RuleBroken):
    message = "Tanggalnya belum bisa dipakai. Pilih hari uangnya Ibu kembalikan: tidak sebelum diminta, dan paling baru hari ini."


class NoTarget(RuleBroken):
    """Nobody has said to where."""

    message = "Pembeli belum menulis rekeningnya. Tunggu kabarnya, ya; kami sudah memintanya."


class CashOnlyWhenFetched(RuleBroken):
    message = "Uang tunai bisa kalau barangnya diambil sendiri. Tulis rekening atau dompet digital Anda."


class NothingToSay(RuleBroken):
    """What somebody says about a repayment does not fit how it stands (any more)."""

    message = "Keadaannya sudah berubah. Muat ulang halaman ini untuk melihat yang terbaru."


class AlreadyRepaid(RuleBroken):
    message = "Pengembalian ini sudah dicatat. Muat ulang halaman untuk melihat yang terbaru."


@dataclass(frozen=True)
class Target:
    """To where money goes back. Bank, number and holder are empty for cash. Personal finance: readable only by the buyer, the
    seller who pays, and an officer before whom it was brought."""

    by: RepayBy
    bank: str = ""
    number: str = ""
    holder: str = ""


_NUMBER = re.compile(r"[0-9]{6,20}")


def normal_number(text: str) -> str:
    """The digits of an account or a wallet, as printed with blanks, dots or dashes. Raises BadAccount."""
    digits = re.sub(r"[\s.\-]", "", text)
    if not _NUMBER.fullmatch(digits):
        raise BadAccount
    return digits


def repay_by(known_at: datetime) -> datetime:
    """Until when the seller gives it back."""
    return known_at + REPAY_WITHIN


def asks_due(asked_at: datetime, now: datetime) -> int:
    """How many times a buyer who has not said to where should have been asked again by now."""
    return sum(asked_at + after <= now for after in ASK_AGAIN_AFTER)


def check_paid_on(day: date, *, asked_on: date, today: date) -> None:
    """Days of the seller's region. Raises BadDay."""
    if not asked_on <= day <= today:
        raise BadDay
