"""Unpaid orders that run out or are taken back give everything back exactly once; money that comes later goes back."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotFound
from app.catalog.rules.life import Supply
from app.catalog.rules.promise import Pace
from app.catalog.service import drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.db.ports import port
from app.orders.models import Order
from app.orders.ports import OrderKeys
from app.orders.service import parcels
from app.payments import jobs
from app.payments.models import Payment, Refund
from app.payments.ports import PaymentGateway, PretendTill
from app.payments.queries import payment as queries
from app.payments.service import expiring, opening, settling
from tests.support import world
from tests.support.books import books, days_of, journal, letters, stock_of
from tests.support.jobs import do_all, waiting
from tests.support.orders import UNPAID, a_paid_order, an_order, parcels_of
from tests.support.pages import PageClient
from tests.support.ties import differences

END = world.SUNDAY + UNPAID
LATER = END + timedelta(minutes=1)


def everything() -> tuple[int, dict[str, int]]:
    """What the world's gerai has: pieces, and days promised."""
    things = world.goods()
    return stock_of(world.variant_of(things.ready).id), days_of(things.made.line_id)


def of_both() -> Order:
    things = world.goods()
    return an_order({things.ready: 3, things.made: 3})


def reference_of(order: Order) -> str:
    payment = queries.open_of(order.id)
    assert payment is not None and payment.reference is not None
    return payment.reference


def fresh(db: Any, order: Order) -> Order:
    db.expire_all()
    return db.get(Order, order.id)


def test_until_its_last_second_an_order_is_held(db: Any) -> None:
    of_both()
    before = books()
    with clock.at(END - timedelta(seconds=1)):
        assert expiring.expire_unpaid(clock.now()) == 0
    assert books() == before


def test_when_its_time_is_over_everything_goes_back(db: Any) -> None:
    order = of_both()
    with clock.at(END):
        assert expiring.expire_unpaid(clock.now()) == 1
    assert (fresh(db, order).state, order.ended_at, order.paid_at) == ("expired", END, None)
    assert [one.state for one in parcels_of(order)] == ["cancelled"]
    assert everything() == (10, {})
    assert journal("order", order.id) == ["order placed", "order expired"]
    assert letters()[-1] == f"Pesanan {order.number} sudah dilepas"


def test_it_goes_back_only_once(db: Any) -> None:
    of_both()
    with clock.at(LATER):
        expiring.expire_unpaid(clock.now())
        before = books()
        assert expiring.expire_unpaid(clock.now()) == 0
        assert parcels.expire(db.scalar(sa.select(Order.id))) is False
    assert books() == before


def test_only_what_ran_out_is_let_go(db: Any) -> None:
    early, paid = an_order(), a_paid_order()
    with clock.at(world.SUNDAY + timedelta(minutes=30)):
        later = an_order()
    with clock.at(LATER):
        assert expiring.expire_unpaid(clock.now()) == 1
    assert [fresh(db, one).state for one in (early, paid, later)] == ["expired", "paid", "placed"]
    assert everything() == (6, {})


def test_the_last_look_finds_money_of_which_nobody_has_told(db: Any) -> None:
    """She paid and closed the window."""
    order = an_order()
    opening.start(order.id, success_url="/", cancel_url="/")
    port(PretendTill).pay(reference_of(order))
    with clock.at(LATER):
        assert expiring.expire_unpaid(clock.now()) == 0
    assert (fresh(db, order).state, order.paid_at) == ("paid", LATER)
    assert everything() == (8, {})


def test_the_checkout_of_an_expired_order_takes_no_money(db: Any) -> None:
    order = an_order()
    opening.start(order.id, success_url="/", cancel_url="/")
    reference = reference_of(order)
    with clock.at(LATER):
        expiring.expire_unpaid(clock.now())
        assert "payments.close_checkout" in waiting()
        do_all()
        port(PretendTill).pay(reference)
        assert port(PaymentGateway).look_up(reference).paid is False
    assert db.scalar(sa.select(Payment.state)) == "expired"
    assert journal("order", order.id) == [
        "order placed",
        "payment opened",
        "order expired",
        "payment expired",
    ]


# -- the buyer takes it back ----------------------------------------------------------------------


def test_a_buyer_takes_an_unpaid_order_back(signed_in: Any, db: Any) -> None:
    order = of_both()
    browser, before = signed_in(world.BUYER), len(letters())
    answer = browser.send(f"/pesanan/{order.number}", to=f"/pesanan/{order.number}/batal")
    page = browser.get(answer.location).text
    assert "Pesanan sudah dibatalkan." in page and "Tidak ada yang perlu dibayar." in page
    assert (fresh(db, order).state, [one.state for one in parcels_of(order)]) == ("cancelled", ["cancelled"])
    assert everything() == (10, {})
    assert journal("order", order.id) == ["order placed", "order cancelled"]
    assert len(letters()) == before


def test_a_guest_takes_her_order_back_by_her_link(client: PageClient, db: Any) -> None:
    order = an_order(buyer=None)
    page = f"/pesanan/{order.number}?kunci={port(OrderKeys).key_for(order.number)}"
    client.send(page, to=page.replace("?", "/batal?"))
    assert fresh(db, order).state == "cancelled"
    assert everything() == (10, {})


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("cancelled", "Keadaannya sudah berubah."),
        ("expired", "Keadaannya sudah berubah."),
    ],
)
def test_it_is_taken_back_only_while_it_waits_for_money(
    signed_in: Any, db: Any, state: str, sentence: str
) -> None:
    order = an_order()
    browser = signed_in(world.BUYER)
    token = browser.token("/akun")
    if state == "cancelled":
        parcels.cancel_unpaid(order.number, world.actor(world.BUYER), None)
    elif state == "expired":
        with clock.at(LATER):
            expiring.expire_unpaid(clock.now())
    before = books()
    answer = browser.post(f"/pesanan/{order.number}/batal", data={"csrf_token": token})
    page = browser.get(answer.location).text
    assert sentence in page
    assert books() == before
    assert fresh(db, order).state == state


