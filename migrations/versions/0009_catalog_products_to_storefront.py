"""catalog: products to storefront

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "production_lines",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("per_day", sa.BigInteger(), nullable=False),
        sa.Column("days_each", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("per_day > 0", name=op.f("ck_production_lines_per_day_positive")),
        sa.CheckConstraint(
            "days_each = 1 or (days_each > 1 and per_day = 1)", name=op.f("ck_production_lines_one_pace")
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_production_lines_seller_id_sellers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_production_lines")),
    )
    op.create_index(op.f("ix_production_lines_seller_id"), "production_lines", ["seller_id"], unique=False)
    op.create_table(
        "line_days",
        sa.Column("line_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("taken", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_line_days_taken_not_negative")),
        sa.ForeignKeyConstraint(
            ["line_id"], ["production_lines.id"], name=op.f("fk_line_days_line_id_production_lines")
        ),
        sa.PrimaryKeyConstraint("line_id", "day", name=op.f("pk_line_days")),
    )
    op.create_table(
        "products",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "payet",
                "busana",
                "keset",
                "kerajinan",
                "camilan",
                "minuman",
                "bumbu",
                name="category",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "supply",
            sa.Enum("ready", "made", name="supply", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("line_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_revision_id", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gift_until", sa.Date(), nullable=True),
        sa.CheckConstraint("supply <> 'made' OR line_id IS NOT NULL", name=op.f("ck_products_made_has_line")),
        sa.CheckConstraint(
            "(approved_revision_id IS NULL) = (approved_at IS NULL)",
            name=op.f("ck_products_approved_has_moment"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["production_lines.id"], name=op.f("fk_products_line_id_production_lines")
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_products_seller_id_sellers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("slug", name=op.f("uq_products_slug")),
    )
    op.create_index(op.f("ix_products_seller_id"), "products", ["seller_id"], unique=False)
    op.create_table(
        "papers",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("pirt", "halal", name="paperkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ends_on_from_paper", sa.Boolean(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=True),
        sa.Column("seen_by_id", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refuse_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("seen_at IS NULL OR number <> ''", name=op.f("ck_papers_seen_has_number")),
        sa.CheckConstraint(
            "(refused_at IS NULL) = (refuse_reason IS NULL)", name=op.f("ck_papers_refused_has_reason")
        ),
        sa.CheckConstraint(
            "(seen_at IS NULL) = (seen_by_id IS NULL)", name=op.f("ck_papers_seen_has_curator")
        ),
        sa.CheckConstraint("seen_at IS NULL OR refused_at IS NULL", name=op.f("ck_papers_seen_or_refused")),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_papers_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_papers_product_id_products")),
        sa.ForeignKeyConstraint(["seen_by_id"], ["people.id"], name=op.f("fk_papers_seen_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
        sa.UniqueConstraint("product_id", "kind", name=op.f("uq_papers_product_id_kind")),
    )
    op.create_table(
        "revisions",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "approved",
                "changes_asked",
                "declined",
                "superseded",
                name="revisionstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_revisions_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        sa.UniqueConstraint("product_id", "number", name=op.f("uq_revisions_product_id_number")),
    )
    op.create_index(
        "uq_revisions_approved",
        "revisions",
        ["product_id"],
        unique=True,
        postgresql_where=sa.text("state = 'approved'"),
    )
    op.create_index(
        "uq_revisions_working",
        "revisions",
        ["product_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('draft', 'submitted')"),
    )
    op.create_table(
        "storefront_listings",
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "payet",
                "busana",
                "keset",
                "kerajinan",
                "camilan",
                "minuman",
                "bumbu",
                name="category",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "craft",
            sa.Enum(
                "payet", "keset", "pangan", name="craft", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("seller_slug", sa.Text(), nullable=False),
        sa.Column("seller_name", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("city_code", sa.Text(), nullable=False),
        sa.Column("city_name", sa.Text(), nullable=False),
        sa.Column("province_code", sa.Text(), nullable=False),
        sa.Column("price_from", sa.BigInteger(), nullable=False),
        sa.Column("price_to", sa.BigInteger(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("photo_key", sa.Text(), nullable=True),
        sa.Column("photo_alt", sa.Text(), nullable=False),
        sa.Column(
            "supply",
            sa.Enum("ready", "made", name="supply", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("stock", sa.BigInteger(), nullable=False),
        sa.Column("line_id", sa.BigInteger(), nullable=True),
        sa.Column("per_day", sa.BigInteger(), nullable=True),
        sa.Column("days_each", sa.BigInteger(), nullable=True),
        sa.Column("halal_seen", sa.Boolean(), nullable=False),
        sa.Column("shown_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("visible_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("visible_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leave_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leave_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gift_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sheet", postgresql.JSONB(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_storefront_listings_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_storefront_listings_seller_id_sellers")
        ),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_storefront_listings")),
        sa.UniqueConstraint("slug", name=op.f("uq_storefront_listings_slug")),
    )
    op.create_index(
        "ix_storefront_listings_category",
        "storefront_listings",
        ["category", "shown_since", "product_id"],
        unique=False,
    )
    op.create_index(
        "ix_storefront_listings_city",
        "storefront_listings",
        ["city_code", "shown_since", "product_id"],
        unique=False,
    )
    op.create_index(
        "ix_storefront_listings_gift",
        "storefront_listings",
        ["gift_until"],
        unique=False,
        postgresql_where=sa.text("gift_until IS NOT NULL"),
    )
    op.create_index(
        "ix_storefront_listings_newest", "storefront_listings", ["shown_since", "product_id"], unique=False
    )
    op.create_index(
        "ix_storefront_listings_search",
        "storefront_listings",
        ["search"],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index(
        "ix_storefront_listings_seller", "storefront_listings", ["seller_id", "shown_since"], unique=False
    )
    op.create_index(
        "ix_storefront_listings_trigrams",
        "storefront_listings",
        ["search_text"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"search_text": "gin_trgm_ops"},
    )
    op.create_table(
        "variants",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("weight_g", sa.BigInteger(), nullable=False),
        sa.Column("stock", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("price > 0", name=op.f("ck_variants_price_positive")),
        sa.CheckConstraint("stock >= 0", name=op.f("ck_variants_stock_not_negative")),
        sa.CheckConstraint("weight_g > 0", name=op.f("ck_variants_weight_positive")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_variants_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variants")),
    )
    op.create_index(op.f("ix_variants_product_id"), "variants", ["product_id"], unique=False)
    op.create_index(
        "uq_variants_label",
        "variants",
        ["product_id", "label"],
        unique=True,
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "revision_photos",
        sa.Column("revision_id", sa.BigInteger(), nullable=False),
        sa.Column("photo_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["photo_id"], ["photos.id"], name=op.f("fk_revision_photos_photo_id_photos")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_revision_photos_revision_id_revisions")
        ),
        sa.PrimaryKeyConstraint("revision_id", "photo_id", name=op.f("pk_revision_photos")),
    )
    # products and revisions point at each other
    op.create_foreign_key(
        "fk_products_approved_revision_id_revisions",
        "products",
        "revisions",
        ["approved_revision_id"],
        ["id"],
    )


def downgrade() -> None:
    op.drop_constraint("fk_products_approved_revision_id_revisions", "products", type_="foreignkey")
    op.drop_table("revision_photos")
    op.drop_index("uq_variants_label", table_name="variants", postgresql_where=sa.text("removed_at IS NULL"))
    op.drop_index(op.f("ix_variants_product_id"), table_name="variants")
    op.drop_table("variants")
    op.drop_index(
        "ix_storefront_listings_trigrams",
        table_name="storefront_listings",
        postgresql_using="gin",
        postgresql_ops={"search_text": "gin_trgm_ops"},
    )
    op.drop_index("ix_storefront_listings_seller", table_name="storefront_listings")
    op.drop_index("ix_storefront_listings_search", table_name="storefront_listings", postgresql_using="gin")
    op.drop_index("ix_storefront_listings_newest", table_name="storefront_listings")
    op.drop_index(
        "ix_storefront_listings_gift",
        table_name="storefront_listings",
        postgresql_where=sa.text("gift_until IS NOT NULL"),
    )
    op.drop_index("ix_storefront_listings_city", table_name="storefront_listings")
    op.drop_index("ix_storefront_listings_category", table_name="storefront_listings")
    op.drop_table("storefront_listings")
    op.drop_index(
        "uq_revisions_working",
        table_name="revisions",
        postgresql_where=sa.text("state IN ('draft', 'submitted')"),
    )
    op.drop_index(
        "uq_revisions_approved", table_name="revisions", postgresql_where=sa.text("state = 'approved'")
    )
    op.drop_table("revisions")
    op.drop_table("papers")
    op.drop_index(op.f("ix_products_seller_id"), table_name="products")
    op.drop_table("products")
    op.drop_table("line_days")
    op.drop_index(op.f("ix_production_lines_seller_id"), table_name="production_lines")
    op.drop_table("production_lines")
