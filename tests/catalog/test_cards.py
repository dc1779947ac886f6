"""The maker prints cards to lie beside her good: what she chooses, what stands there, what never does."""

import io
import re
from datetime import date
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from app.base import clock
from app.base.actor import Actor
from app.base.kinds import Category
from app.catalog.models import Product
from app.catalog.ports import OfficialMarks
from app.catalog.queries import cards, own
from app.catalog.queries.cards import Addresses, Wishes
from app.catalog.rules import care_card
from app.catalog.rules.cards import Kind
from app.catalog.rules.life import PaperKind
from app.catalog.service import drafts, papers
from app.catalog.service.drafts import VariantOffer
from app.curation.models import GiftApproval
from app.curation.service import looking, submitting
from app.db.journal import JournalEntry
from app.db.ports import port
from app.db.session import session
from app.paper.cards import CardSize, card_png
from app.sellers import service as sellers
from tests.support import scores, world
from tests.support.official import made_official
from tests.support.printing import HALAL, texts_of

UNTIL = date(2027, 5, 31)


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def seller(signed_in: Any) -> Any:
    return signed_in(world.SELLER)


@pytest.fixture
def mat(maker: Actor) -> Product:
    """A mat on show."""
    return world.an_approved_product(maker, name="Keset Kartu")


def page_of(product: Product) -> str:
    return f"/penjual/barang/{product.slug}/kartu"


def pictures(html: str) -> list[str]:
    return re.findall(r'<img src="(data:image/png;base64,[^"]+)"', html)


def words(pdf: bytes) -> str:
    """All letters without blanks and joiners."""
    return "".join(" ".join(texts_of(pdf)).replace("\u2060", "").replace("\u200b", "").split())


def printed(seller: Any, product: Product, kind: str, **chosen: Any) -> str:
    answer = seller.get(f"{page_of(product)}/{kind}.pdf", query_string={"copies": 1} | chosen)
    assert answer.status_code == 200
    return words(answer.data)


# -- what she chooses -------------------------------------------------------------------------------------


def test_she_sees_a_card_at_once_and_takes_sheets_home(seller: Any, mat: Product) -> None:
    page = seller.get(page_of(mat))
    assert page.status_code == 200 and len(pictures(page.text)) == 1
    assert "8 kartu di 2 lembar A4, 4 kartu tiap lembar" in page.text
    file = seller.get(f"{page_of(mat)}/cerita.pdf")
    assert (file.status_code, file.mimetype) == (200, "application/pdf")
    assert (
        file.headers["Content-Disposition"] == f'attachment; filename="kartu-cerita-{mat.slug}-105x148.pdf"'
    )
    assert words(file.data).count("KesetKartu") == 8
    assert "Dianyamrapat." in words(file.data) and "KotaTangerang,Banten" in words(file.data)


def test_her_good_s_page_leads_to_its_cards(seller: Any, mat: Product) -> None:
    html = seller.get(f"/penjual/barang/{mat.slug}").text
    assert f'href="{page_of(mat)}"' in html and "cerita, label gantung, cara merawat" in html


def test_what_she_chooses_is_what_she_gets(seller: Any, mat: Product) -> None:
    chosen = {"jenis": "gantung", "size": "40x70", "copies": "30", "price": "y"}
    page = seller.get(page_of(mat), query_string=chosen)
    assert "30 label di 3 lembar A4, 12 label tiap lembar" in page.text
    file = seller.get(f"{page_of(mat)}/gantung.pdf", query_string=chosen)
    assert len(PdfReader(io.BytesIO(file.data)).pages) == 3
    text = words(file.data)
    assert text.count("Rp45.000") == 30 and text.count("60×40cm") == 30
    assert "BahanKainpercakatun" in text and "DikerjakanAnyam" in text


def test_a_tag_is_of_the_very_choice_that_hangs_from_it(seller: Any, maker: Actor) -> None:
    offered = (VariantOffer(None, "Merah", 40_000, 500, 3), VariantOffer(None, "Biru", 55_000, 500, 3))
    product = world.an_approved_product(maker, name="Keset Dua", variants=offered)
    blue = own.variants(product.id)[1]
    page = seller.get(page_of(product), query_string={"jenis": "gantung"}).text
    assert "Untuk pilihan yang mana" in page
    text = printed(seller, product, "gantung", variant=blue.id, price="y")
    assert "Biru" in text and "Rp55.000" in text and "Merah" not in text


