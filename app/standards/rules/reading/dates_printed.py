"""Dates on a label, and which of them is the best-before date."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.standards.rules.label import Precision, good_through
from app.standards.rules.reading.layout import Page, Piece, words_pattern
from app.standards.rules.reading.words import fold
from app.standards.rules.tables import table


@dataclass(frozen=True)
class Moment:
    """A day, or a month (its last day) with Precision.MONTH."""

    day: date
    precision: Precision

    def agrees(self, other: "Moment") -> bool:
        """The same as exactly as both say it: a month agrees with each of its days."""
        if Precision.MONTH in (self.precision, other.precision):
            return (self.day.year, self.day.month) == (other.day.year, other.day.month)
        return self.day == other.day


@dataclass(frozen=True)
class Printed:
    """A date on a label; `kind` is the heading it stands under: expiry, production, or empty."""

    moment: Moment
    text: str
    kind: str
    piece: Piece
    pieces: tuple[Piece, ...]


def moments_in(text: str) -> list[tuple[int, int, Moment]]:
    """Every date in a text with where it begins and ends: day first, months as numbers or words, or month and year only."""
    found: list[tuple[int, int, Moment]] = []
    for pattern, build in _patterns():
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end, _ in found):
                continue
            moment = build(match)
            if moment is not None:
                found.append((match.start(), match.end(), moment))
    return sorted(found, key=lambda one: one[0])


def moment_of(text: str) -> Moment | None:
    """The one date of a text as a person types it; None where none or several stand."""
    found = moments_in(text)
    return found[0][2] if len(found) == 1 else None


def dates_on(page: Page) -> Iterator[Printed]:
    """Every date of the label with the heading nearest before it: in its line, beside it, or above it."""
    for piece in page.pieces:
        for start, end, moment in moments_in(_digits_mended(piece.text)):
            kind = _kind_in(piece, start)
            pieces: tuple[Piece, ...] = (piece,)
            if not kind:
                kind, pieces = _kind_near(page, piece)
            yield Printed(moment, piece.text[start:end], kind, piece, pieces)
    for segment in page.segments("expiry"):
        text, behind = page.value_of(segment)
        yield from _over_two_lines(page, text, behind)
        compact = re.fullmatch(r"\W*(\d{2})(\d{2})(\d{2}|20\d{2})\W*", text)
        if compact and (found := _day(compact[1], compact[2], compact[3])):
            yield Printed(found, text, "expiry", behind[0], tuple(behind))


def _over_two_lines(page: Page, text: str, behind: list[Piece]) -> Iterator[Printed]:
    """A date broken at the end of a line: `23 FEBRU-` and `ARI 2027` below."""
    below = page.below(behind[-1])
    if below is None or below.begins_with_head() or moments_in(_digits_mended(text)):
        return
    joined = text[:-1] + below.text if text.endswith("-") else f"{text} {below.text}"
    for start, end, moment in moments_in(_digits_mended(joined))[:1]:
        if start < len(text):
            yield Printed(moment, joined[start:end], "expiry", behind[-1], (behind[-1], below))


def _kind_in(piece: Piece, start: int) -> str:
    kinds = [head.kind for head in piece.heads if head.end <= start and head.kind in ("expiry", "production")]
    if kinds:
        return kinds[-1]
    # `diproduksi: 12-05-2026` is a production date, though the word usually begins the maker
    before = [head.kind for head in piece.heads if head.end <= start and start - head.end < 4]
    return "production" if before and before[-1] == "producer" else ""


def _kind_near(page: Page, piece: Piece) -> tuple[str, tuple[Piece, ...]]:
    for other in page.pieces:
        if other is piece or other.photo != piece.photo or not other.heads:
            continue
        last = other.heads[-1]
        if last.kind not in ("expiry", "production") or re.search(r"\d{2}", other.text[last.end :]):
            continue
        if piece in page.beside(other)[:2] or page.below(other) is piece:
            return last.kind, (other, piece)
    return "", (piece,)


def _digits_mended(text: str) -> str:
    """Letters between digits and separators read as digits, accents that specks made left out; the length stays."""
    text = "".join(unicodedata.normalize("NFKD", sign)[0] for sign in text)
    mended = re.sub(r"(?<=[\d/.\-])[OoQ](?=[\d/.\-]|\b)|\b[OoQ](?=\d)", "0", text)
    return re.sub(r"(?<=[\d/.\-])[lI|](?=[\d/.\-]|\b)|\b[lI|](?=\d[/.\-\s])", "1", mended)


def _day(day: str, month: str, year: str) -> Moment | None:
    try:
        return Moment(date(_year(year), int(month), int(day)), Precision.DAY)
    except ValueError:
        return None


def _month(month: str, year: str) -> Moment | None:
    try:
        first = date(_year(year), int(month), 1)
    except ValueError:
        return None
    return Moment(good_through(first, Precision.MONTH), Precision.MONTH)


def _year(text: str) -> int:
    year = int(text)
    year = year if year > 99 else 2000 + year
    if not 2015 <= year <= 2045:
        raise ValueError(text)
    return year


def _named(word: str) -> str:
    return _month_names()[fold(word).text]


@cache
def _month_names() -> dict[str, str]:
    return {fold(name).text: number for number, names in table("reading")["months"].items() for name in names}


@cache
def _patterns() -> list[tuple[re.Pattern[str], Callable[[re.Match[str]], Moment | None]]]:
    names = words_pattern([name for names in table("reading")["months"].values() for name in names])
    part, year = r"\s?[\-/.,–—_]\s?|\s", r"(20[1-4]\d|[1-4]\d)"
    any_year = rf"{year}(?!\d)"
    return [
        (re.compile(r"(?<!\d)(20[1-4]\d)[\-/.](\d{1,2})[\-/.](\d{1,2})(?!\d)"), lambda m: _day(m[3], m[2], m[1])),
        (
            re.compile(rf"(?<!\d)(\d{{1,2}})[\s.\-/]{{0,3}}({names})\.?[\s.,\-/']{{0,3}}{any_year}", re.IGNORECASE),
            lambda m: _day(m[1], _named(m[2]), m[3]),
        ),
        (
            re.compile(rf"(?<![a-z])({names})\.?[\s.,\-/']{{0,3}}{any_year}", re.IGNORECASE),
            lambda m: _month(_named(m[1]), m[2]),
        ),
        (re.compile(rf"(?<!\d)(\d{{1,2}})(?:{part})(\d{{1,2}})(?:{part}){any_year}"), lambda m: _day(m[1], m[2], m[3])),
        (re.compile(r"(?<![\d\-/.])(\d{1,2})\s?[\-/.]\s?(20[1-4]\d)(?!\d)"), lambda m: _month(m[1], m[2])),
        (re.compile(r"(?<![\d\-/.])(0\d|1[0-2])\s?[\-/]\s?([2-4]\d)(?![\d\-/.])"), lambda m: _month(m[1], m[2])),
    ]  # fmt: skip
