"""orders: carts, orders, parcels

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "carts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("address", postgresql.JSONB(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_carts_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carts")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_carts_token_hash")),
    )
    op.create_index(op.f("ix_carts_person_id"), "carts", ["person_id"], unique=False)
    op.create_index(op.f("ix_carts_touched_at"), "carts", ["touched_at"], unique=False)
    op.create_table(
        "orders",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("once", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "placed",
                "paid",
                "closed",
                "expired",
                "cancelled",
                name="orderstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("buyer_name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("landmark", sa.Text(), nullable=False),
        sa.Column("items_total", sa.BigInteger(), nullable=False),
        sa.Column("shipping_total", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pay_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state NOT IN ('paid', 'closed') OR paid_at IS NOT NULL", name=op.f("ck_orders_paid_has_moment")
        ),
        sa.CheckConstraint("items_total > 0 AND shipping_total >= 0", name=op.f("ck_orders_totals_positive")),
        sa.CheckConstraint("total = items_total + shipping_total", name=op.f("ck_orders_total_adds_up")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_orders_person_id_people")),
        sa.ForeignKeyConstraint(
            ["village_code"], ["regions.code"], name=op.f("fk_orders_village_code_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("number", name=op.f("uq_orders_number")),
        sa.UniqueConstraint("once", name=op.f("uq_orders_once")),
    )
    op.create_index(op.f("ix_orders_person_id"), "orders", ["person_id"], unique=False)
    op.create_index(
        "ix_orders_unpaid", "orders", ["pay_by"], unique=False, postgresql_where=sa.text("state = 'placed'")
    )
    op.create_table(
        "parcels",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("seller_name", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "to_answer",
                "accepted",
                "packed",
                "sent",
                "received",
                "declined",
                "cancelled",
                name="parcelstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "zone",
            sa.Enum(
                "district",
                "city",
                "province",
                "country",
                "pickup",
                name="zone",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("weight_g", sa.BigInteger(), nullable=False),
        sa.Column("items_total", sa.BigInteger(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("ready_on", sa.Date(), nullable=False),
        sa.Column("arrives_on", sa.Date(), nullable=False),
        sa.Column("courier", sa.Text(), nullable=True),
        sa.Column("tracking", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("packed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decline_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'received') = (received_at IS NOT NULL)", name=op.f("ck_parcels_received_has_moment")
        ),
        sa.CheckConstraint(
            "state <> 'declined' OR decline_reason IS NOT NULL", name=op.f("ck_parcels_declined_has_reason")
        ),
        sa.CheckConstraint(
            "state NOT IN ('sent', 'received') OR sent_at IS NOT NULL",
            name=op.f("ck_parcels_sent_has_moment"),
        ),
        sa.CheckConstraint("fee >= 0 AND items_total > 0", name=op.f("ck_parcels_amounts_positive")),
        sa.CheckConstraint("total = items_total + fee", name=op.f("ck_parcels_total_adds_up")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_parcels_order_id_orders")),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_parcels_seller_id_sellers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcels")),
        sa.UniqueConstraint("order_id", "seller_id", name=op.f("uq_parcels_order_id_seller_id")),
    )
    op.create_index("ix_parcels_seller", "parcels", ["seller_id", "state", "ready_on"], unique=False)
    op.create_table(
        "cart_lines",
        sa.Column("cart_id", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.Column("seen_price", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("pieces BETWEEN 1 AND 999", name=op.f("ck_cart_lines_pieces")),
        sa.ForeignKeyConstraint(
            ["cart_id"], ["carts.id"], name=op.f("fk_cart_lines_cart_id_carts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variants.id"], name=op.f("fk_cart_lines_variant_id_variants")
        ),
        sa.PrimaryKeyConstraint("cart_id", "variant_id", name=op.f("pk_cart_lines")),
    )
    op.create_table(
        "order_lines",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("parcel_id", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.Column("weight_g", sa.BigInteger(), nullable=False),
        sa.Column("from_stock", sa.Boolean(), nullable=False),
        sa.CheckConstraint("pieces > 0", name=op.f("ck_order_lines_pieces_positive")),
        sa.CheckConstraint("price > 0", name=op.f("ck_order_lines_price_positive")),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcels.id"], name=op.f("fk_order_lines_parcel_id_parcels")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_order_lines_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variants.id"], name=op.f("fk_order_lines_variant_id_variants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lines")),
    )
    op.create_index(op.f("ix_order_lines_parcel_id"), "order_lines", ["parcel_id"], unique=False)
    op.create_index(op.f("ix_order_lines_product_id"), "order_lines", ["product_id"], unique=False)
    op.create_table(
        "line_slots",
        sa.Column("order_line_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("line_id", sa.BigInteger(), nullable=False),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("pieces > 0", name=op.f("ck_line_slots_pieces_positive")),
        sa.ForeignKeyConstraint(
            ["line_id"], ["production_lines.id"], name=op.f("fk_line_slots_line_id_production_lines")
        ),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_line_slots_order_line_id_order_lines")
        ),
        sa.PrimaryKeyConstraint("order_line_id", "day", name=op.f("pk_line_slots")),
    )


def downgrade() -> None:
    op.drop_table("line_slots")
    op.drop_index(op.f("ix_order_lines_product_id"), table_name="order_lines")
    op.drop_index(op.f("ix_order_lines_parcel_id"), table_name="order_lines")
    op.drop_table("order_lines")
    op.drop_table("cart_lines")
    op.drop_index("ix_parcels_seller", table_name="parcels")
    op.drop_table("parcels")
    op.drop_index("ix_orders_unpaid", table_name="orders", postgresql_where=sa.text("state = 'placed'"))
    op.drop_index(op.f("ix_orders_person_id"), table_name="orders")
    op.drop_table("orders")
    op.drop_index(op.f("ix_carts_touched_at"), table_name="carts")
    op.drop_index(op.f("ix_carts_person_id"), table_name="carts")
    op.drop_table("carts")
