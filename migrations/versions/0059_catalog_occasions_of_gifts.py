"""catalog: occasions of official gifts, chosen with their approval; what else the shelf of gifts is searched by

Revision ID: 0059
Revises: 0058
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

COLUMNS = (
    ("gift_cases", "occasions"),
    ("gift_approvals", "occasions"),
    ("products", "gift_occasions"),
    ("storefront_listings", "gift_occasions"),
)

LIQUID = """
    UPDATE storefront_listings l SET liquid_ml = (r.facts ->> 'net')::bigint
    FROM products p JOIN revisions r ON r.id = p.approved_revision_id
    WHERE p.id = l.product_id AND (
        r.facts ->> 'net_unit' = 'ml' OR (r.facts ->> 'drained')::bigint > 0 OR p.category = 'bumbu'
    )
"""


def upgrade() -> None:
    for table, column in COLUMNS:
        op.add_column(
            table,
            sa.Column(column, postgresql.JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False),
        )
    for table, column in COLUMNS[:3]:
        op.create_check_constraint(
            op.f(f"ck_{table}_occasions_are_a_list"), table, f"jsonb_typeof({column}) = 'array'"
        )
    op.create_check_constraint(
        op.f("ck_products_occasions_are_of_a_gift"),
        "products",
        "gift_until IS NOT NULL OR gift_occasions = '[]'::jsonb",
    )
    op.add_column(
        "storefront_listings", sa.Column("has_story", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("storefront_listings", sa.Column("liquid_ml", sa.BigInteger(), nullable=True))
    # no version tells a story yet: the fact is new
    op.execute("""UPDATE storefront_listings SET sheet = sheet || '{"meaning": ""}'""")
    op.execute(LIQUID)


def downgrade() -> None:
    op.drop_column("storefront_listings", "liquid_ml")
    op.drop_column("storefront_listings", "has_story")
    op.execute("UPDATE storefront_listings SET sheet = sheet - 'meaning'")
    op.drop_constraint(op.f("ck_products_occasions_are_of_a_gift"), "products", type_="check")
    for table, _ in COLUMNS[:3]:
        op.drop_constraint(op.f(f"ck_{table}_occasions_are_a_list"), table, type_="check")
    for table, column in COLUMNS:
        op.drop_column(table, column)
