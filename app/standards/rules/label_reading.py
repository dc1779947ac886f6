"""What the reading of a label means for a product: each element as it stands, and the findings that come of it.

A machine's "not found" is never a refusal: of food it is looked at by a curator (the nine elements of PerBPOM 31/2018), of
garments and mats it only advises (our own brand standard).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.base.kinds import CRAFT_OF, Category, Craft
from app.standards.rules.book import RuleBook
from app.standards.rules.findings import Finding
from app.standards.rules.reading.elements import ELEMENT_WORDS, Declared, Element, Status

CLEAR, FAIRLY_CLEAR = 90, 70
"""Percent, chosen by eye: engines say above 90 of print in focus, and below 70 of what a person reads with trouble."""
_OF_GOODS = (Element.NAME, Element.PRODUCER, Element.TOWN, Element.COMPOSITION)
"""What a hang-tag of a garment or mat says, as far as reading knows it."""


@dataclass(frozen=True)
class Standing:
    """One element as it stands now. `status` is None while neither machine nor person has looked.

    `by_seller`: the status is the seller's word against the machine's, and no curator has looked since. `matters`: its
    absence means something (no halal certificate is stated: then no halal number is missed).
    """

    element: Element
    status: Status | None
    text: str = ""
    by_seller: bool = False
    matters: bool = True


_ADVICE = {
    Element.NAME: "Cetak nama barangnya di bagian depan kemasan.",
    Element.PRODUCER: "Tulis nama pembuat, sama seperti nama gerai di sini.",
    Element.TOWN: "Tulis kota pembuat, lebih baik dengan kode posnya.",
    Element.NET_WEIGHT: "Tulis “Berat bersih” lalu angkanya, misalnya 250 g.",
    Element.PIRT: "Tulis “P-IRT No.” lalu kelima belas angkanya.",
    Element.HALAL: "Cetak label halal dari sertifikatnya, dengan nomor di bawahnya.",
    Element.BEST_BEFORE: "Tulis “Baik digunakan sebelum” lalu tanggalnya.",
    Element.COMPOSITION: "Tulis “Komposisi:” lalu semua bahan, dari yang paling banyak.",
}


def advice(element: Element, category: Category) -> str:
    """What to put on the label where it lacks this element."""
    if element is Element.COMPOSITION and CRAFT_OF[category] is not Craft.PANGAN:
        return "Tulis bahannya, misalnya katun 65 %, poliester 35 %."
    return _ADVICE[element]


def elements_of(category: Category) -> tuple[Element, ...]:
    """What is looked for on the label of this category, in its order."""
    return tuple(Element) if CRAFT_OF[category] is Craft.PANGAN else _OF_GOODS


def words_of(element: Element, category: Category) -> str:
    """The element's name as this category's makers call it."""
    if element is Element.COMPOSITION and CRAFT_OF[category] is not Craft.PANGAN:
        return "Bahan"
    return ELEMENT_WORDS[element]


def matters(element: Element, declared: Declared, shelf_life: int | None) -> bool:
    """Whether its absence is worth a word.

    Numbers are missed where the seller has stated one: whether she needs one is the check of facts' to say. Bread of a
    day carries no best-before date.
    """
    if element in (Element.PIRT, Element.HALAL):
        return declared.of(element) != ""
    return not (element is Element.BEST_BEFORE and shelf_life is not None and shelf_life <= 1)


def how_clear(percent: int) -> str:
    """Confidence in words: nobody weighs 83 % against 87 %."""
    if percent >= CLEAR:
        return "jelas"
    return "cukup jelas" if percent >= FAIRLY_CLEAR else "kurang jelas"


def check_reading(standings: Iterable[Standing], declared: Declared, *, rule_book: RuleBook) -> list[Finding]:
    """What a curator should look at, and what a seller can mend."""
    category = declared.category
    return [
        finding
        for standing in standings
        for code, facts in _broken(standing, declared)
        for finding in rule_book.findings(
            category, [(code, {"element": words_of(standing.element, category), **facts})]
        )
    ]


def _broken(standing: Standing, declared: Declared) -> Iterator[tuple[str, dict[str, object]]]:
    if standing.by_seller:
        yield "label_reading.said_by_seller", {}
    elif standing.status is Status.DIFFERENT:
        read = _short(standing.text)
        yield "label_reading.different", {"read": f": terbaca “{read}”" if read else ""}
    elif standing.status is Status.UNREADABLE and standing.matters:
        yield "label_reading.unreadable", {}
    elif standing.status is Status.NOT_FOUND and standing.matters:
        yield "label_reading.not_found", {}
    elif standing.status is Status.FOUND and standing.element is Element.HALAL and not declared.halal:
        yield "label_reading.halal_early", {}


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 80 else f"{flat[:79]}…"
