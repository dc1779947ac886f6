"""Reconciliation: what Stripe's notices missed is found in its own book, and what does not fit becomes a person's task."""

import json
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base import clock
from app.cli.payments import payments as command
from app.orders.models import Order
from app.orders.service import parcels
from app.payments.ports import GatewayTrouble
from app.payments.service import refunding
from app.payments.service.reconciling import Reconciled, reconcile
from tests.fakes.stripe_server import FakeStripe, Trouble
from tests.support import world
from tests.support.books import books, journal
from tests.support.cards import begun
from tests.support.jobs import do_all
from tests.support.orders import UNPAID, an_order, parcels_of
from tests.support.ties import differences, rows

SOON = timedelta(minutes=6)
REASON = "Bahannya habis sampai minggu depan."


def run(after: timedelta = SOON) -> Reconciled:
    with clock.at(world.SUNDAY + after):
        return reconcile(clock.now())


def findings() -> list[tuple[Any, ...]]:
    return rows("SELECT kind, reference, number, amount FROM gateway_findings ORDER BY id")


@pytest.fixture
def order(stripe: FakeStripe) -> Order:
    return an_order()


def paid(order: Order, stripe: FakeStripe) -> str:
    """Her checkout, paid; nobody has told the shop."""
    session = begun(order)
    stripe.pay(session)
    return session


def returned(order: Order, stripe: FakeStripe, trouble: Trouble = Trouble.FINE) -> str:
    """A refund that was asked of Stripe, as it stands there."""
    paid(order, stripe)
    run()
    parcels.decline(world.actor(world.SELLER), parcels_of(order)[0].id, REASON)
    stripe.troubles.extend([Trouble.FINE, Trouble.FINE, trouble])
    do_all()
    return next(iter(stripe.refunds))


# -- what was missed --------------------------------------------------------------------------------------


def test_money_that_no_notice_told_of_is_found_and_settled_once(order: Order, stripe: FakeStripe) -> None:
    paid(order, stripe)
    assert run() == Reconciled(checkouts=1, settled=1)
    assert rows("SELECT state, captured FROM payments") == [("succeeded", 102_000)]
    assert journal("order", order.id) == ["order placed", "payment opened", "payment settled", "order paid"]
    before = books()
    assert run() == Reconciled(checkouts=1)
    assert books() == before
    assert differences() == {}


def test_money_of_an_order_that_was_taken_back_is_found_and_returned(
    order: Order, stripe: FakeStripe
) -> None:
    session = paid(order, stripe)
    parcels.cancel_unpaid(order.number, world.actor(world.BUYER), None)
    assert run().settled == 1
    do_all()
    assert stripe.refunded(session) == 10_200_000
    assert rows("SELECT captured, refunded FROM payments") == [(102_000, 102_000)]
    assert differences() == {}


def test_a_checkout_that_lapsed_at_stripe_makes_room_for_another(order: Order, stripe: FakeStripe) -> None:
    first = begun(order)
    stripe.lapse(first)
    assert run() == Reconciled(asked=1)
    assert begun(order) != first
    assert rows("SELECT state FROM payments ORDER BY id") == [("expired",), ("opened",)]


def test_what_was_opened_a_moment_ago_is_not_asked_about(order: Order, stripe: FakeStripe) -> None:
    begun(order)
    assert run(timedelta(minutes=4)) == Reconciled()


def test_a_wrong_sum_settles_nothing_and_is_noted_once(order: Order, stripe: FakeStripe) -> None:
    session = paid(order, stripe)
    stripe.sessions[session]["amount_total"] = 10_199_900
    for _ in range(3):
        assert run() == Reconciled(checkouts=1)
    assert rows("SELECT state, trouble, told FROM payments") == [("opened", "other_amount", 101_999)]
    assert journal("order", order.id).count("payment amount differs") == 1
    stripe.sessions[session]["amount_total"] = 10_200_000
    assert run().settled == 1
    assert rows("SELECT state, trouble FROM payments") == [("succeeded", None)]


def test_a_checkout_of_another_order_settles_nothing(order: Order, stripe: FakeStripe) -> None:
    session = paid(order, stripe)
    stripe.sessions[session]["metadata"] = {"order": "GR-OTHER"}
    assert run() == Reconciled(checkouts=1)
    assert rows("SELECT state, trouble, trouble_facts FROM payments") == [
        ("opened", "other_order", {"number": "GR-OTHER"})
    ]


def test_a_list_that_breaks_off_changes_nothing_and_the_next_run_begins_anew(
    order: Order, stripe: FakeStripe
) -> None:
    paid(order, stripe)
    before = books()
    stripe.troubles.extend([Trouble.LOST] * 3)
    with pytest.raises(GatewayTrouble):
        run()
    assert books() == before
    assert run().settled == 1


