"""payments: what the gateway's book and ours disagree on; the pretend gateway's own refunds, by their keys

Revision ID: 0044
Revises: 0043
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

KINDS = ("unknown_checkout", "unknown_refund", "other_amount", "unpaid_there", "refund_bounced")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "gateway_findings",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="findingkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("found_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_gateway_findings_amount_not_negative")),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (note IS NULL) AND (closed_at IS NULL) = (closed_by_id IS NULL)",
            name=op.f("ck_gateway_findings_closed_by_somebody_with_a_note"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["people.id"], name=op.f("fk_gateway_findings_closed_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gateway_findings")),
        sa.UniqueConstraint(
            "gateway", "kind", "reference", name=op.f("uq_gateway_findings_gateway_kind_reference")
        ),
    )
    op.create_table(
        "pretend_refunds",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("checkout", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_pretend_refunds_amount_positive")),
        sa.ForeignKeyConstraint(
            ["checkout"],
            ["pretend_checkouts.reference"],
            name=op.f("fk_pretend_refunds_checkout_pretend_checkouts"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_pretend_refunds")),
    )
    op.create_index(op.f("ix_pretend_refunds_checkout"), "pretend_refunds", ["checkout"])


def downgrade() -> None:
    op.drop_table("pretend_refunds")
    op.drop_table("gateway_findings")
