"""curation: versions of the rubric, scores of a round, and what they came to

Revision ID: 0054
Revises: 0053
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "rubrics",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("family", _words("family", "food", "craft"), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=True),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("state", _words("rubricstate", "draft", "set", "dropped"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("number > 1", name=op.f("ck_rubrics_first_is_the_file")),
        sa.CheckConstraint(
            "(state = 'set') = (begins_on IS NOT NULL AND decided_at IS NOT NULL AND decided_by_id IS NOT NULL)",
            name=op.f("ck_rubrics_set_has_day_and_name"),
        ),
        sa.CheckConstraint("state <> 'set' OR tried_at IS NOT NULL", name=op.f("ck_rubrics_set_was_tried")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["people.id"], name=op.f("fk_rubrics_decided_by_id_people")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_rubrics_made_by_id_people")),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_rubrics_region_code_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubrics")),
        sa.UniqueConstraint("family", "number", name=op.f("uq_rubrics_family_number")),
    )
    op.create_index(
        "uq_rubrics_draft", "rubrics", ["family"], unique=True, postgresql_where=sa.text("state = 'draft'")
    )
    # a version by which somebody may have been judged stays as it was, for everybody
    op.execute(
        """
        CREATE FUNCTION refuse_set_rubric() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR OLD.state <> 'draft' THEN
                RAISE EXCEPTION 'a version of the rubric is history' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER rubrics_are_history BEFORE UPDATE OR DELETE ON rubrics"
        " FOR EACH ROW EXECUTE FUNCTION refuse_set_rubric()"
    )
    op.execute(
        "CREATE TRIGGER rubrics_are_kept BEFORE TRUNCATE ON rubrics FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.create_table(
        "round_scores",
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scored_by_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 4", name=op.f("ck_round_scores_score_has_an_anchor")),
        sa.CheckConstraint("score >= 2 OR note <> ''", name=op.f("ck_round_scores_low_has_note")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_round_scores_round_id_rounds")),
        sa.ForeignKeyConstraint(
            ["scored_by_id"], ["people.id"], name=op.f("fk_round_scores_scored_by_id_people")
        ),
        sa.PrimaryKeyConstraint("round_id", "criterion", name=op.f("pk_round_scores")),
    )
    op.create_table(
        "round_photos",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_round_photos_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_round_photos_round_id_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_photos")),
    )
    op.create_index(op.f("ix_round_photos_round_id"), "round_photos", ["round_id"])
    # scores are written anew while a round is open; with its decision they are frozen, photos too
    op.execute(
        """
        CREATE FUNCTION refuse_in_closed_round() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            round_ids bigint[] := CASE TG_OP
                WHEN 'INSERT' THEN ARRAY[NEW.round_id]
                WHEN 'DELETE' THEN ARRAY[OLD.round_id]
                ELSE ARRAY[OLD.round_id, NEW.round_id] END;
        BEGIN
            PERFORM 1 FROM rounds WHERE id = ANY(round_ids) FOR SHARE;
            IF EXISTS (
                SELECT 1 FROM rounds WHERE id = ANY(round_ids)
                AND state IN ('approved', 'changes_asked', 'declined', 'withdrawn')
            ) THEN
                RAISE EXCEPTION 'scores of a judged round are history' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END $$
        """
    )
    for table in ("round_scores", "round_photos"):
        op.execute(
            f"CREATE TRIGGER {table}_are_history BEFORE INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_in_closed_round()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_are_kept BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    op.add_column("rounds", sa.Column("rubric_version", sa.Text(), nullable=True))
    op.add_column("rounds", sa.Column("score", sa.BigInteger(), nullable=True))
    op.add_column("rounds", sa.Column("grade", _words("grade", "A", "B", "C", "D"), nullable=True))
    for name in ("gates_failed", "reasons"):
        op.add_column(
            "rounds",
            sa.Column(name, postgresql.JSONB(), nullable=False, server_default=sa.text("'[]'")),
        )
    op.add_column("rounds", sa.Column("internal_note", sa.Text(), nullable=False, server_default=""))
    # rounds of before were judged without a rubric, and say so
    op.execute("ALTER TABLE rounds DISABLE TRIGGER rounds_are_history")
    op.execute("UPDATE rounds SET rubric_version = '0' WHERE judged_at IS NOT NULL")
    op.execute("ALTER TABLE rounds ENABLE TRIGGER rounds_are_history")
    for name, rule in (
        ("judged_has_rubric", "judged_at IS NULL OR rubric_version IS NOT NULL"),
        ("score_in_hundredths", "score BETWEEN 0 AND 10000"),
        ("score_has_grade", "(score IS NULL) = (grade IS NULL)"),
        ("only_judged_has_score", "score IS NULL OR judged_at IS NOT NULL"),
        (
            "approved_is_good_enough",
            "state <> 'approved' OR rubric_version = '0' OR (grade IS NOT NULL AND grade <> 'D' AND gates_failed = '[]')",
        ),
    ):
        op.create_check_constraint(op.f(f"ck_rounds_{name}"), "rounds", rule)


def downgrade() -> None:
    for name in (
        "approved_is_good_enough",
        "only_judged_has_score",
        "score_has_grade",
        "score_in_hundredths",
        "judged_has_rubric",
    ):
        op.drop_constraint(op.f(f"ck_rounds_{name}"), "rounds", type_="check")
    for name in ("internal_note", "reasons", "gates_failed", "grade", "score", "rubric_version"):
        op.drop_column("rounds", name)
    op.drop_table("round_photos")
    op.drop_table("round_scores")
    op.execute("DROP FUNCTION refuse_in_closed_round")
    op.drop_table("rubrics")
    op.execute("DROP FUNCTION refuse_set_rubric")