def test_nothing_of_care_is_printed_before_she_ticks_it(seller: Any, mat: Product) -> None:
    page = seller.get(page_of(mat), query_string={"jenis": "rawat"}).text
    assert "Sudah tercetak dari Rincian: Bisa dicuci" in page and 'value="kibas"' in page
    assert not re.search(r'name="care"[^>]*checked', page)
    text = printed(seller, mat, "rawat")
    assert "Bisadicuci" in text and "Kibaskan" not in text
    chosen = {"care": ["kibas", "kering"], "own_1": "Gulung, jangan dilipat"}
    text = printed(seller, mat, "rawat", **chosen)
    for said in (
        "Kibaskan debunya di luar rumah",
        "Pakai lagi setelah benar-benar kering",
        "Gulung, jangan dilipat",
    ):
        assert said.replace(" ", "") in text


def test_food_has_a_story_and_no_tag(seller: Any, maker: Actor) -> None:
    snack = world.a_snack_with_papers(maker)[0]
    page = seller.get(page_of(snack), query_string={"jenis": "rawat"}).text
    assert len(pictures(page)) == 1 and "Label gantung" not in page
    assert seller.get(f"{page_of(snack)}/rawat.pdf").status_code == 404
    assert "Renyah" not in printed(seller, snack, "cerita")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("size", "3x4", "Pilih salah satu dari daftar."),
        ("size", "50x90", "Pilih salah satu dari daftar."),
        ("copies", "0", "Isi antara 1 dan 200."),
        ("copies", "201", "Isi antara 1 dan 200."),
        ("copies", "banyak", "Tulis dengan angka saja."),
        ("care", "<bdo>", "Pilih dari daftar."),
        ("own_2", "K" * 71, "Terlalu panjang: paling banyak 70 huruf."),
    ],
)
def test_a_choice_that_makes_no_sense_is_answered_beside_it_and_nothing_is_lost(
    seller: Any, mat: Product, field: str, typed: str, sentence: str
) -> None:
    chosen = {"jenis": "rawat", "own_1": "Kata Ibu Sendiri"} | {field: typed}
    page = seller.get(page_of(mat), query_string=chosen)
    assert page.status_code == 200 and pictures(page.text) == []
    assert sentence in page.text and 'value="Kata Ibu Sendiri"' in page.text and "<bdo>" not in page.text
    sent = seller.get(f"{page_of(mat)}/rawat.pdf", query_string=chosen)
    assert sent.status_code == 302 and sent.headers["Location"].startswith(f"{page_of(mat)}?jenis=rawat&")


def test_a_variant_of_another_good_is_no_choice(seller: Any, mat: Product) -> None:
    other = world.variant_of(world.goods().ready)
    chosen = {"jenis": "gantung", "variant": other.id}
    assert "Pilih salah satu dari daftar." in seller.get(page_of(mat), query_string=chosen).text
    assert seller.get(f"{page_of(mat)}/gantung.pdf", query_string=chosen).status_code == 302


def test_more_lines_than_the_small_card_takes_name_the_larger_one(seller: Any, maker: Actor) -> None:
    facts = {**world.MAT, "material": "Batik tulis, tenun, sutra, rajut, pandan, sabut"}
    rich = world.an_approved_product(maker, name="Keset Campur", facts=facts)
    every = [line.code for line in care_card.offered(rich.category, "Keset Campur", facts)]
    chosen = {"jenis": "rawat", "size": "85x55", "care": every}
    chosen |= {f"own_{n}": "M" * 70 for n in (1, 2, 3)}
    page = seller.get(page_of(rich), query_string=chosen)
    assert "Petunjuknya terlalu banyak untuk 85 × 55 mm. Pakai ukuran 105 × 148 mm." in page.text
    assert pictures(page.text) == []
    assert seller.get(f"{page_of(rich)}/rawat.pdf", query_string=chosen).status_code == 302


def test_looking_and_printing_change_nothing(seller: Any, mat: Product, count: Any) -> None:
    before = count(JournalEntry)
    seller.get(page_of(mat))
    seller.get(f"{page_of(mat)}/cerita.pdf")
    assert count(JournalEntry) == before


# -- only what is approved, only what holds ------------------------------------------------------------------


def test_before_a_curator_has_approved_it_there_is_no_card(seller: Any, maker: Actor) -> None:
    draft = world.a_product(maker, name="Keset Baru")
    page = seller.get(page_of(draft)).text
    assert "Kartu bisa dicetak setelah barang ini disetujui kurator." in page and pictures(page) == []
    assert seller.get(f"{page_of(draft)}/cerita.pdf").status_code == 404


def test_a_change_that_waits_is_not_printed_and_she_is_told(seller: Any, maker: Actor, mat: Product) -> None:
    drafts.name_it(maker, mat.slug, name="Keset Janji", description="Belum dilihat siapa pun.")
    page = seller.get(page_of(mat)).text
    assert "Perubahan yang belum disetujui kurator belum ikut tercetak." in page
    text = printed(seller, mat, "cerita")
    assert "KesetKartu" in text and "Janji" not in text and "Belumdilihat" not in text


