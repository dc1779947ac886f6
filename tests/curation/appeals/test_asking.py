"""A seller asks that somebody else reads her good again: once, in time, in her words."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts import service as accounts
from app.base import clock
from app.base.actor import CHAIR, Actor, Role
from app.base.states import MoveRefused
from app.catalog.models import Product
from app.catalog.queries import own
from app.catalog.rules.life import RevisionState
from app.catalog.service import drafts
from app.curation.queries import appeals as queries
from app.curation.queries import rounds, waiting
from app.curation.queries.waiting import Wanted
from app.curation.rules.appeals import AppealState, NotAppealable
from app.curation.rules.rounds import RoundState
from app.curation.service import appeals, judging
from app.notices.models import Notice
from tests.support import scores, world
from tests.support.appeals import REASON, WORDS, appeal_of, letters_of
from tests.support.curators import a_curator
from tests.support.forms import filled

# -- asking ------------------------------------------------------------------------------------------


def test_she_asks_in_her_words_and_another_curator_finds_it_in_her_queue(
    declined: Any, maker: Actor, first: Actor, second: str, signed_in: Any, db: Any
) -> None:
    product, judged = declined
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{product.slug}"
    assert f"{path}/banding" in browser.get(f"{path}/tinjauan").text
    assert "sampai Min, 6 Des 10.00 WIB" in browser.get(f"{path}/banding").text
    answer = browser.send(f"{path}/banding", words=WORDS)
    assert (answer.status_code, answer.location) == (303, f"{path}/tinjauan")
    reading = rounds.rounds_of(product.id)[0]
    assert (reading.number, reading.state, reading.revision_id) == (
        2,
        RoundState.SUBMITTED,
        judged.revision_id,
    )
    asked = appeal_of(judged)
    assert (asked.state, asked.second_id, asked.words) == (AppealState.WAITING, reading.id, WORDS)
    assert own.latest(product.id).state is RevisionState.SUBMITTED
    assert [(one.id, one.is_appeal) for one in waiting.queue(world.actor(second), Wanted(), None, 9)] == [
        (reading.id, True)
    ]
    assert waiting.queue(first, Wanted(), None, 9) == []
    assert letters_of(db, maker)[-1] == "Keset Uji akan dibaca ulang"
    assert letters_of(db, world.actor(second)) == ["Keset Uji diminta dibaca ulang"]
    page = " ".join(browser.get(path).text.split())
    assert "Menunggu dibaca ulang: nomor 1 dari 1 di Kota Tangerang." in page


# -- what is refused ---------------------------------------------------------------------------------


def refused(rows: Any, maker: Actor, product: Product, sentence: str, words: str = WORDS) -> None:
    before, state = rows(), own.latest(product.id).state
    with pytest.raises(NotAppealable, match=sentence):
        appeals.ask(maker, product.slug, words)
    assert rows() == before
    assert own.latest(product.id).state is state


def test_only_what_was_sent_back_is_read_again(maker: Actor, first: Actor, rows: Any) -> None:
    refused(rows, maker, world.goods().ready, "Hanya yang ditolak atau diminta perbaikan")
    refused(rows, maker, world.a_product(maker, name="Keset Draf"), "belum pernah ditinjau")
    product, _ = world.a_submitted_product(maker)
    refused(rows, maker, product, "Hanya yang ditolak atau diminta perbaikan")


def test_within_fourteen_days(declined: Any, maker: Actor, rows: Any) -> None:
    product, _ = declined
    with clock.at(world.SUNDAY + timedelta(days=14, seconds=1)):
        refused(rows, maker, product, "Batas 14 hari sudah lewat")
        assert queries.to_ask(product.id) is None
    with clock.at(world.SUNDAY + timedelta(days=14)):
        assert queries.to_ask(product.id) is not None
        assert appeals.ask(maker, product.slug, WORDS).number == 2


def test_once_and_not_what_came_of_an_appeal(
    declined: Any, maker: Actor, second: str, rows: Any, signed_in: Any
) -> None:
    product, _ = declined
    reading = appeals.ask(maker, product.slug, WORDS)
    refused(rows, maker, product, "satu kali saja")  # it waits
    judging.decline(world.actor(second), reading.id, REASON)
    refused(rows, maker, product, "satu kali saja")
    assert "/banding" not in signed_in(world.SELLER).get(f"/penjual/barang/{product.slug}/tinjauan").text


def test_who_has_begun_to_mend_hands_in_the_new_version(declined: Any, maker: Actor, rows: Any) -> None:
    product, _ = declined
    drafts.name_it(maker, product.slug, name="Keset Lebih Rapi", description="")
    refused(rows, maker, product, "Ibu sudah mulai memperbaiki")


def test_too_few_words_are_asked_for_more_and_nothing_typed_is_lost(
    declined: Any, signed_in: Any, rows: Any
) -> None:
    product, _ = declined
    browser = signed_in(world.SELLER)
    before = rows()
    path = f"/penjual/barang/{product.slug}/banding"
    for typed, sentence in (
        ("Tidak adil", "paling sedikit 20 huruf"),
        ("k" * 1501, "Terlalu panjang"),
        (" ", "Ceritakan dulu"),
    ):
        answer = browser.send(path, words=typed)
        assert (answer.status_code, sentence in answer.text) == (200, True)
        if typed.strip():
            assert filled(answer.text, "words") == {"words": [typed]}
    assert rows() == before


def test_a_strangers_good_does_not_exist(declined: Any, signed_in: Any, rows: Any) -> None:
    product, _ = declined
    browser = signed_in(world.OTHER_SELLER)
    token, before = browser.token("/akun"), rows()
    path = f"/penjual/barang/{product.slug}/banding"
    assert browser.get(path).status_code == 404
    assert browser.post(path, data={"csrf_token": token, "words": WORDS}).status_code == 404
    assert rows() == before


# -- who reads it, where nobody may ------------------------------------------------------------------


def test_where_nobody_else_of_the_region_may_the_chair_of_the_next_one_up_is_asked(
    maker: Actor, first: Actor, db: Any
) -> None:
    near = world.actor(a_curator("36.71", "Rini Kurator"))
    chair = world.actor(a_curator(None, "Ibu Ketua")).person_id
    accounts.grant(None, chair, Role.CURATOR, region="36", pokja=CHAIR)
    product, opened = world.a_submitted_product(maker)
    judging.decline(near, opened.id, REASON)
    appeals.ask(maker, product.slug, WORDS)
    asked = db.scalars(sa.select(Notice.person_id).where(Notice.subject == "Keset Uji diminta dibaca ulang"))
    assert list(asked) == [chair]  # not the province's other curator, who may read it all the same
    assert waiting.counts(first).waiting == 1


def test_where_nobody_at_all_may_the_admins_are_told(declined: Any, maker: Actor, db: Any) -> None:
    product, _ = declined
    appeals.ask(maker, product.slug, WORDS)
    assert letters_of(db, world.actor(world.ADMIN)) == ["Belum ada kurator untuk Keset Uji"]


# -- history -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM appeals",
        "UPDATE appeals SET words = repeat('x', 30)",
        "UPDATE appeals SET state = 'upheld', closed_at = now()",
    ],
)
def test_a_closed_appeal_is_history(declined: Any, maker: Actor, second: str, db: Any, change: str) -> None:
    product, judged = declined
    scores.approve(world.actor(second), appeals.ask(maker, product.slug, WORDS).id)
    with pytest.raises(sa.exc.IntegrityError, match="an appeal is history"), db.begin_nested():
        db.execute(sa.text(change))
    assert appeal_of(judged).state is AppealState.OVERTURNED


def test_the_database_too_refuses_a_second_decision_by_the_first_judge(
    declined: Any, maker: Actor, first: Actor, db: Any
) -> None:
    product, judged = declined
    reading = appeals.ask(maker, product.slug, WORDS)
    db.execute(
        sa.text(
            "UPDATE rounds SET state = 'declined', rubric_version = '1', judged_at = now(), judged_by_id = :her WHERE id = :id"
        ),
        {"her": first.person_id, "id": reading.id},
    )
    with pytest.raises(sa.exc.IntegrityError, match="nobody reads her own decision again"), db.begin_nested():
        db.execute(sa.text("UPDATE appeals SET state = 'upheld', closed_at = now()"))
    assert appeal_of(judged).state is AppealState.WAITING


def test_a_second_reader_comes_second_only_once(declined: Any, maker: Actor, second: str) -> None:
    product, _ = declined
    reading = appeals.ask(maker, product.slug, WORDS)
    scores.approve(world.actor(second), reading.id)
    with pytest.raises(MoveRefused):
        judging.decline(world.actor(second), reading.id, REASON)
