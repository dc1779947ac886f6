"""payments: why told money settles nothing stands in facts, not in English words; agencies are reminded of their bills

Revision ID: 0051
Revises: 0050
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ORDER, AMOUNT = "^paid for \\S+, told (.*)$", "^due -?\\d+ idr, told (-?\\d+) ?(.*)$"

FACTS = sa.text(
    """
UPDATE payments SET trouble_facts = CASE
    WHEN trouble ~ :order THEN jsonb_build_object('number', coalesce(nullif(substring(trouble FROM :order), 'none'), ''))
    WHEN trouble ~ :amount THEN jsonb_build_object(
        'amount', substring(trouble FROM :amount)::bigint, 'currency', regexp_replace(trouble, :amount, '\\2'))
    ELSE jsonb_build_object('amount', coalesce(told, 0), 'currency', 'idr')
END WHERE trouble IS NOT NULL
"""
)
KINDS = """
UPDATE payments SET trouble = CASE
    WHEN trouble_facts ? 'number' THEN 'other_order'
    WHEN lower(split_part(trouble_facts ->> 'currency', '/', 1)) = 'idr' THEN 'other_amount'
    ELSE 'other_currency'
END WHERE trouble IS NOT NULL
"""
WORDS = """
UPDATE payments SET trouble = CASE WHEN trouble = 'other_order'
    THEN 'paid for ' || o.number || ', told ' || coalesce(nullif(trouble_facts ->> 'number', ''), 'none')
    ELSE 'due ' || due || ' idr, told ' || (trouble_facts ->> 'amount') || ' ' || (trouble_facts ->> 'currency')
END FROM orders o WHERE o.id = order_id AND trouble IS NOT NULL
"""
RULES = {
    "reminders_counted": "reminders >= 0",
    "reminded_has_moment": "(reminders = 0) = (reminded_at IS NULL)",
    "reminded_of_a_day": "reminders = 0 OR due_on IS NOT NULL",
}


def upgrade() -> None:
    op.add_column("payments", sa.Column("trouble_facts", postgresql.JSONB(), nullable=True))
    op.add_column("payments", sa.Column("trouble_closed_at", MOMENT, nullable=True))
    op.execute(FACTS.bindparams(order=ORDER, amount=AMOUNT))
    op.execute(KINDS)
    op.alter_column("payments", "trouble", type_=sa.String(32))
    op.create_check_constraint(
        op.f("ck_payments_trouble"),
        "payments",
        "trouble IN ('other_amount', 'other_currency', 'other_order')",
    )
    op.create_check_constraint(
        op.f("ck_payments_trouble_has_facts"), "payments", "(trouble IS NULL) = (trouble_facts IS NULL)"
    )
    op.create_check_constraint(
        op.f("ck_payments_closed_was_trouble"), "payments", "trouble_closed_at IS NULL OR trouble IS NOT NULL"
    )
    op.add_column("agency_bills", sa.Column("reminders", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("agency_bills", sa.Column("reminded_at", MOMENT, nullable=True))
    for name, rule in RULES.items():
        op.create_check_constraint(op.f(f"ck_agency_bills_{name}"), "agency_bills", rule)


def downgrade() -> None:
    for name in RULES:
        op.drop_constraint(op.f(f"ck_agency_bills_{name}"), "agency_bills", type_="check")
    op.drop_column("agency_bills", "reminded_at")
    op.drop_column("agency_bills", "reminders")
    for name in ("closed_was_trouble", "trouble_has_facts", "trouble"):
        op.drop_constraint(op.f(f"ck_payments_{name}"), "payments", type_="check")
    op.alter_column("payments", "trouble", type_=sa.Text())
    # what was seen to had no place before: it is on the list again
    op.execute(WORDS)
    op.drop_column("payments", "trouble_closed_at")
    op.drop_column("payments", "trouble_facts")
