"""Care of a garment in the five steps of SNI ISO 3758, in its order: wash, bleach, dry, iron, dry clean.

The values are words of our own: the standard's symbols are a protected mark. What harms beads follows from how they are made
and sewn on; it advises and never refuses.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Self, TypeVar

from app.standards.rules.tables import pattern_of, table

_Word = TypeVar("_Word", bound=StrEnum)


class Wash(StrEnum):
    """In water; the numbers are the hottest bath in °C."""

    HAND = "tangan"
    AT_30 = "30"
    AT_40 = "40"
    AT_60 = "60"
    NEVER = "jangan"

    @property
    def by_machine(self) -> bool:
        return self in (Wash.AT_30, Wash.AT_40, Wash.AT_60)


class Bleach(StrEnum):
    NEVER = "jangan"
    ALLOWED = "boleh"


class Dry(StrEnum):
    SHADE = "teduh"
    LINE = "gantung"
    FLAT = "datar"
    MACHINE = "mesin"
    NO_MACHINE = "jangan"


class Iron(StrEnum):
    """At most 110, 150 or 200 °C: one, two or three dots."""

    LOW = "rendah"
    MEDIUM = "sedang"
    HIGH = "tinggi"
    NEVER = "jangan"


class DryClean(StrEnum):
    """The letter is the solvent that a laundry may use; ALLOWED where no letter is known."""

    NEVER = "jangan"
    ALLOWED = "boleh"
    P = "p"
    F = "f"
    W = "w"


@dataclass(frozen=True)
class Care:
    """What is known of a garment's care; None is not known yet."""

    wash: Wash | None = None
    bleach: Bleach | None = None
    dry: Dry | None = None
    iron: Iron | None = None
    dry_clean: DryClean | None = None

    @classmethod
    def of(cls, stated: Mapping[str, object]) -> Self:
        """From stored words under the names of the five steps; an unknown word counts as not stated."""
        return cls(
            wash=_known(Wash, stated.get("wash")),
            bleach=_known(Bleach, stated.get("bleach")),
            dry=_known(Dry, stated.get("dry")),
            iron=_known(Iron, stated.get("iron")),
            dry_clean=_known(DryClean, stated.get("dry_clean")),
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the steps that are not stated, in the standard's order."""
        return tuple(name for name in STEP_WORDS if getattr(self, name) is None)


STEP_WORDS = {
    "wash": "cara mencuci",
    "bleach": "pemutih",
    "dry": "cara menjemur",
    "iron": "setrika",
    "dry_clean": "dry clean",
}
"""The five steps as sellers read them."""

FOR_BEADS = Care(Wash.HAND, Bleach.NEVER, Dry.SHADE, Iron.LOW, DryClean.NEVER)
"""What beadwork bears whatever it is sewn on. A solvent may take glue and the shine of plastic beads, so none is offered."""


class Doubt(NamedTuple):
    """A pair of answers that do not go together: the fact and what to do, in Indonesian."""

    what: str
    how: str


def contradictions(care: Care, told: str = "") -> Iterator[Doubt]:
    """Answers that cannot both be meant, among the five or against the words of the description (`told`)."""
    if care.wash is Wash.NEVER and care.dry_clean is DryClean.NEVER:
        yield Doubt(
            "Jangan dicuci air dan jangan dry clean: tidak ada cara membersihkannya",
            "Pilih salah satu yang boleh. Kalau hanya dilap, tulis begitu di keterangan",
        )
    if care.wash is Wash.NEVER and care.dry is Dry.MACHINE:
        yield Doubt(
            "Jangan dicuci air, tetapi boleh pengering mesin", "Periksa lagi cara mencuci dan menjemurnya"
        )
    if care.wash is Wash.NEVER and care.bleach is Bleach.ALLOWED:
        yield Doubt(
            "Jangan dicuci air, tetapi boleh pakai pemutih", "Periksa lagi cara mencuci dan pemutihnya"
        )
    if care.wash is Wash.HAND and care.dry is Dry.MACHINE:
        yield Doubt(
            "Hanya cuci tangan, tetapi boleh pengering mesin",
            "Yang perlu cuci tangan biasanya dijemur. Periksa lagi",
        )
    yield from _against_words(care, told)


def _against_words(care: Care, told: str) -> Iterator[Doubt]:
    step = "Samakan keterangan dengan pilihan di Rincian"
    not_by_machine = pattern_of("label", "care_told", "no_machine").search(told)
    if not_by_machine is not None:
        if care.wash is not None and care.wash.by_machine:
            yield Doubt(f'Di keterangan tertulis "{not_by_machine[0]}", tetapi dipilih cuci mesin', step)
        return
    no_water = pattern_of("label", "care_told", "no_water").search(told)
    if no_water is not None and care.wash not in (None, Wash.NEVER):
        yield Doubt(f'Di keterangan tertulis "{no_water[0]}", tetapi dipilih boleh dicuci', step)


def risks(care: Care, *, fibres: str, beaded: bool, glued: bool) -> Iterator[Doubt]:
    """What the material or its beads may not bear."""
    hot = care.wash in (Wash.AT_40, Wash.AT_60)
    if beaded:
        if hot or care.dry is Dry.MACHINE:
            yield Doubt(
                "Payet mudah lepas dan pudar di mesin yang panas", "Lebih aman cuci tangan dan jemur teduh"
            )
        if care.iron in (Iron.MEDIUM, Iron.HIGH):
            yield Doubt("Payet plastik bisa meleleh kena setrika panas", "Lebih aman suhu rendah, dari dalam")
        if glued and care.dry_clean not in (None, DryClean.NEVER):
            yield Doubt("Payet yang ditempel bisa lepas kalau di-dry clean", "Pilih jangan dry clean")
    too_much = {
        "wash": hot,
        "bleach": care.bleach is Bleach.ALLOWED,
        "dry": care.dry is Dry.MACHINE,
        "iron": care.iron is Iron.HIGH,
    }
    for kind, row in table("label")["delicate"].items():
        found = pattern_of("label", "delicate", kind, "words").search(fibres)
        if found is not None and any(too_much[step] for step in row["steps"]):
            yield Doubt(f"{found[0].capitalize()} {row['why']}", row["how"])


def _known(kind: type[_Word], word: object) -> _Word | None:
    return next((one for one in kind if one.value == word), None)
