"""media: what the pixels of a photo say

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("photos", sa.Column("measures", postgresql.JSONB(), nullable=True))
    op.create_check_constraint(
        op.f("ck_photos_measures_are_named"), "photos", "jsonb_typeof(measures) = 'object'"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_photos_measures_are_named"), "photos")
    op.drop_column("photos", "measures")
