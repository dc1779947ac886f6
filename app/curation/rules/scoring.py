"""From scores to a result, in exact whole numbers: raising one score never lowers anything.

A criterion earns `score / 4` of its share of the aspect's weight. The sum is cut, not rounded, to hundredths of a point, so a
shown 70,00 is never a little less than 70; with whole thresholds the grade is the same as that of the exact sum.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.base.errors import RuleBroken
from app.curation.rules.rubric import (
    HIGHEST,
    LADDER,
    NOTE_BELOW,
    Aspect,
    Criterion,
    Grade,
    Rubric,
)

HUNDREDTHS = 100
MOST_NOTE = 300


class BadScore(RuleBroken):
    """This cannot be noted down. `criterion` is the one that it is about."""

    def __init__(self, criterion: str, message: str) -> None:
        self.criterion = criterion
        super().__init__(message)


class NotApprovable(RuleBroken):
    """Something stands against approving this."""


@dataclass(frozen=True)
class Mark:
    """What a curator noted of one criterion: 0 to 4, and words where it needs them."""

    score: int
    note: str = ""


@dataclass(frozen=True)
class Part:
    """What one aspect came to: hundredths of a point `earned` of `weight` points. `missing`: how many are not scored yet."""

    aspect: Aspect
    earned: int
    missing: int

    @property
    def percent(self) -> int:
        """What was earned of what could be, in whole percent."""
        return self.earned // self.aspect.weight

    @property
    def words(self) -> str:
        """How good that is, in a word."""
        if self.missing:
            return "belum selesai"
        for least, words in ((85, "sangat baik"), (70, "baik"), (50, "cukup")):
            if self.percent >= least:
                return words
        return "perlu dibantu"


@dataclass(frozen=True)
class Step:
    """One criterion that could be better: from its score to another."""

    criterion: Criterion
    now: int
    then: int


@dataclass(frozen=True)
class Result:
    """What scores come to. While some are missing `score` is what is certain already, and there is no grade.

    `score` is in hundredths of a point, 0 to 10 000. `failed` are the criteria at or below their gate, in the order of the
    rubric, and behind them the checks that did not pass.
    """

    parts: tuple[Part, ...]
    score: int
    grade: Grade | None
    missing: tuple[Criterion, ...]
    failed: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing


def result_of(rubric: Rubric, scores: Mapping[str, int], gates: Collection[str] = ()) -> Result:
    """What these scores (criterion → 0 to 4) come to; `gates` are the codes of checks that did not pass.

    Scores of criteria that this rubric does not have are left out. Raises ValueError for a score that is none.
    """
    for code, score in scores.items():
        if not 0 <= score <= HIGHEST:
            raise ValueError(f"{code}: {score}")
    parts, exact = [], Fraction(0)
    for aspect in rubric.aspects:
        earned = _earned(aspect, scores)
        exact += earned
        open_here = sum(one.code not in scores for one in aspect.criteria)
        parts.append(Part(aspect, _cut(earned), open_here))
    missing = tuple(one for one in rubric.criteria if one.code not in scores)
    failed = [one.code for one in rubric.criteria if _is_failed(one, scores)]
    score = _cut(exact)
    return Result(
        tuple(parts),
        score,
        None if missing else grade_of(rubric, score),
        missing,
        (*failed, *sorted(gates)),
    )


def _earned(aspect: Aspect, scores: Mapping[str, int]) -> Fraction:
    points = sum(scores.get(one.code, 0) for one in aspect.criteria)
    return Fraction(aspect.weight * points, HIGHEST * len(aspect.criteria))


def _cut(points: Fraction) -> int:
    return int(points * HUNDREDTHS)


def _is_failed(one: Criterion, scores: Mapping[str, int]) -> bool:
    return one.gate is not None and one.code in scores and scores[one.code] <= one.gate


def grade_of(rubric: Rubric, score: int) -> Grade:
    """The grade for this many hundredths of a point."""
    return next((one for one in LADDER if score >= rubric.grades[one] * HUNDREDTHS), Grade.D)


def way_up(rubric: Rubric, scores: Mapping[str, int]) -> tuple[Grade, int, tuple[Step, ...]] | None:
    """The next better grade, what it lacks in hundredths of a point, and the fewest single steps of scores that reach it.

    None when something is not scored yet or nothing is better.
    """
    result = result_of(rubric, scores)
    if result.grade in (None, LADDER[0]):
        return None
    better = [one for one in LADDER if rubric.grades[one] * HUNDREDTHS > result.score]
    wanted = better[-1]
    gains = [
        (Fraction(aspect.weight, HIGHEST * len(aspect.criteria)), one)
        for aspect in rubric.aspects
        for one in aspect.criteria
    ]
    sum_now = sum((gain * scores[one.code] for gain, one in gains), Fraction(0))
    steps = []
    for gain, one in sorted(gains, key=lambda pair: -pair[0]):
        then = scores[one.code]
        while then < HIGHEST and sum_now < rubric.grades[wanted]:
            then, sum_now = then + 1, sum_now + gain
        if then > scores[one.code]:
            steps.append(Step(one, scores[one.code], then))
    return wanted, rubric.grades[wanted] * HUNDREDTHS - result.score, tuple(steps)


def check_marks(rubric: Rubric, marks: Mapping[str, Mark]) -> None:
    """Nothing when these may be noted down. Raises BadScore, naming the criterion."""
    for code, mark in marks.items():
        one = rubric.criterion(code)
        if one is None:
            raise BadScore(code, "Hal ini tidak ada di lembar nilai. Muat ulang halamannya.")
        if not 0 <= mark.score <= HIGHEST:
            raise BadScore(code, f"Pilih nilai 0 sampai {HIGHEST} untuk {one.name}.")
        if mark.score < NOTE_BELOW and not mark.note.strip():
            raise BadScore(
                code, f"Tulis apa yang terlihat pada {one.name}, supaya penjual tahu mulai dari mana."
            )
        if len(mark.note) > MOST_NOTE:
            raise BadScore(code, f"Terlalu panjang: paling banyak {MOST_NOTE} huruf.")


def stands_against(rubric: Rubric, result: Result) -> list[str]:
    """What keeps a curator from approving, in sentences; nothing when she may."""
    if result.missing:
        named = ", ".join(one.name for one in result.missing[:3])
        more = len(result.missing) - 3
        rest = f" dan {more} hal lain" if more > 0 else ""
        return [f"Belum dinilai: {named}{rest}. Lengkapi nilainya dulu."]
    against = []
    for code in result.failed:
        one = rubric.criterion(code)
        if one is not None:
            against.append(
                f"{one.name} belum memenuhi batas wajib. Minta perbaikan, lalu nilai lagi sesudahnya."
            )
    if result.grade is Grade.D:
        against.append(
            f"Nilainya {points_words(result.score)}, perlu {rubric.grades[Grade.C]} untuk tampil di toko."
            " Minta perbaikan dulu."
        )
    return against


def check_approvable(rubric: Rubric, result: Result) -> None:
    """Nothing when it may be approved. Raises NotApprovable, naming what stands against it."""
    against = stands_against(rubric, result)
    if against:
        raise NotApprovable(" ".join(against))


def points_words(score: int) -> str:
    """Hundredths of a point as people write them: `70`, `83,5`, `68,75`."""
    whole, rest = divmod(score, HUNDREDTHS)
    return f"{whole},{rest:02d}".rstrip("0").rstrip(",") if rest else str(whole)
