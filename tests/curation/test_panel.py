"""The panel through its services and pages: proposing, voices, verdicts, what lapses, renewing together, and the public proof."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.base.states import MoveRefused
from app.catalog.models import Product
from app.catalog.service import drafts
from app.curation.models import GiftApproval, GiftCase, GiftVote
from app.curation.queries import gifts as queries
from app.curation.queries import rounds
from app.curation.rules.gifts import NotEligible
from app.curation.rules.panel import AlreadyProposed, AlreadySpoken, CaseState, NeedsWords, NotYours
from app.curation.service import gifting, panel, submitting
from app.db.journal import JournalEntry
from app.notices.models import Notice
from app.sellers import service as sellers
from tests.support import books, scores, world
from tests.support.curators import a_curator, make_curator
from tests.support.forms import filled
from tests.support.official import CHAIR_PHONE, TODAY, made_official, proposed, the_chair

UNTIL = date(2027, 5, 31)


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def curator(db: Any) -> Actor:
    return world.actor(world.CURATOR)


@pytest.fixture
def chair(db: Any) -> Actor:
    return the_chair()


@pytest.fixture
def mat(maker: Actor) -> Product:
    return world.an_approved_product(maker, name="Keset Tamu")


@pytest.fixture
def rows(count: Any) -> Any:
    return lambda: [count(table) for table in (GiftApproval, GiftCase, GiftVote, JournalEntry, Notice)]


def state(case: GiftCase, db: Any) -> CaseState:
    db.expire_all()
    return db.get_one(GiftCase, case.id).state


def test_a_proposal_waits_for_a_second_voice(mat: Product, chair: Actor, db: Any) -> None:
    case = proposed(mat, UNTIL, conditions=("Diserahkan dalam kotak hadiah, bukan plastik.",))
    assert (state(case, db), queries.open_gift(mat.id)) == (CaseState.VOTING, None)
    assert books.letters()[-1] == "Keset Tamu diusulkan jadi oleh-oleh resmi"
    assert panel.speak(chair, case.id, is_for=True, words="Cocok untuk tamu.") is CaseState.GIVEN
    gift = queries.open_gift(mat.id)
    assert gift is not None
    assert (gift.starts_on, gift.until, gift.revision_id) == (TODAY, UNTIL, case.revision_id)
    assert gift.conditions == ["Diserahkan dalam kotak hadiah, bukan plastik."]
    assert [(one.is_for, one.as_chair) for one in queries.votes(case.id)] == [(True, False), (True, True)]


def test_two_against_it_decline_it_with_their_reasons(mat: Product, chair: Actor, db: Any) -> None:
    third = world.actor(a_curator("36"))
    case = proposed(mat, UNTIL)
    assert panel.speak(chair, case.id, is_for=False, words="Tepinya lepas.") is CaseState.VOTING
    assert panel.speak(third, case.id, is_for=False, words="Warnanya luntur.") is CaseState.DECLINED
    assert queries.open_gift(mat.id) is None
    told = db.scalars(sa.select(Notice).order_by(Notice.id.desc())).first()
    assert told.subject == "Keset Tamu belum jadi oleh-oleh resmi"
    assert "• Tepinya lepas.\n• Warnanya luntur." in told.body
    again = proposed(mat, UNTIL)
    assert state(again, db) is CaseState.VOTING


def test_a_voice_is_given_once_and_a_no_has_its_reason(
    mat: Product, curator: Actor, chair: Actor, rows: Any
) -> None:
    case = proposed(mat, UNTIL)
    there = rows()
    with pytest.raises(AlreadySpoken):
        panel.speak(curator, case.id, is_for=True, words="")
    with pytest.raises(NeedsWords):
        panel.speak(chair, case.id, is_for=False, words="")
    with pytest.raises(AlreadyProposed):
        proposed(mat, UNTIL, by=chair)
    assert rows() == there


def test_who_is_late_finds_it_decided(mat: Product, rows: Any) -> None:
    case = made_official(mat, UNTIL)
    there = rows()
    with pytest.raises(MoveRefused):
        panel.speak(world.actor(a_curator("36")), case.id, is_for=False, words="Terlambat.")
    assert rows()[:4] == [*there[:3], rows()[3]] and queries.open_gift(mat.id) is not None


@pytest.mark.parametrize("who", [world.SELLER, world.KADER], ids=["maker", "her kader"])
def test_who_makes_it_or_helps_her_has_no_voice(mat: Product, rows: Any, signed_in: Any, who: str) -> None:
    make_curator(who, None)
    case = proposed(mat, UNTIL)
    there = rows()
    with pytest.raises(NotFound):
        panel.speak(world.actor(who), case.id, is_for=True, words="")
    assert rows() == there
    assert signed_in(who).get(f"/kurator/oleh-oleh-resmi/usulan/{case.id}").status_code == 404


def test_what_has_lost_a_need_meanwhile_is_not_given(
    maker: Actor, mat: Product, chair: Actor, rows: Any, db: Any
) -> None:
    case = proposed(mat, UNTIL)
    sellers.go_on_leave(maker, start=TODAY, end=TODAY)
    there = rows()
    with pytest.raises(NotEligible, match="sedang tidak tayang"):
        panel.speak(chair, case.id, is_for=True, words="")
    assert rows() == there
    with clock.at(world.SUNDAY + timedelta(days=1)):
        assert panel.speak(chair, case.id, is_for=True, words="") is CaseState.GIVEN


def test_a_newer_version_takes_the_proposal_with_it(
    maker: Actor, mat: Product, curator: Actor, chair: Actor, db: Any
) -> None:
    case = proposed(mat, UNTIL)
    drafts.name_it(maker, mat.slug, name="Keset Tamu", description="Lebih tebal.")
    submitting.submit(maker, mat.slug)
    with pytest.raises(NotEligible, match="Versi yang lebih baru sedang ditinjau"):
        panel.speak(chair, case.id, is_for=True, words="")
    scores.approve(curator, rounds.rounds_of(mat.id)[0].id)
    assert state(case, db) is CaseState.LAPSED
    with pytest.raises(MoveRefused):
        panel.speak(chair, case.id, is_for=True, words="")


def test_what_nobody_decides_in_two_weeks_lapses(mat: Product, db: Any) -> None:
    case = proposed(mat, UNTIL)
    assert panel.lapse(world.SUNDAY + timedelta(days=14, seconds=-1)) == 0
    assert panel.lapse(world.SUNDAY + timedelta(days=14)) == 1
    assert state(case, db) is CaseState.LAPSED
    assert panel.lapse(world.SUNDAY + timedelta(days=15)) == 0


def test_only_who_proposed_it_takes_it_back(mat: Product, curator: Actor, chair: Actor, db: Any) -> None:
    case = proposed(mat, UNTIL)
    with pytest.raises(NotYours):
        panel.drop(chair, case.id)
    panel.drop(curator, case.id)
    assert state(case, db) is CaseState.DROPPED
    with pytest.raises(MoveRefused):
        panel.drop(curator, case.id)


@pytest.mark.parametrize(
    "sentence",
    [
        "UPDATE gift_votes SET is_for = false",
        "DELETE FROM gift_votes",
        "UPDATE gift_cases SET until = until + 1",
        "DELETE FROM gift_cases",
    ],
)
def test_what_was_said_and_decided_is_changed_by_nobody(mat: Product, db: Any, sentence: str) -> None:
    made_official(mat, UNTIL)
    with pytest.raises(sa.exc.IntegrityError), db.begin_nested():
        db.execute(sa.text(sentence))


# -- the end draws near -----------------------------------------------------------------------------


def test_makers_and_curators_are_reminded_three_times(mat: Product, db: Any) -> None:
    made_official(mat, date(2027, 3, 1))  # 99 days
    before = len(books.letters())
    told = []
    for day in range(100):
        moment = world.SUNDAY + timedelta(days=day)
        with clock.at(moment):
            if gifting.remind(moment):
                told.append(99 - day)
    assert told == [60, 30, 7]
    subjects = books.letters()[before:]
    assert subjects.count("Keset Tamu tetap oleh-oleh resmi sampai 1 Maret 2027") == 3
    assert subjects.count("Keset Tamu berakhir sebagai oleh-oleh resmi 1 Maret 2027") == 2 * 3


def test_several_are_renewed_together_and_agreed_to_together(
    maker: Actor, mat: Product, signed_in: Any, db: Any
) -> None:
    other = world.an_approved_product(maker, name="Keset Meja")
    for one in (mat, other):
        made_official(one, date(2026, 12, 31))
    held = [queries.open_gift(one.id) for one in (mat, other)]
    page = "/kurator/oleh-oleh-resmi/masa-berlaku"
    browser = signed_in(world.CURATOR)
    text = browser.get(page).text
    assert "Keset Tamu" in text and "39 hari lagi" in text
    chosen = [one.id for one in held if one]
    assert browser.send(page, chosen=chosen, until="2027-06-30").status_code == 303
    assert "2 usulan perpanjangan menunggu suara kurator lain." in browser.get(page).text
    cases = [queries.open_case(one.id) for one in (mat, other)]
    the_chair()
    shelf = signed_in(CHAIR_PHONE)
    shelf.send(
        "/kurator/oleh-oleh-resmi",
        to="/kurator/oleh-oleh-resmi/usulan/setujui",
        chosen=[one.id for one in cases if one],
    )
    assert "2 suara setuju tercatat." in shelf.get("/kurator/oleh-oleh-resmi").text
    db.expire_all()
    assert [queries.open_gift(one.id).until for one in (mat, other)] == [date(2027, 6, 30)] * 2  # type: ignore[union-attr]


def test_renewing_nothing_or_beyond_a_year_is_said(mat: Product, signed_in: Any, rows: Any) -> None:
    made_official(mat, date(2026, 12, 31))
    gift = queries.open_gift(mat.id)
    assert gift is not None
    page, browser, there = "/kurator/oleh-oleh-resmi/masa-berlaku", signed_in(world.CURATOR), rows()
    assert "Centang dulu barang yang diperpanjang." in browser.send(page, until="2027-06-30").text
    answer = browser.send(page, chosen=[gift.id, 99_999_999], until="2028-01-01").text
    assert "Keset Tamu: Paling lama satu tahun." in answer
    assert "Barang ini tidak ada di daftar Anda lagi." in answer and "menunggu suara" not in answer
    assert filled(answer, "chosen") == {"chosen": [str(gift.id)], "until": ["2028-01-01"]}
    assert rows() == there


def test_what_begins_later_says_from_when(mat: Product, signed_in: Any) -> None:
    made_official(mat, UNTIL, starts_on=date(2026, 12, 1))
    assert "mulai 1 Desember 2026" in signed_in(world.CURATOR).get("/kurator/oleh-oleh-resmi").text


# -- pages ------------------------------------------------------------------------------------------


def test_the_list_of_candidates_says_what_the_others_lack(maker: Actor, mat: Product, signed_in: Any) -> None:
    world.a_product(maker, name="Keset Konsep")
    world.an_approved_product(maker, name="Keset Habis", stock=0)
    page = signed_in(world.CURATOR).get("/kurator/oleh-oleh-resmi/calon").text
    ready, _, others = page.partition("Belum bisa</h2>")
    assert "Keset Tamu" in ready and "Nilai A" in ready and "Keset Konsep" not in page
    assert "Keset Habis" not in ready and "Keset Habis" in others
    assert "Belum ada stok dan belum tertulis sanggup buat berapa." in others


def test_she_proposes_on_one_page_and_the_chair_speaks_on_another(mat: Product, signed_in: Any) -> None:
    browser = signed_in(world.CURATOR)
    answer = browser.send(
        f"/kurator/oleh-oleh-resmi/calon/{mat.id}",
        starts_on="2026-11-22",
        until="2027-05-31",
        conditions=["kotak"],
        own_conditions="Hanya ukuran besar.",
        words="Rapi sekali.",
    )
    case = queries.open_case(mat.id)
    assert case is not None
    assert (answer.status_code, answer.location) == (303, f"/kurator/oleh-oleh-resmi/usulan/{case.id}")
    assert case.conditions == ["Diserahkan dalam kotak hadiah, bukan plastik.", "Hanya ukuran besar."]
    the_chair()
    there = signed_in(CHAIR_PHONE)
    text = there.get(f"/kurator/oleh-oleh-resmi/usulan/{case.id}").text
    assert "Rapi sekali." in text and "Wulan Kurator" in text and "Hanya ukuran besar." in text
    refused = there.send(f"/kurator/oleh-oleh-resmi/usulan/{case.id}", words="")
    assert "Pilih setuju atau belum." in refused.text
    there.send(f"/kurator/oleh-oleh-resmi/usulan/{case.id}", words="", suara="setuju")
    assert queries.open_gift(mat.id) is not None


def test_the_public_proof_holds_as_long_as_the_gift_does(
    maker: Actor, mat: Product, client: Any, curator: Actor, signed_in: Any
) -> None:
    made_official(mat, UNTIL)
    gift = queries.open_gift(mat.id)
    assert gift is not None and gift.code.startswith("OR") and len(gift.code) == 10
    address = f"/verifikasi/oleh-oleh-resmi/{gift.code}"
    page = client.get(address)
    assert "Oleh-oleh resmi ini asli dan berlaku" in page.text and "31 Mei 2027" in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"
    for private in ("Wulan", "Endang", "Yati", "P2WKSS", "Program rahasia"):
        assert private not in page.text
    typed = f"/verifikasi?kode={gift.code[:5].lower()}-{gift.code[5:].lower()}"
    assert client.get(typed).location == address
    card = signed_in(world.SELLER).get(f"/penjual/barang/{mat.slug}/oleh-oleh-resmi").text
    assert gift.code in card and "<svg" in card
    assert signed_in(world.OTHER_SELLER).get(f"/penjual/barang/{mat.slug}/oleh-oleh-resmi").status_code == 404
    gifting.withdraw(curator, gift.id, "Rusak.")
    ended = client.get(address).text
    assert "Sudah tidak berlaku" in ended and "Berakhir lebih awal</dt><dd>22 November 2026</dd>" in ended
    assert client.get("/verifikasi/oleh-oleh-resmi/ORAAAAAAAA").status_code == 404
