"""ledger: rates of commission; what was paid and returned before stands in the books, too

Revision ID: 0034
Revises: 0033
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commission_rates",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("bps", sa.BigInteger(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("bps BETWEEN 0 AND 3000", name=op.f("ck_commission_rates_rate_within_reason")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["people.id"], name=op.f("fk_commission_rates_made_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission_rates")),
    )
    op.execute(
        "CREATE TRIGGER commission_rates_are_history BEFORE UPDATE OR DELETE ON commission_rates"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER commission_rates_are_kept BEFORE TRUNCATE ON commission_rates"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    for statement in (ACCOUNTS, SETTLED, SETTLED_ROWS, STRAY, STRAY_ROWS, OWED, OWED_ROWS, DONE, DONE_ROWS):
        op.execute(statement)
    op.execute(
        "UPDATE ledger_accounts a SET balance = (SELECT coalesce(sum(amount), 0) FROM ledger_entries"
        " WHERE account_id = a.id) WHERE balance IS NOT NULL"
    )


GOES_BACK_WHOLE = "EXISTS (SELECT FROM refunds r WHERE r.payment_id = y.id AND r.adjustment_id IS NULL)"
IS_NEW = "NOT EXISTS (SELECT FROM ledger_entries e WHERE e.journal_id = j.id)"
ACCOUNT = "(SELECT id FROM ledger_accounts WHERE kind = '{}')"
"""Before this revision only the platform collected, and kept nothing for itself."""

ACCOUNTS = """
INSERT INTO ledger_accounts (book, kind, seller_id, post_id, balance)
SELECT 'platform', kind, NULL::bigint, NULL::bigint, NULL::bigint FROM unnest(ARRAY['collected', 'buyer_owed']) kind
    WHERE EXISTS (SELECT FROM payments WHERE state = 'succeeded')
UNION SELECT 'platform', 'seller_pending', p.seller_id, NULL, 0
    FROM parcels p JOIN payments y ON y.order_id = p.order_id WHERE y.state = 'succeeded'
UNION SELECT 'platform', 'post_fee', NULL, c.post_id, NULL
    FROM consolidations c JOIN payments y ON y.order_id = c.order_id WHERE y.state = 'succeeded'
ON CONFLICT DO NOTHING
"""

SETTLED = f"""
INSERT INTO ledger_journals (book, kind, source, order_number, note, happened_at)
SELECT 'platform', 'settlement', 'payment:' || y.id, o.number, 'Pesanan dibayar pembeli', y.settled_at
FROM payments y JOIN orders o ON o.id = y.order_id
WHERE y.state = 'succeeded' AND y.mode = 'collects' AND NOT {GOES_BACK_WHOLE} ORDER BY y.id
ON CONFLICT (source) DO NOTHING
"""

SETTLED_ROWS = f"""
INSERT INTO ledger_entries (journal_id, account_id, book, amount, parcel_id)
SELECT j.id, x.account_id, 'platform', x.amount, x.parcel_id
FROM payments y JOIN ledger_journals j ON j.source = 'payment:' || y.id AND j.book = 'platform'
CROSS JOIN LATERAL (
    SELECT {ACCOUNT.format("collected")} AS account_id, y.captured AS amount, NULL::bigint AS parcel_id
    UNION ALL SELECT a.id, -p.total, p.id FROM parcels p
        JOIN ledger_accounts a ON a.kind = 'seller_pending' AND a.seller_id = p.seller_id WHERE p.order_id = y.order_id
    UNION ALL SELECT a.id, -c.fee, NULL FROM consolidations c
        JOIN ledger_accounts a ON a.kind = 'post_fee' AND a.post_id = c.post_id
        WHERE c.order_id = y.order_id AND c.fee > 0) x
WHERE {IS_NEW} ORDER BY j.id
"""

STRAY = f"""
INSERT INTO ledger_journals (book, kind, source, order_number, note, happened_at)
SELECT 'platform', 'stray', 'stray:' || y.id, o.number, 'Uang datang terlambat atau dua kali, dikembalikan semua',
    y.settled_at
FROM payments y JOIN orders o ON o.id = y.order_id
WHERE y.state = 'succeeded' AND y.mode = 'collects' AND {GOES_BACK_WHOLE} ORDER BY y.id
ON CONFLICT (source) DO NOTHING
"""

STRAY_ROWS = f"""
INSERT INTO ledger_entries (journal_id, account_id, book, amount)
SELECT j.id, x.account_id, 'platform', x.amount
FROM payments y JOIN ledger_journals j ON j.source = 'stray:' || y.id AND j.book = 'platform'
CROSS JOIN LATERAL (SELECT {ACCOUNT.format("collected")} AS account_id, y.captured AS amount
    UNION ALL SELECT {ACCOUNT.format("buyer_owed")}, -y.captured) x
WHERE {IS_NEW} ORDER BY j.id
"""

OWED = """
INSERT INTO ledger_journals (book, kind, source, reverses_id, order_number, note, happened_at)
SELECT 'platform', 'adjustment', 'adjustment:' || d.id, s.id, s.order_number,
    'Dikembalikan ke pembeli: ' || d.reason, d.made_at
FROM refunds r JOIN adjustments d ON d.id = r.adjustment_id
JOIN ledger_journals s ON s.source = 'payment:' || r.payment_id AND s.book = 'platform' ORDER BY d.id
ON CONFLICT (source) DO NOTHING
"""

OWED_ROWS = f"""
INSERT INTO ledger_entries (journal_id, account_id, book, amount, parcel_id)
SELECT j.id, x.account_id, 'platform', x.amount, d.parcel_id
FROM adjustments d JOIN ledger_journals j ON j.source = 'adjustment:' || d.id AND j.book = 'platform'
CROSS JOIN LATERAL (
    SELECT {ACCOUNT.format("buyer_owed")} AS account_id, -d.amount AS amount
    UNION ALL SELECT a.id, d.goods + CASE WHEN d.consolidation_id IS NULL THEN d.fee ELSE 0 END FROM parcels p
        JOIN ledger_accounts a ON a.kind = 'seller_pending' AND a.seller_id = p.seller_id WHERE p.id = d.parcel_id
    UNION ALL SELECT a.id, d.fee FROM consolidations c
        JOIN ledger_accounts a ON a.kind = 'post_fee' AND a.post_id = c.post_id WHERE c.id = d.consolidation_id) x
WHERE {IS_NEW} AND x.amount <> 0 ORDER BY j.id
"""

DONE = """
INSERT INTO ledger_journals (book, kind, source, order_number, note, happened_at)
SELECT 'platform', 'refund', 'refund:' || r.id, o.number, 'Uang sampai di pembeli', r.done_at
FROM refunds r JOIN payments y ON y.id = r.payment_id JOIN orders o ON o.id = y.order_id
WHERE r.state = 'done' AND y.mode = 'collects' ORDER BY r.id
ON CONFLICT (source) DO NOTHING
"""

DONE_ROWS = f"""
INSERT INTO ledger_entries (journal_id, account_id, book, amount)
SELECT j.id, x.account_id, 'platform', x.amount
FROM refunds r JOIN ledger_journals j ON j.source = 'refund:' || r.id AND j.book = 'platform'
CROSS JOIN LATERAL (SELECT {ACCOUNT.format("buyer_owed")} AS account_id, r.amount AS amount
    UNION ALL SELECT {ACCOUNT.format("collected")}, -r.amount) x
WHERE {IS_NEW} ORDER BY j.id
"""


def downgrade() -> None:
    """What was carried over stays: the table of before keeps it, too."""
    op.drop_table("commission_rates")
