"""A refund that the provider cannot bring back, sent by who collects: when that may be said of it."""

from datetime import date

from app.base.errors import RuleBroken


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
