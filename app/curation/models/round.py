"""Rounds of review."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.curation.rules.rounds import RoundState
from app.db.session import Model


class Round(Model):
    """One submission of a revision and what came of it. `findings` is what the check said at that moment."""

    __tablename__ = "rounds"
    __table_args__ = (
        sa.UniqueConstraint("product_id", "number"),
        sa.Index(
            "uq_rounds_open", "product_id", unique=True, postgresql_where=sa.text("state = 'submitted'")
        ),
        sa.Index("ix_rounds_queue", "submitted_at", "id", postgresql_where=sa.text("state = 'submitted'")),
        sa.CheckConstraint(
            "(state IN ('approved', 'changes_asked', 'declined')) = (judged_at IS NOT NULL AND judged_by_id IS NOT NULL)",
            name="judged_has_judge_and_date",
        ),
        sa.CheckConstraint(
            "state <> 'changes_asked' OR jsonb_array_length(points) > 0", name="changes_have_points"
        ),
        sa.CheckConstraint("judged_by_id <> submitted_by_id", name="not_her_own"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("products.id"))
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revisions.id"))
    number: Mapped[int]
    state: Mapped[RoundState]
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    submitted_at: Mapped[datetime]
    submitted_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    findings: Mapped[list[Any]]
    book_version: Mapped[str] = mapped_column(server_default="1.0")
    """The rule book by which the findings were made."""
    judged_at: Mapped[datetime | None]
    judged_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    note: Mapped[str]
    points: Mapped[list[Any]]
