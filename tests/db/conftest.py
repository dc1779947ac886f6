"""An application whose commits are real, on a clone that the tests of one module share."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.cli.cluster import Cluster
from app.db.session import db as flask_db
from tests.support import database


@pytest.fixture(scope="module")
def own_app(server: Cluster, request: pytest.FixtureRequest) -> Iterator[Flask]:
    with database.clone(server, f"{request.module.__name__.rpartition('.')[2]}_own") as full:
        made = database.application(full)
        yield made
        with made.app_context():
            flask_db.session.remove()
            flask_db.engine.dispose()
