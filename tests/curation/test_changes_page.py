"""What changed comes first: for the curator since the last approval and the last answer, for the seller before she hands in."""

import re
from typing import Any

import pytest

from app.base.actor import Actor
from app.base.kinds import Category
from app.catalog.models import Product
from app.catalog.queries import own
from app.catalog.rules.life import PaperKind, Supply
from app.catalog.rules.packaging import Answer
from app.catalog.service import drafts, packaging, papers
from app.catalog.service.drafts import Offer, VariantOffer
from app.curation.models import Round
from app.curation.service import judging, submitting
from tests.support import world
from tests.support.counting import statements


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def snack(maker: Actor) -> Product:
    """A snack on show, with a described photo."""
    product, _ = world.a_snack_with_papers(maker)
    return product


def told(html: str, anchor: str) -> str:
    """What is read in one section, on one line; what is only heard included."""
    found = re.search(rf'<section[^>]* id="{anchor}">(.*?)</section>', html, re.S)
    assert found, f"no section {anchor}"
    return re.sub(r"\s+", " ", re.sub(r"<(?!/?(?:ins|del)\b)[^>]*>", "", found[1])).strip()


def edited(maker: Actor, product: Product) -> None:
    """One word of the description, one of the composition, a price far away, a photo more."""
    drafts.name_it(maker, product.slug, name="Keripik Uji", description="Diiris tipis.")
    drafts.state_facts(maker, product.slug, {**world.SNACK, "composition": "singkong, minyak kelapa, garam"})
    one = world.variant_of(product)
    far = VariantOffer(one.id, "", 90_000, 620, one.stock, stock_seen=one.stock)
    drafts.offer(maker, product.slug, Offer(Supply.READY, None, (far,)))
    drafts.add_photo(maker, product.slug, world.a_picture(colour="#1d6b4b"))


def round_page(signed_in: Any, opened: Round) -> str:
    return str(signed_in(world.CURATOR).get(f"/kurator/tinjauan/{opened.id}").text)


def test_a_first_round_has_nothing_to_compare(signed_in: Any, maker: Actor) -> None:
    _, opened = world.a_submitted_product(maker)
    page = round_page(signed_in, opened)
    assert 'id="berubah"' not in page and 'id="diperbaiki"' not in page


def test_the_curator_sees_field_by_field_what_is_new(signed_in: Any, maker: Actor, snack: Product) -> None:
    edited(maker, snack)
    page = round_page(signed_in, submitting.submit(maker, snack.slug))
    said = told(page, "berubah")
    for words in (
        "Dibanding versi 1, yang tetap dijual sampai versi ini disetujui.",
        "<del>dihapus: Dianyam rapat</del><ins>ditambah: Diiris tipis</ins>.",
        "singkong, minyak <del>dihapus: goreng</del><ins>ditambah: kelapa</ins>, garam",
        "Harga<del>dihapus: Rp45.000</del> → <ins>ditambah: Rp90.000</ins> (naik 100 %)",
        "Berat kirim<del>dihapus: 600 g</del> → <ins>ditambah: 620 g</ins> sudah berlaku",
        "Foto baru urutan 2",
    ):
        assert words in said, (words, said)
    assert "Keripik Uji" not in said
    assert 'id="diperbaiki"' not in page
    assert page.index('id="berubah"') < page.index("Yang dinyatakan penjual")


def test_the_seller_sees_the_same_before_she_hands_in(signed_in: Any, maker: Actor, snack: Product) -> None:
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{snack.slug}"
    assert "Ini yang berubah" not in browser.get(path).text
    edited(maker, snack)
    page = browser.get(path).text
    said = told(page, "berubah")
    assert "singkong, minyak <del>dihapus: goreng</del><ins>ditambah: kelapa</ins>, garam" in said
    assert "<ins>ditambah: Rp90.000</ins>" in said
    assert page.index("Ini yang berubah") < page.index("Ajukan ke kurator</button>")


def test_after_changes_were_asked_the_curator_sees_what_was_mended(
    signed_in: Any, maker: Actor, snack: Product
) -> None:
    drafts.name_it(maker, snack.slug, name="Keripik Renyah", description="Diiris tipis.")
    first = submitting.submit(maker, snack.slug)
    judging.ask_changes(world.actor(world.CURATOR), first.id, "", ["Sebut bahannya"])
    drafts.name_it(maker, snack.slug, name="Keripik Singkong", description="Diiris tipis.")
    page = round_page(signed_in, submitting.submit(maker, snack.slug))
    mended, all_of_it = told(page, "diperbaiki"), told(page, "berubah")
    assert "Dibanding versi 2, yang terakhir dijawab kurator." in mended
    assert "Keripik <del>dihapus: Renyah</del><ins>ditambah: Singkong</ins>" in mended
    assert "Keterangan" not in mended
    assert "Keripik <del>dihapus: Uji</del><ins>ditambah: Singkong</ins>" in all_of_it
    assert "Diiris tipis" in all_of_it
    assert page.index('id="diperbaiki"') < page.index('id="berubah"')


