"""sellers: brand kits

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "brand_kits",
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("logo_key", sa.Text(), nullable=True),
        sa.Column("main", sa.Text(), nullable=False),
        sa.Column("accent", sa.Text(), nullable=False),
        sa.CheckConstraint("main ~ '^#[0-9a-f]{6}$'", name=op.f("ck_brand_kits_main_is_colour")),
        sa.CheckConstraint("accent ~ '^#[0-9a-f]{6}$'", name=op.f("ck_brand_kits_accent_is_colour")),
        sa.CheckConstraint("logo_key <> ''", name=op.f("ck_brand_kits_logo_has_key")),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_brand_kits_seller_id_sellers")),
        sa.PrimaryKeyConstraint("seller_id", name=op.f("pk_brand_kits")),
    )


def downgrade() -> None:
    op.drop_table("brand_kits")
