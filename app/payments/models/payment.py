"""Tables of money taken and returned. The database itself keeps captured ≥ refunded ≥ 0."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.payments.rules.states import PaymentState, RefundState
from app.payments.rules.troubles import Trouble
from app.payments.rules.ways import Mode, Way


class Payment(Model):
    """One attempt to pay by one way: a whole order where the platform collects, one parcel where its seller is paid directly.
    Amounts in whole rupiah."""

    __tablename__ = "payments"
    __table_args__ = (
        sa.CheckConstraint("due > 0", name="due_positive"),
        sa.CheckConstraint(
            "captured IN (0, due, coalesce(told, 0), coalesce(accepted, 0))", name="captured_is_due"
        ),
        sa.CheckConstraint(
            "accepted IS NULL OR (parcel_id IS NOT NULL AND accepted <> due AND captured = accepted)",
            name="accepted_is_captured",
        ),
        # the seller's own word, to the rupiah: without that row no other sum is captured as hers
        sa.ForeignKeyConstraint(
            ["id", "accepted"],
            ["accepted_differences.payment_id", "accepted_differences.seen"],
            name="fk_payments_accepted_differences",
            use_alter=True,
        ),
        sa.CheckConstraint("told > 0 AND told <> due", name="told_differs"),
        sa.CheckConstraint("(trouble IS NULL) = (trouble_facts IS NULL)", name="trouble_has_facts"),
        sa.CheckConstraint("trouble_closed_at IS NULL OR trouble IS NOT NULL", name="closed_was_trouble"),
        sa.CheckConstraint("refunded >= 0 AND refunded <= captured", name="refunded_within_captured"),
        sa.CheckConstraint("(state = 'succeeded') = (settled_at IS NOT NULL)", name="succeeded_has_moment"),
        sa.CheckConstraint("(mode = 'collects') = (gateway IN ('stripe', 'pretend'))", name="way_has_mode"),
        sa.CheckConstraint("(mode = 'direct') = (parcel_id IS NOT NULL)", name="direct_is_of_one_parcel"),
        sa.CheckConstraint("code BETWEEN 0 AND 999 AND code < due", name="code_has_three_digits"),
        sa.CheckConstraint("(code > 0) = (gateway = 'transfer')", name="code_is_for_transfers"),
        sa.CheckConstraint(
            "(gateway = 'transfer') = (bank_account_id IS NOT NULL)", name="transfer_has_account"
        ),
        sa.CheckConstraint("agreed_at IS NULL OR gateway IN ('cash', 'invoice')", name="later_is_agreed"),
        sa.Index(
            "uq_payments_open",
            "order_id",
            unique=True,
            postgresql_where=sa.text("state IN ('opened', 'checking') AND parcel_id IS NULL"),
        ),
        sa.Index(
            "uq_payments_open_part",
            "parcel_id",
            unique=True,
            postgresql_where=sa.text("state IN ('opened', 'checking')"),
        ),
        # among open transfers to one account an amount tells the order
        sa.Index(
            "uq_payments_amount",
            "bank_account_id",
            "due",
            unique=True,
            postgresql_where=sa.text("state IN ('opened', 'checking')"),
        ),
        sa.Index("uq_payments_reference", "gateway", "reference", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    order_id: Mapped[int] = mapped_column(sa.ForeignKey("orders.id"), index=True)
    parcel_id: Mapped[int | None] = mapped_column(sa.ForeignKey("parcels.id"), index=True)
    """The part that is paid, where its seller is paid directly."""
    mode: Mapped[Mode]
    gateway: Mapped[Way]
    key: Mapped[str] = mapped_column(unique=True)
    reference: Mapped[str | None]
    url: Mapped[str | None]
    state: Mapped[PaymentState]
    due: Mapped[int]
    """With `code`, and without what fell away before a deferred payment came."""
    code: Mapped[int] = mapped_column(server_default="0", default=0)
    """The last digits by which a transfer is told from others (domain.md 8.2): added, and the seller's to keep."""
    bank_account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("bank_accounts.id"))
    """Where a transfer goes to."""
    told: Mapped[int | None]
    """Rupiah that the gateway says it has, where that is another sum than `due`; captured only when it goes back whole."""
    accepted: Mapped[int | None]
    """Rupiah that came, where that is another sum than `due` and its seller took it as it is (`AcceptedDifference`)."""
    captured: Mapped[int]
    refunded: Mapped[int]
    opened_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    """When a deferred payment was agreed on: the maker begins, the money comes later."""
    settled_at: Mapped[datetime | None]
    trouble: Mapped[Trouble | None]
    """Why what the gateway has told settles nothing: a person must look."""
    trouble_facts: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What it has told (`rules.troubles.Differs`)."""
    trouble_closed_at: Mapped[datetime | None]
    """When a person had seen to it at the gateway; the journal says who, and how."""

    def clear_trouble(self) -> None:
        """Nothing differs any more."""
        self.trouble = self.trouble_facts = self.trouble_closed_at = None


class Refund(Model):
    """Money to be given back. Only the gateway's answer makes it done."""

    __tablename__ = "refunds"
    __table_args__ = (
        sa.CheckConstraint("amount > 0", name="amount_positive"),
        sa.CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_has_moment"),
        sa.Index(
            "uq_refunds_adjustment",
            "adjustment_id",
            unique=True,
            postgresql_where=sa.text("adjustment_id IS NOT NULL"),
        ),
        sa.CheckConstraint(
            "NOT surplus OR (by_hand AND adjustment_id IS NULL)", name="surplus_goes_back_by_hand"
        ),
        sa.Index("uq_refunds_surplus", "payment_id", unique=True, postgresql_where=sa.text("surplus")),
        sa.CheckConstraint("bounced = 0 OR (bounced > 0 AND NOT by_hand)", name="bounced_is_of_providers"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[int] = mapped_column(sa.ForeignKey("payments.id"), index=True)
    adjustment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("adjustments.id"))
    """Why it goes back; none where the whole payment came too late or twice, or what came above a bill (`surplus`)."""
    amount: Mapped[int]
    reason: Mapped[str]
    state: Mapped[RefundState]
    by_hand: Mapped[bool] = mapped_column(server_default=sa.false(), default=False)
    """The seller pays it back herself, and shows it; no provider is asked."""
    surplus: Mapped[bool] = mapped_column(server_default=sa.false(), default=False)
    """What came above what was due, and was never the seller's."""
    reference: Mapped[str | None]
    """The provider's name for this try."""
    spent: Mapped[list[Any]] = mapped_column(server_default=sa.text("'[]'::jsonb"), default=list)
    """Its names for earlier tries, which failed: what is told of them late changes nothing any more."""
    bounced: Mapped[int] = mapped_column(server_default="0", default=0)
    """How often it was done and the provider took that back. Each time stands in the ledger."""
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    trouble: Mapped[str | None]


class RefundTransfer(Model):
    """Money of a refund that the provider cannot bring back (a card that is dead), sent by who collects, with a proof."""

    __tablename__ = "refund_transfers"

    refund_id: Mapped[int] = mapped_column(sa.ForeignKey("refunds.id"), primary_key=True)
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"))
    digest: Mapped[str] = mapped_column(unique=True)
    """SHA-256 of its pixels: one proof shows one transfer."""
    paid_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))


