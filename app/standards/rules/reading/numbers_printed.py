"""Numbers of papers on a label: P-IRT and halal. A digit that differs is another number, whatever the likeness."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from rapidfuzz.distance import Levenshtein

from app.standards.rules.reading.layout import Page, Piece

_DIGITS = str.maketrans(
    {
        "O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "i": "1", "|": "1", "!": "1", "Z": "2", "z": "2",
        "S": "5", "s": "5", "B": "8", "g": "9", "q": "9", "G": "6", "b": "6", "T": "7", "A": "4",
    }
)  # fmt: skip
_RUN = re.compile(r"[0-9](?:[\s.,:_/\-–—~]{0,3}[0-9]){8,24}")

_ID = r"(?<![A-Za-z0-9])(?:I[D0O]|[1l|!]D)\W{0,3}"
"""The letters before a halal number; at least one of them must look like a letter, else it is a group of digits."""


@dataclass(frozen=True)
class Printed:
    """A run of digits and the pieces it was read from; `headed`: a heading of its paper stands before it."""

    digits: str
    pieces: tuple[Piece, ...]
    headed: bool
    confidence: float


def as_digits(text: str) -> str:
    """The text with letters that stand among digits read as the digits they look like."""

    def straight(match: re.Match[str]) -> str:
        word = match[0]
        digits = sum(sign.isdigit() for sign in word)
        return word.translate(_DIGITS) if digits >= 3 and digits * 2 >= len(word) else word

    return re.sub(r"[0-9A-Za-z|!]+", straight, text)


def pirt_numbers(page: Page) -> Iterator[Printed]:
    """Runs that can be a P-IRT number: 12 to 17 digits, not those of a halal certificate."""
    for printed in _runs(page, "pirt"):
        if 12 <= len(printed.digits) <= 17 and not _is_halal(printed):
            yield printed


def halal_numbers(page: Page) -> Iterator[Printed]:
    """Runs that can be a halal certificate's: behind ID, or of its length."""
    for printed in _runs(page, "halal"):
        if 16 <= len(printed.digits) <= 18 or (_is_halal(printed) and len(printed.digits) >= 14):
            yield printed


def closest(printed: list[Printed], wanted: str) -> tuple[Printed, int] | None:
    """The run nearest to the wanted digits and how many digits differ; None where there is no run."""
    if not printed:
        return None
    ranked = sorted(
        ((one, Levenshtein.distance(one.digits, wanted)) for one in printed),
        key=lambda pair: (pair[1], -pair[0].confidence),
    )
    return ranked[0]


def _is_halal(printed: Printed) -> bool:
    text = " ".join(piece.text for piece in printed.pieces)
    return re.search(_ID + r"\d{2}", text) is not None


def _runs(page: Page, kind: str) -> Iterator[Printed]:
    """Runs in every piece, and over pieces that belong together: heading and number apart, a number broken over two lines."""
    for piece in page.pieces:
        for pieces in _together(page, piece):
            headed = any(head.kind == kind for one in pieces for head in one.heads)
            confidence = min(one.line.confidence for one in pieces)
            for texts in product(*((one.text, *one.line.also) for one in pieces)):
                for match in _RUN.finditer(as_digits(_parted(" ".join(texts)))):
                    yield Printed(re.sub(r"\D", "", match[0]), pieces, headed, confidence)


def _parted(text: str) -> str:
    """Letters before a number parted from it, so that they do not become digits: ID3211…, IRT2063…; behind ID only digits."""
    text = re.sub(
        _ID + r"([0-9IlOoSsB|][0-9IlOoSsB|\s.\-]{12,26})",
        lambda match: "ID " + match[1].translate(_DIGITS),
        text,
    )
    text = re.sub(_ID + r"(?=\d{2})", "ID ", text)
    return re.sub(r"(?i)(IRT|PIRT|NO)[.:\s]*(?=[0-9OolI]{4})", r"\1 ", text)


def _together(page: Page, piece: Piece) -> Iterator[tuple[Piece, ...]]:
    yield (piece,)
    beside = page.beside(piece)[:1]
    below = page.below(piece)
    for other in (*beside, below):
        if other is not None and re.search(r"\d", other.text) and _is_short_of_digits(piece):
            yield piece, other


def _is_short_of_digits(piece: Piece) -> bool:
    """What follows may be the rest of a number: the piece ends in digits or in its heading."""
    return re.search(r"(?:\d[\s.\-–]*|irt\W*|no\W*|id\W*)$", piece.text, re.IGNORECASE) is not None
