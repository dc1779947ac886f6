"""catalog: what of an offer waits with a version, what was kept with it, and changes that confirmed themselves

Revision ID: 0056
Revises: 0055
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

KEEP = """
    UPDATE revisions AS r SET kept = jsonb_build_object(
        'choices', coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'variant', v.id, 'label', v.label, 'price', v.price, 'weight_g', v.weight_g,
                'sides', CASE WHEN v.length_cm IS NOT NULL
                    THEN jsonb_build_array(v.length_cm, v.width_cm, v.height_cm) END
            ) ORDER BY v.position, v.id)
            FROM variants AS v WHERE v.product_id = r.product_id AND v.removed_at IS NULL
        ), '[]'),
        'papers', coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'kind', p.kind, 'number', coalesce(nullif(p.number, ''), p.typed), 'ends_on', p.ends_on
            ) ORDER BY p.kind)
            FROM papers AS p WHERE p.product_id = r.product_id
        ), '[]'),
        'packaging', coalesce((
            SELECT jsonb_object_agg(a.item, a.answer) FROM (
                SELECT DISTINCT ON (item) item, answer FROM packaging_answers
                WHERE product_id = r.product_id AND looker = 'seller' ORDER BY item, id DESC
            ) AS a
        ), '{}')
    ) WHERE r.state IN ('approved', 'submitted')
"""
PRICES = """
    INSERT INTO offer_changes (product_id, variant_id, label, part, standing, now, changed_at)
    SELECT v.product_id, v.id, v.label, 'price', 'approved', v.price, p.approved_at
    FROM variants AS v JOIN products AS p ON p.id = v.product_id
    WHERE p.approved_revision_id IS NOT NULL AND v.removed_at IS NULL ORDER BY v.id
"""


def upgrade() -> None:
    op.add_column(
        "revisions",
        sa.Column("asked", postgresql.JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False),
    )
    op.add_column("revisions", sa.Column("kept", postgresql.JSONB(), nullable=True))
    op.execute(KEEP)
    op.create_check_constraint(
        op.f("ck_revisions_draft_keeps_nothing"), "revisions", "state <> 'draft' OR kept IS NULL"
    )
    op.create_check_constraint(
        op.f("ck_revisions_asked_is_a_list"), "revisions", "jsonb_typeof(asked) = 'array'"
    )
    op.add_column("photos", sa.Column("digest", sa.Text(), nullable=True))
    op.create_table(
        "offer_changes",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "price",
                "stock",
                "weight",
                "size",
                "removed",
                "supply",
                "limits",
                "note",
                name="offerpart",
                native_enum=False,
                length=32,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "standing",
            sa.Enum(
                "at_once", "approved", name="standing", native_enum=False, length=32, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column("was", sa.BigInteger(), nullable=True),
        sa.Column("now", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "part <> 'price' OR (now > 0 AND variant_id IS NOT NULL)",
            name=op.f("ck_offer_changes_price_is_of_a_choice"),
        ),
        sa.CheckConstraint(
            "part NOT IN ('stock', 'weight') OR (was IS NOT NULL AND now IS NOT NULL)",
            name=op.f("ck_offer_changes_counts_have_both"),
        ),
        sa.CheckConstraint(
            "part NOT IN ('size', 'supply', 'limits', 'note') OR (was IS NULL AND now IS NULL)",
            name=op.f("ck_offer_changes_others_have_no_number"),
        ),
        sa.CheckConstraint(
            "standing = 'at_once' OR part = 'price'", name=op.f("ck_offer_changes_prices_are_approved")
        ),
        sa.CheckConstraint(
            "standing = 'approved' OR by_id IS NOT NULL", name=op.f("ck_offer_changes_at_once_has_somebody")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_offer_changes_by_id_people")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_offer_changes_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variants.id"], name=op.f("fk_offer_changes_variant_id_variants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_changes")),
    )
    op.create_index("ix_offer_changes_product", "offer_changes", ["product_id", "id"])
    op.create_index(
        "ix_offer_changes_prices",
        "offer_changes",
        ["variant_id", "id"],
        postgresql_where=sa.text("part = 'price'"),
    )
    op.execute(PRICES)
    op.execute(
        "CREATE TRIGGER offer_changes_are_history BEFORE UPDATE OR DELETE ON offer_changes "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER offer_changes_are_kept BEFORE TRUNCATE ON offer_changes "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("offer_changes")
    op.drop_column("photos", "digest")
    op.drop_constraint(op.f("ck_revisions_asked_is_a_list"), "revisions", type_="check")
    op.drop_constraint(op.f("ck_revisions_draft_keeps_nothing"), "revisions", type_="check")
    op.drop_column("revisions", "kept")
    op.drop_column("revisions", "asked")
