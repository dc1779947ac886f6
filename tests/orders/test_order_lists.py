"""Lists of orders: a buyer's own, a seller's by what is to be done, the admin's money; short and walked by key."""

import re
from datetime import timedelta
from typing import Any

import pytest

from app.base import clock
from app.orders.models import Order
from app.orders.service import parcels
from app.payments.service import opening
from tests.support import market, world
from tests.support.counting import statements
from tests.support.orders import a_paid_order, an_order, parcels_of
from tests.support.pages import PageClient

NUMBER = re.compile(r"G-[2-9A-HJ-NP-Z]{7}")


@pytest.fixture
def maker(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


@pytest.fixture
def buyer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.BUYER)
    return browser


def numbers(page: str) -> list[str]:
    """Order numbers of a page's main part, each once, in its order."""
    return list(dict.fromkeys(NUMBER.findall(page.partition("<main")[2])))


def by_hands(pieces: int = 1) -> Order:
    return a_paid_order({world.goods().made: pieces})


def test_a_buyer_sees_her_own_orders_newest_first(buyer: PageClient, signed_in: Any) -> None:
    first, second = an_order(), a_paid_order()
    an_order(buyer=None)
    others = an_order(buyer=world.KADER)
    assert numbers(buyer.get("/pesanan").text) == [second.number, first.number]
    assert numbers(signed_in(world.KADER).get("/pesanan").text) == [others.number]


def test_a_buyer_without_orders_is_told_what_to_do(buyer: PageClient) -> None:
    page = buyer.get("/pesanan").text
    assert numbers(page) == [] and 'class="empty' in page


def test_a_visitor_is_asked_who_she_is(client: PageClient) -> None:
    assert client.get("/pesanan").location == "/masuk?next=/pesanan"


def test_the_list_goes_on_where_it_ended(buyer: PageClient) -> None:
    made = [an_order({world.goods().made: 1}).number for _ in range(23)]
    page = buyer.get("/pesanan").text
    (after,) = set(re.findall(r'href="(/pesanan\?dari=[^"]+)"', page))
    rest = buyer.get(after).text
    assert numbers(page) + numbers(rest) == made[::-1]
    assert len(numbers(page)) == 20


def test_a_long_list_asks_no_more_than_a_short_one(buyer: PageClient, maker: PageClient) -> None:
    def asked(browser: PageClient, path: str) -> int:
        with statements() as seen:
            browser.get(path)
        return len(seen)

    pages = [(buyer, "/pesanan"), (maker, "/penjual/pesanan?tab=dijawab")]
    by_hands()
    short = [asked(*page) for page in pages]
    for _ in range(6):
        by_hands()
    assert [asked(*page) for page in pages] == short


def test_the_seller_sees_what_is_to_be_done_the_earliest_promise_first(maker: PageClient) -> None:
    """Two a day by hand: the orders are promised one after the other, whatever their ids."""
    first, second = by_hands(2), by_hands(1)
    with clock.at(world.SUNDAY + timedelta(minutes=1)):
        ready = a_paid_order()
    listed = numbers(maker.get("/penjual/pesanan").text)
    assert listed == [first.number, ready.number, second.number]


@pytest.mark.parametrize(
    ("tab", "steps"),
    [("dijawab", 0), ("dibuat", 1), ("dikemas", 2), ("dikirim", 3), ("selesai", 4), ("selesai", -1)],
)
def test_each_parcel_stands_under_one_heading(maker: PageClient, tab: str, steps: int) -> None:
    order = a_paid_order()
    who, parcel_id = world.actor(world.SELLER), parcels_of(order)[0].id
    deeds = [
        lambda: parcels.accept(who, parcel_id),
        lambda: parcels.pack(who, parcel_id),
        lambda: parcels.send(who, parcel_id, courier="Diantar sendiri", tracking=""),
        lambda: parcels.receive(order.number, parcel_id, world.actor(world.BUYER), None),
    ]
    for deed in deeds[:steps] if steps >= 0 else [lambda: parcels.decline(who, parcel_id, "Maaf.")]:
        deed()
    for one in ("dijawab", "dibuat", "dikemas", "dikirim", "selesai"):
        listed = numbers(maker.get(f"/penjual/pesanan?tab={one}").text)
        assert listed == ([order.number] if one == tab else []), one
    assert numbers(maker.get("/penjual/pesanan").text) == [order.number]


@pytest.mark.parametrize("tab", ["", "x", "\x00", "dijawab'"])
def test_a_heading_that_there_is_not_shows_the_first(maker: PageClient, tab: str) -> None:
    order = a_paid_order()
    page = maker.get("/penjual/pesanan", query_string={"tab": tab})
    assert numbers(page.text) == [order.number]


def test_a_seller_sees_only_her_own_part(maker: PageClient, signed_in: Any) -> None:
    order = a_paid_order(dict.fromkeys(market.five_things(), 1))
    hers = maker.get(f"/penjual/pesanan/{parcels_of(order)[0].id}").text
    assert "Keset Perca" in hers and "Rp102.000" in hers
    for strange in ("Keset Tetangga", "Keset Tebal", "Keset Baru", "Rp247.000", "Gerai Tetangga"):
        assert strange not in hers, strange
    listed = signed_in(world.OTHER_SELLER).get("/penjual/pesanan").text
    assert numbers(listed) == [order.number] and "Keset Perca" not in listed


# -- money ------------------------------------------------------------------------------------------


def test_the_admin_sees_what_came_in_and_what_went_back(signed_in: Any) -> None:
    admin = signed_in(world.ADMIN)
    assert "Belum ada pembayaran" in admin.get("/admin/uang").text
    order = a_paid_order()
    page = admin.get("/admin/uang").text
    assert numbers(page) == [order.number]
    assert "Lunas" in page and "Rp102.000" in page and "Perlu dilihat orang" not in page


def test_the_admins_list_goes_on_where_it_ended(signed_in: Any) -> None:
    admin = signed_in(world.ADMIN)
    made = [an_order({world.goods().made: 1}) for _ in range(33)]
    for order in made:
        opening.start(order.id, success_url="/", cancel_url="/")
    page = admin.get("/admin/uang").text
    (after,) = set(re.findall(r'href="(/admin/uang\?dari=[^"]+)"', page))
    assert numbers(page) + numbers(admin.get(after).text) == [one.number for one in made[::-1]]
    assert len(numbers(page)) == 30
