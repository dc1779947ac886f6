"""standards: changes of the rule book, and the version that a round was checked by

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rule_changes",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("categories", postgresql.JSONB(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=True),
        sa.Column(
            "severity",
            sa.Enum(
                "info",
                "periksa",
                "tolak",
                name="severity",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "basis",
            sa.Enum("law", "house", name="basis", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("helper", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= begins_on", name=op.f("ck_rule_changes_ends_after_it_begins")
        ),
        sa.CheckConstraint("jsonb_array_length(categories) > 0", name=op.f("ck_rule_changes_has_categories")),
        sa.CheckConstraint(
            "sentence <> '' AND next_step <> '' AND source <> ''", name=op.f("ck_rule_changes_has_words")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["people.id"], name=op.f("fk_rule_changes_made_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_rule_changes_region_code_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_changes")),
    )
    op.create_index(op.f("ix_rule_changes_code"), "rule_changes", ["code"], unique=False)
    # what was decided by a rule must stay readable: the book is added to, never rewritten
    op.execute(
        "CREATE TRIGGER rule_changes_are_history BEFORE UPDATE OR DELETE ON rule_changes"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER rule_changes_are_kept BEFORE TRUNCATE ON rule_changes"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    # rounds of before were checked by the first book
    op.add_column("rounds", sa.Column("book_version", sa.Text(), nullable=False, server_default="1.0"))


def downgrade() -> None:
    op.drop_column("rounds", "book_version")
    op.drop_index(op.f("ix_rule_changes_code"), table_name="rule_changes")
    op.drop_table("rule_changes")
