"""The same money told many times at once, and money that comes in the moment in which the order is let go."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.db.session import db
from app.orders.models import Order
from app.orders.service import parcels
from app.payments.queries import payment as queries
from app.payments.service import opening, refunding, settling
from tests.fakes.stripe_server import FakeStripe
from tests.support import world
from tests.support.books import days_of, journal, letters, stock_of
from tests.support.cards import PAID, begun, report, stripe_in
from tests.support.crowd import all_at_once
from tests.support.orders import UNPAID, a_paid_order, an_order

pytestmark = pytest.mark.race

LATE = world.SUNDAY + UNPAID + timedelta(seconds=1)


@pytest.fixture
def stripe(shop: Flask) -> Iterator[FakeStripe]:
    fake = FakeStripe()
    with stripe_in(shop, fake):
        yield fake
    fake.stop()


def rows(sql: str, **names: Any) -> list[tuple[Any, ...]]:
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(sa.text(sql), names)]


def test_one_payment_told_by_notices_and_return_pages_at_once_is_settled_once(
    shop: Flask, stripe: FakeStripe
) -> None:
    order = an_order()
    order_id, session, before = order.id, begun(order), len(letters())
    stripe.pay(session)
    same = stripe.notice(PAID, session)
    others = [stripe.notice("checkout.session.async_payment_succeeded", session) for _ in range(6)]

    def notice(body: bytes) -> int:
        return report(shop.test_client(), body).status_code

    def comes_back() -> str:
        settling.check(db.session.get_one(Order, order_id))
        return "back"

    deeds = [partial(notice, same)] * 6 + [partial(notice, body) for body in others] + [comes_back] * 6
    answers = all_at_once(shop, deeds)
    assert Counter(answers) == {200: 12, "back": 6}
    db.session.rollback()
    assert journal("order", order_id) == ["order placed", "payment opened", "payment settled", "order paid"]
    assert rows("SELECT state, due, captured, refunded FROM payments") == [("succeeded", 102_000, 102_000, 0)]
    assert rows("SELECT state, count(*) FROM parcels GROUP BY state") == [("to_answer", 1)]
    assert rows("SELECT count(*) FROM refunds") == [(0,)]
    assert len(letters()) - before == 2  # to the buyer and to the seller


def test_money_and_expiry_in_the_same_moment_tie_out_either_way(shop: Flask, stripe: FakeStripe) -> None:
    """Whoever is first: the goods are with the order (also anew) and the money is kept, or both go back whole."""
    goods = world.goods()
    orders = [an_order({goods.ready: 1, goods.made: 1}) for _ in range(10)]
    due = {order.id: order.total for order in orders}
    waiting = {}
    for order in orders:
        stripe.pay(begun(order))
        payment = queries.open_of(order.id)
        assert payment is not None
        waiting[order.id] = payment.id
    deeds = [
        deed
        for order_id, total in due.items()
        for deed in (
            partial(settling.settle, waiting[order_id], amount=total, currency="idr"),
            partial(parcels.expire, order_id),
        )
    ]
    all_at_once(shop, deeds, moment=LATE)

    standing = rows(
        """SELECT o.state, p.state, p.captured = o.total, coalesce(r.amount, 0) = o.total, count(*)
        FROM orders o JOIN payments p ON p.order_id = o.id LEFT JOIN refunds r ON r.payment_id = p.id
        GROUP BY 1, 2, 3, 4"""
    )
    allowed = {("paid", "succeeded", True, False), ("expired", "succeeded", True, True)}
    assert {row[:4] for row in standing} <= allowed
    kept = sum(row[4] for row in standing if row[0] == "paid")
    assert sum(row[4] for row in standing) == 10
    assert stock_of(world.variant_of(goods.ready).id) == 10 - kept
    assert sum(days_of(goods.made.line_id).values()) == kept
    for order_id in due:
        happened = journal("order", order_id)
        assert happened.count("payment settled") == 1
        assert happened.count("order paid") + happened.count("refund asked") == 1
        assert happened.count("order expired") == happened.count("order revived") + happened.count(
            "refund asked"
        )


def test_a_buyer_who_takes_back_an_unpaid_order_ten_times_at_once_gives_the_goods_back_once(
    shop: Flask,
) -> None:
    goods = world.goods()
    order = an_order({goods.ready: 3, goods.made: 2})
    buyer = world.actor(world.BUYER)
    cancel = partial(parcels.cancel_unpaid, order.number, buyer, None)
    answers = all_at_once(shop, [cancel] * 10)
    assert answers.count(None) == 1
    db.session.rollback()
    assert stock_of(world.variant_of(goods.ready).id) == 10
    assert days_of(goods.made.line_id) == {}
    assert journal("order", order.id) == ["order placed", "order cancelled"]


def test_a_double_click_on_pay_opens_one_checkout(shop: Flask, stripe: FakeStripe) -> None:
    order_id = an_order().id
    start = partial(
        opening.start, order_id, success_url="http://localhost/a", cancel_url="http://localhost/b"
    )
    addresses = all_at_once(shop, [start] * 8)
    assert len(set(addresses)) == 1
    assert len(stripe.sessions) == 1
    assert rows("SELECT state, reference FROM payments") == [("opened", stripe.only_session["id"])]


def declined(order: Order) -> int:
    """The refund that follows when its only seller cannot."""
    ((parcel_id,),) = rows("SELECT id FROM parcels WHERE order_id = :id", id=order.id)
    parcels.decline(world.actor(world.SELLER), parcel_id, "Bahannya habis.")
    ((refund_id,),) = rows("SELECT id FROM refunds")
    return int(refund_id)


def test_one_refund_carried_out_by_many_workers_is_given_once(shop: Flask, stripe: FakeStripe) -> None:
    """A job is done at least once: a worker that was cut off may have asked already."""
    order = an_order()
    stripe.pay(begun(order))
    settling.check(order)
    refund_id = declined(order)
    all_at_once(shop, [partial(refunding.carry_out_refund, refund_id)] * 6)
    assert rows("SELECT captured, refunded FROM payments") == [(102_000, 102_000)]
    assert rows("SELECT state, amount, trouble FROM refunds") == [("done", 102_000, None)]
    assert journal("order", order.id).count("refund done") == 1
    assert stripe.refunded(stripe.only_session["id"]) == 10_200_000


def test_one_refund_at_the_pretend_gateway_carried_out_by_many_workers_is_given_once(shop: Flask) -> None:
    """It knows keys, as a real one does."""
    order = a_paid_order()
    refund_id = declined(order)
    answers = all_at_once(shop, [partial(refunding.carry_out_refund, refund_id)] * 6)
    assert answers == [None] * 6
    assert rows("SELECT refunded FROM pretend_checkouts") == [(102_000,)]
    assert rows("SELECT count(*), sum(amount) FROM pretend_refunds") == [(1, 102_000)]
    assert rows("SELECT state, trouble FROM refunds") == [("done", None)]
    assert journal("order", order.id).count("refund done") == 1
