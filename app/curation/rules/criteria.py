"""A rubric grows and shrinks: what is judged from a version on, and what is judged no longer.

A criterion keeps its code for good, through every version and in every score; a new one has the number of its version in it, so
that no two ever share one.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from app.curation.rules.rubric import HIGHEST, Aspect, BadRubric, Criterion, Rubric
from app.curation.rules.scoring import Result, result_of

MOST_CRITERIA = 6
"""Of one aspect: it is one page on a phone."""
LONGEST_NAME = 60
LONGEST_LOOK = 120


def new_code(rubric: Rubric, number: int) -> str:
    """A code for a criterion that is first judged by version `number`.

    >>> from app.curation.rules.rubric import Family, first
    >>> new_code(first(Family.FOOD), 3)
    'own_3_1'
    """
    taken = rubric.codes
    return next(code for at in range(1, len(taken) + 2) if (code := f"own_{number}_{at}") not in taken)


def is_first_of(code: str, number: int) -> bool:
    """This criterion was added in version `number`."""
    return code.startswith(f"own_{number}_")


def check_new(rubric: Rubric, aspect: Aspect, one: Criterion) -> None:
    """Nothing when it may be added there; its anchors and gate are looked at with the whole (`rubric.check`). Raises BadRubric."""
    if len(aspect.criteria) >= MOST_CRITERIA:
        raise BadRubric(
            "",
            f"{aspect.name} sudah punya {MOST_CRITERIA} hal. Hentikan salah satu dulu, supaya kurator tidak kelelahan.",
        )
    check_words(rubric, one)


def check_words(rubric: Rubric, one: Criterion) -> None:
    """A name that is not there twice, and what the curator does. Raises BadRubric."""
    if not one.name:
        raise BadRubric("name", "Tulis apa yang dinilai, misalnya “Kekuatan jahitan”.")
    if len(one.name) > LONGEST_NAME:
        raise BadRubric("name", f"Terlalu panjang: paling banyak {LONGEST_NAME} huruf.")
    if not one.look:
        raise BadRubric("look", "Tulis apa yang kurator lakukan untuk melihatnya.")
    if len(one.look) > LONGEST_LOOK:
        raise BadRubric("look", f"Terlalu panjang: paling banyak {LONGEST_LOOK} huruf.")
    for other in rubric.criteria:
        if other.code != one.code and other.name.casefold() == one.name.casefold():
            raise BadRubric("name", f"“{other.name}” sudah ada di lembar ini. Pakai nama lain.")


def with_criterion(
    rubric: Rubric, aspect: str, one: Criterion, order: Mapping[str, int] | None = None
) -> Rubric:
    """The same with this criterion in an aspect: behind the others, or where `order` (code → place) puts it."""

    def placed(part: Aspect) -> Aspect:
        all_of_them = (*part.criteria, one)
        if order is not None:
            all_of_them = tuple(sorted(all_of_them, key=lambda each: order.get(each.code, len(order))))
        return replace(part, criteria=all_of_them)

    parts = tuple(placed(part) if part.code == aspect else part for part in rubric.aspects)
    return replace(rubric, aspects=parts)


def without(rubric: Rubric, code: str) -> Rubric:
    """The same, and this is judged no longer. Raises BadRubric for the last one of its aspect."""
    for part in rubric.aspects:
        if [one.code for one in part.criteria] == [code]:
            raise BadRubric(
                "",
                f"Ini satu-satunya hal di {part.name}. Tambah hal lain dulu, baru yang ini dihentikan.",
            )
    parts = tuple(
        replace(part, criteria=tuple(one for one in part.criteria if one.code != code))
        for part in rubric.aspects
    )
    return replace(rubric, aspects=parts)


@dataclass(frozen=True)
class Retired:
    """What an earlier version judges and this one does not."""

    aspect: Aspect
    criterion: Criterion


def retired(rubric: Rubric, earlier: Iterable[Rubric]) -> list[Retired]:
    """What these versions (the newest first) judged and this one does not, each once, as it read last."""
    found: dict[str, Retired] = {}
    for version in earlier:
        for aspect in version.aspects:
            for one in aspect.criteria:
                if one.code not in rubric.codes:
                    found.setdefault(one.code, Retired(aspect, one))
    return list(found.values())


@dataclass(frozen=True)
class Reach:
    """What scores come to under a rubric that asks for more than was scored: with 0 for all of that, and with 4."""

    low: Result
    high: Result

    @property
    def is_certain(self) -> bool:
        return self.low == self.high

    @property
    def ends(self) -> tuple[object, ...]:
        """What matters of it: the grades at both ends, and the gates that fail whatever is scored. That what nobody has scored
        could fail its own gate is true of every good, so it tells nothing of this one."""
        return self.low.grade, self.high.grade, self.high.failed


def reach_of(rubric: Rubric, scores: Mapping[str, int], gates: Collection[str] = ()) -> Reach:
    """The lowest and the highest that these scores (criterion → 0 to 4) can come to."""
    open_ones = [one.code for one in rubric.criteria if one.code not in scores]
    low, high = (
        result_of(rubric, {**scores, **dict.fromkeys(open_ones, end)}, gates) for end in (0, HIGHEST)
    )
    return Reach(low, high)
