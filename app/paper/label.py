"""Labels and hang-tags: what stands on them, as a value, made into PDF and PNG in exact millimetres.

What must and what may stand there is not decided here (`standards.rules.printed`).
"""

import base64
import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from app.base.errors import RuleBroken
from app.paper import print as press
from app.paper import typefaces
from app.paper.colours import palette
from app.paper.cutting import CutSize
from app.paper.qr import bare_svg

Made = TypeVar("Made")

BLEED_MM = 2
"""Colour runs on so far beyond the cut, so that a knife that slips leaves no white edge."""

A4_MM = (210, 297)
MARGIN_MM = 11
"""5 mm that home printers cannot reach, 5 mm of crop marks, 1 mm of air."""

LEAST_X_HEIGHT_MM, LEAST_X_HEIGHT_SMALL_MM, SMALL_CM2 = 1.0, 0.75, 10.0
"""Lower-case letters of at least 1 mm; 0.75 mm on labels of at most 10 cm² (BPOM's label rules, PerBPOM 31/2018)."""

MOST_LETTERS = 3000
"""More text fits none of the sizes; it is refused before anything is laid out."""


class Size(CutSize):
    """A label's size in millimetres, width × height, as it is cut."""

    SMALL = "40x60"
    MIDDLE = "50x80"
    LARGE = "70x100"

    @property
    def on_a4(self) -> tuple[int, int]:
        """Columns and rows of labels with their bleed on a sheet of A4, room for crop marks left on every side."""
        return tuple(
            (paper - 2 * MARGIN_MM) // (side + 2 * BLEED_MM)
            for paper, side in zip(A4_MM, self.mm, strict=True)
        )  # type: ignore[return-value]

    @property
    def least_x_height(self) -> float:
        """The smallest x-height allowed, in mm."""
        width, height = self.mm
        return LEAST_X_HEIGHT_SMALL_MM if width * height / 100 <= SMALL_CM2 else LEAST_X_HEIGHT_MM


class Style(StrEnum):
    """How a label looks: calm on white, a woven band of the main colour, or an arch among leaves."""

    POLOS = "polos"
    PITA = "pita"
    KEBUN = "kebun"


@dataclass(frozen=True)
class Run:
    """A piece of an ingredient list. An allergen is bold; what is not halal is bold and coloured."""

    text: str
    bold: bool = False
    warned: bool = False


@dataclass(frozen=True)
class Line:
    """One fact: `Berat bersih` and `250 g`. `plain` lines have no label in front."""

    label: str
    value: str


@dataclass(frozen=True)
class Care:
    """One care step: what is done (`wash`, `bleach`, `dry`, `iron`, `dry_clean`), how, and the words beside the picture."""

    step: str
    way: str
    words: str


@dataclass(frozen=True, kw_only=True)
class LabelBrand:
    """A gerai's look: its name, a picture or none, and two colours as `#rrggbb`."""

    name: str
    main: str = "#7a1e4a"
    accent: str = "#f0b02e"
    logo: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class LabelText:
    """Everything that is printed. `halal_number` leaves a place for the mark that comes with the certificate;
    `sample` puts CONTOH across both sides; `url` becomes the QR code."""

    brand: LabelBrand
    name: str
    subtitle: str = ""
    amount: Line | None = None
    front: tuple[Line, ...] = ()
    halal_number: str = ""
    not_halal: tuple[str, ...] = ()
    ingredients: tuple[Run, ...] = ()
    warnings: tuple[str, ...] = ()
    back: tuple[Line, ...] = ()
    care: tuple[Care, ...] = ()
    origin: str = ""
    url: str = ""
    sample: bool = False

    @property
    def letters(self) -> int:
        """How much text there is."""
        parts = [self.name, self.subtitle, *self.not_halal, *self.warnings]
        parts += [run.text for run in self.ingredients] + [step.words for step in self.care]
        parts += [line.label + line.value for line in (*self.front, *self.back)]
        return sum(map(len, parts))


class LabelTooLong(RuleBroken):
    """The text fits this size at no allowed type size. `fitting` is the next size that takes it, None for none."""

    def __init__(self, text: LabelText, size: Size, part: str, fitting: Size | None) -> None:
        what = "Nama dan keterangan di muka label" if part == "front" else "Komposisi dan keterangannya"
        if not text.ingredients and part == "back":
            what = "Keterangan di belakang label"
        way = (
            f"Pakai ukuran {fitting.words}"
            if fitting
            else "Singkat tulisannya, atau bagi dua labelnya bersama percetakan"
        )
        super().__init__(f"{what} terlalu panjang untuk {size.words}. {way}.")
        self.part, self.fitting = part, fitting


