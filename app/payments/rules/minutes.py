"""Minutes of hand-over (berita acara serah terima): both sides note the same, and from then the days of an agency's bill run."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.base.days import long_day
from app.base.errors import RuleBroken


class Side(StrEnum):
    BUYER = "buyer"
    SELLER = "seller"


@dataclass(frozen=True)
class Minutes:
    """What stands at the head of the paper."""

    number: str
    on: date

    def says_the_same(self, other: "Minutes") -> bool:
        """Letters' case and blanks are how it was copied, not what it says."""
        return self.on == other.on and _plain(self.number) == _plain(other.number)


def _plain(number: str) -> str:
    return "".join(number.split()).casefold()


class NotHandedOver(RuleBroken):
    message = "Barangnya belum diserahkan. Berita acara dicatat setelah barang dikirim atau diambil."


class BadDay(RuleBroken):
    """The day of hand-over lies ahead, or before the order."""


class AlreadyAgreed(RuleBroken):
    message = "Berita acara ini sudah dicatat dua pihak, jadi tidak diubah lagi."


class MinutesDiffer(RuleBroken):
    def __init__(self, theirs: Minutes, by: Side) -> None:
        who = "Pembeli" if by is Side.SELLER else "Pembuat"
        super().__init__(
            f"{who} mencatat nomor {theirs.number}, {long_day(theirs.on)}. Cocokkan dengan kertasnya;"
            f" kalau tulisan Anda yang benar, minta {who.lower()} memperbaikinya."
        )


def check(
    mine: Minutes, by: Side, theirs: Minutes | None, *, ordered_on: date, today: date, is_handed_over: bool
) -> None:
    """Whether one side may note these minutes; `theirs` is what the other has noted. Raises NotHandedOver, BadDay,
    MinutesDiffer."""
    if not is_handed_over:
        raise NotHandedOver
    if mine.on > today:
        raise BadDay("Tanggal berita acara belum tiba. Tulis tanggal barang diserahkan.")
    if mine.on < ordered_on:
        raise BadDay("Tanggal berita acara lebih awal dari pesanannya. Periksa tahunnya.")
    if theirs is not None and not mine.says_the_same(theirs):
        raise MinutesDiffer(theirs, by)


def due_on(minutes: Minutes, days: int) -> date:
    """The last day on which the agency pays in time."""
    return minutes.on + timedelta(days=days)
