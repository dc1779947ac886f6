"""Two versions of a product side by side: what of it changed, field by field and picture by picture."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from app.base.kinds import Category
from app.base.money import format_rupiah
from app.catalog.rules import facts as fact_rules
from app.catalog.rules.facts import Fact, FactKind
from app.catalog.rules.life import PAPER_WORDS, PaperKind
from app.catalog.rules.packaging import ANSWER_WORDS, Answer
from app.catalog.rules.wording import Words, compared


@dataclass(frozen=True)
class Picture:
    """A photo in a version. `digest` tells that two photos are the same picture, taken in twice."""

    photo_id: int
    alt: str = ""
    digest: str | None = None

    def is_same(self, other: "Picture") -> bool:
        return self.photo_id == other.photo_id or (self.digest is not None and self.digest == other.digest)


@dataclass(frozen=True)
class Choice:
    """What can be bought: price in rupiah, weight in grams, sides in cm as packed. `variant_id` is None while it is only
    asked for. `on_sale` is the price in the shop while another one waits."""

    variant_id: int | None
    label: str
    price: int
    weight_g: int
    sides: tuple[int, int, int] | None = None
    on_sale: int | None = None


@dataclass(frozen=True)
class PaperSaid:
    """A paper as it was stated: number, and last day."""

    kind: PaperKind
    number: str
    ends_on: date | None = None


@dataclass(frozen=True)
class Version:
    """All that a curator judges of one version of a product. `choices`, `papers` and `packaging` (item → answer) are None
    where they were not kept: versions from before they were."""

    number: int
    category: Category
    name: str
    description: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()
    choices: tuple[Choice, ...] | None = None
    papers: tuple[PaperSaid, ...] | None = None
    packaging: Mapping[str, Answer] | None = None


class Part(StrEnum):
    """Where a change is found."""

    WORDS = "Nama dan keterangan"
    FACTS = "Rincian"
    OFFER = "Harga dan pilihan"
    PAPERS = "Surat izin"
    PACKAGING = "Kemasan"


@dataclass(frozen=True)
class Change:
    """One field that is another than it was; empty where there was or is none. `words` marks long texts word by word.

    `applies`: it is in force already; else it waits with its version. `remark` says more of a price.
    """

    part: Part
    label: str
    before: str
    after: str
    words: tuple[Words, ...] = ()
    applies: bool = False
    remark: str = ""


class PictureMove(StrEnum):
    """What became of a picture."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    DESCRIBED = "described"


@dataclass(frozen=True)
class PictureChange:
    """One picture that came, went, changed its place or its words. Places count from 1, the cover."""

    move: PictureMove
    photo_id: int
    was_at: int | None = None
    now_at: int | None = None
    alt_before: str = ""
    alt_after: str = ""


@dataclass(frozen=True)
class Difference:
    """What lies between two versions."""

    before: int
    after: int
    changes: tuple[Change, ...]
    pictures: tuple[PictureChange, ...]

    def __bool__(self) -> bool:
        return bool(self.changes or self.pictures)

    @property
    def by_part(self) -> dict[Part, list[Change]]:
        """The changed fields under their headings, in order."""
        found = {part: [one for one in self.changes if one.part is part] for part in Part}
        return {part: some for part, some in found.items() if some}


def difference(before: Version, after: Version, names: Mapping[str, str]) -> Difference:
    """Field by field, picture by picture. `names`: the questions of the packaging list by code."""
    return Difference(
        before.number,
        after.number,
        (
            *_words(before, after),
            *_facts(before, after),
            *_offer(before, after),
            *_papers(before, after),
            *_packaging(before, after, names),
        ),
        tuple(_pictures(before.pictures, after.pictures)),
    )


def _words(before: Version, after: Version) -> Iterator[Change]:
    for label, old, new in (
        ("Nama", before.name, after.name),
        ("Keterangan", before.description, after.description),
    ):
        if old != new:
            yield Change(Part.WORDS, label, old, new, compared(old, new))


def _facts(before: Version, after: Version) -> Iterator[Change]:
    for fact in fact_rules.facts_of(after.category):
        old, new = before.facts.get(fact.key), after.facts.get(fact.key)
        was, now = _shown(fact, old), _shown(fact, new)
        if was == now:
            continue
        is_text = fact.kind in (FactKind.PARAGRAPH, FactKind.LINE, FactKind.MANY)
        yield Change(Part.FACTS, fact.label, was, now, compared(was, now) if is_text and was and now else ())


def _shown(fact: Fact, stored: Any) -> str:
    if stored in (None, "", []):
        return ""
    if fact.kind is FactKind.SIZES:
        return ", ".join(f"{row['size']}: LD {row['ld']}, PB {row['pb']}" for row in stored)
    return fact.words(stored)


# -- the offer ------------------------------------------------------------------------------------


def _offer(before: Version, after: Version) -> Iterator[Change]:
    if before.choices is None or after.choices is None:
        return
    old = list(before.choices)
    for choice in after.choices:
        was = next((one for one in old if _is_same(one, choice)), None)
        if was is None:
            waits = choice.variant_id is None
            yield Change(Part.OFFER, _titled(choice), "", _choice_words(choice), applies=not waits)
        else:
            old.remove(was)
            yield from _choice(was, choice)
    for gone in old:
        yield Change(Part.OFFER, _titled(gone), _choice_words(gone), "", applies=gone.variant_id is not None)


