"""Cards that lie beside a good: its story, the tag that hangs from it, how it is cared for; in exact millimetres, many on a
sheet of A4 with marks to cut along.

They are handed facts and decide nothing but how facts are written. A story that is too long for its card is set smaller down
to a floor and then ends with a sentence, so it is told how much of it is printed.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

from app.base.errors import RuleBroken
from app.base.money import format_rupiah
from app.paper import print as press
from app.paper import typefaces
from app.paper.billing import SAMPLE
from app.paper.colours import palette
from app.paper.cutting import CutSize
from app.paper.label import Care, LabelBrand, Line, logo_svg
from app.paper.printable import breakable, cell, nearest
from app.paper.qr import bare_svg

LEAST_X_HEIGHT_MM = 1.0
"""The smallest lower-case letters on any card; what labels have to keep."""

MOST_COPIES = 200
"""In one file."""

_MOST_LETTERS = 2400
"""Of a story: more would be laid out in vain."""


class CardSize(CutSize):
    """A card's size in millimetres, width × height, as it is cut."""

    POST = "105x148"
    VISIT = "85x55"
    TAG = "50x90"
    TAG_SMALL = "40x70"

    @property
    def on_a4(self) -> tuple[int, int]:
        """Columns and rows on a sheet of A4. Nothing is printed up to the edge of a card, so they stand side by side; four of
        the largest are the sheet's own quarters."""
        return {"105x148": (2, 2), "85x55": (2, 5), "50x90": (3, 3), "40x70": (4, 3)}[self.value]


@dataclass(frozen=True, kw_only=True)
class OfficialMark:
    """That a good is an official gift: the code of its public proof, and the last day that was said."""

    code: str
    until: date


@dataclass(frozen=True, kw_only=True)
class CardOf:
    """What every card says: whose good it is. `brand` is how the maker shows herself, `maker` the name of her gerai, `place`
    her town. `url` becomes the QR code, `sample` stands across in an installation that only plays."""

    brand: LabelBrand
    maker: str
    place: str
    name: str
    url: str
    sample: bool = False

    @property
    def by(self) -> str:
        """Who made it and where; a brand that bears her name stands on the card already."""
        same = self.brand.name.casefold() == self.maker.casefold()
        return f"dari {self.place}" if same else f"buatan {self.maker}, {self.place}"

    @property
    def texts(self) -> tuple[str, ...]:
        """What people wrote of it."""
        return (self.name, self.brand.name, self.maker)


@dataclass(frozen=True, kw_only=True)
class StoryCard(CardOf):
    """`story` is the good's, `about` its maker's; `facts` a few of its own. `mark` only while it holds."""

    story: str
    about: str = ""
    facts: Sequence[Line] = ()
    mark: OfficialMark | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        return (*super().texts, self.story, self.about, *(line.value for line in self.facts))


@dataclass(frozen=True, kw_only=True)
class HangTag(CardOf):
    """`variant` is what hangs from this very tag: a size, a colour. `price` in rupiah; None is not printed."""

    variant: str = ""
    facts: Sequence[Line] = ()
    price: int | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        return (*super().texts, self.variant, *(line.value for line in self.facts))


@dataclass(frozen=True, kw_only=True)
class CareCard(CardOf):
    """`steps` in the order in which they are read: a picture of our own, and the words that count."""

    material: str = ""
    steps: Sequence[Care]

    @property
    def texts(self) -> tuple[str, ...]:
        return (*super().texts, self.material, *(step.words for step in self.steps))


Card = StoryCard | HangTag | CareCard


class CardTooFull(RuleBroken):
    """What must stand on a card does not fit it at the smallest letters. `fitting` is a size that takes it, None for none."""

    def __init__(self, card: Card, size: CardSize, fitting: CardSize | None) -> None:
        what = (
            "Petunjuknya terlalu banyak"
            if isinstance(card, CareCard)
            else "Nama dan keterangannya terlalu panjang"
        )
        less = "Kurangi barisnya" if isinstance(card, CareCard) else "Singkat tulisannya"
        way = f"Pakai ukuran {fitting.words}" if fitting else less
        super().__init__(f"{what} untuk {size.words}. {way}.")
        self.fitting = fitting


def cards_pdf(card: Card, size: CardSize, copies: int) -> bytes:
    """So many copies on sheets of A4. The same facts make the same file. Raises CardTooFull, ValueError for no copies or more
    than MOST_COPIES."""
    if not 1 <= copies <= MOST_COPIES:
        raise ValueError(copies)
    try:
        return press.pdf("card", _facts(card, size, copies))
    except press.DoesNotFit:
        raise CardTooFull(card, size, _larger(card, size)) from None


