"""payments: one proof is looked at, amounts taken as they came, money given back by hand

Revision ID: 0046
Revises: 0045
"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
RULES = {
    "recorded_has_proof": "num_nonnulls(evidence_id, digest, paid_on, recorded_at) IN (0, 4)",
    "recorded_had_target": "recorded_at IS NULL OR due_at IS NOT NULL",
    "missed_has_words": "(missed_at IS NULL) = (missed_words IS NULL)",
    "missed_was_recorded": "missed_at IS NULL OR recorded_at IS NOT NULL",
    "solved_has_words": "(solved_at IS NULL) = (solved_words IS NULL)",
    "solved_was_missed": "solved_at IS NULL OR missed_at IS NOT NULL",
}


def upgrade() -> None:
    op.add_column("payment_proofs", sa.Column("late_told_at", MOMENT, nullable=True))
    op.create_index(
        "uq_payment_proofs_looked_at", "payment_proofs", ["payment_id"], unique=True,
        postgresql_where=sa.text("rejected_at IS NULL"),
    )  # fmt: skip
    op.create_table(
        "accepted_differences",
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=False),
        sa.CheckConstraint("seen > 0", name=op.f("ck_accepted_differences_seen_positive")),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_accepted_differences_payment_id_payments")
        ),
        sa.PrimaryKeyConstraint("payment_id", name=op.f("pk_accepted_differences")),
    )
    op.create_table(
        "repay_targets",
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("bank", "cash", name="repayby", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("known_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "CASE WHEN kind = 'cash' THEN bank = '' AND number = '' AND holder = '' "
            "ELSE bank <> '' AND number ~ '^[0-9]{6,20}$' AND holder <> '' END",
            name=op.f("ck_repay_targets_account_is_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_repay_targets_payment_id_payments")
        ),
        sa.PrimaryKeyConstraint("payment_id", name=op.f("pk_repay_targets")),
    )
    op.create_table(
        "repayments",
        sa.Column("refund_id", sa.BigInteger(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.Column("late_told_at", MOMENT, nullable=True),
        sa.Column("evidence_id", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=True),
        sa.Column("missed_at", MOMENT, nullable=True),
        sa.Column("missed_words", sa.Text(), nullable=True),
        sa.Column("solved_at", MOMENT, nullable=True),
        sa.Column("solved_words", sa.Text(), nullable=True),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_repayments_{name}")) for name, rule in RULES.items()),
        sa.ForeignKeyConstraint(["refund_id"], ["refunds.id"], name=op.f("fk_repayments_refund_id_refunds")),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_repayments_evidence_id_evidence")
        ),
        sa.PrimaryKeyConstraint("refund_id", name=op.f("pk_repayments")),
        sa.UniqueConstraint("digest", name=op.f("uq_repayments_digest")),
    )
    op.create_index(
        "ix_repayments_due", "repayments", ["due_at"], postgresql_where=sa.text("recorded_at IS NULL")
    )
    op.execute(
        """
        CREATE FUNCTION refuse_unproven() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.by_hand AND NEW.state = 'done' AND NOT EXISTS (
                SELECT FROM repayments WHERE refund_id = NEW.id AND evidence_id IS NOT NULL
            ) THEN
                RAISE EXCEPTION 'refund % was paid back by hand and has no proof', NEW.id
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NULL;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER refunds_by_hand_are_proven AFTER INSERT OR UPDATE ON refunds "
        "FOR EACH ROW EXECUTE FUNCTION refuse_unproven()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER refunds_by_hand_are_proven ON refunds")
    op.execute("DROP FUNCTION refuse_unproven")
    for table in ("repayments", "repay_targets", "accepted_differences"):
        op.drop_table(table)
    op.drop_index("uq_payment_proofs_looked_at", "payment_proofs")
    op.drop_column("payment_proofs", "late_told_at")
