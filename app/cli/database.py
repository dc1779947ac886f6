"""Commands that need the database: the embedded one is started for them and left as it was found."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from flask import has_app_context

P = ParamSpec("P")
R = TypeVar("R")


def with_database(command: Callable[P, R]) -> Callable[P, R]:
    """Run the command while a database answers; without one, say so in a sentence and exit with 1."""

    @wraps(command)
    def started(*args: P.args, **kwargs: P.kwargs) -> R:
        from app.cli import cluster  # psutil and psycopg, only where they are needed

        try:
            with cluster.running():
                return _with_tables(command, *args, **kwargs)
        except cluster.ClusterError as trouble:
            click.echo(str(trouble), err=True)
            sys.exit(1)

    return started


def _with_tables(command: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """A database in which nothing has been set up is told in a sentence. The session is let go while there is a server."""
    from psycopg.errors import UndefinedTable
    from sqlalchemy.exc import ProgrammingError

    from app.db.session import db

    try:
        return command(*args, **kwargs)
    except ProgrammingError as trouble:
        if not isinstance(trouble.orig, UndefinedTable):
            raise
        click.echo("Basis data ini masih kosong. Jalankan “make run” sekali dulu, lalu ulangi.", err=True)
        sys.exit(1)
    finally:
        if has_app_context():
            db.session.remove()
