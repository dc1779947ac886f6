"""The tests' own PostgreSQL: one throw-away cluster, a migrated template, a clone for whoever asks.

Nothing here touches a database whose name does not begin with `gerai_test`.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlsplit

import flask_migrate
import psycopg
from flask import Flask

from app.cli.cluster import ROOT, Cluster
from app.db.session import db
from app.factory import create_app
from app.regions import service as regions
from config import Settings, load
from tests.support import world

PREFIX = "gerai_test"
FOLDER = ROOT / "var" / "test"
SECRET = "a secret for tests only, long enough"


class NotATestDatabase(Exception):
    """Tests would have run on a database that may hold real data."""


def checked(url: str) -> str:
    """The address if its database may be tested on. Raises NotATestDatabase."""
    name = urlsplit(url).path.lstrip("/")
    if not name.startswith(PREFIX):
        raise NotATestDatabase(f"tests only run on a database named {PREFIX}…, not on “{name}”")
    return url


def cluster() -> Cluster:
    """The cluster of the tests; `make run` may go on beside it."""
    return Cluster(FOLDER / "pg", throwaway=True)


def settings(database: str, **changes: object) -> Settings:
    """Settings of an application on one of the tests' databases."""
    base = load(
        {
            "DATABASE_URL": checked(cluster().url(database)),
            "GERAI_VAR": str(FOLDER / "var"),
            "SECRET_KEY": SECRET,
            "DEMO": "1",
            "PUBLIC_URL": "http://localhost",
        }
    )
    return replace(base, light_hashes=True, **changes)  # type: ignore[arg-type]


def application(database: str, **changes: object) -> Flask:
    """An application on one of the tests' databases."""
    app = create_app(settings(database, **changes))
    app.testing = True
    return app


def prepare(server: Cluster) -> None:
    """Called once a run, by the process that owns the cluster: regions and world, ready to be cloned."""
    base = f"{PREFIX}_base_{_fingerprint()}"
    if base not in _names(server):
        for name in _names(server):
            server.drop_database(name)
        making = f"{PREFIX}_making"
        server.create_database(making)
        with _alone(making) as app:
            with app.app_context():
                flask_migrate.upgrade(directory=str(ROOT / "migrations"))
                regions.load()
        _rename(server, making, base)
    for name in _names(server):
        if name != base:
            server.drop_database(name)
    server.create_database(f"{PREFIX}_world", template=base)
    with _alone(f"{PREFIX}_world") as app, app.app_context():
        world.build()


@contextmanager
def clone(server: Cluster, name: str, template: str = "world") -> Iterator[str]:
    """A database of one's own for a while."""
    full = f"{PREFIX}_{name}"
    server.drop_database(full)
    server.create_database(full, template=f"{PREFIX}_{template}")
    try:
        yield full
    finally:
        server.drop_database(full)


@contextmanager
def _alone(database: str) -> Iterator[Flask]:
    app = application(database)
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _fingerprint() -> str:
    """What the base template depends on."""
    digest = hashlib.sha256()
    for path in [*sorted((ROOT / "migrations").rglob("*.py")), ROOT / "data" / "regions" / "regions.tsv.gz"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _names(server: Cluster) -> list[str]:
    with psycopg.connect(server.url("postgres")) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'gerai\\_test%'")
        return [name for (name,) in rows]


def _rename(server: Cluster, old: str, new: str) -> None:
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{old}" RENAME TO "{new}"')  # type: ignore[arg-type]
