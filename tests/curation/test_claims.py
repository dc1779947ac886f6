"""One curator looks at a round at a time: she takes it, gives it back, or loses it by the clock or with her reach."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts import queries as people
from app.accounts import service as accounts
from app.base import clock
from app.base.actor import Actor, Role
from app.base.errors import NotFound, RuleBroken
from app.base.states import MoveRefused
from app.catalog.queries import own
from app.catalog.rules.life import RevisionState
from app.curation.jobs import end_claims
from app.curation.models import Round
from app.curation.queries import waiting as queue
from app.curation.rules.claims import ClaimedByAnother
from app.curation.rules.rounds import LIFE, RoundMove, RoundState
from app.curation.service import claiming, judging, submitting
from app.db.journal import JournalEntry
from app.notices.models import Notice
from app.sellers import queries as gerai
from app.sellers import service as sellers
from tests.support import scores, world
from tests.support.curators import a_curator, make_curator


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def curator(db: Any) -> Actor:
    return world.actor(world.CURATOR)


@pytest.fixture
def waiting(maker: Actor) -> Round:
    return world.a_submitted_product(maker)[1]


@pytest.fixture
def rows(count: Any) -> Callable[[], list[int]]:
    return lambda: [count(table) for table in (Round, JournalEntry, Notice)]


def how_it_stands(opened: Round) -> tuple[Any, ...]:
    return opened.state, opened.claimed_by_id, opened.claimed_at, opened.claim_ends_at


def letters(db: Any, person_id: int) -> list[str]:
    """What she was told on the tests' days."""
    query = (
        sa.select(Notice.subject)
        .where(Notice.person_id == person_id, Notice.made_at >= world.SUNDAY)
        .order_by(Notice.id)
    )
    return list(db.scalars(query))


FREE = (RoundState.SUBMITTED, None, None, None)
DAY = timedelta(hours=24)


def test_who_takes_a_round_has_it_for_a_day(waiting: Round, curator: Actor, signed_in: Any) -> None:
    browser = signed_in(world.CURATOR)
    path = f"/kurator/tinjauan/{waiting.id}"
    assert "Belum ada yang memeriksa." in browser.get(path).text
    browser.send(path, to=f"{path}/periksa")
    mine = (RoundState.IN_REVIEW, curator.person_id, world.SUNDAY, world.SUNDAY + DAY)
    assert how_it_stands(waiting) == mine
    page = browser.get(path).text
    assert "Anda yang memeriksa</strong> sampai Sen, 23 Nov 10.00 WIB" in page
    browser.send(path, to=f"{path}/periksa")  # pressed twice
    assert how_it_stands(waiting) == mine


def test_given_back_it_stands_in_the_queue_where_it_stood(
    waiting: Round, curator: Actor, signed_in: Any
) -> None:
    with clock.at(world.SUNDAY + timedelta(hours=1)):
        _, second = world.a_submitted_product(world.actor(world.OTHER_SELLER), name="Keset Kedua")
    claiming.claim(curator, waiting.id)
    browser = signed_in(world.CURATOR)
    path = f"/kurator/tinjauan/{waiting.id}"
    answer = browser.send(path, to=f"{path}/lepas")
    assert (answer.status_code, answer.location) == (303, "/kurator/antrean")
    assert how_it_stands(waiting) == FREE
    assert [one.id for one in queue.queue(curator, queue.Wanted(), None, 9)] == [waiting.id, second.id]


