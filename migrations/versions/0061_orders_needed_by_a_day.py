"""orders: the day by which an agency needs what it ordered for an occasion

Revision ID: 0061
Revises: 0060
"""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("orders", sa.Column("needed_on", sa.Date(), nullable=True))
    op.execute(
        """
        UPDATE orders SET needed_on = gift_requests.handover_on - 1
        FROM gift_orders JOIN gift_requests ON gift_requests.id = gift_orders.request_id
        WHERE gift_orders.order_id = orders.id
        """
    )
    op.create_check_constraint(
        op.f("ck_orders_purpose_has_day"), "orders", "(purpose <> '') = (needed_on IS NOT NULL)"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_orders_purpose_has_day"), "orders", type_="check")
    op.drop_column("orders", "needed_on")
