"""Proofs that buyers send, a seller's request that somebody looks for her, and an amount that she took as it came."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model


class PaymentProof(Model):
    """A picture of a transfer or a QRIS payment. The same picture is taken once in the whole house. At most one of a payment
    is not sent back: the one that is looked at, or by which it was paid."""

    __tablename__ = "payment_proofs"
    __table_args__ = (
        sa.CheckConstraint("(rejected_at IS NULL) = (reject_reason IS NULL)", name="rejected_has_reason"),
        sa.CheckConstraint("amount > 0", name="amount_positive"),
        sa.Index(
            "uq_payment_proofs_looked_at",
            "payment_id",
            unique=True,
            postgresql_where=sa.text("rejected_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[int] = mapped_column(sa.ForeignKey("payments.id"), index=True)
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"))
    digest: Mapped[str] = mapped_column(unique=True)
    """SHA-256 of its pixels."""
    payer: Mapped[str]
    """Whose name stands on the transfer; empty where the buyer has not said."""
    amount: Mapped[int | None]
    """Rupiah that the buyer says that she paid."""
    sent_at: Mapped[datetime]
    answer_by: Mapped[datetime]
    """Until when the seller looks whether the money is there."""
    reminded_at: Mapped[datetime | None]
    late_told_at: Mapped[datetime | None]
    """When the officers of her region were told that her time is over."""
    rejected_at: Mapped[datetime | None]
    reject_reason: Mapped[str | None]


class ConfirmRequest(Model):
    """A seller asks an officer or her kader to confirm a payment for her. Without it they cannot."""

    __tablename__ = "confirm_requests"
    __table_args__ = (sa.UniqueConstraint("payment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[int] = mapped_column(sa.ForeignKey("payments.id"))
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    note: Mapped[str]
    asked_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class AcceptedDifference(Model):
    """A seller saw another amount than was due and took it all the same: that is what she was paid. What is missing she has
    let go; of what is over she gives back to the buyer what is more than digits (`rules.differing`)."""

    __tablename__ = "accepted_differences"
    __table_args__ = (
        sa.CheckConstraint("seen > 0", name="seen_positive"),
        sa.UniqueConstraint("payment_id", "seen"),
    )

    payment_id: Mapped[int] = mapped_column(sa.ForeignKey("payments.id"), primary_key=True)
    seen: Mapped[int]
    """Rupiah that came."""
    accepted_at: Mapped[datetime]
