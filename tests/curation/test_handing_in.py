"""A seller hands in: what must be mended is named and linked, a submission can be taken back, each one is a round."""

import re
from typing import Any

import pytest
import sqlalchemy as sa

from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.base.kinds import Category
from app.base.states import MoveRefused
from app.catalog.models import Product, Revision
from app.catalog.queries import own
from app.catalog.rules.life import PaperKind, RevisionState
from app.catalog.service import drafts, papers
from app.curation.models import Round
from app.curation.queries import rounds
from app.curation.rules.rounds import NotSubmittable, RoundState
from app.curation.service import judging, submitting
from app.db.journal import JournalEntry
from app.sellers import service as sellers
from tests.support import jobs, world

HAND_IN = "Ajukan ke kurator"


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


def findings(html: str) -> list[tuple[str, str]]:
    """Sentence and step of everything that must be mended, as a product's page lists it."""
    row = r'finding--bad".*?<h3>(.*?)</h3>.*?href="([^"]+)">Perbaiki'
    rows = re.findall(row, html, re.DOTALL)
    return [(sentence, link.rpartition("/")[2]) for sentence, link in rows]


def test_an_empty_draft_lists_what_is_missing_with_the_step_that_mends_it(
    signed_in: Any, maker: Actor
) -> None:
    product = drafts.begin(maker, category=Category.KESET, name="Keset Draf")
    browser = signed_in(world.SELLER)
    page = browser.get(f"/penjual/barang/{product.slug}").text
    assert findings(page) == [
        ("Bahan belum diisi.", "rincian"),
        ("Cara membuat belum diisi.", "rincian"),
        ("Panjang belum diisi.", "rincian"),
        ("Lebar atau garis tengah belum diisi.", "rincian"),
        ("Alas anti-slip belum diisi.", "rincian"),
        ("Fotonya belum ada.", "foto"),
        ("Harga dan beratnya belum diisi.", "harga"),
    ]
    assert "Bisa diajukan setelah 7 hal merah selesai." in page
    assert f"disabled>{HAND_IN}" in page
    for step in ("rincian", "foto", "harga"):
        assert browser.get(f"/penjual/barang/{product.slug}/{step}").status_code == 200