def _is_same(one: Choice, other: Choice) -> bool:
    """By what is in the shop; what was only asked for goes by its name."""
    if one.variant_id is None or other.variant_id is None:
        return one.variant_id is None and one.label == other.label
    return one.variant_id == other.variant_id


def _titled(choice: Choice) -> str:
    return f"Pilihan {choice.label}".strip()


def _choice(was: Choice, now: Choice) -> Iterator[Change]:
    which = f" {was.label}" if was.label else ""
    if was.label != now.label:
        yield Change(Part.OFFER, "Nama pilihan", was.label, now.label)
    if was.price != now.price:
        yield Change(
            Part.OFFER, f"Harga{which}", format_rupiah(was.price), format_rupiah(now.price),
            applies=now.on_sale is None, remark=_remark(was, now),
        )  # fmt: skip
    if was.weight_g != now.weight_g:
        yield Change(
            Part.OFFER, f"Berat kirim{which}", f"{was.weight_g} g", f"{now.weight_g} g", applies=True
        )
    if was.sides != now.sides:
        yield Change(Part.OFFER, f"Ukuran paket{which}", _sides(was.sides), _sides(now.sides), applies=True)


def _remark(was: Choice, now: Choice) -> str:
    """How far the price goes; what the shop says meanwhile where that is another one still."""
    percent = round((now.price - was.price) * 100 / was.price)
    far = f"{'naik' if percent > 0 else 'turun'} {abs(percent)} %" if percent else ""
    shop = f"di toko sekarang {format_rupiah(now.on_sale)}" if now.on_sale not in (None, was.price) else ""
    return ", ".join(one for one in (far, shop) if one)


def _choice_words(choice: Choice) -> str:
    return ", ".join([format_rupiah(choice.price), f"{choice.weight_g} g"])


def _sides(sides: tuple[int, int, int] | None) -> str:
    return " × ".join(str(one) for one in sides) + " cm" if sides else ""


# -- papers and packaging -------------------------------------------------------------------------


def _papers(before: Version, after: Version) -> Iterator[Change]:
    """A paper counts from when it is stated; what a curator has not seen no shop page names."""
    if before.papers is None or after.papers is None:
        return
    old, new = ({one.kind: one for one in some} for some in (before.papers, after.papers))
    for kind in PaperKind:
        was, now = _paper(old.get(kind)), _paper(new.get(kind))
        if was != now:
            yield Change(Part.PAPERS, PAPER_WORDS[kind], was, now)


def _paper(said: PaperSaid | None) -> str:
    if said is None:
        return ""
    return f"{said.number}, sampai {said.ends_on:%d-%m-%Y}" if said.ends_on else said.number


def _packaging(before: Version, after: Version, names: Mapping[str, str]) -> Iterator[Change]:
    if before.packaging is None or after.packaging is None:
        return
    for code, question in names.items():
        was, now = before.packaging.get(code), after.packaging.get(code)
        if was is not now:
            words = [ANSWER_WORDS[one] if one is not None else "" for one in (was, now)]
            yield Change(Part.PACKAGING, question, words[0], words[1])


# -- pictures -------------------------------------------------------------------------------------


def _pictures(before: Sequence[Picture], after: Sequence[Picture]) -> Iterator[PictureChange]:
    pairs = _matched(before, after)
    known = {new for _, new in pairs}
    for at, picture in enumerate(after):
        if at not in known:
            yield PictureChange(PictureMove.ADDED, picture.photo_id, now_at=at + 1, alt_after=picture.alt)
    staying = _in_order([old for old, _ in pairs])
    for place, (old, new) in enumerate(pairs):
        was, now = before[old], after[new]
        if place not in staying:
            yield PictureChange(PictureMove.MOVED, now.photo_id, old + 1, new + 1, was.alt, now.alt)
        if was.alt != now.alt:
            yield PictureChange(PictureMove.DESCRIBED, now.photo_id, old + 1, new + 1, was.alt, now.alt)
    left = {old for old, _ in pairs}
    for at, picture in enumerate(before):
        if at not in left:
            yield PictureChange(PictureMove.REMOVED, picture.photo_id, was_at=at + 1, alt_before=picture.alt)


def _matched(before: Sequence[Picture], after: Sequence[Picture]) -> list[tuple[int, int]]:
    """Places of the same picture in both, by its new place: by photo first, then by digest, each used once."""
    free = list(range(len(before)))
    pairs: list[tuple[int, int]] = []
    for is_same in (lambda one, two: one.photo_id == two.photo_id, Picture.is_same):
        taken = {new for _, new in pairs}
        for new, picture in enumerate(after):
            if new in taken:
                continue
            old = next((at for at in free if is_same(before[at], picture)), None)
            if old is not None:
                free.remove(old)
                pairs.append((old, new))
    return sorted(pairs, key=lambda pair: pair[1])


def _in_order(places: Sequence[int]) -> set[int]:
    """Which of these may be said to have stayed: a longest run of them that still rises."""
    ends: list[int] = []
    tails: list[int] = []
    previous: list[int | None] = []
    for at, value in enumerate(places):
        length = bisect_left(tails, value)
        previous.append(ends[length - 1] if length else None)
        tails[length : length + 1] = [value]
        ends[length : length + 1] = [at]
    kept: set[int] = set()
    here = ends[-1] if ends else None
    while here is not None:
        kept.add(here)
        here = previous[here]
    return kept