def test_without_its_token_the_button_does_nothing(signed_in: Any) -> None:
    order = an_order()
    browser = signed_in(world.BUYER)
    before = books()
    assert browser.post(f"/pesanan/{order.number}/batal").status_code == 303
    assert books() == before


def test_a_stranger_takes_nothing_back(db: Any) -> None:
    order = an_order()
    before = books()
    for who in (None, world.actor(world.SELLER), world.actor(world.ADMIN)):
        with pytest.raises(NotFound):
            parcels.cancel_unpaid(order.number, who, "wrong")
    assert books() == before


# -- paying what is over --------------------------------------------------------------------------


def test_paying_when_the_time_is_over_but_nobody_has_looked_yet_is_refused(signed_in: Any, db: Any) -> None:
    order = an_order()
    browser = signed_in(world.BUYER)
    pay = f"/checkout/{order.number}/bayar"
    token = browser.token(pay)
    before = books()
    with clock.at(LATER):
        answer = browser.post(pay, data={"csrf_token": token})
        page = browser.get(answer.location).text
    assert "Waktu bayar pesanan ini sudah lewat" in page
    assert books() == before


@pytest.mark.parametrize("state", ["expired", "cancelled", "paid"])
def test_the_pay_page_of_what_waits_for_no_money_leads_to_the_order(signed_in: Any, state: str) -> None:
    order = a_paid_order() if state == "paid" else an_order()
    browser = signed_in(world.BUYER)
    if state == "expired":
        with clock.at(LATER):
            expiring.expire_unpaid(clock.now())
    elif state == "cancelled":
        parcels.cancel_unpaid(order.number, world.actor(world.BUYER), None)
    answer = browser.get(f"/checkout/{order.number}/bayar")
    assert (answer.status_code, answer.location) == (302, f"/pesanan/{order.number}")


def test_money_that_comes_after_she_took_the_order_back_goes_back_whole(db: Any) -> None:
    """She paid in the very moment in which the order ended; the gateway tells of it later."""
    order = of_both()
    opening.start(order.id, success_url="/", cancel_url="/")
    payment = queries.open_of(order.id)
    assert payment is not None and payment.reference is not None
    with clock.at(LATER):
        parcels.cancel_unpaid(order.number, world.actor(world.BUYER), None)
        port(PretendTill).pay(payment.reference)
        assert settling.settle(payment.id, amount=order.total, currency="idr") is True
        assert letters()[-1] == f"Pembayaran pesanan {order.number} datang terlambat"
        do_all()
    assert fresh(db, order).state == "cancelled" and order.paid_at is None
    assert everything() == (10, {})
    row = db.execute(sa.select(Payment.state, Payment.captured, Payment.refunded)).one()
    assert tuple(row) == ("succeeded", order.total, order.total)
    refund = db.execute(sa.select(Refund.state, Refund.amount, Refund.adjustment_id)).one()
    assert tuple(refund) == ("done", order.total, None)
    assert journal("order", order.id)[-3:] == ["payment settled", "refund asked", "refund done"]


def test_the_job_of_every_minute_looks_at_the_clock(db: Any) -> None:
    order = an_order()
    with clock.at(LATER):
        jobs.expire_unpaid()
    assert fresh(db, order).state == "expired"


# -- the seller has changed her goods meanwhile -------------------------------------------------------


def reoffers(product: Any, supply: Supply, per_day: int | None) -> None:
    variant = world.variant_of(product)
    stock = 0 if per_day else 5
    offered = (VariantOffer(variant.id, "", 45_000, 600, stock, stock_seen=variant.stock),)
    pace = Pace(per_day) if per_day else None
    drafts.offer(world.actor(world.SELLER), product.slug, Offer(supply, pace, offered))


def test_pieces_go_back_to_a_product_that_has_left_the_shop(db: Any) -> None:
    order = an_order()
    product = world.goods().ready
    drafts.remove(world.actor(world.SELLER), product.slug)
    with clock.at(LATER):
        assert expiring.expire_unpaid(clock.now()) == 1
    assert fresh(db, order).state == "expired"
    assert stock_of(world.variant_of(product).id) == 10
    assert differences() == {}


def test_days_go_back_although_it_is_made_in_advance_now(db: Any) -> None:
    made = world.goods().made
    an_order({made: 3})
    line = made.line_id
    reoffers(made, Supply.READY, None)
    with clock.at(LATER):
        assert expiring.expire_unpaid(clock.now()) == 1
    assert days_of(line) == {}
    assert stock_of(world.variant_of(made).id) == 5
    assert differences() == {}


def test_pieces_go_back_although_it_is_made_to_order_now(db: Any) -> None:
    ready = world.goods().ready
    an_order({ready: 3})
    reoffers(ready, Supply.MADE, 2)
    with clock.at(LATER):
        assert expiring.expire_unpaid(clock.now()) == 1
    db.expire_all()
    assert stock_of(world.variant_of(ready).id) == 3
    assert days_of(ready.line_id) == {}
    assert differences() == {}
