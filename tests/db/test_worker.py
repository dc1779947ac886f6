"""`flask worker` against a real database: what is enqueued is done, also what a dead worker left behind."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask

from app.base import clock
from app.cli.cluster import ROOT
from app.cli.worker import _rescue
from app.db.jobs import enqueue, for_worker
from app.db.session import session, unit_of_work
from app.notices import service as notices
from app.notices.rules.letter import Letter
from tests.cli.processes import eventually
from tests.support import database, orders, world

LEFT_BEHIND = """
    WITH dead AS (
        INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id
    )
    UPDATE procrastinate_jobs SET status = 'doing', attempts = 1, worker_id = (SELECT id FROM dead)
    WHERE args = %s::jsonb RETURNING id
"""


@dataclass
class Running:
    """The worker at work, where it writes its mail, and a look into its database."""

    process: subprocess.Popen[bytes]
    mail: Path
    url: str

    def ask(self, question: str, *values: object) -> object:
        with psycopg.connect(self.url) as connection:
            row = connection.execute(question, values).fetchone()  # type: ignore[arg-type]
        return row[0] if row else None


@pytest.fixture(scope="module")
def order(own_app: Flask) -> str:
    """One that was not paid in time."""
    with own_app.app_context(), clock.at(world.SUNDAY - timedelta(days=3)):
        return orders.an_order().number


@pytest.fixture(scope="module")
def left(own_app: Flask) -> int:
    """A letter whose worker was killed while it was sending; that worker's last sign of life is an hour old."""
    with own_app.app_context():
        number = a_letter("pertama@contoh.id")
        url = own_app.config["SQLALCHEMY_DATABASE_URI"].replace("+psycopg", "")
        with psycopg.connect(url) as connection:
            row = connection.execute(LEFT_BEHIND, (f'{{"notice_id": {number}}}',)).fetchone()
    assert row is not None
    return number


def a_letter(email: str) -> int:
    """Somebody is written to; answers the letter's number."""
    notices.tell(Letter("Kabar", "Ada kabar."), key=email, link="/pesan", email=email)
    return int(session().scalar(sa.text("SELECT id FROM notices WHERE email = :email"), {"email": email}))


@pytest.fixture(scope="module")
def worker(
    own_app: Flask, order: str, left: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    var = tmp_path_factory.mktemp("worker")
    url = own_app.config["SQLALCHEMY_DATABASE_URI"].replace("+psycopg", "")
    database.checked(url)
    env = {
        **os.environ,
        "DATABASE_URL": url,
        "GERAI_VAR": str(var),
        "SECRET_KEY": database.SECRET,
        "DEMO": "1",
    }
    log = (var / "worker.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "worker"], cwd=ROOT, env=env, stdout=log, stderr=log
    )
    yield Running(process, var / "mail", url)
    process.kill()
    process.wait()
    log.close()


def sent(worker: Running, number: int) -> bool:
    return (worker.mail / f"notice-{number}.eml").exists()


def test_a_job_left_by_a_dead_worker_is_done_again(worker: Running, left: int) -> None:
    assert eventually(lambda: sent(worker, left))
    assert eventually(lambda: worker.ask("SELECT mailed_at FROM notices WHERE id = %s", left) is not None)


def test_a_job_is_done_as_soon_as_it_is_committed(worker: Running, own_app: Flask) -> None:
    with own_app.app_context():
        number = a_letter("kedua@contoh.id")
    assert eventually(lambda: sent(worker, number))
    assert b"To: kedua@contoh.id" in (worker.mail / f"notice-{number}.eml").read_bytes()


def test_what_is_done_leaves_no_row_and_what_failed_stays_to_be_seen(worker: Running, own_app: Flask) -> None:
    with own_app.app_context(), unit_of_work():
        enqueue("payments.refund", refund_id=987654)  # there is none of that number
    waits = "SELECT attempts FROM procrastinate_jobs WHERE task_name = 'payments.refund'"
    assert eventually(lambda: worker.ask(waits) == 1)
    mails = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'notices.mail'"
    assert eventually(lambda: worker.ask(mails) == 0)


def test_a_periodic_job_runs_by_itself(worker: Running, order: str) -> None:
    state = "SELECT state FROM orders WHERE number = %s"
    assert eventually(lambda: worker.ask(state, order) == "expired", within=90)


def test_a_worker_that_is_asked_to_stop_stops_and_leaves_its_jobs(worker: Running, own_app: Flask) -> None:
    worker.process.send_signal(signal.SIGTERM)
    assert worker.process.wait(20) == 0
    with own_app.app_context():
        number = a_letter("ketiga@contoh.id")
    assert (
        worker.ask("SELECT status::text FROM procrastinate_jobs WHERE task_name = 'notices.mail'") == "todo"
    )
    assert not sent(worker, number)


def test_the_rescue_goes_on_after_the_database_was_away(caplog: pytest.LogCaptureFixture) -> None:
    async def look() -> bool:
        nowhere = for_worker("postgresql://nobody@127.0.0.1:1/gerai_test_nothing")
        rescuer = asyncio.create_task(_rescue(nowhere))
        while not caplog.records and not rescuer.done():
            await asyncio.sleep(0)
        goes_on = not rescuer.done()
        rescuer.cancel()
        return goes_on

    assert asyncio.run(look())
    assert "stalled jobs could not be looked for" in caplog.text
