"""catalog: label readings

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "label_readings",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("revision_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "reading",
                "done",
                "failed",
                "by_hand",
                name="readingstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at_photo", sa.BigInteger(), nullable=True),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("declared", postgresql.JSONB(), nullable=False),
        sa.Column("book", sa.Text(), nullable=True),
        sa.Column("today", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(state = 'done') = (book IS NOT NULL AND today IS NOT NULL)",
            name=op.f("ck_label_readings_done_has_book_and_day"),
        ),
        sa.CheckConstraint(
            "(state = 'failed') = (problem IS NOT NULL)", name=op.f("ck_label_readings_failed_has_problem")
        ),
        sa.CheckConstraint(
            "(state = 'reading') = (at_photo IS NOT NULL)",
            name=op.f("ck_label_readings_reading_is_at_a_photo"),
        ),
        sa.CheckConstraint(
            "(state IN ('done', 'failed', 'by_hand')) = (ended_at IS NOT NULL)",
            name=op.f("ck_label_readings_ended_has_moment"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_label_readings_asked_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_label_readings_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_label_readings_revision_id_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_readings")),
    )
    op.create_index("ix_label_readings_newest", "label_readings", ["product_id", "id"], unique=False)
    op.create_index(
        "ix_label_readings_waiting",
        "label_readings",
        ["id"],
        unique=False,
        postgresql_where=sa.text("state IN ('queued', 'reading')"),
    )
    op.create_index(
        "uq_label_readings_open",
        "label_readings",
        ["product_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('queued', 'reading')"),
    )
    op.create_table(
        "label_corrections",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("reading_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "element",
            sa.Enum(
                "name",
                "producer",
                "town",
                "net_weight",
                "pirt",
                "halal",
                "best_before",
                "composition",
                name="element",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status_before",
            sa.Enum(
                "found",
                "different",
                "not_found",
                "unreadable",
                name="status_before",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "status_after",
            sa.Enum(
                "found",
                "different",
                "not_found",
                "unreadable",
                name="status_after",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text_before", sa.Text(), nullable=False),
        sa.Column("text_after", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "seller", "curator", name="corrector", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_label_corrections_by_id_people")),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["label_readings.id"], name=op.f("fk_label_corrections_reading_id_label_readings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_corrections")),
    )
    op.create_index(
        op.f("ix_label_corrections_reading_id"), "label_corrections", ["reading_id"], unique=False
    )
    op.create_table(
        "label_elements",
        sa.Column("reading_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "element",
            sa.Enum(
                "name",
                "producer",
                "town",
                "net_weight",
                "pirt",
                "halal",
                "best_before",
                "composition",
                name="element",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "found",
                "different",
                "not_found",
                "unreadable",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("confidence", sa.BigInteger(), nullable=False),
        sa.Column("photo", sa.BigInteger(), nullable=True),
        sa.Column("box", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "box IS NULL OR photo IS NOT NULL", name=op.f("ck_label_elements_a_place_is_on_a_photo")
        ),
        sa.CheckConstraint(
            "confidence BETWEEN 0 AND 100", name=op.f("ck_label_elements_confidence_in_percent")
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["label_readings.id"], name=op.f("fk_label_elements_reading_id_label_readings")
        ),
        sa.PrimaryKeyConstraint("reading_id", "element", name=op.f("pk_label_elements")),
    )
    op.create_table(
        "label_photos",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("reading_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "front", "back", "side", name="side", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("evidence_id", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.BigInteger(), nullable=False),
        sa.Column("height", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("sight", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(sight IS NULL) = (read_at IS NULL)", name=op.f("ck_label_photos_read_has_sight")
        ),
        sa.CheckConstraint("position BETWEEN 0 AND 3", name=op.f("ck_label_photos_four_at_most")),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_label_photos_tries_not_negative")),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_label_photos_has_size")),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_label_photos_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["label_readings.id"], name=op.f("fk_label_photos_reading_id_label_readings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_photos")),
        sa.UniqueConstraint("reading_id", "digest", name=op.f("uq_label_photos_reading_id_digest")),
        sa.UniqueConstraint("reading_id", "position", name=op.f("uq_label_photos_reading_id_position")),
    )
    op.execute(
        "CREATE TRIGGER label_corrections_are_history BEFORE UPDATE OR DELETE ON label_corrections FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER label_corrections_are_kept BEFORE TRUNCATE ON label_corrections FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("label_photos")
    op.drop_table("label_elements")
    op.drop_index(op.f("ix_label_corrections_reading_id"), table_name="label_corrections")
    op.drop_table("label_corrections")
    op.drop_index(
        "uq_label_readings_open",
        table_name="label_readings",
        postgresql_where=sa.text("state IN ('queued', 'reading')"),
    )
    op.drop_index(
        "ix_label_readings_waiting",
        table_name="label_readings",
        postgresql_where=sa.text("state IN ('queued', 'reading')"),
    )
    op.drop_index("ix_label_readings_newest", table_name="label_readings")
    op.drop_table("label_readings")
