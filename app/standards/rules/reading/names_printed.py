"""The names on a label: of the food, of its maker, of the maker's town."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from app.regions.rules import city_names
from app.standards.rules.reading.layout import Page, Piece, Segment, words_pattern
from app.standards.rules.reading.words import Match, find, fold, words_of
from app.standards.rules.tables import table


@dataclass(frozen=True)
class Place:
    """Where a name was found, or what stands in its place; `likeness` 0 to 1."""

    text: str
    pieces: tuple[Piece, ...]
    likeness: float


def _confidence(pieces: Sequence[Piece]) -> float:
    return min(piece.line.confidence for piece in pieces)


def _placed(text: str, match: Match, pieces: Sequence[Piece]) -> Place:
    """The match with only those pieces of the text that it touches. Pieces make up the text from its end."""
    touched = []
    end = len(text)
    for piece in reversed(pieces):
        start = max(0, end - len(piece.text))
        if start < match.end and match.start < end:
            touched.append(piece)
        end = start - 1
    return Place(
        text[match.start : match.end], tuple(reversed(touched)) or tuple(pieces[-1:]), match.likeness
    )


# -- the food ---------------------------------------------------------------------------------

_NOT_A_NAME = (
    "composition",
    "producer",
    "contact",
    "storage",
    "serving",
    "nutrition",
    "allergen",
    "address",
    "price",
)


def name_on(page: Page, wanted: str) -> Place | None:
    """The food's name where a label shows it: not inside the list of ingredients, the address or a contact.

    Names in a shop carry what no label repeats (`…, stoples 250 g`); where the whole is not there its core counts.
    """
    return _name_on(page, wanted) or (_name_on(page, core) if (core := _core(wanted)) != wanted else None)


def _core(name: str) -> str:
    """The name up to a comma, less brackets and amounts."""
    bare = re.sub(r"\([^)]*\)|,.*$", " ", name)
    bare = re.sub(
        r"\b\d+(?:[.,]\d+)?\s*(?:kg|gram|gr|g|ml|liter|l|pcs|isi|biji|buah)\b", " ", bare, flags=re.IGNORECASE
    )
    bare = " ".join(bare.split())
    return bare if len(re.sub(r"\W", "", bare)) > 4 else name


def _name_on(page: Page, wanted: str) -> Place | None:
    lists = {id(piece) for piece in _lists(page)}
    free = [piece for piece in page.pieces if id(piece) not in lists and not _speaks_otherwise(piece)]
    for pieces in _runs(page, free):
        text = " ".join(piece.text for piece in pieces)
        match = find(wanted, text, _confidence(pieces))
        if match:
            return _placed(text, match, pieces)
    return None


def _speaks_otherwise(piece: Piece) -> bool:
    if any(head.kind in _NOT_A_NAME for head in piece.heads):
        return True
    return re.search(r"@|www|\.com", piece.text) is not None


def _lists(page: Page) -> list[Piece]:
    """The pieces that carry on a list of ingredients."""
    taken: list[Piece] = []
    for segment in page.segments("composition"):
        _, pieces = page.value_of(segment)
        last: Piece | None = pieces[-1]
        taken += pieces
        while last is not None and len(taken) < 60:
            last = page.below(last)
            if last is None or last.begins_with_head() or last in taken:
                break
            taken.append(last)
            if re.search(r"\.\s*$", last.text):
                break
    return taken


def _runs(page: Page, free: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Single pieces, then whole rows, then rows with one and two rows below: names are broken over lines."""
    for piece in free:
        yield (piece,)
    for piece in free:
        row = _row(page, piece, free)
        if len(row) > 1:
            yield row
        second = _row_below(page, row, free)
        if second:
            yield row + second
            third = _row_below(page, second, free)
            if third:
                yield row + second + third


