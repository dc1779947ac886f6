"""That a batch of which a maker has given pieces was recalled, and what the agency did about it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model


class DonationRecall(Model):
    """Recalled pieces of a donation. The agency has until `answer_by` to say what it did; a word later counts too."""

    __tablename__ = "gift_donation_recalls"
    __table_args__ = (
        sa.CheckConstraint("pieces > 0", name="pieces_positive"),
        sa.CheckConstraint("answer_by > told_at", name="there_is_time"),
        sa.CheckConstraint("reminded_at IS NULL OR reminded_at >= answer_by", name="reminded_when_over"),
        sa.CheckConstraint("(noted_at IS NULL) = (noted_by_id IS NULL)", name="noted_by_somebody"),
        sa.CheckConstraint("(noted_at IS NULL) = (words = '')", name="noted_has_words"),
        sa.Index("ix_gift_donation_recalls_open", "answer_by", postgresql_where=sa.text("noted_at IS NULL")),
    )

    donation_id: Mapped[int] = mapped_column(sa.ForeignKey("gift_donations.id"), primary_key=True)
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("batches.id"), primary_key=True, index=True)
    pieces: Mapped[int]
    told_at: Mapped[datetime]
    answer_by: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    noted_at: Mapped[datetime | None]
    noted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    words: Mapped[str] = mapped_column(server_default="", default="")
    """What the agency did, in its own words."""
