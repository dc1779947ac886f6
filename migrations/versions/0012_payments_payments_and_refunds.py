"""payments: payments and refunds

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gateway_notices",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gateway_notices")),
        sa.UniqueConstraint("gateway", "event_id", name=op.f("uq_gateway_notices_gateway_event_id")),
    )
    op.create_table(
        "pretend_checkouts",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("success_url", sa.Text(), nullable=False),
        sa.Column("cancel_url", sa.Text(), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refunded", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "refunded >= 0 AND refunded <= amount", name=op.f("ck_pretend_checkouts_refunded_within_amount")
        ),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_pretend_checkouts")),
        sa.UniqueConstraint("key", name=op.f("uq_pretend_checkouts_key")),
    )
    op.create_table(
        "payments",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "opened",
                "succeeded",
                "expired",
                name="paymentstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("captured", sa.BigInteger(), nullable=False),
        sa.Column("refunded", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'succeeded') = (settled_at IS NOT NULL)", name=op.f("ck_payments_succeeded_has_moment")
        ),
        sa.CheckConstraint("captured IN (0, due)", name=op.f("ck_payments_captured_is_due")),
        sa.CheckConstraint("due > 0", name=op.f("ck_payments_due_positive")),
        sa.CheckConstraint(
            "refunded >= 0 AND refunded <= captured", name=op.f("ck_payments_refunded_within_captured")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_payments_order_id_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.UniqueConstraint("key", name=op.f("uq_payments_key")),
    )
    op.create_index(op.f("ix_payments_order_id"), "payments", ["order_id"], unique=False)
    op.create_index(
        "uq_payments_open",
        "payments",
        ["order_id"],
        unique=True,
        postgresql_where=sa.text("state = 'opened'"),
    )
    op.create_index("uq_payments_reference", "payments", ["gateway", "reference"], unique=True)
    op.create_table(
        "refunds",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("parcel_id", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "done",
                "failed",
                name="refundstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'done') = (done_at IS NOT NULL)", name=op.f("ck_refunds_done_has_moment")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refunds_amount_positive")),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcels.id"], name=op.f("fk_refunds_parcel_id_parcels")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_refunds_payment_id_payments")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refunds")),
    )
    op.create_index(op.f("ix_refunds_payment_id"), "refunds", ["payment_id"], unique=False)
    op.create_index(
        "uq_refunds_parcel",
        "refunds",
        ["parcel_id"],
        unique=True,
        postgresql_where=sa.text("parcel_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_refunds_parcel", table_name="refunds", postgresql_where=sa.text("parcel_id IS NOT NULL")
    )
    op.drop_index(op.f("ix_refunds_payment_id"), table_name="refunds")
    op.drop_table("refunds")
    op.drop_index("uq_payments_reference", table_name="payments")
    op.drop_index("uq_payments_open", table_name="payments", postgresql_where=sa.text("state = 'opened'"))
    op.drop_index(op.f("ix_payments_order_id"), table_name="payments")
    op.drop_table("payments")
    op.drop_table("pretend_checkouts")
    op.drop_table("gateway_notices")
