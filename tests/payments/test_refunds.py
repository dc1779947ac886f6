"""Giving money back: by the way it came, once, tried again by the job, and by a person when the gateway refuses."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.db.session import db as database
from app.orders.models import Order
from app.orders.service import parcels
from app.payments.ports import GatewayTrouble
from app.payments.service import refunding, settling
from tests.fakes.stripe_server import FakeStripe, Trouble
from tests.support import world
from tests.support.books import books, journal, letters
from tests.support.cards import begun
from tests.support.forms import forms_of
from tests.support.jobs import do_all, waiting
from tests.support.orders import an_order, parcels_of
from tests.support.pages import PageClient
from tests.support.ties import differences, rows

NOTHING = [Trouble.FINE] * 2
"""Before it gives money back Stripe is asked for the checkout, and for what was given back of it."""
REASON = "Bahannya habis sampai minggu depan."


@pytest.fixture
def order(stripe: FakeStripe, db: Any) -> Order:
    """Two sellers' goods, paid by card; nothing is answered yet."""
    other = world.an_approved_product(
        world.actor(world.OTHER_SELLER), name="Keset Tetangga", price=30_000, stock=5
    )
    made = an_order({world.goods().ready: 2, other: 1})
    stripe.pay(begun(made))
    settling.check(made)
    do_all()
    return made


def decline(order: Order, part: int = 0) -> int:
    """A seller cannot; answers the refund's id."""
    who = (world.SELLER, world.OTHER_SELLER)[part]
    parcels.decline(world.actor(who), parcels_of(order)[part].id, REASON)
    return int(database.session.scalar(sa.text("SELECT max(id) FROM refunds")))


def refund() -> tuple[Any, ...]:
    database.session.expire_all()
    (found,) = rows("SELECT state, amount, trouble FROM refunds")
    return found


def go(refund_id: int) -> None:
    """What the worker does; a trouble is tried again by the queue."""
    refunding.carry_out_refund(refund_id)


def test_a_declined_part_goes_back_by_card_when_the_job_has_run(order: Order, stripe: FakeStripe) -> None:
    decline(order)
    assert refund() == ("waiting", 102_000, None)
    assert waiting().count("payments.refund") == 1
    assert stripe.refunds == {}
    do_all()
    assert refund() == ("done", 102_000, None)
    assert stripe.refunded(stripe.only_session["id"]) == 10_200_000
    assert rows("SELECT captured, refunded FROM payments") == [(144_000, 102_000)]
    assert letters()[-1] == f"Uang dari pesanan {order.number} sudah dikembalikan"
    assert differences() == {}


def test_two_declined_parts_go_back_one_by_one_and_make_the_whole(order: Order, stripe: FakeStripe) -> None:
    decline(order, 0)
    decline(order, 1)
    do_all()
    assert sorted(one["amount"] for one in stripe.refunds.values()) == [4_200_000, 10_200_000]
    assert rows("SELECT captured, refunded FROM payments") == [(144_000, 144_000)]
    assert rows("SELECT state FROM orders") == [("cancelled",)]
    assert differences() == {}


def test_a_job_that_runs_again_gives_nothing_twice(order: Order, stripe: FakeStripe) -> None:
    refund_id = decline(order)
    go(refund_id)
    before = books()
    go(refund_id)
    assert books() == before
    assert len(stripe.refunds) == 1


@pytest.mark.parametrize("trouble", [Trouble.DOWN, Trouble.BUSY])
def test_when_stripe_cannot_be_reached_the_job_fails_and_is_done_later(
    order: Order, stripe: FakeStripe, trouble: Trouble
) -> None:
    refund_id = decline(order)
    stripe.troubles.append(trouble)
    with pytest.raises(GatewayTrouble):
        go(refund_id)
    assert refund()[:2] == ("waiting", 102_000)
    assert stripe.refunds == {}
    go(refund_id)
    assert refund() == ("done", 102_000, None)
    assert journal("order", order.id).count("refund done") == 1


def test_an_answer_that_was_lost_is_not_paid_out_again(order: Order, stripe: FakeStripe) -> None:
    """Stripe had done it; the worker never heard, and asked again when Stripe had forgotten the key."""
    refund_id = decline(order)
    stripe.troubles.extend([*NOTHING, *[Trouble.LOST] * 3])
    with pytest.raises(GatewayTrouble):
        go(refund_id)
    stripe.api.kept.clear()
    go(refund_id)
    assert refund() == ("done", 102_000, None)
    assert len(stripe.refunds) == 1


# -- a person must look ---------------------------------------------------------------------------------


MONEY = "/admin/uang"


@pytest.fixture
def admin(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.ADMIN)
    return browser


