"""curation: a round is looked at by one curator at a time, and returns to the queue by itself

Revision ID: 0052
Revises: 0051
"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

STATES = ("submitted", "approved", "changes_asked", "declined", "withdrawn")
OPEN = "state IN ('submitted', 'in_review')"
WAITING = "state = 'submitted'"


def _states(states: tuple[str, ...]) -> None:
    op.drop_constraint(op.f("ck_rounds_roundstate"), "rounds", type_="check")
    listed = ", ".join(f"'{state}'" for state in states)
    op.create_check_constraint(op.f("ck_rounds_roundstate"), "rounds", f"state IN ({listed})")


def _indexes(open_ones: str) -> None:
    op.drop_index("uq_rounds_open", table_name="rounds")
    op.drop_index("ix_rounds_queue", table_name="rounds")
    op.create_index(
        "uq_rounds_open", "rounds", ["product_id"], unique=True, postgresql_where=sa.text(open_ones)
    )
    op.create_index("ix_rounds_queue", "rounds", ["submitted_at", "id"], postgresql_where=sa.text(open_ones))


def _history(open_states: str) -> None:
    """A judged or withdrawn round is changed by nobody."""
    op.execute(
        f"""
        CREATE OR REPLACE FUNCTION refuse_judged() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR OLD.state NOT IN ({open_states}) THEN
                RAISE EXCEPTION 'a judged round is history' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$
        """
    )


def upgrade() -> None:
    op.add_column("rounds", sa.Column("claimed_by_id", sa.BigInteger(), nullable=True))
    op.add_column("rounds", sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("rounds", sa.Column("claim_ends_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(
        op.f("fk_rounds_claimed_by_id_people"), "rounds", "people", ["claimed_by_id"], ["id"]
    )
    _states((*STATES[:1], "in_review", *STATES[1:]))
    op.create_check_constraint(
        op.f("ck_rounds_in_review_is_claimed"),
        "rounds",
        "(state = 'in_review') = (claimed_by_id IS NOT NULL) AND (claimed_by_id IS NULL) = (claimed_at IS NULL) "
        "AND (claimed_by_id IS NULL) = (claim_ends_at IS NULL)",
    )
    op.create_check_constraint(op.f("ck_rounds_claim_ends_later"), "rounds", "claim_ends_at > claimed_at")
    op.create_check_constraint(
        op.f("ck_rounds_claimed_by_another"), "rounds", "claimed_by_id <> submitted_by_id"
    )
    op.create_index(
        "ix_rounds_claimed_by_id",
        "rounds",
        ["claimed_by_id"],
        postgresql_where=sa.text("claimed_by_id IS NOT NULL"),
    )
    _indexes(OPEN)
    _history("'submitted', 'in_review'")


def downgrade() -> None:
    op.execute(
        "UPDATE rounds SET state = 'submitted', claimed_by_id = NULL, claimed_at = NULL, claim_ends_at = NULL "
        "WHERE state = 'in_review'"
    )
    _history("'submitted'")
    _indexes(WAITING)
    op.drop_index("ix_rounds_claimed_by_id", table_name="rounds")
    for name in ("claimed_by_another", "claim_ends_later", "in_review_is_claimed"):
        op.drop_constraint(op.f(f"ck_rounds_{name}"), "rounds", type_="check")
    _states(STATES)
    op.drop_constraint(op.f("fk_rounds_claimed_by_id_people"), "rounds", type_="foreignkey")
    for name in ("claim_ends_at", "claimed_at", "claimed_by_id"):
        op.drop_column("rounds", name)
