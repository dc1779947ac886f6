"""catalog: the BPOM number (MD) as a paper, and papers that must be seen before a product is on show again

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KIND = "ck_papers_paperkind"


def upgrade() -> None:
    op.drop_constraint(op.f(KIND), "papers", type_="check")
    op.create_check_constraint(op.f(KIND), "papers", "kind IN ('pirt', 'bpom', 'halal')")
    op.add_column(
        "papers", sa.Column("must_be_seen", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_check_constraint(
        op.f("ck_papers_seen_settles_it"), "papers", "seen_at IS NULL OR NOT must_be_seen"
    )


def downgrade() -> None:
    """MD numbers have no place in the table of before."""
    op.execute("DELETE FROM papers WHERE kind = 'bpom'")
    op.drop_constraint(op.f("ck_papers_seen_settles_it"), "papers", type_="check")
    op.drop_column("papers", "must_be_seen")
    op.drop_constraint(op.f(KIND), "papers", type_="check")
    op.create_check_constraint(op.f(KIND), "papers", "kind IN ('pirt', 'halal')")
