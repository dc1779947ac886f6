"""Jobs by name: registered once, known to the worker, and enqueued as rows."""

import ast
import inspect
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from procrastinate.exceptions import TaskNotFound

from app.base import clock
from app.cli.cluster import ROOT
from app.db.jobs import enqueue, for_worker, queue
from app.db.session import unit_of_work
from tests.support import jobs

ROW = sa.text(
    "SELECT task_name, args, status::text, scheduled_at FROM procrastinate_jobs ORDER BY id DESC LIMIT 1"
)


def test_a_job_is_enqueued_with_its_arguments_and_its_time(db: Any) -> None:
    later = db.scalar(sa.select(sa.func.now())) + timedelta(hours=3)
    with unit_of_work():
        enqueue("notices.mail", notice_id=7, after=later)
    row = db.execute(ROW).one()
    assert tuple(row) == ("notices.mail", {"notice_id": 7}, "todo", later)
    assert jobs.do_all() == []  # it is not yet that late by the database's clock, which decides


def test_an_unknown_job_is_refused_and_nothing_is_kept(db: Any) -> None:
    with pytest.raises(TaskNotFound), unit_of_work():
        enqueue("notices.mail", notice_id=7)
        enqueue("notices.carrier_pigeon", notice_id=7)
    assert jobs.waiting() == []


def test_arguments_that_are_no_json_are_refused_and_nothing_is_kept(db: Any) -> None:
    with pytest.raises(TypeError), unit_of_work():
        enqueue("notices.mail", notice_id=clock.now())
    assert jobs.waiting() == []


def test_jobs_wait_in_their_order(db: Any) -> None:
    with unit_of_work():
        enqueue("notices.mail", notice_id=1)
        enqueue("payments.close_checkout", reference="x")
        enqueue("notices.mail", notice_id=2)
    assert jobs.waiting() == ["notices.mail", "payments.close_checkout", "notices.mail"]


def test_the_workers_queue_has_the_same_jobs_and_shares_none_of_them() -> None:
    worker = for_worker("postgresql://nobody@127.0.0.1:1/gerai_test_nothing")
    ours = {name for name in queue.tasks if "procrastinate" not in name}
    theirs = {name for name in worker.tasks if "procrastinate" not in name}
    assert ours == theirs
    assert {"notices.mail", "payments.refund", "payments.expire_unpaid"} <= ours
    assert all(worker.tasks[name] is not queue.tasks[name] for name in ours)


def test_no_second_copy_of_a_periodic_job_waits_behind_a_slow_first_one() -> None:
    worker = for_worker("postgresql://nobody@127.0.0.1:1/gerai_test_nothing")
    periodic = worker.periodic_registry.periodic_tasks
    assert {one.task.name for one in periodic.values()} >= {
        "payments.expire_unpaid",
        "curation.end_lapsed_gifts",
        "catalog.look_ahead",
        "orders.forget_old_carts",
    }
    for one in periodic.values():
        assert one.task.queueing_lock == one.task.name


def _enqueued() -> list[tuple[str, str, set[str]]]:
    """File, job and argument names of every `enqueue(...)` in the house."""
    found = []
    for path in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "enqueue":
                name = node.args[0]
                assert isinstance(name, ast.Constant), f"{path}: a job's name stands there as it is"
                arguments = {word.arg or "" for word in node.keywords} - {"after", "lock"}
                found.append((path.name, str(name.value), arguments))
    return found


def test_every_job_that_is_enqueued_exists_and_takes_what_it_is_given(app: Any) -> None:
    calls = _enqueued()
    assert len(calls) >= 4
    for file, name, arguments in calls:
        takes = inspect.signature(queue.tasks[name].func).parameters
        assert arguments == set(takes), f"{file}: {name}"
