"""sellers: gerai

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sellers",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "open",
                "closed",
                name="sellerstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("village_code", sa.Text(), nullable=True),
        sa.Column("street", sa.Text(), nullable=True),
        sa.Column("rt", sa.Text(), nullable=True),
        sa.Column("rw", sa.Text(), nullable=True),
        sa.Column("leave_from", sa.Date(), nullable=True),
        sa.Column("leave_until", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state <> 'open' OR (opened_at IS NOT NULL AND village_code IS NOT NULL)",
            name=op.f("ck_sellers_open_has_place"),
        ),
        sa.CheckConstraint(
            "(leave_from IS NULL) = (leave_until IS NULL)", name=op.f("ck_sellers_leave_has_both_ends")
        ),
        sa.CheckConstraint("leave_until >= leave_from", name=op.f("ck_sellers_leave_in_order")),
        sa.ForeignKeyConstraint(
            ["village_code"], ["regions.code"], name=op.f("fk_sellers_village_code_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sellers")),
        sa.UniqueConstraint("slug", name=op.f("uq_sellers_slug")),
    )
    op.create_index(op.f("ix_sellers_village_code"), "sellers", ["village_code"], unique=False)
    op.create_table(
        "memberships",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("is_owner", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_memberships_person_id_people")),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_memberships_seller_id_sellers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
    )
    op.create_index(op.f("ix_memberships_seller_id"), "memberships", ["seller_id"], unique=False)
    op.create_index(
        "uq_memberships_open",
        "memberships",
        ["person_id"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "sending_ways",
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
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_sending_ways_seller_id_sellers")
        ),
        sa.PrimaryKeyConstraint("seller_id", "zone", name=op.f("pk_sending_ways")),
    )


def downgrade() -> None:
    op.drop_table("sending_ways")
    op.drop_index("uq_memberships_open", table_name="memberships", postgresql_where=sa.text("until IS NULL"))
    op.drop_index(op.f("ix_memberships_seller_id"), table_name="memberships")
    op.drop_table("memberships")
    op.drop_index(op.f("ix_sellers_village_code"), table_name="sellers")
    op.drop_table("sellers")