# -- refunds ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", [Trouble.PENDING, Trouble.NEEDS_ACTION])
def test_a_refund_on_its_way_is_done_when_stripe_says_so(
    order: Order, stripe: FakeStripe, trouble: Trouble
) -> None:
    refund = returned(order, stripe, trouble)
    assert rows("SELECT state, done_at, reference FROM refunds") == [("pending", None, refund)]
    assert rows("SELECT refunded FROM payments") == [(0,)]
    assert run().moved == 0
    stripe.finish_refund(refund)
    assert run().moved == 1
    assert rows("SELECT state FROM refunds") == [("done",)]
    assert rows("SELECT refunded FROM payments") == [(102_000,)]
    assert differences() == {}


def test_a_refund_that_fails_on_its_way_is_a_persons_task_and_can_be_tried_again(
    order: Order, stripe: FakeStripe
) -> None:
    refund = returned(order, stripe, Trouble.PENDING)
    stripe.finish_refund(refund, "failed")
    assert run().moved == 1
    ((refund_id, state, trouble),) = rows("SELECT id, state, trouble FROM refunds")
    assert (state, trouble) == ("failed", f"refund {refund}: expired_or_canceled_card")
    with clock.at(world.SUNDAY + 2 * SOON):
        refunding.retry_refund(world.actor(world.ADMIN), refund_id)
        do_all()
    assert rows("SELECT state, reference FROM refunds") == [("done", "re_0002")]
    assert run(3 * SOON) == Reconciled(checkouts=1, refunds=2)
    assert differences() == {}


def test_a_refund_whose_answer_was_lost_is_found_in_stripes_book(order: Order, stripe: FakeStripe) -> None:
    paid(order, stripe)
    run()
    parcels.decline(world.actor(world.SELLER), parcels_of(order)[0].id, REASON)
    ((refund_id,),) = rows("SELECT id FROM refunds")
    stripe.troubles.extend([Trouble.FINE, Trouble.FINE, *[Trouble.LOST] * 3])
    with pytest.raises(GatewayTrouble):
        refunding.carry_out_refund(refund_id)
    assert rows("SELECT state FROM refunds") == [("waiting",)]
    assert run().moved == 1
    assert rows("SELECT state, trouble FROM refunds") == [("done", None)]
    do_all()
    assert len(stripe.refunds) == 1
    assert differences() == {}


# -- what does not fit --------------------------------------------------------------------------------------


def test_money_for_a_checkout_that_we_do_not_know_is_a_task(
    order: Order, stripe: FakeStripe, db: Any
) -> None:
    session = paid(order, stripe)
    db.execute(sa.text("UPDATE payments SET reference = 'cs_elsewhere'"))
    assert run().found == 1
    assert findings() == [("unknown_checkout", session, order.number, 102_000)]
    assert rows("SELECT state FROM payments") == [("opened",)]
    assert run().found == 0


def test_money_of_another_shop_on_the_same_account_is_none_of_ours(order: Order, stripe: FakeStripe) -> None:
    session = paid(order, stripe)
    stripe.refund_at_the_desk(session, 100)
    stripe.sessions[session]["metadata"] = {}
    stripe.sessions[session]["payment_intent"] = "pi_elsewhere"
    run()
    assert findings() == []


def test_a_refund_at_stripes_own_desk_is_a_task(order: Order, stripe: FakeStripe) -> None:
    session = paid(order, stripe)
    run()
    refund = stripe.refund_at_the_desk(session, 500_000)
    assert run() == Reconciled(checkouts=1, refunds=1, asked=1, found=1)
    assert findings() == [("unknown_refund", refund, order.number, 5_000)]
    assert rows("SELECT refunded FROM payments") == [(0,)]


def test_a_refund_that_comes_back_after_it_was_done_has_failed(order: Order, stripe: FakeStripe) -> None:
    refund = returned(order, stripe)
    assert rows("SELECT state FROM refunds") == [("done",)]
    stripe.finish_refund(refund, "failed")
    assert (run().moved, run().moved) == (1, 0)
    assert findings() == []
    assert rows("SELECT state, bounced, done_at FROM refunds") == [("failed", 1, None)]
    assert rows("SELECT captured, refunded FROM payments") == [(102_000, 0)]
    assert differences() == {}


@pytest.mark.parametrize("how", ["unpaid", "forgotten"])
def test_what_is_paid_here_and_not_there_is_a_task(order: Order, stripe: FakeStripe, how: str) -> None:
    session = paid(order, stripe)
    run()
    if how == "unpaid":
        stripe.sessions[session].update(status="open", payment_status="unpaid")
    else:
        del stripe.sessions[session]
    assert run(2 * SOON).found == 1
    assert findings() == [("unpaid_there", session, order.number, 102_000)]


