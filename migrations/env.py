"""How Alembic runs here: one transaction a revision, one migrator at a time, Procrastinate's tables left alone."""

from typing import Any

from alembic import context
from flask import current_app

from app.cli import cluster

LOCK = 7201
"""Advisory lock: two nodes may be deployed at once."""


def include_name(name: str | None, kind: str, parents: Any) -> bool:
    return not (kind == "table" and (name or "").startswith("procrastinate_"))


def migrate() -> None:
    extension = current_app.extensions["migrate"]
    engine = extension.db.engine
    with engine.connect() as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql("SET lock_timeout = '10s'")
        connection.exec_driver_sql("SET idle_in_transaction_session_timeout = 0")
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({LOCK})")
        connection.commit()  # else Alembic's own transaction would be an inner one, and nothing would be kept
        context.configure(
            connection=connection,
            target_metadata=extension.db.metadata,
            include_name=include_name,
            transaction_per_migration=True,
            **extension.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


with cluster.running():
    migrate()
