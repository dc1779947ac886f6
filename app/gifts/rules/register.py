"""Lines of the register of gifts (*buku cinderamata*, domain.md 6.4): sums, filters, and what one recipient was given in a
year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.base.money import Rupiah, format_rupiah
from app.gifts.rules.life import FUNDS_WORDS, KIND_WORDS, Funds, Kind
from app.gifts.rules.recipients import Person, plain


class Source(StrEnum):
    """How it came about."""

    REQUEST = "request"
    DONATION = "donation"


SOURCE_WORDS = {Source.REQUEST: "Dibeli", Source.DONATION: "Hibah"}


@dataclass(frozen=True)
class EntryLine:
    """What was given of one maker's good. `each`: pieces for one recipient, of whatever maker (`need` tells which lines stand
    for each other)."""

    name: str
    maker: str
    pieces: int
    price: int
    need: int
    each: int

    @property
    def amount(self) -> Rupiah:
        return Rupiah(self.pieces * self.price)


@dataclass(frozen=True, kw_only=True)
class Recalled:
    """Food of an entry that was recalled `at` a moment. Of a gift that a maker made: `batch_id` of what the agency says what it
    did about (`noted`, empty while it has not)."""

    code: str
    pieces: int
    reason: str
    at: datetime
    batch_id: int | None = None
    noted: str = ""

    @property
    def is_open(self) -> bool:
        """The agency is still to say what it did."""
        return self.batch_id is not None and not self.noted


@dataclass(frozen=True)
class Entry:
    """One hand-over of an agency. `funds`, `method` and `document` are those of a purchase; a gift of a maker has none. `kinds`:
    how many of each kind were to receive, as the agency said."""

    source: Source
    id: int
    agency_id: int
    number: str
    event: str
    on: date
    giver: str
    people: int
    kinds: dict[Kind, int]
    lines: Sequence[EntryLine]
    funds: Funds | None
    method: str
    document: str
    minutes: Sequence[str]
    photos: int
    for_everybody: bool
    recalled: Sequence[Recalled] = ()

    @property
    def kind_words(self) -> str:
        """`Pejabat 5, ASN 20`: as far as it was said."""
        return ", ".join(f"{KIND_WORDS[kind]} {count}" for kind, count in self.kinds.items() if count)

    @property
    def funds_words(self) -> str:
        return FUNDS_WORDS[self.funds] if self.funds else ""

    @property
    def proofs(self) -> list[str]:
        """Numbers of minutes, and how many photos are kept."""
        return [*self.minutes, *([f"{self.photos} foto"] if self.photos else [])]

    @property
    def remarks(self) -> list[str]:
        """What of it was recalled, and what the agency did about that."""
        return [
            f"{one.pieces} buah kode {one.code}: {one.reason}" + (f" ({one.noted})" if one.noted else "")
            for one in self.recalled
        ]

    @property
    def pieces(self) -> int:
        return sum(one.pieces for one in self.lines)

    @property
    def total(self) -> Rupiah:
        return Rupiah(sum(one.amount for one in self.lines))

    @property
    def each(self) -> Rupiah:
        """The value of what one recipient received. Where makers took different prices for the same thing, the highest counts:
        nobody received more than this."""
        if self.source is Source.DONATION:
            return Rupiah(-(-self.total // self.people))
        dearest: dict[int, int] = {}
        for one in self.lines:
            if one.pieces:
                dearest[one.need] = max(dearest.get(one.need, 0), one.each * one.price)
        return Rupiah(sum(dearest.values()))


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for; None is everything. `above`: more than so many rupiah for one recipient."""

    year: int | None = None
    kind: Kind | None = None
    funds: Funds | None = None
    source: Source | None = None
    above: int | None = None

    @property
    def words(self) -> list[tuple[str, str]]:
        """What was looked for besides the year, as a paper says it."""
        return [
            (name, words)
            for name, words in (
                ("Golongan penerima", KIND_WORDS[self.kind] if self.kind else ""),
                ("Sumber dana", FUNDS_WORDS[self.funds] if self.funds else ""),
                ("Jenis", SOURCE_WORDS[self.source] if self.source else ""),
                ("Nilai per penerima", f"di atas {format_rupiah(self.above)}" if self.above else ""),
            )
            if words
        ]

    @property
    def period(self) -> str:
        return f"Tahun {self.year}" if self.year else "Semua tahun"

    def takes(self, one: Entry) -> bool:
        return (
            (self.year is None or one.on.year == self.year)
            and (self.kind is None or bool(one.kinds.get(self.kind)))
            and (self.funds is None or one.funds is self.funds)
            and (self.source is None or one.source is self.source)
            and (self.above is None or one.each > self.above)
        )


@dataclass(frozen=True)
class Received:
    """One name in one hand-over."""

    person: Person
    entry: Entry


@dataclass(frozen=True)
class YearOf:
    """What one recipient was given in a year."""

    person: Person
    year: int
    times: int
    total: Rupiah


def by_recipient(received: Iterable[Received]) -> list[YearOf]:
    """Totals of each recipient and year, the most first. Who is written alike (name, post, institution, whatever the letters'
    case) is the same."""
    found: dict[tuple[tuple[str, str, str], int], list[Received]] = {}
    for one in received:
        found.setdefault((plain(one.person), one.entry.on.year), []).append(one)
    rows = [
        YearOf(some[-1].person, year, len(some), Rupiah(sum(one.entry.each for one in some)))
        for (_, year), some in found.items()
    ]
    return sorted(rows, key=lambda row: (-row.year, -row.total, row.person.name))
