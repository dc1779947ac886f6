"""What a person had typed when her sign-in ended, kept for a while so that nothing is lost."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import request
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import MultiDict

from app.base import clock
from app.db.session import Model, session, unit_of_work

KEEP = timedelta(hours=12)
MOST_BYTES = 100_000
NEVER = {"csrf_token", "password", "password_again", "old_password"}
ARGUMENT = "titip"
"""Name of the query argument that points at a parked form."""


class ParkedForm(Model):
    """The fields of one form, by the address that it was sent to."""

    __tablename__ = "parked_forms"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(index=True)
    path: Mapped[str]
    fields: Mapped[list[Any]]
    parked_at: Mapped[datetime] = mapped_column(index=True)


def typed_fields() -> list[list[str]]:
    """Name and value of everything typed into the form of this request, without passwords and files."""
    if (request.content_length or 0) > MOST_BYTES:
        return []
    return [[name, value] for name, value in request.form.items(multi=True) if name not in NEVER]


def park(person_id: int, path: str, fields: list[list[str]]) -> str:
    """Keep the fields and answer the address at which the form comes back filled."""
    with unit_of_work() as current:
        current.execute(sa.delete(ParkedForm).where(ParkedForm.parked_at < clock.now() - KEEP))
        form = ParkedForm(person_id=person_id, path=path, fields=fields, parked_at=clock.now())
        current.add(form)
        current.flush()
        number = form.id
    return f"{path}{'&' if '?' in path else '?'}{ARGUMENT}={number}"


def waiting_for(person_id: int) -> MultiDict[str, str] | None:
    """The parked fields that this request asks for, if they are this person's and meant for this address."""
    number = request.args.get(ARGUMENT, type=int)
    if number is None:
        return None
    parked = session().scalar(
        sa.select(ParkedForm).where(
            ParkedForm.id == number,
            ParkedForm.person_id == person_id,
            ParkedForm.parked_at > clock.now() - KEEP,
        )
    )
    if parked is None or parked.path.partition("?")[0] != request.path:
        return None
    return MultiDict([(name, value) for name, value in parked.fields])
