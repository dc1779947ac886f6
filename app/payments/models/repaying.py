"""Money that a seller gives back herself: to where, until when, and with which proof."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.payments.rules.repaying import RepayBy


class RepayTarget(Model):
    """To where the money of a payment goes back, as its buyer has said. Personal finance: read by her, by the seller who
    pays, and by officers before whom it was brought."""

    __tablename__ = "repay_targets"
    __table_args__ = (
        sa.CheckConstraint(
            "CASE WHEN kind = 'cash' THEN bank = '' AND number = '' AND holder = '' "
            "ELSE bank <> '' AND number ~ '^[0-9]{6,20}$' AND holder <> '' END",
            name="account_is_whole",
        ),
    )

    payment_id: Mapped[int] = mapped_column(sa.ForeignKey("payments.id"), primary_key=True)
    kind: Mapped[RepayBy]
    bank: Mapped[str]
    number: Mapped[str]
    holder: Mapped[str]
    known_at: Mapped[datetime]


class Repayment(Model):
    """How far a refund is that a seller makes by hand. Without a proof it is never recorded, and a trigger refuses a refund by
    hand that is done without one."""

    __tablename__ = "repayments"
    __table_args__ = (
        sa.CheckConstraint(
            "num_nonnulls(evidence_id, digest, paid_on, recorded_at) IN (0, 4)", name="recorded_has_proof"
        ),
        sa.CheckConstraint("recorded_at IS NULL OR due_at IS NOT NULL", name="recorded_had_target"),
        sa.CheckConstraint("asked_again BETWEEN 0 AND 2", name="asked_again_twice_at_most"),
        sa.CheckConstraint("(asked_again > 0) = (asked_again_at IS NOT NULL)", name="asked_again_has_moment"),
        sa.CheckConstraint("unclaimed_at IS NULL OR asked_again = 2", name="unclaimed_was_asked"),
        sa.CheckConstraint("(missed_at IS NULL) = (missed_words IS NULL)", name="missed_has_words"),
        sa.CheckConstraint("missed_at IS NULL OR recorded_at IS NOT NULL", name="missed_was_recorded"),
        sa.CheckConstraint("(solved_at IS NULL) = (solved_words IS NULL)", name="solved_has_words"),
        sa.CheckConstraint("solved_at IS NULL OR missed_at IS NOT NULL", name="solved_was_missed"),
        sa.Index("ix_repayments_due", "due_at", postgresql_where=sa.text("recorded_at IS NULL")),
    )

    refund_id: Mapped[int] = mapped_column(sa.ForeignKey("refunds.id"), primary_key=True)
    due_at: Mapped[datetime | None]
    """Until when she gives it back; none before the buyer has said to where."""
    asked_again: Mapped[int] = mapped_column(sa.SmallInteger, server_default="0", default=0)
    """How often the buyer was asked again to where, while she had not said so."""
    asked_again_at: Mapped[datetime | None]
    unclaimed_at: Mapped[datetime | None]
    """When the officers of the seller's region were told that the buyer has not said to where."""
    reminded_at: Mapped[datetime | None]
    late_told_at: Mapped[datetime | None]
    """When the officers of her region were told that it is late."""
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"))
    digest: Mapped[str | None] = mapped_column(unique=True)
    """SHA-256 of its pixels: one proof shows one repayment."""
    paid_on: Mapped[date | None]
    recorded_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]
    """When the buyer said that it has not come."""
    missed_words: Mapped[str | None]
    solved_at: Mapped[datetime | None]
    """When she found it after all, or an officer has settled it with both."""
    solved_words: Mapped[str | None]