def card_png(card: Card, size: CardSize, *, ppi: float = 300) -> bytes:
    """One card as a picture, `ppi` pixels an inch. Raises CardTooFull."""
    try:
        [picture] = press.png("card", _facts(card, size, 0), ppi)
    except press.DoesNotFit:
        raise CardTooFull(card, size, _larger(card, size)) from None
    return picture


def told(card: StoryCard, size: CardSize) -> tuple[int, int]:
    """How many sentences of its story and its maker's are printed, and how many there are. Raises `print.DoesNotFit`."""
    [found] = press.noted("card", _facts(card, size, 0), "told")
    return found["kept"], found["of"]


def sizes_of(kind: type[Card]) -> tuple[CardSize, ...]:
    """The sizes in which a card is made, the usual one first."""
    return (CardSize.TAG, CardSize.TAG_SMALL) if kind is HangTag else (CardSize.POST, CardSize.VISIT)


def _larger(card: Card, size: CardSize) -> CardSize | None:
    for other in sizes_of(type(card)):
        if math.prod(other.mm) > math.prod(size.mm):
            try:
                press.noted("card", _facts(card, other, 0), "letters")
            except press.DoesNotFit:
                continue
            return other
    return None


# -- facts as the template reads them -----------------------------------------------------------------


def _facts(card: Card, size: CardSize, copies: int) -> dict[str, Any]:
    """`copies` 0 is one card on paper of its own size."""
    width, height = size.mm
    colours = palette(card.brand.main, card.brand.accent)
    return {
        "width": width,
        "height": height,
        "outset": 0,
        "sheet": list(size.on_a4) if copies else [],
        "copies": copies or 1,
        "colours": {
            "main": colours.main,
            "accent": colours.accent,
            "on_main": colours.on_main,
            "ornament": colours.ornament,
            "text": colours.text,
        },
        "least": {
            name: math.ceil(typefaces.least_points(family, LEAST_X_HEIGHT_MM) * 100) / 100
            for name, family in (
                ("small", typefaces.SMALL),
                ("title", typefaces.TITLE),
                ("serif", typefaces.SERIF),
            )
        },
        "sample": SAMPLE if card.sample else "",
        "brand": _text(card.brand.name, 60),
        "logo": logo_svg(card.brand.logo) if card.brand.logo else "",
        "name": _text(card.name, 120),
        "by": _text(card.by, 120),
        "place": _text(card.place, 80),
        "qr": bare_svg(card.url),
        **_own(card),
    }


def _own(card: Card) -> dict[str, Any]:
    if isinstance(card, StoryCard):
        return {
            "kind": "story",
            "story": _sentences(card.story),
            "about": _sentences(card.about),
            "facts": _lines(card.facts),
            "mark": [card.mark.code, _day(card.mark.until)] if card.mark else [],
        }
    if isinstance(card, HangTag):
        return {
            "kind": "tag",
            "variant": _text(card.variant, 80),
            "facts": _lines(card.facts),
            "price": format_rupiah(card.price) if card.price is not None else "",
        }
    return {
        "kind": "care",
        "material": _text(card.material, 80),
        "steps": [[step.step, step.way, _text(step.words, 120)] for step in card.steps],
    }


def _lines(facts: Sequence[Line]) -> list[list[str]]:
    return [[line.label, _text(line.value, 120)] for line in facts if line.value]


_SHORT_FORMS = {
    "jl",
    "no",
    "rt",
    "rw",
    "kec",
    "kel",
    "kab",
    "gg",
    "dr",
    "drs",
    "dra",
    "hj",
    "h",
    "prof",
    "st",
}
"""Words that a point shortens: no sentence ends with them."""


def _sentences(text: str) -> list[str]:
    """A text in its sentences, each printable; lines of a list are sentences too."""
    found: list[str] = []
    for line in text[:_MOST_LETTERS].splitlines():
        goes_on = False
        for piece in re.split(r"(?<=[.!?…])\s+", nearest(line)[0]):
            if goes_on and found:
                found[-1] = f"{found[-1]} {piece}"
            elif piece:
                found.append(piece)
            goes_on = piece.rpartition(" ")[2].rstrip(".").casefold() in _SHORT_FORMS
    return [_whole(breakable(one)) for one in found]


def _text(text: str, most: int) -> str:
    return _whole(cell(text, most))


def _whole(text: str) -> str:
    """Reduplications stay on one line (`satu-satu`): the faces have no hyphen of their own for that, so a joiner stands
    behind the usual one. Words as long as a line may be broken there."""
    return re.sub(r"\b\w{2,7}-(?=\w{2,8}\b)", lambda word: f"{word[0]}\u2060", text)


def _day(day: date) -> str:
    return format_date(day, "d MMMM y", locale="id").replace(" ", "\u00a0")
