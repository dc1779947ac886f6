"""What the photo coach says on the pages: beside the photo at once, the same to the curator, and never a refusal."""

import io
from typing import Any

import pytest
import sqlalchemy as sa
from PIL import Image, ImageDraw, ImageFilter

from app.base.kinds import Category
from app.catalog.models import Product
from app.catalog.queries import check, own
from app.catalog.service import drafts
from app.curation.service import submitting
from app.db.journal import JournalEntry
from app.media.models import Photo
from app.media.rules.measures import Measures
from tests.support import scores, world
from tests.support.pages import PageClient
from tests.support.pictures import written

BLURRED = "Foto 1 kabur, tidak ada bagian yang tajam."
CLEAN_THE_LENS = "Lap lensanya, mundur sedikit, sentuh barangnya di layar, lalu ambil lagi."
PDF = "Ini berkas PDF. Buka lalu foto layarnya, atau foto kertasnya."


def board(blur: float = 0) -> bytes:
    """A chessboard as a phone sees it: well, or out of focus."""
    picture = Image.new("RGB", (1000, 1000), (150, 140, 130))
    pen = ImageDraw.Draw(picture)
    for at in range(64):
        left, top = at % 8 * 100 + 100, at // 8 * 100 + 100
        pen.rectangle(
            [left, top, left + 99, top + 99], (60, 40, 50) if (at + at // 8) % 2 else (190, 180, 160)
        )
    picture = picture.rotate(7, Image.Resampling.BICUBIC, fillcolor=(150, 140, 130))
    return written(picture.filter(ImageFilter.GaussianBlur(blur)) if blur else picture, quality=90)


@pytest.fixture
def draft(db: Any) -> Product:
    return drafts.begin(world.actor(world.SELLER), category=Category.KESET, name="Keset Draf")


def page_of(product: Product) -> str:
    return f"/penjual/barang/{product.slug}/foto"


def send(browser: PageClient, path: str, name: str, content: bytes, **fields: str) -> Any:
    token = browser.token(path)
    data = {"csrf_token": token, name: (io.BytesIO(content), "berkas.jpg"), **fields}
    return browser.post(path, data=data)


def test_a_blurred_photo_is_kept_and_told_beside_itself_at_once(signed_in: Any, draft: Product) -> None:
    browser = signed_in(world.SELLER)
    answer = send(browser, page_of(draft), "photo", board(blur=6))
    assert answer.status_code == 303
    page = browser.get(answer.location).text
    assert page.count(BLURRED) == 1
    assert page.count(CLEAN_THE_LENS) == 1
    told = page.partition('<li class="slot--told">')[2].partition("</li>")[0]
    assert BLURRED in told
    assert told.count("<img ") == 3  # hers, a good one, one like hers


def test_a_good_photo_is_kept_without_a_word(signed_in: Any, draft: Product) -> None:
    browser = signed_in(world.SELLER)
    send(browser, page_of(draft), "photo", board())
    page = browser.get(page_of(draft)).text
    assert "slot--told" not in page
    (photo,) = own.photos(own.latest(draft.id).id)
    assert photo.photo.measures is not None
    assert photo.photo.measures["softness"] < 0.5


def test_seller_and_curator_read_the_same_and_the_photo_can_be_approved(signed_in: Any, db: Any) -> None:
    maker = world.actor(world.SELLER)
    product = world.a_product(maker)
    drafts.add_photo(maker, product.slug, board(blur=6))
    second = BLURRED.replace("1", "2")
    assert (
        signed_in(world.SELLER).get(f"/penjual/barang/{product.slug}").text.count(second) == 2
    )  # among the findings, and among the three things that raise it most
    opened = submitting.submit(maker, product.slug)
    assert signed_in(world.CURATOR).get(f"/kurator/tinjauan/{opened.id}").text.count(second) == 1
    found = check.of(product, own.latest(product.id))
    assert second in [one.sentence for one in found.should]
    scores.approve(world.actor(world.CURATOR), opened.id)
    db.expire_all()
    assert own.product(product.id).approved_revision_id == own.latest(product.id).id


def test_advice_on_each_photo_is_what_the_check_says(db: Any) -> None:
    maker = world.actor(world.SELLER)
    product = world.a_product(maker)
    drafts.add_photo(maker, product.slug, board(blur=6))
    drafts.make_cover(maker, product.slug, own.photos(own.latest(product.id).id)[1].photo.id)
    revision = own.latest(product.id)
    each = check.of_photos(product, own.photos(revision.id))
    told = [one.sentence for found in each.values() for one in found]
    assert told == [BLURRED]
    assert set(told) <= {one.sentence for one in check.of(product, revision).findings}


def test_a_photo_from_before_says_that_it_was_not_measured_and_nothing_else(signed_in: Any, db: Any) -> None:
    product = world.goods().ready
    (placed,) = own.photos(own.latest(product.id).id)
    db.execute(sa.update(Photo).where(Photo.id == placed.photo.id).values(measures=None))
    db.commit()
    page = signed_in(world.SELLER).get(page_of(product)).text
    assert "1100 × 1100, belum diukur" in page
    assert "slot--told" not in page
    assert Measures.of(own.photos(own.latest(product.id).id)[0].photo.measures) is None


def test_every_kind_of_fault_has_its_pair_of_examples(signed_in: Any, draft: Product) -> None:
    page = signed_in(world.SELLER).get(page_of(draft)).text
    examples = page.partition("Contoh foto yang baik")[2].partition("</details>")[0]
    assert examples.count("Begini") == 9
    assert examples.count("Contoh foto yang perlu diulang: ") == 9
    for word in ("goyang", "kabur", "terlalu gelap", "terlalu terang", "tangkapan layar", "latar dihapus"):
        assert f"Contoh foto yang perlu diulang: {word}" in examples


def test_a_pdf_in_place_of_a_photo_is_answered_with_what_to_do(
    signed_in: Any, draft: Product, count: Any
) -> None:
    browser = signed_in(world.SELLER)
    before = count(Photo), count(JournalEntry)
    answer = send(browser, page_of(draft), "photo", b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF")
    assert answer.status_code == 200
    assert answer.text.count(PDF) == 1
    assert (count(Photo), count(JournalEntry)) == before


def test_a_pdf_of_a_paper_is_answered_beside_the_field_and_the_number_stays(signed_in: Any, db: Any) -> None:
    product = world.a_product(world.actor(world.SELLER), name="Keripik", category=Category.CAMILAN)
    path = f"/penjual/barang/{product.slug}/izin/pirt"
    answer = send(signed_in(world.SELLER), path, "evidence", b"%PDF-1.4\n%%EOF", typed=world.PIRT)
    assert answer.status_code == 200
    assert answer.text.count(PDF) == 1
    assert world.PIRT in answer.text
    assert own.papers(product.id) == {}
