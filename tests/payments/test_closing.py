"""A checkout that the shop closes: whoever was quicker and paid is found, without any notice."""

from datetime import timedelta

import pytest

from app.base import clock
from app.orders.service import parcels
from app.payments.ports import GatewayTrouble
from app.payments.service import closing, expiring
from tests.fakes.stripe_server import FakeStripe, Trouble
from tests.support import world
from tests.support.books import books, journal
from tests.support.cards import begun
from tests.support.jobs import do_all, waiting
from tests.support.orders import UNPAID, an_order
from tests.support.ties import differences, rows

LATER = world.SUNDAY + UNPAID + timedelta(minutes=1)


def test_money_that_came_while_the_buyer_took_her_order_back_is_found_when_its_checkout_is_closed(
    stripe: FakeStripe,
) -> None:
    order = an_order()
    session = begun(order)
    stripe.pay(session)
    parcels.cancel_unpaid(order.number, world.actor(world.BUYER), None)
    do_all()
    assert rows("SELECT state, captured, refunded FROM payments") == [("succeeded", 102_000, 102_000)]
    assert stripe.refunded(session) == 10_200_000
    assert journal("order", order.id) == [
        "order placed",
        "payment opened",
        "order cancelled",
        "payment expired",
        "payment settled",
        "refund asked",
        "refund done",
    ]
    assert differences() == {}


def test_money_that_came_after_the_last_look_is_not_lost(stripe: FakeStripe) -> None:
    """Between the last look and the end of the checkout a buyer can still pay."""
    order = an_order()
    session = begun(order)
    with clock.at(LATER):
        assert expiring.expire_unpaid(clock.now()) == 1
        stripe.pay(session)
        do_all()
    ((state, captured),) = rows("SELECT state, captured FROM payments")
    assert (state, captured) == ("succeeded", 102_000)
    assert differences() == {}


def test_a_checkout_without_money_is_closed_and_nothing_else_changes(stripe: FakeStripe) -> None:
    order = an_order()
    session = begun(order)
    parcels.cancel_unpaid(order.number, world.actor(world.BUYER), None)
    before = books()
    closing.close_checkout(session)
    closing.close_checkout(session)
    assert stripe.sessions[session]["status"] == "expired"
    assert books() == before


@pytest.mark.parametrize("answered", [0, 1])
def test_while_stripe_cannot_be_reached_the_job_waits_for_its_next_try(
    stripe: FakeStripe, answered: int
) -> None:
    """Whether it can be closed but not looked at, or neither."""
    order = an_order()
    session = begun(order)
    stripe.pay(session)
    parcels.cancel_unpaid(order.number, world.actor(world.BUYER), None)
    assert waiting().count("payments.close_checkout") == 1
    before = books()
    stripe.troubles.extend([Trouble.FINE] * answered + [Trouble.DOWN])
    with pytest.raises(GatewayTrouble):
        closing.close_checkout(session)
    assert books() == before
    closing.close_checkout(session)
    assert rows("SELECT state, captured FROM payments") == [("succeeded", 102_000)]


def test_a_checkout_of_another_gateway_or_of_nobody_is_left_alone(stripe: FakeStripe) -> None:
    before = books()
    closing.close_checkout("uji_of_yesterday")
    assert (books(), stripe.asked) == (before, [])
