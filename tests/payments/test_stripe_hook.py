"""Stripe's hook when the call itself is odd, or when something breaks on our side: nothing half done stays."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from app.adapters.stripe_gateway import StripeGateway
from app.db.ports import plug
from app.db.session import HANDLERS
from app.orders.events import OrderPaid
from app.orders.models import Order
from app.payments.ports import PaymentGateway
from app.payments.views.hooks import MOST_BYTES
from tests.fakes.stripe_server import SECRET, FakeStripe
from tests.support import world
from tests.support.cards import PAID, begun, report
from tests.support.contents import changed, contents
from tests.support.jobs import waiting
from tests.support.orders import an_order
from tests.support.pages import PageClient
from tests.support.ties import differences, rows


@pytest.fixture
def order(stripe: FakeStripe) -> Order:
    return an_order()


@pytest.fixture
def session(order: Order, stripe: FakeStripe) -> str:
    """A checkout that was paid; nobody has told the shop."""
    made = begun(order)
    stripe.pay(made)
    return made


# -- how long a body is -------------------------------------------------------------------------------------


def without_length(browser: PageClient, body: bytes, signature: str) -> int:
    """As a server hands over what came in chunks: to the end of the stream, and nobody said how long that is."""
    answer = browser.post(
        "/hooks/stripe",
        input_stream=io.BytesIO(body),
        headers={"Stripe-Signature": signature},
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True},
    )
    return answer.status_code


def test_a_body_in_chunks_is_read(client: PageClient, stripe: FakeStripe, session: str) -> None:
    body = stripe.notice(PAID, session)
    assert without_length(client, body, stripe.sign(body)) == 200
    assert rows("SELECT state FROM payments") == [("succeeded",)]


def test_a_huge_body_in_chunks_is_not_read_to_its_end(
    client: PageClient, stripe: FakeStripe, session: str
) -> None:
    body = stripe.notice(PAID, session) + b" " * MOST_BYTES
    before = contents()
    assert without_length(client, body, stripe.sign(body)) == 413
    assert changed(before) == set()


def test_a_body_that_breaks_off_is_refused(client: PageClient, stripe: FakeStripe, session: str) -> None:
    body = stripe.notice(PAID, session)
    before = contents()
    answer = client.post(
        "/hooks/stripe",
        input_stream=io.BytesIO(body[:100]),
        content_length=len(body),
        headers={"Stripe-Signature": stripe.sign(body)},
    )
    assert answer.status_code == 400
    assert changed(before) == set()


# -- whose money ----------------------------------------------------------------------------------------------


def test_a_notice_of_real_money_is_refused_where_play_money_is_taken(
    client: PageClient, stripe: FakeStripe, session: str
) -> None:
    body = json.dumps({**json.loads(stripe.notice(PAID, session)), "livemode": True}).encode()
    before = contents()
    answer = report(client, body)
    assert (answer.status_code, answer.text) == (400, "other mode")
    assert changed(before) == set()


def test_and_play_money_where_real_money_is_taken(
    app: Flask, client: PageClient, stripe: FakeStripe, session: str
) -> None:
    live = StripeGateway(
        key="sk_live_x", webhook_secret=SECRET, api_base=stripe.url, minimum=1, maximum=999_999
    )
    plug(app, PaymentGateway, live)
    before = contents()
    assert report(client, stripe.notice(PAID, session)).status_code == 400
    assert changed(before) == set()


@pytest.mark.parametrize("named", [{"order": "GR-OTHER"}, {}, None])
def test_money_that_names_another_order_is_told_to_a_person_and_moves_nothing(
    client: PageClient, signed_in: Any, stripe: FakeStripe, order: Order, session: str, named: Any
) -> None:
    before = contents()
    assert report(client, stripe.notice(PAID, session, metadata=named)).status_code == 200
    assert changed(before) == {"gateway_notices", "journal", "payments"}
    other = named["order"] if named else ""
    assert rows("SELECT state, captured, trouble, trouble_facts FROM payments") == [
        ("opened", 0, "other_order", {"number": other})
    ]
    page = signed_in(world.ADMIN).get("/admin/uang").text
    assert f"Pesanan {order.number}: uangnya menyebut pesanan lain" in page
    told = f"pesanan {other}" if other else "tidak ada nomor pesanan"
    assert f"Tagihan pesanan {order.number} dibayar, tetapi di tempat bayar tertulis {told}." in page
    report(client, stripe.notice(PAID, session))
    assert rows("SELECT state, trouble FROM payments") == [("succeeded", None)]


def test_money_for_a_checkout_that_we_do_not_know_is_looked_at_at_once(
    client: PageClient, stripe: FakeStripe, order: Order, session: str
) -> None:
    stripe.sessions["cs_lost"] = {**stripe.sessions[session], "id": "cs_lost"}
    report(client, stripe.notice(PAID, "cs_lost"))
    assert "payments.compare_books" in waiting()
    assert rows("SELECT state FROM payments") == [("opened",)]


# -- when something breaks here -------------------------------------------------------------------------------


@pytest.fixture
def broken(app: Flask) -> Iterator[None]:
    """What follows a paid order fails, after everything else was done."""

    def fails(_: OrderPaid) -> None:
        raise ZeroDivisionError("a handler that breaks")

    usual = app.extensions[HANDLERS]
    app.extensions[HANDLERS] = {**usual, OrderPaid: [*usual[OrderPaid], fails]}
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield
    app.extensions[HANDLERS] = usual
    app.config["PROPAGATE_EXCEPTIONS"] = None


def test_what_breaks_is_answered_so_that_stripe_sends_it_again_and_nothing_half_done_stays(
    client: PageClient, stripe: FakeStripe, session: str, broken: None
) -> None:
    before = contents()
    for _ in range(2):
        assert report(client, stripe.notice(PAID, session)).status_code == 500
    assert changed(before) == set()


def test_what_broke_once_is_taken_in_when_it_comes_again(
    app: Flask, client: PageClient, stripe: FakeStripe, session: str
) -> None:
    body = stripe.notice(PAID, session)
    usual = app.extensions[HANDLERS]

    def fails(_: OrderPaid) -> None:
        raise ZeroDivisionError("a handler that breaks")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.extensions[HANDLERS] = {**usual, OrderPaid: [*usual[OrderPaid], fails]}
    try:
        assert report(client, body).status_code == 500
    finally:
        app.extensions[HANDLERS] = usual
        app.config["PROPAGATE_EXCEPTIONS"] = None
    assert report(client, body).status_code == 200
    assert rows("SELECT state, captured FROM payments") == [("succeeded", 102_000)]
    assert differences() == {}
