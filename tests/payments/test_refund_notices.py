"""What Stripe reports of refunds, late, twice and in any order: it is asked how they stand, and that alone counts."""

import json
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from app.base import clock
from app.db.ports import port
from app.orders.models import Order
from app.orders.service import parcels
from app.payments.models import PretendCheckout, PretendRefund
from app.payments.ports import GatewayTrouble, PaymentGateway, PretendTill, RefundRefused
from app.payments.service import refunding, settling
from tests.fakes.stripe_server import FakeStripe, Trouble
from tests.support import world
from tests.support.books import books, journal
from tests.support.cards import begun, report
from tests.support.jobs import do_all, waiting
from tests.support.orders import an_order, parcels_of
from tests.support.pages import PageClient
from tests.support.ties import differences, rows

REASON = "Bahannya habis sampai minggu depan."


@pytest.fixture
def order(stripe: FakeStripe, db: Any) -> Order:
    """Paid by card, declined by its maker; Stripe is not asked yet."""
    made = an_order()
    stripe.pay(begun(made))
    settling.check(made)
    do_all()
    parcels.decline(world.actor(world.SELLER), parcels_of(made)[0].id, REASON)
    return made


def asked(stripe: FakeStripe, trouble: Trouble) -> str:
    """The worker asks for it; the refund at Stripe."""
    stripe.troubles.extend([Trouble.FINE, Trouble.FINE, trouble])
    do_all()
    return next(iter(stripe.refunds))


def told(stripe: FakeStripe, kind: str) -> list[bytes]:
    """Every event of a kind, as it was written when it happened."""
    return [json.dumps(one).encode() for one in stripe.events.values() if one["type"] == kind]


def state() -> list[tuple[Any, ...]]:
    return rows("SELECT r.state, p.refunded FROM refunds r JOIN payments p ON p.id = r.payment_id")


EVENTS = ("refund.created", "refund.updated", "charge.refunded")


@pytest.mark.parametrize("kinds", list(permutations(EVENTS)))
def test_a_refund_that_arrives_is_done_in_whatever_order_it_is_told(
    client: PageClient, order: Order, stripe: FakeStripe, kinds: tuple[str, ...]
) -> None:
    refund = asked(stripe, Trouble.PENDING)
    assert state() == [("pending", 0)]
    stripe.finish_refund(refund)
    for kind in (*kinds, *kinds):
        for body in told(stripe, kind):
            assert report(client, body).status_code == 200
        do_all()
    assert state() == [("done", 102_000)]
    assert journal("order", order.id).count("refund done") == 1
    assert differences() == {}


@pytest.mark.parametrize("kinds", list(permutations(("refund.created", "refund.updated", "refund.failed"))))
def test_a_refund_that_comes_back_is_a_task_in_whatever_order_it_is_told(
    client: PageClient, order: Order, stripe: FakeStripe, kinds: tuple[str, ...]
) -> None:
    refund = asked(stripe, Trouble.PENDING)
    stripe.finish_refund(refund, "failed")
    for kind in kinds:
        for body in told(stripe, kind):
            report(client, body)
        do_all()
    assert state() == [("failed", 0)]
    assert rows("SELECT trouble FROM refunds") == [(f"refund {refund}: expired_or_canceled_card",)]
    assert journal("order", order.id).count("refund done") == 0


def test_the_admin_sees_a_refund_that_came_back(
    client: PageClient, signed_in: Any, order: Order, stripe: FakeStripe
) -> None:
    stripe.finish_refund(asked(stripe, Trouble.PENDING), "failed")
    (body,) = told(stripe, "refund.failed")
    report(client, body)
    do_all()
    page = signed_in(world.ADMIN).get("/admin/uang").text
    assert f"Pesanan {order.number}: Rp102.000 belum kembali" in page


def test_a_refund_on_its_way_is_no_task_and_no_money_returned(
    signed_in: Any, order: Order, stripe: FakeStripe
) -> None:
    asked(stripe, Trouble.PENDING)
    assert "belum kembali" not in signed_in(world.ADMIN).get("/admin/uang").text
    assert state() == [("pending", 0)]
    assert waiting() == []


def test_a_notice_that_is_faster_than_the_answer_is_no_second_refund(
    client: PageClient, order: Order, stripe: FakeStripe
) -> None:
    """Stripe had done it and reported it; the worker's own answer was lost."""
    ((refund_id,),) = rows("SELECT id FROM refunds")
    stripe.troubles.extend([Trouble.FINE, Trouble.FINE, *[Trouble.LOST] * 3])
    with pytest.raises(GatewayTrouble):
        refunding.carry_out_refund(refund_id)
    (body,) = told(stripe, "refund.created")
    report(client, body)
    do_all()
    assert state() == [("done", 102_000)]
    assert len(stripe.refunds) == 1


def test_a_late_notice_of_a_try_that_failed_does_not_undo_the_next_one(
    client: PageClient, order: Order, stripe: FakeStripe
) -> None:
    asked(stripe, Trouble.FAILS)
    (late,) = told(stripe, "refund.failed")
    ((refund_id,),) = rows("SELECT id FROM refunds")
    with clock.at(world.SUNDAY + timedelta(minutes=1)):
        refunding.retry_refund(world.actor(world.ADMIN), refund_id)
        report(client, late)
        do_all()
    assert state() == [("done", 102_000)]
    assert len(stripe.refunds) == 2
    assert differences() == {}


def test_our_own_refund_told_as_returned_makes_no_work(
    client: PageClient, order: Order, stripe: FakeStripe
) -> None:
    asked(stripe, Trouble.FINE)
    before = books()
    for kind in ("refund.created", "charge.refunded"):
        for body in told(stripe, kind):
            report(client, body)
    assert waiting() == []
    assert books() == before


@pytest.mark.parametrize("kind", ["refund.created", "charge.refunded"])
def test_a_refund_at_stripes_own_desk_is_looked_at_at_once(
    client: PageClient, stripe: FakeStripe, db: Any, kind: str
) -> None:
    order = an_order()
    session = begun(order)
    stripe.pay(session)
    settling.check(order)
    do_all()
    refund = stripe.refund_at_the_desk(session, 500_000)
    (body,) = told(stripe, kind)
    report(client, body)
    assert waiting() == ["payments.compare_books"]
    do_all()
    assert rows("SELECT kind, reference, amount FROM gateway_findings") == [("unknown_refund", refund, 5_000)]


# -- the pretend gateway ------------------------------------------------------------------------------------


def test_the_pretend_gateway_gives_money_back_once_a_key(db: Any) -> None:
    order = an_order()
    reference = begun(order)
    port(PretendTill).pay(reference)
    gateway = port(PaymentGateway)
    first = gateway.refund(reference, 60_000, "one")
    assert gateway.refund(reference, 60_000, "one") == first
    assert db.get(PretendCheckout, reference).refunded == 60_000
    with pytest.raises(RefundRefused):
        gateway.refund(reference, 60_000, "two")
    assert [one.amount for one in db.query(PretendRefund)] == [60_000]
    assert gateway.refund(reference, 42_000, "three").reference == "uji_three"
