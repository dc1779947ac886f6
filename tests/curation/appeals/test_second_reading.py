"""The second reading: blind to the first decision, by another curator; the kinder of the two holds."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.catalog.queries import own, shop
from app.catalog.rules.life import RevisionState
from app.catalog.service import drafts
from app.curation.queries import rounds
from app.curation.rules.appeals import KINDNESS, AppealState, NotAppealable, holds, outcome
from app.curation.rules.rounds import RoundState
from app.curation.service import appeals, conflicts, judging, submitting
from tests.support import scores, world
from tests.support.appeals import REASON, WORDS, appeal_of, letters_of

DECISIONS = st.sampled_from(KINDNESS)


@settings(deadline=None, max_examples=30)
@given(DECISIONS, DECISIONS)
def test_the_kinder_of_two_decisions_holds_and_only_a_kinder_second_one_overturns(
    one: RoundState, other: RoundState
) -> None:
    kept = holds(one, other)
    assert kept in (one, other)
    assert KINDNESS.index(kept) >= KINDNESS.index(one)
    assert (outcome(one, other) is AppealState.OVERTURNED) is (kept is not one)


# -- blind -------------------------------------------------------------------------------------------


def test_the_first_decision_is_hidden_from_the_second_reader_everywhere(
    declined: Any, maker: Actor, second: str, signed_in: Any
) -> None:
    product, judged = declined
    reading = appeals.ask(maker, product.slug, WORDS)
    browser = signed_in(second)
    page = browser.get(f"/kurator/tinjauan/{reading.id}").text
    assert WORDS in page and "Keputusan pertama ditutup" in page
    for text in (
        page,
        browser.get("/kurator/riwayat").text,
        browser.get("/kurator/antrean").text,
        browser.get("/pesan").text,
    ):
        assert REASON not in text
        assert "Ditolak" not in text
        assert "Wulan" not in text
    assert browser.get(f"/kurator/tinjauan/{judged.id}").status_code == 404
    assert judged.id not in [one.id for one in rounds.history(world.actor(second), None, 50)]


def test_the_first_judge_is_not_the_second_and_still_sees_what_she_wrote(
    declined: Any, maker: Actor, first: Actor, second: str, signed_in: Any, rows: Any
) -> None:
    product, judged = declined
    reading = appeals.ask(maker, product.slug, WORDS)
    before = rows()
    for act in (
        lambda: rounds.round_for(first, reading.id),
        lambda: scores.approve(first, reading.id),
        lambda: judging.decline(first, reading.id, REASON),
    ):
        with pytest.raises(NotFound):
            act()
    assert rows() == before
    assert REASON in signed_in(world.CURATOR).get(f"/kurator/tinjauan/{judged.id}").text


def test_a_curator_with_a_tie_is_not_the_second(declined: Any, maker: Actor, second: str) -> None:
    product, judged = declined
    conflicts.declare_from_round(world.actor(second), judged.id, "Sepupu saya")
    reading = appeals.ask(maker, product.slug, WORDS)
    with pytest.raises(NotFound):
        scores.approve(world.actor(second), reading.id)


# -- what comes of it --------------------------------------------------------------------------------


def test_a_second_yes_puts_the_version_on_show_as_any_approval_does(
    declined: Any, maker: Actor, first: Actor, second: str, client: Any, signed_in: Any, db: Any
) -> None:
    product, judged = declined
    reading = appeals.ask(maker, product.slug, WORDS)
    browser = signed_in(second)
    path = f"/kurator/tinjauan/{reading.id}"
    scores.score(world.actor(second), reading.id)
    answer = browser.send(path, keputusan="setujui", note="Ciri daerahnya kuat.")
    assert answer.status_code == 303
    assert (judged.state, judged.note) == (RoundState.DECLINED, REASON)  # history
    assert (reading.state, appeal_of(judged).state, appeal_of(judged).closed_at) == (
        RoundState.APPROVED, AppealState.OVERTURNED, world.SUNDAY,
    )  # fmt: skip
    assert own.product(product.id).approved_revision_id == judged.revision_id
    assert shop.is_on_show(product.id, clock.now())
    assert client.get(f"/produk/{product.slug}").status_code == 200
    told = letters_of(db, maker)
    assert told[-1] == "Keset Uji: penilaiannya berubah setelah dibaca ulang"
    assert "Keset Uji disetujui dan sudah tayang" not in told
    assert letters_of(db, first)[-1] == "Keset Uji sudah dibaca ulang"
    for who in (browser, signed_in(world.CURATOR)):
        page = who.get(path).text
        for words in ("Dua penilaian", REASON, "Ciri daerahnya kuat.", "Wulan Kurator", "Nani Kurator"):
            assert words in page, words
    hers = signed_in(world.SELLER).get(f"/penjual/barang/{product.slug}/tinjauan").text
    for words in (REASON, "Ciri daerahnya kuat.", "Berubah setelah dibaca ulang"):
        assert words in hers, words
    assert "Nani" not in hers and "Wulan" not in hers


AFTER = [
    ("decline", "decline", AppealState.UPHELD, RevisionState.DECLINED, "penilaiannya tetap"),
    ("decline", "ask", AppealState.OVERTURNED, RevisionState.CHANGES_ASKED, "penilaiannya berubah"),
    ("ask", "ask", AppealState.UPHELD, RevisionState.CHANGES_ASKED, "penilaiannya tetap"),
    ("ask", "decline", AppealState.UPHELD, RevisionState.CHANGES_ASKED, "penilaiannya tetap"),
]


@pytest.mark.parametrize(("one", "other", "state", "revision", "told"), AFTER)
def test_what_is_not_approved_goes_back_by_the_kinder_decision(
    maker: Actor, first: Actor, second: str, client: Any, db: Any,
    one: str, other: str, state: AppealState, revision: RevisionState, told: str,
) -> None:  # fmt: skip
    def decide(who: Actor, what: str, round_id: int) -> None:
        if what == "ask":
            judging.ask_changes(who, round_id, "Hampir.", ["Rapikan tepi"])
        else:
            judging.decline(who, round_id, REASON)

    product, judged = world.a_submitted_product(maker)
    decide(first, one, judged.id)
    reading = appeals.ask(maker, product.slug, WORDS)
    decide(world.actor(second), other, reading.id)
    assert appeal_of(judged).state is state
    assert own.latest(product.id).state is revision
    assert client.get(f"/produk/{product.slug}").status_code == 404
    assert told in letters_of(db, maker)[-1]
    drafts.name_it(maker, product.slug, name="Keset Lebih Rapi", description="")
    assert submitting.submit(maker, product.slug).number == 3


def test_she_may_take_her_appeal_back_and_the_first_decision_stands(
    declined: Any, maker: Actor, second: str, signed_in: Any
) -> None:
    product, judged = declined
    reading = appeals.ask(maker, product.slug, WORDS)
    with pytest.raises(RuleBroken):
        drafts.name_it(maker, product.slug, name="Keset Lain", description="")
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{product.slug}"
    browser.send(path, to=f"{path}/tarik")
    assert (reading.state, appeal_of(judged).state) == (RoundState.WITHDRAWN, AppealState.WITHDRAWN)
    assert own.latest(product.id).state is RevisionState.DECLINED
    assert rounds.round_for(world.actor(second), judged.id).note == REASON
    with pytest.raises(NotAppealable, match="satu kali saja"):
        appeals.ask(maker, product.slug, WORDS)
    drafts.name_it(maker, product.slug, name="Keset Lebih Rapi", description="")
    assert submitting.submit(maker, product.slug).number == 3
