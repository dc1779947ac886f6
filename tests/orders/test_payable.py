"""Before an order is placed the page says how each maker will be paid; one whom nobody can pay is named, and nothing is placed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from app.db.ports import _KEY as PORTS
from app.orders.queries import cart as carts
from app.orders.queries import hub
from app.orders.service.placing import CannotBePaid, place
from app.payments.rules.offering import House
from app.payments.rules.ways import DIRECT, Way
from tests.support import buying, market, world
from tests.support.books import books
from tests.support.orders import UNPAID, a_cart, a_checkout
from tests.support.pages import PageClient
from tests.support.paying import takes


@pytest.fixture
def direct_only(app: Flask, db: Any) -> Iterator[None]:
    """An installation in which nobody collects."""
    usual = app.extensions[PORTS][House]
    app.extensions[PORTS][House] = replace(usual, ways=frozenset(DIRECT))
    yield
    app.extensions[PORTS][House] = usual


def cart_of_two() -> Any:
    things = market.five_things()
    return a_cart({world.variant_of(things[0]).id: 1, world.variant_of(things[2]).id: 1})


def test_every_maker_can_be_paid_where_the_platform_collects(client: PageClient) -> None:
    takes(world.SELLER, Way.QRIS)
    things = market.five_things()
    buying.put(client, things[0])
    buying.put(client, things[2])
    buying.say_where(client)
    page = client.get("/checkout/periksa").text
    assert "Bisa dibayar: Bayar pura-pura (mode uji), QRIS" in page
    assert page.count("Bisa dibayar:") == 2


def test_the_maker_who_cannot_be_paid_is_named_and_nothing_is_placed(
    client: PageClient, direct_only: None
) -> None:
    takes(world.SELLER, Way.QRIS)
    things = market.five_things()
    buying.put(client, things[0])
    buying.put(client, things[2])
    buying.say_where(client)
    page = client.get("/checkout/periksa").text
    assert "Bisa dibayar: QRIS" in page
    assert "Gerai Tetangga belum bisa menerima pembayaran." in page
    fields = buying.review(client)
    before = books()
    answer = client.post("/checkout/periksa", data=fields)
    assert "Gerai Tetangga belum bisa menerima pembayaran. Hapus barangnya dulu" in answer.text
    assert books() == before


def test_with_no_way_at_all_the_page_says_so_before_anything_is_ordered(
    client: PageClient, direct_only: None
) -> None:
    buying.put(client, world.goods().ready)
    buying.say_where(client)
    page = client.get("/checkout/periksa").text
    assert "Cara bayar belum diatur di toko ini, jadi pesanan belum bisa dibuat." in page
    assert "Hubungi Penyelenggara contoh" in page


def test_two_makers_who_both_take_nothing_are_no_fault_of_one(db: Any, direct_only: None) -> None:
    cart = cart_of_two()
    before = books()
    with pytest.raises(CannotBePaid) as refused:
        place(cart.id, a_checkout(cart), None, unpaid_for=UNPAID)
    assert refused.value.message == (
        "Cara bayar belum diatur di toko ini, jadi pesanan belum bisa dibuat. Keranjang Anda tetap ada."
    )
    assert books() == before


def test_where_nobody_collects_nothing_is_gathered_at_a_post(db: Any, direct_only: None) -> None:
    cart = cart_of_two()
    quote = carts.quote(cart, village=world.ACROSS_TOWN)
    assert hub.with_offers(quote, world.ACROSS_TOWN, "kirim-1").gatherings == ()
