"""Everybody who can tell of money, and everybody who can let an order go, in the same moment: one effect."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask

from app.base import clock
from app.base.errors import RuleBroken
from app.db.session import db, unit_of_work
from app.orders.models import Order
from app.orders.service import parcels
from app.payments.models import Payment, Refund
from app.payments.queries import payment as queries
from app.payments.rules.states import PaymentState, RefundState
from app.payments.rules.ways import Way
from app.payments.service import closing, expiring, opening, refunding, settling
from tests.fakes.stripe_server import FakeStripe
from tests.support import world
from tests.support.books import journal, letters, stock_of
from tests.support.cards import PAID, begun, report, stripe_in
from tests.support.crowd import Meeting, all_at_once
from tests.support.jobs import do_all
from tests.support.orders import UNPAID, an_order, parcels_of
from tests.support.ties import differences
from tests.support.ties import rows as rows_now

pytestmark = pytest.mark.race

LATE = world.SUNDAY + UNPAID + timedelta(seconds=1)
CAME_LATER = "checkout.session.async_payment_succeeded"


@pytest.fixture
def stripe(shop: Flask) -> Iterator[FakeStripe]:
    fake = FakeStripe()
    with stripe_in(shop, fake):
        yield fake
    fake.stop()


def rows(sql: str) -> list[tuple[Any, ...]]:
    db.session.rollback()
    return rows_now(sql)


def paid_at_stripe(stripe: FakeStripe, order: Order) -> int:
    """Her card is charged and nobody has told the shop; answers the payment."""
    stripe.pay(begun(order))
    payment = queries.open_of(order.id)
    assert payment is not None
    return payment.id


def notice(shop: Flask, body: bytes) -> int:
    return report(shop.test_client(), body).status_code


def look(order_id: int) -> None:
    """What the return page does."""
    settling.check(db.session.get_one(Order, order_id))


def money_fits(stripe: FakeStripe, order_id: int) -> tuple[str, int]:
    """State and kept rupiah of an order; the shop's books and Stripe's agree."""
    number = db.session.get_one(Order, order_id).number
    ((state, total, is_paid, captured, refunded),) = [
        row[1:]
        for row in rows(
            """SELECT o.id, o.state, o.total, o.paid_at IS NOT NULL, sum(p.captured), sum(p.refunded)
            FROM orders o JOIN payments p ON p.order_id = o.id GROUP BY o.id"""
        )
        if row[0] == order_id
    ]
    charged = [one for one in stripe.sessions.values() if one["metadata"]["order"] == number]
    there = sum(one["amount_total"] for one in charged if one["payment_status"] == "paid")
    back = sum(stripe.refunded(one["id"]) for one in charged if one["payment_status"] == "paid")
    assert (there, back) == (captured * 100, refunded * 100)
    kept = int(captured - refunded)
    assert kept == (total if is_paid else 0)
    return str(state), kept


@pytest.mark.parametrize("turn", range(4))
def test_hook_return_page_reconciliation_expiry_and_cancellation_at_once_have_one_effect(
    shop: Flask, stripe: FakeStripe, turn: int
) -> None:
    """Whoever is first: the order is paid, or it is let go and all of the money goes back."""
    order = an_order()
    order_id, number, total = order.id, order.number, order.total
    payment_id, buyer = paid_at_stripe(stripe, order), world.actor(world.BUYER)
    (session,) = stripe.sessions
    bodies = [stripe.notice(kind, session) for kind in (PAID, CAME_LATER) * 4]
    deeds = [
        *(partial(notice, shop, body) for body in bodies),
        *[partial(look, order_id)] * 8,
        *[partial(settling.settle, payment_id, amount=total, currency="idr")] * 8,
        *[partial(expiring.expire_unpaid, LATE)] * 4,
        *[partial(parcels.cancel_unpaid, number, buyer, None)] * 4,
    ]
    # each of them is the first to come in one of the turns
    at = turn * 8
    answers = all_at_once(shop, deeds[at:] + deeds[:at], moment=LATE)
    assert Counter(answers)[200] == 8
    assert all(not isinstance(one, Exception) or isinstance(one, RuleBroken) for one in answers)
    with clock.at(LATE):
        do_all()
    state, kept = money_fits(stripe, order_id)
    assert (state, kept) in {("paid", total), ("cancelled", 0), ("expired", 0)}
    assert stock_of(world.variant_of(world.goods().ready).id) == (8 if kept else 10)
    happened = Counter(journal("order", order_id))
    assert happened["payment settled"] == 1
    assert happened["order paid"] == (kept > 0)
    assert happened["refund asked"] == happened["refund done"] == (kept == 0)
    assert differences() == {}


def test_the_same_notice_sixty_four_times_at_once_is_taken_once(shop: Flask, stripe: FakeStripe) -> None:
    order = an_order()
    order_id = order.id
    paid_at_stripe(stripe, order)
    (session,) = stripe.sessions
    body, before = stripe.notice(PAID, session), len(letters())
    assert all_at_once(shop, [partial(notice, shop, body)] * 64) == [200] * 64
    assert rows("SELECT count(*) FROM gateway_notices") == [(1,)]
    assert rows("SELECT state, captured, refunded FROM payments") == [("succeeded", 102_000, 0)]
    assert journal("order", order_id) == ["order placed", "payment opened", "payment settled", "order paid"]
    assert len(letters()) - before == 2
    assert differences() == {}


def test_money_that_came_too_late_goes_back_once_however_many_tell_of_it(
    shop: Flask, stripe: FakeStripe
) -> None:
    order = an_order()
    order_id, total = order.id, order.total
    payment_id = paid_at_stripe(stripe, order)
    parcels.cancel_unpaid(order.number, world.actor(world.BUYER), None)
    (session,) = stripe.sessions
    deeds = [
        *(partial(notice, shop, stripe.notice(PAID, session)) for _ in range(16)),
        *[partial(settling.settle, payment_id, amount=total, currency="idr")] * 8,
        *[partial(closing.close_checkout, session)] * 8,
    ]
    all_at_once(shop, deeds)
    assert rows("SELECT count(*), sum(amount) FROM refunds") == [(1, 102_000)]
    do_all()
    assert money_fits(stripe, order_id) == ("cancelled", 0)
    assert journal("order", order_id).count("refund asked") == 1


def unguarded_settling(payment_id: int, meeting: Meeting) -> None:
    """As `settle` does for money that came too late, but nothing is held between looking and writing."""
    with unit_of_work() as current:
        payment = current.get_one(Payment, payment_id)
        assert payment.state is PaymentState.EXPIRED
        meeting.wait()
        payment.state, payment.captured = PaymentState.SUCCEEDED, payment.due
        payment.settled_at = clock.now()
        current.add(
            Refund(
                payment_id=payment_id,
                amount=payment.due,
                reason="Pembayaran datang setelah pesanan dilepas",
                state=RefundState.WAITING,
                asked_at=clock.now(),
            )
        )


def test_without_holding_order_and_payment_the_same_money_would_be_given_back_eight_times(
    shop: Flask, stripe: FakeStripe
) -> None:
    order = an_order()
    payment_id = paid_at_stripe(stripe, order)
    parcels.cancel_unpaid(order.number, world.actor(world.BUYER), None)
    all_at_once(shop, [partial(unguarded_settling, payment_id, Meeting(8))] * 8)
    assert rows("SELECT count(*), sum(amount) FROM refunds") == [(8, 816_000)]


# -- refunds ------------------------------------------------------------------------------------


def half_declined(stripe: FakeStripe) -> tuple[int, int]:
    """A paid order over two sellers of which one cannot: the payment, and the refund of her part (77.000 of 179.000)."""
    neighbour = world.actor(world.OTHER_SELLER)
    order = an_order({world.goods().ready: 2, world.an_approved_product(neighbour, price=65_000): 1})
    payment_id = paid_at_stripe(stripe, order)
    look(order.id)
    parcels.decline(neighbour, parcels_of(order)[1].id, "Bahannya habis.")
    ((refund_id, amount, due),) = rows(
        "SELECT r.id, r.amount, p.due FROM refunds r JOIN payments p ON p.id = r.payment_id"
    )
    assert (amount, due) == (77_000, 179_000)
    return payment_id, int(refund_id)


def test_a_refund_of_a_part_by_two_workers_at_once_is_given_and_noted_once(
    shop: Flask, stripe: FakeStripe
) -> None:
    _, refund_id = half_declined(stripe)
    (session,) = stripe.sessions
    assert all_at_once(shop, [partial(refunding.carry_out_refund, refund_id)] * 2) == [None, None]
    assert rows("SELECT refunded FROM payments") == [(77_000,)]
    assert stripe.refunded(session) == 7_700_000
    assert differences() == {}


def unguarded_refund(payment_id: int, refund_id: int, amount: int, meeting: Meeting, key: str) -> None:
    """Looks whether the refund waits, asks the gateway, and notes it without looking again."""
    with unit_of_work() as current:
        reference = current.get_one(Payment, payment_id).reference
    assert reference is not None
    meeting.wait()
    port = opening.ways.collector()
    assert port is not None
    port.refund(reference, amount, key=key)
    with unit_of_work() as current:
        payment = current.get_one(Payment, payment_id, with_for_update=True, populate_existing=True)
        payment.refunded += amount


def test_without_the_second_look_a_refund_by_two_workers_would_be_noted_twice(
    shop: Flask, stripe: FakeStripe
) -> None:
    payment_id, refund_id = half_declined(stripe)
    (session,) = stripe.sessions
    deed = partial(unguarded_refund, payment_id, refund_id, 77_000, Meeting(2), "one key")
    all_at_once(shop, [deed] * 2)
    assert rows("SELECT refunded FROM payments") == [(154_000,)]
    assert stripe.refunded(session) == 7_700_000


def test_without_the_refund_s_own_key_two_workers_would_give_the_money_twice(
    shop: Flask, stripe: FakeStripe
) -> None:
    payment_id, refund_id = half_declined(stripe)
    (session,) = stripe.sessions
    meeting = Meeting(2)
    all_at_once(
        shop,
        [
            partial(unguarded_refund, payment_id, refund_id, 77_000, meeting, f"worker {number}")
            for number in range(2)
        ],
    )
    assert stripe.refunded(session) == 15_400_000


# -- two ways at once -----------------------------------------------------------------------------


def test_a_card_and_cash_chosen_in_the_same_moment_never_both_count(shop: Flask, stripe: FakeStripe) -> None:
    """Card money and a promise to pay the seller herself: the two modes never mix in one order."""
    orders = [an_order({world.goods().ready: 1}) for _ in range(8)]
    waiting = {
        order.id: (paid_at_stripe(stripe, order), order.total, parcels_of(order)[0].id) for order in orders
    }
    deeds = [
        deed
        for order_id, (payment_id, total, parcel_id) in waiting.items()
        for deed in (
            partial(settling.settle, payment_id, amount=total, currency="idr"),
            partial(opening.start_direct, order_id, parcel_id, Way.CASH),
        )
    ]
    all_at_once(shop, deeds)
    do_all()
    standing = rows(
        """SELECT o.state, c.state, c.captured - c.refunded = o.total, d.state FROM orders o
        JOIN payments c ON c.order_id = o.id AND c.mode = 'collects'
        LEFT JOIN payments d ON d.order_id = o.id AND d.mode = 'direct'"""
    )
    allowed = {("paid", "succeeded", True, None), ("agreed", "succeeded", False, "opened")}
    assert len(standing) == 8 and set(standing) <= allowed
    assert stock_of(world.variant_of(world.goods().ready).id) == 2
