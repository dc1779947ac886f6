"""orders: batches of what is sent again

Revision ID: 0033
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("resend_goods", sa.Column("batch_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_resend_goods_batch_id_batches"), "resend_goods", "batches", ["batch_id"], ["id"]
    )
    op.create_index(op.f("ix_resend_goods_batch_id"), "resend_goods", ["batch_id"])
    op.create_check_constraint(
        op.f("ck_resend_goods_shelf_or_hands"), "resend_goods", "batch_id IS NULL OR line_id IS NULL"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_resend_goods_shelf_or_hands"), "resend_goods", type_="check")
    op.drop_column("resend_goods", "batch_id")
