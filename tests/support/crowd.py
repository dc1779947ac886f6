"""Many people at the same moment: each in a thread, with a session and a connection of her own."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask

from app.base import clock
from app.base.errors import RuleBroken
from app.db.session import db, unit_of_work
from tests.support import world

MOST = 66
"""Connections at once; the cluster gives 120."""


def widen(app: Flask) -> None:
    """A pool in which each of a crowd gets a connection: the usual one would queue them before the race begins."""
    with app.app_context():
        db.engine.dispose()
        options = {**app.config["SQLALCHEMY_ENGINE_OPTIONS"], "pool_size": MOST, "max_overflow": 0}
        db.engines[None] = sa.create_engine(db.engine.url, **options)


def all_at_once(
    app: Flask, deeds: Sequence[Callable[[], Any]], *, moment: datetime = world.SUNDAY
) -> list[Any]:
    """What came of each deed: its answer, or the refusal that its doer was told. Anything else is raised."""
    start = threading.Barrier(len(deeds))

    def one(deed: Callable[[], Any]) -> Any:
        with clock.at(moment), app.app_context():
            db.session.connection()
            db.session.rollback()
            start.wait(30)
            try:
                return deed()
            except RuleBroken as refusal:
                return refusal

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(one, deeds))


class Meeting:
    """Where the unguarded twins wait for each other between looking and taking: the worst moment, every time."""

    def __init__(self, people: int) -> None:
        self._barrier = threading.Barrier(people)

    def wait(self) -> None:
        self._barrier.wait(30)


WAITING = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def in_each_others_way(
    app: Flask, first: Callable[[], Any], then: Callable[[], Any], *, moment: datetime = world.SUNDAY
) -> tuple[Any, Any]:
    """`then` runs into `first`, which has done everything but its commit; it commits when `then` waits for it."""
    done, go = threading.Event(), threading.Event()

    def holder() -> Any:
        with clock.at(moment), app.app_context(), unit_of_work():
            answer = first()
            done.set()
            go.wait(30)
            return answer

    def other() -> Any:
        with clock.at(moment), app.app_context():
            return then()

    with ThreadPoolExecutor(2) as threads, app.app_context(), db.engine.connect() as watch:
        held = threads.submit(holder)
        try:
            while not (done.wait(0.02) or held.done()):
                pass
            waiter = threads.submit(other)
            while not (wait([waiter], 0.02).done or watch.scalar(WAITING)):
                watch.rollback()
        finally:
            go.set()
        return held.result(), waiter.result()
