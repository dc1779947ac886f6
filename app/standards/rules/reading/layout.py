"""Where pieces of text stand to each other: beside, below, and which heading begins which."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Levenshtein

from app.standards.rules.reading.seen import Box, Line, Sight
from app.standards.rules.reading.words import fold
from app.standards.rules.tables import table


@dataclass(frozen=True)
class Head:
    """A heading inside a text: its kind (a key of `reading.toml`), from where to where."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """A line of a photo with the headings in it."""

    photo: int
    line: Line
    heads: tuple[Head, ...]

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def level(self) -> Box:
        return self.line.level

    def begins_with_head(self) -> bool:
        return bool(self.heads) and not re.search(r"\w\w", self.text[: self.heads[0].start])


@dataclass(frozen=True)
class Segment:
    """What stands behind a heading in its own line, and the pieces that carry on after it."""

    piece: Piece
    head: Head
    text: str


class Page:
    """All pieces of all photos of one pack."""

    def __init__(self, sights: Sequence[Sight]) -> None:
        self.pieces = [
            Piece(number, line, heads_in(line.text))
            for number, sight in enumerate(sights)
            for line in _whole(sight.lines)
        ]
        self.codes = [(number, code) for number, sight in enumerate(sights) for code in sight.codes]
        self._beside: dict[int, list[Piece]] = {}
        self._below: dict[int, Piece | None] = {}

    def segments(self, *kinds: str) -> Iterator[Segment]:
        """Every heading of these kinds, with the text up to the next heading."""
        for piece in self.pieces:
            for place, head in enumerate(piece.heads):
                if head.kind in kinds:
                    ends = (
                        other.start for other in piece.heads[place + 1 :] if breaks(head.kind, piece, other)
                    )
                    end = next(ends, len(piece.text))
                    yield Segment(piece, head, _bare(piece.text[head.end : end]))

    def beside(self, piece: Piece) -> list[Piece]:
        """The pieces to the right in the same row, nearest first."""
        if id(piece) not in self._beside:
            self._beside[id(piece)] = self._found_beside(piece)
        return self._beside[id(piece)]

    def _found_beside(self, piece: Piece) -> list[Piece]:
        height = piece.level.height
        row = [
            other
            for other in self.pieces
            if other is not piece
            and other.photo == piece.photo
            and other.level.left >= piece.level.right - height
            and other.level.left > piece.level.left
            and _overlap(piece.level.top, piece.level.bottom, other.level.top, other.level.bottom)
            > 0.5 * min(height, other.level.height)
        ]
        return sorted(row, key=lambda other: other.level.left)

    def below(self, piece: Piece) -> Piece | None:
        """The piece that carries on below: near, of like height, over the same ground."""
        if id(piece) not in self._below:
            self._below[id(piece)] = self._found_below(piece)
        return self._below[id(piece)]

    def _found_below(self, piece: Piece) -> Piece | None:
        found: Piece | None = None
        for other in self.pieces:
            if other is piece or other.photo != piece.photo:
                continue
            height = max(piece.level.height, other.level.height)
            gap = other.level.top - piece.level.bottom
            lower = (other.level.top + other.level.bottom) > (
                piece.level.top + piece.level.bottom
            ) + 0.9 * height
            over = _overlap(piece.level.left, piece.level.right, other.level.left, other.level.right)
            if (
                lower
                and gap < 1.1 * height
                and over > 0.3 * min(piece.level.width, other.level.width)
                and (found is None or other.level.top < found.level.top)
            ):
                found = other
        return found

    def value_of(self, segment: Segment) -> tuple[str, list[Piece]]:
        """What a heading introduces: behind it, else beside it, else below it; and the pieces that it was read from."""
        if len(re.sub(r"\W", "", segment.text)) > 1:
            return segment.text, [segment.piece]
        is_last = segment.head is segment.piece.heads[-1]
        if not is_last:
            return "", [segment.piece]
        beside = [other for other in self.beside(segment.piece)[:3] if not other.begins_with_head()]
        if beside:
            return " ".join(_bare(other.text) for other in beside), beside
        below = self.below(segment.piece)
        if below is not None and not below.begins_with_head():
            return _bare(below.text), [below]
        return "", [segment.piece]


def breaks(kind: str, piece: Piece, head: Head) -> bool:
    """This heading ends what a heading of that kind began. Inside a list of ingredients a word may only look like one
    (`pewarna buatan`, `isi kacang`): there it ends the list at the beginning of a line, or with a colon or a figure behind it.
    """
    if kind != "composition":
        return True
    before, behind = piece.text[: head.start], piece.text[head.end :]
    if head.end - head.start > 8:
        return True
    if re.match(r"\s*[,;]|\s*[.]?$", behind):
        return False
    begins = not re.search(r"\w", before) or re.search(r"[.;|]\s*$", before) is not None
    return begins or re.match(r"\s*[:=]|\s*\d", behind) is not None


def _whole(lines: Sequence[Line]) -> list[Line]:
    """Lines that the engine found in bits put together: bits of like height a blank apart in one row."""
    rest = sorted(lines, key=lambda line: line.level.left)
    whole: list[Line] = []
    for line in rest:
        before = next((place for place, one in enumerate(whole) if _goes_on(one, line)), None)
        if before is None:
            whole.append(line)
        else:
            whole[before] = _put_together(whole[before], line)
    return sorted(whole, key=lambda line: (line.level.top, line.level.left))


def _goes_on(one: Line, other: Line) -> bool:
    height = max(one.level.height, other.level.height)
    gap = other.level.left - one.level.right
    over = _overlap(one.level.top, one.level.bottom, other.level.top, other.level.bottom)
    return (
        -0.6 * height < gap < 0.45 * height
        and over > 0.5 * min(one.level.height, other.level.height)
        and min(one.level.height, other.level.height) > 0.65 * height
        and not any(head.start == 0 for head in heads_in(other.text))
    )


def _put_together(one: Line, other: Line) -> Line:
    also = tuple(
        f"{mine} {theirs}"
        for mine in (one.text, *one.also)
        for theirs in (other.text, *other.also)
        if (mine, theirs) != (one.text, other.text)
    )
    return Line(
        f"{one.text} {other.text}",
        min(one.confidence, other.confidence),
        one.box.around(other.box),
        one.level.around(other.level),
        also,
    )


def heads_in(text: str) -> tuple[Head, ...]:
    """The headings of a text, in order; of two at one place the longer one. At its beginning also one read with a slip."""
    found = [
        Head(str(match.lastgroup).partition("__")[0], match.start(), match.end())
        for match in _heads().finditer(text)
        if any(sign.isalpha() for sign in match[0])  # `151` is no `isi`
    ]
    if not found or re.search(r"\w", text[: found[0].start]):
        slipped = _slipped(text)
        if slipped is not None:
            found = [slipped, *(head for head in found if head.start >= slipped.end)]
    return tuple(found)


def _slipped(text: str) -> Head | None:
    """A long heading, or one before a colon, that was read with a wrong letter or two: `Dibust oleh`, `KIMPOSISI:`."""
    there = fold(text)
    colon = text.find(":")
    before = len(fold(text[:colon]).text) if 3 < colon < 26 else 0
    best: tuple[float, Head] | None = None
    for phrase, kind in _long_heads():
        for length in (before,) if before else (len(phrase), len(phrase) + 1):
            if length > len(there.text) or length < 5:
                continue
            slips = Levenshtein.distance(phrase, there.text[:length], score_cutoff=2)
            allowed = 2 if length > 9 or (before and length > 4) else 1 if length > 7 or before else 0
            if slips <= allowed and (best is None or slips / length < best[0]):
                best = (slips / length, Head(kind, 0, there.places[length - 1] + 1))
    return best[1] if best else None


@cache
def _long_heads() -> list[tuple[str, str]]:
    """Folded headings that are long enough to be known with a slip."""
    folded = [
        (fold(phrase).text, kind)
        for kind, phrases in table("reading")["heads"].items()
        if kind != "other"
        for phrase in phrases
    ]
    return [(phrase, kind) for phrase, kind in folded if len(phrase) > 4]


def words_pattern(words: Sequence[str]) -> str:
    """A pattern for any of these phrases with confusable glyphs open and blanks, dots and hyphens free between letters."""
    return "|".join(_phrase(word) for word in sorted(words, key=len, reverse=True))


def _phrase(phrase: str) -> str:
    return r"[\s.\-]{0,2}".join(
        "".join(_GLYPHS.get(sign, re.escape(sign)) for sign in word) for word in re.split(r"[\s.\-]+", phrase)
    )


_GLYPHS = {"i": "[il1|!í]", "l": "[il1|!]", "o": "[o0]", "s": "[s5]", "b": "[b8]", "e": "[eé]"}


@cache
def _heads() -> re.Pattern[str]:
    """One pattern for all headings; the name of the group that matched begins with the kind."""
    whole = set(table("reading")["whole"]["words"])
    phrases = [(phrase, kind) for kind, phrases in table("reading")["heads"].items() for phrase in phrases]
    ordered = [
        f"(?P<{kind}__{number}>{_phrase(phrase)}{_END if phrase in whole or len(phrase) < 5 else ''})"
        for number, (phrase, kind) in enumerate(sorted(phrases, key=lambda one: -len(one[0])))
    ]
    return re.compile(rf"(?<![a-z0-9@#])(?:{'|'.join(ordered)})", re.IGNORECASE)


_END = r"(?=$|[^a-z])"


def _bare(text: str) -> str:
    """A comma, stop or hyphen at the end stays: it says whether the next line carries on."""
    return text.lstrip(" :;.,-=_*|/()").rstrip(" :;=_*|/")


def _overlap(start: int, end: int, other_start: int, other_end: int) -> int:
    return min(end, other_end) - max(start, other_start)
