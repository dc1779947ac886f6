"""Papers of a hand-over, A4 in black on white: the minutes (BAST), the list of what goes into each set, the list on which
those who receive a gift sign.

They are handed facts and decide nothing but how facts are written; sums are computed from the rows that are printed. None of
them says that a purchase or a gift is lawful. What is not known yet is left open for the pen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

from app.base.money import format_rupiah
from app.base.words import in_words, rupiah_in_words
from app.paper import print as press
from app.paper.billing import SAMPLE
from app.paper.printable import cell


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs: her name, and the post in which she does so ("Pembuat", "Kepala Bagian Umum")."""

    name: str
    post: str = ""


@dataclass(frozen=True, kw_only=True)
class HandedLine:
    """Pieces of one good at the price that was agreed."""

    pieces: int
    name: str
    variant: str = ""
    price: int

    @property
    def amount(self) -> int:
        return self.pieces * self.price


@dataclass(frozen=True, kw_only=True)
class HandedPart:
    """What one maker hands over: a paper with its own number. `day` is None, `condition` empty, until it was seen: then both
    are left for the pen. `held_at`: where the goods changed hands."""

    number: str
    day: date | None
    held_at: str
    giver: Signer
    gerai: str
    place: str
    lines: Sequence[HandedLine]
    condition: str = ""

    @property
    def pieces(self) -> int:
        return sum(line.pieces for line in self.lines)

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class Handover:
    """One request's hand-over to an agency, a part for each maker. `method`, `document`, `funds` are how it was bought, the
    paper that says so and out of which money, as the agency's own people recorded them. `head` has to know of it."""

    request: str
    event: str
    event_on: date
    agency: str
    agency_place: str
    receiver: Signer
    head: Signer | None = None
    method: str = ""
    document: str = ""
    funds: str = ""
    parts: Sequence[HandedPart]
    test: bool = False

    @property
    def total(self) -> int:
        return sum(part.total for part in self.parts)


@dataclass(frozen=True, kw_only=True)
class SetSource:
    """Who brings so many pieces of a thing, and in which parcel."""

    gerai: str
    parcel: str
    pieces: int


@dataclass(frozen=True, kw_only=True)
class SetItem:
    """What lies in every set, `each` pieces of it, and where all of them come from."""

    each: int
    name: str
    variant: str = ""
    sources: Sequence[SetSource]

    @property
    def coming(self) -> int:
        return sum(source.pieces for source in self.sources)


