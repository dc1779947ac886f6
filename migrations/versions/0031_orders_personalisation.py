"""orders: text that a buyer wants on a piece, names as they were seen, the postal code that she typed

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("products", sa.Column("note_label", sa.Text(), nullable=False, server_default=""))
    op.add_column("products", sa.Column("note_most", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column(
        "products", sa.Column("note_needed", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_check_constraint(
        op.f("ck_products_note_has_length"),
        "products",
        "(note_label = '') = (note_most = 0) AND note_most BETWEEN 0 AND 200",
    )
    op.create_check_constraint(
        op.f("ck_products_needed_note_is_asked"), "products", "NOT note_needed OR note_label <> ''"
    )
    op.add_column("cart_lines", sa.Column("seen_name", sa.Text(), nullable=True))
    op.add_column("orders", sa.Column("postal_code", sa.Text(), nullable=True))
    op.create_check_constraint(op.f("ck_orders_postal_code_form"), "orders", "postal_code ~ '^[0-9]{5}$'")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_orders_postal_code_form"), "orders", type_="check")
    op.drop_column("orders", "postal_code")
    op.drop_column("cart_lines", "seen_name")
    op.drop_constraint(op.f("ck_products_needed_note_is_asked"), "products", type_="check")
    op.drop_constraint(op.f("ck_products_note_has_length"), "products", type_="check")
    for name in ("note_needed", "note_most", "note_label"):
        op.drop_column("products", name)