def test_a_second_curator_reads_who_looks_at_it_and_can_decide_nothing(
    waiting: Round, curator: Actor, signed_in: Any, rows: Any
) -> None:
    other = a_curator("36.71", "Nani Kurator")
    claiming.claim(curator, waiting.id)
    sentence = (
        "Sedang diperiksa Wulan Kurator sejak Min, 22 Nov 10.00 WIB. Pilih barang lain dulu; kalau dilepas, "
    )
    before = rows()
    for act in (
        lambda: claiming.claim(world.actor(other), waiting.id),
        lambda: scores.approve(world.actor(other), waiting.id),
        lambda: judging.ask_changes(world.actor(other), waiting.id, "", ["Foto"]),
        lambda: judging.decline(world.actor(other), waiting.id, "Tidak"),
    ):
        with pytest.raises(ClaimedByAnother, match=sentence):
            act()
    with pytest.raises(RuleBroken, match="Barang ini tidak sedang Anda periksa"):
        claiming.release(world.actor(other), waiting.id)
    assert rows() == before
    assert waiting.claimed_by_id == curator.person_id
    browser = signed_in(other)
    path = f"/kurator/tinjauan/{waiting.id}"
    page = browser.get(path).text
    assert "Sedang diperiksa Wulan Kurator</strong> sejak Min, 22 Nov 10.00 WIB" in page
    assert 'value="setujui"' not in page
    token, before = browser.token(path), rows()
    answer = browser.post(path, data={"csrf_token": token, "keputusan": "setujui", "note": "Rapi sekali."})
    assert (answer.status_code, sentence in answer.text) == (200, True)
    assert re.search(r"<textarea[^>]* readonly[^>]*>\s*Rapi sekali.</textarea>", answer.text)  # hers to copy
    assert rows() == before


def test_who_decides_what_is_free_has_taken_it_in_the_same_step(
    waiting: Round, curator: Actor, db: Any
) -> None:
    judging.decline(curator, waiting.id, "Barang pabrik.")
    assert how_it_stands(waiting) == (RoundState.DECLINED, None, None, None)
    told = db.scalars(
        sa.select(JournalEntry.what)
        .where(JournalEntry.subject_id == waiting.product_id)
        .order_by(JournalEntry.id)
    ).all()
    assert told[-2:] == ["round claimed", "round declined"]


# -- by the clock -----------------------------------------------------------------------------------


def test_after_a_day_it_falls_back_and_she_is_told_once(waiting: Round, curator: Actor, db: Any) -> None:
    claiming.claim(curator, waiting.id)
    with clock.at(world.SUNDAY + DAY - timedelta(minutes=1)):
        end_claims()
    assert waiting.state is RoundState.IN_REVIEW
    for _ in range(2):
        with clock.at(world.SUNDAY + DAY):
            end_claims()
    assert how_it_stands(waiting) == FREE
    assert letters(db, curator.person_id) == ["Keset Uji kembali ke antrean"]


def test_a_claim_is_over_at_its_hour_even_before_the_clocks_job(waiting: Round, curator: Actor) -> None:
    other = world.actor(a_curator("36.71"))
    claiming.claim(curator, waiting.id)
    later = world.SUNDAY + DAY
    with clock.at(later):
        claiming.claim(other, waiting.id)
    assert how_it_stands(waiting) == (RoundState.IN_REVIEW, other.person_id, later, later + DAY)


def test_who_is_late_herself_may_still_decide_while_nobody_else_has_it(
    waiting: Round, curator: Actor, db: Any
) -> None:
    claiming.claim(curator, waiting.id)
    with clock.at(world.SUNDAY + 2 * DAY):
        claiming.claim(curator, waiting.id)
    assert waiting.claim_ends_at == world.SUNDAY + 3 * DAY
    with clock.at(world.SUNDAY + 4 * DAY):
        scores.approve(curator, waiting.id)
    assert (waiting.state, waiting.judged_by_id) == (RoundState.APPROVED, curator.person_id)
    assert letters(db, curator.person_id) == []


# -- the seller takes it back ---------------------------------------------------------------------------


def test_a_seller_may_take_hers_back_while_it_is_looked_at_and_the_curator_is_told(
    waiting: Round, maker: Actor, curator: Actor, db: Any
) -> None:
    claiming.claim(curator, waiting.id)
    submitting.withdraw(maker, own.product(waiting.product_id).slug)
    assert how_it_stands(waiting) == (RoundState.WITHDRAWN, None, None, None)
    assert own.latest(waiting.product_id).state is RevisionState.DRAFT
    assert letters(db, curator.person_id) == ["Keset Uji ditarik penjualnya"]


def test_what_nobody_looks_at_is_taken_back_without_a_letter(
    waiting: Round, maker: Actor, curator: Actor, db: Any
) -> None:
    submitting.withdraw(maker, own.product(waiting.product_id).slug)
    assert letters(db, curator.person_id) == []


# -- a curator who may not any more -----------------------------------------------------------------------


