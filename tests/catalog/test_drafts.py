"""A seller works on a draft through its pages: nothing typed is lost, and nothing half-right is stored."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.base.errors import NotFound, RuleBroken
from app.base.kinds import Category
from app.catalog.models import Product, Revision, StorefrontListing, Variant
from app.catalog.queries import own
from app.catalog.rules.life import RevisionState
from app.catalog.service import drafts
from app.curation.service import judging
from app.db.journal import JournalEntry
from app.training import queries as training
from app.training import service as training_service
from tests.support import orders, world
from tests.support.forms import filled

STALE = "Halaman ini sudah lama terbuka. Tulisan Anda masih ada; tekan tombolnya sekali lagi."
TABLES = (Product, Revision, Variant, StorefrontListing, JournalEntry)


@pytest.fixture
def rows(count: Any) -> Any:
    """How many rows all tables of goods have, and the journal."""
    return lambda: [count(table) for table in TABLES]


@pytest.fixture
def draft(db: Any) -> Product:
    return drafts.begin(world.actor(world.SELLER), category=Category.KESET, name="Keset Draf")


# -- beginning ------------------------------------------------------------------------------------


def test_a_good_begins_with_kind_and_name_and_goes_on_to_its_photos(signed_in: Any, db: Any) -> None:
    answer = signed_in(world.SELLER).send("/penjual/barang/baru", category="keset", name="  Keset   Baru ")
    assert (answer.status_code, answer.location) == (303, "/penjual/barang/keset-baru/foto")
    product = db.scalar(sa.select(Product).where(Product.slug == "keset-baru"))
    revision = own.latest(product.id)
    assert (product.category, product.approved_revision_id) == (Category.KESET, None)
    assert (revision.number, revision.state, revision.name) == (1, RevisionState.DRAFT, "Keset Baru")


BEGINNINGS = [
    ({"category": "keset", "name": ""}, "Tulis namanya, misalnya Keset Perca Anyam 40 × 60."),
    ({"category": "keset", "name": "  "}, "Tulis namanya, misalnya Keset Perca Anyam 40 × 60."),
    ({"category": "keset", "name": "k" * 91}, "Terlalu panjang: paling banyak 90 huruf."),
    ({"name": "Keset Tanpa Jenis"}, "Pilih jenisnya."),
    ({"category": "sepatu", "name": "Sepatu"}, "Pilih salah satu dari daftar."),
]


@pytest.mark.parametrize(("typed", "sentence"), BEGINNINGS)
def test_a_beginning_that_is_not_right_says_so_and_keeps_what_was_typed(
    signed_in: Any, rows: Any, typed: dict[str, str], sentence: str
) -> None:
    browser = signed_in(world.SELLER)
    before = rows()
    answer = browser.send("/penjual/barang/baru", **typed)
    assert answer.status_code == 200
    assert answer.text.count(sentence) == 1
    kept = {name: [value] for name, value in typed.items() if value.strip() and value != "sepatu"}
    assert filled(answer.text, "name" if typed["name"].strip() else "category") == kept
    assert rows() == before


def test_only_kinds_that_her_certificates_open_are_offered(signed_in: Any, rows: Any) -> None:
    browser = signed_in(world.OTHER_SELLER)  # she has learnt mats only
    page = browser.get("/penjual/barang/baru").text
    assert [one for one in Category if f'value="{one}"' in page] == [Category.KESET, Category.KERAJINAN]
    before = rows()
    answer = browser.send("/penjual/barang/baru", category="camilan", name="Keripik")
    assert "Pilih salah satu dari daftar." in answer.text
    assert rows() == before
    with pytest.raises(RuleBroken, match="perlu sertifikat pelatihan di bidang itu"):
        drafts.begin(world.actor(world.OTHER_SELLER), category=Category.CAMILAN, name="Keripik")
    assert rows() == before


def test_without_a_valid_certificate_nothing_is_offered(signed_in: Any) -> None:
    person = world.actor(world.OTHER_SELLER).person_id
    for certificate, _ in training.certificates_of(person):
        training_service.revoke_certificate(world.actor(world.OFFICER), certificate.id, "salah orang")
    page = signed_in(world.OTHER_SELLER).get("/penjual/barang/baru")
    assert "Perlu sertifikat dulu" in page.text


SLUGS = [
    ("Keset Perca", "keset-perca-2"),  # the world has one
    ("Baru", "baru-2"),  # the address of the first step
    ("★★★", "barang"),
    ("Keset “Pelangi” 40×60", "keset-pelangi-40-60"),
]


@pytest.mark.parametrize(("name", "slug"), SLUGS)
def test_an_address_is_made_from_the_name_and_is_nobody_elses(db: Any, name: str, slug: str) -> None:
    product = drafts.begin(world.actor(world.SELLER), category=Category.KESET, name=name)
    assert product.slug == slug
    again = drafts.begin(world.actor(world.OTHER_SELLER), category=Category.KESET, name=name)
    assert again.slug != product.slug


# -- name and description -------------------------------------------------------------------------

NAMES = [
    ({"name": "", "description": "Dua\nbaris"}, "Tulis nama barangnya."),
    ({"name": "k" * 91, "description": "ada"}, "Terlalu panjang: paling banyak 90 huruf."),
    ({"name": "Keset", "description": "k" * 2001}, "Terlalu panjang: paling banyak 2000 huruf."),
]


@pytest.mark.parametrize(("typed", "sentence"), NAMES)
def test_a_name_that_is_not_right_says_so_and_keeps_what_was_typed(
    signed_in: Any, draft: Product, rows: Any, typed: dict[str, str], sentence: str
) -> None:
    browser = signed_in(world.SELLER)
    before = rows()
    answer = browser.send(f"/penjual/barang/{draft.slug}/nama", **typed)
    assert answer.text.count(sentence) == 1
    assert filled(answer.text, "description") == {name: [value] for name, value in typed.items() if value}
    assert rows() == before
    assert (own.latest(draft.id).name, own.latest(draft.id).description) == ("Keset Draf", "")


def test_name_and_description_are_kept_as_written(signed_in: Any, draft: Product) -> None:
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{draft.slug}/nama"
    text = 'Baris satu\r\n<b>"tebal"</b> & 👍'
    answer = browser.send(path, name="Keset <i>", description=text)
    assert answer.location == f"/penjual/barang/{draft.slug}/rincian"
    revision = own.latest(draft.id)
    assert (revision.name, revision.description) == ("Keset <i>", text.replace("\r\n", "\n"))
    page = browser.get(path).text
    assert "<b>" not in page.partition("<form")[2]
    assert filled(page, "name") == {"name": ["Keset <i>"], "description": [revision.description]}


@pytest.mark.parametrize(
    ("step", "typed", "field"),
    [
        ("baru", {"category": "keset", "name": "Keset"}, "name"),
        ("{slug}/nama", {"name": "Keset", "description": "Halus"}, "name"),
        ("{slug}/rincian", {"material": "Perca", "technique": "anyam", "length": "60"}, "material"),
        ("{slug}/harga", {"supply": "made", "per_day": "3", "variants-0-price": "25.000"}, "per_day"),
    ],
)
def test_a_page_of_an_earlier_visit_loses_nothing(
    signed_in: Any, draft: Product, rows: Any, step: str, typed: dict[str, str], field: str
) -> None:
    browser = signed_in(world.SELLER)
    before = rows()
    path = f"/penjual/barang/{step.format(slug=draft.slug)}"
    answer = browser.post(path, data={**typed, "csrf_token": "of yesterday"})
    assert answer.status_code == 200
    assert STALE in answer.text
    assert filled(answer.text, field).items() >= {name: [value] for name, value in typed.items()}.items()
    assert rows() == before


# -- revisions ------------------------------------------------------------------------------------


def test_changing_an_approved_good_makes_one_new_version_and_the_old_one_stays_on_show(db: Any) -> None:
    maker, product = world.actor(world.SELLER), world.goods().ready
    shown = own.latest(product.id)
    drafts.name_it(maker, product.slug, name="Keset Perca Lebar", description="Lebih lebar.")
    drafts.state_facts(maker, product.slug, {**world.MAT, "width": 50})
    working = own.latest(product.id)
    assert (shown.number, shown.state, shown.name) == (1, RevisionState.APPROVED, "Keset Perca")
    assert (working.number, working.state, working.facts["width"]) == (2, RevisionState.DRAFT, 50)
    assert [one.photo.id for one in own.photos(working.id)] == [one.photo.id for one in own.photos(shown.id)]
    listing = db.get(StorefrontListing, product.id)
    assert (listing.name, listing.sheet["revision_id"]) == ("Keset Perca", shown.id)
    assert product.approved_revision_id == shown.id


def test_a_submitted_version_cannot_be_changed_in_any_step(db: Any, rows: Any) -> None:
    maker = world.actor(world.SELLER)
    product, opened = world.a_submitted_product(maker)
    photo = own.photos(opened.revision_id)[0].photo.id
    before = rows()
    for change in (
        lambda: drafts.name_it(maker, product.slug, name="Lain", description=""),
        lambda: drafts.state_facts(maker, product.slug, {}),
        lambda: drafts.add_photo(maker, product.slug, world.a_picture()),
        lambda: drafts.remove_photo(maker, product.slug, photo),
        lambda: drafts.make_cover(maker, product.slug, photo),
        lambda: drafts.describe_photo(maker, product.slug, photo, "lain"),
        lambda: drafts.remove(maker, product.slug),
    ):
        with pytest.raises(drafts.UnderReview, match="Tarik dulu pengajuannya"):
            change()
    assert rows() == before
    assert own.latest(product.id).name == "Keset Uji"


def test_a_step_sent_while_it_is_under_review_says_so_and_keeps_what_was_typed(signed_in: Any) -> None:
    product, _ = world.a_submitted_product(world.actor(world.SELLER))
    answer = signed_in(world.SELLER).send(
        f"/penjual/barang/{product.slug}/nama", name="Nama Lain", description="Halus"
    )
    assert "Tarik dulu pengajuannya kalau ingin mengubah." in answer.text
    assert filled(answer.text, "name") == {"name": ["Nama Lain"], "description": ["Halus"]}


# -- taking a good out ----------------------------------------------------------------------------


def test_a_removed_good_leaves_the_shop_and_its_orders_go_on(signed_in: Any, client: Any, db: Any) -> None:
    product = world.goods().ready
    order = orders.a_paid_order({product: 2})
    browser = signed_in(world.SELLER)
    assert "Hapus Keset Perca?" in browser.get(f"/penjual/barang/{product.slug}/hapus").text
    answer = browser.send(f"/penjual/barang/{product.slug}/hapus")
    assert (answer.status_code, answer.location) == (303, "/penjual/barang")
    assert client.get(f"/produk/{product.slug}").status_code == 404
    assert browser.get(f"/penjual/barang/{product.slug}").status_code == 404
    assert "Keset Perca" not in browser.get("/penjual/barang").text
    assert "Keset Perca" in browser.get(f"/penjual/pesanan/{orders.parcels_of(order)[0].id}").text
    with pytest.raises(NotFound):
        drafts.name_it(world.actor(world.SELLER), product.slug, name="Lagi", description="")


def test_a_good_under_review_is_not_removed(signed_in: Any) -> None:
    product, _ = world.a_submitted_product(world.actor(world.SELLER))
    browser = signed_in(world.SELLER)
    answer = browser.send(f"/penjual/barang/{product.slug}/hapus")
    assert "Tarik dulu pengajuannya" in browser.get(answer.location).text
    assert own.product(product.id).removed_at is None


def test_a_good_that_was_sent_back_may_be_removed(db: Any) -> None:
    maker = world.actor(world.SELLER)
    product, opened = world.a_submitted_product(maker)
    judging.ask_changes(world.actor(world.CURATOR), opened.id, "", ["Foto lebih terang"])
    drafts.remove(maker, product.slug)
    assert own.product(product.id).removed_at is not None
