"""Scoring on a phone: one aspect a page, saved as she goes, and what seller and curators read of it afterwards."""

import re
from typing import Any

import pytest

from app.base.actor import Actor
from app.base.kinds import Category
from app.catalog.models import Product
from app.catalog.queries import own
from app.catalog.rules.life import PaperKind
from app.catalog.service import papers
from app.curation.models import Round, RoundPhoto, RoundScore
from app.curation.queries import scores as queries
from app.curation.service import judging, looking, scoring, submitting
from tests.support import scores, world
from tests.support.counting import statements
from tests.support.curators import a_curator, a_file
from tests.support.forms import filled


@pytest.fixture
def curator(db: Any) -> Actor:
    return world.actor(world.CURATOR)


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def mat(maker: Actor) -> tuple[Product, Round]:
    return world.a_submitted_product(maker)


def sheet(opened: Round, part: str) -> str:
    return f"/kurator/tinjauan/{opened.id}/nilai/{part}"


def test_each_aspect_is_saved_and_leads_to_the_next(signed_in: Any, mat: Any) -> None:
    _, opened = mat
    browser = signed_in(world.CURATOR)
    assert f'href="{sheet(opened, "papers")}"' in browser.get(f"/kurator/tinjauan/{opened.id}").text
    answer = browser.send(sheet(opened, "papers"), score_own_work="4", score_identity="2", lanjut="ya")
    assert (answer.status_code, answer.location) == (303, sheet(opened, "label"))
    page = browser.get(sheet(opened, "papers")).text
    assert filled(page, "note_own_work") == {"score_own_work": ["4"], "score_identity": ["2"]}
    assert "Sejauh ini <b" in page and ">7,5</b> poin; 12 hal belum dinilai." in page
    answer = browser.send(sheet(opened, "price"), score_price="3", lanjut="ya")
    assert answer.location == f"/kurator/tinjauan/{opened.id}#nilai"
    page = browser.get(f"/kurator/tinjauan/{opened.id}").text
    assert "Lanjut menilai: Label dan keterangan" in page
    assert "Belum dinilai: Bahan dan ukuran, Cara merawat, Pelindung dan 8 hal lain." in page


def test_each_choice_says_what_is_seen_and_which_one_stands_against_it(signed_in: Any, mat: Any) -> None:
    _, opened = mat
    page = signed_in(world.CURATOR).get(sheet(opened, "quality")).text
    for words in (
        "Tarik pelan dan goyang tiga kali.",
        "Lepas atau terurai saat ditarik.",
        "Kuat, rapat, dan rata sampai ke ujung.",
    ):
        assert words in page
    assert page.count("Belum bisa tampil di toko.") == 2  # joins and safe


BAD = [
    (
        {"score_own_work": "1"},
        "Tulis apa yang terlihat pada Buatan sendiri, supaya penjual tahu mulai dari mana.",
    ),
    ({"score_own_work": "5"}, "Pilih salah satu dari daftar."),
    ({"score_own_work": "-1"}, "Pilih salah satu dari daftar."),
    ({"note_own_work": "Rapi."}, "Pilih dulu nilai untuk Buatan sendiri. Catatannya masih ada."),
    ({"score_own_work": "4", "note_identity": "k" * 301}, "Terlalu panjang: paling banyak 300 huruf."),
]


@pytest.mark.parametrize(("typed", "sentence"), BAD)
def test_what_lacks_something_says_so_beside_the_field_and_saves_nothing(
    signed_in: Any, mat: Any, count: Any, typed: dict[str, str], sentence: str
) -> None:
    _, opened = mat
    browser = signed_in(world.CURATOR)
    before = count(RoundScore)
    answer = browser.send(sheet(opened, "papers"), score_identity="3", **typed)
    assert answer.status_code == 200
    assert answer.text.count(sentence) == 1
    kept = filled(answer.text, "note_own_work")
    for name, value in typed.items():
        assert kept.get(name) == [value] or value in ("5", "-1")
    assert kept["score_identity"] == ["3"]
    assert count(RoundScore) == before


def test_a_photo_is_kept_with_its_criterion_and_can_be_taken_away(signed_in: Any, mat: Any, db: Any) -> None:
    _, opened = mat
    browser = signed_in(world.CURATOR)
    path = sheet(opened, "quality")
    answer = browser.send(path, score_joins="3", photos_joins=a_file(world.a_picture(400, 400)))
    assert answer.status_code == 303
    (one,) = queries.photos_of([opened.id])[opened.id]["joins"]
    taken = one.id
    assert "/berkas/" in browser.get(path).text
    answer = browser.send(path, score_joins="2", photos_joins=a_file(b"bukan foto"))
    assert answer.status_code == 200 and 'role="alert"' in answer.text
    assert filled(answer.text, "note_joins")["score_joins"] == ["2"]
    browser.send(path, score_joins="3", drop=str(taken))
    db.expire_all()
    assert db.get(RoundPhoto, taken) is None


def test_who_may_not_judge_does_not_reach_the_sheet(signed_in: Any, mat: Any) -> None:
    _, opened = mat
    assert signed_in(a_curator("35")).get(sheet(opened, "papers")).status_code == 404
    browser = signed_in(world.CURATOR)
    assert browser.get(sheet(opened, "permit")).status_code == 404  # no aspect of craft


