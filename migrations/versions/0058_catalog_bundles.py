"""catalog: sets of goods; orders: which lines of a cart and of an order belong to one

Revision ID: 0058
Revises: 0057
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

KEEP_BUNDLES = """
    CREATE FUNCTION keep_shown_bundles() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.state = 'draft' THEN
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.state = 'shown' AND NEW.state = 'withdrawn'
            AND to_jsonb(NEW) - ARRAY['state', 'withdrawn_at', 'withdraw_reason']
                = to_jsonb(OLD) - ARRAY['state', 'withdrawn_at', 'withdraw_reason'] THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a set that was shown is never changed and never deleted'
            USING ERRCODE = 'integrity_constraint_violation';
    END $$
"""
KEEP_PARTS = """
    CREATE FUNCTION keep_parts_of_shown_bundles() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT FROM bundles WHERE state <> 'draft' AND id IN (
                CASE WHEN TG_OP <> 'INSERT' THEN OLD.bundle_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.bundle_id END
            )
        ) THEN
            RAISE EXCEPTION 'the parts of a set that was shown are never changed'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END $$
"""


def upgrade() -> None:
    op.create_table(
        "bundles",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("occasions", postgresql.JSONB(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "shown",
                "withdrawn",
                name="bundlestate",
                native_enum=False,
                length=32,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("earlier_id", sa.BigInteger(), nullable=True),
        sa.Column("made_by_id", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdraw_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_bundles_has_name")),
        sa.CheckConstraint(
            "(state = 'draft') = (shown_at IS NULL)", name=op.f("ck_bundles_shown_has_moment")
        ),
        sa.CheckConstraint("state = 'draft' OR story <> ''", name=op.f("ck_bundles_shown_has_story")),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)",
            name=op.f("ck_bundles_withdrawn_has_moment"),
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdraw_reason IS NULL)",
            name=op.f("ck_bundles_withdrawn_has_reason"),
        ),
        sa.CheckConstraint("jsonb_typeof(occasions) = 'array'", name=op.f("ck_bundles_occasions_are_a_list")),
        sa.CheckConstraint("earlier_id <> id", name=op.f("ck_bundles_follows_another")),
        sa.ForeignKeyConstraint(["earlier_id"], ["bundles.id"], name=op.f("fk_bundles_earlier_id_bundles")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_bundles_made_by_id_people")),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_bundles_region_code_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundles")),
        sa.UniqueConstraint("slug", name=op.f("uq_bundles_slug")),
    )
    op.create_index("ix_bundles_region_code", "bundles", ["region_code"])
    op.create_index(
        "ix_bundles_shown", "bundles", ["shown_at", "id"], postgresql_where=sa.text("state = 'shown'")
    )
    op.create_index(
        "uq_bundles_next",
        "bundles",
        ["earlier_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'withdrawn' AND earlier_id IS NOT NULL"),
    )
    op.create_table(
        "bundle_parts",
        sa.Column("bundle_id", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("pieces", sa.SmallInteger(), nullable=False),
        sa.Column("is_box", sa.Boolean(), nullable=False),
        sa.CheckConstraint("pieces BETWEEN 1 AND 99", name=op.f("ck_bundle_parts_pieces")),
        sa.ForeignKeyConstraint(
            ["bundle_id"], ["bundles.id"], name=op.f("fk_bundle_parts_bundle_id_bundles")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variants.id"], name=op.f("fk_bundle_parts_variant_id_variants")
        ),
        sa.PrimaryKeyConstraint("bundle_id", "variant_id", name=op.f("pk_bundle_parts")),
        sa.UniqueConstraint("bundle_id", "position", name=op.f("uq_bundle_parts_bundle_id_position")),
    )
    op.execute(KEEP_BUNDLES)
    op.execute(KEEP_PARTS)
    op.execute(
        "CREATE TRIGGER bundles_stay_as_shown BEFORE UPDATE OR DELETE ON bundles "
        "FOR EACH ROW EXECUTE FUNCTION keep_shown_bundles()"
    )
    op.execute(
        "CREATE TRIGGER bundle_parts_stay_as_shown BEFORE INSERT OR UPDATE OR DELETE ON bundle_parts "
        "FOR EACH ROW EXECUTE FUNCTION keep_parts_of_shown_bundles()"
    )
    for table in ("cart_lines", "order_lines"):
        op.add_column(table, sa.Column("bundle_id", sa.BigInteger(), nullable=True))
        op.create_foreign_key(op.f(f"fk_{table}_bundle_id_bundles"), table, "bundles", ["bundle_id"], ["id"])
    op.create_check_constraint(
        op.f("ck_cart_lines_in_a_set_without_note"), "cart_lines", "bundle_id IS NULL OR note = ''"
    )
    op.drop_constraint(op.f("uq_cart_lines_cart_id_variant_id_note"), "cart_lines", type_="unique")
    op.create_unique_constraint(
        op.f("uq_cart_lines_cart_id_variant_id_note_bundle_id"),
        "cart_lines",
        ["cart_id", "variant_id", "note", "bundle_id"],
        postgresql_nulls_not_distinct=True,
    )


def downgrade() -> None:
    op.execute("DELETE FROM cart_lines WHERE bundle_id IS NOT NULL")
    op.drop_constraint(op.f("uq_cart_lines_cart_id_variant_id_note_bundle_id"), "cart_lines", type_="unique")
    op.create_unique_constraint(
        op.f("uq_cart_lines_cart_id_variant_id_note"), "cart_lines", ["cart_id", "variant_id", "note"]
    )
    op.drop_constraint(op.f("ck_cart_lines_in_a_set_without_note"), "cart_lines", type_="check")
    for table in ("order_lines", "cart_lines"):
        op.drop_column(table, "bundle_id")
    op.drop_table("bundle_parts")
    op.drop_table("bundles")
    op.execute("DROP FUNCTION keep_parts_of_shown_bundles")
    op.execute("DROP FUNCTION keep_shown_bundles")
