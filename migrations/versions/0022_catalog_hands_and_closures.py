"""catalog: names, weeks and finishing days of hands; closures; what a card needs for its dates

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

LISTING = ("weekdays", "finish_days", "closed", "ways")


def upgrade() -> None:
    op.add_column("production_lines", sa.Column("name", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "production_lines", sa.Column("weekdays", sa.SmallInteger(), server_default="63", nullable=False)
    )
    op.add_column(
        "production_lines", sa.Column("finish_days", sa.SmallInteger(), server_default="0", nullable=False)
    )
    op.create_check_constraint(
        op.f("ck_production_lines_some_weekday"), "production_lines", "weekdays BETWEEN 1 AND 127"
    )
    op.create_check_constraint(
        op.f("ck_production_lines_finish_days"), "production_lines", "finish_days BETWEEN 0 AND 14"
    )
    op.create_table(
        "closures",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("line_id", sa.BigInteger(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_closures_in_order")),
        sa.CheckConstraint(
            "removed_at IS NULL OR removed_at >= made_at", name=op.f("ck_closures_removed_after_made")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["production_lines.id"], name=op.f("fk_closures_line_id_production_lines")
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_closures_seller_id_sellers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closures")),
    )
    op.create_index(
        "ix_closures_standing",
        "closures",
        ["seller_id", "last_day"],
        unique=False,
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    days = sa.SmallInteger()
    op.add_column("storefront_listings", sa.Column("weekdays", days, nullable=True))
    op.add_column("storefront_listings", sa.Column("finish_days", days, nullable=True))
    for name in ("closed", "ways"):
        empty = sa.text("'[]'::jsonb")
        op.add_column(
            "storefront_listings", sa.Column(name, postgresql.JSONB(), server_default=empty, nullable=False)
        )
    op.execute("UPDATE storefront_listings SET weekdays = 63, finish_days = 0 WHERE line_id IS NOT NULL")
    op.execute(
        "UPDATE storefront_listings SET ways = (SELECT coalesce(jsonb_agg(zone ORDER BY zone COLLATE \"C\"), '[]') "
        "FROM sending_ways WHERE sending_ways.seller_id = storefront_listings.seller_id)"
    )


def downgrade() -> None:
    for name in LISTING:
        op.drop_column("storefront_listings", name)
    op.drop_table("closures")
    op.drop_constraint(op.f("ck_production_lines_finish_days"), "production_lines", type_="check")
    op.drop_constraint(op.f("ck_production_lines_some_weekday"), "production_lines", type_="check")
    for name in ("name", "weekdays", "finish_days"):
        op.drop_column("production_lines", name)
