"""The seller prints the label of her good: what she chooses, what she sees, what she takes home."""

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from app.base.actor import Actor
from app.base.kinds import Category
from app.catalog.models import Paper, Product
from app.catalog.queries import own
from app.catalog.rules.life import PaperKind
from app.catalog.service import drafts, papers
from app.curation.service import looking, submitting
from app.db.journal import JournalEntry
from tests.support import world
from tests.support.printing import HALAL, box_mm, texts_of


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def seller(signed_in: Any) -> Any:
    return signed_in(world.SELLER)


@pytest.fixture
def snack(maker: Actor) -> Product:
    """On show, its P-IRT seen."""
    return world.a_snack_with_papers(maker)[0]


def page_of(product: Product) -> str:
    return f"/penjual/barang/{product.slug}/cetak-label"


def pictures(html: str) -> list[str]:
    """The two large pictures of the preview."""
    return re.findall(r'<img src="(data:image/png;base64,[^"]+)" alt="(?:Muka|Belakang) label', html)


def test_she_sees_front_and_back_at_once_and_takes_the_pdf_home(seller: Any, snack: Product) -> None:
    page = seller.get(page_of(snack))
    assert page.status_code == 200 and len(pictures(page.text)) == 2
    assert "CONTOH" not in page.text and "Lembar A4, 9 label" in page.text
    file = seller.get(f"{page_of(snack)}/label.pdf")
    assert (file.mimetype, file.status_code) == ("application/pdf", 200)
    assert file.headers["Content-Disposition"] == f'attachment; filename="label-{snack.slug}-50x80-label.pdf"'
    assert file.headers["Cache-Control"] == "private, no-cache"
    front, back = texts_of(file.data)
    assert "Keripik Uji" in front and "Berat bersih 250 g" in front
    assert "Baik digunakan sebelum 21 Mei 2027" in front  # made on the tests' Sunday, good for 180 days
    assert "P-IRT No. 2153671019901-30" in front
    assert "Diproduksi oleh Rumah Perca, Kota Tangerang 15148" in front
    assert "Komposisi: singkong, minyak goreng, garam" in back and "Kode produksi: B221126" in back


def test_what_she_chooses_is_what_she_gets(seller: Any, snack: Product) -> None:
    chosen = {"size": "70x100", "style": "kebun", "made_on": "2026-11-20", "code": "PAGI-7"}
    page = seller.get(page_of(snack), query_string=chosen)
    assert "Lembar A4, 4 label" in page.text and 'value="PAGI-7"' in page.text
    assert re.findall(r'value="([^"]*)" checked', page.text) == ["70x100", "kebun"]
    single = seller.get(f"{page_of(snack)}/label.pdf", query_string=chosen).data
    printer = seller.get(f"{page_of(snack)}/percetakan.pdf", query_string=chosen).data
    sheet = seller.get(f"{page_of(snack)}/a4.pdf", query_string=chosen).data
    boxes = [PdfReader(io.BytesIO(one)).pages[0].mediabox for one in (single, printer, sheet)]
    assert [box_mm(box) for box in boxes] == [(0, 0, 70, 100), (0, 0, 74, 104), (0, 0, 210, 297)]
    assert "19 Mei 2027" in texts_of(single)[0] and "PAGI-7" in texts_of(single)[1]


def test_looking_and_printing_change_nothing(seller: Any, snack: Product, count: Any) -> None:
    before = count(JournalEntry)
    seller.get(page_of(snack))
    seller.get(f"{page_of(snack)}/a4.pdf")
    assert count(JournalEntry) == before


def test_without_a_seen_permit_it_is_a_sample_and_says_why(seller: Any, maker: Actor) -> None:
    draft = world.a_product(maker, name="Keripik Baru", category=Category.CAMILAN)
    papers.declare(maker, draft.slug, PaperKind.PIRT, typed=world.PIRT, ends_on=None, evidence=None)
    page = seller.get(page_of(draft)).text
    assert "Masih CONTOH." in page and "belum dicocokkan kurator" in page
    assert all("CONTOH" in text for text in texts_of(seller.get(f"{page_of(draft)}/label.pdf").data))


def test_the_halal_place_comes_with_the_seen_certificate_only(seller: Any, maker: Actor) -> None:
    draft = world.a_product(
        maker, name="Keripik Sah", category=Category.CAMILAN, facts={**world.SNACK, "halal": "bersertifikat"}
    )
    for kind, typed in ((PaperKind.PIRT, world.PIRT), (PaperKind.HALAL, HALAL)):
        papers.declare(maker, draft.slug, kind, typed=typed, ends_on=None, evidence=world.a_picture())
    before = texts_of(seller.get(f"{page_of(draft)}/label.pdf").data)
    assert not any(HALAL in text or "halal" in text.lower() for text in before)
    round_ = submitting.submit(maker, draft.slug)
    for paper in own.papers(draft.id).values():
        looking.see_paper(world.actor(world.CURATOR), round_.id, paper.id, None)
    front, _ = texts_of(seller.get(f"{page_of(draft)}/label.pdf").data)
    assert HALAL in front and "CONTOH" not in front
    assert "halal" not in front.lower(), "the mark comes with the certificate; we print no word of our own"


