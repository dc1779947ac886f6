"""The journal: every change writes one past-tense row in its own transaction. Triggers refuse UPDATE and DELETE."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.base import clock
from app.base.actor import SYSTEM_NAME, Actor
from app.db.session import Model, session


class JournalEntry(Model):
    """Who did what, for whom, to what, when. Names are kept as they were then."""

    __tablename__ = "journal"
    __table_args__ = (sa.Index("ix_journal_subject", "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    happened_at: Mapped[datetime]
    by_id: Mapped[int | None]
    by_name: Mapped[str]
    for_id: Mapped[int | None] = mapped_column(index=True)
    what: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[int | None]
    facts: Mapped[dict[str, Any]]


def record(actor: Actor | None, what: str, subject: str, subject_id: int | None, **facts: Any) -> None:
    """Write one row. `what` is past tense ("round approved"); without an actor the system itself did it."""
    session().add(
        JournalEntry(
            happened_at=clock.now(),
            by_id=actor.by_id if actor else None,
            by_name=actor.by_name if actor else SYSTEM_NAME,
            for_id=actor.person_id if actor else None,
            what=what,
            subject=subject,
            subject_id=subject_id,
            facts=facts,
        )
    )
