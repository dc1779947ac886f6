"""payments: another sum that a seller took stands as it came; refunds that a provider took back; orders: what a maker let go

Differences that were accepted before this stay as they were booked, as if what was due had come: journals are never changed.

Revision ID: 0048
Revises: 0047
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ADJUSTMENTS = ("declined", "unanswered", "short", "cancelled", "recalled", "late", "complaint", "goodwill")
JOURNALS = (
    "settlement", "stray", "adjustment", "refund", "release", "payout", "payout_paid", "payout_bounced",
)  # fmt: skip
FINDINGS = ("unknown_checkout", "unknown_refund", "other_amount", "unpaid_there")
WORTH = "goods >= 0 AND fee >= 0 AND amount > 0"


def _words(table: str, name: str, words: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{word}'" for word in words)
    _check(table, name, f"kind IN ({listed})")


def _check(table: str, name: str, rule: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, rule)


def upgrade() -> None:
    _words("adjustments", "adjustmentkind", (*ADJUSTMENTS, "forgiven"))
    _check(
        "adjustments",
        "amounts_positive",
        "goods >= 0 AND fee >= 0 AND (amount > 0 OR amount = 0 AND pieces <> '[]'::jsonb)",
    )
    _words("ledger_journals", "journalkind", (*JOURNALS[:4], "refund_bounced", *JOURNALS[4:]))
    # what was found to have come back is a refund that failed now, and stands on the list as one
    op.execute("DELETE FROM gateway_findings WHERE kind = 'refund_bounced'")
    _words("gateway_findings", "findingkind", FINDINGS)

    op.create_unique_constraint(
        op.f("uq_accepted_differences_payment_id_seen"), "accepted_differences", ["payment_id", "seen"]
    )
    op.add_column("payments", sa.Column("accepted", sa.BigInteger(), nullable=True))
    _check("payments", "captured_is_due", "captured IN (0, due, coalesce(told, 0), coalesce(accepted, 0))")
    op.create_check_constraint(
        op.f("ck_payments_accepted_is_captured"),
        "payments",
        "accepted IS NULL OR (parcel_id IS NOT NULL AND accepted <> due AND captured = accepted)",
    )
    op.create_foreign_key(
        op.f("fk_payments_accepted_differences"),
        "payments",
        "accepted_differences",
        ["id", "accepted"],
        ["payment_id", "seen"],
    )

    op.add_column(
        "refunds", sa.Column("surplus", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column(
        "refunds", sa.Column("spent", JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False)
    )
    op.add_column("refunds", sa.Column("bounced", sa.BigInteger(), server_default="0", nullable=False))
    op.create_check_constraint(
        op.f("ck_refunds_surplus_goes_back_by_hand"),
        "refunds",
        "NOT surplus OR (by_hand AND adjustment_id IS NULL)",
    )
    op.create_check_constraint(
        op.f("ck_refunds_bounced_is_of_providers"), "refunds", "bounced = 0 OR (bounced > 0 AND NOT by_hand)"
    )
    op.create_index(
        "uq_refunds_surplus", "refunds", ["payment_id"], unique=True, postgresql_where=sa.text("surplus")
    )
    op.create_table(
        "refund_transfers",
        sa.Column("refund_id", sa.BigInteger(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["refund_id"], ["refunds.id"], name=op.f("fk_refund_transfers_refund_id_refunds")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_refund_transfers_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["people.id"], name=op.f("fk_refund_transfers_recorded_by_id_people")
        ),
        sa.PrimaryKeyConstraint("refund_id", name=op.f("pk_refund_transfers")),
        sa.UniqueConstraint("digest", name=op.f("uq_refund_transfers_digest")),
    )


def downgrade() -> None:
    op.drop_table("refund_transfers")
    op.drop_index("uq_refunds_surplus", "refunds")
    for name in ("bounced", "spent", "surplus"):
        op.drop_column("refunds", name)
    op.execute("UPDATE payments SET told = accepted WHERE accepted IS NOT NULL")
    op.drop_constraint(op.f("fk_payments_accepted_differences"), "payments", type_="foreignkey")
    op.drop_constraint(op.f("ck_payments_accepted_is_captured"), "payments", type_="check")
    _check("payments", "captured_is_due", "captured IN (0, due, coalesce(told, 0))")
    op.drop_column("payments", "accepted")
    op.drop_constraint(
        op.f("uq_accepted_differences_payment_id_seen"), "accepted_differences", type_="unique"
    )
    _words("gateway_findings", "findingkind", (*FINDINGS, "refund_bounced"))
    op.execute("ALTER TABLE ledger_journals DISABLE TRIGGER USER")
    op.execute("UPDATE ledger_journals SET kind = 'refund' WHERE kind = 'refund_bounced'")
    op.execute("ALTER TABLE ledger_journals ENABLE TRIGGER USER")
    _words("ledger_journals", "journalkind", JOURNALS)
    op.execute("ALTER TABLE adjustments DISABLE TRIGGER USER")
    op.execute("UPDATE adjustments SET kind = 'goodwill' WHERE kind = 'forgiven'")
    op.execute("ALTER TABLE adjustments ENABLE TRIGGER USER")
    _words("adjustments", "adjustmentkind", ADJUSTMENTS)
    _check("adjustments", "amounts_positive", WORTH)