class GatewayNotice(Model):
    """A notice that has been taken in; its id is unique, so a repeat is a quiet no-op."""

    __tablename__ = "gateway_notices"
    __table_args__ = (sa.UniqueConstraint("gateway", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gateway: Mapped[str]
    event_id: Mapped[str]
    kind: Mapped[str]
    reference: Mapped[str]
    taken_at: Mapped[datetime]


class PretendCheckout(Model):
    """The pretend gateway's own book, as a real one keeps its own elsewhere. Used in demo mode only."""

    __tablename__ = "pretend_checkouts"
    __table_args__ = (
        sa.CheckConstraint("refunded >= 0 AND refunded <= amount", name="refunded_within_amount"),
    )

    reference: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    number: Mapped[str]
    amount: Mapped[int]
    success_url: Mapped[str]
    cancel_url: Mapped[str]
    paid_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    refunded: Mapped[int]


class PretendRefund(Model):
    """A refund in the pretend gateway's own book, by the key it was asked under."""

    __tablename__ = "pretend_refunds"
    __table_args__ = (sa.CheckConstraint("amount > 0", name="amount_positive"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    checkout: Mapped[str] = mapped_column(sa.ForeignKey("pretend_checkouts.reference"), index=True)
    amount: Mapped[int]
    made_at: Mapped[datetime]
