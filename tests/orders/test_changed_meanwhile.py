"""What happens between looking at the last page and placing: each change is named, and nothing is placed."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.catalog.service import drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.orders.models import CartLine, Order, OrderLine
from app.sellers import service as sellers
from tests.support import world
from tests.support.books import books
from tests.support.buying import hidden, place, put, review, said, say_where
from tests.support.orders import pay
from tests.support.pages import PageClient

CHANGED = "Ada yang baru saja berubah"


@pytest.fixture
def browser(client: PageClient, db: Any) -> PageClient:
    """A guest before the review page: two mats, across town."""
    put(client, world.goods().ready, 2)
    say_where(client)
    return client


def seller_reprices(price: int, stock: int = 10) -> None:
    product = world.goods().ready
    variant = world.variant_of(product)
    offered = VariantOffer(variant.id, "", price, 600, stock, stock_seen=variant.stock)
    drafts.offer(world.actor(world.SELLER), product.slug, Offer(product.supply, None, (offered,)))


def placed(db: Any) -> list[Order]:
    db.expire_all()
    return list(db.scalars(sa.select(Order).order_by(Order.id)))


def test_a_price_that_changed_after_looking_is_told_with_both_prices(browser: PageClient, db: Any) -> None:
    shown = review(browser)
    seller_reprices(50_000)
    before = books()
    page = browser.post("/checkout/periksa", data=shown)
    assert CHANGED in page.text
    assert "Keset Perca kini Rp50.000, naik dari Rp45.000." in page.text
    assert "Rp112.000" in page.text
    assert books() == before
    browser.post("/checkout/periksa", data=hidden(page.text))
    assert [order.total for order in placed(db)] == [112_000]


def test_fewer_than_she_wants_after_looking_is_told(browser: PageClient) -> None:
    shown = review(browser)
    seller_reprices(45_000, 1)
    before = books()
    page = browser.post("/checkout/periksa", data=shown)
    assert page.status_code == 200
    assert CHANGED in page.text and "Keset Perca tinggal 1. Kurangi jumlahnya." in page.text
    assert 'href="/keranjang"' in page.text
    assert books() == before


def test_what_was_sold_out_after_looking_is_told_in_the_cart(browser: PageClient) -> None:
    shown = review(browser)
    seller_reprices(45_000, 0)
    before = books()
    answer = browser.post("/checkout/periksa", data=shown)
    assert (answer.status_code, answer.location) == (303, "/keranjang")
    page = browser.get("/keranjang").text
    assert "Keset Perca baru saja habis. Hapus dulu dari keranjang." in page
    assert "Keset Perca tidak ikut dipesan: baru saja habis." in page
    assert books() == before


def test_of_two_things_the_one_that_left_the_shop_is_named_and_the_other_can_be_ordered(
    browser: PageClient, db: Any
) -> None:
    put(browser, world.goods().made)
    shown = review(browser)
    drafts.remove(world.actor(world.SELLER), world.goods().ready.slug)
    before = books()
    page = browser.post("/checkout/periksa", data=shown)
    assert CHANGED in page.text
    assert page.text.count("Keset Perca tidak ikut dipesan: sedang tidak dijual.") == 2  # as news, as a line
    assert books() == before
    browser.post("/checkout/periksa", data=hidden(page.text))
    assert [line.name for line in db.scalars(sa.select(OrderLine))] == ["Keset Kepang"]
    assert [line.variant_id for line in db.scalars(sa.select(CartLine))] == [
        world.variant_of(world.goods().ready).id
    ]


def test_a_gerai_that_closed_after_looking_is_told_and_nothing_of_it_is_ordered(
    browser: PageClient, db: Any
) -> None:
    put(browser, world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Lain"))
    shown = review(browser)
    sellers.close_gerai(world.actor(world.SELLER))
    before = books()
    page = browser.post("/checkout/periksa", data=shown)
    assert CHANGED in page.text
    assert "Keset Perca tidak ikut dipesan: Rumah Perca sedang tutup." in page.text
    assert books() == before
    browser.post("/checkout/periksa", data=hidden(page.text))
    assert [line.name for line in db.scalars(sa.select(OrderLine))] == ["Keset Lain"]


def test_a_fee_that_changed_after_looking_is_told_with_both_fees(browser: PageClient, db: Any) -> None:
    """She moves; the same goods now come from the next town."""
    shown = review(browser)
    sellers.settle(
        world.actor(world.SELLER), village_code="36.73.01.1001", street="Jl. Baru", rt=None, rw=None
    )
    before = books()
    page = browser.post("/checkout/periksa", data=shown)
    assert re.search(r"Ongkos kirim dari Rumah Perca kini Rp[\d.]+, naik dari Rp12\.000\.", page.text)
    assert (
        "Kiriman dari Rumah Perca sampai sekitar" in page.text
        and "mundur dari Rabu, 25 November." in page.text
    )
    assert books() == before


def test_a_price_that_changes_while_she_pays_changes_nothing_of_what_she_pays(
    browser: PageClient, db: Any
) -> None:
    answer = place(browser)
    seller_reprices(54_000, 8)
    assert "Bayar Rp102.000" in said(browser, answer)
    (order,) = placed(db)
    pay(order)
    assert db.scalar(sa.text("SELECT captured FROM payments")) == 102_000


def test_a_day_that_went_by_is_told(browser: PageClient, db: Any) -> None:
    """The page stood open over night: the promised day has moved."""
    shown = review(browser)
    with clock.at(world.SUNDAY + timedelta(days=1)):
        page = browser.post("/checkout/periksa", data=shown)
    assert CHANGED in page.text
    assert "Keset Perca siap Selasa, 24 November, mundur dari Senin, 23 November." in page.text
    assert placed(db) == []
