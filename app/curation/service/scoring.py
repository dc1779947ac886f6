"""Scoring a round, criterion by criterion, and what the scores come to at the decision."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.base.zones import day_in
from app.catalog.models import Product
from app.catalog.queries import own
from app.curation.models import Round, RoundPhoto, RoundScore
from app.curation.queries import rounds, rubrics, scores
from app.curation.rules import reasons as reason_rules
from app.curation.rules import rubric as rubric_rules
from app.curation.rules import scoring as rules
from app.curation.rules.rounds import RoundMove
from app.curation.rules.scoring import Mark
from app.curation.service import claiming
from app.db.journal import record
from app.db.session import session, unit_of_work
from app.media import service as media

MOST_PHOTOS = 3
"""Photos of one criterion: enough to show it, few enough for a weak phone."""


def score(
    actor: Actor,
    round_id: int,
    marks: Mapping[str, Mark],
    *,
    photos: Mapping[str, Sequence[bytes]] | None = None,
    drop: Collection[int] = (),
) -> None:
    """The curator notes down what she saw (criterion → mark); what is not named stays as it is.

    The first score fixes the rubric: the version in force that day in the maker's region, whatever comes into force later.
    `photos` are added, `drop` are ids of photos taken away. Raises BadScore, BadPhoto, MoveRefused, NotFound; then nothing
    is kept.
    """
    with unit_of_work() as current:
        held = open_round(actor, round_id)
        product = own.product(held.product_id)
        rubric = _rubric_of(held, product)
        rules.check_marks(rubric, marks)
        there = scores.photos_of([held.id])[held.id]
        _drop(there, drop)
        for code, some in (photos or {}).items():
            left = sum(one.id not in drop for one in there.get(code, ()))
            if rubric.criterion(code) is None or left + len(some) > MOST_PHOTOS:
                raise rules.BadScore(
                    code, f"Paling banyak {MOST_PHOTOS} foto untuk satu hal. Hapus dulu satu."
                )
            kept = media.take_all_evidence(actor, some)
            current.add_all(RoundPhoto(round_id=held.id, criterion=code, evidence_id=one.id) for one in kept)
        if marks:
            held.rubric_version = rubric.version
            _write(actor, held.id, marks)
        record(
            actor,
            "round scored",
            "product",
            product.id,
            round=held.number,
            rubric=rubric.version,
            scores={code: mark.score for code, mark in marks.items()},
        )


def open_round(actor: Actor, round_id: int) -> Round:
    """A round that this curator may see, held, that nobody has judged yet; with the first score she claims it. Raises NotFound,
    ClaimedByAnother, MoveRefused."""
    rounds.round_for(actor, round_id)
    held = claiming.locked(round_id)
    claiming.take(actor, held)
    return held


def _rubric_of(held: Round, product: Product) -> rubric_rules.Rubric:
    kept = rubrics.of_round(held, product.category, day_in(held.region_code, clock.now()))
    if kept is None:  # rounds of before the rubric are all judged
        raise RuleBroken("Tinjauan ini dari masa sebelum ada lembar nilai.")
    return kept.rubric


def _drop(there: Mapping[str, Sequence[RoundPhoto]], drop: Collection[int]) -> None:
    """Only photos of this very round: an id from elsewhere takes nothing away."""
    for one in [photo for some in there.values() for photo in some]:
        if one.id in drop:
            session().delete(one)


def _write(actor: Actor, round_id: int, marks: Mapping[str, Mark]) -> None:
    rows = [
        {
            "round_id": round_id,
            "criterion": code,
            "score": mark.score,
            "note": mark.note.strip(),
            "scored_at": clock.now(),
            "scored_by_id": actor.by_id,
        }
        for code, mark in sorted(marks.items())
    ]
    added = insert(RoundScore).values(rows)
    anew = {name: added.excluded[name] for name in ("score", "note", "scored_at", "scored_by_id")}
    session().execute(added.on_conflict_do_update(index_elements=["round_id", "criterion"], set_=anew))


@dataclass(frozen=True)
class Verdict:
    """What a curator says with her decision: to the seller in her own words, reasons from the list (codes), and a note that
    only curators read."""

    note: str = ""
    points: Sequence[str] = ()
    reasons: Sequence[str] = field(default_factory=tuple)
    internal: str = ""


@dataclass(frozen=True)
class Weighed:
    """A verdict beside the scores: what is written into the round."""

    points: list[str]
    reasons: list[dict[str, Any]]
    result: rules.Result
    rubric: rubric_rules.Rubric


def weigh(held: Round, verdict: Verdict, move: RoundMove, gates: Collection[str]) -> Weighed:
    """The result of the scores at this moment; `gates` are checks that did not pass. Raises RuleBroken.

    What is approved must be scored wholly, pass every gate and be C at the least. What is sent back needs no scores, for a
    photo that shows nothing cannot be scored.
    """
    rubric = _rubric_of(held, own.product(held.product_id))
    marks = scores.marks_of([held.id])[held.id]
    result = rules.result_of(rubric, {code: mark.score for code, mark in marks.items()}, gates)
    if move is RoundMove.APPROVE:
        rules.check_approvable(rubric, result)
    chosen = reason_rules.chosen(rubric, verdict.reasons, declining=move is RoundMove.DECLINE)
    return Weighed(
        [*(one.point for one in chosen), *verdict.points],
        [one.kept() for one in chosen],
        result,
        rubric,
    )


def write_down(held: Round, verdict: Verdict, weighed: Weighed) -> None:
    """The verdict and the result into the round, which is judged in the same transaction."""
    held.note, held.internal_note = verdict.note, verdict.internal
    held.points, held.reasons = weighed.points, weighed.reasons
    held.rubric_version = weighed.rubric.version
    held.gates_failed = list(weighed.result.failed)
    if weighed.result.grade is not None:
        held.score, held.grade = weighed.result.score, weighed.result.grade
