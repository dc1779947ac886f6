"""payments: bills of agencies with their minutes of hand-over; one NMID belongs to one gerai

Revision ID: 0045
Revises: 0044
"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "agency_bills",
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("agency_id", sa.BigInteger(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("signer_post", sa.Text(), nullable=False),
        sa.Column("minutes_number", sa.Text(), nullable=True),
        sa.Column("minutes_on", sa.Date(), nullable=True),
        sa.Column("buyer_noted_at", MOMENT, nullable=True),
        sa.Column("seller_noted_at", MOMENT, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.CheckConstraint("signer <> '' AND signer_post <> ''", name=op.f("ck_agency_bills_somebody_signs")),
        sa.CheckConstraint(
            "(minutes_number IS NULL) = (minutes_on IS NULL)", name=op.f("ck_agency_bills_minutes_are_whole")
        ),
        sa.CheckConstraint(
            "(minutes_number IS NULL) = (buyer_noted_at IS NULL AND seller_noted_at IS NULL)",
            name=op.f("ck_agency_bills_minutes_were_noted"),
        ),
        sa.CheckConstraint(
            "(due_on IS NULL) = (buyer_noted_at IS NULL OR seller_noted_at IS NULL)",
            name=op.f("ck_agency_bills_due_when_both_noted"),
        ),
        sa.CheckConstraint("due_on > minutes_on", name=op.f("ck_agency_bills_due_after_hand_over")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_agency_bills_agency_id_agencies")
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_agency_bills_payment_id_payments")
        ),
        sa.PrimaryKeyConstraint("payment_id", name=op.f("pk_agency_bills")),
    )
    op.create_index(
        "uq_qris_stickers_nmid",
        "qris_stickers",
        ["nmid"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("uq_qris_stickers_nmid", "qris_stickers")
    op.drop_table("agency_bills")
