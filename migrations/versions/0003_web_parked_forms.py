"""web: parked forms

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "parked_forms",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("fields", postgresql.JSONB(), nullable=False),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parked_forms")),
    )
    op.create_index(op.f("ix_parked_forms_parked_at"), "parked_forms", ["parked_at"], unique=False)
    op.create_index(op.f("ix_parked_forms_person_id"), "parked_forms", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_parked_forms_person_id"), table_name="parked_forms")
    op.drop_index(op.f("ix_parked_forms_parked_at"), table_name="parked_forms")
    op.drop_table("parked_forms")
