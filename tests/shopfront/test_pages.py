"""The shop's pages: what each shows, what is not there, and that nothing private stands in any of them."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base.actor import Actor
from app.base.kinds import Category
from app.catalog.models import Product
from app.catalog.queries import own
from app.catalog.service import drafts
from app.catalog.service.drafts import VariantOffer
from app.delivery.rules.zones import Zone
from app.sellers import queries as seller_queries
from app.sellers import service as sellers
from app.training import service as training
from app.training.models import Certificate, Skill
from tests.support import orders, shelves, world
from tests.support.crawl import links, walk
from tests.support.shelves import Good

GARMENT: dict[str, Any] = {
    "material": "Brokat tile", "colours": "hijau", "beads": ["pasir", "padi"], "technique": "jahit",
    "sizes": [{"size": "S", "ld": 92, "pb": 68}, {"size": "M", "ld": 98, "pb": None}],
}  # fmt: skip
TODAY = date(2026, 11, 22)


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def kebaya(maker: Actor) -> Product:
    """Three sizes at two prices; one is sold out, one nearly."""
    return world.an_approved_product(
        maker,
        name="Kebaya Uji",
        category=Category.PAYET,
        facts=GARMENT,
        variants=(
            VariantOffer(None, "S", 150_000, 400, 12),
            VariantOffer(None, "M", 150_000, 450, 3),
            VariantOffer(None, "L", 175_000, 500, 0),
        ),
    )


def words_of(html: str) -> str:
    """What is read on a page, on one line."""
    body = html.partition("<main")[2].partition(">")[2].partition("</main")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


# -- the front --------------------------------------------------------------------------------------


def test_the_front_shows_kinds_with_their_counts_and_what_lies_ready(client: Any, db: Any) -> None:
    page = words_of(client.get("/").text)
    assert re.findall(r"\w+ \d+ barang", page) == ["Keset 2 barang"]
    ready = page.partition("Siap kirim sekarang")[2]
    assert "Keset Perca" in ready and "Keset Kepang" not in ready
    assert "Oleh-oleh resmi daerah" not in page


def test_the_front_of_an_empty_shop_still_leads_somewhere(client: Any, maker: Actor) -> None:
    sellers.close_gerai(maker)
    page = client.get("/")
    assert page.status_code == 200
    assert "Belum ada barang yang siap kirim hari ini." in page.text


def test_no_gerai_and_no_kind_fills_the_front(client: Any, db: Any) -> None:
    shelves.fill([Good(f"Keset Banyak {number}", gerai="Gerai Rajin") for number in range(12)])
    shelves.fill([Good("Kopi Satu", gerai="Kopi", category=Category.MINUMAN, facts=world.SNACK)])
    ready = client.get("/").text.partition("Siap kirim sekarang")[2]
    assert ready.count("Gerai Rajin") == 2
    assert "Kopi Satu" in ready


# -- one product --------------------------------------------------------------------------------------


def test_a_product_shows_its_sizes_prices_and_what_is_left_of_each(client: Any, kebaya: Product) -> None:
    page = words_of(client.get(f"/produk/{kebaya.slug}").text)
    assert "Rp150.000–175.000" in page
    choices = page.partition("Pilih")[2].partition("Sudah ada")[0]
    assert " ".join(choices.split()) == "S Rp150.000 M Rp150.000, ada 3 L habis"
    sizes = page.partition("Panjang baju")[2][:60].split()
    assert sizes[:8] == ["S", "92", "cm", "68", "cm", "M", "98", "cm"]
    assert "Pasir, Padi" in page and "Jahit tangan satu-satu" in page
    assert "400 g sampai 500 g" in page


def test_what_is_sold_out_cannot_be_chosen_and_says_so(client: Any, kebaya: Product, maker: Actor) -> None:
    html = client.get(f"/produk/{kebaya.slug}").text
    small, middle, large = own.variants(kebaya.id)
    assert re.search(rf'value="{large.id}" disabled', html)
    assert not re.search(rf'value="({small.id}|{middle.id})" disabled', html)
    orders.an_order({world.goods().ready: 10})
    page = client.get("/produk/keset-perca").text
    assert "Sedang habis. Pembuatnya belum menyiapkan yang baru." in page
    assert "Masukkan ke keranjang" not in page and 'name="pieces"' not in page
    assert "Sedang habis" in client.get("/cari?q=keset+perca").text


def test_a_size_that_was_chosen_before_is_chosen_again(client: Any, kebaya: Product) -> None:
    middle = own.variants(kebaya.id)[1]
    html = client.get(f"/produk/{kebaya.slug}?pilihan={middle.id}").text
    assert re.findall(r'value="(\d+)" checked', html) == [str(middle.id)]


@pytest.mark.parametrize(
    "query", ["pilihan=abc", "pilihan=-1", "foto=99", "foto=-1", "foto=x", "pilihan=9999999999999999999"]
)
def test_an_odd_choice_shows_the_product_as_it_is(client: Any, kebaya: Product, query: str) -> None:
    page = client.get(f"/produk/{kebaya.slug}?{query}")
    assert page.status_code == 200
    assert " checked" not in page.text


ARRIVALS = [
    "Dalam satu kecamatan Sel, 24 Nov Rp8.000",
    "Dalam satu kabupaten/kota Rab, 25 Nov Rp12.000",
    "Dalam satu provinsi Kam, 26 Nov Rp18.000",
    "Seluruh Indonesia Sen, 30 Nov Rp38.000",
    "Diambil pembeli Sen, 23 Nov gratis",
]


def test_each_way_of_sending_has_its_day_and_its_price(client: Any, maker: Actor) -> None:
    """Ordered on a Sunday: what lies ready leaves on Monday."""
    sellers.send_to(maker, (Zone.DISTRICT, Zone.CITY, Zone.PROVINCE, Zone.COUNTRY, Zone.PICKUP))
    html = client.get("/produk/keset-perca").text
    rows = [words_of(f"<main>{row}</main>").split() for row in re.findall(r"<tr><td>.*?</tr>", html)]
    assert [" ".join(row) for row in rows] == ARRIVALS
    assert "Sudah ada. Pesan hari ini, siap dikirim Senin, 23 November" in words_of(html)


def test_what_is_made_when_ordered_says_how_many_wait_before(client: Any, db: Any) -> None:
    made = world.goods().made
    before = words_of(client.get(f"/produk/{made.slug}").text)
    assert "Dibuat dulu" in before and "sanggup membuat 2 sehari, Senin–Sabtu. Belum ada antrean." in before
    orders.an_order({made: 3})
    after = words_of(client.get(f"/produk/{made.slug}").text)
    assert "Saat ini ada 3 pesanan sebelum Anda." in after
    assert "siap dikirim Selasa, 24 November" in after


def test_a_product_that_is_not_on_show_says_so_and_leads_on(client: Any, maker: Actor) -> None:
    waiting, _ = world.a_submitted_product(maker, name="Keset Antre")
    drafts.remove(maker, world.goods().made.slug)
    for slug in (waiting.slug, "keset-kepang", "tidak-pernah-ada"):
        page = client.get(f"/produk/{slug}")
        assert page.status_code == 404
        assert "Barang ini sedang tidak tampil" in page.text
        assert 'content="noindex"' in page.text and "/cari" in links(page.text)
        assert "Keset Antre" not in page.text


# -- a gerai ------------------------------------------------------------------------------------------


def test_a_gerai_tells_who_makes_where_and_what_she_has_learnt(client: Any, kebaya: Product) -> None:
    page = words_of(client.get("/gerai/rumah-perca").text)
    assert "Rumah Perca" in page and "Dibuat di rumah, satu per satu." in page
    assert "Cipondoh Indah" in page
    for skill in ("anyaman keset", "payet", "olahan camilan"):
        assert f"Lulus pelatihan {skill}" in page
    for name in ("Kebaya Uji", "Keset Perca", "Keset Kepang"):
        assert name in page


def test_a_gerai_on_leave_says_until_when(client: Any, maker: Actor) -> None:
    sellers.go_on_leave(maker, start=TODAY, end=TODAY + timedelta(days=2))
    page = words_of(client.get("/gerai/rumah-perca").text)
    assert "Sedang libur sampai Selasa, 24 November" in page
    assert "Keset Perca" not in page


def test_a_gerai_whose_leave_is_still_ahead_sells_on(client: Any, maker: Actor) -> None:
    sellers.go_on_leave(maker, start=TODAY + timedelta(days=1), end=TODAY + timedelta(days=2))
    page = words_of(client.get("/gerai/rumah-perca").text)
    assert "Sedang libur" not in page and "Keset Perca" in page


def test_a_revoked_skill_leaves_the_gerai_page_with_its_goods(client: Any, kebaya: Product, db: Any) -> None:
    maker, officer = world.actor(world.SELLER), world.actor(world.OFFICER)
    held = sa.select(Certificate.id).join(Skill, Skill.id == Certificate.skill_id)
    (mats,) = db.scalars(held.where(Certificate.person_id == maker.person_id, Skill.name == "Anyaman keset"))
    training.revoke_certificate(officer, mats, "Keliru.")
    page = words_of(client.get("/gerai/rumah-perca").text)
    assert "Lulus pelatihan payet" in page and "Lulus pelatihan anyaman keset" not in page
    assert "Kebaya Uji" in page and "Keset Perca" not in page


def test_a_gerai_that_is_closed_or_in_preparation_is_not_there(client: Any, maker: Actor) -> None:
    sellers.begin(world.a_maker("Ibu Belum"), "Gerai Belum")
    sellers.close_gerai(maker)
    for slug in ("rumah-perca", "gerai-belum", "tidak-ada"):
        assert client.get(f"/gerai/{slug}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/kategori/mobil", "/daerah/atlantis", "/daerah/cipondoh", "/kategori/", "/produk/"]
)
def test_what_does_not_exist_is_a_page_that_says_so(client: Any, path: str) -> None:
    assert client.get(path).status_code == 404


# -- nothing private ------------------------------------------------------------------------------------

SECRETS = (
    "Gang Rahasia", "Program rahasia", "Sasaran rahasia", "Tempat rahasia", "P2WKSS", "81200001004", "812-0000-1004",
    "Yati Penjual", "Sari Pembeli", "Jl. Uji No. 1",
)  # fmt: skip


def test_no_public_page_holds_anything_private(client: Any, maker: Actor, kebaya: Product, db: Any) -> None:
    world.a_snack_with_papers(maker)
    orders.a_paid_order()
    pages = walk(client, "/")
    for code in db.scalars(sa.select(Certificate.code).where(Certificate.person_id == maker.person_id)):
        pages[f"/verifikasi/{code}"] = client.get(f"/verifikasi/{code}")
    assert len(pages) > 20
    assert {"/produk/keset-perca", f"/produk/{kebaya.slug}", "/gerai/rumah-perca"} <= pages.keys()
    found = [
        (path, secret)
        for path, page in pages.items()
        if page.mimetype == "text/html"
        for secret in SECRETS
        if secret.lower() in page.text.lower()
    ]
    assert found == []
    assert all(
        not path.startswith(("/penjual", "/kurator", "/dinas", "/admin")) or page.status_code != 200
        for path, page in pages.items()
    )


def test_her_street_is_in_the_seller_table_and_nowhere_in_the_shops(maker: Actor, db: Any) -> None:
    """The read model behind the public pages does not even hold it."""
    seller = seller_queries.owned(maker)
    rows = db.execute(sa.text("SELECT row_to_json(l)::text FROM storefront_listings l")).scalars().all()
    assert seller.street == "Gang Rahasia No. 7"
    assert [row for row in rows if any(secret in row for secret in SECRETS)] == []
