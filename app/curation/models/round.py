"""Rounds of review."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.curation.rules.rounds import RoundState
from app.curation.rules.rubric import Grade
from app.db.session import Model

OPEN_ROUND = "state IN ('submitted', 'in_review')"


class Round(Model):
    """One submission of a revision and what came of it. `findings` is what the check said at that moment."""

    __tablename__ = "rounds"
    __table_args__ = (
        sa.UniqueConstraint("product_id", "number"),
        sa.Index("uq_rounds_open", "product_id", unique=True, postgresql_where=sa.text(OPEN_ROUND)),
        sa.Index("ix_rounds_queue", "submitted_at", "id", postgresql_where=sa.text(OPEN_ROUND)),
        sa.Index(
            "ix_rounds_claimed_by_id",
            "claimed_by_id",
            postgresql_where=sa.text("claimed_by_id IS NOT NULL"),
        ),
        sa.CheckConstraint(
            "(state IN ('approved', 'changes_asked', 'declined')) = (judged_at IS NOT NULL AND judged_by_id IS NOT NULL)",
            name="judged_has_judge_and_date",
        ),
        sa.CheckConstraint(
            "state <> 'changes_asked' OR jsonb_array_length(points) > 0", name="changes_have_points"
        ),
        sa.CheckConstraint("judged_by_id <> submitted_by_id", name="not_her_own"),
        sa.CheckConstraint("judged_at IS NULL OR rubric_version IS NOT NULL", name="judged_has_rubric"),
        sa.CheckConstraint("score BETWEEN 0 AND 10000", name="score_in_hundredths"),
        sa.CheckConstraint("(score IS NULL) = (grade IS NULL)", name="score_has_grade"),
        sa.CheckConstraint("score IS NULL OR judged_at IS NOT NULL", name="only_judged_has_score"),
        sa.CheckConstraint(
            "state <> 'approved' OR rubric_version = '0' OR (grade IS NOT NULL AND grade <> 'D' AND gates_failed = '[]')",
            name="approved_is_good_enough",
        ),
        sa.CheckConstraint(
            "(state = 'in_review') = (claimed_by_id IS NOT NULL) AND (claimed_by_id IS NULL) = (claimed_at IS NULL) "
            "AND (claimed_by_id IS NULL) = (claim_ends_at IS NULL)",
            name="in_review_is_claimed",
        ),
        sa.CheckConstraint("reminders IN (0, 1, 2)", name="reminders_two"),
        sa.CheckConstraint("claim_ends_at > claimed_at", name="claim_ends_later"),
        sa.CheckConstraint("claimed_by_id <> submitted_by_id", name="claimed_by_another"),
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
    claimed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    """The curator who looks at it now; nobody once it is judged, for then `judged_by_id` says it."""
    claimed_at: Mapped[datetime | None]
    claim_ends_at: Mapped[datetime | None]
    """From then on the round is free again, whether or not the clock's job has come by."""
    reminders: Mapped[int] = mapped_column(server_default="0")
    """1: its curators have been told that it is late; 2: their chair, that it waits twice as long as promised."""
    judged_at: Mapped[datetime | None]
    judged_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    note: Mapped[str]
    points: Mapped[list[Any]]
    """What to mend, a sentence each: first the chosen `reasons` in their order, then her own words."""
    rubric_version: Mapped[str | None]
    """By which it is judged, from the first score on; "0" for rounds from before there was a rubric."""
    score: Mapped[int | None]
    """Hundredths of a point, 0 to 10 000; empty when not everything was scored."""
    grade: Mapped[Grade | None]
    gates_failed: Mapped[list[Any]] = mapped_column(server_default=sa.text("'[]'"), default=list)
    """Codes of the criteria and checks that stood against it at the decision."""
    reasons: Mapped[list[Any]] = mapped_column(server_default=sa.text("'[]'"), default=list)
    """What was chosen from the list: code, words, next step and criteria as they read that day."""
    internal_note: Mapped[str] = mapped_column(server_default="", default="")
    """For curators only."""
