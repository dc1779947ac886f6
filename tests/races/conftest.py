"""A race runs on a database of its own, with real commits and a connection for everybody."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.base import clock
from tests.support import crowd, world


@pytest.fixture
def shop(fresh_app: Flask) -> Iterator[Flask]:
    """It is Sunday, 22 November 2026; the test itself stands in an application context."""
    crowd.widen(fresh_app)
    with clock.at(world.SUNDAY), fresh_app.app_context():
        yield fresh_app
