"""db: journal and jobs

Revision ID: 0001
Revises:
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql" / "0001_procrastinate.sql"


def upgrade() -> None:
    # on a server of somebody else's an administrator may have to make the extensions first
    for extension in ("pg_trgm", "unaccent", "btree_gist"):
        op.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    op.create_table(
        "journal",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("for_id", sa.BigInteger(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    op.create_index(op.f("ix_journal_for_id"), "journal", ["for_id"])
    op.create_index("ix_journal_subject", "journal", ["subject", "subject_id"])
    op.execute(
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% is history: it is never changed and never deleted', TG_TABLE_NAME
                USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER journal_is_history BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER journal_is_kept BEFORE TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.get_bind().connection.driver_connection.execute(SQL.read_text())


def downgrade() -> None:
    op.execute(
        "DROP TABLE procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs, procrastinate_workers CASCADE"
    )
    op.execute(
        """
        DO $$ DECLARE f record; BEGIN
            FOR f IN SELECT oid::regprocedure AS name FROM pg_proc
                     WHERE proname LIKE 'procrastinate\\_%' AND pronamespace = 'public'::regnamespace
            LOOP EXECUTE 'DROP FUNCTION ' || f.name || ' CASCADE'; END LOOP;
        END $$
        """
    )
    for name in ("procrastinate_job_status", "procrastinate_job_event_type", "procrastinate_job_to_defer_v1"):
        op.execute(f"DROP TYPE IF EXISTS {name} CASCADE")
    op.drop_table("journal")
    op.execute("DROP FUNCTION refuse_change")
