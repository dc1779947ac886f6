"""What a cart's own unpaid order holds is free for this cart alone: a new order for the same goods replaces it."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.orders.models import Order
from app.orders.queries import order as orders
from app.orders.service import parcels
from app.payments.models import Payment, Refund
from app.payments.service import opening, settling
from tests.support import world
from tests.support.books import books, days_of, journal, stock_of
from tests.support.buying import hidden, place, put, review, said, say_where
from tests.support.jobs import do_all
from tests.support.orders import UNPAID, a_cart, a_checkout, an_order, parcels_of, pay
from tests.support.pages import PageClient
from tests.support.ties import differences

CHANGED = "Ada yang baru saja berubah"


def placed(db: Any) -> list[Order]:
    db.expire_all()
    return list(db.scalars(sa.select(Order).order_by(Order.id)))


@pytest.fixture
def browser(client: PageClient, db: Any) -> PageClient:
    """A guest whose order of eight mats and three made ones waits to be paid; her cart is empty."""
    things = world.goods()
    put(client, things.ready, 8)
    put(client, things.made, 3)
    say_where(client)
    assert place(client).status_code == 303
    return client


def test_her_own_hold_does_not_stand_in_her_way(browser: PageClient, db: Any) -> None:
    """Two lie free and eight are hers: she may want all ten."""
    put(browser, world.goods().ready, 10)
    page = browser.get("/keranjang").text
    assert "tinggal" not in page and "Siap kirim Sen, 23 Nov" in page
    browser.post("/checkout/periksa", data=review(browser))
    assert [one.state for one in placed(db)] == ["cancelled", "placed"]
    assert stock_of(world.variant_of(world.goods().ready).id) == 0


def test_her_own_days_are_free_for_her(browser: PageClient, db: Any) -> None:
    made = world.goods().made
    put(browser, made, 4)
    place(browser)
    assert days_of(made.line_id) == {"2026-11-23": 2, "2026-11-24": 2}
    assert differences() == {}


def test_nobody_elses_hold_counts(app: Any, browser: PageClient, db: Any) -> None:
    stranger = app.test_client()
    put(stranger, world.goods().ready, 3)
    assert "Keset Perca tinggal 2. Kurangi jumlahnya." in stranger.get("/keranjang").text
    say_where(stranger)
    before = books()
    assert "tinggal 2" in place(stranger).text
    assert books() == before


def test_the_page_says_which_order_is_replaced_and_leads_to_paying_that_one(
    browser: PageClient, db: Any
) -> None:
    (old,) = placed(db)
    put(browser, world.goods().ready, 1)
    page = browser.get("/checkout/periksa").text
    assert f"Pesanan {old.number} akan diganti" in page
    assert "8 Keset Perca, 3 Keset Kepang" in page
    assert f'href="/checkout/{old.number}/bayar?kunci=' in page


def test_what_is_replaced_goes_back_and_both_logs_tell(browser: PageClient, db: Any) -> None:
    things = world.goods()
    (old,) = placed(db)
    put(browser, things.ready, 1)
    place(browser)
    old, new = placed(db)
    assert (old.state, new.state) == ("cancelled", "placed")
    assert [one.state for one in parcels_of(old)] == ["cancelled"]
    assert stock_of(world.variant_of(things.ready).id) == 9
    assert days_of(things.made.line_id) == {}
    assert journal("order", old.id) == ["order placed", "order cancelled"]
    assert [one.sentence for one in orders.changes_of(old.id)] == [
        "Pesanan dibuat.",
        "Pembeli membatalkan pesanan.",
        f"Diganti dengan pesanan {new.number}.",
    ]
    assert differences() == {}


def test_other_goods_leave_the_unpaid_order_alone(browser: PageClient, db: Any) -> None:
    other = world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Lain")
    put(browser, other)
    assert "akan diganti" not in browser.get("/checkout/periksa").text
    place(browser)
    assert [one.state for one in placed(db)] == ["placed", "placed"]


def test_a_refused_order_leaves_the_old_one_as_it_was(browser: PageClient, db: Any) -> None:
    put(browser, world.goods().ready, 1)
    fields = review(browser)
    before = books()
    page = browser.post("/checkout/periksa", data={**fields, "seal": ""})
    assert CHANGED in page.text
    assert books() == before


def test_an_order_that_was_paid_meanwhile_is_not_replaced_and_not_doubled(
    browser: PageClient, db: Any
) -> None:
    (old,) = placed(db)
    put(browser, world.goods().ready, 1)
    shown = review(browser)
    pay(old)
    before = books()
    page = browser.post("/checkout/periksa", data=shown)
    assert CHANGED in page.text
    assert f"Pesanan {old.number} tidak lagi menunggu dibayar, jadi tidak diganti." in page.text
    assert books() == before
    browser.post("/checkout/periksa", data=hidden(page.text))
    assert [one.state for one in placed(db)] == ["paid", "placed"]


def test_an_order_that_came_from_another_tab_is_told_before_it_is_replaced(
    browser: PageClient, db: Any
) -> None:
    """Two tabs with one cart: the first has placed an order since the second was opened."""
    put(browser, world.goods().ready, 1)
    second = review(browser)
    browser.post("/checkout/periksa", data=review(browser))
    new = placed(db)[-1]
    put(browser, world.goods().ready, 1)
    before = books()
    page = browser.post("/checkout/periksa", data=second)
    assert f"Pesanan {new.number} yang belum dibayar diganti dengan yang ini." in page.text
    assert books() == before


def test_money_for_a_replaced_order_goes_back_whole(browser: PageClient, db: Any) -> None:
    """She had paid the old one at the gateway a moment before; its notice comes after."""
    (old,) = placed(db)
    opening.start(old.id, success_url="/", cancel_url="/")
    opened = db.scalar(sa.select(Payment))
    put(browser, world.goods().ready, 1)
    place(browser)
    settling.settle(opened.id, amount=old.total, currency="idr")
    do_all()
    db.expire_all()
    (refund,) = db.scalars(sa.select(Refund))
    assert (refund.amount, placed(db)[0].state) == (old.total, "cancelled")
    assert differences() == {}


def test_an_order_whose_time_is_over_but_not_yet_let_go_is_replaced_too(browser: PageClient, db: Any) -> None:
    """The buyer need not wait for the job that lets go of it."""
    with clock.at(world.SUNDAY + UNPAID + timedelta(seconds=30)):
        put(browser, world.goods().ready, 10)
        assert place(browser).status_code == 303
        assert parcels.expire(placed(db)[0].id) is False
    assert [one.state for one in placed(db)] == ["cancelled", "placed"]
    assert differences() == {}


def test_a_cart_of_another_device_of_hers_is_another_cart(db: Any) -> None:
    buyer = world.actor(world.BUYER)
    mat = world.variant_of(world.goods().ready).id
    an_order({world.goods().ready: 9})
    quote_of = a_checkout(a_cart({mat: 1}, buyer))
    assert '"replaces":[]' in quote_of.seal


# -- the same page again ----------------------------------------------------------------------------


def test_a_page_sent_again_after_paying_leads_to_the_paid_order(client: PageClient, db: Any) -> None:
    put(client, world.goods().ready, 2)
    say_where(client)
    fields = review(client)
    first = client.post("/checkout/periksa", data=fields)
    (order,) = placed(db)
    pay(order)
    before = books()
    again = client.post("/checkout/periksa", data=fields)
    assert again.location == first.location
    assert client.get(again.location).location.startswith(f"/pesanan/{order.number}?kunci=")
    assert books() == before


def test_a_page_sent_again_after_expiry_leads_to_the_order_that_ran_out(client: PageClient, db: Any) -> None:
    put(client, world.goods().ready, 2)
    say_where(client)
    fields = review(client)
    client.post("/checkout/periksa", data=fields)
    (order,) = placed(db)
    with clock.at(world.SUNDAY + UNPAID):
        assert parcels.expire(order.id)
        before = books()
        answer = client.post("/checkout/periksa", data=fields)
        page = said(client, client.get(answer.location))
    assert "Batas bayarnya sudah lewat." in page and "Pesan lagi" in page
    assert books() == before


def test_a_page_sent_again_after_the_address_changed_is_still_the_same_order(
    client: PageClient, db: Any
) -> None:
    put(client, world.goods().ready, 2)
    say_where(client)
    fields = review(client)
    first = client.post("/checkout/periksa", data=fields)
    put(client, world.goods().ready, 1)
    say_where(client, street="Jl. Lain No. 2")
    assert client.post("/checkout/periksa", data=fields).location == first.location
    assert len(placed(db)) == 1


def test_the_mark_of_somebody_elses_page_opens_nothing_of_hers(app: Any, client: PageClient, db: Any) -> None:
    put(client, world.goods().ready, 2)
    say_where(client)
    fields = review(client)
    client.post("/checkout/periksa", data=fields)
    (hers,) = placed(db)
    stranger = app.test_client()
    put(stranger, world.goods().ready, 1)
    say_where(stranger, name="Orang Lain")
    answer = stranger.post("/checkout/periksa", data={**review(stranger), "once": fields["once"]})
    assert hers.number not in answer.location
    assert [one.buyer_name for one in placed(db)] == ["Sari Pembeli", "Orang Lain"]


def test_a_hold_that_ran_out_gives_way_and_the_page_says_what_is_left(
    app: Any, client: PageClient, db: Any
) -> None:
    """Her order expired, somebody else bought the pieces, and she orders again."""
    mat = world.goods().ready
    put(client, mat, 8)
    say_where(client)
    place(client)
    (order,) = placed(db)
    with clock.at(world.SUNDAY + UNPAID):
        parcels.expire(order.id)
        an_order({mat: 5})
        put(client, mat, 8)
        assert "Keset Perca tinggal 5. Kurangi jumlahnya." in client.get("/keranjang").text
