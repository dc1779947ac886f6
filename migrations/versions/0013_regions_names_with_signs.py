"""regions: names with signs in them

Revision ID: 0013
Revises: 0012
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BEFORE = (
    "to_tsvector('simple', path || ' ' || replace(regexp_replace(path, '(Kel[.]|Desa|Kec[.]) ', ', ', 'g'), ' ', '')"
    " || ' ' || coalesce(postal_code, ''))"
)
AFTER = (
    "to_tsvector('simple', regexp_replace(translate(path, '''’', ''), '[^A-Za-z0-9]+', ' ', 'g') || ' ' || "
    "regexp_replace(regexp_replace(path, '(Kel[.]|Desa|Kec[.]) ', ',', 'g'), '[^A-Za-z0-9,]+', '', 'g')"
    " || ' ' || coalesce(postal_code, ''))"
)


def upgrade() -> None:
    _made_anew(AFTER)


def downgrade() -> None:
    _made_anew(BEFORE)


def _made_anew(words: str) -> None:
    """What a generated column is made of cannot be changed before PostgreSQL 17."""
    op.execute("ALTER TABLE regions DROP COLUMN search")
    op.execute(
        f"ALTER TABLE regions ADD COLUMN search tsvector GENERATED ALWAYS AS ({words}) STORED NOT NULL"
    )
    op.create_index("ix_regions_search", "regions", ["search"], unique=False, postgresql_using="gin")
