"""What the buyer fetches: six signs that she says and the maker types, or her own word on her page."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.accounts.service import TooManyTries
from app.base.states import MoveRefused
from app.orders.models import Order
from app.orders.rules.numbers import new_code, same_code, tidy_number
from app.orders.service import handing_over
from app.orders.service.handing_over import MOST_TRIES, NotFetched, WrongCode
from tests.support import market, world
from tests.support.answers import reach
from tests.support.books import books, journal, letters
from tests.support.buying import said
from tests.support.orders import a_paid_order, parcels_of
from tests.support.pages import PageClient
from tests.support.ties import differences


@pytest.fixture
def maker(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


def a_pickup(until: str = "packed") -> Order:
    ready = world.goods().ready
    order = a_paid_order({ready: 1}, wishes={market.seller_of(ready): "pickup"})
    reach(order, until)
    return order


def code_of(order: Order) -> str:
    return str(parcels_of(order)[0].handover_code)


def types(browser: PageClient, order: Order, code: str) -> str:
    page = f"/penjual/pesanan/{parcels_of(order)[0].id}"
    return said(browser, browser.send(page, to=f"{page}/ambil", code=code))


def test_her_code_makes_it_received(maker: PageClient, signed_in: Any, db: Any) -> None:
    order = a_pickup()
    code = code_of(order)
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{6}", code)
    assert letters()[-1] == f"Pesanan {order.number} siap diambil di Rumah Perca"
    assert f"{code[:3]} {code[3:]}" in signed_in(world.BUYER).get(f"/pesanan/{order.number}").text
    assert code not in maker.get(f"/penjual/pesanan/{parcels_of(order)[0].id}").text
    assert "Kodenya cocok." in types(maker, order, f" {code[:3].lower()}-{code[3:].lower()} ")
    db.expire_all()
    (parcel,) = parcels_of(order)
    assert (parcel.state, parcel.sent_at, parcel.received_at, parcel.courier) == (
        "received",
        world.SUNDAY,
        world.SUNDAY,
        None,
    )
    assert (order.state, journal("parcel", parcel.id)[-1]) == ("closed", "parcel fetched")
    assert differences() == {}


def test_the_code_is_made_with_her_yes_and_only_for_what_is_fetched(db: Any) -> None:
    waiting, sent = a_pickup("to_answer"), a_paid_order()
    reach(sent, "accepted")
    assert parcels_of(waiting)[0].handover_code is None
    assert parcels_of(sent)[0].handover_code is None
    reach(waiting, "accepted")
    assert parcels_of(waiting)[0].handover_code is not None


@pytest.mark.parametrize("code", ["", "   ", "ABC", "23456O", "<b>", "'; --", "x" * 21])
def test_another_code_hands_nothing_over(maker: PageClient, code: str) -> None:
    order = a_pickup()
    before = books()
    shown = types(maker, order, code)
    sentences = [WrongCode.message, "Ketik kode yang disebutkan pembeli.", "Terlalu panjang"]
    assert any(one in shown for one in sentences)
    assert books() == before


def test_after_eight_tries_she_waits_also_with_the_right_code(db: Any) -> None:
    order, maker = a_pickup(), world.actor(world.SELLER)
    parcel_id, code = parcels_of(order)[0].id, code_of(order)
    for _ in range(MOST_TRIES):
        with pytest.raises(WrongCode):
            handing_over.hand_over(maker, parcel_id, "222222" if code != "222222" else "333333")
    with pytest.raises(TooManyTries):
        handing_over.hand_over(maker, parcel_id, code)
    other = a_pickup()
    handing_over.hand_over(maker, parcels_of(other)[0].id, code_of(other))  # tries are a parcel's own


def test_without_the_code_the_buyer_says_so_herself(signed_in: Any, db: Any) -> None:
    order = a_pickup()
    hers = f"/pesanan/{order.number}"
    browser = signed_in(world.BUYER)
    assert "Sudah saya ambil" in browser.get(hers).text
    browser.send(hers, to=f"{hers}/bagian/{parcels_of(order)[0].id}/diterima")
    db.expire_all()
    assert (parcels_of(order)[0].state, order.state) == ("received", "closed")
    assert differences() == {}


def test_what_is_fetched_is_not_sent_and_what_is_sent_is_not_fetched(maker: PageClient, db: Any) -> None:
    pickup, sent = a_pickup(), a_paid_order()
    reach(sent, "packed")
    page = f"/penjual/pesanan/{parcels_of(pickup)[0].id}"
    assert maker.get(f"{page}/kirim").location == page
    token = maker.token("/akun")
    before = books()
    fields = {"csrf_token": token, "courier": "JNE", "tracking": "1"}
    assert "Ketik kode yang ia sebutkan" in said(maker, maker.post(f"{page}/kirim", data=fields))
    with pytest.raises(NotFetched):
        handing_over.hand_over(world.actor(world.SELLER), parcels_of(sent)[0].id, "ABCDEF")
    assert books() == before


@pytest.mark.parametrize("state", ["to_answer", "accepted", "received"])
def test_only_what_is_packed_is_handed_over(db: Any, state: str) -> None:
    order = a_pickup(state)
    before = books()
    with pytest.raises(WrongCode if state == "to_answer" else MoveRefused):
        handing_over.hand_over(world.actor(world.SELLER), parcels_of(order)[0].id, code_of(order))
    assert books() == before


def test_another_maker_has_no_such_parcel(signed_in: Any) -> None:
    order = a_pickup()
    browser = signed_in(world.OTHER_SELLER)
    sent = {"csrf_token": browser.token("/akun"), "code": code_of(order)}
    before = books()
    address = f"/penjual/pesanan/{parcels_of(order)[0].id}/ambil"
    assert browser.post(address, data=sent).status_code == 404
    assert books() == before


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=30))
def test_only_the_code_itself_opens(typed: str) -> None:
    code = new_code()
    assert same_code(code, f" {code[:3].lower()} - {code[3:]}\n")
    same = "".join(sign for sign in typed.upper() if sign.isalnum()) == code
    assert same_code(code, typed) is same


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("G-7K3M9QX", "G-7K3M9QX"),
        (" g 7k3 m9qx ", "G-7K3M9QX"),
        ("7K3M9QX", "G-7K3M9QX"),
        ("GK3M9QX", "G-GK3M9QX"),
        ("<b>", "G-B"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: str) -> None:
    assert tidy_number(typed) == number
