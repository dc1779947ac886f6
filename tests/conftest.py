"""The ground on which tests stand: a database of their own, an application on it, a transaction thrown away per test."""

import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.globals import app_ctx
from sqlalchemy import orm

from app.base import clock
from app.cli.cluster import Cluster, ClusterError
from app.db.session import db as flask_db
from tests.support import database, world
from tests.support.pages import PageClient

NEED_DATABASE = {"db", "client", "app", "server", "fresh_app"}
_server: Cluster | None = None


def pytest_configure(config: pytest.Config) -> None:
    """Start the cluster once, in the process that hands out the tests."""
    marks = config.getoption("markexpr", "") or ""
    if hasattr(config, "workerinput") or config.getoption("collectonly") or "not db" in marks:
        return
    global _server
    _server = database.cluster()
    try:
        _server.start()
    except ClusterError as error:
        pytest.exit(str(error), returncode=2)
    config.add_cleanup(_server.stop)
    database.prepare(_server)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for the database is marked so; journeys come last, for they leave a running loop behind."""
    for item in items:
        if NEED_DATABASE & set(getattr(item, "fixturenames", ())):
            item.add_marker("db")
    items.sort(key=lambda item: "journeys" in item.path.parts)


@pytest.fixture(autouse=True)
def closed_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves this machine, and no mail is sent but to a server of the test's own."""
    connect = socket.socket.connect

    def loopback_only(self: socket.socket, address: Any) -> Any:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family in (socket.AF_INET, socket.AF_INET6) and host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test wanted to reach {host}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", loopback_only)


@pytest.fixture(scope="session")
def server() -> Cluster:
    """The running cluster (in a worker of xdist: only its addresses)."""
    return _server or database.cluster()


@pytest.fixture(scope="session")
def app(server: Cluster) -> Iterator[Flask]:
    """The application on this worker's own clone of the world."""
    name = f"tests_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with database.clone(server, name) as full:
        made = database.application(full)
        made.test_client_class = PageClient
        yield made
        with made.app_context():
            flask_db.engine.dispose()


@pytest.fixture
def db(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A session whose commits are savepoints of a transaction that is thrown away. It is Sunday, 22 November 2026."""
    with clock.at(world.SUNDAY), app.app_context(), flask_db.engine.connect() as connection:
        outer = connection.begin()
        maker = orm.sessionmaker(bind=connection, join_transaction_mode="create_savepoint")
        scoped = orm.scoped_session(maker, scopefunc=lambda: id(app_ctx._get_current_object()))
        monkeypatch.setattr(flask_db, "session", scoped)
        yield scoped
        scoped.remove()
        outer.rollback()


@pytest.fixture
def client(app: Flask, db: Any) -> PageClient:
    """A visitor's browser."""
    made = app.test_client()
    assert isinstance(made, PageClient)
    return made


@pytest.fixture
def signed_in(app: Flask, db: Any) -> Any:
    """A browser in which somebody of the world is signed in: `signed_in(world.SELLER)`."""

    def come_in(who: str) -> PageClient:
        browser = app.test_client()
        assert isinstance(browser, PageClient)
        browser.sign_in(who, world.PASSWORD)
        return browser

    return come_in


@pytest.fixture
def count(db: Any) -> Any:
    """How many rows a table has: a refusal must leave it as it was."""

    def rows(table: type) -> int:
        return int(db.scalar(sa.select(sa.func.count()).select_from(table)))

    return rows


@pytest.fixture
def fresh_app(server: Cluster, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """An application on a clone of its own, with real commits: for races and journeys."""
    with database.clone(server, f"own_{abs(hash(request.node.nodeid)) % 10**8}") as full:
        made = database.application(full)
        yield made
        with made.app_context():
            flask_db.session.remove()
            flask_db.engine.dispose()
