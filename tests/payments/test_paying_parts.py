"""A buyer pays each maker: she chooses a way, and reads what to pay, where to, until when."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.adapters.code_reader import ZxingReader
from app.base import clock
from app.db.ports import port
from app.delivery.rules.services import PICKUP
from app.orders.models import Order
from app.orders.ports import OrderKeys
from app.payments.models import AgencyBill, Payment
from app.payments.queries import payment as queries
from app.payments.rules.states import PaymentState
from app.payments.rules.ways import Way
from app.payments.service import choosing, expiring, opening, receiving, settling
from app.sellers import queries as sellers
from tests.support import market, stickers, world
from tests.support.books import books
from tests.support.buying import said
from tests.support.orders import an_order, parcels_of
from tests.support.pages import PageClient
from tests.support.paying import an_account, begun, takes


@pytest.fixture
def buyer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.BUYER)
    return browser


def page_of(order: Order, at: int = 0) -> str:
    return f"/checkout/{order.number}/bayar/{parcels_of(order)[at].id}"


def fetched() -> Order:
    """One ready mat that the buyer comes for."""
    goods = world.goods()
    return an_order({goods.ready: 1}, wishes={goods.ready.seller_id: PICKUP})


# -- choosing -------------------------------------------------------------------------------------


def test_only_ways_that_are_ready_are_offered(buyer: PageClient) -> None:
    takes(world.SELLER, Way.QRIS, Way.INVOICE)
    order = an_order()
    page = buyer.get(page_of(order)).text
    assert re.findall(r'name="way" value="(\w+)"', page) == ["qris"]
    assert "Bayar Rumah Perca" in page
    assert "Rp102.000" in page


def test_a_maker_who_takes_nothing_directly_is_named(buyer: PageClient) -> None:
    assert "Rumah Perca belum bisa dibayar langsung." in buyer.get(page_of(an_order())).text


def test_the_pay_page_lists_the_parts_with_amount_state_and_deadline(buyer: PageClient) -> None:
    takes(world.SELLER, Way.QRIS)
    takes(world.OTHER_SELLER, Way.QRIS, nmid="ID1020012345670")
    things = market.five_things()
    order = an_order({things[0]: 2, things[2]: 1})
    page = buyer.get(f"/checkout/{order.number}/bayar").text
    assert "Bayar (uji)" in page
    assert "Bayar langsung ke pembuatnya" in page
    assert page.count("Belum dibayar") == 2
    mine, hers = parcels_of(order)
    paid = begun(order, mine.id, Way.QRIS)
    settling.settle(paid.id, amount=paid.due, currency="idr")
    page = buyer.get(f"/checkout/{order.number}/bayar").text
    assert "Bayar (uji)" not in page
    assert (page.count("Sudah dibayar"), page.count("Belum dibayar")) == (1, 1)
    assert 'sampai <span class="nb">Sen, 23 Nov 10.00 WIB</span>' in page
    assert f"/checkout/{order.number}/bayar/{hers.id}" in buyer.get(f"/pesanan/{order.number}").text


def test_where_one_of_two_makers_takes_nothing_paying_directly_is_not_begun(buyer: PageClient) -> None:
    """Her part would lapse."""
    takes(world.SELLER, Way.QRIS)
    things = market.five_things()
    order = an_order({things[0]: 1, things[2]: 1})
    page = buyer.get(f"/checkout/{order.number}/bayar").text
    assert "Bayar (uji)" in page
    assert "Bayar langsung" not in page


def test_a_way_may_be_changed_while_nothing_was_sent(buyer: PageClient, db: Any) -> None:
    takes(world.SELLER, Way.QRIS, Way.TRANSFER)
    order = an_order()
    page = page_of(order)
    buyer.send(page, way="qris")
    buyer.send(page, way="transfer")
    states = db.query(Payment.gateway, Payment.state).order_by(Payment.id).all()
    assert [tuple(one) for one in states] == [
        (Way.QRIS, PaymentState.EXPIRED),
        (Way.TRANSFER, PaymentState.OPENED),
    ]


@pytest.mark.parametrize("way", ["", "emas", "cash", "invoice", "stripe"])
def test_what_is_not_offered_cannot_be_chosen(buyer: PageClient, way: str) -> None:
    takes(world.SELLER, Way.QRIS, Way.TRANSFER)
    page = page_of(an_order())
    token = buyer.token(page)
    before = books()
    answer = buyer.post(page, data={"csrf_token": token, "way": way})
    assert answer.status_code == 200
    assert books() == before


def test_a_way_that_was_switched_off_meanwhile_is_refused_in_words(db: Any) -> None:
    yati = takes(world.SELLER, Way.QRIS)
    order = an_order()
    receiving.switch(yati, Way.QRIS, on=False)
    before = books()
    with pytest.raises(choosing.NotOffered) as refused:
        begun(order, parcels_of(order)[0].id, Way.QRIS)
    assert refused.value.message == "Cara ini tidak dipakai lagi oleh Rumah Perca. Pilih cara yang lain, ya."
    assert books() == before


# -- a transfer -----------------------------------------------------------------------------------


def test_a_transfer_says_exactly_how_much_where_to_and_why(buyer: PageClient) -> None:
    takes(world.SELLER, Way.TRANSFER)
    order = an_order()
    assert buyer.send(page_of(order), way="transfer").location == page_of(order)
    payment = queries.waiting_of_parcel(parcels_of(order)[0].id)
    assert payment is not None
    page = buyer.get(page_of(order)).text
    assert f'data-copy="{payment.due}"' in page
    assert f'data-copy="{1234567890}"' in page
    assert "YATI PENJUAL" in page
    assert f"Rp{payment.code} ditambahkan ke Rp102.000" in page
    assert "milik Rumah Perca, bukan biaya Gerai" in page
    assert "Sen, 23 Nov 10.00 WIB" in page


def test_who_has_begun_pays_to_the_account_that_she_was_shown(buyer: PageClient, db: Any) -> None:
    yati = takes(world.SELLER, Way.TRANSFER)
    order = an_order()
    buyer.send(page_of(order), way="transfer")
    db.execute(sa.text("UPDATE bank_accounts SET until = now()"))
    an_account(yati, number="999888777")
    page = buyer.get(page_of(order)).text
    assert "1234567890" in page
    assert "999888777" not in page


# -- her own QRIS ---------------------------------------------------------------------------------


def test_qris_shows_her_sticker_as_it_is_with_the_exact_sum(app: Flask, buyer: PageClient) -> None:
    takes(world.SELLER, Way.QRIS)
    order = an_order()
    picture = f"{page_of(order)}/qris.webp"
    assert buyer.get(picture).status_code == 404
    buyer.send(page_of(order), way="qris")
    page = buyer.get(page_of(order)).text
    assert 'data-copy="102000"' in page
    assert stickers.MERCHANT in page
    assert stickers.NMID in page
    shown = buyer.get(picture)
    assert (shown.mimetype, shown.headers["Cache-Control"]) == ("image/webp", "private, no-store")
    assert ZxingReader().read(shown.data) == (stickers.STATIC,)


def test_a_qris_sum_bears_no_digits_of_ours(db: Any) -> None:
    takes(world.SELLER, Way.QRIS)
    for _ in range(3):
        order = an_order()
        (parcel,) = parcels_of(order)
        payment = begun(order, parcel.id, Way.QRIS)
        assert (payment.due, payment.code) == (parcel.total, 0)


def test_above_ten_million_qris_is_not_offered(buyer: PageClient) -> None:
    yati = takes(world.SELLER, Way.QRIS, Way.TRANSFER)
    dear = world.an_approved_product(yati, name="Keset Mahal", price=10_000_001)
    page = buyer.get(page_of(an_order({dear: 1}))).text
    assert re.findall(r'name="way" value="(\w+)"', page) == ["transfer"]


# -- whose page it is -----------------------------------------------------------------------------


def test_a_guest_pays_by_her_link_and_nobody_without_it(app: Flask, db: Any) -> None:
    takes(world.SELLER, Way.QRIS)
    order = an_order(buyer=None)
    key = port(OrderKeys).key_for(order.number)
    browser = app.test_client()
    assert isinstance(browser, PageClient)
    page = page_of(order)
    browser.send(f"{page}?kunci={key}", way="qris")
    assert "GERAI DIGITAL UJI" in browser.get(f"{page}?kunci={key}").text
    assert browser.get(f"{page}/qris.webp?kunci={key}").status_code == 200
    for address in (page, f"{page}?kunci=salah", f"{page}/qris.webp", f"{page}/qris.webp?kunci=salah"):
        assert browser.get(address).status_code == 404


def test_a_part_of_another_order_is_not_there(buyer: PageClient) -> None:
    takes(world.SELLER, Way.QRIS)
    mine, other = an_order(), an_order(buyer=None)
    assert buyer.get(f"/checkout/{mine.number}/bayar/{parcels_of(other)[0].id}").status_code == 404


# -- paid later -----------------------------------------------------------------------------------


def test_cash_for_what_is_fetched_lets_the_maker_begin(buyer: PageClient) -> None:
    takes(world.SELLER, Way.CASH)
    order = fetched()
    answer = buyer.send(page_of(order), way="cash")
    page = said(buyer, answer)
    assert "Bayar tunai saat mengambil" in page
    assert "Bawa uang pas" in page
    (parcel,) = parcels_of(order)
    assert (parcel.state, order.state) == ("to_answer", "agreed")
    with clock.at(world.SUNDAY + 3 * opening.DIRECT_WITHIN):
        assert expiring.expire_unpaid(clock.now()) == 0


def test_cash_is_not_offered_for_what_is_sent_or_made_first(buyer: PageClient) -> None:
    takes(world.SELLER, Way.CASH, Way.TRANSFER)
    goods = world.goods()
    for order in (
        an_order({goods.ready: 1}),
        an_order({goods.made: 1}, wishes={goods.made.seller_id: PICKUP}),
    ):
        page = buyer.get(page_of(order)).text
        assert re.findall(r'name="way" value="(\w+)"', page) == ["transfer"]


def test_a_part_whose_way_nobody_chose_lapses_with_its_own_time(db: Any) -> None:
    """The order's hour does not take it while the other part is being paid, and it is not held for ever."""
    takes(world.SELLER, Way.QRIS)
    takes(world.OTHER_SELLER, Way.QRIS, nmid="ID1020012345670")
    things = market.five_things()
    order = an_order({things[0]: 1, things[2]: 1})
    mine, hers = parcels_of(order)
    paid = begun(order, mine.id, Way.QRIS)
    settling.settle(paid.id, amount=paid.due, currency="idr")
    with clock.at(world.SUNDAY + opening.DIRECT_WITHIN):
        assert expiring.expire_unpaid(clock.now()) == 1
    db.expire_all()
    assert [one.state for one in parcels_of(order)] == ["to_answer", "cancelled"]
    assert sellers.get(hers.seller_id).id == hers.seller_id


def test_what_is_paid_or_let_go_asks_for_nothing(buyer: PageClient, count: Any) -> None:
    takes(world.SELLER, Way.QRIS)
    order = an_order()
    (parcel,) = parcels_of(order)
    payment = begun(order, parcel.id, Way.QRIS)
    settling.settle(payment.id, amount=payment.due, currency="idr")
    page = buyer.get(page_of(order)).text
    assert 'Rumah Perca sudah menerima <span class="nb">Rp102.000</span>.' in page
    assert 'name="way"' not in page
    assert count(AgencyBill) == 0
