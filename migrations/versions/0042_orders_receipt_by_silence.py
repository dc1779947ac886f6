"""orders: receipt that a buyer's silence stands for

Revision ID: 0042
Revises: 0041
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("parcels", sa.Column("receipt_asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "parcels", sa.Column("receipt_assumed", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_check_constraint(
        op.f("ck_parcels_assumed_was_asked"),
        "parcels",
        "NOT receipt_assumed OR state = 'received' AND receipt_asked_at IS NOT NULL",
    )
    op.create_index("ix_parcels_sent", "parcels", ["arrives_on"], postgresql_where=sa.text("state = 'sent'"))


def downgrade() -> None:
    op.drop_index("ix_parcels_sent", table_name="parcels")
    op.drop_constraint(op.f("ck_parcels_assumed_was_asked"), "parcels", type_="check")
    op.drop_column("parcels", "receipt_assumed")
    op.drop_column("parcels", "receipt_asked_at")
