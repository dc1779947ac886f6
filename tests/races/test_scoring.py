"""A score that is written while the round is decided: what the decision says is what its scores come to."""

from functools import partial

import pytest
from flask import Flask

from app.base.errors import RuleBroken
from app.curation.queries import rounds
from app.curation.queries import scores as queries
from app.curation.rules.scoring import Mark
from app.curation.service import judging, scoring
from app.db.session import db
from tests.support import scores, world
from tests.support.crowd import in_each_others_way

pytestmark = pytest.mark.race


@pytest.mark.parametrize("approved_first", [True, False])
def test_what_a_round_came_to_is_what_its_scores_say(shop: Flask, approved_first: bool) -> None:
    maker, curator = world.actor(world.SELLER), world.actor(world.CURATOR)
    _, opened = world.a_submitted_product(maker)
    round_id = opened.id
    scores.score(curator, round_id)
    db.session.commit()

    def late() -> str:
        try:
            scoring.score(curator, round_id, {"price": Mark(0, "Mahal.")})
        except RuleBroken:
            return "refused"
        return "written"

    approve = partial(judging.approve, curator, round_id, "")
    answers = in_each_others_way(shop, *((approve, late) if approved_first else (late, approve)))
    db.session.rollback()
    judged = rounds.round_for(curator, round_id)
    frozen = queries.marks_of([round_id])[round_id]["price"].score
    assert (judged.score, frozen) == ((10_000, 4) if approved_first else (9_500, 0))
    assert ("refused" in answers, "written" in answers) == (approved_first, not approved_first)
