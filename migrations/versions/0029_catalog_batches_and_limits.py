"""catalog: batches of food, lots of order lines, limits of an order

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _batches()
    _lots()
    _limits()
    op.add_column("storefront_listings", sa.Column("stock_until", MOMENT, nullable=True))
    op.add_column("storefront_listings", sa.Column("keep_days", sa.BigInteger(), nullable=True))
    op.add_column(
        "storefront_listings", sa.Column("least_pieces", sa.BigInteger(), nullable=False, server_default="1")
    )
    _carry_over()


def _carry_over() -> None:
    """What the shop's table would be told by its sources: food knows how long a batch must last, nothing is limited yet."""
    op.execute("""UPDATE storefront_listings SET sheet = sheet || '{"limits": "", "least_order": null}'""")
    op.execute(
        "UPDATE storefront_listings l SET keep_days = coalesce((SELECT max(CASE w.zone WHEN 'country' THEN 6 "
        "WHEN 'province' THEN 3 WHEN 'city' THEN 2 WHEN 'district' THEN 1 ELSE 0 END) FROM sending_ways w "
        "WHERE w.seller_id = l.seller_id), 0) + CASE WHEN r.facts ->> 'shelf_life' IS NULL THEN 7 "
        "ELSE least(greatest(ceil((r.facts ->> 'shelf_life')::numeric / 4), 2), 30) END "
        "FROM products p JOIN revisions r ON r.id = p.approved_revision_id "
        "WHERE p.id = l.product_id AND l.craft = 'pangan'"
    )


def _batches() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("best_before", sa.Date(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("on_hand", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("recalled_at", MOMENT, nullable=True),
        sa.Column("recall_reason", sa.Text(), nullable=True),
        sa.Column("recalled_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("code <> ''", name=op.f("ck_batches_has_code")),
        sa.CheckConstraint(
            "made > 0 AND on_hand >= 0 AND withdrawn >= 0 AND on_hand + withdrawn <= made",
            name=op.f("ck_batches_pieces_add_up"),
        ),
        sa.CheckConstraint(
            "(recalled_at IS NULL) = (recall_reason IS NULL) AND (recalled_at IS NULL) = (recalled_by_id IS NULL)",
            name=op.f("ck_batches_recalled_has_reason"),
        ),
        sa.CheckConstraint(
            "recalled_at IS NULL OR on_hand = 0", name=op.f("ck_batches_recalled_is_not_on_hand")
        ),
        sa.ForeignKeyConstraint(
            ["recalled_by_id"], ["people.id"], name=op.f("fk_batches_recalled_by_id_people")
        ),
        sa.ForeignKeyConstraint(["variant_id"], ["variants.id"], name=op.f("fk_batches_variant_id_variants")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
        sa.UniqueConstraint("variant_id", "code", name=op.f("uq_batches_variant_id_code")),
    )
    op.create_index(
        "ix_batches_recalled",
        "batches",
        ["recalled_at"],
        postgresql_where=sa.text("recalled_at IS NOT NULL"),
    )


def _lots() -> None:
    op.create_table(
        "line_lots",
        sa.Column("order_line_id", sa.BigInteger(), nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=False),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("repaid_at", MOMENT, nullable=True),
        sa.CheckConstraint("pieces > 0", name=op.f("ck_line_lots_pieces_positive")),
        sa.CheckConstraint(
            "repaid_at IS NULL OR told_at IS NOT NULL", name=op.f("ck_line_lots_repaid_was_told")
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_line_lots_batch_id_batches")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_line_lots_order_line_id_order_lines")
        ),
        sa.PrimaryKeyConstraint("order_line_id", "batch_id", name=op.f("pk_line_lots")),
    )
    op.create_index(op.f("ix_line_lots_batch_id"), "line_lots", ["batch_id"])


def _limits() -> None:
    op.add_column("products", sa.Column("least_pieces", sa.BigInteger(), nullable=True))
    op.add_column("products", sa.Column("most_pieces", sa.BigInteger(), nullable=True))
    op.create_check_constraint(
        op.f("ck_products_limits_positive"), "products", "least_pieces > 0 AND most_pieces > 0"
    )
    op.create_check_constraint(op.f("ck_products_limits_in_order"), "products", "most_pieces >= least_pieces")
    op.add_column("sellers", sa.Column("least_order", sa.BigInteger(), nullable=True))
    op.create_check_constraint(op.f("ck_sellers_least_order_positive"), "sellers", "least_order > 0")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_sellers_least_order_positive"), "sellers", type_="check")
    op.drop_column("sellers", "least_order")
    for name in ("limits_in_order", "limits_positive"):
        op.drop_constraint(op.f(f"ck_products_{name}"), "products", type_="check")
    for table, columns in (
        ("products", ("most_pieces", "least_pieces")),
        ("storefront_listings", ("least_pieces", "keep_days", "stock_until")),
    ):
        for name in columns:
            op.drop_column(table, name)
    op.drop_table("line_lots")
    op.drop_table("batches")
