"""The typefaces of everything that Typst prints, and what their files say of them: x-height and letters.

Legal sizes are about millimetres of ink, so the number is read from the font that prints, never from its name.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "templates" / "paper" / "fonts"
"""Static cuts of Plus Jakarta Sans, Barlow Semi Condensed and Fraunces, Latin letters only; licences beside them."""

SMALL, TITLE, SERIF = "BarlowSemiCondensed", "PlusJakartaSans", "Fraunces"
"""File names without their cut: the narrow face of small print, the house's own face, and one with feet."""

POINT_MM = 25.4 / 72
"""Millimetres of one typographic point."""


@dataclass(frozen=True)
class Typeface:
    """One font file. `x_height` is the height of a flat lower-case letter in parts of the type size."""

    name: str
    x_height: float
    letters: frozenset[int]

    def points_for(self, x_height_mm: float) -> float:
        """The type size in points at which a lower-case letter is `x_height_mm` high."""
        return x_height_mm / self.x_height / POINT_MM


@cache
def typefaces() -> dict[str, Typeface]:
    """Every font file of the folder by its PostScript name, which is how a PDF names it: `Fraunces-Bold`."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.ttf"))}


@cache
def letters() -> frozenset[int]:
    """Code points that every one of the faces can print."""
    return frozenset.intersection(*(one.letters for one in typefaces().values()))


def file_of(face: str, weight: int) -> str:
    """The cut that Typst prints for a family's name and a weight: `("Barlow", 700)` → `BarlowSemiCondensed-Bold`."""
    family = {"Barlow": SMALL, "Plus Jakarta Sans": TITLE, "Fraunces": SERIF}[face]
    return f"{family}-{ {400: 'Regular', 500: 'Medium', 700: 'Bold', 800: 'ExtraBold'}[weight] }"


def least_points(family: str, x_height_mm: float) -> float:
    """The size in points at which every cut of a family reaches this x-height."""
    cuts = [one for name, one in typefaces().items() if name.startswith(f"{family}-")]
    return max(cut.points_for(x_height_mm) for cut in cuts)


def _read(path: Path) -> Typeface:
    """OpenType: a directory of tables; `head` holds the units per em, `OS/2` the x-height, `cmap` the letters."""
    content = path.read_bytes()
    (count,) = struct.unpack_from(">H", content, 4)
    rows = (struct.unpack_from(">4sIII", content, 12 + 16 * at) for at in range(count))
    tables = {row[0]: content[row[2] : row[2] + row[3]] for row in rows}
    (units,) = struct.unpack_from(">H", tables[b"head"], 18)
    (x_height,) = struct.unpack_from(">h", tables[b"OS/2"], 86)
    return Typeface(path.stem, x_height / units, frozenset(_letters(tables[b"cmap"])))


def _letters(cmap: bytes) -> Iterator[int]:
    """The code points of the subtables of format 4, which hold all of the basic plane."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    for at in range(count):
        (start,) = struct.unpack_from(">I", cmap, 4 + 8 * at + 4)
        (kind, _, _, doubled) = struct.unpack_from(">HHHH", cmap, start)
        if kind != 4:
            continue
        ends = struct.unpack_from(f">{doubled // 2}H", cmap, start + 14)
        starts = struct.unpack_from(f">{doubled // 2}H", cmap, start + 16 + doubled)
        for first, last in zip(starts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
