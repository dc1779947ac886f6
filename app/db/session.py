"""`Model`, the base of every table, and `unit_of_work`, the only commit in the house."""

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa
from flask import current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import orm
from sqlalchemy.dialects.postgresql import JSONB

from app.base.events import Event

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

_words_of = lambda kind: [member.value for member in kind]  # noqa: E731 - SQLAlchemy wants a callable

registry = orm.registry(
    metadata=sa.MetaData(naming_convention=NAMING),
    type_annotation_map={
        int: sa.BigInteger,
        str: sa.Text,
        date: sa.Date,
        datetime: sa.DateTime(timezone=True),
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
        # values, not names, are stored; a CHECK keeps strangers out
        enum.Enum: sa.Enum(
            enum.Enum, native_enum=False, length=32, create_constraint=True, values_callable=_words_of
        ),
    },
)


class Base(orm.DeclarativeBase):
    """Carries our registry: Flask-SQLAlchemy rebuilds a base with a type map of its own."""

    registry = registry


db = SQLAlchemy(model_class=Base, disable_autonaming=True)

if TYPE_CHECKING:

    class Model(Base):
        """What mypy sees: `db.Model` is invisible to it."""

        __abstract__ = True

else:
    Model = db.Model


def session() -> orm.Session:
    """The session of this request or job."""
    return cast("orm.Session", db.session())


HANDLERS = "gerai.handlers"
"""Key of `app.extensions` under which `factory` puts the map of `app/handlers`."""


def announce(event: Event) -> None:
    """Say that something happened; what follows runs in this transaction, just before its commit."""
    current = session()
    if not current.info.get("depth"):
        raise RuntimeError("an event outside of a unit of work would never be handled")
    current.info.setdefault("events", []).append(event)


@contextmanager
def unit_of_work() -> Iterator[orm.Session]:
    """One use case, one transaction. An inner one joins the outer: all of it happens or nothing does."""
    current = session()
    depth = current.info.get("depth", 0)
    current.info["depth"] = depth + 1
    try:
        if depth == 0:
            # bounds what the web server cannot: a stuck statement, a queue at a lock
            current.connection().exec_driver_sql(
                "SET LOCAL statement_timeout = '15s'; SET LOCAL lock_timeout = '4s'"
            )
        yield current
        if depth == 0:
            _handle_events(current)
            if current.info.get("broken"):
                raise RuntimeError("an inner unit of work failed and its refusal was swallowed")
            current.commit()
    except BaseException:
        current.info["broken"] = True
        if depth == 0:
            current.rollback()
        raise
    finally:
        current.info["depth"] = depth
        if depth == 0:
            current.info.pop("events", None)
            current.info.pop("broken", None)


def _handle_events(current: orm.Session) -> None:
    handlers = current_app.extensions[HANDLERS]
    waiting: list[Event] = current.info.setdefault("events", [])
    while waiting:
        event = waiting.pop(0)
        for handle in handlers.get(type(event), ()):
            handle(event)
