"""orders: print runs

Revision ID: 0026
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0022"
branch_labels = None
depends_on = None


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "print_runs",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", _words("printkind", "label", "list"), nullable=False),
        sa.Column("sheet", _words("sheet", "own", "a4"), nullable=False),
        sa.Column("state", _words("printstate", "waiting", "running", "done", "failed"), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("file_key", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "done BETWEEN 0 AND total AND total > 0", name=op.f("ck_print_runs_done_of_total")
        ),
        sa.CheckConstraint("state <> 'done' OR done = total", name=op.f("ck_print_runs_done_is_whole")),
        sa.CheckConstraint("(state = 'done') = (size IS NOT NULL)", name=op.f("ck_print_runs_done_has_size")),
        sa.CheckConstraint(
            "(state = 'failed') = (problem IS NOT NULL)", name=op.f("ck_print_runs_failed_has_problem")
        ),
        sa.CheckConstraint(
            "(state IN ('done', 'failed')) = (ended_at IS NOT NULL)",
            name=op.f("ck_print_runs_ended_has_moment"),
        ),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_print_runs_tries_not_negative")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_print_runs_asked_by_id_people")
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_print_runs_seller_id_sellers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_runs")),
        sa.UniqueConstraint("file_key", name=op.f("uq_print_runs_file_key")),
    )
    op.create_index("ix_print_runs_newest", "print_runs", ["seller_id", "id"], unique=False)
    op.create_index(op.f("ix_print_runs_asked_at"), "print_runs", ["asked_at"], unique=False)
    op.create_table(
        "print_parts",
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("parcel_id", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("facts", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "facts IS NULL OR problem IS NULL", name=op.f("ck_print_parts_prepared_or_left_out")
        ),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_print_parts_tries_not_negative")),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcels.id"], name=op.f("fk_print_parts_parcel_id_parcels")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["print_runs.id"], name=op.f("fk_print_parts_run_id_print_runs"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "position", name=op.f("pk_print_parts")),
        sa.UniqueConstraint("run_id", "parcel_id", name=op.f("uq_print_parts_run_id_parcel_id")),
    )


def downgrade() -> None:
    op.drop_table("print_parts")
    op.drop_index(op.f("ix_print_runs_asked_at"), table_name="print_runs")
    op.drop_index("ix_print_runs_newest", table_name="print_runs")
    op.drop_table("print_runs")
