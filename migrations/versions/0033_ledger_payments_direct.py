"""ledger: accounts, journals, entries, bank accounts; payments: by parts, sellers' ways, proofs; orders: parts paid one by one

Revision ID: 0033
Revises: 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
BOOKS = ("platform", "direct")
KINDS = (
    "collected", "seller_pending", "seller_available", "seller_payout", "commission", "post_fee", "buyer_owed",
    "remainder", "seller_cash", "seller_sales", "seller_owes",
)  # fmt: skip
JOURNALS = (
    "settlement",
    "stray",
    "adjustment",
    "refund",
    "release",
    "payout",
    "payout_paid",
    "payout_bounced",
)
WAYS = ("stripe", "pretend", "transfer", "qris", "cash", "invoice")
OLD_ORDER_STATES = ("placed", "paid", "closed", "expired", "cancelled")
OLD_PAYMENT_STATES = ("opened", "succeeded", "expired")
OLD_REFUND_STATES = ("waiting", "done", "failed")
HISTORY = ("ledger_journals", "ledger_entries")


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def _restate(table: str, name: str, words: tuple[str, ...]) -> None:
    """Another list of words for a column `state`."""
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    listed = ", ".join(f"'{word}'" for word in words)
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, f"state IN ({listed})")


def upgrade() -> None:
    _bank_accounts()
    _ledger()
    _orders()
    _payments()
    _receiving()


def _bank_accounts() -> None:
    op.create_table(
        "bank_accounts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("bounced_at", MOMENT, nullable=True),
        sa.CheckConstraint("number ~ '^[0-9]{5,20}$'", name=op.f("ck_bank_accounts_number_form")),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_bank_accounts_seller_id_sellers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_accounts")),
    )
    op.create_index(
        "uq_bank_accounts_held", "bank_accounts", ["seller_id"], unique=True,
        postgresql_where=sa.text("until IS NULL"),
    )  # fmt: skip


def _ledger() -> None:
    op.create_table(
        "ledger_accounts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("book", _words("book", BOOKS), nullable=False),
        sa.Column("kind", _words("accountkind", KINDS), nullable=False),
        sa.Column("seller_id", sa.BigInteger(), nullable=True),
        sa.Column("post_id", sa.BigInteger(), nullable=True),
        sa.Column("balance", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("seller_id IS NULL OR post_id IS NULL", name=op.f("ck_ledger_accounts_one_owner")),
        sa.CheckConstraint(
            "(kind LIKE 'seller%') = (seller_id IS NOT NULL)", name=op.f("ck_ledger_accounts_sellers_have_seller")
        ),
        sa.CheckConstraint(
            "(kind = 'post_fee') = (post_id IS NOT NULL)", name=op.f("ck_ledger_accounts_posts_have_post")
        ),
        sa.CheckConstraint(
            "(book = 'direct') = (kind IN ('seller_cash', 'seller_sales', 'seller_owes'))",
            name=op.f("ck_ledger_accounts_kind_has_book"),
        ),
        sa.CheckConstraint(
            "(seller_id IS NULL) = (balance IS NULL)", name=op.f("ck_ledger_accounts_sellers_have_balance")
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_ledger_accounts_seller_id_sellers")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_ledger_accounts_post_id_posts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_accounts")),
        sa.UniqueConstraint("id", "book", name=op.f("uq_ledger_accounts_id_book")),
        sa.UniqueConstraint(
            "kind", "seller_id", "post_id", name=op.f("uq_ledger_accounts_kind_seller_id_post_id"),
            postgresql_nulls_not_distinct=True,
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_ledger_accounts_seller_id"), "ledger_accounts", ["seller_id"])
    op.create_table(
        "ledger_journals",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("book", _words("book", BOOKS), nullable=False),
        sa.Column("kind", _words("journalkind", JOURNALS), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reverses_id", sa.BigInteger(), nullable=True),
        sa.Column("order_number", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("happened_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["reverses_id"],
            ["ledger_journals.id"],
            name=op.f("fk_ledger_journals_reverses_id_ledger_journals"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_journals")),
        sa.UniqueConstraint("id", "book", name=op.f("uq_ledger_journals_id_book")),
        sa.UniqueConstraint("source", name=op.f("uq_ledger_journals_source")),
    )
    op.create_index(op.f("ix_ledger_journals_reverses_id"), "ledger_journals", ["reverses_id"])
    op.create_table(
        "ledger_entries",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("journal_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("book", _words("book", BOOKS), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("parcel_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_ledger_entries_amount_moves")),
        sa.ForeignKeyConstraint(
            ["journal_id", "book"], ["ledger_journals.id", "ledger_journals.book"],
            name=op.f("fk_ledger_entries_journal_id_book_ledger_journals"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "book"], ["ledger_accounts.id", "ledger_accounts.book"],
            name=op.f("fk_ledger_entries_account_id_book_ledger_accounts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entries")),
    )  # fmt: skip
    op.create_index("ix_ledger_entries_journal_id", "ledger_entries", ["journal_id"])
    op.create_index("ix_ledger_entries_account_id", "ledger_entries", ["account_id", "id"])
    for table in HISTORY:
        op.execute(
            f"CREATE TRIGGER {table}_are_history BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_are_kept BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    op.execute(
        """
        CREATE FUNCTION refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE told bigint := CASE TG_TABLE_NAME WHEN 'ledger_journals' THEN NEW.id ELSE NULL END;
        BEGIN
            IF TG_TABLE_NAME = 'ledger_entries' THEN told := NEW.journal_id; END IF;
            IF (SELECT coalesce(sum(amount), 1) FROM ledger_entries WHERE journal_id = told) <> 0 THEN
                RAISE EXCEPTION 'ledger journal % does not sum to zero', told
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NULL;
        END $$
        """
    )
    for table in HISTORY:
        op.execute(
            f"CREATE CONSTRAINT TRIGGER {table}_are_balanced AFTER INSERT ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced()"
        )


def _orders() -> None:
    _restate("orders", "orderstate", ("placed", "agreed", "paid", "closed", "expired", "cancelled"))
    op.add_column("parcels", sa.Column("pay_by", MOMENT, nullable=True))
    op.add_column("parcels", sa.Column("asked_at", MOMENT, nullable=True))
    op.add_column("parcels", sa.Column("paid_at", MOMENT, nullable=True))
    op.add_column("parcels", sa.Column("commission_bps", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("order_lines", sa.Column("commission", sa.BigInteger(), server_default="0", nullable=False))
    op.execute(
        "UPDATE parcels SET asked_at = orders.paid_at, paid_at = orders.paid_at FROM orders "
        "WHERE orders.id = parcels.order_id AND parcels.state <> 'waiting'"
    )
    op.create_check_constraint(
        op.f("ck_parcels_waiting_is_not_asked"), "parcels", "state <> 'waiting' OR asked_at IS NULL"
    )
    op.create_check_constraint(
        op.f("ck_parcels_commission_within_price"), "parcels", "commission_bps BETWEEN 0 AND 10000"
    )
    op.create_check_constraint(
        op.f("ck_order_lines_commission_within_price"),
        "order_lines",
        "commission BETWEEN 0 AND price * pieces",
    )
    op.create_index("ix_parcels_unpaid", "parcels", ["pay_by"], postgresql_where=sa.text("state = 'waiting'"))


def _payments() -> None:
    _restate("payments", "paymentstate", ("opened", "checking", "succeeded", "expired"))
    _restate("refunds", "refundstate", ("waiting", "pending", "done", "failed"))
    op.add_column("refunds", sa.Column("by_hand", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("payments", sa.Column("parcel_id", sa.BigInteger(), nullable=True))
    op.add_column("payments", sa.Column("mode", sa.String(32), server_default="collects", nullable=False))
    op.alter_column("payments", "mode", server_default=None)
    op.create_check_constraint(op.f("ck_payments_mode"), "payments", "mode IN ('collects', 'direct')")
    op.alter_column("payments", "gateway", type_=sa.String(32))
    op.execute("UPDATE payments SET gateway = 'pretend' WHERE gateway = 'uji'")  # its name until now
    op.create_check_constraint(
        op.f("ck_payments_way"), "payments", f"gateway IN ({', '.join(repr(way) for way in WAYS)})"
    )
    op.add_column("payments", sa.Column("code", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("payments", sa.Column("bank_account_id", sa.BigInteger(), nullable=True))
    op.add_column("payments", sa.Column("agreed_at", MOMENT, nullable=True))
    op.create_foreign_key(op.f("fk_payments_parcel_id_parcels"), "payments", "parcels", ["parcel_id"], ["id"])
    op.create_foreign_key(
        op.f("fk_payments_bank_account_id_bank_accounts"),
        "payments",
        "bank_accounts",
        ["bank_account_id"],
        ["id"],
    )
    for name, rule in {
        "way_has_mode": "(mode = 'collects') = (gateway IN ('stripe', 'pretend'))",
        "direct_is_of_one_parcel": "(mode = 'direct') = (parcel_id IS NOT NULL)",
        "code_has_three_digits": "code BETWEEN 0 AND 999 AND code < due",
        "code_is_for_transfers": "(code > 0) = (gateway = 'transfer')",
        "transfer_has_account": "(gateway = 'transfer') = (bank_account_id IS NOT NULL)",
        "later_is_agreed": "agreed_at IS NULL OR gateway IN ('cash', 'invoice')",
    }.items():
        op.create_check_constraint(op.f(f"ck_payments_{name}"), "payments", rule)
    op.create_index(op.f("ix_payments_parcel_id"), "payments", ["parcel_id"])
    op.drop_index("uq_payments_open", "payments")
    waits = "state IN ('opened', 'checking')"
    op.create_index(
        "uq_payments_open", "payments", ["order_id"], unique=True,
        postgresql_where=sa.text(f"{waits} AND parcel_id IS NULL"),
    )  # fmt: skip
    op.create_index(
        "uq_payments_open_part", "payments", ["parcel_id"], unique=True, postgresql_where=sa.text(waits)
    )
    op.create_index(
        "uq_payments_amount",
        "payments",
        ["bank_account_id", "due"],
        unique=True,
        postgresql_where=sa.text(waits),
    )


def _receiving() -> None:
    op.create_table(
        "seller_ways",
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("way", _words("way", WAYS), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.CheckConstraint("way NOT IN ('stripe', 'pretend')", name=op.f("ck_seller_ways_way_is_direct")),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_seller_ways_seller_id_sellers")),
        sa.PrimaryKeyConstraint("seller_id", "way", name=op.f("pk_seller_ways")),
    )
    op.create_table(
        "qris_stickers",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("nmid", sa.Text(), nullable=False),
        sa.Column("merchant", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.CheckConstraint("nmid ~ '^ID[0-9]{13}$'", name=op.f("ck_qris_stickers_nmid_form")),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_qris_stickers_seller_id_sellers")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_qris_stickers_evidence_id_evidence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qris_stickers")),
    )
    op.create_index(
        "uq_qris_stickers_held", "qris_stickers", ["seller_id"], unique=True,
        postgresql_where=sa.text("until IS NULL"),
    )  # fmt: skip
    op.create_table(
        "payment_proofs",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("answer_by", MOMENT, nullable=False),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.Column("rejected_at", MOMENT, nullable=True),
        sa.Column("reject_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(rejected_at IS NULL) = (reject_reason IS NULL)",
            name=op.f("ck_payment_proofs_rejected_has_reason"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_proofs_amount_positive")),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_payment_proofs_payment_id_payments")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_payment_proofs_evidence_id_evidence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_proofs")),
        sa.UniqueConstraint("digest", name=op.f("uq_payment_proofs_digest")),
    )
    op.create_index(op.f("ix_payment_proofs_payment_id"), "payment_proofs", ["payment_id"])
    op.create_table(
        "confirm_requests",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_confirm_requests_payment_id_payments")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_confirm_requests_asked_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirm_requests")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_confirm_requests_payment_id")),
    )


def downgrade() -> None:
    for table in ("confirm_requests", "payment_proofs", "qris_stickers", "seller_ways"):
        op.drop_table(table)
    op.execute("DELETE FROM refunds WHERE payment_id IN (SELECT id FROM payments WHERE mode = 'direct')")
    op.execute("DELETE FROM payments WHERE mode = 'direct'")
    for name in (
        "uq_payments_open",
        "uq_payments_open_part",
        "uq_payments_amount",
        op.f("ix_payments_parcel_id"),
    ):
        op.drop_index(name, "payments")
    op.create_index(
        "uq_payments_open",
        "payments",
        ["order_id"],
        unique=True,
        postgresql_where=sa.text("state = 'opened'"),
    )
    for name in (
        "way_has_mode", "direct_is_of_one_parcel", "code_has_three_digits", "code_is_for_transfers",
        "transfer_has_account", "later_is_agreed", "mode", "way",
    ):  # fmt: skip
        op.drop_constraint(op.f(f"ck_payments_{name}"), "payments", type_="check")
    for name in ("agreed_at", "bank_account_id", "code", "mode", "parcel_id"):
        op.drop_column("payments", name)
    op.alter_column("payments", "gateway", type_=sa.Text())
    op.drop_column("refunds", "by_hand")
    _restate("refunds", "refundstate", OLD_REFUND_STATES)
    _restate("payments", "paymentstate", OLD_PAYMENT_STATES)
    op.drop_column("order_lines", "commission")
    op.drop_index("ix_parcels_unpaid", "parcels")
    op.drop_constraint(op.f("ck_parcels_waiting_is_not_asked"), "parcels", type_="check")
    for name in ("commission_bps", "paid_at", "asked_at", "pay_by"):
        op.drop_column("parcels", name)
    _restate("orders", "orderstate", OLD_ORDER_STATES)
    for table in ("ledger_entries", "ledger_journals", "ledger_accounts", "bank_accounts"):
        op.drop_table(table)
    op.execute("DROP FUNCTION refuse_unbalanced")
