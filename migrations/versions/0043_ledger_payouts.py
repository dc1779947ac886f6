"""ledger: payout batches and payouts; from when a bank account may be paid to

Revision ID: 0043
Revises: 0042
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STATES = ("made", "paid", "bounced")
REASONS = ("number", "name", "closed", "bank")


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.add_column("bank_accounts", sa.Column("stated_by_id", sa.BigInteger(), nullable=True))
    op.add_column("bank_accounts", sa.Column("usable_from", MOMENT, nullable=True))
    op.create_foreign_key(
        op.f("fk_bank_accounts_stated_by_id_people"), "bank_accounts", "people", ["stated_by_id"], ["id"]
    )
    _payouts()


def _payouts() -> None:
    op.create_table(
        "payout_batches",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=False),
        sa.Column("payout_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["people.id"], name=op.f("fk_payout_batches_made_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_batches")),
    )
    op.create_table(
        "payouts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=False),
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("bank_account_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("state", _words("payoutstate", STATES), nullable=False),
        sa.Column("paid_at", MOMENT, nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("evidence_id", sa.BigInteger(), nullable=True),
        sa.Column("bounced_at", MOMENT, nullable=True),
        sa.Column("bounce_reason", _words("bouncereason", REASONS), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payouts_amount_positive")),
        sa.CheckConstraint(
            "(paid_at IS NULL) = (reference IS NULL) AND (paid_at IS NULL) = (evidence_id IS NULL)",
            name=op.f("ck_payouts_paid_has_proof"),
        ),
        sa.CheckConstraint("reference <> ''", name=op.f("ck_payouts_reference_is_told")),
        sa.CheckConstraint(
            "CASE state WHEN 'made' THEN paid_at IS NULL WHEN 'paid' THEN paid_at IS NOT NULL ELSE true END",
            name=op.f("ck_payouts_paid_has_moment"),
        ),
        sa.CheckConstraint(
            "(state = 'bounced') = (bounced_at IS NOT NULL) AND (bounced_at IS NULL) = (bounce_reason IS NULL)",
            name=op.f("ck_payouts_bounced_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["payout_batches.id"], name=op.f("fk_payouts_batch_id_payout_batches")
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_payouts_seller_id_sellers")),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_accounts.id"], name=op.f("fk_payouts_bank_account_id_bank_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_payouts_evidence_id_evidence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payouts")),
        sa.UniqueConstraint("batch_id", "seller_id", name=op.f("uq_payouts_batch_id_seller_id")),
    )
    op.create_index(op.f("ix_payouts_seller_id"), "payouts", ["seller_id"])
    op.create_index(op.f("ix_payouts_bank_account_id"), "payouts", ["bank_account_id"])


def downgrade() -> None:
    op.drop_table("payouts")
    op.drop_table("payout_batches")
    op.drop_column("bank_accounts", "usable_from")
    op.drop_column("bank_accounts", "stated_by_id")