def test_another_sum_than_the_settled_one_is_a_task(order: Order, stripe: FakeStripe) -> None:
    session = paid(order, stripe)
    run()
    stripe.sessions[session]["amount_total"] = 9_000_000
    assert run().found == 1
    assert findings() == [("other_amount", session, order.number, 90_000)]
    assert rows("SELECT captured FROM payments") == [(102_000,)]


# -- the admin ------------------------------------------------------------------------------------------------


@pytest.fixture
def task(order: Order, stripe: FakeStripe) -> str:
    """Something that does not fit; its name at Stripe."""
    session = paid(order, stripe)
    run()
    refund = stripe.refund_at_the_desk(session, 500_000)
    run()
    return refund


def see_to(admin: Any, note: str) -> Any:
    ((finding_id,),) = rows("SELECT id FROM gateway_findings")
    return admin.send(f"/admin/uang/temuan/{finding_id}", note=note)


def test_the_admin_reads_what_it_is_and_what_to_do_and_closes_it(
    signed_in: Any, order: Order, task: str
) -> None:
    admin = signed_in(world.ADMIN)
    what = f"Pesanan {order.number}: ada uang yang dikembalikan tanpa lewat Gerai"
    ((finding_id,),) = rows("SELECT id FROM gateway_findings")
    listed, page = admin.get("/admin/uang").text, admin.get(f"/admin/uang/temuan/{finding_id}").text
    assert what in listed and f'href="/admin/uang/temuan/{finding_id}"' in listed
    assert all(words in page for words in (what, "Rp5.000", "Tanyakan siapa yang mengembalikannya", task))
    see_to(admin, "Ditelepon: bonus dari Bu Wati, sudah benar.")
    assert "Tidak cocok dengan tempat bayar" not in admin.get("/admin/uang").text
    assert admin.get(f"/admin/uang/temuan/{finding_id}").status_code == 404
    assert rows("SELECT note FROM gateway_findings") == [("Ditelepon: bonus dari Bu Wati, sudah benar.",)]
    run()
    assert rows("SELECT count(*) FROM gateway_findings") == [(1,)]


@pytest.mark.parametrize(
    ("note", "why"),
    [("", "Tulis dulu apa yang sudah dilakukan"), (" ok ", "Tulis dulu"), ("x" * 501, "Terlalu panjang")],
)
def test_a_task_is_not_closed_without_saying_what_was_done(
    signed_in: Any, task: str, note: str, why: str
) -> None:
    page = see_to(signed_in(world.ADMIN), note).text
    assert why in page and note.strip() in page
    assert rows("SELECT closed_at, note FROM gateway_findings") == [(None, None)]


@pytest.mark.parametrize("who", [world.BUYER, world.SELLER, world.OFFICER])
def test_nobody_else_closes_a_task(signed_in: Any, task: str, who: str) -> None:
    browser = signed_in(who)
    ((finding_id,),) = rows("SELECT id FROM gateway_findings")
    data = {"csrf_token": browser.token("/akun"), "note": "Sudah saya urus."}
    assert browser.post(f"/admin/uang/temuan/{finding_id}", data=data).status_code == 403
    assert rows("SELECT closed_at FROM gateway_findings") == [(None,)]


# -- at the command line --------------------------------------------------------------------------------------


def asked(app: Flask, *words: str) -> Any:
    """The command itself, on the test's own connection: the cluster runs already."""
    with clock.at(world.SUNDAY + SOON):
        return app.test_cli_runner().invoke(command, ["reconcile", *words])


def test_the_command_says_what_it_did_in_json(app: Flask, order: Order, stripe: FakeStripe) -> None:
    session = paid(order, stripe)
    stripe.refund_at_the_desk(session, 500_000)
    number = order.number
    answer = json.loads(asked(app, "--json").stdout)
    assert (answer["settled"], answer["found"]) == (1, 1)
    assert answer["open"] == [
        {
            "kind": "unknown_refund",
            "order": number,
            "reference": "re_0001",
            "told": "pengembalian Rp5.000, sudah selesai",
        }
    ]


def test_the_command_says_so_when_stripe_cannot_be_asked(
    app: Flask, order: Order, stripe: FakeStripe
) -> None:
    stripe.troubles.extend([Trouble.BUSY] * 3)
    answer = asked(app)
    assert answer.exit_code == 2
    assert "Tempat bayar sedang tidak bisa ditanya" in answer.stderr


def test_an_order_that_ran_out_is_still_found_when_its_money_comes_to_light(
    order: Order, stripe: FakeStripe
) -> None:
    """Stripe could not close the checkout in time; the notice never came."""
    session = begun(order)
    with clock.at(world.SUNDAY + UNPAID + SOON):
        parcels.expire(order.id)
        stripe.pay(session)
        assert reconcile(clock.now()).settled == 1
        do_all()
    assert rows("SELECT state, captured FROM payments") == [("succeeded", 102_000)]
    assert differences() == {}
