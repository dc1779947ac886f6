"""The life of a gerai, and the rules that values alone decide."""

import re
from datetime import date
from enum import StrEnum

from app.base.errors import RuleBroken
from app.base.states import Machine


class SellerState(StrEnum):
    """A gerai is prepared, open, or closed by its owner or an officer. Leave is no state: it has days."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class SellerMove(StrEnum):
    OPEN = "open"
    CLOSE = "close"


LIFE = Machine(
    {
        (SellerState.DRAFT, SellerMove.OPEN): SellerState.OPEN,
        (SellerState.OPEN, SellerMove.CLOSE): SellerState.CLOSED,
        (SellerState.CLOSED, SellerMove.OPEN): SellerState.OPEN,
    }
)

MOST_LEAVE_DAYS = 90


class NotReady(RuleBroken):
    """Something on the checklist is still missing."""

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        super().__init__("Gerai belum bisa dibuka. " + " ".join(missing))


def normal_rt(text: str) -> str | None:
    """RT or RW as post offices write it: three digits (`2` → `002`); None for nothing or a dash. Raises RuleBroken."""
    if not any(letter.isalnum() for letter in text):
        return None
    found = re.fullmatch(r"(?:r[tw][.\s]*)?([0-9]{1,3})", text.strip(), re.IGNORECASE)
    if found is None or int(found[1]) == 0:
        raise RuleBroken("RT dan RW ditulis dengan angka, paling banyak tiga angka.")
    return found[1].zfill(3)


def check_leave(start: date, end: date, today: date) -> None:
    """A leave lies ahead, ends after it begins, and is not endless. Raises RuleBroken."""
    if end < start:
        raise RuleBroken("Tanggal selesai libur ada sebelum tanggal mulainya. Periksa lagi.")
    if end < today:
        raise RuleBroken("Tanggal libur ini sudah lewat.")
    if (end - start).days > MOST_LEAVE_DAYS:
        raise RuleBroken(f"Libur paling lama {MOST_LEAVE_DAYS} hari. Kalau lebih lama, tutup dulu gerainya.")
