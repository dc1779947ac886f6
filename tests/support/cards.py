"""A shop that takes cards: the real adapter, wired to the fake Stripe."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from app.adapters.stripe_gateway import StripeGateway
from app.db.ports import _KEY as PORTS
from app.db.ports import plug
from app.orders.models import Order
from app.payments.ports import PaymentGateway, PretendTill
from app.payments.service import opening
from tests.fakes.stripe_server import KEY, SECRET, FakeStripe
from tests.support import world

LEAST, MOST = 10_000, 999_999
PAID, LAPSED = "checkout.session.completed", "checkout.session.expired"


@contextmanager
def stripe_in(app: Flask, fake: FakeStripe) -> Iterator[None]:
    """In this block the application is wired as it is where Stripe's keys are set."""
    usual = dict(app.extensions[PORTS])
    gateway = StripeGateway(key=KEY, webhook_secret=SECRET, api_base=fake.url, minimum=LEAST, maximum=MOST)
    plug(app, PaymentGateway, gateway)
    app.extensions[PORTS].pop(PretendTill, None)
    fake.forget(world.SUNDAY)
    try:
        yield
    finally:
        app.extensions[PORTS] = usual


def begun(order: Order) -> str:
    """Her checkout at Stripe, by its id."""
    address = opening.start(
        order.id, success_url="http://localhost/kembali", cancel_url="http://localhost/bayar"
    )
    return address.rpartition("/")[2]


def report(browser: Any, body: bytes, *, signature: str | None = None) -> TestResponse:
    """Stripe calls at the hook."""
    header = FakeStripe.sign(body) if signature is None else signature
    answer: TestResponse = browser.post(
        "/hooks/stripe", data=body, headers={"Stripe-Signature": header}, content_type="application/json"
    )
    return answer
