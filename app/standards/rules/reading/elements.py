"""The answer of a reading: one element of the label after another, with where it stands and how sure that is."""

from dataclasses import dataclass
from enum import StrEnum

from app.base.kinds import Category
from app.standards.rules.reading.seen import Box


class Element(StrEnum):
    """The elements that are looked for; the words are also the keys of `facts.json`."""

    NAME = "name"
    PRODUCER = "producer"
    TOWN = "town"
    NET_WEIGHT = "net_weight"
    PIRT = "pirt"
    HALAL = "halal"
    BEST_BEFORE = "best_before"
    COMPOSITION = "composition"


ELEMENT_WORDS: dict[Element, str] = {
    Element.NAME: "Nama barang",
    Element.PRODUCER: "Nama pembuat",
    Element.TOWN: "Kota pembuat",
    Element.NET_WEIGHT: "Berat bersih",
    Element.PIRT: "Nomor P-IRT",
    Element.HALAL: "Sertifikat halal",
    Element.BEST_BEFORE: "Baik digunakan sebelum",
    Element.COMPOSITION: "Komposisi",
}


class Status(StrEnum):
    """What a reading says of an element. None of them refuses anything: a person decides."""

    FOUND = "found"
    """It is there and says what was declared (or nothing was declared to hold it against)."""
    DIFFERENT = "different"
    """It is there and says something else."""
    NOT_FOUND = "not_found"
    """Nothing of the kind was read."""
    UNREADABLE = "unreadable"
    """Something of the kind is there, too poorly read to say what."""


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What the seller says stands on the label; empty means: nothing to hold it against.

    Texts are as a person writes them (`250 g`, `P-IRT No. 2063374010123-29`, `12-11-2026` or `11/2026`).
    """

    category: Category = Category.CAMILAN
    name: str = ""
    producer: str = ""
    town: str = ""
    net_weight: str = ""
    pirt: str = ""
    halal: str = ""
    best_before: str = ""
    composition: str = ""

    def of(self, element: Element) -> str:
        return str(getattr(self, element.value))


@dataclass(frozen=True)
class Found:
    """One element as read. `photo` counts from 0 in the order of the photos; without a place `box` is None."""

    element: Element
    status: Status
    text: str = ""
    confidence: float = 0.0
    photo: int | None = None
    box: Box | None = None
