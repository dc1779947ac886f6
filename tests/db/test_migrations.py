"""Every migration can be undone, and done again."""

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Flask

from app.cli.cluster import ROOT, Cluster
from app.db.session import db as flask_db
from tests.support import database

MIGRATIONS = str(ROOT / "migrations")
LEFT = """
    SELECT 'table ' || relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'S') AND relname <> 'alembic_version'
    UNION ALL SELECT 'type ' || typname FROM pg_type
        WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'c', 'd') AND typrelid = 0
    UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
"""
SHAPE = """
    SELECT conrelid::regclass::text || conname || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid <> 0
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT table_name || column_name || data_type || is_nullable || coalesce(generation_expression, '')
        FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT tgname || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
"""


@pytest.fixture
def empty(server: Cluster) -> Iterator[Flask]:
    """An application on a database with nothing in it."""
    name = f"{database.PREFIX}_empty"
    server.drop_database(name)
    server.create_database(name)
    made = database.application(name)
    with made.app_context():
        yield made
        flask_db.session.remove()
        flask_db.engine.dispose()
    server.drop_database(name)


def asked(question: str) -> set[str]:
    with flask_db.engine.connect() as connection:
        return {row[0] for row in connection.execute(sa.text(question))}


def test_migrations_go_up_and_down_and_up_again(empty: Flask) -> None:
    assert asked(LEFT) == set()
    flask_migrate.upgrade(directory=MIGRATIONS)
    first = asked(SHAPE)
    assert len(first) > 500
    flask_migrate.downgrade(directory=MIGRATIONS, revision="base")
    assert asked(LEFT) == set()
    flask_migrate.upgrade(directory=MIGRATIONS)
    assert asked(SHAPE) == first


def test_migrations_stand_in_one_line_and_carry_the_names_of_packages() -> None:
    script = ScriptDirectory(MIGRATIONS)
    assert len(script.get_heads()) == 1
    packages = {folder.name for folder in (ROOT / "app").iterdir() if folder.is_dir()}
    for revision in script.walk_revisions():
        package = revision.doc.partition(":")[0]
        assert package in packages, f"{revision.revision}: “{revision.doc}” begins with no package"
        assert Path(revision.path).name.startswith(f"{revision.revision}_{package}_")