def _row(page: Page, piece: Piece, free: Sequence[Piece]) -> tuple[Piece, ...]:
    """The piece and what stands close beside it, one after the other: in a photo taken aslant a row climbs."""
    row = [piece]
    while len(row) < 6:
        last = row[-1]
        near = (
            other
            for other in page.beside(last)
            if other in free
            and other not in row
            and 0.6 < other.level.height / max(1, last.level.height) < 1.7
            and other.level.left - last.level.right < 1.5 * max(last.level.height, other.level.height)
        )
        following = next(near, None)
        if following is None:
            break
        row.append(following)
    return tuple(row)


def _row_below(page: Page, row: tuple[Piece, ...], free: Sequence[Piece]) -> tuple[Piece, ...]:
    found = {id(below): below for piece in row if (below := page.below(piece)) is not None and below in free}
    rows = [_row(page, piece, free) for piece in found.values() if piece not in row]
    return max(rows, key=len, default=())


# -- the maker --------------------------------------------------------------------------------


def maker_on(page: Page, wanted: str) -> tuple[Place | None, Place | None]:
    """The wanted maker where the label names its maker, and whom it names instead.

    Where a heading introduces the maker, only what follows it counts: a brand at the top may be anybody's.
    """
    name = without_form(wanted)
    other: Place | None = None
    headed = False
    for segment in page.segments("producer"):
        text, pieces = _lines_of(page, segment, 2)
        if not re.search(r"[A-Za-z]{3}", text) or _is_date(text):
            continue
        headed = True
        match = find(name, text, _confidence(pieces))
        if match:
            return _placed(text, match, pieces), None
        if not _is_only_a_place(text):
            other = other or Place(text.split(",")[0][:60], tuple(pieces), 0.0)
    if headed:
        return None, other
    for piece in page.pieces:
        if any(head.kind in ("composition", "contact") for head in piece.heads) or re.search(
            r"@|www", piece.text
        ):
            continue
        match = find(name, piece.text, piece.line.confidence)
        if match:
            return _placed(piece.text, match, (piece,)), None
    for piece in page.pieces:
        below = page.below(piece)
        if below is None:
            continue
        text = f"{piece.text} {below.text}"
        match = find(name, text)
        if match:
            return _placed(text, match, (piece, below)), None
    return None, None


def _is_only_a_place(text: str) -> bool:
    """`Diproduksi di Kab. Tegal 52182`: a town and nobody's name."""
    town = words_of(_any_town(text))
    rest = [word for word in re.findall(r"[A-Za-z]{2,}", text) if words_of(word)[0] not in town]
    return bool(town) and all(word.lower() in _PLACE_WORDS for word in rest)


_PLACE_WORDS = frozenset({"di", "kab", "kabupaten", "kota", "indonesia", "prov", "provinsi"})


def without_form(name: str) -> str:
    """The name less its form of business."""
    forms = "|".join(re.escape(word) for word in table("reading")["forms"]["words"])
    bare = re.sub(rf"^(?:(?:{forms})\W+)+", "", name.strip(), flags=re.IGNORECASE)
    return bare if len(re.sub(r"\W", "", bare)) > 2 else name


def _is_date(text: str) -> bool:
    return re.match(r"\W*\d{1,2}[\-/.\s]", text) is not None


def _lines_of(page: Page, segment: Segment, most: int) -> tuple[str, list[Piece]]:
    """What follows the maker's heading over a few lines, up to the next heading."""
    text, pieces = page.value_of(segment)
    taken = list(pieces)
    while len(taken) < most:
        below = page.below(taken[-1])
        if below is None or below in taken or below.begins_with_head():
            break
        end = below.heads[0].start if below.heads else len(below.text)
        text = f"{text} {below.text[:end]}"
        taken.append(below)
        if below.heads:
            break
    return text, taken


# -- the town ---------------------------------------------------------------------------------


def town_on(page: Page, wanted: str) -> tuple[Place | None, Place | None]:
    """The wanted town in the maker's address, and the town that stands there instead."""
    name, kind = _bare_town(wanted)
    other: Place | None = None
    addresses = list(_addresses(page))
    for text, pieces in addresses:
        match = _town_in(name, kind, text, _confidence(pieces))
        if match:
            return _placed(text, match, pieces), None
        found = _any_town(text)
        if found and other is None:
            other = Place(found, pieces, 0.0)
    return None, other


