"""Limits of an order: the least and most pieces of a product, mixed as one likes, and the least worth of a gerai's goods."""

from typing import Any

import pytest

from app.base.errors import RuleBroken
from app.catalog.models import Product
from app.catalog.queries import own
from app.catalog.rules.availability import Limits
from app.catalog.rules.life import Supply
from app.catalog.service import drafts, goods
from app.catalog.service.drafts import Offer, VariantOffer
from app.orders.queries import cart as carts
from app.orders.service import placing
from app.sellers import service as sellers
from tests.support import buying, world
from tests.support.books import books
from tests.support.orders import UNPAID, a_cart, a_checkout
from tests.support.pages import PageClient


def two_sizes(limits: Limits, stock: int = 20) -> tuple[Product, int, int]:
    """A product in two sizes that may be mixed."""
    maker = world.actor(world.SELLER)
    sizes = (VariantOffer(None, "Kecil", 30_000, 400, stock), VariantOffer(None, "Besar", 50_000, 700, stock))
    product = world.an_approved_product(maker, name="Keset Dua", variants=sizes)
    there = own.variants(product.id)
    same = [VariantOffer(one.id, one.label, one.price, one.weight_g, stock, stock) for one in there]
    drafts.offer(maker, product.slug, Offer(Supply.READY, None, same, limits=limits))
    return product, there[0].id, there[1].id


def test_sizes_count_together_towards_the_least_and_the_most(db: Any) -> None:
    _, small, big = two_sizes(Limits(3, 5))
    assert {one.pieces for one in goods.take({small: 1, big: 2})} == {1, 2}
    for wanted, sentences in (
        ({small: 1, big: 1}, ["Keset Dua (Kecil): paling sedikit 3 sekali pesan. Tambah 1 lagi.",
                              "Keset Dua (Besar): paling sedikit 3 sekali pesan. Tambah 1 lagi."]),
        ({small: 4, big: 3}, ["Keset Dua (Kecil): paling banyak 5 sekali pesan. Kurangi 2.",
                              "Keset Dua (Besar): paling banyak 5 sekali pesan. Kurangi 2."]),
    ):  # fmt: skip
        before = books()
        with pytest.raises(goods.NotToBeHad) as refusal, db.begin_nested():
            goods.take(wanted)
        assert [one.sentence for one in refusal.value.shortages] == sentences
        assert books() == before


def test_an_offer_without_limits_leaves_them_as_they_are(db: Any) -> None:
    product, small, _ = two_sizes(Limits(3, None))
    only = (VariantOffer(small, "Kecil", 31_000, 400, 20, 20),)
    drafts.offer(world.actor(world.SELLER), product.slug, Offer(Supply.READY, None, only))
    assert own.product(product.id).limits == Limits(3, None)


def test_below_the_least_worth_the_cart_says_what_is_missing_and_nothing_is_placed(db: Any) -> None:
    ready = world.goods().ready
    sellers.ask_at_least(world.actor(world.SELLER), 100_000)
    cart = a_cart({world.variant_of(ready).id: 2})
    quote = carts.quote(cart, village=world.ACROSS_TOWN)
    sentence = (
        "Minimal belanja di Rumah Perca Rp100.000, kurang Rp10.000. "
        "Tambah barangnya, atau hapus dulu dari keranjang."
    )
    assert quote.problems == [sentence]
    assert not quote.can_be_placed
    before = books()
    with pytest.raises(RuleBroken) as refusal, db.begin_nested():
        placing.place(cart.id, a_checkout(cart), None, unpaid_for=UNPAID)
    assert refusal.value.message == sentence
    assert books() == before


def test_the_least_worth_counts_for_each_gerai_alone(db: Any) -> None:
    neighbour = world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Jauh", price=90_000)
    sellers.ask_at_least(world.actor(world.SELLER), 60_000)
    cart = a_cart({world.variant_of(world.goods().ready).id: 1, world.variant_of(neighbour).id: 1})
    assert [part.problem is None for part in carts.quote(cart).parcels] == [False, True]


def test_buyers_read_the_limits_before_and_in_the_cart(db: Any, client: PageClient, signed_in: Any) -> None:
    seller = signed_in(world.SELLER)
    refused = seller.send("/penjual/gerai/minimal", amount="lima puluh")
    assert "Tulis harganya dalam rupiah, misalnya 25.000." in refused.text
    seller.send("/penjual/gerai/minimal", amount="50rb")
    product, small, _ = two_sizes(Limits(3, None))
    page = client.get(f"/produk/{product.slug}").text
    assert "Sekali pesan paling sedikit 3, boleh campur." in page
    assert "Minimal belanja di Rumah Perca Rp50.000." in page
    client.send(f"/produk/{product.slug}", to="/keranjang", variant=small, pieces=1)
    cart = client.get("/keranjang").text
    assert "paling sedikit 3 sekali pesan. Tambah 2 lagi." in cart
    assert "Minimal belanja di Rumah Perca Rp50.000, kurang Rp20.000." in cart
    assert "disabled>Lanjut ke alamat" in cart
    buying.say_where(client)
    assert "kurang Rp20.000" in client.get("/checkout/periksa").text
    seller.send("/penjual/gerai/minimal", amount="")
    assert "Minimal belanja" not in client.get("/keranjang").text
