"""The inbox."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model


class Notice(Model):
    """A letter to one person, or to a guest's address. `key` lets the same thing be said only once to the same reader."""

    __tablename__ = "notices"
    __table_args__ = (
        sa.CheckConstraint("person_id IS NOT NULL OR email IS NOT NULL", name="has_reader"),
        sa.Index("ix_notices_inbox", "person_id", "id"),
        sa.Index("ix_notices_unread", "person_id", postgresql_where=sa.text("read_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    email: Mapped[str | None]
    subject: Mapped[str]
    body: Mapped[str]
    link: Mapped[str | None]
    """An address on this site, without its host."""
    made_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]
