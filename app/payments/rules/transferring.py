"""A refund that the provider cannot bring back, sent by who collects: when that may be said of it."""

import re
from datetime import date

from app.base.errors import RuleBroken

REASONS = {
    "expired_or_canceled_card": "Kartunya sudah tidak berlaku.",
    "lost_or_stolen_card": "Kartunya hilang atau dicuri.",
    "declined": "Banknya menolak.",
    "insufficient_funds": "Saldo penerima pembayaran di tempat bayar tidak cukup.",
    "charge_for_pending_refund_disputed": "Pembeli menyanggah pembayarannya di bank.",
    "merchant_request": "Dibatalkan dari halaman tempat bayar.",
}
"""Why a provider could not bring money back (`failure_reason` of Stripe's refunds), as an admin reads it."""


def reason_in_words(trouble: str) -> str:
    """What a provider said, in a sentence where it is known; else quoted as it came."""
    plain = re.sub(r"[\W_]+", " ", trouble).casefold()
    known = (words for code, words in REASONS.items() if code.replace("_", " ") in plain)
    return next(known, f"Kata tempat bayar: “{trouble}”." if trouble else "")


class NotRefused(RuleBroken):
    """Only what the provider has refused, or taken back, is sent by hand: anything else would go twice."""

    message = (
        "Pengembalian ini tidak sedang ditolak tempat bayar, jadi jangan ditransfer. Muat ulang daftarnya."
    )


class BadTransferDay(RuleBroken):
    message = "Tanggalnya belum bisa dipakai. Pilih hari uangnya ditransfer: tidak sebelum diminta, dan paling baru hari ini."


def check_day(day: date, *, asked_on: date, today: date) -> None:
    """Days where the buyer lives. Raises BadTransferDay."""
    if not asked_on <= day <= today:
        raise BadTransferDay
