"""orders: adjustments, the log that all parties see, notes, deadlines, ways of sending

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KINDS = ("declined", "unanswered", "short", "cancelled", "recalled", "late", "complaint")
PARTIES = ("buyer", "seller", "officer", "gerai")
MOMENT = sa.DateTime(timezone=True)


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    _carts()
    _parcels()
    op.add_column("order_lines", sa.Column("note", sa.Text(), nullable=False, server_default=""))
    op.add_column("order_lines", sa.Column("dropped", sa.BigInteger(), nullable=False, server_default="0"))
    _adjustments()
    _changes()
    _carry_over()
    for table in ("adjustments", "order_changes"):
        op.execute(
            f"CREATE TRIGGER {table}_are_history BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_are_kept BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    op.drop_index("uq_refunds_parcel", table_name="refunds")
    op.drop_column("refunds", "parcel_id")
    op.create_check_constraint(
        op.f("ck_order_lines_dropped_within_pieces"), "order_lines", "dropped >= 0 AND dropped <= pieces"
    )


def _carts() -> None:
    op.drop_constraint(op.f("pk_cart_lines"), "cart_lines", type_="primary")
    op.add_column("cart_lines", sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False))
    op.execute("ALTER TABLE cart_lines ALTER COLUMN id DROP IDENTITY")
    op.execute("CREATE SEQUENCE cart_lines_id_seq OWNED BY cart_lines.id")
    op.execute("SELECT setval('cart_lines_id_seq', coalesce(max(id), 0) + 1, false) FROM cart_lines")
    op.execute("ALTER TABLE cart_lines ALTER COLUMN id SET DEFAULT nextval('cart_lines_id_seq')")
    op.create_primary_key(op.f("pk_cart_lines"), "cart_lines", ["id"])
    op.add_column("cart_lines", sa.Column("note", sa.Text(), nullable=False, server_default=""))
    op.add_column("cart_lines", sa.Column("seen_ready_on", sa.Date(), nullable=True))
    op.create_unique_constraint(
        op.f("uq_cart_lines_cart_id_variant_id_note"), "cart_lines", ["cart_id", "variant_id", "note"]
    )
    op.add_column("orders", sa.Column("cart_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_orders_cart_id_carts"), "orders", "carts", ["cart_id"], ["id"], ondelete="SET NULL"
    )
    op.create_index(op.f("ix_orders_cart_id"), "orders", ["cart_id"])


def _parcels() -> None:
    for column in (
        sa.Column("way", sa.Text(), nullable=True),
        sa.Column("service", sa.Text(), nullable=True),
        sa.Column("tariff", postgresql.JSONB(), nullable=True),
        sa.Column("returned", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("answer_by", MOMENT, nullable=True),
        sa.Column("handover_code", sa.Text(), nullable=True),
    ):
        op.add_column("parcels", column)
    op.execute(
        "UPDATE parcels SET promised_on = ready_on, tariff = '{}', "
        "way = CASE zone WHEN 'pickup' THEN 'pickup' ELSE 'gerai' END, "
        "service = CASE zone WHEN 'pickup' THEN 'Diambil sendiri' ELSE 'Kurir pilihan gerai' END, "
        "answer_by = CASE state WHEN 'to_answer' THEN now() + interval '48 hours' END"
    )
    for name in ("way", "service", "tariff", "promised_on"):
        op.alter_column("parcels", name, nullable=False)
    op.create_check_constraint(
        op.f("ck_parcels_returned_within_total"), "parcels", "returned >= 0 AND returned <= total"
    )
    op.create_check_constraint(
        op.f("ck_parcels_asked_has_deadline"), "parcels", "state <> 'to_answer' OR answer_by IS NOT NULL"
    )
    op.create_check_constraint(
        op.f("ck_parcels_never_earlier_than_promised"), "parcels", "ready_on >= promised_on"
    )


def _adjustments() -> None:
    op.create_table(
        "adjustments",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("parcel_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", _words("adjustmentkind", KINDS), nullable=False),
        sa.Column("pieces", postgresql.JSONB(), nullable=False),
        sa.Column("goods", sa.BigInteger(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.CheckConstraint("amount = goods + fee", name=op.f("ck_adjustments_amount_adds_up")),
        sa.CheckConstraint(
            "goods >= 0 AND fee >= 0 AND amount > 0", name=op.f("ck_adjustments_amounts_positive")
        ),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcels.id"], name=op.f("fk_adjustments_parcel_id_parcels")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
    )
    op.create_index(op.f("ix_adjustments_parcel_id"), "adjustments", ["parcel_id"])
    op.add_column("refunds", sa.Column("adjustment_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_refunds_adjustment_id_adjustments"), "refunds", "adjustments", ["adjustment_id"], ["id"]
    )
    op.create_index(
        "uq_refunds_adjustment",
        "refunds",
        ["adjustment_id"],
        unique=True,
        postgresql_where=sa.text("adjustment_id IS NOT NULL"),
    )


def _changes() -> None:
    op.create_table(
        "order_changes",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("parcel_id", sa.BigInteger(), nullable=True),
        sa.Column("happened_at", MOMENT, nullable=False),
        sa.Column("party", _words("party", PARTIES), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_changes_order_id_orders")),
        sa.ForeignKeyConstraint(
            ["parcel_id"], ["parcels.id"], name=op.f("fk_order_changes_parcel_id_parcels")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_changes")),
    )
    op.create_index(op.f("ix_order_changes_order_id"), "order_changes", ["order_id"])


def _carry_over() -> None:
    """What was declined before becomes an adjustment, and its refund points to it."""
    op.execute(
        "UPDATE order_lines SET dropped = pieces FROM parcels "
        "WHERE parcels.id = order_lines.parcel_id AND parcels.state = 'declined'"
    )
    op.execute(
        "DELETE FROM line_slots USING order_lines, parcels WHERE order_lines.id = line_slots.order_line_id "
        "AND parcels.id = order_lines.parcel_id AND parcels.state IN ('declined', 'cancelled')"
    )
    op.execute(
        "INSERT INTO adjustments (parcel_id, kind, pieces, goods, fee, amount, reason, made_at) "
        "SELECT id, 'declined', (SELECT jsonb_agg(jsonb_build_array(l.id, l.pieces) ORDER BY l.id) "
        "FROM order_lines l WHERE l.parcel_id = parcels.id), items_total, fee, total, decline_reason, "
        "coalesce(answered_at, now()) FROM parcels WHERE state = 'declined'"
    )
    op.execute("UPDATE parcels SET returned = total WHERE state = 'declined'")
    op.execute(
        "UPDATE refunds SET adjustment_id = adjustments.id FROM adjustments "
        "WHERE adjustments.parcel_id = refunds.parcel_id"
    )


def downgrade() -> None:
    """The table of before knows one refund a parcel, and one line a variant in a cart."""
    op.drop_constraint(op.f("ck_order_lines_dropped_within_pieces"), "order_lines", type_="check")
    op.add_column("refunds", sa.Column("parcel_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_refunds_parcel_id_parcels"), "refunds", "parcels", ["parcel_id"], ["id"])
    op.execute(
        "UPDATE refunds SET parcel_id = adjustments.parcel_id FROM adjustments "
        "WHERE adjustments.id = refunds.adjustment_id"
    )
    op.create_index(
        "uq_refunds_parcel",
        "refunds",
        ["parcel_id"],
        unique=True,
        postgresql_where=sa.text("parcel_id IS NOT NULL"),
    )
    op.drop_index("uq_refunds_adjustment", table_name="refunds")
    op.drop_column("refunds", "adjustment_id")
    op.drop_table("order_changes")
    op.drop_table("adjustments")
    op.drop_column("order_lines", "dropped")
    op.drop_column("order_lines", "note")
    for name in ("never_earlier_than_promised", "asked_has_deadline", "returned_within_total"):
        op.drop_constraint(op.f(f"ck_parcels_{name}"), "parcels", type_="check")
    for name in ("handover_code", "answer_by", "promised_on", "returned", "tariff", "service", "way"):
        op.drop_column("parcels", name)
    op.drop_index(op.f("ix_orders_cart_id"), table_name="orders")
    op.drop_column("orders", "cart_id")
    op.drop_constraint(op.f("uq_cart_lines_cart_id_variant_id_note"), "cart_lines", type_="unique")
    op.execute(
        "DELETE FROM cart_lines a USING cart_lines b WHERE a.cart_id = b.cart_id "
        "AND a.variant_id = b.variant_id AND a.id > b.id"
    )
    op.drop_column("cart_lines", "seen_ready_on")
    op.drop_column("cart_lines", "note")
    op.drop_column("cart_lines", "id")
    op.create_primary_key(op.f("pk_cart_lines"), "cart_lines", ["cart_id", "variant_id"])