def _addresses(page: Page) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """What follows the maker's heading, then lines that read as an address, then every line that praises nothing."""
    taken: list[Piece] = []
    for segment in page.segments("producer", "address"):
        text, pieces = _lines_of(page, segment, 4)
        taken += pieces
        yield text, tuple(pieces)
    words = re.compile(
        rf"(?<![a-z])(?:{words_pattern(table('reading')['address']['words'])})(?![a-z])", re.IGNORECASE
    )
    rest = [piece for piece in page.pieces if piece not in taken and not _speaks_of_else(piece)]
    for piece in rest:
        if words.search(piece.text) or re.search(r"(?<!\d)[1-9]\d{4}(?!\d)", piece.text):
            taken.append(piece)
            below = page.below(piece)
            if below is not None and not below.begins_with_head():
                yield f"{piece.text} {below.text}", (piece, below)
            yield piece.text, (piece,)
    if not taken:
        for piece in rest:
            if piece not in taken:
                yield piece.text, (piece,)


def _speaks_of_else(piece: Piece) -> bool:
    """Praise (`khas Malang`), the office that gave a number (`Dinkes Kota Malang`), a contact, a list."""
    if any(head.kind in ("composition", "pirt", "contact", "halal", "nutrition") for head in piece.heads):
        return True
    return _praise().search(piece.text) is not None


@cache
def _praise() -> re.Pattern[str]:
    words = words_pattern(table("reading")["praise"]["words"])
    return re.compile(rf"(?<![a-z])(?:{words})(?![a-z])|dinkes|dinas kesehatan", re.IGNORECASE)


def _bare_town(town: str) -> tuple[str, str]:
    """`Kab. Bandung` → (`Bandung`, `kabupaten`)."""
    match = re.match(r"\s*(kota|kab(?:upaten)?)\b[.\s]*", town, re.IGNORECASE)
    kind = "" if not match else "kota" if match[1].lower() == "kota" else "kabupaten"
    bare = re.sub(r"\b\d{5}\b|[,(].*$", "", town[match.end() :] if match else town).strip()
    return bare, kind


def _town_in(name: str, kind: str, text: str, confidence: float) -> Match | None:
    match = find(name, text, confidence)
    if match is None or fold(text[match.start]).text != fold(name[:1]).text:
        return None
    before = re.search(r"(kota|kab(?:upaten)?)[.\s]*$", text[: match.start], re.IGNORECASE)
    printed = "" if not before else "kota" if before[1].lower() == "kota" else "kabupaten"
    if kind and printed and kind != printed and _has_twin(name):
        return None
    longer = _longer(name, text[match.start :])
    return None if longer else match


@cache
def _towns() -> dict[str, tuple[str, ...]]:
    """Folded bare name → the kinds that there are of it."""
    found: dict[str, tuple[str, ...]] = {}
    for code, full in city_names().items():
        if len(code) == 5:
            bare, kind = _bare_town(full)
            key = " ".join(words_of(bare))
            found[key] = (*found.get(key, ()), kind)
    return found


def _has_twin(name: str) -> bool:
    """A kota and a kabupaten share this name."""
    return len(_towns().get(" ".join(words_of(name)), ())) > 1


def _longer(name: str, rest: str) -> bool:
    """The text goes on to another town: `Bandung Barat` is not `Bandung`."""
    mine = words_of(name)
    there = words_of(rest)
    return any(
        len(town.split()) > len(mine) and town.split() == there[: len(town.split())]
        for town in _towns()
        if town.split()[: len(mine)] == mine
    )


def _any_town(text: str) -> str:
    """A town of the country in this text; empty when none is."""
    words = words_of(text)
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            if " ".join(words[start : start + length]) in _towns():
                return " ".join(re.findall(r"\w+", text)[start : start + length])
    return ""