def test_a_story_speaks_of_halal_only_with_a_seen_certificate(
    seller: Any, maker: Actor, mat: Product
) -> None:
    sellers.describe(maker, name="Rumah Perca", story="Kami tujuh ibu. Semua bahan kami halal. Datanglah.")
    assert "Kalimat dengan kata “halal” tidak ikut" in seller.get(page_of(mat)).text
    text = printed(seller, mat, "cerita")
    assert "Kamitujuhibu.Datanglah." in text and "halal" not in text.lower()


def test_the_word_halal_in_a_line_or_name_of_her_own_keeps_the_card_from_being_printed(
    seller: Any, maker: Actor, mat: Product
) -> None:
    typed = {"jenis": "rawat", "own_1": "Halal dan suci"}
    for kind, chosen in (("rawat", typed), ("gantung", {"jenis": "gantung"})):
        if kind == "gantung":
            sellers.describe(maker, name="Rumah Halal Perca", story="Kami tujuh ibu.")
        page = seller.get(page_of(mat), query_string=chosen).text
        assert "Kata itu baru boleh dicetak setelah kurator melihat sertifikat halalnya." in page
        assert pictures(page) == []
        assert seller.get(f"{page_of(mat)}/{kind}.pdf", query_string=chosen).status_code == 302


def test_with_a_seen_certificate_the_story_may_say_it(seller: Any, maker: Actor) -> None:
    snack = world.a_product(
        maker, name="Keripik Sah", category=Category.CAMILAN, facts={**world.SNACK, "halal": "bersertifikat"}
    )
    for kind, typed in ((PaperKind.PIRT, world.PIRT), (PaperKind.HALAL, HALAL)):
        papers.declare(maker, snack.slug, kind, typed=typed, ends_on=None, evidence=world.a_picture())
    round_ = submitting.submit(maker, snack.slug)
    for paper in own.papers(snack.id).values():
        looking.see_paper(world.actor(world.CURATOR), round_.id, paper.id, None)
    scores.approve(world.actor(world.CURATOR), round_.id)
    sellers.describe(maker, name="Rumah Perca", story="Dapur kami bersertifikat halal.")
    assert "Dapurkamibersertifikathalal." in printed(seller, snack, "cerita")


def test_the_mark_stands_there_only_while_it_holds(seller: Any, mat: Product) -> None:
    assert "resmi" not in printed(seller, mat, "cerita")
    made_official(mat, UNTIL)
    approval = session().query(GiftApproval).filter_by(product_id=mat.id).one()
    text = printed(seller, mat, "cerita")
    assert "Oleh-olehresmi" in text and approval.code in text and "31Mei2027" in text
    assert "Bertanda oleh-oleh resmi sampai 31 Mei 2027." in seller.get(page_of(mat)).text
    with clock.at(clock.now().replace(year=2027, month=6, day=2)):
        assert port(OfficialMarks).mark(mat.id) is None


def test_a_mark_that_begins_later_is_not_printed_yet(seller: Any, mat: Product) -> None:
    made_official(mat, UNTIL, starts_on=date(2026, 12, 24))
    assert "resmi" not in printed(seller, mat, "cerita")


@pytest.mark.parametrize("official", [False, True])
def test_the_code_leads_to_the_proof_of_a_gift_and_else_to_the_good(mat: Product, official: bool) -> None:
    if official:
        made_official(mat, UNTIL)
    revision = cards.approved(mat)
    assert revision is not None
    to = Addresses(good="https://g.example/baik", proof=lambda code: f"https://g.example/bukti/{code}")
    made = cards.make(mat, revision, Wishes(kind=Kind.STORY), to, sample=False)
    assert made.card is not None
    [found] = zxingcpp.read_barcodes(Image.open(io.BytesIO(card_png(made.card, CardSize.POST))))
    mark = port(OfficialMarks).mark(mat.id)
    assert found.text == (f"https://g.example/bukti/{mark.code}" if mark else "https://g.example/baik")
    assert (mark is not None) is official


def test_nothing_of_her_home_and_no_person_s_name_stands_on_a_card(seller: Any, mat: Product) -> None:
    for kind in Kind:
        text = printed(seller, mat, kind).lower()
        for hidden in ("gangrahasia", "rt002", "cipondoh", "0812", "ratna"):
            assert hidden not in text


def test_another_s_good_does_not_exist(signed_in: Any, mat: Product) -> None:
    stranger = signed_in(world.OTHER_SELLER)
    assert stranger.get(page_of(mat)).status_code == 404
    assert stranger.get(f"{page_of(mat)}/cerita.pdf").status_code == 404
