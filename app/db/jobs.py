"""Jobs, enqueued in the transaction that causes them: a rolled-back order sends no mail.

`queue` is never opened: each `enqueue` runs on the caller's own connection. The worker opens a queue of the same
tasks with a pool of its own (`for_worker`): a task belongs to one queue and reaches the database through it, so the
two must not share tasks. A task is run at least once, so each must be safe to repeat.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import procrastinate

from app.db.session import session

queue = procrastinate.App(connector=procrastinate.SyncPsycopgConnector())

Task = TypeVar("Task", bound=Callable[..., Any])

_declared: list[Callable[[procrastinate.App], None]] = []


def _declare(one: Callable[[procrastinate.App], None]) -> None:
    one(queue)
    _declared.append(one)


def job(name: str, *, attempts: int = 6) -> Callable[[Task], Task]:
    """Make a function a job. Arguments are JSON: ids and strings. Failures are tried again with growing pauses."""
    retry = procrastinate.RetryStrategy(max_attempts=attempts, exponential_wait=4)

    def register(function: Task) -> Task:
        def on_demand(on: procrastinate.App) -> None:
            on.task(name=name, retry=retry)(function)

        _declare(on_demand)
        return function

    return register


def every(cron: str, name: str) -> Callable[[Task], Task]:
    """A job that the worker starts by the clock; `cron` is five fields, UTC."""

    def register(function: Task) -> Task:
        def at_moment(timestamp: int) -> None:
            function()

        def by_the_clock(on: procrastinate.App) -> None:
            # no second copy waits behind a slow first one
            on.periodic(cron=cron)(on.task(name=name, queueing_lock=name)(at_moment))

        _declare(by_the_clock)
        return function

    return register


def enqueue(name: str, *, after: datetime | None = None, lock: str | None = None, **arguments: Any) -> None:
    """Put a job into this transaction. Raises for a name that no module has registered.

    Jobs of one `lock` are done one after the other, wherever the workers are.
    """
    current = session()
    current.flush()
    connection = current.connection().connection.driver_connection
    queue.configure_task(
        name, connection=connection, allow_unknown=False, schedule_at=after, lock=lock
    ).defer(**arguments)


def for_worker(url: str) -> procrastinate.App:
    """The same tasks on a pool of the worker's own. `url` as psycopg reads it."""
    worker = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url, min_size=1, max_size=4))
    for declare in _declared:
        declare(worker)
    return worker
