"""Scores as a curator notes them down, through the real service."""

from app.base.actor import Actor
from app.catalog.queries import own
from app.curation.queries import rounds, scores
from app.curation.rules.scoring import Mark
from app.curation.service import judging, scoring

FULL = 4


def sheet_of(actor: Actor, round_id: int) -> scores.Sheet:
    """The sheet of a round that this curator may see."""
    opened = rounds.round_for(actor, round_id)
    found = scores.sheet(opened, own.product(opened.product_id))
    assert found is not None
    return found


def marks(actor: Actor, round_id: int, score: int = FULL, **other: int) -> dict[str, Mark]:
    """The same score for every criterion of the round's rubric, but for those that are named."""
    rubric = sheet_of(actor, round_id).rubric
    given = {one.code: other.get(one.code, score) for one in rubric.criteria}
    return {code: Mark(points, "Kurang rapi." if points < 2 else "") for code, points in given.items()}


def score(actor: Actor, round_id: int, points: int = FULL, **other: int) -> None:
    """Score everything."""
    scoring.score(actor, round_id, marks(actor, round_id, points, **other))


def approve(actor: Actor, round_id: int, note: str = "", points: int = FULL, **other: int) -> None:
    """Score everything, then approve."""
    score(actor, round_id, points, **other)
    judging.approve(actor, round_id, note)
