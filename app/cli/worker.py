"""`flask worker`: does the jobs, each in an application context of its own."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from procrastinate import App as Queue
from procrastinate.exceptions import ProcrastinateException
from procrastinate.jobs import Job

from app.db.jobs import for_worker

log = logging.getLogger(__name__)

STALLED_AFTER = 60
"""Seconds without a heartbeat after which a job's worker counts as gone."""


@click.command("worker")
@click.option("--concurrency", default=2, show_default=True, help="Berapa pekerjaan sekaligus.")
@with_appcontext
def worker(concurrency: int) -> None:
    """Kerjakan antrean: surat, pengembalian uang, tenggat."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    url = app.config["SQLALCHEMY_DATABASE_URI"].replace("postgresql+psycopg://", "postgresql://", 1)
    asyncio.run(_work(app, for_worker(url), concurrency))


async def _work(app: Flask, queue: Queue, concurrency: int) -> None:
    def in_app(call_next: Callable[[], Any], context: Any, worker: Any) -> Any:
        with app.app_context():  # a session of its own, removed at its end
            return call_next()

    async with queue.open_async():
        rescuer = asyncio.create_task(_rescue(queue))
        try:
            await queue.run_worker_async(
                concurrency=concurrency,
                shutdown_graceful_timeout=8,
                delete_jobs="successful",  # failed ones stay to be seen
                task_middleware=[in_app],
            )
        finally:
            rescuer.cancel()


async def _rescue(queue: Queue) -> None:
    """Jobs whose worker was killed are done again; each job is safe to repeat."""
    while True:
        try:
            await _take_up_again(queue)
        except ProcrastinateException:  # the database was away for a moment
            log.exception("stalled jobs could not be looked for")
        await asyncio.sleep(STALLED_AFTER)


async def _take_up_again(queue: Queue) -> None:
    stalled: list[Job] = list(await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER))
    for job in stalled:
        log.warning("job %s (%s) was left behind and is done again", job.id, job.task_name)
        await queue.job_manager.retry_job(job)
