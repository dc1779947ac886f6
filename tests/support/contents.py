"""What every table of the database holds: for refusals that must leave all of it as it was."""

import sqlalchemy as sa

from app.db.session import db

TABLES = sa.text(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
)


def contents() -> dict[str, str]:
    """Table → a digest of all its rows."""
    db.session.flush()
    names = sorted(db.session.scalars(TABLES))
    one = "SELECT md5(coalesce(string_agg(row::text, E'\\n' ORDER BY row::text), '')) FROM \"{}\" AS row"
    return {name: str(db.session.scalar(sa.text(one.format(name)))) for name in names}


def changed(before: dict[str, str]) -> set[str]:
    """The tables that hold something else by now."""
    return {name for name, digest in contents().items() if digest != before[name]}