def test_a_judged_sheet_is_only_read(signed_in: Any, curator: Actor, mat: Any) -> None:
    _, opened = mat
    browser = signed_in(world.CURATOR)
    token = browser.token(sheet(opened, "papers"))
    scores.approve(curator, opened.id, points=3)
    assert browser.get(sheet(opened, "papers")).location == f"/kurator/tinjauan/{opened.id}#nilai"
    answer = browser.post(sheet(opened, "papers"), data={"csrf_token": token, "score_own_work": "0"})
    assert answer.status_code == 409 and "Tinjauan ini sudah selesai" in answer.get_data(as_text=True)
    browser.post(sheet(opened, "papers"), data={"csrf_token": token})
    page = browser.get(f"/kurator/tinjauan/{opened.id}").text
    assert "Tinjauan ini sudah selesai, nilainya tinggal dibaca." in page
    assert '<b class="grade__letter">B</b>' in page and ">75</span> dari 100" in page
    assert sheet(opened, "papers") not in page


def test_what_software_knows_stands_beside_it_and_scores_nothing(signed_in: Any, maker: Actor) -> None:
    product = world.a_product(maker, category=Category.CAMILAN)
    papers.declare(maker, product.slug, PaperKind.PIRT, typed=world.PIRT, ends_on=None, evidence=None)
    opened = submitting.submit(maker, product.slug)
    browser = signed_in(world.CURATOR)
    page = browser.get(sheet(opened, "papers")).text
    assert "Nomornya benar susunannya, belum dicocokkan kurator. <b" in page and "Usul: 3" in page
    assert "Penjual menyatakan sertifikatnya sedang diurus." in page
    paper = own.papers(product.id)[PaperKind.PIRT]
    looking.see_paper(world.actor(world.CURATOR), opened.id, paper.id, None)
    page = browser.get(sheet(opened, "papers")).text
    assert "Kurator sudah mencocokkannya dengan aslinya." in page and "Usul: 4" in page
    assert " checked" not in page
    assert queries.marks_of([opened.id])[opened.id] == {}


def test_a_decision_with_reasons_from_the_list(signed_in: Any, mat: Any, maker: Actor) -> None:
    product, opened = mat
    browser = signed_in(world.CURATOR)
    page = f"/kurator/tinjauan/{opened.id}"
    refused = browser.send(page, keputusan="setujui", reasons="loose", internal="Tanya dulu.")
    assert "Alasan hanya untuk minta perbaikan atau menolak." in refused.text
    kept = filled(refused.text, "internal")
    assert (kept["reasons"], kept["internal"]) == (["loose"], ["Tanya dulu."])
    answer = browser.send(page, keputusan="perbaiki", reasons="loose", internal="Tanya dulu.")
    assert answer.status_code == 303
    hers = signed_in(world.SELLER).get(f"/penjual/barang/{product.slug}/tinjauan").text
    assert "Jahitan, payet, atau anyamannya ada yang lepas." in hers
    assert "Kuatkan simpulnya, goyang tiga kali" in hers
    assert "Tanya dulu." not in hers
    assert "Tanya dulu." in browser.get(page).text


def test_a_good_sum_beside_a_failed_gate_says_what_keeps_it_from_the_shop(
    signed_in: Any, curator: Actor, mat: Any
) -> None:
    product, opened = mat
    scores.score(curator, opened.id, joins=0)
    words = "Belum bisa tampil karena:</b> Jahitan, simpul, atau anyaman."
    assert words in signed_in(world.CURATOR).get(f"/kurator/tinjauan/{opened.id}").text
    judging.ask_changes(curator, opened.id, "", [], reasons=["loose"])
    assert words in signed_in(world.SELLER).get(f"/penjual/barang/{product.slug}/tinjauan").text


# -- what the seller reads ------------------------------------------------------------------------


def test_the_seller_sees_grade_bars_notes_and_photos_never_the_internal_note(
    signed_in: Any, curator: Actor, mat: Any
) -> None:
    product, opened = mat
    scores.score(curator, opened.id, 3, care=1)
    scoring.score(curator, opened.id, {}, photos={"care": [world.a_picture(300, 300)]})
    page = f"/penjual/barang/{product.slug}/tinjauan"
    seller = signed_in(world.SELLER)
    assert "Kurang rapi." not in seller.get(page).text  # nothing before the decision
    judging.approve(curator, opened.id, "Bagus, Bu.", internal="Hanya untuk kurator.")
    hers = seller.get(page).text
    for words in ("Bagus, Bu.", "Baik</b>", ">71,25</span> dari 100", "“Kurang rapi.”", "nilai 1 dari 4",
                  "Tidak ada petunjuknya.", "Mutu pengerjaan", "Dinilai dengan lembar versi 1."):  # fmt: skip
        assert words in hers, words
    assert "Hanya untuk kurator." not in hers
    link = re.search(r'href="(/berkas/[^"]+)"', hers)
    assert link is not None
    assert seller.get(link[1]).status_code == 200
    assert signed_in(world.OTHER_SELLER).get(link[1]).status_code == 404


def test_the_pages_ask_the_database_as_much_for_many_scores_as_for_none(
    signed_in: Any, curator: Actor, mat: Any
) -> None:
    _, opened = mat
    browser = signed_in(world.CURATOR)
    page = f"/kurator/tinjauan/{opened.id}"
    browser.get(page)
    with statements() as before:
        browser.get(page)
    scores.score(curator, opened.id)
    with statements() as after:
        browser.get(page)
    assert len(after) <= len(before)
    with statements() as one:
        browser.get(sheet(opened, "quality"))
    assert len(one) <= len(after)
