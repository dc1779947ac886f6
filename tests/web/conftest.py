"""Applications of these tests' own: one whose database is away, with addresses that break in every way."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy.exc as sa_errors
from flask import Flask, abort, request
from psycopg import errors as pg

from app.base.errors import NotFound, RuleBroken
from app.cli.cluster import Cluster
from app.db.session import db as flask_db
from tests.support import database

SECRET_WORDS = "rahasia-dapur"


def _database_error(kind: type[pg.Error]) -> sa_errors.DBAPIError:
    return sa_errors.DBAPIError(f"SELECT {SECRET_WORDS}", {}, kind(SECRET_WORDS))


BREAKS: dict[str, Any] = {
    "bug": lambda: ZeroDivisionError(SECRET_WORDS),
    "rule": lambda: RuleBroken("Stok tinggal 2. Kurangi jumlahnya."),
    "rule-with-signs": lambda: RuleBroken('Nama "<b>Sari</b>" & lain'),
    "not-found": lambda: NotFound(SECRET_WORDS),
    "busy": lambda: _database_error(pg.QueryCanceled),
    "locked": lambda: _database_error(pg.LockNotAvailable),
    "deadlock": lambda: _database_error(pg.DeadlockDetected),
    "full": lambda: _database_error(pg.TooManyConnections),
    "away": lambda: _database_error(pg.OperationalError),
    "no-connection-free": lambda: sa_errors.TimeoutError(SECRET_WORDS),
    "broken-statement": lambda: _database_error(pg.UndefinedTable),
    "doubled": lambda: _database_error(pg.UniqueViolation),
    "too-large-a-number": lambda: sa_errors.DataError(
        SECRET_WORDS, {}, pg.NumericValueOutOfRange(SECRET_WORDS)
    ),
}


def _add_addresses(app: Flask) -> None:
    @app.get("/uji/pecah/<how>")
    def broken(how: str) -> str:
        raise BREAKS[how]()

    @app.get("/uji/tolak/<int:status>")
    def refused(status: int) -> str:
        abort(status)

    @app.get("/uji/aku")
    def seen() -> dict[str, str | None]:
        return {"from": request.remote_addr, "scheme": request.scheme, "host": request.host}


@pytest.fixture(scope="module")
def away(server: Cluster) -> Iterator[Any]:
    """Makes applications whose database does not exist; errors are answered, not raised."""
    made = []

    def make(**changes: object) -> Flask:
        app = database.application("gerai_test_away", **changes)
        app.testing = False
        _add_addresses(app)
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            flask_db.engine.dispose()
