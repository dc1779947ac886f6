"""Payouts: what is sent to whom, in which batch, and what came of it."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.ledger.rules.accounts import Payee
from app.ledger.rules.payouts import BounceReason, PayoutState


class PayoutBatch(Model):
    """Payouts that somebody made at one moment, to be sent through the bank together."""

    __tablename__ = "payout_batches"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    payout_on: Mapped[date]
    """The payout day for which it was made."""


class Payout(Model):
    """Money of one gerai or post on its way to its bank account. The ledger holds what it does to its balance."""

    __tablename__ = "payouts"
    __table_args__ = (
        sa.CheckConstraint("amount > 0", name="amount_positive"),
        sa.CheckConstraint(
            "(paid_at IS NULL) = (reference IS NULL) AND (paid_at IS NULL) = (evidence_id IS NULL)",
            name="paid_has_proof",
        ),
        sa.CheckConstraint("reference <> ''", name="reference_is_told"),
        sa.CheckConstraint(
            "CASE state WHEN 'made' THEN paid_at IS NULL WHEN 'paid' THEN paid_at IS NOT NULL ELSE true END",
            name="paid_has_moment",
        ),
        sa.CheckConstraint(
            "(state = 'bounced') = (bounced_at IS NOT NULL) AND (bounced_at IS NULL) = (bounce_reason IS NULL)",
            name="bounced_has_reason",
        ),
        sa.CheckConstraint("num_nonnulls(seller_id, post_id) = 1", name="one_payee"),
        sa.UniqueConstraint("batch_id", "seller_id"),
        sa.UniqueConstraint("batch_id", "post_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("payout_batches.id"))
    seller_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sellers.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(sa.ForeignKey("posts.id"), index=True)
    bank_account_id: Mapped[int] = mapped_column(sa.ForeignKey("bank_accounts.id"), index=True)
    amount: Mapped[int]
    state: Mapped[PayoutState]
    paid_at: Mapped[datetime | None]
    reference: Mapped[str | None]
    """The bank's own number of the transfer."""
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"))
    bounced_at: Mapped[datetime | None]
    bounce_reason: Mapped[BounceReason | None]

    @property
    def payee(self) -> Payee:
        """Whose money it is."""
        return Payee(self.seller_id, self.post_id)

    @property
    def number(self) -> str:
        """What stands as news on the transfer: `GERAI-CAIR-0012`."""
        return f"GERAI-CAIR-{self.id:04d}"
