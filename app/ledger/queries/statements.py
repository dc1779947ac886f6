"""Balances of sellers and posts, and their statements: each row is a journal's share of one part of an order."""

from collections.abc import Collection
from datetime import date, timedelta

import sqlalchemy as sa

from app.base.zones import day_in, midnight
from app.db.session import session
from app.ledger.models import LedgerAccount, LedgerEntry, LedgerJournal
from app.ledger.rules.accounts import AccountKind, Book, JournalKind, Payee
from app.ledger.rules.statement import HERS, Balances, Row, Statement


def balances(seller_id: int) -> Balances:
    """How her accounts stand now."""
    return balances_of(Payee(seller_id))


def balances_of(payee: Payee) -> Balances:
    """How the accounts of a payee stand now; those of which no balance is kept are summed."""
    summed = (
        sa.select(sa.func.coalesce(sa.func.sum(LedgerEntry.amount), 0))
        .where(LedgerEntry.account_id == LedgerAccount.id)
        .scalar_subquery()
    )
    rows = session().execute(
        sa.select(LedgerAccount.kind, sa.func.coalesce(LedgerAccount.balance, summed)).where(_is_of(payee))
    )
    # what is the payee's stands as credit, below zero
    owed = {kind: -int(balance) for kind, balance in rows}
    return Balances(
        pending=owed.get(AccountKind.SELLER_PENDING, 0) + owed.get(AccountKind.POST_FEE, 0),
        available=owed.get(payee.available, 0),
        in_payout=owed.get(payee.in_payout, 0),
        paid=_paid(payee),
        taken=owed.get(AccountKind.SELLER_SALES, 0),
        owes=owed.get(AccountKind.SELLER_OWES, 0),
    )


def _paid(payee: Payee) -> int:
    return int(
        session().scalar(
            sa.select(sa.func.coalesce(sa.func.sum(LedgerEntry.amount), 0))
            .join(LedgerJournal, LedgerJournal.id == LedgerEntry.journal_id)
            .where(
                LedgerEntry.account_id.in_(_accounts(payee, [payee.in_payout])),
                LedgerJournal.kind == JournalKind.PAYOUT_PAID,
            )
        )
        or 0
    )


def statement(seller_id: int, book: Book, first: date, last: date, region: str) -> Statement:
    """What happened to her money from the first day to the last, both whole days in her region's zone."""
    return statement_of(Payee(seller_id), book, first, last, region)


def statement_of(payee: Payee, book: Book, first: date, last: date, region: str) -> Statement:
    """The same of a seller or a post."""
    begins, ends = midnight(region, first), midnight(region, last + timedelta(days=1))
    hers = sa.func.sum(-LedgerEntry.amount)
    accounts = _accounts(payee, HERS[book])
    before = (
        sa.select(sa.func.coalesce(hers, 0))
        .join(LedgerJournal, LedgerJournal.id == LedgerEntry.journal_id)
        .where(LedgerEntry.account_id.in_(accounts), LedgerJournal.happened_at < begins)
    )
    shares = (
        sa.select(LedgerJournal, LedgerEntry.parcel_id, hers.label("net"))
        .join(LedgerEntry, LedgerEntry.journal_id == LedgerJournal.id)
        .where(
            LedgerEntry.account_id.in_(accounts),
            LedgerJournal.happened_at >= begins,
            LedgerJournal.happened_at < ends,
        )
        .group_by(LedgerJournal.id, LedgerEntry.parcel_id)
        .having(hers != 0)
        .order_by(LedgerJournal.happened_at, LedgerJournal.id, LedgerEntry.parcel_id)
    )
    found = session().execute(shares).all()
    kept = _commission({journal.id for journal, _, _ in found})
    rows = [
        _row(journal, parcel, int(net), kept.get((journal.id, parcel), 0)) for journal, parcel, net in found
    ]
    return Statement(payee, book, first, last, int(session().scalar(before) or 0), rows)


def _row(journal: LedgerJournal, parcel_id: int | None, net: int, kept: int) -> Row:
    is_payout = journal.kind is JournalKind.PAYOUT_PAID
    return Row(
        happened_at=journal.happened_at,
        kind=journal.kind,
        what=journal.note,
        order_number=journal.order_number,
        parcel_id=parcel_id,
        came=0 if is_payout else net + kept,
        kept=kept,
        paid_out=-net if is_payout else 0,
    )


def _commission(journals: Collection[int]) -> dict[tuple[int, int | None], int]:
    """Journal and part → rupiah that Gerai keeps of it. A part has one seller, so these are hers."""
    rows = session().execute(
        sa.select(LedgerEntry.journal_id, LedgerEntry.parcel_id, sa.func.sum(-LedgerEntry.amount))
        .join(LedgerAccount, LedgerAccount.id == LedgerEntry.account_id)
        .where(LedgerEntry.journal_id.in_(journals), LedgerAccount.kind == AccountKind.COMMISSION)
        .group_by(LedgerEntry.journal_id, LedgerEntry.parcel_id)
    )
    return {(journal, parcel): int(amount) for journal, parcel, amount in rows}


def _is_of(payee: Payee) -> sa.ColumnElement[bool]:
    if payee.seller_id is None:
        return LedgerAccount.post_id == payee.post_id
    return LedgerAccount.seller_id == payee.seller_id


def _accounts(payee: Payee, kinds: Collection[AccountKind]) -> sa.Select[int]:
    return sa.select(LedgerAccount.id).where(_is_of(payee), LedgerAccount.kind.in_(kinds))


def first_day(payee: Payee, region: str) -> date | None:
    """The day of a payee's first row, in its region; None before it."""
    first = session().scalar(
        sa.select(sa.func.min(LedgerJournal.happened_at))
        .join(LedgerEntry, LedgerEntry.journal_id == LedgerJournal.id)
        .where(LedgerEntry.account_id.in_(_accounts(payee, [*AccountKind])))
    )
    return day_in(region, first) if first is not None else None
