"""Asking the buyer for a later day: how late, how long she may think, and when the parcel is there then."""

from datetime import date, timedelta
from enum import StrEnum

from app.base.days import short_day
from app.base.errors import RuleBroken
from app.delivery.rules.calendar import is_working_day, next_working_day

FARTHEST = timedelta(days=60)
"""A day may move so far from the one that was promised first; who needs longer gives the money back."""


class DelayAnswer(StrEnum):
    AGREED = "agreed"
    REFUSED = "refused"
    """The day stays; the seller decides."""
    WITHDRAWN = "withdrawn"
    """The buyer takes her money back instead of waiting."""
    UNANSWERED = "unanswered"
    """The day stays."""
    OVERTAKEN = "overtaken"
    """The parcel was packed or given up before the buyer answered."""


class AlreadyAsked(RuleBroken):
    message = "Pembeli sudah ditanya dan belum menjawab. Tunggu jawabannya dulu, ya."


class NotNow(RuleBroken):
    message = "Tanggal bisa diminta mundur setelah pesanan disanggupi dan sebelum dikemas."


class NeedsReason(RuleBroken):
    message = "Tulis alasannya: pembeli akan membacanya."


class TooLate(RuleBroken):
    """Nothing that the buyer could still answer."""

    message = "Permintaan ini sudah tidak menunggu jawaban. Muat ulang halaman untuk melihat yang terbaru."


def latest(promised_on: date) -> date:
    """The last day that may be asked for."""
    return promised_on + FARTHEST


def check_day(wanted: date, *, earliest: date, promised_on: date) -> None:
    """Raises RuleBroken unless the hands can keep the wanted day and it is not too far."""
    if wanted < earliest:
        raise RuleBroken(f"Paling cepat {short_day(earliest)}: sebelum itu jadwal Ibu sudah terisi.")
    if wanted > latest(promised_on):
        raise RuleBroken(
            f"Paling jauh {short_day(latest(promised_on))}. "
            "Kalau perlu lebih lama, batalkan saja supaya uang pembeli kembali."
        )
    if not is_working_day(wanted):
        raise RuleBroken("Itu hari libur. Pilih hari kerja, Senin sampai Sabtu.")


def earliest_to_ask(ready_on: date, possible: date | None) -> date:
    """The first day that makes sense to ask for: a working day on which the hands can be ready, later than the day that
    stands. Where they cannot say (`possible` is None) their maker knows better."""
    first = max(possible or ready_on, next_working_day(ready_on))
    return first if is_working_day(first) else next_working_day(first)


def arrival(ready_on: date, arrives_on: date, later: date) -> date:
    """When a parcel is there that is ready on a later day: as many working days on the way as it had before."""
    day, arrives = ready_on, later
    while day < arrives_on:
        day += timedelta(days=1)
        if is_working_day(day):
            arrives = next_working_day(arrives)
    return arrives
