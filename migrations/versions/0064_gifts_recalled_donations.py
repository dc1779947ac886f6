"""gifts: what an agency did about recalled goods that a maker gave

Revision ID: 0064
Revises: 0063
"""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gift_donation_recalls",
        sa.Column("donation_id", sa.BigInteger(), nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=False),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted_by_id", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("pieces > 0", name=op.f("ck_gift_donation_recalls_pieces_positive")),
        sa.CheckConstraint("answer_by > told_at", name=op.f("ck_gift_donation_recalls_there_is_time")),
        sa.CheckConstraint(
            "reminded_at IS NULL OR reminded_at >= answer_by",
            name=op.f("ck_gift_donation_recalls_reminded_when_over"),
        ),
        sa.CheckConstraint(
            "(noted_at IS NULL) = (noted_by_id IS NULL)",
            name=op.f("ck_gift_donation_recalls_noted_by_somebody"),
        ),
        sa.CheckConstraint(
            "(noted_at IS NULL) = (words = '')", name=op.f("ck_gift_donation_recalls_noted_has_words")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_gift_donation_recalls_batch_id_batches")
        ),
        sa.ForeignKeyConstraint(
            ["donation_id"],
            ["gift_donations.id"],
            name=op.f("fk_gift_donation_recalls_donation_id_gift_donations"),
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["people.id"], name=op.f("fk_gift_donation_recalls_noted_by_id_people")
        ),
        sa.PrimaryKeyConstraint("donation_id", "batch_id", name=op.f("pk_gift_donation_recalls")),
    )
    op.create_index(
        op.f("ix_gift_donation_recalls_batch_id"), "gift_donation_recalls", ["batch_id"], unique=False
    )
    op.create_index(
        "ix_gift_donation_recalls_open",
        "gift_donation_recalls",
        ["answer_by"],
        unique=False,
        postgresql_where=sa.text("noted_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("gift_donation_recalls")