def fails(order: Order, stripe: FakeStripe, trouble: Trouble) -> int:
    """A refund that Stripe refuses."""
    refund_id = decline(order)
    stripe.troubles.extend([*NOTHING, trouble])
    go(refund_id)
    return refund_id


def again(admin: PageClient, refund_id: int, *, minutes: int = 1) -> Any:
    """The button beside it, some time later."""
    with clock.at(world.SUNDAY + timedelta(minutes=minutes)):
        return admin.send(MONEY, to=f"{MONEY}/pengembalian/{refund_id}/ulang")


@pytest.mark.parametrize(
    ("trouble", "why", "read"),
    [
        (Trouble.EMPTY, "Insufficient funds", "Saldo penerima pembayaran di tempat bayar tidak cukup."),
        (
            Trouble.FAILS,
            "refund re_0001: expired_or_canceled_card",
            "Kartunya sudah tidak berlaku.",
        ),
    ],
)
def test_a_refused_refund_stands_on_the_admins_page(
    order: Order, stripe: FakeStripe, admin: PageClient, trouble: Trouble, why: str, read: str
) -> None:
    before = len(letters())
    refund_id = fails(order, stripe, trouble)
    assert refund()[:2] == ("failed", 102_000) and why in refund()[2]
    page = admin.get(MONEY).text
    assert f"Pesanan {order.number}: Rp102.000 belum kembali" in page
    assert REASON in page and read in page and why not in page
    assert len(letters()) - before == 1  # that the seller cannot; nothing says that money has come back
    assert journal("refund", refund_id) == ["refund refused"]
    assert rows("SELECT refunded FROM payments") == [(0,)]


@pytest.mark.parametrize("trouble", [Trouble.EMPTY, Trouble.FAILS])
def test_the_admin_has_it_tried_again_and_it_goes_back(
    order: Order, stripe: FakeStripe, admin: PageClient, trouble: Trouble
) -> None:
    """Stripe keeps its refusal under the key; the next try must be another request."""
    refund_id = fails(order, stripe, trouble)
    answer = again(admin, refund_id)
    assert "Pengembalian dicoba lagi." in admin.get(answer.location).text
    do_all()
    assert refund() == ("done", 102_000, None)
    assert stripe.refunded(stripe.only_session["id"]) == 10_200_000
    assert journal("refund", refund_id) == ["refund refused", "refund tried again"]
    assert "Perlu dilihat orang" not in admin.get(MONEY).text
    assert differences() == {}


def test_what_is_refused_again_can_be_tried_again(
    order: Order, stripe: FakeStripe, admin: PageClient
) -> None:
    refund_id = fails(order, stripe, Trouble.EMPTY)
    again(admin, refund_id)
    stripe.troubles.extend([*NOTHING, Trouble.EMPTY])
    do_all()
    assert refund()[0] == "failed"
    again(admin, refund_id, minutes=2)
    do_all()
    assert refund()[0] == "done"


def test_a_refund_that_cannot_be_reached_for_days_stands_there_too(
    order: Order, stripe: FakeStripe, admin: PageClient
) -> None:
    """The queue gives up after ten times; the money must not be forgotten."""
    refund_id = decline(order)
    stripe.troubles.append(Trouble.DOWN)
    with pytest.raises(GatewayTrouble):
        go(refund_id)
    database.session.execute(sa.text("DELETE FROM procrastinate_jobs"))
    page = admin.get(MONEY).text
    assert f"Pesanan {order.number}: Rp102.000 belum kembali" in page
    (button,) = [one for one in forms_of(page) if "pengembalian" in one.action]
    admin.send(MONEY, to=button.action)
    do_all()
    assert refund() == ("done", 102_000, None)
    assert len(stripe.refunds) == 1


@pytest.mark.parametrize("state", ["waiting", "done", "nowhere"])
def test_only_what_is_in_trouble_is_tried_again(
    order: Order, stripe: FakeStripe, admin: PageClient, state: str
) -> None:
    refund_id = decline(order)
    if state == "done":
        go(refund_id)
    token = admin.token("/akun")
    before = books()
    address = f"{MONEY}/pengembalian/{refund_id if state != 'nowhere' else 999}/ulang"
    assert admin.post(address, data={"csrf_token": token}).status_code == 404
    assert books() == before


@pytest.mark.parametrize("who", [world.BUYER, world.SELLER, world.OFFICER, world.CURATOR])
def test_nobody_but_an_admin_has_it_tried_again(
    order: Order, stripe: FakeStripe, signed_in: Any, who: str
) -> None:
    refund_id = fails(order, stripe, Trouble.EMPTY)
    browser = signed_in(who)
    token = browser.token("/akun")
    before = books()
    address = f"{MONEY}/pengembalian/{refund_id}/ulang"
    assert browser.post(address, data={"csrf_token": token}).status_code == 403
    assert browser.get(MONEY).status_code == 403
    assert books() == before