LACKING: list[tuple[str, Category, dict[str, Any], str, str]] = [
    ("no allergen list is needed, a packaging is", Category.CAMILAN, {"packaging": None}, "Kemasan belum diisi.", "rincian"),
    ("composition", Category.BUMBU, {"composition": ""}, "Daftar bahannya belum ada di label.", "rincian"),
    ("net weight", Category.MINUMAN, {"net": None}, "Berat bersihnya belum ada di label.", "rincian"),
    ("halal status", Category.CAMILAN, {"halal": None}, "Halal belum diisi.", "rincian"),
    ("shelf life", Category.CAMILAN, {"shelf_life": None}, "Tahan berapa hari belum diisi.", "rincian"),
    ("production code", Category.CAMILAN, {"production_code": ""}, "Kode produksinya belum ada di label.", "rincian"),
    ("best before", Category.CAMILAN, {"date_on_label": "belum"}, "Tanggal kedaluwarsanya belum ada di label.", "rincian"),
    ("a length is no date", Category.CAMILAN, {"date_on_label": "lama"}, "Di label terbaca &#34;Exp: 180 hari&#34;.", "rincian"),
    ("the hem of a mat", Category.KESET, {"anti_slip": None}, "Alas anti-slip belum diisi.", "rincian"),
    ("a craft's length", Category.KERAJINAN, {"length": None}, "Panjang belum diisi.", "rincian"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("category", "facts", "sentence", "step"), [row[1:] for row in LACKING], ids=[row[0] for row in LACKING]
)
def test_what_a_category_needs_must_be_there_before_handing_in(
    signed_in: Any, maker: Actor, category: Category, facts: dict[str, Any], sentence: str, step: str
) -> None:
    base = world.SNACK if category in (Category.CAMILAN, Category.MINUMAN, Category.BUMBU) else world.MAT
    left = {key: value for key, value in (base | facts).items() if value is not None}
    product = world.a_product(maker, category=category, facts=left)
    page = signed_in(world.SELLER).get(f"/penjual/barang/{product.slug}").text
    assert findings(page) == [(sentence, step)]


def test_words_that_need_a_seen_paper_are_mended_in_the_name(signed_in: Any, maker: Actor) -> None:
    product = world.a_product(maker, category=Category.CAMILAN, name="Keripik Halal Asli")
    page = signed_in(world.SELLER).get(f"/penjual/barang/{product.slug}").text
    assert [step for _, step in findings(page)] == ["nama"]


def test_a_number_that_cannot_be_right_is_mended_among_the_papers(signed_in: Any, maker: Actor) -> None:
    product = world.a_product(maker, category=Category.CAMILAN)
    papers.declare(maker, product.slug, PaperKind.PIRT, typed="P-IRT ada", ends_on=None, evidence=None)
    page = signed_in(world.SELLER).get(f"/penjual/barang/{product.slug}").text
    assert [step for _, step in findings(page)] == ["izin"]


def test_handing_in_opens_the_first_round_and_freezes_the_version(
    signed_in: Any, maker: Actor, db: Any
) -> None:
    product = world.a_product(maker)
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{product.slug}"
    assert HAND_IN in browser.get(path).text
    answer = browser.send(path, to=f"{path}/ajukan")
    assert (answer.status_code, answer.location) == (303, path)
    page = browser.get(path).text
    assert "Sudah diajukan. Kurator biasanya menjawab dalam 2 hari." in page
    assert HAND_IN not in page
    (opened,) = rounds.rounds_of(product.id)
    assert (opened.number, opened.state, opened.region_code) == (1, RoundState.SUBMITTED, world.VILLAGE)
    assert (opened.submitted_at, opened.submitted_by_id) == (world.SUNDAY, maker.person_id)
    assert (opened.note, opened.points, opened.judged_at) == ("", [], None)
    assert opened.revision_id == own.latest(product.id).id
    assert own.latest(product.id).state is RevisionState.SUBMITTED


def test_a_round_keeps_what_the_check_said_at_that_moment(maker: Actor) -> None:
    product, opened = world.a_submitted_product(maker, category=Category.CAMILAN)
    codes = {one["code"]: one["severity"] for one in opened.findings}
    assert codes["label.permit"] == "periksa"
    submitting.withdraw(maker, product.slug)
    papers.declare(maker, product.slug, PaperKind.PIRT, typed=world.PIRT, ends_on=None, evidence=None)
    again = submitting.submit(maker, product.slug)
    assert "label.permit" not in {one["code"] for one in again.findings}
    assert "label.permit" in {one["code"] for one in rounds.rounds_of(product.id)[1].findings}


@pytest.fixture
def rows(count: Any) -> Any:
    return lambda: [count(table) for table in (Round, Revision, JournalEntry)] + [len(jobs.waiting())]


def refused(rows: Any, product: Product, maker: Actor, sentence: str, kind: type[Exception]) -> None:
    before, state = rows(), own.latest(product.id).state
    with pytest.raises(kind, match=sentence):
        submitting.submit(maker, product.slug)
    assert rows() == before
    assert own.latest(product.id).state is state


def test_an_incomplete_draft_is_refused_with_the_first_thing_to_mend(maker: Actor, rows: Any) -> None:
    product = drafts.begin(maker, category=Category.KESET, name="Keset Draf")
    refused(rows, product, maker, "Bahan belum diisi. Sebut bahannya", NotSubmittable)


def test_what_waits_is_not_handed_in_again(maker: Actor, rows: Any) -> None:
    product, _ = world.a_submitted_product(maker)
    refused(rows, product, maker, "Keadaannya sudah berubah", MoveRefused)


def test_what_was_sent_back_is_handed_in_again_only_after_a_change(maker: Actor, rows: Any) -> None:
    product, opened = world.a_submitted_product(maker)
    judging.ask_changes(world.actor(world.CURATOR), opened.id, "", ["Foto lebih terang"])
    refused(rows, product, maker, "Keadaannya sudah berubah", MoveRefused)
    drafts.add_photo(maker, product.slug, world.a_picture(colour="green"))
    again = submitting.submit(maker, product.slug)
    assert (again.number, again.state) == (2, RoundState.SUBMITTED)


def test_the_button_pressed_twice_hands_in_once(signed_in: Any, maker: Actor, count: Any) -> None:
    product = world.a_product(maker)
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{product.slug}"
    token = browser.token(path)
    for _ in range(2):
        assert browser.post(f"{path}/ajukan", data={"csrf_token": token}).location == path
    assert "Muat ulang halaman ini" in browser.get(path).text
    assert len(rounds.rounds_of(product.id)) == 1


def test_a_gerai_without_address_has_no_curator(maker: Actor, db: Any) -> None:
    newcomer = world.a_maker()
    sellers.begin(newcomer, "Gerai Tanpa Alamat")
    product = world.a_product(newcomer)
    with pytest.raises(NotSubmittable, match="Isi dulu alamat gerai"):
        submitting.submit(newcomer, product.slug)
    assert rounds.rounds_of(product.id) == []


def test_a_submission_taken_back_can_be_worked_on_and_is_a_new_round_afterwards(
    signed_in: Any, maker: Actor
) -> None:
    product, opened = world.a_submitted_product(maker)
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{product.slug}"
    browser.send(path, to=f"{path}/tarik")
    assert "Pengajuan ditarik. Sekarang bisa diubah lagi." in browser.get(path).text
    (taken_back,) = rounds.rounds_of(product.id)
    assert (taken_back.id, taken_back.state, taken_back.judged_at) == (opened.id, RoundState.WITHDRAWN, None)
    assert own.latest(product.id).state is RevisionState.DRAFT
    drafts.name_it(maker, product.slug, name="Keset Lebih Rapi", description="")
    again = submitting.submit(maker, product.slug)
    assert (again.number, again.revision_id) == (2, opened.revision_id)


def test_nothing_is_taken_back_that_does_not_wait(maker: Actor, rows: Any) -> None:
    before = rows()
    with pytest.raises(RuleBroken, match="Barang ini tidak sedang ditinjau"):
        submitting.withdraw(maker, world.goods().ready.slug)
    assert rows() == before


def test_a_kader_hands_in_for_her_and_both_stand_in_the_journal(
    signed_in: Any, maker: Actor, db: Any
) -> None:
    product = world.a_product(maker)
    browser = signed_in(world.KADER)
    browser.send("/akun/dampingi", to=f"/akun/dampingi/{maker.person_id}")
    path = f"/penjual/barang/{product.slug}"
    browser.send(path, to=f"{path}/ajukan")
    kader = world.actor(world.KADER)
    entry = db.scalar(
        sa.select(JournalEntry).where(
            JournalEntry.what == "product submitted", JournalEntry.subject_id == product.id
        )
    )
    assert (entry.by_id, entry.for_id, entry.facts) == (kader.person_id, maker.person_id, {"round": 1})
    assert rounds.rounds_of(product.id)[0].submitted_by_id == maker.person_id
