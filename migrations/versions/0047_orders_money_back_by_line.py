"""orders: money that goes back for single lines while their pieces stay; payments: what a gateway told that differs

Revision ID: 0047
Revises: 0046
"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

KINDS = ("declined", "unanswered", "short", "cancelled", "recalled", "late", "complaint")


def _kinds(kinds: tuple[str, ...]) -> None:
    op.drop_constraint(op.f("ck_adjustments_adjustmentkind"), "adjustments", type_="check")
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("ck_adjustments_adjustmentkind"), "adjustments", f"kind IN ({listed})")


def _captured(rule: str) -> None:
    op.drop_constraint(op.f("ck_payments_captured_is_due"), "payments", type_="check")
    op.create_check_constraint(op.f("ck_payments_captured_is_due"), "payments", rule)


def upgrade() -> None:
    _kinds((*KINDS, "goodwill"))
    op.create_table(
        "adjustment_shares",
        sa.Column("adjustment_id", sa.BigInteger(), nullable=False),
        sa.Column("order_line_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_adjustment_shares_amount_positive")),
        sa.ForeignKeyConstraint(
            ["adjustment_id"], ["adjustments.id"], name=op.f("fk_adjustment_shares_adjustment_id_adjustments")
        ),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_adjustment_shares_order_line_id_order_lines")
        ),
        sa.PrimaryKeyConstraint("adjustment_id", "order_line_id", name=op.f("pk_adjustment_shares")),
    )
    op.create_index(op.f("ix_adjustment_shares_order_line_id"), "adjustment_shares", ["order_line_id"])
    op.execute(
        "CREATE TRIGGER adjustment_shares_are_history BEFORE UPDATE OR DELETE ON adjustment_shares "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER adjustment_shares_are_kept BEFORE TRUNCATE ON adjustment_shares "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.add_column("payments", sa.Column("told", sa.BigInteger(), nullable=True))
    op.create_check_constraint(op.f("ck_payments_told_differs"), "payments", "told > 0 AND told <> due")
    _captured("captured IN (0, due, coalesce(told, 0))")


def downgrade() -> None:
    _captured("captured IN (0, due)")
    op.drop_constraint(op.f("ck_payments_told_differs"), "payments", type_="check")
    op.drop_column("payments", "told")
    op.drop_table("adjustment_shares")
    op.execute("ALTER TABLE adjustments DISABLE TRIGGER adjustments_are_history")
    op.execute("UPDATE adjustments SET kind = 'complaint' WHERE kind = 'goodwill'")
    op.execute("ALTER TABLE adjustments ENABLE TRIGGER adjustments_are_history")
    _kinds(KINDS)
