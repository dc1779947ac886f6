"""Who is due, and what became of payouts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.base import clock
from app.base.errors import NotFound
from app.db.session import session
from app.delivery.models import Post
from app.ledger.models import BankAccount, LedgerAccount, Payout, PayoutBatch
from app.ledger.queries import bank
from app.ledger.rules.accounts import AccountKind, Payee
from app.ledger.rules.payouts import Account, Hindrance, PayoutState, hindrance
from app.sellers.models import Seller


@dataclass(frozen=True)
class Candidate:
    """A gerai or a post with money that is free, and what stands in the way of paying it out now. `available` rupiah, below
    zero where more went back to buyers than was free."""

    payee: Payee
    name: str
    available: int
    account: BankAccount | None
    why_not: Hindrance | None


FREE = (AccountKind.SELLER_AVAILABLE, AccountKind.POST_AVAILABLE)
ON_ITS_WAY = (AccountKind.SELLER_PAYOUT, AccountKind.POST_PAYOUT)


def candidates(*, lock: bool = False) -> list[Candidate]:
    """Every gerai and post whose free money is not nothing, by name. Locked, in the order of account ids, nobody else makes a
    payout of it or moves it meanwhile."""
    free_of = aliased(LedgerAccount)
    has_free = sa.exists().where(
        free_of.kind.in_(FREE),
        free_of.balance != 0,
        sa.or_(
            free_of.seller_id == LedgerAccount.seller_id,
            free_of.post_id == LedgerAccount.post_id,
        ),
    )
    query = (
        sa.select(LedgerAccount)
        .where(LedgerAccount.kind.in_([*FREE, *ON_ITS_WAY]), has_free)
        .order_by(LedgerAccount.id)
        .execution_options(populate_existing=True)
    )
    rows = session().scalars(query.with_for_update(of=LedgerAccount) if lock else query).all()
    free = {
        Payee(one.seller_id, one.post_id): -one.balance for one in rows if one.kind in FREE and one.balance
    }
    accounts = bank.held_by(free)
    return [
        Candidate(payee, name, free[payee], held := accounts.get(payee), why_not(free[payee], held))
        for name, payee in _names(free)
    ]


def _names(payees: Collection[Payee]) -> list[tuple[str, Payee]]:
    """By name, in one order however they came."""
    gerai = sa.select(Seller.name, Seller.id, sa.null()).where(
        Seller.id.in_([one.seller_id for one in payees if one.seller_id is not None])
    )
    posts = sa.select(Post.name, sa.null(), Post.id).where(
        Post.id.in_([one.post_id for one in payees if one.post_id is not None])
    )
    found = [
        (str(name), Payee(seller_id, post_id))
        for query in (gerai, posts)
        for name, seller_id, post_id in session().execute(query)
    ]
    return sorted(found, key=lambda row: (row[0], row[1].owner))


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
    """The payouts of a batch, by the name of the gerai or post."""
    name = sa.func.coalesce(Seller.name, Post.name)
    return _rows(_joined().where(Payout.batch_id == batch_id).order_by(name, Payout.id))


def payout(payout_id: int) -> PayoutRow:
    """One payout. Raises NotFound."""
    found = _rows(_joined().where(Payout.id == payout_id))
    if not found:
        raise NotFound(payout_id)
    return found[0]


def of(payee: Payee, limit: int) -> Sequence[PayoutRow]:
    """The newest payouts of a gerai or a post."""
    return _rows(_joined().where(*_to(payee)).order_by(Payout.id.desc()).limit(limit))


def of_its_own(payee: Payee, payout_id: int) -> PayoutRow:
    """One payout of this gerai or post. Raises NotFound for another's."""
    found = payout(payout_id)
    if found.payout.payee != payee:
        raise NotFound(payout_id)
    return found


def _to(payee: Payee) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Payout.seller_id.is_not_distinct_from(payee.seller_id),
        Payout.post_id.is_not_distinct_from(payee.post_id),
    )


def _joined() -> sa.Select[Payout, BankAccount, str]:
    return (
        sa.select(Payout, BankAccount, sa.func.coalesce(Seller.name, Post.name))
        .join(BankAccount, BankAccount.id == Payout.bank_account_id)
        .outerjoin(Seller, Seller.id == Payout.seller_id)
        .outerjoin(Post, Post.id == Payout.post_id)
    )


def _rows(query: sa.Select[Payout, BankAccount, str]) -> list[PayoutRow]:
    return [PayoutRow(one, account, name) for one, account, name in session().execute(query)]
