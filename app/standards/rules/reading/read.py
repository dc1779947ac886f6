"""From what was seen to what the label says, element by element.

What counts as found is strict, because a curator relies on it: numbers, amounts and dates must be equal to the digit, every
word of a name must be alike, a list must lack nothing and have nothing more. Whatever falls short is `different` when
something of the kind was read clearly, `unreadable` when it was read badly, else `not_found`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from app.standards.rules.reading import (
    amounts_printed,
    composition_printed,
    dates_printed,
    names_printed,
    numbers_printed,
)
from app.standards.rules.reading.elements import Declared, Element, Found, Status
from app.standards.rules.reading.layout import Page, Piece
from app.standards.rules.reading.seen import Sight

CLEAR = 0.9
"""Confidence from which a number that differs is believed to differ; below it may have been read badly."""
NEAR_DIGITS = 3
"""A badly read number that differs in so few digits may be the same."""


def read_label(sights: Sequence[Sight], declared: Declared, *, today: date) -> tuple[Found, ...]:
    """Every element in the order of `Element`, found on one to four photos of one pack."""
    page = Page(sights)
    return tuple(_READERS[element](page, declared.of(element).strip()) for element in Element)


def _name(page: Page, wanted: str) -> Found:
    place = names_printed.name_on(page, wanted) if wanted else None
    if place is None:
        return Found(Element.NAME, Status.NOT_FOUND)
    return _found(Element.NAME, Status.FOUND, place.text, place.pieces, place.likeness)


def _producer(page: Page, wanted: str) -> Found:
    if not wanted:
        wanted = "\0"
    place, other = names_printed.maker_on(page, wanted)
    return _place(Element.PRODUCER, place, other, stated=wanted != "\0")


def _town(page: Page, wanted: str) -> Found:
    place, other = names_printed.town_on(page, wanted or "\0")
    return _place(Element.TOWN, place, other, stated=bool(wanted))


def _place(
    element: Element, place: names_printed.Place | None, other: names_printed.Place | None, *, stated: bool
) -> Found:
    if place is not None:
        return _found(element, Status.FOUND, place.text, place.pieces, place.likeness)
    if other is not None:
        return _found(element, Status.DIFFERENT if stated else Status.FOUND, other.text, other.pieces)
    return Found(element, Status.NOT_FOUND)


def _net_weight(page: Page, wanted: str) -> Found:
    sought = amounts_printed.quantity_of(wanted)
    printed = list(amounts_printed.amounts_on(page))
    rank = max((one.rank for one in printed), default=0)
    likely = [one for one in printed if one.rank == rank]
    for one in likely:
        if sought is None or one.quantity == sought:
            return _found(Element.NET_WEIGHT, Status.FOUND, one.text, one.pieces)
    for one in likely:
        return _found(Element.NET_WEIGHT, Status.DIFFERENT, one.text, one.pieces)
    for segment in page.segments("net"):
        if re.search(r"\d", segment.text):
            return _found(Element.NET_WEIGHT, Status.UNREADABLE, segment.text, (segment.piece,))
    return Found(Element.NET_WEIGHT, Status.NOT_FOUND)


def _pirt(page: Page, wanted: str) -> Found:
    printed = list(numbers_printed.pirt_numbers(page))
    headed = [one for one in printed if one.headed]
    return _number(
        Element.PIRT, page, printed, headed, re.sub(r"\D", "", numbers_printed.as_digits(wanted)), "pirt"
    )


def _halal(page: Page, wanted: str) -> Found:
    printed = list(numbers_printed.halal_numbers(page))
    digits = re.sub(r"\D", "", numbers_printed.as_digits(re.sub(r"(?i)^\W*id\W*", "", wanted)))
    for photo, code in page.codes:
        if digits and re.search(
            rf"(?<!\d){digits}(?!\d)", code.text
        ):  # the code beside the mark leads to the certificate
            return Found(Element.HALAL, Status.FOUND, digits, 1.0, photo, code.box)
    return _number(Element.HALAL, page, printed, printed, digits, "halal")


def _number(
    element: Element,
    page: Page,
    printed: list[numbers_printed.Printed],
    likely: list[numbers_printed.Printed],
    wanted: str,
    kind: str,
) -> Found:
    for one in printed:
        if one.digits == wanted:
            return _found(element, Status.FOUND, one.digits, one.pieces)
    nearest = numbers_printed.closest(likely, wanted)
    if nearest is None:
        headed = [segment for segment in page.segments(kind) if re.search(r"\d{5}", segment.text)]
        if headed:
            return _found(element, Status.UNREADABLE, headed[0].text, (headed[0].piece,))
        return Found(element, Status.NOT_FOUND)
    one, differing = nearest
    if not wanted:
        return _found(element, Status.FOUND, one.digits, one.pieces)
    badly = one.confidence < CLEAR and differing <= NEAR_DIGITS
    return _found(element, Status.UNREADABLE if badly else Status.DIFFERENT, one.digits, one.pieces)


def _best_before(page: Page, wanted: str) -> Found:
    sought = dates_printed.moment_of(wanted)
    printed = [one for one in dates_printed.dates_on(page) if one.kind != "production"]
    likely = [one for one in printed if one.kind == "expiry"] or printed
    for one in likely:
        if sought is None or one.moment.agrees(sought):
            return _found(Element.BEST_BEFORE, Status.FOUND, one.text, one.pieces)
    for one in likely:
        return _found(Element.BEST_BEFORE, Status.DIFFERENT, one.text, one.pieces)
    for segment in page.segments("expiry"):
        text, pieces = page.value_of(segment)
        if re.search(r"\d", text):
            return _found(Element.BEST_BEFORE, Status.UNREADABLE, text, pieces)
    return Found(Element.BEST_BEFORE, Status.NOT_FOUND)


def _composition(page: Page, wanted: str) -> Found:
    lists = composition_printed.lists_on(page, composition_printed.ingredients(wanted))
    for one in lists:
        if one.agrees or (not wanted and one.text):
            return _found(Element.COMPOSITION, Status.FOUND, one.text, one.pieces)
    for one in sorted(lists, key=lambda compared: len(compared.lacking) + len(compared.beyond)):
        if re.search(r"\w{3}", one.text):
            return _found(Element.COMPOSITION, Status.DIFFERENT, one.text, one.pieces)
    return Found(Element.COMPOSITION, Status.NOT_FOUND)


def _found(
    element: Element, status: Status, text: str, pieces: Iterable[Piece], likeness: float = 1.0
) -> Found:
    """With the place that holds all pieces of the first one's photo."""
    taken = list(pieces)
    same = [piece for piece in taken if piece.photo == taken[0].photo]
    box = same[0].line.box
    for piece in same[1:]:
        box = box.around(piece.line.box)
    confidence = min(piece.line.confidence for piece in taken) * likeness
    return Found(element, status, " ".join(text.split())[:300], round(confidence, 2), taken[0].photo, box)


_READERS: dict[Element, Callable[[Page, str], Found]] = {
    Element.NAME: _name,
    Element.PRODUCER: _producer,
    Element.TOWN: _town,
    Element.NET_WEIGHT: _net_weight,
    Element.PIRT: _pirt,
    Element.HALAL: _halal,
    Element.BEST_BEFORE: _best_before,
    Element.COMPOSITION: _composition,
}
