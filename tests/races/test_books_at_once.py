"""The gateway's book is compared by several at once, beside the worker and the notices: one effect, one task."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from flask import Flask

from app.base import clock
from app.db.session import db, unit_of_work
from app.orders.service import parcels
from app.payments.models import Payment, Refund
from app.payments.ports import RefundOutcome, RefundStanding
from app.payments.rules.states import RefundState
from app.payments.service import refunding, settling
from app.payments.service.reconciling import reconcile
from tests.fakes.stripe_server import FakeStripe, Trouble
from tests.support import world
from tests.support.books import journal
from tests.support.cards import begun, report, stripe_in
from tests.support.crowd import Meeting, all_at_once
from tests.support.jobs import do_all
from tests.support.orders import an_order, parcels_of
from tests.support.ties import differences
from tests.support.ties import rows as rows_now

pytestmark = pytest.mark.race


@pytest.fixture
def stripe(shop: Flask) -> Iterator[FakeStripe]:
    fake = FakeStripe()
    with stripe_in(shop, fake):
        yield fake
    fake.stop()


def rows(sql: str) -> list[tuple[Any, ...]]:
    db.session.rollback()
    return rows_now(sql)


def compare() -> None:
    reconcile(clock.now())


@pytest.fixture
def on_its_way(shop: Flask, stripe: FakeStripe) -> tuple[int, int]:
    """An order, and the refund of one of its two parts (77.000 of 179.000), which Stripe has just finished."""
    neighbour = world.actor(world.OTHER_SELLER)
    order = an_order({world.goods().ready: 2, world.an_approved_product(neighbour, price=65_000): 1})
    stripe.pay(begun(order))
    settling.check(order)
    parcels.decline(neighbour, parcels_of(order)[1].id, "Bahannya habis.")
    stripe.troubles.extend([Trouble.FINE, Trouble.FINE, Trouble.PENDING])
    do_all()
    stripe.finish_refund("re_0001")
    ((refund_id, state),) = rows("SELECT id, state FROM refunds")
    assert state == "pending"
    return order.id, int(refund_id)


def test_a_refund_that_many_see_arrive_is_returned_once(
    shop: Flask, stripe: FakeStripe, on_its_way: tuple[int, int]
) -> None:
    order_id, refund_id = on_its_way
    bodies = [json.dumps(one).encode() for one in stripe.events.values() if "refund" in one["type"]]
    deeds = [
        *[compare] * 6,
        *[partial(refunding.look_at, refund_id, "re_0001")] * 6,
        *[partial(refunding.carry_out_refund, refund_id)] * 4,
        *(partial(report, shop.test_client(), body) for body in bodies * 4),
    ]
    all_at_once(shop, deeds)
    do_all()
    assert rows("SELECT state, refunded FROM payments") == [("succeeded", 77_000)]
    assert rows("SELECT state FROM refunds") == [("done",)]
    assert journal("order", order_id).count("refund done") == 1
    assert rows("SELECT count(*) FROM gateway_findings") == [(0,)]
    assert differences() == {}


def unguarded_outcome(refund_id: int, outcome: RefundOutcome, meeting: Meeting) -> None:
    """As `note_outcome`, but nothing is held between looking and writing."""
    with unit_of_work() as current:
        refund = current.get_one(Refund, refund_id)
        assert refund.state is RefundState.PENDING
        payment_id, amount = refund.payment_id, refund.amount
        meeting.wait()
        payment = current.get_one(Payment, payment_id, with_for_update=True, populate_existing=True)
        refund.state, refund.done_at = RefundState.DONE, clock.now()
        refund.reference = outcome.reference
        payment.refunded += amount


def test_without_holding_the_refund_it_would_be_returned_twice(
    shop: Flask, stripe: FakeStripe, on_its_way: tuple[int, int]
) -> None:
    _, refund_id = on_its_way
    outcome = RefundOutcome("re_0001", RefundStanding.DONE)
    all_at_once(shop, [partial(unguarded_outcome, refund_id, outcome, Meeting(2))] * 2)
    assert rows("SELECT refunded FROM payments") == [(154_000,)]
    assert stripe.refunded(stripe.only_session["id"]) == 7_700_000


def test_what_many_find_at_once_is_one_task(shop: Flask, stripe: FakeStripe) -> None:
    order = an_order()
    session = begun(order)
    stripe.pay(session)
    settling.check(order)
    stripe.refund_at_the_desk(session, 500_000)
    all_at_once(shop, [compare] * 12)
    assert rows("SELECT kind, reference FROM gateway_findings") == [("unknown_refund", "re_0001")]
    assert rows("SELECT count(*) FROM journal WHERE what = 'gateway finding noted'") == [(1,)]
