"""A buyer takes a paid order back, or a part of it, while its maker has not said yes; afterwards it is too late for that."""

from typing import Any

import pytest

from app.db.ports import port
from app.orders.models import Order
from app.orders.ports import OrderKeys
from tests.support import market, world
from tests.support.answers import reach
from tests.support.books import books, days_of, journal, letters, stock_of
from tests.support.buying import said
from tests.support.jobs import do_all
from tests.support.orders import a_paid_order, an_order, parcels_of
from tests.support.pages import PageClient
from tests.support.ties import differences


@pytest.fixture
def buyer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.BUYER)
    return browser


def hers(order: Order, part: int | None = None) -> str:
    inner = "" if part is None else f"/bagian/{parcels_of(order)[part].id}"
    return f"/pesanan/{order.number}{inner}/batal"


def test_a_part_goes_back_with_its_goods_and_money_and_the_maker_is_told(buyer: PageClient, db: Any) -> None:
    things = world.goods()
    order = a_paid_order({things.ready: 2, things.made: 3})
    (parcel,) = parcels_of(order)
    page = buyer.get(hers(order, 0)).text
    assert "Batalkan bagian Rumah Perca?" in page and "2 × Keset Perca" in page
    shown = said(buyer, buyer.send(hers(order, 0)))
    assert "Bagian ini sudah dibatalkan. Uangnya kami kembalikan." in shown
    assert letters()[-1] == f"Pesanan {order.number} dibatalkan pembeli"
    do_all()
    assert letters()[-1] == f"Uang dari pesanan {order.number} sudah dikembalikan"
    db.expire_all()
    assert (parcel.state, order.state, parcel.returned) == ("cancelled", "cancelled", parcel.total)
    assert (stock_of(world.variant_of(things.ready).id), days_of(things.made.line_id)) == (10, {})
    assert journal("parcel", parcel.id) == ["parcel adjusted", "parcel cancelled"]
    assert differences() == {}


def test_the_others_go_on_when_one_part_is_taken_back(buyer: PageClient, db: Any) -> None:
    order = a_paid_order(dict.fromkeys(market.five_things(), 1))
    reach(order, "accepted")
    buyer.send(hers(order, 1))
    db.expire_all()
    assert [one.state for one in parcels_of(order)] == ["accepted", "cancelled", "to_answer"]
    assert order.state == "paid"
    assert differences() == {}


def test_the_whole_goes_back_while_nobody_has_said_yes(buyer: PageClient, db: Any) -> None:
    order = a_paid_order(dict.fromkeys(market.five_things(), 1))
    reach(order, "declined")
    assert hers(order) in buyer.get(f"/pesanan/{order.number}").text
    shown = said(buyer, buyer.send(hers(order)))
    assert "Pesanan sudah dibatalkan. Uangnya kami kembalikan." in shown
    db.expire_all()
    assert [one.state for one in parcels_of(order)] == ["declined", "cancelled", "cancelled"]
    assert order.state == "cancelled"
    do_all()
    assert differences() == {}


def test_with_one_yes_the_whole_no_longer_goes_back(buyer: PageClient) -> None:
    order = a_paid_order(dict.fromkeys(market.five_things(), 1))
    reach(order, "accepted")
    page = buyer.get(f"/pesanan/{order.number}").text
    assert f'href="{hers(order)}"' not in page and f'href="{hers(order, 1)}"' in page
    before = books()
    shown = said(buyer, buyer.send(hers(order)))
    assert "Sudah ada bagian yang disanggupi pembuatnya." in shown
    assert books() == before


@pytest.mark.parametrize("state", ["accepted", "packed", "sent", "received", "declined"])
def test_after_the_makers_answer_it_is_too_late(buyer: PageClient, state: str) -> None:
    order = a_paid_order()
    reach(order, state)
    token = buyer.token("/akun")
    assert "/batal" not in buyer.get(f"/pesanan/{order.number}").text
    assert buyer.get(hers(order, 0)).location == f"/pesanan/{order.number}"
    before = books()
    shown = said(buyer, buyer.post(hers(order, 0), data={"csrf_token": token}))
    assert "Keadaannya sudah berubah. Muat ulang halaman ini" in shown
    shown = said(buyer, buyer.post(hers(order), data={"csrf_token": token}))
    wanted = "Tidak ada bagian yang masih bisa" if state in ("received", "declined") else "Sudah ada bagian"
    assert wanted in shown
    assert books() == before


def test_a_guest_takes_back_by_her_link(client: PageClient, db: Any) -> None:
    order = a_paid_order(buyer=None)
    key = f"?kunci={port(OrderKeys).key_for(order.number)}"
    client.send(f"{hers(order, 0)}{key}")
    db.expire_all()
    assert parcels_of(order)[0].state == "cancelled"


@pytest.mark.parametrize("who", [world.SELLER, world.OTHER_SELLER, world.OFFICER])
def test_nobody_else_takes_it_back(signed_in: Any, who: str) -> None:
    order = a_paid_order()
    browser = signed_in(who)
    token = browser.token("/akun")
    before = books()
    for address in (hers(order), hers(order, 0)):
        assert browser.get(address).status_code == 404
        assert browser.post(address, data={"csrf_token": token}).status_code == 404
    assert books() == before


def test_parts_of_other_orders_and_of_unpaid_ones_are_not_taken_back_here(buyer: PageClient) -> None:
    order, other, unpaid = a_paid_order(), a_paid_order(), an_order()
    token = buyer.token("/akun")
    before = books()
    for number, parcel in (
        (order.number, parcels_of(other)[0].id),
        (unpaid.number, parcels_of(unpaid)[0].id),
    ):
        address = f"/pesanan/{number}/bagian/{parcel}/batal"
        assert buyer.post(address, data={"csrf_token": token}).status_code == 404
    assert books() == before


def test_what_was_paid_and_taken_back_stays_with_its_maker(signed_in: Any, buyer: PageClient) -> None:
    order, unpaid = a_paid_order(), an_order()
    parcel_id = parcels_of(order)[0].id
    buyer.send(hers(order, 0))
    buyer.send(f"/pesanan/{unpaid.number}", to=hers(unpaid))
    maker = signed_in(world.SELLER)
    assert "Dibatalkan pembeli." in maker.get(f"/penjual/pesanan/{parcel_id}").text
    done = maker.get("/penjual/pesanan?tab=selesai").text
    assert order.number in done and unpaid.number not in done
    assert maker.get(f"/penjual/pesanan/{parcels_of(unpaid)[0].id}").status_code == 404
    assert "Jl. Uji No. 1" not in maker.get(f"/penjual/pesanan/{parcel_id}").text
