"""Who takes the money and by which paper is said before paying; sums that a card does not take are not offered."""

from typing import Any

import pytest
from flask import Flask

from app.adapters.stripe_gateway import StripeGateway
from app.catalog.models import Product
from app.db.ports import plug
from app.orders.models import Order
from app.payments.ports import PaymentGateway
from tests.fakes.stripe_server import KEY, SECRET, FakeStripe
from tests.support import market, world
from tests.support.books import books
from tests.support.buying import place, put, said, say_where
from tests.support.forms import forms_of
from tests.support.orders import an_order
from tests.support.pages import PageClient
from tests.support.ties import rows

WHO = "Uang diterima oleh Koperasi Contoh Gerai (badan karangan untuk mode uji, tanpa izin apa pun)"


@pytest.fixture
def buyer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.BUYER)
    return browser


LESS, MORE = (
    "paling sedikit Rp10.000, sedangkan jumlah ini Rp9.999. Tambah satu barang lagi",
    "paling banyak Rp999.999, sedangkan jumlah ini Rp1.000.000. Bagi menjadi beberapa pesanan",
)


def a_thing(price: int) -> Product:
    """Something that is fetched, so that an order costs just this much."""
    maker = world.actor(world.OTHER_SELLER)
    world.seller_service.send_to(maker, (world.Zone.PICKUP,))
    thing: Product = world.an_approved_product(maker, name="Keset Uji", price=price)
    return thing


def of_price(price: int) -> Order:
    thing = a_thing(price)
    return an_order({thing: 1}, wishes={market.seller_of(thing): "pickup"})


def card(app: Flask, stripe: FakeStripe, least: int, most: int) -> None:
    """From now on it takes other sums."""
    settings = StripeGateway(key=KEY, webhook_secret=SECRET, api_base=stripe.url, minimum=least, maximum=most)
    plug(app, PaymentGateway, settings)


def ways_out(page: str) -> int:
    """Buttons of the page itself that lead to paying."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return len([one for one in forms_of(main) if one.method == "post"])


def test_the_collector_is_named_before_ordering(buyer: PageClient) -> None:
    put(buyer, world.goods().ready)
    say_where(buyer)
    assert WHO in buyer.get("/checkout/periksa").text


def test_the_collector_is_named_where_it_is_paid(buyer: PageClient) -> None:
    assert WHO in buyer.get(f"/checkout/{an_order().number}/bayar").text


@pytest.mark.parametrize(("price", "why"), [(9_999, LESS), (1_000_000, MORE)])
def test_a_sum_that_a_card_does_not_take_is_told_before_ordering(
    buyer: PageClient, stripe: FakeStripe, price: int, why: str
) -> None:
    put(buyer, a_thing(price))
    say_where(buyer)
    page = buyer.get("/checkout/periksa").text
    assert f"Bayar dengan kartu di sini {why}" in page
    assert "Uang diterima oleh" not in page
    before = books()
    assert why in place(buyer).text
    assert books() == before


@pytest.mark.parametrize(("price", "why"), [(9_999, LESS), (1_000_000, MORE)])
def test_an_order_that_a_card_takes_no_more_is_not_offered_to_be_paid_by_it(
    app: Flask, buyer: PageClient, stripe: FakeStripe, price: int, why: str
) -> None:
    """The limits were others when it was ordered."""
    card(app, stripe, 1, 9_999_999)
    order = of_price(price)
    card(app, stripe, 10_000, 999_999)
    pay = f"/checkout/{order.number}/bayar"
    page = buyer.get(pay).text
    assert f"Bayar dengan kartu di sini {why}" in page and ways_out(page) == 0
    before = books()
    answer = buyer.post(pay, data={"csrf_token": buyer.token("/akun")})
    assert why in said(buyer, answer)
    assert books() == before and stripe.asked == []


@pytest.mark.parametrize("price", [10_000, 999_999])
def test_from_the_least_to_the_most_it_is_offered(buyer: PageClient, stripe: FakeStripe, price: int) -> None:
    order = of_price(price)
    assert ways_out(buyer.get(f"/checkout/{order.number}/bayar").text) >= 1
    assert buyer.send(f"/checkout/{order.number}/bayar").location == stripe.only_session["url"]
    assert stripe.only_session["amount_total"] == price * 100


def test_where_stripe_itself_refuses_the_sum_the_buyer_is_told_and_may_do_something_else(
    app: Flask, buyer: PageClient, stripe: FakeStripe
) -> None:
    """Its limits are not ours to know: they move with the exchange rate."""
    card(app, stripe, 1, 9_999_999)
    order = of_price(8_000)
    page = said(buyer, buyer.send(f"/checkout/{order.number}/bayar"))
    assert "Tempat bayarnya menolak jumlah ini. Pilih cara bayar lain kalau ada" in page
    assert rows("SELECT state, url FROM payments") == [("opened", None)]
    assert rows("SELECT state FROM orders") == [("placed",)]
