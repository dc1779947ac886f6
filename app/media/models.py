"""Tables of pictures."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model


class Photo(Model):
    """A product photo in three sizes. Until `published_at` is set, only its owner and curators see it."""

    __tablename__ = "photos"
    __table_args__ = (sa.CheckConstraint("jsonb_typeof(measures) = 'object'", name="measures_are_named"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    width: Mapped[int]
    height: Mapped[int]
    """Pixels of the original, upright."""
    measures: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What its pixels say (`rules.measures.Measures.kept`); none for photos from before they were measured."""
    digest: Mapped[str | None]
    """Of its largest size: the same picture taken in twice has the same. None for photos from before it was kept."""
    made_at: Mapped[datetime]
    published_at: Mapped[datetime | None]


class Evidence(Model):
    """A private picture: of a paper, of a proof. Seen only through a short signed link."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    """None for a guest's, who has no account."""
    made_at: Mapped[datetime]
