"""catalog: packaging answers

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "packaging_answers",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("list_version", sa.Text(), nullable=False),
        sa.Column(
            "looker",
            sa.Enum("seller", "curator", name="looker", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "answer",
            sa.Enum(
                "ya",
                "belum",
                "tidak_perlu",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=True),
        sa.Column("photo_id", sa.BigInteger(), nullable=True),
        sa.Column("packaging", sa.Text(), nullable=False),
        sa.Column("photos", postgresql.JSONB(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("item <> ''", name=op.f("ck_packaging_answers_item_has_code")),
        sa.CheckConstraint(
            "evidence_id IS NULL OR photo_id IS NULL", name=op.f("ck_packaging_answers_one_picture")
        ),
        sa.CheckConstraint(
            "looker = 'seller' OR (evidence_id IS NULL AND photo_id IS NULL)",
            name=op.f("ck_packaging_answers_pictures_are_the_sellers"),
        ),
        sa.CheckConstraint(
            "looker = 'curator' OR note = ''", name=op.f("ck_packaging_answers_notes_are_the_curators")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["people.id"], name=op.f("fk_packaging_answers_answered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_packaging_answers_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photos.id"], name=op.f("fk_packaging_answers_photo_id_photos")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_packaging_answers_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_answers")),
    )
    op.create_index(
        "ix_packaging_answers_newest",
        "packaging_answers",
        ["product_id", "item", "looker", "id"],
        unique=False,
    )
    op.execute(
        "CREATE TRIGGER packaging_answers_are_history BEFORE UPDATE OR DELETE ON packaging_answers "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER packaging_answers_are_kept BEFORE TRUNCATE ON packaging_answers "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.drop_index("ix_packaging_answers_newest", table_name="packaging_answers")
    op.drop_table("packaging_answers")