def test_what_is_missing_is_listed_with_the_way_to_it(seller: Any, maker: Actor) -> None:
    facts = {key: value for key, value in world.SNACK.items() if key not in ("composition", "net")}
    draft = world.a_product(maker, name="Keripik Kurang", category=Category.CAMILAN, facts=facts)
    page = seller.get(page_of(draft), query_string={"code": ""})
    assert page.status_code == 200 and pictures(page.text) == []
    for sentence, link in (
        ("Komposisinya belum diisi.", "rincian"),
        ("Berat atau isi bersihnya belum diisi.", "rincian"),
        ("Kode produksinya belum diisi.", "#cetak"),
        ("perlu nomor P-IRT di labelnya.", "izin"),
    ):
        place = f"/penjual/barang/{draft.slug}/{link}" if link != "#cetak" else link
        assert re.search(rf'{re.escape(sentence)}.{{0,200}}<a class="more" href="{place}"', page.text, re.S)
    sent = seller.get(f"{page_of(draft)}/a4.pdf?size=40x60")
    assert (sent.status_code, sent.headers["Location"]) == (302, f"{page_of(draft)}?size=40x60")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("made_on", "kemarin", "Tanggal ini belum terbaca. Pilih dari kalender, ya."),
        ("size", "3x4", "Pilih salah satu dari daftar."),
        ("style", "<bdo>", "Pilih salah satu dari daftar."),
        ("code", "K" * 25, "Terlalu panjang: paling banyak 24 huruf."),
    ],
)
def test_a_choice_that_makes_no_sense_is_answered_beside_it(
    seller: Any, snack: Product, field: str, typed: str, sentence: str
) -> None:
    page = seller.get(page_of(snack), query_string={"code": "SORE-1"} | {field: typed})
    assert page.status_code == 200 and pictures(page.text) == []
    assert sentence in page.text
    assert field == "code" or 'value="SORE-1"' in page.text
    assert "<bdo>" not in page.text
    assert seller.get(f"{page_of(snack)}/a4.pdf", query_string={field: typed}).status_code == 302


def test_a_composition_of_ten_pages_gets_a_sentence(seller: Any, maker: Actor, snack: Product) -> None:
    drafts.state_facts(maker, snack.slug, {**world.SNACK, "composition": "gula aren asli, " * 125})
    page = seller.get(page_of(snack), query_string={"size": "40x60"})
    assert page.status_code == 200 and pictures(page.text) == []
    assert "Komposisi dan keterangannya terlalu panjang untuk 40 × 60 mm." in page.text
    assert seller.get(f"{page_of(snack)}/label.pdf?size=40x60").status_code == 302


def test_markup_in_a_name_stays_text_on_page_and_paper(seller: Any, maker: Actor) -> None:
    name = "<script>#panic() *Keset* 🌶"
    mat = world.a_product(maker, name=name)
    page = seller.get(page_of(mat)).text
    assert "<script>#" not in page and "Tanda 🌶 di nama barang tidak ikut dicetak." in page
    assert "<script>#panic() *Keset*" in texts_of(seller.get(f"{page_of(mat)}/label.pdf").data)[0]


def test_a_mat_has_its_tag_without_any_paper(seller: Any) -> None:
    mat = world.goods().ready
    front, back = texts_of(seller.get(f"{page_of(mat)}/label.pdf").data)
    assert "Ukuran 60 × 40 cm" in front and "Dibuat oleh Rumah Perca, Kota Tangerang 15148" in front
    assert "Alas anti-slip: tidak ada" in back and "Buatan Indonesia" in back
    assert "Kode produksi" not in seller.get(page_of(mat)).text


@pytest.mark.parametrize("path", ["", "/label.pdf", "/a4.pdf"])
def test_the_label_of_another_gerai_does_not_exist(signed_in: Any, snack: Product, path: str) -> None:
    assert signed_in(world.OTHER_SELLER).get(f"{page_of(snack)}{path}").status_code == 404


def test_a_file_that_we_do_not_make_does_not_exist(seller: Any, snack: Product) -> None:
    assert seller.get(f"{page_of(snack)}/a3.pdf").status_code == 404


def test_the_curator_sees_the_same_label_beside_the_papers(
    signed_in: Any, seller: Any, maker: Actor, db: Any
) -> None:
    draft = world.a_product(maker, name="Keripik Tinjau", category=Category.CAMILAN)
    papers.declare(maker, draft.slug, PaperKind.PIRT, typed=world.PIRT, ends_on=None, evidence=None)
    hers = pictures(seller.get(page_of(draft)).text)
    round_ = submitting.submit(maker, draft.slug)
    page = signed_in(world.CURATOR).get(f"/kurator/tinjauan/{round_.id}").text
    assert pictures(page) == hers and "Masih CONTOH." in page
    db.delete(db.query(Paper).filter_by(product_id=draft.id).one())
    db.flush()
    page = signed_in(world.CURATOR).get(f"/kurator/tinjauan/{round_.id}").text
    assert pictures(page) == [] and "perlu nomor P-IRT di labelnya." in page


def test_a_code_of_a_day_follows_the_day(seller: Any, maker: Actor, snack: Product) -> None:
    page = seller.get(page_of(snack)).text
    assert 'name="code" type="text" value="B221126"' in page
    drafts.state_facts(maker, snack.slug, {**world.SNACK, "production_code": "R150926"})
    assert 'value="R221126"' in seller.get(page_of(snack)).text
    drafts.state_facts(maker, snack.slug, {**world.SNACK, "production_code": "PAGI"})
    assert 'value="PAGI"' in seller.get(page_of(snack)).text
