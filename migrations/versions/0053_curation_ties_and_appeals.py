"""curation: ties that curators name, appeals, and what was reminded of a round that waits too long

Revision ID: 0053
Revises: 0052
"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "declared_conflicts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("curator_id", sa.BigInteger(), nullable=False),
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("words <> ''", name=op.f("ck_declared_conflicts_has_words")),
        sa.CheckConstraint("ended_at >= declared_at", name=op.f("ck_declared_conflicts_ends_later")),
        sa.ForeignKeyConstraint(
            ["curator_id"], ["people.id"], name=op.f("fk_declared_conflicts_curator_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_declared_conflicts_seller_id_sellers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declared_conflicts")),
    )
    op.create_index(
        "uq_declared_conflicts_open",
        "declared_conflicts",
        ["curator_id", "seller_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(op.f("ix_declared_conflicts_seller_id"), "declared_conflicts", ["seller_id"])
    op.create_table(
        "curator_homes",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("rt", sa.Text(), nullable=True),
        sa.Column("rw", sa.Text(), nullable=True),
        sa.Column("stated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("street <> ''", name=op.f("ck_curator_homes_has_street")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_curator_homes_person_id_people")),
        sa.ForeignKeyConstraint(
            ["village_code"], ["regions.code"], name=op.f("fk_curator_homes_village_code_regions")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_curator_homes")),
    )
    op.create_table(
        "appeals",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("second_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "upheld",
                "overturned",
                "withdrawn",
                name="appealstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("char_length(words) >= 20", name=op.f("ck_appeals_has_words")),
        sa.CheckConstraint(
            "(state = 'waiting') = (closed_at IS NULL)", name=op.f("ck_appeals_closed_has_date")
        ),
        sa.CheckConstraint("second_id > round_id", name=op.f("ck_appeals_read_afterwards")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_appeals_round_id_rounds")),
        sa.ForeignKeyConstraint(["second_id"], ["rounds.id"], name=op.f("fk_appeals_second_id_rounds")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["people.id"], name=op.f("fk_appeals_asked_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("round_id", name=op.f("uq_appeals_round_id")),
        sa.UniqueConstraint("second_id", name=op.f("uq_appeals_second_id")),
    )
    op.execute(
        """
        CREATE FUNCTION refuse_closed_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR OLD.state <> 'waiting' OR NEW.words <> OLD.words OR NEW.round_id <> OLD.round_id THEN
                RAISE EXCEPTION 'an appeal is history' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            IF NEW.state IN ('upheld', 'overturned') AND (
                SELECT one.judged_by_id = other.judged_by_id OR other.judged_by_id IS NULL
                FROM rounds AS one, rounds AS other WHERE one.id = NEW.round_id AND other.id = NEW.second_id
            ) THEN
                RAISE EXCEPTION 'nobody reads her own decision again' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER appeals_are_history BEFORE UPDATE OR DELETE ON appeals "
        "FOR EACH ROW EXECUTE FUNCTION refuse_closed_appeal()"
    )
    op.execute(
        "CREATE TRIGGER appeals_are_kept BEFORE TRUNCATE ON appeals "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.add_column("rounds", sa.Column("reminders", sa.BigInteger(), server_default="0", nullable=False))
    op.create_check_constraint(op.f("ck_rounds_reminders_two"), "rounds", "reminders IN (0, 1, 2)")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_rounds_reminders_two"), "rounds", type_="check")
    op.drop_column("rounds", "reminders")
    op.drop_table("appeals")
    op.execute("DROP FUNCTION refuse_closed_appeal")
    op.drop_table("curator_homes")
    op.drop_table("declared_conflicts")
