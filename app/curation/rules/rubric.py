"""What curators judge by: aspects with weights, criteria with written anchors, gates and grades, as versioned data.

The weights and grades of the first version are those of the reference (domain 7): nobody publishes a sheet with numbers, so
they are ours, and a curator of the whole country may change them from a day on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from app.base.actor import Actor, Role
from app.base.errors import RuleBroken
from app.base.kinds import Category
from app.catalog.rules.facts import is_food
from app.curation.rules.tables import table

HIGHEST = 4
"""The best score of a criterion; the worst is 0."""
NOTE_BELOW = 2
"""A score below this says nothing to the seller without a note."""
WHOLE = 100
"""What the weights of a rubric add up to."""
MOST_WEIGHT = 60
"""A rubric in which one aspect decides alone is none."""
LONGEST_ANCHOR = 120
HIGHEST_GATE = 1
"""A gate stands at 0 or at 1: what is 2 is good enough to go on with."""
UNSCORED = "0"
"""The version of rounds from before there was a rubric."""


class Family(StrEnum):
    """What is judged alike: food by its papers first, craft by its making."""

    FOOD = "food"
    CRAFT = "craft"


FAMILY_SLUGS: dict[Family, str] = {Family.FOOD: "makanan", Family.CRAFT: "kriya"}
"""What addresses call them."""
FAMILY_WORDS: dict[Family, str] = {Family.FOOD: "Makanan & minuman", Family.CRAFT: "Kriya & busana"}


def family_of(category: Category) -> Family:
    """The family by whose rubric goods of a category are judged."""
    return Family.FOOD if is_food(category) else Family.CRAFT


class RubricState(StrEnum):
    """A draft is tried and changed; set, it counts from its day on for good; dropped, it never did."""

    DRAFT = "draft"
    SET = "set"
    DROPPED = "dropped"


class Grade(StrEnum):
    """From A, the best, to D, which is not for the shop."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


LADDER = (Grade.A, Grade.B, Grade.C)
"""The grades that have a threshold, best first; what is below the last is D."""
GRADE_WORDS: dict[Grade, str] = {
    Grade.A: "sangat baik",
    Grade.B: "baik",
    Grade.C: "cukup",
    Grade.D: "belum cukup",
}


class BadRubric(RuleBroken):
    """This cannot be a rubric. `field` names the part that it is about, as the editor calls its fields."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


@dataclass(frozen=True)
class Criterion:
    """One thing that is looked at. `anchors` say what is seen for 0 to 4; at `gate` or below it stands against approval.

    `look` is what the curator does, `hints` are the codes of what software knows of it (`app.curation.rules.hints`).
    """

    code: str
    name: str
    look: str
    anchors: tuple[str, ...]
    gate: int | None = None
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Aspect:
    """A part of the whole: `weight` points, shared equally by its criteria."""

    code: str
    name: str
    weight: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Rubric:
    """One version for one family. `grades` are the least points for A, B and C, of 100."""

    version: str
    family: Family
    grades: Mapping[Grade, int]
    aspects: tuple[Aspect, ...]

    @property
    def criteria(self) -> Iterator[Criterion]:
        """Every criterion in the order of the sheet."""
        return (one for aspect in self.aspects for one in aspect.criteria)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(one.code for one in self.criteria)

    def criterion(self, code: str) -> Criterion | None:
        return next((one for one in self.criteria if one.code == code), None)

    def aspect(self, code: str) -> Aspect | None:
        return next((one for one in self.aspects if one.code == code), None)

    def content(self) -> dict[str, Any]:
        """As it is kept: what `read` reads again."""
        return {
            "grades": {grade.value: least for grade, least in self.grades.items()},
            "aspect": [
                {
                    "code": aspect.code,
                    "name": aspect.name,
                    "weight": aspect.weight,
                    "criterion": [_kept(one) for one in aspect.criteria],
                }
                for aspect in self.aspects
            ],
        }

    def weighing(self, weights: Mapping[str, int], grades: Mapping[Grade, int]) -> "Rubric":
        """The same with other weights (aspect → points) and thresholds."""
        aspects = tuple(replace(one, weight=weights.get(one.code, one.weight)) for one in self.aspects)
        return replace(self, grades=dict(grades), aspects=aspects)

    def reading(self, changed: Mapping[str, tuple[tuple[str, ...], int | None]]) -> "Rubric":
        """The same with other anchors and gates (criterion → both)."""

        def anew(one: Criterion) -> Criterion:
            anchors, gate = changed.get(one.code, (one.anchors, one.gate))
            return replace(one, anchors=anchors, gate=gate)

        aspects = tuple(
            replace(aspect, criteria=tuple(anew(one) for one in aspect.criteria)) for aspect in self.aspects
        )
        return replace(self, aspects=aspects)

    def naming(self, named: Mapping[str, tuple[str, str]]) -> "Rubric":
        """The same with other names and ways to look (criterion → both)."""

        def anew(one: Criterion) -> Criterion:
            name, look = named.get(one.code, (one.name, one.look))
            return replace(one, name=name, look=look)

        aspects = tuple(
            replace(aspect, criteria=tuple(anew(one) for one in aspect.criteria)) for aspect in self.aspects
        )
        return replace(self, aspects=aspects)


def _kept(one: Criterion) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "look": one.look,
        "anchors": list(one.anchors),
        "gate": one.gate,
        "hints": list(one.hints),
    }


def read(version: str, family: Family, content: Mapping[str, Any]) -> Rubric:
    """A rubric from what was kept of it. Raises KeyError or ValueError for what is no rubric's content."""
    return Rubric(
        version,
        family,
        {Grade(name): int(least) for name, least in content["grades"].items()},
        tuple(
            Aspect(
                aspect["code"],
                aspect["name"],
                int(aspect["weight"]),
                tuple(
                    Criterion(
                        one["code"],
                        one["name"],
                        one["look"],
                        tuple(one["anchors"]),
                        one.get("gate"),
                        tuple(one.get("hints", ())),
                    )
                    for one in aspect["criterion"]
                ),
            )
            for aspect in content["aspect"]
        ),
    )


