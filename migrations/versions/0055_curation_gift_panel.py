"""curation: the panel of official gifts, its voices, and the first day; catalog: the first day on the shelf

Revision ID: 0055
Revises: 0054
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

STATES = ("voting", "given", "declined", "dropped", "lapsed")

CARRY_OVER = """
WITH cases AS (
    INSERT INTO gift_cases (product_id, revision_id, round_id, region_code, state, starts_on, until, conditions,
        opened_at, opened_by_id, vote_by, closed_at)
    SELECT a.product_id, a.revision_id, r.id, r.region_code, 'given', least(a.given_at::date, a.until - 1), a.until,
        '[]'::jsonb, a.given_at, a.given_by_id, a.given_at, a.given_at
    FROM gift_approvals a CROSS JOIN LATERAL (
        SELECT id, region_code FROM rounds
        WHERE product_id = a.product_id AND revision_id = a.revision_id AND state = 'approved'
        ORDER BY number DESC LIMIT 1) r
    ORDER BY a.id
    RETURNING id, product_id, opened_at, opened_by_id, starts_on
), voices AS (
    INSERT INTO gift_votes (case_id, person_id, is_for, as_chair, words, said_at)
    SELECT id, opened_by_id, true, false, '', opened_at FROM cases
)
UPDATE gift_approvals a SET case_id = c.id, starts_on = c.starts_on,
    code = 'OR' || upper(translate(substr(md5(a.id::text || random()::text), 1, 8), '01', 'XY'))
FROM cases c WHERE c.product_id = a.product_id AND c.opened_at = a.given_at
"""


def upgrade() -> None:
    op.create_table(
        "gift_cases",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("revision_id", sa.BigInteger(), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="casestate", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("conditions", postgresql.JSONB(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.BigInteger(), nullable=False),
        sa.Column("vote_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'voting') = (closed_at IS NULL)", name=op.f("ck_gift_cases_closed_has_moment")
        ),
        sa.CheckConstraint("until > starts_on", name=op.f("ck_gift_cases_days_in_order")),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["people.id"], name=op.f("fk_gift_cases_opened_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_gift_cases_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_gift_cases_region_code_regions")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_gift_cases_revision_id_revisions")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_gift_cases_round_id_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_cases")),
    )
    op.create_index(op.f("ix_gift_cases_product_id"), "gift_cases", ["product_id"])
    op.create_index(
        "uq_gift_cases_open",
        "gift_cases",
        ["product_id"],
        unique=True,
        postgresql_where=sa.text("state = 'voting'"),
    )
    op.create_index(
        "ix_gift_cases_due", "gift_cases", ["vote_by"], postgresql_where=sa.text("state = 'voting'")
    )
    op.create_table(
        "gift_votes",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("is_for", sa.Boolean(), nullable=False),
        sa.Column("as_chair", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("is_for OR words <> ''", name=op.f("ck_gift_votes_no_has_reason")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["gift_cases.id"], name=op.f("fk_gift_votes_case_id_gift_cases")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_gift_votes_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_votes")),
        sa.UniqueConstraint("case_id", "person_id", name=op.f("uq_gift_votes_case_id_person_id")),
    )
    # what was said and decided is history, for everybody
    op.execute(
        "CREATE TRIGGER gift_votes_are_history BEFORE UPDATE OR DELETE ON gift_votes "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER gift_votes_are_kept BEFORE TRUNCATE ON gift_votes "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        """
        CREATE FUNCTION refuse_closed_case() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR OLD.state <> 'voting' THEN
                RAISE EXCEPTION 'a closed case is history' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER gift_cases_are_history BEFORE UPDATE OR DELETE ON gift_cases "
        "FOR EACH ROW EXECUTE FUNCTION refuse_closed_case()"
    )
    op.execute(
        "CREATE TRIGGER gift_cases_are_kept BEFORE TRUNCATE ON gift_cases "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )

    op.add_column("gift_approvals", sa.Column("case_id", sa.BigInteger(), nullable=True))
    op.add_column("gift_approvals", sa.Column("code", sa.Text(), nullable=True))
    op.add_column("gift_approvals", sa.Column("starts_on", sa.Date(), nullable=True))
    op.add_column(
        "gift_approvals",
        sa.Column("conditions", postgresql.JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False),
    )
    op.alter_column("gift_approvals", "conditions", server_default=None)
    op.add_column("gift_approvals", sa.Column("reminded", sa.BigInteger(), nullable=True))
    op.execute(CARRY_OVER)
    for column in ("case_id", "code", "starts_on"):
        op.alter_column("gift_approvals", column, nullable=False)
    op.create_check_constraint(op.f("ck_gift_approvals_days_in_order"), "gift_approvals", "until > starts_on")
    op.create_unique_constraint(op.f("uq_gift_approvals_case_id"), "gift_approvals", ["case_id"])
    op.create_unique_constraint(op.f("uq_gift_approvals_code"), "gift_approvals", ["code"])
    op.create_foreign_key(
        op.f("fk_gift_approvals_case_id_gift_cases"), "gift_approvals", "gift_cases", ["case_id"], ["id"]
    )
    op.create_index(op.f("ix_gift_approvals_product_id"), "gift_approvals", ["product_id"])
    # who said yes stands with the voices
    op.drop_constraint(op.f("fk_gift_approvals_given_by_id_people"), "gift_approvals", type_="foreignkey")
    op.drop_column("gift_approvals", "given_by_id")

    op.add_column("products", sa.Column("gift_from", sa.Date(), nullable=True))
    op.execute(
        "UPDATE products p SET gift_from = coalesce((SELECT max(starts_on) FROM gift_approvals a "
        "WHERE a.product_id = p.id AND a.ended_at IS NULL), p.gift_until - 1) WHERE gift_until IS NOT NULL"
    )
    op.create_check_constraint(
        op.f("ck_products_gift_has_both_days"), "products", "(gift_from IS NULL) = (gift_until IS NULL)"
    )
    op.create_check_constraint(op.f("ck_products_gift_days_in_order"), "products", "gift_until > gift_from")
    op.add_column("storefront_listings", sa.Column("gift_from", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE storefront_listings l SET gift_from = p.gift_from::timestamp AT TIME ZONE 'Asia/Jakarta' "
        "FROM products p WHERE p.id = l.product_id AND l.gift_until IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_column("storefront_listings", "gift_from")
    op.drop_constraint(op.f("ck_products_gift_days_in_order"), "products", type_="check")
    op.drop_constraint(op.f("ck_products_gift_has_both_days"), "products", type_="check")
    op.drop_column("products", "gift_from")
    op.add_column("gift_approvals", sa.Column("given_by_id", sa.BigInteger(), nullable=True))
    op.execute(
        "UPDATE gift_approvals a SET given_by_id = c.opened_by_id FROM gift_cases c WHERE c.id = a.case_id"
    )
    op.alter_column("gift_approvals", "given_by_id", nullable=False)
    op.create_foreign_key(
        op.f("fk_gift_approvals_given_by_id_people"), "gift_approvals", "people", ["given_by_id"], ["id"]
    )
    op.drop_index(op.f("ix_gift_approvals_product_id"), table_name="gift_approvals")
    op.drop_constraint(op.f("ck_gift_approvals_days_in_order"), "gift_approvals", type_="check")
    for column in ("case_id", "code", "starts_on", "conditions", "reminded"):
        op.drop_column("gift_approvals", column)
    op.drop_table("gift_votes")
    op.drop_table("gift_cases")
    op.execute("DROP FUNCTION refuse_closed_case()")
