"""sellers: courier services that a gerai uses, her own delivery and her own prices; catalog: sizes of packed variants; orders:
volumes of lines

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seller_services",
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=True),
        sa.Column("days", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("service <> ''", name=op.f("ck_seller_services_service_has_code")),
        sa.CheckConstraint(
            "(service = 'own') = (fee IS NOT NULL) AND (fee IS NULL) = (days IS NULL)",
            name=op.f("ck_seller_services_own_has_fee_and_days"),
        ),
        sa.CheckConstraint("fee >= 0 AND days >= 0", name=op.f("ck_seller_services_not_negative")),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_seller_services_seller_id_sellers")
        ),
        sa.PrimaryKeyConstraint("seller_id", "service", name=op.f("pk_seller_services")),
    )
    op.create_table(
        "seller_rates",
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
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
        sa.Column("first_kg", sa.BigInteger(), nullable=False),
        sa.Column("next_kg", sa.BigInteger(), nullable=False),
        sa.Column("days", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("zone <> 'pickup'", name=op.f("ck_seller_rates_zone_is_sent_to")),
        sa.CheckConstraint(
            "first_kg > 0 AND next_kg >= 0 AND days > 0", name=op.f("ck_seller_rates_amounts_positive")
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_seller_rates_seller_id_sellers")
        ),
        sa.PrimaryKeyConstraint("seller_id", "zone", name=op.f("pk_seller_rates")),
    )
    for side in ("length_cm", "width_cm", "height_cm"):
        op.add_column("variants", sa.Column(side, sa.BigInteger(), nullable=True))
    op.create_check_constraint(
        op.f("ck_variants_size_has_three_sides"),
        "variants",
        "num_nonnulls(length_cm, width_cm, height_cm) IN (0, 3)",
    )
    op.create_check_constraint(
        op.f("ck_variants_size_positive"), "variants", "length_cm > 0 AND width_cm > 0 AND height_cm > 0"
    )
    op.add_column("order_lines", sa.Column("volume_cm3", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_check_constraint(op.f("ck_order_lines_volume_not_negative"), "order_lines", "volume_cm3 >= 0")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_order_lines_volume_not_negative"), "order_lines", type_="check")
    op.drop_column("order_lines", "volume_cm3")
    op.drop_constraint(op.f("ck_variants_size_positive"), "variants", type_="check")
    op.drop_constraint(op.f("ck_variants_size_has_three_sides"), "variants", type_="check")
    for side in ("height_cm", "width_cm", "length_cm"):
        op.drop_column("variants", side)
    op.drop_table("seller_rates")
    op.drop_table("seller_services")
