"""How much a shop page asks of the database: visitor and buyer, few goods and many."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.base.kinds import Category
from app.catalog.models import Product
from app.regions.models import Region
from app.regions.rules import city_slugs
from tests.support import buying, shelves, world
from tests.support.counting import statements
from tests.support.market import five_things
from tests.support.pages import PageClient
from tests.support.shelves import Good

MOST = {
    "/": 4,
    "/cari": 4,
    "/cari?q=keset": 5,  # and the sets that are called so
    "/cari?q=kesxt": 5,  # and the sets that are called so
    "/cari?q=helikopter": 5,  # and the sets that are called so
    "/cari?q=keset&urut=termurah": 5,  # and the sets that are called so
    "/cari?ada=buat": 4,
    "/cari?sebelum=2026-12-24": 4,
    "/cari?q=kesxt&sebelum=2026-12-24": 4,
    "/kirim-ke": 0,
    "/cari?daerah=kota-tangerang": 4,
    "/cari?q=kesxt&daerah=kota-tangerang": 4,
    "/kategori/keset": 4,
    "/daerah/kota-tangerang": 4,
    "/daerah/banten?q=kesxt": 4,
    "/oleh-oleh-resmi": 4,
    "/oleh-oleh-resmi?daerah=banten": 4,
    "/oleh-oleh-resmi?kabin=1&cerita=1&acara=rapat&sebelum=2026-12-24": 4,
    "/set": 1,
    "/sitemap.xml": 1,
    "/gerai/rumah-perca": 6,
    "/produk/keset-perca": 5,
    "/produk/keset-kepang": 5,
    "/produk/tidak-ada": 1,
    "/bantuan": 0,
}
SIGNED_IN = 2


def asked(browser: PageClient, path: str) -> list[str]:
    """What an opened page asks; the first opening warms what is kept in the process."""
    browser.get(path)
    with statements() as seen:
        browser.get(path)
    return seen


def many_goods() -> None:
    """Enough for three pages, ready and made, of twenty gerai."""
    shelves.fill(
        [
            Good(f"Keset Banyak {number}", gerai=f"Gerai {number % 20}", per_day=None if number % 2 else 3)
            for number in range(70)
        ]
    )


@pytest.mark.parametrize("path", MOST)
def test_a_visitors_page_keeps_to_its_budget(client: PageClient, path: str) -> None:
    seen = asked(client, path)
    assert len(seen) <= MOST[path], "\n".join(seen)


@pytest.mark.parametrize("path", MOST)
def test_a_signed_in_buyers_page_asks_two_more_at_most(signed_in: Any, path: str) -> None:
    seen = asked(signed_in(world.BUYER), path)
    assert len(seen) <= MOST[path] + SIGNED_IN, "\n".join(seen)


@pytest.mark.parametrize("path", [path for path in MOST if path != "/kirim-ke"])
def test_a_destination_asks_nothing_more(client: PageClient, path: str) -> None:
    without = len(asked(client, path))
    client.send("/kirim-ke", place=world.SURABAYA[:5], place_words="")
    assert len(asked(client, path)) == without


@pytest.mark.parametrize("path", [path for path in MOST if "keset-" not in path])
def test_many_goods_ask_no_more_than_few(client: PageClient, path: str) -> None:
    few = len(asked(client, path))
    many_goods()
    assert len(asked(client, path)) == few


def test_a_cart_asks_the_same_for_one_line_and_for_five_of_three_gerai(
    client: PageClient, signed_in: Any
) -> None:
    things: list[Product] = five_things()
    buyer = signed_in(world.BUYER)
    for browser, most in ((client, 6), (buyer, 6 + SIGNED_IN)):
        buying.put(browser, things[0])
        one = asked(browser, "/keranjang")
        for product in things[1:]:
            buying.put(browser, product)
        five = asked(browser, "/keranjang")
        assert len(five) <= most, "\n".join(five)
        # the days of her hands, once something is made when ordered
        assert len(five) - len(one) <= 1


def test_variants_photos_and_papers_of_a_good_ask_no_more(client: PageClient) -> None:
    maker = world.actor(world.SELLER)
    plain = world.an_approved_product(maker, name="Keset Biasa")
    rich, _ = world.a_snack_with_papers(maker, name="Keripik Lengkap")
    shelves.fill(
        [
            Good(
                "Keripik Banyak Ukuran",
                category=Category.CAMILAN,
                facts=world.SNACK,
                prices=(1000, 2000, 3000),
            )
        ]
    )
    few = asked(client, f"/produk/{plain.slug}")
    # of food its batches, which decide what may still be sold
    assert len(asked(client, f"/produk/{rich.slug}")) == len(few) + 1


def test_every_region_with_a_page_is_known_without_asking(db: Any) -> None:
    rows = db.execute(sa.select(Region.slug, Region.code).where(Region.slug.is_not(None)))
    assert {slug: code for slug, code in rows} == city_slugs()
