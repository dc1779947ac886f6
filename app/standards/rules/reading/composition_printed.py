"""The list of ingredients on a label held against the declared one: nothing missing, nothing more, nothing else."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from app.standards.rules.reading.layout import Page, Piece, Segment, breaks
from app.standards.rules.reading.words import alike, fold, words_of
from app.standards.rules.tables import table

_SHARE = re.compile(r"\(?\s*\d+(?:[.,]\d+)?\s*%\s*\)?")
_STOP = (
    "net",
    "producer",
    "expiry",
    "production",
    "pirt",
    "halal",
    "storage",
    "serving",
    "nutrition",
    "allergen",
    "contact",
    "price",
    "address",
)

MOST = 120
"""Ingredients that are compared; no label of a home kitchen has as many, and each is held against each."""


@dataclass(frozen=True)
class Compared:
    """A list as read: its text, where, and what it lacks or has beyond the declared one."""

    text: str
    pieces: tuple[Piece, ...]
    lacking: tuple[str, ...]
    beyond: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return not self.lacking and not self.beyond


def ingredients(text: str) -> tuple[str, ...]:
    """The ingredients of a list, percentages and heading left out; what stands in brackets belongs to its ingredient."""
    flat = _SHARE.sub(",", re.sub(r"\s+", " ", text))
    flat = re.sub(
        r"^\W*(?:[\w\-/ ]{3,24}:|(?:komposisi|bahan(?:-bahan)?|ingredients)\b)", "", flat, flags=re.IGNORECASE
    )
    parts = re.split(r"[,;•·*]|\.(?=\s|$)|(?<!\w)(?i:dan|and|&)(?!\w)|\((?=[^)]*$)", _in_brackets(flat))
    return tuple(part.strip(" .:-()[]") for part in parts if re.search(r"\w\w", part))[:MOST]


def lists_on(page: Page, wanted: tuple[str, ...]) -> list[Compared]:
    """Every list of ingredients of the label, compared."""
    return [_compared(page, segment, wanted) for segment in page.segments("composition")]


def _compared(page: Page, segment: Segment, wanted: tuple[str, ...]) -> Compared:
    """The lines of the list are taken one by one as long as they carry it on."""
    text, pieces = page.value_of(segment)
    taken = list(pieces)
    last = taken[-1]
    closed = _is_cut(segment, last)
    while not closed and len(taken) < 30:
        below = page.below(last)
        if below is None or below in taken:
            break
        cut = next(
            (head.start for head in below.heads if head.kind in _STOP and breaks("composition", below, head)),
            None,
        )
        part = below.text if cut is None else below.text[:cut]
        if not _carries_on(text, part, wanted):
            break
        text = _joined(text, part)
        taken.append(below)
        last, closed = below, cut is not None
    read = ingredients(text)
    lacking = tuple(one for one in wanted if not any(_same(one, other) for other in read))
    beyond = tuple(one for one in read if not any(_same(one, other) for other in wanted))
    return Compared(text, tuple(taken), lacking, beyond)


def _is_cut(segment: Segment, last: Piece) -> bool:
    """Another element begins in the same line."""
    if last is not segment.piece:
        return False
    return any(
        head.start > segment.head.start and head.kind in _STOP and breaks("composition", last, head)
        for head in last.heads
    )


def _carries_on(text: str, part: str, wanted: tuple[str, ...]) -> bool:
    """The list ends with a full stop or with what no longer is an ingredient; a comma or a known ingredient carries it on."""
    if not re.search(r"\w\w", part):
        return False
    if re.search(r"[,;&\-]\s*$|(?:\bdan)\s*$", text):
        return True
    if re.search(r"\w\.\s*$", text):
        return False
    first, tail = (ingredients(part) or ("",))[0], (ingredients(text) or ("",))[-1]
    if any(
        _same(one, first) or _same(one, f"{tail} {first}") or _same(one, f"{tail}{first}") for one in wanted
    ):
        return True
    return part.count(",") >= 1


def _joined(text: str, part: str) -> str:
    """A word broken at the end of a line is made whole; lines are else joined by a blank."""
    if re.search(r"\w-$", text):
        return text[:-1] + part.strip()
    return f"{text} {part.strip()}"


def _same(one: str, other: str) -> bool:
    """One ingredient, small slips and two spellings of a word forgiven."""
    if alike(one, other):
        return True
    mine, theirs = _spelled(one), _spelled(other)
    return alike(mine, theirs)


@lru_cache(maxsize=4096)
def _spelled(text: str) -> str:
    words = words_of(text)
    return " ".join(_spellings().get(word, word) for word in words)


@cache
def _spellings() -> dict[str, str]:
    return {fold(other).text: fold(one).text for one, other in table("reading")["same"]["pairs"]}


def _in_brackets(text: str) -> str:
    """Commas inside brackets do not part ingredients: what stands there explains the one before."""
    return re.sub(r"\([^()]*\)", " ", text)
