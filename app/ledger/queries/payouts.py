"""Who is due, and what became of payouts."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotFound
from app.db.session import session
from app.ledger.models import BankAccount, LedgerAccount, Payout, PayoutBatch
from app.ledger.queries import bank
from app.ledger.rules.accounts import AccountKind
from app.ledger.rules.payouts import Account, Hindrance, PayoutState, hindrance
from app.sellers.models import Seller


@dataclass(frozen=True)
class Candidate:
    """A gerai with money that is free, and what stands in the way of paying it out now. `available` rupiah, below zero where
    more went back to buyers than was free."""

    seller_id: int
    name: str
    available: int
    account: BankAccount | None
    why_not: Hindrance | None


def candidates(*, lock: bool = False) -> list[Candidate]:
    """Every gerai whose free money is not nothing, by name. Locked, in the order of account ids, nobody else makes a payout of
    it or moves it meanwhile."""
    moving = sa.select(LedgerAccount.seller_id).where(
        LedgerAccount.kind == AccountKind.SELLER_AVAILABLE, LedgerAccount.balance != 0
    )
    query = (
        sa.select(LedgerAccount)
        .where(
            LedgerAccount.kind.in_([AccountKind.SELLER_AVAILABLE, AccountKind.SELLER_PAYOUT]),
            LedgerAccount.seller_id.in_(moving),
        )
        .order_by(LedgerAccount.id)
        .execution_options(populate_existing=True)
    )
    rows = session().scalars(query.with_for_update() if lock else query).all()
    free = {
        one.seller_id: -one.balance
        for one in rows
        if one.kind is AccountKind.SELLER_AVAILABLE and one.seller_id is not None and one.balance
    }
    names = session().execute(
        sa.select(Seller.id, Seller.name).where(Seller.id.in_(free)).order_by(Seller.name, Seller.id)
    )
    accounts = bank.held_by(free)
    return [
        Candidate(
            seller_id, name, free[seller_id], held := accounts.get(seller_id), why_not(free[seller_id], held)
        )
        for seller_id, name in names
    ]


def why_not(available: int, account: BankAccount | None) -> Hindrance | None:
    """What stands in the way of paying out so much to this account now."""
    facts = None
    if account is not None:
        facts = Account(account.usable_from or account.since, bounced=account.bounced_at is not None)
    return hindrance(available, facts, clock.now())


# -- batches ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BatchRow:
    """A batch with its sums, for the list."""

    batch: PayoutBatch
    payouts: int
    amount: int
    open: int
    bounced: int


def batches(before: int | None, limit: int) -> list[BatchRow]:
    """Batches, newest first."""
    state = Payout.state
    query = (
        sa.select(
            PayoutBatch,
            sa.func.count(Payout.id),
            sa.func.sum(Payout.amount),
            sa.func.count().filter(state == PayoutState.MADE),
            sa.func.count().filter(state == PayoutState.BOUNCED),
        )
        .join(Payout, Payout.batch_id == PayoutBatch.id)
        .group_by(PayoutBatch.id)
        .order_by(PayoutBatch.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(PayoutBatch.id < before)
    return [BatchRow(row[0], row[1], int(row[2]), row[3], row[4]) for row in session().execute(query)]


def batch(batch_id: int) -> PayoutBatch:
    """One batch. Raises NotFound."""
    found = session().get(PayoutBatch, batch_id)
    if found is None:
        raise NotFound(batch_id)
    return found


@dataclass(frozen=True)
class PayoutRow:
    """A payout with the account to which it goes, and whose it is."""

    payout: Payout
    account: BankAccount
    name: str


def of_batch(batch_id: int) -> list[PayoutRow]:
    """The payouts of a batch, by the name of the gerai."""
    return _rows(_joined().where(Payout.batch_id == batch_id).order_by(Seller.name, Payout.id))


def payout(payout_id: int) -> PayoutRow:
    """One payout. Raises NotFound."""
    found = _rows(_joined().where(Payout.id == payout_id))
    if not found:
        raise NotFound(payout_id)
    return found[0]


def of_seller(seller_id: int, limit: int) -> Sequence[PayoutRow]:
    """The newest payouts of a gerai."""
    return _rows(_joined().where(Payout.seller_id == seller_id).order_by(Payout.id.desc()).limit(limit))


def of_her_own(seller_id: int, payout_id: int) -> PayoutRow:
    """One payout of this gerai. Raises NotFound for another's."""
    found = payout(payout_id)
    if found.payout.seller_id != seller_id:
        raise NotFound(payout_id)
    return found


def _joined() -> sa.Select[Payout, BankAccount, str]:
    return (
        sa.select(Payout, BankAccount, Seller.name)
        .join(BankAccount, BankAccount.id == Payout.bank_account_id)
        .join(Seller, Seller.id == Payout.seller_id)
    )


def _rows(query: sa.Select[Payout, BankAccount, str]) -> list[PayoutRow]:
    return [PayoutRow(one, account, name) for one, account, name in session().execute(query)]