@cache
def first(family: Family) -> Rubric:
    """The version of the file, by which a family is judged until another is in force."""
    content = table("rubric")
    row = next(one for one in content["rubric"] if one["family"] == family)
    return read(str(content["version"]), family, row)


def check(rubric: Rubric) -> None:
    """Nothing when curators can judge by it. Raises BadRubric with the first thing to mend."""
    _check_weights(rubric)
    _check_grades(rubric.grades)
    seen: set[str] = set()
    for aspect in rubric.aspects:
        if not aspect.criteria:
            raise BadRubric(
                f"weight_{aspect.code}",
                f"{aspect.name} belum punya hal yang dinilai. Beri paling sedikit satu.",
            )
        for one in aspect.criteria:
            if one.code in seen:
                raise BadRubric(f"gate_{one.code}", f"{one.name} ada dua kali. Hapus salah satunya.")
            seen.add(one.code)
            _check_criterion(one)


def _check_weights(rubric: Rubric) -> None:
    for aspect in rubric.aspects:
        if not 1 <= aspect.weight <= MOST_WEIGHT:
            raise BadRubric(f"weight_{aspect.code}", f"Bobot {aspect.name} diisi antara 1 dan {MOST_WEIGHT}.")
    total = sum(aspect.weight for aspect in rubric.aspects)
    if total != WHOLE:
        way = f"Kurangi {total - WHOLE}" if total > WHOLE else f"Tambah {WHOLE - total}"
        raise BadRubric("", f"Jumlah bobotnya {total}, harus {WHOLE}. {way} lagi.")


def _check_grades(grades: Mapping[Grade, int]) -> None:
    if set(grades) != set(LADDER):
        raise BadRubric("", "Isi nilai paling sedikit untuk A, B, dan C.")
    best, good, fair = (grades[one] for one in LADDER)
    if not WHOLE >= best > good > fair >= 1:
        raise BadRubric(
            "grade_A", "Nilai A harus lebih tinggi dari B, dan B lebih tinggi dari C (1 sampai 100)."
        )


def _check_criterion(one: Criterion) -> None:
    if len(one.anchors) != HIGHEST + 1:
        raise BadRubric(f"gate_{one.code}", f"{one.name} perlu lima kalimat, untuk nilai 0 sampai 4.")
    for score, words in enumerate(one.anchors):
        field = f"anchor_{one.code}_{score}"
        if not words.strip():
            raise BadRubric(field, f"Tulis apa yang terlihat pada {one.name} kalau nilainya {score}.")
        if len(words) > LONGEST_ANCHOR:
            raise BadRubric(field, f"Terlalu panjang: paling banyak {LONGEST_ANCHOR} huruf.")
        if words in one.anchors[:score]:
            raise BadRubric(field, "Kalimat ini sama dengan nilai yang lain. Bedakan apa yang terlihat.")
    if one.gate is not None and not 0 <= one.gate <= HIGHEST_GATE:
        raise BadRubric(f"gate_{one.code}", "Batas wajib hanya bisa di nilai 0, atau di 0 dan 1.")


def check_day(begins: date, *, today: date) -> None:
    """A version never reaches back. Raises BadRubric."""
    if begins < today:
        raise BadRubric(
            "begins_on",
            "Penilaian hari kemarin tidak bisa diubah lagi. Pilih hari ini atau sesudahnya.",
        )


def may_edit(actor: Actor) -> bool:
    """A curator of the whole country; those of a region read."""
    return any(grant.region is None for grant in actor.grants_of(Role.CURATOR))
