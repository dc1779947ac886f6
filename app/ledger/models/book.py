"""The ledger: accounts, journals and their entries. Triggers refuse every change; a journal that is not balanced never commits."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.ledger.rules.accounts import AccountKind, Book, JournalKind


class LedgerAccount(Model):
    """One account. `balance` is the sum of its entries for sellers' accounts and for what posts are paid from; the platform's
    own and the fees that wait for their receipt are summed when asked, so that settlements do not queue at one row."""

    __tablename__ = "ledger_accounts"
    __table_args__ = (
        sa.UniqueConstraint("id", "book"),
        sa.UniqueConstraint("kind", "seller_id", "post_id", postgresql_nulls_not_distinct=True),
        sa.CheckConstraint("seller_id IS NULL OR post_id IS NULL", name="one_owner"),
        sa.CheckConstraint("(kind LIKE 'seller%') = (seller_id IS NOT NULL)", name="sellers_have_seller"),
        sa.CheckConstraint("(kind LIKE 'post%') = (post_id IS NOT NULL)", name="posts_have_post"),
        sa.CheckConstraint(
            "(book = 'direct') = (kind IN ('seller_cash', 'seller_sales', 'seller_owes'))",
            name="kind_has_book",
        ),
        sa.CheckConstraint(
            "(seller_id IS NOT NULL OR kind IN ('post_available', 'post_payout')) = (balance IS NOT NULL)",
            name="payees_have_balance",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[Book]
    kind: Mapped[AccountKind]
    seller_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sellers.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(sa.ForeignKey("posts.id"))
    balance: Mapped[int | None]


class LedgerJournal(Model):
    """One event of money. `source` names it ("payment:12") and is unique: an event is written once, however often it is told."""

    __tablename__ = "ledger_journals"
    __table_args__ = (sa.UniqueConstraint("id", "book"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[Book]
    kind: Mapped[JournalKind]
    source: Mapped[str] = mapped_column(unique=True)
    reverses_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ledger_journals.id"), index=True)
    """The journal of which this takes something back."""
    order_number: Mapped[str | None]
    note: Mapped[str]
    """As the seller reads it."""
    happened_at: Mapped[datetime]


class LedgerEntry(Model):
    """Rupiah on one account: + is debit, − is credit."""

    __tablename__ = "ledger_entries"
    __table_args__ = (
        sa.CheckConstraint("amount <> 0", name="amount_moves"),
        sa.ForeignKeyConstraint(["journal_id", "book"], ["ledger_journals.id", "ledger_journals.book"]),
        sa.ForeignKeyConstraint(["account_id", "book"], ["ledger_accounts.id", "ledger_accounts.book"]),
        sa.Index("ix_ledger_entries_journal_id", "journal_id"),
        sa.Index("ix_ledger_entries_account_id", "account_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    journal_id: Mapped[int]
    account_id: Mapped[int]
    book: Mapped[Book]
    amount: Mapped[int]
    parcel_id: Mapped[int | None]
    """The parcel that it is about; the ledger stands below orders, so this is no foreign key."""