@dataclass(frozen=True, kw_only=True)
class SetList:
    """For whoever packs: which parcels come, what belongs into a set, and a box to tick for each of `sets`."""

    request: str
    event: str
    event_on: date
    agency: str
    place: str
    sets: int
    items: Sequence[SetItem]
    test: bool = False


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Who receives a gift, as far as the agency wishes to write it down."""

    name: str
    post: str = ""


@dataclass(frozen=True, kw_only=True)
class RecipientList:
    """For `rows` people who receive a gift, each a line to sign on: first the recipients who are named, then empty lines.
    `gift`: what each of them gets, in words. Raises ValueError with more names than rows."""

    request: str
    event: str
    event_on: date
    agency: str
    place: str
    gift: str
    rows: int
    recipients: Sequence[Recipient] = ()
    giver: Signer
    test: bool = False

    def __post_init__(self) -> None:
        if len(self.recipients) > self.rows:
            raise ValueError("more recipients than rows")


def minutes_pdf(handover: Handover) -> bytes:
    """The minutes of every maker's part on papers of their own; before them, where there are several, a list of them all.
    The same facts make the same file."""
    return press.pdf("minutes", {"papers": list(_minutes(handover))})


def set_list_pdf(sets: SetList) -> bytes:
    """The packing list of the sets. The same facts make the same file."""
    return press.pdf("sets", {"papers": [_sets(sets)]})


def recipients_pdf(listed: RecipientList) -> bytes:
    """The list to sign on. The same facts make the same file."""
    return press.pdf("recipients", {"papers": [_recipients(listed)]})


# -- facts as the templates read them: strings, in the order of the page ------------------------------


def _minutes(one: Handover) -> Iterator[dict[str, Any]]:
    common = {
        "sample": SAMPLE if one.test else "",
        "agency": cell(one.agency),
        "agency_place": cell(one.agency_place),
        "receiver": _signer(one.receiver),
        "head": _signer(one.head) if one.head else {},
        "about": _rows(
            ("Acara", f"{one.event}, {_day(one.event_on)}"),
            ("Nomor permintaan", one.request),
            ("Cara pengadaan", one.method),
            ("Nomor dokumen", one.document),
            ("Sumber dana", one.funds),
        ),
    }
    if len(one.parts) > 1:
        yield {**common, "kind": "list", "number": cell(one.request), **_listed(one)}
    for part in one.parts:
        yield {**common, "kind": "minutes", "number": cell(part.number), **_part(part)}


def _listed(one: Handover) -> dict[str, Any]:
    return {
        "rows": [
            {
                "number": cell(part.number),
                "day": _short(part.day) if part.day else "",
                "gerai": cell(part.gerai),
                "place": cell(part.place),
                "pieces": _dotted(part.pieces),
                "amount": format_rupiah(part.total),
            }
            for part in one.parts
        ],
        "pieces": _dotted(sum(part.pieces for part in one.parts)),
        "total": format_rupiah(one.total),
        "words": rupiah_in_words(one.total),
    }


def _part(part: HandedPart) -> dict[str, Any]:
    return {
        "today": _day_in_words(part.day) if part.day else "",
        "held_at": cell(part.held_at),
        "giver": _signer(part.giver),
        "gerai": cell(part.gerai),
        "place": cell(part.place),
        "lines": [
            {
                "name": cell(line.name),
                "variant": cell(line.variant),
                "pieces": _dotted(line.pieces),
                "price": format_rupiah(line.price),
                "amount": format_rupiah(line.amount),
            }
            for line in part.lines
        ],
        "pieces": _dotted(part.pieces),
        "total": format_rupiah(part.total),
        "words": rupiah_in_words(part.total),
        "condition": cell(part.condition),
    }


def _sets(one: SetList) -> dict[str, Any]:
    parcels: dict[tuple[str, str], list[list[str]]] = {}
    for item in one.items:
        for source in item.sources:
            goods = parcels.setdefault((source.gerai, source.parcel), [])
            goods.append([_dotted(source.pieces), _named(item)])
    return {
        "sample": SAMPLE if one.test else "",
        "request": cell(one.request),
        "event": cell(f"{one.event}, {_day(one.event_on)}"),
        "agency": cell(one.agency),
        "place": cell(one.place),
        "sets": one.sets,
        "items": [
            {
                "each": _dotted(item.each),
                "name": cell(item.name),
                "variant": cell(item.variant),
                "from": cell(", ".join(dict.fromkeys(source.gerai for source in item.sources))),
                "needed": _dotted(item.each * one.sets),
                "short": _short_of(item, one.sets),
            }
            for item in one.items
        ],
        "parcels": [
            {"gerai": cell(gerai), "number": cell(number), "goods": goods}
            for (gerai, number), goods in parcels.items()
        ],
        "things": _dotted(sum(item.each for item in one.items)),
    }


def _short_of(item: SetItem, sets: int) -> str:
    missing = item.each * sets - item.coming
    return f"kurang {_dotted(missing)}" if missing > 0 else ""


def _named(item: SetItem) -> str:
    return cell(f"{item.name}, {item.variant}" if item.variant else item.name)


def _recipients(one: RecipientList) -> dict[str, Any]:
    empty = [Recipient(name="")] * (one.rows - len(one.recipients))
    return {
        "sample": SAMPLE if one.test else "",
        "request": cell(one.request),
        "event": cell(f"{one.event}, {_day(one.event_on)}"),
        "agency": cell(one.agency),
        "place": cell(one.place),
        "gift": cell(one.gift),
        "giver": _signer(one.giver),
        "count": _dotted(one.rows),
        "rows": [[cell(row.name, 160), cell(row.post, 160)] for row in (*one.recipients, *empty)],
    }


def _signer(one: Signer) -> dict[str, str]:
    return {"name": cell(one.name, 160), "post": cell(one.post, 160)}


def _rows(*facts: tuple[str, str]) -> list[list[str]]:
    """What was recorded; a fact that nobody wrote down has no row."""
    return [[words, cell(value)] for words, value in facts if value]


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _day(day: date) -> str:
    return format_date(day, "d MMMM y", locale="id")


def _short(day: date) -> str:
    return format_date(day, "d MMM y", locale="id")


def _day_in_words(day: date) -> str:
    """`Senin, tanggal dua puluh tiga bulan November tahun dua ribu dua puluh enam (23-11-2026)`."""
    weekday, month = (format_date(day, form, locale="id") for form in ("EEEE", "MMMM"))
    return f"{weekday}, tanggal {in_words(day.day)} bulan {month} tahun {in_words(day.year)} ({day:%d-%m-%Y})"
