"""Commands that need the database: the embedded one is started for them and left as it was found."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

P = ParamSpec("P")
R = TypeVar("R")


def with_database(command: Callable[P, R]) -> Callable[P, R]:
    """Run the command while a database answers; without one, say so in a sentence and exit with 1."""

    @wraps(command)
    def started(*args: P.args, **kwargs: P.kwargs) -> R:
        from app.cli import cluster  # psutil and psycopg, only where they are needed

        try:
            with cluster.running():
                return command(*args, **kwargs)
        except cluster.ClusterError as trouble:
            click.echo(str(trouble), err=True)
            sys.exit(1)

    return started
