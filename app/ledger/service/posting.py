"""Writing journals: each source once, the balances of sellers and posts with it."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.base import clock
from app.db.session import session, unit_of_work
from app.ledger.models import LedgerAccount, LedgerEntry, LedgerJournal
from app.ledger.rules.accounts import KEPT_BALANCE, OF_POST, OF_SELLER, Book, JournalKind, Posting, book_of


def post(
    kind: JournalKind,
    source: str,
    postings: Sequence[Posting],
    *,
    note: str,
    order_number: str | None = None,
    reverses: str | None = None,
) -> bool:
    """Write one journal. Answers False, and changes nothing, when this source was written before.

    Amounts of 0 are left out. Balances are locked in the order of account ids. Raises Unbalanced.
    """
    moving = [one for one in postings if one.amount]
    if not moving:
        return False
    book = book_of(moving)
    with unit_of_work() as current:
        journal_id = current.scalar(
            insert(LedgerJournal)
            .values(
                book=book,
                kind=kind,
                source=source,
                reverses_id=_journal(reverses) if reverses else None,
                order_number=order_number,
                note=note,
                happened_at=clock.now(),
            )
            .on_conflict_do_nothing(index_elements=["source"])
            .returning(LedgerJournal.id)
        )
        if journal_id is None:
            return False
        # new accounts are opened in one order, so that two first sales of the same sellers do not wait for each other
        moving.sort(key=lambda one: (one.account, one.owner or 0))
        rows = sorted(((_account(book, one), one) for one in moving), key=lambda row: row[0])
        for account_id, one in rows:
            current.execute(
                sa.update(LedgerAccount)
                .where(LedgerAccount.id == account_id, LedgerAccount.balance.is_not(None))
                .values(balance=LedgerAccount.balance + one.amount)
            )
        current.execute(
            sa.insert(LedgerEntry),
            [
                {
                    "journal_id": journal_id,
                    "account_id": account_id,
                    "book": book,
                    "amount": one.amount,
                    "parcel_id": one.parcel_id,
                }
                for account_id, one in rows
            ],
        )
    return True


def _journal(source: str) -> int:
    return session().scalars(sa.select(LedgerJournal.id).where(LedgerJournal.source == source)).one()


def _account(book: Book, one: Posting) -> int:
    """The account of a posting, opened when it is the first one on it."""
    seller_id = one.owner if one.account in OF_SELLER else None
    post_id = one.owner if one.account in OF_POST else None
    found = sa.select(LedgerAccount.id).where(
        LedgerAccount.kind == one.account,
        LedgerAccount.seller_id.is_not_distinct_from(seller_id),
        LedgerAccount.post_id.is_not_distinct_from(post_id),
    )
    known = session().scalar(found)
    if known is not None:
        return known
    session().execute(
        insert(LedgerAccount)
        .values(
            book=book,
            kind=one.account,
            seller_id=seller_id,
            post_id=post_id,
            balance=0 if one.account in KEPT_BALANCE else None,
        )
        .on_conflict_do_nothing()
    )
    return session().scalars(found).one()
