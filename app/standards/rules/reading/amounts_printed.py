"""Amounts on a label, and which of them is the net quantity."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from app.standards.rules.reading.layout import Page, Piece

_GRAMS: dict[str, Decimal | int] = {
    "kg": 1000,
    "g": 1,
    "gr": 1,
    "gram": 1,
    "grams": 1,
    "mg": Decimal("0.001"),
}
_MILLILITRES = {"l": 1000, "lt": 1000, "ltr": 1000, "liter": 1000, "litre": 1000, "ml": 1, "cc": 1}
_AMOUNT = re.compile(
    r"(?<![\d.,/\-])(\d{1,3}(?:[.]\d{3})+|\d{1,5}(?:[.,]\d{1,3})?)\s?"
    r"((?i:kg|kilogram|grams|gram|gr|g|mg|ltr|liter|litre|lt|ml|cc|l))(?![a-z])(?!(?<=[A-Z])[A-Z])",
)
_NOT_NET = re.compile(
    r"takaran|sajian|serving|per\s?100|akg|lemak|protein|karbo|gula\s*total|natrium|kkal|kcal", re.IGNORECASE
)
_LOOKALIKES = str.maketrans("OoSsIlBZ", "00551182")


@dataclass(frozen=True)
class Quantity:
    """Grams or millilitres."""

    amount: Decimal
    liquid: bool


@dataclass(frozen=True)
class Printed:
    """An amount as printed. `rank`: 2 behind `Netto` or `Berat bersih`, 1 behind a vaguer word (`Isi`), 0 without a heading."""

    quantity: Quantity
    text: str
    rank: int
    pieces: tuple[Piece, ...]


def quantity_of(text: str) -> Quantity | None:
    """The first amount of a text as a person types it."""
    return next(iter(_amounts(text)), (None, ""))[0]


def amounts_on(page: Page) -> Iterator[Printed]:
    """Amounts behind a net heading, then the others that stand in no nutrition table."""
    for segment in page.segments("net"):
        text, pieces = page.value_of(segment)
        for quantity, written in _amounts(text, headed=True)[:1]:
            said = segment.piece.text[segment.head.start : segment.head.end].lower()
            rank = 2 if re.search(r"n[e3]t|bersih", said) else 1
            yield Printed(quantity, written, rank, tuple(pieces))
    for piece in page.pieces:
        if _NOT_NET.search(piece.text) or any(
            head.kind in ("nutrition", "composition") for head in piece.heads
        ):
            continue
        if any(_NOT_NET.search(other.text) for other in _left_of(page, piece)):
            continue
        for quantity, written in _amounts(piece.text):
            yield Printed(quantity, written, 0, (piece,))


def _left_of(page: Page, piece: Piece) -> list[Piece]:
    return [other for other in page.pieces if other.photo == piece.photo and piece in page.beside(other)[:2]]


def _amounts(text: str, *, headed: bool = False) -> list[tuple[Quantity, str]]:
    found = []
    for match in _AMOUNT.finditer(_mended(text)):
        quantity = _quantity(match[1], match[2])
        if quantity is not None:
            found.append((quantity, match[0]))
    if not found and headed:
        # `250 9`: a g that was read as a digit; `soogr`: digits that were read as letters
        loose = re.match(r"\s*(\d{1,4})\s(?:9|q|6)\b", _mended(text)) or re.fullmatch(
            r"\W*(\d{2,4})[9q]\W*", text
        )
        if loose:
            found.append((Quantity(Decimal(loose[1]), liquid=False), loose[0]))
        letters = re.match(r"\s*([0-9OoSsIlBZ]{2,4})\s?(kg|gram|gr|g|ml|l)(?![a-z])", text, re.IGNORECASE)
        if letters and (quantity := _quantity(letters[1].translate(_LOOKALIKES), letters[2])):
            found.append((quantity, letters[0]))
    return found


def _mended(text: str) -> str:
    """Letters among digits as digits: `25O g`, `l00 g`."""
    text = re.sub(r"(?<=\d)[oOQ](?=[\doOQ]*\s?(?:k?g|m?l|cc))", "0", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=\d)[oOQ](?=\d)", "0", text)
    return re.sub(r"(?<![A-Za-z])[lI|](?=\d)|(?<=\d)[lI|](?=\d)", "1", text)


def _quantity(number: str, unit: str) -> Quantity | None:
    """`1.000` is a thousand, `0,25` a quarter."""
    plain = (
        number.replace(".", "") if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", number) else number.replace(",", ".")
    )
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        return None
    word = unit.lower().replace("kilogram", "kg")
    if amount <= 0:
        return None
    if word in _GRAMS:
        return Quantity((amount * _GRAMS[word]).normalize(), liquid=False)
    return Quantity((amount * _MILLILITRES[word]).normalize(), liquid=True)