def label_pdf(text: LabelText, size: Size, style: Style, *, bleed: bool = False) -> bytes:
    """Front and back as two pages of exactly this size; with `bleed` 2 mm more on each side, and the cut as TrimBox.

    Raises LabelTooLong.
    """
    return _made(text, size, lambda at: press.pdf("label", _facts(text, at, style, bleed=bleed)))


def sheet_pdf(text: LabelText, size: Size, style: Style) -> bytes:
    """Two A4 pages full of labels with crop marks, fronts and backs in mirrored order, so that they meet when the paper
    is turned over its long edge. Raises LabelTooLong."""
    return _made(text, size, lambda at: press.pdf("label", _facts(text, at, style, sheet=True)))


def label_png(text: LabelText, size: Size, style: Style, *, ppi: float = 300) -> tuple[bytes, bytes]:
    """Front and back as pictures, `ppi` pixels an inch. Raises LabelTooLong."""

    def draw(at: Size) -> tuple[bytes, bytes]:
        front, back = press.png("label", _facts(text, at, style), ppi)
        return front, back

    return _made(text, size, draw)


def smallest_x_height(text: LabelText, size: Size, style: Style) -> float:
    """Height in mm of the smallest lower-case letters on either side. Raises `print.DoesNotFit`."""
    found = []
    for note in press.noted("label", _facts(text, size, style), "letters"):
        face = typefaces.typefaces()[typefaces.file_of(note["face"], note["weight"])]
        found.append(float(note["points"]) / face.points_for(1.0))
    return min(found)


def _made(text: LabelText, size: Size, make: Callable[[Size], Made]) -> Made:
    if text.letters > MOST_LETTERS:
        raise LabelTooLong(text, size, "back", None)
    try:
        return make(size)
    except press.DoesNotFit as trouble:
        larger = list(Size)[list(Size).index(size) + 1 :]
        fitting = next((one for one in larger if _fits(make, one)), None)
        raise LabelTooLong(text, size, trouble.part, fitting) from None


def _fits(make: Callable[[Size], object], size: Size) -> bool:
    try:
        make(size)
    except press.DoesNotFit:
        return False
    return True


def _facts(
    text: LabelText, size: Size, style: Style, *, bleed: bool = False, sheet: bool = False
) -> dict[str, Any]:
    """What the template gets. Sizes in mm and points; pictures as SVG."""
    width, height = size.mm
    colours = palette(text.brand.main, text.brand.accent)
    return {
        "width": width,
        "height": height,
        "bleed": BLEED_MM if bleed else 0,
        "outset": BLEED_MM,
        "sheet": list(size.on_a4) if sheet else [],
        "style": style.value,
        "colours": {
            "main": colours.main,
            "accent": colours.accent,
            "on_main": colours.on_main,
            "ornament": colours.ornament,
            "text": colours.text,
        },
        "least": {
            name: math.ceil(typefaces.least_points(family, size.least_x_height) * 100) / 100
            for name, family in (
                ("small", typefaces.SMALL),
                ("title", typefaces.TITLE),
                ("serif", typefaces.SERIF),
            )
        },
        "brand": text.brand.name,
        "logo": logo_svg(text.brand.logo) if text.brand.logo else "",
        "name": text.name,
        "subtitle": text.subtitle,
        "amount": [text.amount.label, text.amount.value] if text.amount else [],
        "front": [[line.label, line.value] for line in text.front],
        "halal_number": text.halal_number,
        "not_halal": list(text.not_halal),
        "ingredients": [[run.text, run.bold, run.warned] for run in text.ingredients],
        "warnings": list(text.warnings),
        "back": [[line.label, line.value] for line in text.back],
        "care": [[step.step, step.way, step.words] for step in text.care],
        "origin": text.origin,
        "qr": bare_svg(text.url) if text.url else "",
        "sample": text.sample,
    }


def logo_svg(content: bytes) -> str:
    """A picture inside an SVG of our own, which is how bytes reach a template as text."""
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg" if content.startswith(b"\xff\xd8") else "webp"
    data = base64.b64encode(content).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<image width="100" height="100" href="data:image/{kind};base64,{data}"/></svg>'
    )
