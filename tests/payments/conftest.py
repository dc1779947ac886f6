"""The shop with Stripe's keys set; one fake server for the whole folder."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from app.db.ports import _KEY as PORTS
from app.payments.rules.offering import House
from app.payments.rules.ways import Way
from tests.fakes.stripe_server import FakeStripe
from tests.support.cards import stripe_in


@pytest.fixture(scope="session")
def stripe_server() -> Iterator[FakeStripe]:
    fake = FakeStripe()
    yield fake
    fake.stop()


@pytest.fixture
def stripe(app: Flask, db: Any, stripe_server: FakeStripe) -> Iterator[FakeStripe]:
    """As if nobody had asked it anything yet."""
    with stripe_in(app, stripe_server):
        yield stripe_server


@pytest.fixture
def only(app: Flask, db: Any) -> Any:
    """An installation that offers only these ways."""
    usual = app.extensions[PORTS][House]

    def offer(*ways: Way) -> None:
        app.extensions[PORTS][House] = replace(usual, ways=frozenset(ways))

    yield offer
    app.extensions[PORTS][House] = usual
