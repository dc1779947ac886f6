"""curation: rounds and gift approvals

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gift_approvals",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("revision_id", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by_id", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (end_reason IS NULL)", name=op.f("ck_gift_approvals_ended_has_reason")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["people.id"], name=op.f("fk_gift_approvals_given_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_gift_approvals_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_gift_approvals_revision_id_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_approvals")),
    )
    op.create_index(
        "uq_gift_approvals_open",
        "gift_approvals",
        ["product_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "rounds",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("revision_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "submitted",
                "approved",
                "changes_asked",
                "declined",
                "withdrawn",
                name="roundstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by_id", sa.BigInteger(), nullable=False),
        sa.Column("findings", postgresql.JSONB(), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judged_by_id", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("points", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('approved', 'changes_asked', 'declined')) = (judged_at IS NOT NULL AND judged_by_id IS NOT NULL)",
            name=op.f("ck_rounds_judged_has_judge_and_date"),
        ),
        sa.CheckConstraint(
            "state <> 'changes_asked' OR jsonb_array_length(points) > 0",
            name=op.f("ck_rounds_changes_have_points"),
        ),
        sa.CheckConstraint("judged_by_id <> submitted_by_id", name=op.f("ck_rounds_not_her_own")),
        sa.ForeignKeyConstraint(["judged_by_id"], ["people.id"], name=op.f("fk_rounds_judged_by_id_people")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_rounds_product_id_products")),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_rounds_region_code_regions")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_rounds_revision_id_revisions")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["people.id"], name=op.f("fk_rounds_submitted_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint("product_id", "number", name=op.f("uq_rounds_product_id_number")),
    )
    op.create_index(
        "ix_rounds_queue",
        "rounds",
        ["submitted_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'submitted'"),
    )
    op.create_index(
        "uq_rounds_open",
        "rounds",
        ["product_id"],
        unique=True,
        postgresql_where=sa.text("state = 'submitted'"),
    )
    # a round is judged once; after that it is history, for everybody
    op.execute(
        """
        CREATE FUNCTION refuse_judged() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR OLD.state <> 'submitted' THEN
                RAISE EXCEPTION 'a judged round is history' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER rounds_are_history BEFORE UPDATE OR DELETE ON rounds FOR EACH ROW EXECUTE FUNCTION refuse_judged()"
    )
    op.execute(
        "CREATE TRIGGER rounds_are_kept BEFORE TRUNCATE ON rounds FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.drop_index("uq_rounds_open", table_name="rounds", postgresql_where=sa.text("state = 'submitted'"))
    op.drop_index("ix_rounds_queue", table_name="rounds", postgresql_where=sa.text("state = 'submitted'"))
    op.drop_table("rounds")
    op.drop_index(
        "uq_gift_approvals_open", table_name="gift_approvals", postgresql_where=sa.text("ended_at IS NULL")
    )
    op.drop_table("gift_approvals")
    op.execute("DROP FUNCTION refuse_judged")
