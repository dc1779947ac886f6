"""Words as read held against words as written: glyphs that engines confuse count as one, small slips are forgiven.

How much is forgiven grows with the length and never covers a whole word: `keripik pisang` is not `keripik singkong`.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

_CONFUSED = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "|": "l", "!": "l", "5": "s", "$": "s", "8": "b", "ı": "l"}
)


@dataclass(frozen=True)
class Folded:
    """Letters and digits only, confusable ones as one. `places[n]` is where the n-th stood in the text."""

    text: str
    places: tuple[int, ...]


@lru_cache(maxsize=8192)
def fold(text: str) -> Folded:
    """The text without blanks, marks, accents and case."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for letter in unicodedata.normalize("NFKD", sign.lower()).translate(_CONFUSED):
            if letter.isalnum():
                letters.append(letter)
                places.append(place)
    return Folded("".join(letters), tuple(places))


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order."""
    found = (fold(word).text for word in re.split(r"[^\w%]+", text))
    return [word for word in found if word]


CLEAR = 0.97
"""Confidence from which an engine seldom errs in a letter: then `Bu Sri` is another than `Bu Sari`."""


def slips_allowed(length: int, *, clear: bool = False) -> int:
    """Wrong, missing or added letters that a word or phrase of this length may have and still be the same."""
    if clear:
        return length // 8
    if length < 5:
        return 0
    return 1 if length < 9 else 2 if length < 16 else length // 7


@dataclass(frozen=True)
class Match:
    """Where a wanted phrase stands in a text (`start`, `end` in that text) and how alike it is, 0 to 1."""

    start: int
    end: int
    likeness: float


def find(wanted: str, text: str, confidence: float = 0.0) -> Match | None:
    """The wanted phrase in the text, blanks ignored, each of its words alike; None where it is not.

    `confidence` is the engine's in this text: what was read clearly has to be nearly equal.
    """
    clear = confidence >= CLEAR
    sought, there = fold(wanted), fold(text)
    slips = slips_allowed(len(sought.text), clear=clear)
    if not sought.text or len(there.text) < len(sought.text) - slips:
        return None
    at = partial_ratio_alignment(sought.text, there.text)
    if at is None or len(sought.text) > len(there.text):
        start, end = 0, len(there.text)
    else:
        start, end = at.dest_start, at.dest_end
    start, end, distance = _best(sought.text, there.text, start, end)
    if distance > slips or not _each_word(wanted, there.text[start:end], clear=clear):
        return None
    first, last = there.places[start], there.places[end - 1]
    if len(sought.text) < 8 and not _stands_alone(text, first, last):
        return None
    return Match(first, last + 1, 1 - distance / len(sought.text))


def alike(one: str, other: str) -> bool:
    """The two are one phrase but for small slips."""
    mine, theirs = fold(one).text, fold(other).text
    slips = min(slips_allowed(len(mine)), slips_allowed(len(theirs)))
    return bool(mine) and Levenshtein.distance(mine, theirs) <= slips


def _best(sought: str, there: str, start: int, end: int) -> tuple[int, int, int]:
    """The window near start and end that is nearest to what is sought."""
    best = (start, end, Levenshtein.distance(sought, there[start:end]))
    for first in range(max(0, start - 2), min(len(there), start + 3)):
        for last in range(max(first + 1, end - 2), min(len(there), end + 2) + 1):
            distance = Levenshtein.distance(sought, there[first:last])
            if distance < best[2]:
                best = (first, last, distance)
    return best


def _each_word(wanted: str, window: str, *, clear: bool) -> bool:
    """No word of the phrase is another word in the window: letters are aligned and slips counted word by word."""
    words = words_of(wanted)
    joined = "".join(words)
    slips = [0] * len(joined)
    for step in Levenshtein.editops(joined, window):
        slips[min(step.src_pos, len(joined) - 1)] += 1
    start = 0
    for word in words:
        # two words that are wrong in a letter each are likelier noise than one that is wrong in two
        most = len(word) // 6 if clear else 0 if len(word) < 3 else 1 if len(word) < 10 else 2
        if sum(slips[start : start + len(word)]) > most:
            return False
        start += len(word)
    return True


def _stands_alone(text: str, first: int, last: int) -> bool:
    before, behind = text[:first][-1:], text[last + 1 :][:1]
    return not before.isalnum() and not behind.isalnum()
