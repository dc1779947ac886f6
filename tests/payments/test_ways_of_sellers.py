"""A seller switches each way to be paid directly on and off; what it still needs is said."""

from typing import Any

import pytest
from flask import Flask

from app.payments.models import SellerWay
from app.payments.queries import receiving as queries
from app.payments.rules.ways import Way
from app.payments.service import receiving
from app.sellers import queries as sellers
from tests.support import world
from tests.support.books import books, journal
from tests.support.buying import said
from tests.support.pages import PageClient
from tests.support.paying import an_account, takes

PAGE = "/penjual/uang/cara-bayar"


@pytest.fixture
def maker(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


def hers() -> int:
    return sellers.owned(world.actor(world.SELLER)).id


def test_at_first_nothing_is_on_and_the_page_says_what_each_way_needs(maker: PageClient) -> None:
    page = maker.get(PAGE).text
    assert page.count("Mati") == 4
    assert "Nomor rekening belum ada." in page
    assert "Foto stiker QRIS" in page
    assert "sampai Rp500.000" in page
    assert "paling lambat 30 hari sesudahnya" in page


@pytest.mark.parametrize(("way", "words"), [("cash", "Tunai saat diambil"), ("invoice", "Tagihan instansi")])
def test_a_way_that_needs_nothing_goes_on_and_off_by_a_button(
    maker: PageClient, way: str, words: str
) -> None:
    answer = maker.send(PAGE, to=f"{PAGE}/{way}/nyala", nyala="1")
    assert f"{words} sudah dinyalakan." in said(maker, answer)
    assert queries.switched_on(hers()) == {way}
    answer = maker.send(PAGE, to=f"{PAGE}/{way}/nyala", nyala="0")
    assert f"{words} sudah dimatikan." in said(maker, answer)
    assert queries.switched_on(hers()) == set()
    assert journal("seller", hers())[-2:] == ["way to be paid switched on", "way to be paid switched off"]


def test_transfer_shows_the_end_of_her_number_only(maker: PageClient) -> None:
    an_account(world.actor(world.SELLER))
    maker.send(PAGE, to=f"{PAGE}/transfer/nyala", nyala="1")
    page = maker.get(PAGE).text
    assert queries.switched_on(hers()) == {"transfer"}
    assert "7890" in page
    assert "1234567890" not in page


@pytest.mark.parametrize(
    ("way", "sentence"),
    [("transfer", receiving.NeedsAccount.message), ("qris", receiving.NeedsSticker.message)],
)
def test_what_is_not_ready_is_not_switched_on(maker: PageClient, way: str, sentence: str) -> None:
    token = maker.token(PAGE)
    before = books()
    answer = maker.post(f"{PAGE}/{way}/nyala", data={"csrf_token": token, "nyala": "1"})
    assert sentence in said(maker, answer)
    assert queries.switched_on(hers()) == set()
    assert books() == before


def test_pressing_twice_changes_nothing_more(db: Any, count: Any) -> None:
    yati = takes(world.SELLER, Way.CASH)
    before = books()
    receiving.switch(yati, Way.CASH, on=True)
    receiving.switch(yati, Way.INVOICE, on=False)
    assert (count(SellerWay), books()) == (1, before)


@pytest.mark.parametrize("way", ["stripe", "pretend", "emas", "%00"])
def test_what_is_no_way_of_hers_is_not_there(maker: PageClient, way: str, count: Any) -> None:
    token = maker.token(PAGE)
    answer = maker.post(f"{PAGE}/{way}/nyala", data={"csrf_token": token, "nyala": "1"})
    assert answer.status_code == 404
    assert count(SellerWay) == 0


def test_what_this_installation_does_not_offer_is_not_shown_and_not_switched_on(
    maker: PageClient, only: Any, count: Any
) -> None:
    token = maker.token(PAGE)
    only(Way.QRIS)
    page = maker.get(PAGE).text
    assert "QRIS Ibu sendiri" in page
    assert "Tunai saat diambil" not in page
    answer = maker.post(f"{PAGE}/cash/nyala", data={"csrf_token": token, "nyala": "1"})
    assert answer.status_code == 404
    assert count(SellerWay) == 0


def test_a_shop_that_collects_everything_says_so(maker: PageClient, only: Any) -> None:
    only(Way.STRIPE)
    assert "Uang masuk lewat Gerai" in maker.get(PAGE).text


def test_a_stranger_to_selling_is_led_to_begin(app: Flask, db: Any) -> None:
    world.a_maker("Ibu Belum", phone="0812-0000-1999")
    browser = app.test_client()
    assert isinstance(browser, PageClient)
    browser.sign_in("0812-0000-1999", world.PASSWORD)
    assert browser.get(PAGE).location == "/penjual/gerai/mulai"
