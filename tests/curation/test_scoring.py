"""Scoring a round: what is noted down, by which rubric, and that nobody changes it once it is judged."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.kinds import Category
from app.base.states import MoveRefused
from app.catalog.models import Product
from app.catalog.queries import own
from app.catalog.rules.life import PaperKind, RevisionState
from app.catalog.service import papers
from app.curation.models import Round, RoundPhoto, RoundScore
from app.curation.queries import rounds
from app.curation.queries import scores as queries
from app.curation.rules.rounds import RoundState
from app.curation.rules.rubric import Family, Grade
from app.curation.rules.scoring import BadScore, Mark, NotApprovable
from app.curation.service import judging, rubrics, scoring, submitting
from app.db.journal import JournalEntry
from app.media.models import Evidence
from app.media.rules.photo import BadPhoto
from tests.support import scores, world
from tests.support.curators import a_curator


@pytest.fixture
def curator(db: Any) -> Actor:
    return world.actor(world.CURATOR)


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def mat(maker: Actor) -> tuple[Product, Round]:
    return world.a_submitted_product(maker)


@pytest.fixture
def rows(count: Any) -> Any:
    return lambda: [count(table) for table in (RoundScore, RoundPhoto, Evidence, JournalEntry)]


def noted(round_id: int) -> dict[str, tuple[int, str]]:
    return {code: (mark.score, mark.note) for code, mark in queries.marks_of([round_id])[round_id].items()}


def test_scores_are_saved_as_she_goes_and_written_anew(curator: Actor, mat: Any) -> None:
    _, opened = mat
    scoring.score(curator, opened.id, {"own_work": Mark(4), "identity": Mark(1, " Belum ada namanya. ")})
    scoring.score(curator, opened.id, {"identity": Mark(2), "price": Mark(3, "Pas.")})
    assert noted(opened.id) == {"own_work": (4, ""), "identity": (2, ""), "price": (3, "Pas.")}
    row = rounds.round_for(curator, opened.id)
    assert (row.state, row.rubric_version, row.score, row.grade) == (RoundState.IN_REVIEW, "1", None, None)


WRONG = [
    {"own_work": Mark(5)},
    {"own_work": Mark(-1, "Tidak ada.")},
    {"permit": Mark(4)},  # food's
    {"own_work": Mark(1)},
    {"own_work": Mark(4), "identity": Mark(0, "")},
]


@pytest.mark.parametrize("marks", WRONG)
def test_a_wrong_score_changes_nothing(curator: Actor, mat: Any, rows: Any, marks: dict[str, Mark]) -> None:
    _, opened = mat
    scoring.score(curator, opened.id, {"price": Mark(3)})
    before = rows()
    with pytest.raises(BadScore):
        scoring.score(curator, opened.id, marks, photos={"price": [world.a_picture(300, 300)]})
    assert rows() == before
    assert noted(opened.id) == {"price": (3, "")}


@pytest.mark.parametrize("who", ["elsewhere", "herself"])
def test_who_may_not_judge_may_not_score(mat: Any, maker: Actor, rows: Any, who: str) -> None:
    _, opened = mat
    stranger = world.actor(a_curator("35")) if who == "elsewhere" else maker
    before = rows()
    with pytest.raises(NotFound):
        scoring.score(stranger, opened.id, {"price": Mark(3)})
    assert rows() == before


def test_photos_are_private_at_most_three_and_can_be_taken_away(
    curator: Actor, mat: Any, maker: Actor, rows: Any
) -> None:
    _, opened = mat
    picture = world.a_picture(300, 300)
    scoring.score(curator, opened.id, {}, photos={"joins": [picture, picture]})
    first, _ = queries.photos_of([opened.id])[opened.id]["joins"]
    before = rows()
    with pytest.raises(BadScore, match="Paling banyak 3 foto"):
        scoring.score(curator, opened.id, {}, photos={"joins": [picture, picture]})
    with pytest.raises(BadPhoto):
        scoring.score(curator, opened.id, {"price": Mark(3)}, photos={"joins": [b"no picture"]})
    assert rows() == before
    scoring.score(curator, opened.id, {}, photos={"joins": [picture, picture]}, drop=[first.id])
    kept = queries.photos_of([opened.id])[opened.id]["joins"]
    assert len(kept) == 3 and first.id not in [one.id for one in kept]
    # an id of another round takes nothing away
    _, other = world.a_submitted_product(maker, name="Keset Lain")
    scoring.score(curator, other.id, {}, drop=[one.id for one in kept])
    assert len(queries.photos_of([opened.id])[opened.id]["joins"]) == 3


# -- what a decision needs ------------------------------------------------------------------------


def test_approving_writes_down_version_points_and_grade(curator: Actor, mat: Any) -> None:
    _, opened = mat
    scores.score(curator, opened.id, 3, price=1)
    judging.approve(curator, opened.id, "Rapi.", internal="Cocok untuk tamu.")
    judged = rounds.round_for(curator, opened.id)
    assert (judged.rubric_version, judged.score, judged.grade) == ("1", 7_250, Grade.B)
    assert (judged.gates_failed, judged.reasons, judged.internal_note) == ([], [], "Cocok untuk tamu.")


NOT_YET = [
    ({}, ["price"], "Belum dinilai: Harga wajar. Lengkapi nilainya dulu."),
    ({"joins": 0}, [], "Jahitan, simpul, atau anyaman belum memenuhi batas wajib."),
    (dict.fromkeys(("own_work", "identity", "tag", "care", "protect", "present", "story"), 0), [], "batas wajib"),
]  # fmt: skip


@pytest.mark.parametrize(("other", "without", "sentence"), NOT_YET)
def test_what_stands_against_approval_is_said_and_nothing_is_decided(
    curator: Actor,
    mat: Any,
    rows: Any,
    other: dict[str, int],
    without: list[str],
    sentence: str,
) -> None:
    product, opened = mat
    given = scores.marks(curator, opened.id, 4, **other)
    scoring.score(curator, opened.id, {code: one for code, one in given.items() if code not in without})
    before = rows()
    with pytest.raises(NotApprovable) as refused:
        judging.approve(curator, opened.id, "")
    assert sentence in refused.value.message
    assert rows() == before
    assert own.latest(product.id).state is RevisionState.SUBMITTED
    assert rounds.round_for(curator, opened.id).state is RoundState.IN_REVIEW


def test_a_d_is_not_for_the_shop(curator: Actor, mat: Any) -> None:
    _, opened = mat
    scores.score(curator, opened.id, 2)
    with pytest.raises(NotApprovable, match="Nilainya 50, perlu 55 untuk tampil di toko"):
        judging.approve(curator, opened.id, "")


def test_reasons_from_the_list_are_kept_as_they_read_and_come_before_her_own_words(
    curator: Actor, mat: Any
) -> None:
    _, opened = mat
    judging.ask_changes(
        curator, opened.id, "Bagus, Bu.", ["Foto sisi baliknya"], reasons=["loose", "no_care"]
    )
    judged = rounds.round_for(curator, opened.id)
    assert judged.points == [
        "Belum ada cara merawatnya. Cetak kartu rawat dari Gerai, jahit atau gantungkan di barangnya.",
        "Jahitan, payet, atau anyamannya ada yang lepas."
        " Kuatkan simpulnya, goyang tiga kali, dan pastikan tidak ada yang jatuh.",
        "Foto sisi baliknya",
    ]
    assert [one["code"] for one in judged.reasons] == ["no_care", "loose"]
    assert judged.reasons[1]["words"] == "Jahitan, payet, atau anyamannya ada yang lepas."
    assert (judged.rubric_version, judged.score, judged.grade) == ("1", None, None)


def test_sending_back_keeps_the_result_and_the_gates_that_failed(curator: Actor, maker: Actor) -> None:
    product = world.a_product(maker, category=Category.CAMILAN)
    papers.declare(maker, product.slug, PaperKind.PIRT, typed=world.PIRT, ends_on=None, evidence=None)
    opened = submitting.submit(maker, product.slug)
    scores.score(curator, opened.id, 4, seal=0)
    judging.ask_changes(curator, opened.id, "", [], reasons=["leaks"])
    judged = rounds.round_for(curator, opened.id)
    assert (judged.score, judged.grade) == (9_333, Grade.A)
    assert judged.gates_failed == ["seal", "paper.pirt"]


def test_declining_by_a_reason_that_can_be_mended_is_refused(curator: Actor, mat: Any, rows: Any) -> None:
    _, opened = mat
    before = rows()
    with pytest.raises(RuleBroken, match="masih bisa diperbaiki penjual"):
        judging.decline(curator, opened.id, "", reasons=["loose"])
    assert rows() == before
    judging.decline(curator, opened.id, "", reasons=["not_her_own"])
    assert rounds.round_for(curator, opened.id).state is RoundState.DECLINED


# -- one version for a round ----------------------------------------------------------------------


def another_version(begins: date) -> str:
    """A craft rubric in which the price weighs nothing much, in force from a day on."""
    national = world.actor(a_curator(None))
    draft = rubrics.begin(national, Family.CRAFT, None)
    rubric_weights = {"quality": 29, "price": 1}
    rubrics.weigh(national, Family.CRAFT, rubric_weights, {Grade.A: 90, Grade.B: 70, Grade.C: 55})
    rubrics.try_out(national, Family.CRAFT)
    rubrics.put_in_force(national, Family.CRAFT, begins, draft.tried_at)
    return str(draft.number)


def test_a_round_is_judged_by_the_version_of_its_first_score(curator: Actor, maker: Actor) -> None:
    _, begun = world.a_submitted_product(maker)
    _, untouched = world.a_submitted_product(maker, name="Keset Kedua")
    scoring.score(curator, begun.id, {"price": Mark(0, "Terlalu mahal.")})
    newer = another_version(date(2026, 11, 24))
    with clock.at(world.SUNDAY + timedelta(days=3)):
        for one in (begun, untouched):
            scores.approve(curator, one.id, points=4, price=0)
    found = [rounds.round_for(curator, one.id) for one in (begun, untouched)]
    assert [(one.rubric_version, one.score, one.grade) for one in found] == [
        ("1", 9_500, Grade.A),
        (newer, 9_900, Grade.A),
    ]


def test_before_its_day_a_new_version_judges_nobody(curator: Actor, mat: Any) -> None:
    _, opened = mat
    another_version(date(2026, 11, 24))
    scores.approve(curator, opened.id)
    assert rounds.round_for(curator, opened.id).rubric_version == "1"


# -- frozen ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("decide", ["approve", "ask_changes", "decline", "withdraw"])
def test_nobody_scores_a_round_that_is_over(curator: Actor, mat: Any, maker: Actor, decide: str) -> None:
    product, opened = mat
    scores.score(curator, opened.id)
    if decide == "approve":
        judging.approve(curator, opened.id, "")
    elif decide == "ask_changes":
        judging.ask_changes(curator, opened.id, "", ["Foto"])
    elif decide == "decline":
        judging.decline(curator, opened.id, "Barang pabrik.")
    else:
        submitting.withdraw(maker, product.slug)
    before = noted(opened.id)
    with pytest.raises(MoveRefused):
        scoring.score(curator, opened.id, {"price": Mark(0, "Mahal.")})
    assert noted(opened.id) == before


TAMPERING = [
    "UPDATE round_scores SET score = 4 WHERE round_id = :id",
    "DELETE FROM round_scores WHERE round_id = :id",
    "INSERT INTO round_scores VALUES (:id, 'other', 4, '', now(), 1)",
    "DELETE FROM round_photos WHERE round_id = :id",
    "UPDATE rounds SET grade = 'A', score = 10000 WHERE id = :id",
    "UPDATE rounds SET rubric_version = '9' WHERE id = :id",
    "UPDATE rounds SET internal_note = 'lain' WHERE id = :id",
    "TRUNCATE round_scores",
    "TRUNCATE round_photos",
]


@pytest.mark.parametrize("statement", TAMPERING)
def test_the_database_itself_refuses_to_change_a_judged_rounds_scores(
    curator: Actor, mat: Any, db: Any, statement: str
) -> None:
    _, opened = mat
    scores.score(curator, opened.id, 3)
    scoring.score(curator, opened.id, {}, photos={"joins": [world.a_picture(300, 300)]})
    judging.approve(curator, opened.id, "")
    before = noted(opened.id)
    with pytest.raises(sa.exc.DBAPIError, match=r"history|permission denied"), db.begin_nested():
        db.execute(sa.text(statement), {"id": opened.id})
    assert noted(opened.id) == before
    assert len(queries.photos_of([opened.id])[opened.id]["joins"]) == 1


IMPOSSIBLE = [
    ("UPDATE rounds SET state = 'approved', judged_at = now(), judged_by_id = :by, rubric_version = '1' WHERE id = :id", "good_enough"),
    ("UPDATE rounds SET state = 'declined', judged_at = now(), judged_by_id = :by, rubric_version = NULL WHERE id = :id", "judged_has_rubric"),
    ("UPDATE rounds SET grade = 'D' WHERE id = :id", "score_has_grade"),
    ("UPDATE rounds SET score = 100, grade = 'D' WHERE id = :id", "only_judged_has_score"),
    ("INSERT INTO round_scores VALUES (:id, 'price', 5, '', now(), :by)", "score_has_an_anchor"),
    ("INSERT INTO round_scores VALUES (:id, 'price', 1, '', now(), :by)", "low_has_note"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "check"), IMPOSSIBLE)
def test_the_database_refuses_a_decision_without_its_facts(
    curator: Actor, mat: Any, db: Any, statement: str, check: str
) -> None:
    _, opened = mat
    with pytest.raises(sa.exc.IntegrityError, match=check), db.begin_nested():
        db.execute(sa.text(statement), {"id": opened.id, "by": curator.person_id})