def test_papers_are_compared_with_what_stood_at_the_approval(
    signed_in: Any, maker: Actor, snack: Product
) -> None:
    papers.declare(
        maker, snack.slug, PaperKind.PIRT, typed="P-IRT No. 2153671019902-30", ends_on=None, evidence=None
    )
    drafts.state_facts(maker, snack.slug, {**world.SNACK, "net": 200})
    page = round_page(signed_in, submitting.submit(maker, snack.slug))
    said = told(page, "berubah")
    assert "P-IRT<del>dihapus: P-IRT No. 2153671019901-30, sampai 30-06-2030</del>" in said
    assert "Berat atau isi bersih<del>dihapus: 250</del> → <ins>ditambah: 200</ins>" in said


def test_a_judged_round_goes_on_saying_what_it_was_about(
    signed_in: Any, maker: Actor, snack: Product
) -> None:
    edited(maker, snack)
    opened = submitting.submit(maker, snack.slug)
    judging.decline(world.actor(world.CURATOR), opened.id, "Belum.")
    one = world.variant_of(snack)
    near = VariantOffer(one.id, "", 46_000, 700, one.stock, stock_seen=one.stock)
    drafts.offer(maker, snack.slug, Offer(Supply.READY, None, (near,)))
    said = told(round_page(signed_in, opened), "berubah")
    assert "<ins>ditambah: Rp90.000</ins>" in said
    assert "<ins>ditambah: 620 g</ins>" in said
    assert "700 g" not in said


def test_what_people_write_is_never_markup(signed_in: Any, maker: Actor, snack: Product) -> None:
    drafts.name_it(maker, snack.slug, name="<b>Keripik</b> Uji", description="a<script>x</script>")
    page = round_page(signed_in, submitting.submit(maker, snack.slug))
    assert "<b>Keripik" not in page and "<script>x" not in page
    assert "&lt;" in page


def test_comparing_asks_two_statements_more(signed_in: Any, maker: Actor, snack: Product) -> None:
    browser = signed_in(world.CURATOR)
    first = world.a_product(maker, name="Keripik Lain", category=Category.CAMILAN)
    opened_first = submitting.submit(maker, first.slug)
    edited(maker, snack)
    opened = submitting.submit(maker, snack.slug)
    counts = []
    for one in (opened_first, opened):
        path = f"/kurator/tinjauan/{one.id}"
        browser.get(path)
        with statements() as seen:
            assert browser.get(path).status_code == 200
        counts.append(len(seen))
    assert counts[1] - counts[0] <= 3, counts


def test_a_withdrawn_round_shows_nothing_of_the_draft(signed_in: Any, maker: Actor, snack: Product) -> None:
    drafts.name_it(maker, snack.slug, name="Nama Rahasia", description="")
    opened = submitting.submit(maker, snack.slug)
    submitting.withdraw(maker, snack.slug)
    browser = signed_in(world.CURATOR)
    answer = browser.get(f"/kurator/tinjauan/{opened.id}")
    assert (answer.status_code, answer.location) == (303, "/kurator/antrean")
    page = browser.get("/kurator/antrean").text
    assert "Penjual sudah menarik barang ini untuk diubah lagi." in page
    assert "Nama Rahasia" not in page
    assert browser.get(f"/kurator/tinjauan/{opened.id}/riwayat").status_code == 404


def test_an_answer_on_packaging_is_compared_too(signed_in: Any, maker: Actor) -> None:
    product = world.goods().ready
    packaging.answer(maker, product.slug, "mat_dry", Answer.NOT_YET)
    drafts.name_it(maker, product.slug, name="Keset Kering", description="")
    page = round_page(signed_in, submitting.submit(maker, product.slug))
    assert "belum ada → <ins>ditambah: Belum</ins>" in told(page, "berubah")


def test_the_same_picture_taken_in_again_is_no_new_picture(
    signed_in: Any, maker: Actor, snack: Product
) -> None:
    """She took it out and put it back from her phone."""
    drafts.add_photo(maker, snack.slug, world.a_picture())
    first, again = own.photos(own.latest(snack.id).id)
    assert first.photo.id != again.photo.id
    drafts.remove_photo(maker, snack.slug, first.photo.id)
    page = signed_in(world.SELLER).get(f"/penjual/barang/{snack.slug}").text
    assert "Belum ada yang berubah." in told(page, "berubah")
