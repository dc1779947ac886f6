"""Doing the jobs of a test on its own connection, from the real table: a rolled-back order has none."""

import sqlalchemy as sa

from app.db.jobs import queue
from app.db.session import db

NEXT = sa.text(
    """
    DELETE FROM procrastinate_jobs WHERE id = (
        SELECT id FROM procrastinate_jobs
        WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())
        ORDER BY priority DESC, id LIMIT 1)
    RETURNING task_name, args
    """
)


def waiting() -> list[str]:
    """Names of the jobs that wait, in their order."""
    rows = db.session.execute(
        sa.text("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
    )
    return [name for (name,) in rows]


def do_all() -> list[str]:
    """Do every waiting job, and those that they enqueue; answers their names."""
    done = []
    while (row := db.session.execute(NEXT).first()) is not None:
        db.session.commit()
        queue.tasks[row.task_name].func(**row.args)
        done.append(row.task_name)
    return done
