"""What a curator has typed for something that is not hers any more stands on the page that says so, and is sent nowhere."""

from typing import Any

import pytest

from app.accounts import queries as people
from app.accounts import service as accounts
from app.base.actor import Actor, Role
from app.curation.models import GiftVote, Round, RoundScore
from app.curation.rules.rounds import RoundState
from app.curation.service import claiming, judging, panel
from app.db.journal import JournalEntry
from tests.support import official, scores, world
from tests.support.curators import a_curator
from tests.support.forms import filled

GONE = "Barang ini tidak ada di antrean Anda lagi"


@pytest.fixture
def waiting(db: Any) -> Round:
    _, opened = world.a_submitted_product(world.actor(world.SELLER))
    return opened


@pytest.fixture
def curator(db: Any) -> Actor:
    return world.actor(world.CURATOR)


@pytest.fixture
def rows(count: Any) -> Any:
    return lambda: [count(table) for table in (Round, RoundScore, GiftVote, JournalEntry)]


def move(person: Actor, region: str) -> None:
    """From now on she judges there and nowhere else."""
    for held in people.grants(person.person_id):
        accounts.end_grant(world.actor(world.ADMIN), held.id)
    accounts.grant(world.actor(world.ADMIN), person.person_id, Role.CURATOR, region=region)


def test_a_decision_of_a_curator_who_was_moved_comes_back_to_be_copied(
    waiting: Round, curator: Actor, signed_in: Any, rows: Any
) -> None:
    browser = signed_in(world.CURATOR)
    path = f"/kurator/tinjauan/{waiting.id}"
    token = browser.token(path)
    move(curator, "35")
    before = rows()
    typed = {
        "csrf_token": token,
        "keputusan": "perbaiki",
        "note": "Anyamannya <b>rapi</b>.",
        "points": "Tepinya dijahit lagi\nFoto lebih terang",
        "internal": "Sudah kedua kali.",
        "reasons": "photos_dark",
    }
    answer = browser.post(path, data=typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 404
    for words in (
        GONE, "Tidak ada yang terkirim", "Anyamannya &lt;b&gt;rapi&lt;/b&gt;.", "Tepinya dijahit lagi\nFoto lebih terang",
        "Sudah kedua kali.",
    ):  # fmt: skip
        assert words in page, words
    assert rows() == before


def test_marks_of_an_aspect_come_back_under_the_names_of_their_criteria(
    waiting: Round, curator: Actor, signed_in: Any, rows: Any
) -> None:
    browser = signed_in(world.CURATOR)
    path = f"/kurator/tinjauan/{waiting.id}/nilai/quality"
    token = browser.token(path)
    move(curator, "35")
    before = rows()
    typed = {"csrf_token": token, "score_finish": "1", "note_finish": "Tepinya lepas dua senti."}
    page = browser.post(path, data=typed).get_data(as_text=True)
    assert GONE in page
    assert "Tepinya lepas dua senti." in page
    assert "Rapi" in page or ": nilai</label>" in page
    assert rows() == before


def test_marks_for_a_round_that_another_has_judged_come_back_too(
    waiting: Round, curator: Actor, signed_in: Any, rows: Any
) -> None:
    browser = signed_in(world.CURATOR)
    path = f"/kurator/tinjauan/{waiting.id}/nilai/quality"
    token = browser.token(path)
    other = world.actor(a_curator("36.71"))
    claiming.claim(other, waiting.id)
    judging.decline(other, waiting.id, "Barang pabrik.")
    before = rows()
    answer = browser.post(path, data={"csrf_token": token, "score_finish": "3", "note_finish": "Kuat."})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Tinjauan ini sudah selesai" in page and "Kuat." in page
    assert rows() == before


def test_a_voice_of_a_curator_who_was_moved_comes_back_too(
    curator: Actor, signed_in: Any, rows: Any, db: Any
) -> None:
    case = official.proposed(world.goods().ready, official.date(2027, 5, 21), by=curator)
    phone = a_curator("36.71")
    browser = signed_in(phone)
    path = f"/kurator/oleh-oleh-resmi/usulan/{case.id}"
    token = browser.token(path)
    move(world.actor(phone), "35")
    before = rows()
    page = browser.post(path, data={"csrf_token": token, "suara": "belum", "words": "Talinya lepas."})
    assert page.status_code == 404
    assert "Talinya lepas." in page.get_data(as_text=True)
    assert rows() == before


def test_nobody_learns_from_it_whether_there_is_such_a_round(waiting: Round, signed_in: Any) -> None:
    browser = signed_in(a_curator("35"))
    token = browser.token("/kurator/benturan/alamat")
    data = {"csrf_token": token, "keputusan": "tolak", "note": "Coba."}
    known, unknown = (browser.post(f"/kurator/tinjauan/{one}", data=data) for one in (waiting.id, 99_999_999))
    assert (known.status_code, known.data) == (unknown.status_code, unknown.data)
    assert browser.get(f"/kurator/tinjauan/{waiting.id}").status_code == 404


def test_who_decides_second_finds_her_reasons_and_her_note_to_colleagues_as_well(
    waiting: Round, curator: Actor, signed_in: Any, rows: Any
) -> None:
    browser = signed_in(world.CURATOR)
    path = f"/kurator/tinjauan/{waiting.id}"
    token = browser.token(path)
    other = world.actor(a_curator("36.71", "Nani Kurator"))
    judging.decline(other, waiting.id, "Barang pabrik.")
    before = rows()
    data = {
        "csrf_token": token,
        "keputusan": "perbaiki",
        "reasons": "photos_dark",
        "internal": "Tolong dilihat.",
    }
    page = browser.post(path, data=data).get_data(as_text=True)
    assert "Tolong dilihat." in page
    assert "Nani Kurator" in page
    assert rows() == before


def test_a_voice_for_a_case_that_is_decided_meanwhile_is_said_and_kept(
    curator: Actor, signed_in: Any, rows: Any
) -> None:
    case = official.proposed(world.goods().ready, official.date(2027, 5, 21), by=curator)
    browser = signed_in(a_curator("36.71"))
    path = f"/kurator/oleh-oleh-resmi/usulan/{case.id}"
    token = browser.token(path)
    panel.speak(official.the_chair(), case.id, is_for=True, words="")
    before = rows()
    answer = browser.post(path, data={"csrf_token": token, "suara": "belum", "words": "Talinya lepas."})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200 and "Belum terkirim" in page and "Talinya lepas." in page
    assert 'class="flash flash--bad"' in page
    assert rows() == before


def test_what_should_be_mended_is_never_dropped_by_another_decision(
    waiting: Round, curator: Actor, signed_in: Any, rows: Any
) -> None:
    browser = signed_in(world.CURATOR)
    path = f"/kurator/tinjauan/{waiting.id}"
    scores.score(curator, waiting.id)
    before = rows()
    refused = browser.send(path, keputusan="setujui", points="Jahit tepinya").text
    assert "“Yang perlu diperbaiki” masih terisi." in refused
    assert filled(refused, "points")["points"] == ["Jahit tepinya"]
    assert f'action="{path}#putusan"' in refused
    assert rows() == before
    browser.send(path, keputusan="tolak", note="Belum bisa, Bu.", points="Jahit tepinya")
    assert (waiting.state, waiting.points) == (RoundState.DECLINED, ["Jahit tepinya"])
