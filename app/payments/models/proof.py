"""Proofs that buyers send, and a seller's request that somebody looks for her."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model


class PaymentProof(Model):
    """A picture of a transfer or a QRIS payment. The same picture is taken once in the whole house."""

    __tablename__ = "payment_proofs"
    __table_args__ = (
        sa.CheckConstraint("(rejected_at IS NULL) = (reject_reason IS NULL)", name="rejected_has_reason"),
        sa.CheckConstraint("amount > 0", name="amount_positive"),
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
