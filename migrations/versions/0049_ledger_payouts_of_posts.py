"""ledger: posts are paid out too: their accounts, their bank accounts, their payouts

Revision ID: 0049
Revises: 0048
"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

BEFORE = ("collected", "seller_pending", "seller_available", "seller_payout", "commission", "post_fee")
NEW = ("post_available", "post_payout")
AFTER = ("buyer_owed", "remainder", "seller_cash", "seller_sales", "seller_owes")
TABLES = ("bank_accounts", "payouts")


def _kinds(kinds: tuple[str, ...]) -> None:
    op.drop_constraint(op.f("ck_ledger_accounts_accountkind"), "ledger_accounts")
    listed = ", ".join(f"'{one}'" for one in kinds)
    op.create_check_constraint(
        op.f("ck_ledger_accounts_accountkind"), "ledger_accounts", f"kind IN ({listed})"
    )


def _owners(posts: str, balances: tuple[str, str], gone: str) -> None:
    op.drop_constraint(op.f("ck_ledger_accounts_posts_have_post"), "ledger_accounts")
    op.create_check_constraint(op.f("ck_ledger_accounts_posts_have_post"), "ledger_accounts", posts)
    op.drop_constraint(op.f(f"ck_ledger_accounts_{gone}"), "ledger_accounts")
    op.create_check_constraint(op.f(f"ck_ledger_accounts_{balances[0]}"), "ledger_accounts", balances[1])


def upgrade() -> None:
    _kinds((*BEFORE, *NEW, *AFTER))
    _owners(
        "(kind LIKE 'post%') = (post_id IS NOT NULL)",
        (
            "payees_have_balance",
            "(seller_id IS NOT NULL OR kind IN ('post_available', 'post_payout')) = (balance IS NOT NULL)",
        ),
        "sellers_have_balance",
    )
    for table in TABLES:
        op.add_column(table, sa.Column("post_id", sa.BigInteger(), nullable=True))
        op.create_foreign_key(op.f(f"fk_{table}_post_id_posts"), table, "posts", ["post_id"], ["id"])
        op.alter_column(table, "seller_id", nullable=True)
        op.create_check_constraint(
            op.f(f"ck_{table}_one_payee"), table, "num_nonnulls(seller_id, post_id) = 1"
        )
    op.create_index(
        "uq_bank_accounts_held_by_post",
        "bank_accounts",
        ["post_id"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_index(op.f("ix_payouts_post_id"), "payouts", ["post_id"])
    op.create_unique_constraint(op.f("uq_payouts_batch_id_post_id"), "payouts", ["batch_id", "post_id"])


def downgrade() -> None:
    """Refused by the database once a post has money of its own."""
    op.drop_constraint(op.f("uq_payouts_batch_id_post_id"), "payouts")
    op.drop_index(op.f("ix_payouts_post_id"), "payouts")
    op.drop_index("uq_bank_accounts_held_by_post", "bank_accounts")
    for table in TABLES:
        op.drop_constraint(op.f(f"ck_{table}_one_payee"), table)
        op.alter_column(table, "seller_id", nullable=False)
        op.drop_column(table, "post_id")
    _owners(
        "(kind = 'post_fee') = (post_id IS NOT NULL)",
        ("sellers_have_balance", "(seller_id IS NULL) = (balance IS NULL)"),
        "payees_have_balance",
    )
    _kinds((*BEFORE, *AFTER))
