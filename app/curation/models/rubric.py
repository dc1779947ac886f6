"""Versions of the rubric: the first stands in a file, every other is a row."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.curation.rules.rubric import Family, RubricState
from app.db.session import Model


class RubricVersion(Model):
    """One version of the rubric of a family. While a draft it may be changed; set or dropped it is history (triggers).

    Which one is in force follows from the days: of those that are set, the one that began last.
    """

    __tablename__ = "rubrics"
    __table_args__ = (
        sa.UniqueConstraint("family", "number"),
        sa.Index("uq_rubrics_draft", "family", unique=True, postgresql_where=sa.text("state = 'draft'")),
        sa.CheckConstraint("number > 1", name="first_is_the_file"),
        sa.CheckConstraint(
            "(state = 'set') = (begins_on IS NOT NULL AND decided_at IS NOT NULL AND decided_by_id IS NOT NULL)",
            name="set_has_day_and_name",
        ),
        sa.CheckConstraint("state <> 'set' OR tried_at IS NOT NULL", name="set_was_tried"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    family: Mapped[Family]
    number: Mapped[int]
    """2 and up; the file is number 1."""
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    """It holds there and in what lies in it; everywhere where empty."""
    content: Mapped[dict[str, Any]]
    state: Mapped[RubricState]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    tried_at: Mapped[datetime | None]
    """When exactly this content was tried on judged goods; empty again after every change."""
    begins_on: Mapped[date | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
