"""The register of an agency's gifts (*buku cinderamata*), A4 across, black on white: what was handed over in a year or of a
choice, what each recipient got, in which way and out of which money; and, only where they are asked for, the names.

It is handed facts and decides nothing but how facts are written; sums are computed from the rows that are printed. Nothing on
it says that a purchase or a gift is lawful.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

from app.base.money import format_rupiah
from app.base.words import rupiah_in_words
from app.paper import print as press
from app.paper.billing import SAMPLE
from app.paper.handover import Signer
from app.paper.printable import cell


@dataclass(frozen=True, kw_only=True)
class GivenLine:
    """Pieces of one maker's good that were given, at the price at which they were bought; of a maker's own gift, their
    value."""

    pieces: int
    name: str
    maker: str
    price: int

    @property
    def amount(self) -> int:
        return self.pieces * self.price


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    """One hand-over. `each`: rupiah of what one recipient got. `kinds`: who they were, in words; `method`, `funds` and
    `document` as the agency recorded them; `proofs`: numbers of minutes, photos; `remarks`: what became of it afterwards."""

    number: str
    day: date
    event: str
    giver: str
    people: int
    kinds: str = ""
    for_everybody: bool = False
    lines: Sequence[GivenLine]
    each: int
    method: str
    funds: str
    document: str = ""
    proofs: Sequence[str] = ()
    remarks: Sequence[str] = ()

    @property
    def pieces(self) -> int:
        return sum(line.pieces for line in self.lines)

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class NamedRow:
    """One recipient in one hand-over, as the agency wrote her down. `each` in rupiah."""

    name: str
    post: str
    kind: str
    day: date
    event: str
    goods: str
    each: int


@dataclass(frozen=True, kw_only=True)
class Register:
    """The register of one agency. `period`: the year, or that it is all years; `chosen`: what else was looked for, as rows of
    words and value. `head` and `keeper` sign; a name that is empty is left for the pen. `names` is None where nobody asked
    for them. `note`: who decides about limits."""

    agency: str
    place: str
    period: str
    chosen: Sequence[tuple[str, str]] = ()
    rows: Sequence[RegisterRow]
    names: Sequence[NamedRow] | None = None
    head: Signer
    keeper: Signer
    printed_on: date
    note: str
    test: bool = False

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)


def register_pdf(registers: Sequence[Register]) -> bytes:
    """The register of each agency on pages of its own. The same facts make the same file."""
    return press.pdf("register", {"papers": [_facts(one) for one in registers]})


# -- facts as the template reads them: strings, in the order of the page -----------------------------


def _facts(one: Register) -> dict[str, Any]:
    return {
        "sample": SAMPLE if one.test else "",
        "agency": cell(one.agency),
        "period": cell(one.period),
        "about": [[words, cell(value)] for words, value in (("Instansi", one.agency), *one.chosen)],
        "rows": [_row(row) for row in one.rows],
        "count": _dotted(len(one.rows)),
        "people": _dotted(sum(row.people for row in one.rows)),
        "pieces": _dotted(sum(row.pieces for row in one.rows)),
        "total": format_rupiah(one.total),
        "words": rupiah_in_words(one.total),
        "by_method": _sums(one.rows, lambda row: row.method),
        "by_funds": _sums(one.rows, lambda row: row.funds),
        "names": None if one.names is None else [_named(row) for row in one.names],
        "note": cell(one.note),
        "signed": cell(f"{one.place}, {_day(one.printed_on)}"),
        "head": _signer(one.head),
        "keeper": _signer(one.keeper),
    }


def _row(row: RegisterRow) -> dict[str, Any]:
    return {
        "number": cell(row.number),
        "day": format_date(row.day, "dd-MM-y", locale="id"),
        "event": cell(row.event, 240),
        "giver": cell(row.giver, 160),
        "people": _dotted(row.people),
        "kinds": cell(row.kinds),
        "for_everybody": "berlaku umum" if row.for_everybody else "",
        "lines": [
            {
                "name": cell(line.name, 240),
                "maker": cell(line.maker, 160),
                "pieces": _dotted(line.pieces),
                "price": format_rupiah(line.price),
                "amount": format_rupiah(line.amount),
            }
            for line in row.lines
        ],
        "each": format_rupiah(row.each),
        "method": cell(row.method),
        "funds": cell(row.funds),
        "document": cell(row.document),
        "proofs": [cell(proof) for proof in row.proofs],
        "remarks": [cell(remark, 240) for remark in row.remarks],
    }


def _named(row: NamedRow) -> list[str]:
    return [
        cell(row.name, 160),
        cell(row.post, 260),
        cell(row.kind),
        format_date(row.day, "dd-MM-y", locale="id"),
        cell(row.event, 240),
        cell(row.goods, 300),
        format_rupiah(row.each),
    ]


def _sums(rows: Iterable[RegisterRow], of: Callable[[RegisterRow], str]) -> list[list[str]]:
    """Words → how many hand-overs and rupiah, the most first."""
    counts: dict[str, int] = {}
    sums: dict[str, int] = {}
    for row in rows:
        words = of(row)
        counts[words] = counts.get(words, 0) + 1
        sums[words] = sums.get(words, 0) + row.total
    ranked = sorted(sums, key=lambda words: (-sums[words], words))
    return [[cell(words), _dotted(counts[words]), format_rupiah(sums[words])] for words in ranked]


def _signer(one: Signer) -> dict[str, str]:
    return {"name": cell(one.name, 160), "post": cell(one.post, 160)}


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _day(day: date) -> str:
    return format_date(day, "d MMMM y", locale="id")
