"""The life of a gerai, and the rules that values alone decide."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.base import colours
from app.base.errors import RuleBroken
from app.base.money import format_rupiah
from app.base.states import Machine
from app.delivery.rules.services import GERAI, offered
from app.delivery.rules.ways import (
    LEAST_FEE,
    LEAST_RATE,
    MOST_DAYS,
    MOST_FEE,
    MOST_OWN_DAYS,
    MOST_RATE,
    SENT,
    Ways,
)


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


def check_ways(wished: Ways, today: date) -> None:
    """Somebody can receive or fetch, by services that exist, at amounts that are no slip of the finger. Raises RuleBroken."""
    if not wished.zones and wished.own is None:
        raise RuleBroken("Pilih paling sedikit satu cara kirim, supaya pembeli bisa menerima barangnya.")
    known = {GERAI, *offered(today)}
    if not known.issuperset(wished.services):
        raise RuleBroken("Satu kurir yang dipilih tidak ada lagi. Pilih lagi dari daftar.")
    own = wished.own
    if own is not None and not (LEAST_FEE <= own.fee <= MOST_FEE and 0 <= own.days <= MOST_OWN_DAYS):
        raise RuleBroken(
            f"Ongkos antar paling banyak {format_rupiah(MOST_FEE)}, paling lama {MOST_OWN_DAYS} hari."
        )
    for zone, price in wished.prices.items():
        amounts = LEAST_RATE <= price.first_kg <= MOST_RATE and 0 <= price.next_kg <= MOST_RATE
        if zone not in SENT or not amounts or not 1 <= price.days <= MOST_DAYS:
            raise RuleBroken(
                f"Tarif sendiri antara {format_rupiah(LEAST_RATE)} dan {format_rupiah(MOST_RATE)} sekilo, "
                f"paling lama {MOST_DAYS} hari."
            )


# -- the brand kit ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Brand:
    """How a gerai shows itself on labels, hang-tags and its page. Colours are `#rrggbb`.

    `name` stands on the label. `main` is the colour of the name on white paper and of the band; `accent` lies on the
    band: lines, signs, large words. `logo_key` opens `media.queries.logo_for_print` and the page's logo.
    """

    name: str
    logo_key: str | None
    main: str
    accent: str

    @property
    def on_main(self) -> str:
        """White or ink, whichever is read better on the band."""
        return colours.text_on(self.main)


@dataclass(frozen=True)
class Pair:
    """Two colours that go together; a test holds that they can be read."""

    key: str
    words: str
    main: str
    accent: str


PALETTE = (
    Pair("manggis", "Manggis dan kunyit", "#7a1e4a", "#f0b02e"),
    Pair("suji", "Daun suji dan nasi kuning", "#1d6b4b", "#f6d978"),
    Pair("tarum", "Tarum dan madu", "#20507f", "#f4c56a"),
    Pair("bata", "Bata dan santan", "#9c3b1f", "#fbe3c4"),
    Pair("kopi", "Kopi dan gula aren", "#5b3a29", "#e9c39b"),
    Pair("terung", "Terung dan mawar", "#4b2a63", "#f2b8c6"),
    Pair("laut", "Laut dan pasir", "#0f5c66", "#ffd2a6"),
    Pair("cabai", "Cabai dan jagung", "#a3231c", "#ffe08a"),
    Pair("pandan", "Pandan dan kelapa muda", "#3f6212", "#f5efc8"),
    Pair("arang", "Arang dan kuningan", "#2f2f33", "#d9b26f"),
    Pair("jambu", "Jambu dan kelopak", "#a81e5b", "#ffd9e3"),
    Pair("senja", "Senja dan awan", "#8a4b08", "#ffe7b3"),
)
"""The first is what a gerai has before it chooses."""

OWN_COLOURS = "sendiri"


@dataclass(frozen=True)
class WeakColour:
    """A colour that is hard to read in its place, by how much, and the nearest tone of it that is not."""

    field: str
    ratio: float
    least: float
    tone: str


def weak_colours(main: str, accent: str) -> list[WeakColour]:
    """The main colour writes the name on white paper (small text); the accent draws on the main one (large signs).

    The accent's tone is found for the main colour as it would be after its own advice.
    """
    weak = []
    ground = colours.toned(main, colours.WHITE, colours.TEXT)
    if ground != main:
        weak.append(WeakColour("main", colours.contrast(main, colours.WHITE), colours.TEXT, ground))
    if colours.contrast(accent, ground) < colours.LARGE:
        tone = colours.toned(accent, ground, colours.LARGE)
        weak.append(WeakColour("accent", colours.contrast(accent, ground), colours.LARGE, tone))
    return weak


def name_lines(name: str, letters: int) -> list[str]:
    """A name laid in lines of at most so many letters, parted at blanks; a longer word stands alone."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
