"""ledger: what sellers state about their turnover of a year

Revision ID: 0041
Revises: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "turnover_statements",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("up_to", sa.BigInteger(), nullable=False),
        sa.Column("stated_by_id", sa.BigInteger(), nullable=False),
        sa.Column("stated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "year BETWEEN 2022 AND 2999", name=op.f("ck_turnover_statements_year_makes_sense")
        ),
        sa.CheckConstraint("up_to > 0", name=op.f("ck_turnover_statements_limit_positive")),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_turnover_statements_seller_id_sellers")
        ),
        sa.ForeignKeyConstraint(
            ["stated_by_id"], ["people.id"], name=op.f("fk_turnover_statements_stated_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_turnover_statements_evidence_id_evidence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turnover_statements")),
        sa.UniqueConstraint("seller_id", "year", name=op.f("uq_turnover_statements_seller_id_year")),
    )


def downgrade() -> None:
    op.drop_table("turnover_statements")
