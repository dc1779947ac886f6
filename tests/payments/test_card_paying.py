"""Paying by card: the real adapter against the fake Stripe over HTTP, through the pages of the shop."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.db.ports import port
from app.orders.models import Order
from app.orders.service import parcels
from app.payments.models import GatewayNotice, Payment
from app.payments.ports import PaymentGateway
from app.payments.service import expiring
from tests.fakes.stripe_server import FakeStripe, Trouble
from tests.support import market, world
from tests.support.books import books, journal, letters
from tests.support.buying import said
from tests.support.cards import LAPSED, PAID, begun, report
from tests.support.jobs import do_all, waiting
from tests.support.orders import UNPAID, an_order
from tests.support.pages import PageClient
from tests.support.ties import differences, rows

LATER = world.SUNDAY + UNPAID + timedelta(minutes=1)
TIMES = {Trouble.DOWN: 1, Trouble.BUSY: 1, Trouble.LOST: 3}
"""How often the SDK asks before it gives up."""
AWAY = "Tempat bayarnya sedang tidak bisa dihubungi. Pesanan Anda tetap kami pegang; coba lagi sebentar."


@pytest.fixture
def buyer(signed_in: Any, stripe: FakeStripe) -> PageClient:
    browser: PageClient = signed_in(world.BUYER)
    return browser


def state_of(db: Any, order: Order) -> str:
    db.expire_all()
    return str(db.get(Order, order.id).state)


def test_the_button_leads_to_stripe_with_the_sum_in_hundredths(buyer: PageClient, stripe: FakeStripe) -> None:
    order = an_order(dict.fromkeys(market.five_things(), 1), email="sari@contoh.test")
    pay = f"/checkout/{order.number}/bayar"
    assert "Bayar dengan kartu" in buyer.get(pay).text
    answer = buyer.send(pay)
    session = stripe.only_session
    assert (answer.status_code, answer.location) == (303, session["url"])
    assert (session["amount_total"], session["currency"]) == (order.total * 100, "idr") == (24_700_000, "idr")
    assert (session["client_reference_id"], session["metadata"]) == (order.number, {"order": order.number})
    assert (session["customer_email"], session["locale"]) == ("sari@contoh.test", "id")
    assert session["expires_at"] == int(order.pay_by.timestamp())
    assert session["success_url"] == f"http://localhost/checkout/{order.number}/kembali"
    ((_, _, asked),) = stripe.asked
    assert [
        (one["quantity"], one["price_data"]["unit_amount"], one["price_data"]["product_data"]["name"])
        for one in asked["line_items"]
    ] == [
        ("1", "10200000", f"Pesanan {order.number}: bagian Rumah Perca"),
        ("1", "10800000", f"Pesanan {order.number}: bagian Gerai Tetangga"),
        ("1", "3700000", f"Pesanan {order.number}: bagian Gerai Baru"),
    ]


def test_a_second_click_leads_to_the_same_place_and_asks_stripe_nothing(
    buyer: PageClient, stripe: FakeStripe
) -> None:
    order = an_order()
    pay = f"/checkout/{order.number}/bayar"
    first, second = buyer.send(pay), buyer.send(pay)
    assert first.location == second.location
    assert (len(stripe.sessions), len(stripe.asked)) == (1, 1)
    assert journal("order", order.id) == ["order placed", "payment opened"]


def test_an_order_that_is_paid_late_in_its_hour_gets_the_shortest_time_that_stripe_knows(
    buyer: PageClient, stripe: FakeStripe
) -> None:
    order = an_order()
    with clock.at(world.SUNDAY + timedelta(minutes=50)):
        stripe.now = clock.now()
        answer = buyer.send(f"/checkout/{order.number}/bayar")
    assert answer.location == stripe.only_session["url"]


# -- the money is there ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told", ["hook", "return", "hook return", "return hook", "hook hook", "return return"]
)
def test_hook_and_return_page_settle_once_in_any_order(
    buyer: PageClient, stripe: FakeStripe, db: Any, told: str
) -> None:
    order = an_order()
    session = begun(order)
    stripe.pay(session)
    before = len(letters())
    for way in told.split():
        if way == "hook":
            assert report(buyer, stripe.notice(PAID, session)).status_code == 200
        else:
            page = said(buyer, buyer.get(f"/checkout/{order.number}/kembali"))
            assert "Dibayar" in page
    assert state_of(db, order) == "paid"
    assert journal("order", order.id) == ["order placed", "payment opened", "payment settled", "order paid"]
    assert len(letters()) - before == 2
    assert differences() == {}


def test_a_notice_that_comes_again_changes_nothing(client: PageClient, stripe: FakeStripe) -> None:
    session = begun(an_order())
    stripe.pay(session)
    body = stripe.notice(PAID, session)
    report(client, body)
    before = books()
    for _ in range(2):
        assert report(client, body).status_code == 200
    assert books() == before


def test_coming_back_without_having_paid_leaves_the_order_waiting(
    buyer: PageClient, stripe: FakeStripe, db: Any
) -> None:
    order = an_order()
    begun(order)
    before = books()
    page = said(buyer, buyer.get(f"/checkout/{order.number}/kembali"))
    assert 'Menunggu dibayar sampai <span class="nb">Min, 22 Nov 11.00 WIB</span>' in page
    assert books() == before


def test_a_way_of_paying_that_takes_days_is_paid_when_the_money_comes(
    client: PageClient, stripe: FakeStripe, db: Any
) -> None:
    order = an_order()
    session = begun(order)
    stripe.pay(session, later=True)
    before = books()
    assert report(client, stripe.notice(PAID, session)).status_code == 200
    assert books() == before and state_of(db, order) == "placed"
    stripe.money_comes(session)
    report(client, stripe.notice("checkout.session.async_payment_succeeded", session))
    assert state_of(db, order) == "paid"


def test_an_order_whose_checkout_lapsed_at_stripe_gets_a_new_one(
    client: PageClient, stripe: FakeStripe, db: Any
) -> None:
    order = an_order()
    first = begun(order)
    stripe.lapse(first)
    assert report(client, stripe.notice(LAPSED, first)).status_code == 200
    assert state_of(db, order) == "placed"
    second = begun(order)
    assert first != second
    assert rows("SELECT state, reference FROM payments ORDER BY id") == [
        ("expired", first),
        ("opened", second),
    ]


def test_a_notice_that_comes_after_the_goods_are_sold_gives_the_money_back(
    client: PageClient, stripe: FakeStripe, db: Any
) -> None:
    order = an_order()
    session = begun(order)
    stripe.pay(session)
    with clock.at(LATER):
        parcels.expire(order.id)
        an_order({world.goods().ready: 9})
        assert report(client, stripe.notice(PAID, session)).status_code == 200
        do_all()
    assert state_of(db, order) == "expired"
    assert stripe.refunded(session) == 10_200_000
    assert rows("SELECT state, captured, refunded FROM payments") == [("succeeded", 102_000, 102_000)]
    assert differences() == {}


def test_an_expired_order_closes_its_checkout_at_stripe(stripe: FakeStripe) -> None:
    order = an_order()
    session = begun(order)
    with clock.at(LATER):
        assert expiring.expire_unpaid(clock.now()) == 1
        assert "payments.close_checkout" in waiting()
        do_all()
    assert stripe.sessions[session]["status"] == "expired"


def test_closing_what_is_paid_or_closed_is_no_error(stripe: FakeStripe) -> None:
    session = begun(an_order())
    stripe.pay(session)
    gateway = port(PaymentGateway)
    gateway.close_checkout(session)
    assert stripe.sessions[session]["status"] == "complete"


# -- when Stripe cannot be reached ------------------------------------------------------------------


@pytest.mark.parametrize("trouble", [Trouble.DOWN, Trouble.BUSY, Trouble.LOST])
def test_a_buyer_is_told_when_stripe_cannot_be_reached_and_can_pay_afterwards(
    buyer: PageClient, stripe: FakeStripe, trouble: Trouble
) -> None:
    order = an_order()
    pay = f"/checkout/{order.number}/bayar"
    before = books()
    stripe.troubles.extend([trouble] * TIMES[trouble])
    page = buyer.send(pay)
    assert page.status_code == 200 and AWAY in page.text
    after = books()
    assert {name: after[name] for name in ("stock", "orders", "parcels", "jobs")} == {
        name: before[name] for name in ("stock", "orders", "parcels", "jobs")
    }
    answer = buyer.send(pay)
    assert answer.location == list(stripe.sessions.values())[-1]["url"]


def test_a_buyer_whose_checkout_was_lost_late_in_the_hour_can_pay_all_the_same(
    buyer: PageClient, stripe: FakeStripe, db: Any
) -> None:
    """A minute later the checkout would end a minute later: to Stripe another request under the same key."""
    order = an_order()
    pay = f"/checkout/{order.number}/bayar"
    stripe.troubles.extend([Trouble.LOST] * 3)
    for minutes in (40, 41):
        with clock.at(world.SUNDAY + timedelta(minutes=minutes)):
            stripe.now = clock.now()
            answer = buyer.send(pay)
    (session,) = rows("SELECT reference FROM payments")
    assert answer.location == stripe.sessions[session[0]]["url"]


@pytest.mark.parametrize("trouble", [Trouble.DOWN, Trouble.BUSY, Trouble.LOST])
def test_coming_back_while_stripe_cannot_be_reached_waits_for_its_notice(
    buyer: PageClient, stripe: FakeStripe, db: Any, trouble: Trouble
) -> None:
    order = an_order()
    session = begun(order)
    stripe.pay(session)
    before = books()
    stripe.troubles.extend([trouble] * TIMES[trouble])
    page = said(buyer, buyer.get(f"/checkout/{order.number}/kembali"))
    assert "Kabar pembayarannya belum sampai ke kami." in page
    assert books() == before
    report(buyer, stripe.notice(PAID, session))
    assert state_of(db, order) == "paid"


def test_nobody_loses_goods_while_stripe_cannot_say_whether_they_are_paid(
    stripe: FakeStripe, db: Any
) -> None:
    """One order cannot be looked up; the other, without a checkout, runs out all the same."""
    order = an_order()
    begun(order)
    other = an_order()
    stripe.troubles.append(Trouble.DOWN)
    with clock.at(LATER):
        assert expiring.expire_unpaid(clock.now()) == 1
        assert (state_of(db, order), state_of(db, other)) == ("placed", "expired")
        assert expiring.expire_unpaid(clock.now()) == 1
    assert state_of(db, order) == "expired"


def test_each_notice_is_kept_once(client: PageClient, stripe: FakeStripe, db: Any) -> None:
    session = begun(an_order())
    stripe.pay(session)
    body = stripe.notice(PAID, session)
    for _ in range(3):
        report(client, body)
    kept = db.execute(sa.select(GatewayNotice.gateway, GatewayNotice.kind, GatewayNotice.reference)).all()
    assert [tuple(one) for one in kept] == [("stripe", "paid", session)]
    assert db.scalar(sa.select(sa.func.count()).select_from(Payment)) == 1
