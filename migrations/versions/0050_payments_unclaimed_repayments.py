"""payments: buyers who have not said to where their money goes back are asked again

Revision ID: 0050
Revises: 0049
"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

RULES = {
    "asked_again_twice_at_most": "asked_again BETWEEN 0 AND 2",
    "asked_again_has_moment": "(asked_again > 0) = (asked_again_at IS NOT NULL)",
    "unclaimed_was_asked": "unclaimed_at IS NULL OR asked_again = 2",
}


def upgrade() -> None:
    op.add_column(
        "repayments", sa.Column("asked_again", sa.SmallInteger(), server_default="0", nullable=False)
    )
    op.add_column("repayments", sa.Column("asked_again_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("repayments", sa.Column("unclaimed_at", sa.DateTime(timezone=True), nullable=True))
    for name, rule in RULES.items():
        op.create_check_constraint(op.f(f"ck_repayments_{name}"), "repayments", rule)


def downgrade() -> None:
    for name in RULES:
        op.drop_constraint(op.f(f"ck_repayments_{name}"), "repayments", type_="check")
    for column in ("unclaimed_at", "asked_again_at", "asked_again"):
        op.drop_column("repayments", column)