def end_grants(person: Actor) -> None:
    for held in people.grants(person.person_id):
        accounts.end_grant(world.actor(world.ADMIN), held.id)


def test_a_curator_moved_elsewhere_loses_it_at_once_and_nothing_that_she_typed_is_taken(
    waiting: Round, curator: Actor, signed_in: Any, db: Any, rows: Any
) -> None:
    browser = signed_in(world.CURATOR)
    path = f"/kurator/tinjauan/{waiting.id}"
    browser.send(path, to=f"{path}/periksa")
    token = browser.token(path)
    end_grants(curator)
    assert how_it_stands(waiting) == FREE
    assert letters(db, curator.person_id) == ["Keset Uji diperiksa kurator lain"]
    accounts.grant(world.actor(world.ADMIN), curator.person_id, Role.CURATOR, region="35")
    before = rows()
    typed = {"csrf_token": token, "keputusan": "tolak", "note": "Kurang rapi."}
    assert browser.post(path, data=typed).status_code == 404
    assert browser.get(path).status_code == 404
    assert rows() == before
    assert how_it_stands(waiting) == FREE


def test_one_of_two_grants_that_still_reaches_keeps_it(waiting: Round, curator: Actor) -> None:
    accounts.grant(None, curator.person_id, Role.CURATOR, region="36.71")
    claiming.claim(world.actor(world.CURATOR), waiting.id)
    held = next(one for one in people.grants(curator.person_id) if one.region_code == "36")
    accounts.end_grant(world.actor(world.ADMIN), held.id)
    assert waiting.claimed_by_id == curator.person_id


def test_who_joins_the_gerai_meanwhile_loses_it_at_the_clocks_next_look(
    waiting: Round, maker: Actor, db: Any
) -> None:
    phone = world.a_phone()
    person = world.a_maker("Anggota Baru", phone=phone)
    make_curator(phone, "36")
    claiming.claim(world.actor(phone), waiting.id)
    sellers.add_member(
        world.actor(world.OFFICER), seller_id=gerai.owned(maker).id, person_id=person.person_id
    )
    with pytest.raises(NotFound):
        scores.approve(world.actor(phone), waiting.id)
    end_claims()
    assert how_it_stands(waiting) == FREE


# -- the machine and the database ---------------------------------------------------------------------------


def test_only_what_is_looked_at_is_decided() -> None:
    allowed = {(state.value, move.value) for state, move in LIFE.table}
    assert allowed == {
        ("submitted", "claim"),
        ("submitted", "withdraw"),
        ("in_review", "release"),
        ("in_review", "approve"),
        ("in_review", "ask_changes"),
        ("in_review", "decline"),
        ("in_review", "withdraw"),
    }
    with pytest.raises(MoveRefused):
        LIFE.after(RoundState.SUBMITTED, RoundMove.APPROVE)


BROKEN = [
    ("in_review_is_claimed", "state = 'in_review'"),
    (
        "in_review_is_claimed",
        "claimed_by_id = {her}, claimed_at = now(), claim_ends_at = now() + interval '1 day'",
    ),
    ("in_review_is_claimed", "claimed_at = now()"),
    (
        "claim_ends_later",
        "state = 'in_review', claimed_by_id = {her}, claimed_at = now(), claim_ends_at = now()",
    ),
    (
        "claimed_by_another",
        "state = 'in_review', claimed_by_id = submitted_by_id, claimed_at = now(), claim_ends_at = now() + interval '1 day'",
    ),
]


@pytest.mark.parametrize(("name", "values"), BROKEN)
def test_the_database_ties_the_state_to_the_claim(
    waiting: Round, curator: Actor, db: Any, name: str, values: str
) -> None:
    change = f"UPDATE rounds SET {values.format(her=curator.person_id)} WHERE id = {waiting.id}"  # noqa: S608
    with pytest.raises(sa.exc.IntegrityError, match=f"ck_rounds_{name}"), db.begin_nested():
        db.execute(sa.text(change))


def test_a_round_taken_back_is_claimed_by_nobody(waiting: Round, maker: Actor, curator: Actor) -> None:
    submitting.withdraw(maker, own.product(waiting.product_id).slug)
    with pytest.raises(MoveRefused):
        claiming.claim(curator, waiting.id)
    assert waiting.state is RoundState.WITHDRAWN
