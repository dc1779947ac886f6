"""Two curators at one round: one looks at it, one decides, whatever presses when; without the lock both would."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.base.states import MoveRefused
from app.curation.models import Appeal, Round
from app.curation.queries import rounds
from app.curation.rules.claims import ClaimedByAnother
from app.curation.rules.rounds import LIFE, RoundMove, RoundState
from app.curation.service import appeals, claiming, judging, submitting
from app.db.journal import JournalEntry
from app.db.session import db, unit_of_work
from tests.support import scores, world
from tests.support.crowd import Meeting, all_at_once, in_each_others_way
from tests.support.curators import a_curator

pytestmark = pytest.mark.race

MOST = 6


@pytest.fixture
def curators(shop: Flask) -> list[Actor]:
    return [world.actor(a_curator("36", f"Kurator {one}")) for one in range(MOST)]


@pytest.fixture
def waiting(shop: Flask) -> int:
    return world.a_submitted_product(world.actor(world.SELLER))[1].id


@pytest.fixture
def scored(curators: list[Actor], waiting: int) -> int:
    """Everything is scored, and nobody looks at it any more: each of them may decide."""
    scores.score(curators[0], waiting)
    claiming.release(curators[0], waiting)
    return waiting


def how_often(what: str) -> int:
    db.session.rollback()
    query = (
        sa.select(sa.func.count())
        .select_from(JournalEntry)
        .where(JournalEntry.what == what, JournalEntry.happened_at >= world.SUNDAY)
    )
    return db.session.scalar(query) or 0


def found(round_id: int) -> Round:
    db.session.rollback()
    return db.session.get_one(Round, round_id)


def test_of_many_who_take_a_round_one_has_it(shop: Flask, curators: list[Actor], waiting: int) -> None:
    answers = all_at_once(shop, [partial(claiming.claim, one, waiting) for one in curators])
    told = [one for one in answers if isinstance(one, ClaimedByAnother)]
    assert (answers.count(None), len(told)) == (1, MOST - 1)
    assert found(waiting).claimed_by_id == curators[answers.index(None)].person_id
    assert how_often("round claimed") == 1


def test_of_many_who_decide_at_once_one_decision_counts(
    shop: Flask, curators: list[Actor], scored: int
) -> None:
    deeds = [
        partial(judging.decline, one, scored, f"Alasan {number}")
        if number % 2
        else partial(judging.approve, one, scored, f"Bagus {number}")
        for number, one in enumerate(curators)
    ]
    answers = all_at_once(shop, deeds)
    assert answers.count(None) == 1
    assert all(isinstance(one, MoveRefused) for one in answers if one is not None)
    winner = answers.index(None)
    judged = found(scored)
    assert judged.judged_by_id == curators[winner].person_id
    assert judged.note == (f"Alasan {winner}" if winner % 2 else f"Bagus {winner}")
    assert how_often("round approved") + how_often("round declined") == 1


def test_without_the_lock_both_would_believe_that_it_is_theirs(
    shop: Flask, curators: list[Actor], waiting: int
) -> None:
    """The twin: the same look and the same writing, with nothing held in between."""
    meeting = Meeting(2)

    def unguarded(actor: Actor) -> str:
        with unit_of_work() as current:
            state = rounds.round_for(actor, waiting).state
            meeting.wait()
            values = {
                "state": LIFE.after(state, RoundMove.CLAIM),
                "claimed_by_id": actor.by_id,
                "claimed_at": clock.now(),
                "claim_ends_at": clock.now() + timedelta(hours=24),
            }
            current.execute(sa.update(Round).where(Round.id == waiting).values(**values))
        return "mine"

    assert all_at_once(shop, [partial(unguarded, one) for one in curators[:2]]) == ["mine", "mine"]


@pytest.mark.parametrize("first", ["curator", "seller"])
def test_a_decision_and_the_sellers_taking_back_do_not_both_happen(
    shop: Flask, curators: list[Actor], scored: int, first: str
) -> None:
    decide = partial(judging.approve, curators[0], scored, "")
    back = partial(submitting.withdraw, world.actor(world.SELLER), "keset-uji")
    holder, other = (decide, back) if first == "curator" else (back, decide)

    def told() -> Any:
        try:
            return other()
        except RuleBroken as refusal:
            return refusal

    answer, refusal = in_each_others_way(shop, holder, told)
    assert (answer, isinstance(refusal, RuleBroken)) == (None, True)
    expected = RoundState.APPROVED if first == "curator" else RoundState.WITHDRAWN
    assert found(scored).state is expected


def test_a_claim_that_ends_while_she_decides_is_decided_or_ended_never_both(
    shop: Flask, curators: list[Actor], waiting: int
) -> None:
    scores.score(curators[0], waiting)
    late = found(waiting).claim_ends_at
    assert late is not None
    one, other = in_each_others_way(
        shop,
        partial(judging.approve, curators[0], waiting, ""),
        partial(claiming.end_lapsed, late),
        moment=late,
    )
    assert (one, other) == (None, 0)
    assert found(waiting).state is RoundState.APPROVED


def test_the_appeal_pressed_many_times_is_asked_once(
    shop: Flask, curators: list[Actor], waiting: int
) -> None:
    judging.decline(curators[0], waiting, "Belum rapi.")
    words = "Tepinya memang sengaja dibuat kasar, ini ciri kampung kami."
    ask = partial(appeals.ask, world.actor(world.SELLER), "keset-uji", words)
    answers = all_at_once(shop, [lambda: ask().number] * 4)
    assert answers.count(2) == 1
    assert all(isinstance(one, RuleBroken) for one in answers if one != 2)
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Appeal)) == 1
