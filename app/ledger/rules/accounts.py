"""The chart of accounts, in two books that never mix."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Book(StrEnum):
    """Where money is: with the platform, or in sellers' own hands."""

    PLATFORM = "platform"
    DIRECT = "direct"


class AccountKind(StrEnum):
    """Platform book: what is held (`collected`) and for whom. Direct book: what a seller took in by herself."""

    COLLECTED = "collected"
    """At the gateway or in the platform's bank account; an asset."""
    SELLER_PENDING = "seller_pending"
    """Hers, once her buyer has what was ordered."""
    SELLER_AVAILABLE = "seller_available"
    SELLER_PAYOUT = "seller_payout"
    """In a payout that the bank has not carried out yet."""
    COMMISSION = "commission"
    POST_FEE = "post_fee"
    """The one fee of parcels that a PKK post makes; the post's, once its buyer has the parcel."""
    POST_AVAILABLE = "post_available"
    POST_PAYOUT = "post_payout"
    BUYER_OWED = "buyer_owed"
    """To be given back to buyers."""
    REMAINDER = "remainder"
    """What is over where rupiah do not divide."""
    SELLER_CASH = "seller_cash"
    """What came into a seller's own hands; an asset of hers."""
    SELLER_SALES = "seller_sales"
    SELLER_OWES = "seller_owes"
    """To be given back by her to buyers."""


BOOK_OF: dict[AccountKind, Book] = {
    kind: Book.DIRECT
    if kind in (AccountKind.SELLER_CASH, AccountKind.SELLER_SALES, AccountKind.SELLER_OWES)
    else Book.PLATFORM
    for kind in AccountKind
}
OF_SELLER = frozenset(
    {
        AccountKind.SELLER_PENDING,
        AccountKind.SELLER_AVAILABLE,
        AccountKind.SELLER_PAYOUT,
        AccountKind.SELLER_CASH,
        AccountKind.SELLER_SALES,
        AccountKind.SELLER_OWES,
    }
)
OF_POST = frozenset({AccountKind.POST_FEE, AccountKind.POST_AVAILABLE, AccountKind.POST_PAYOUT})
KEPT_BALANCE = (OF_SELLER | OF_POST) - {AccountKind.POST_FEE}
"""Accounts whose balance is kept beside their entries; the others are summed when asked."""


@dataclass(frozen=True)
class Payee:
    """Whose money it is: a seller's or a post's, exactly one of them."""

    seller_id: int | None = None
    post_id: int | None = None

    def __post_init__(self) -> None:
        if (self.seller_id is None) == (self.post_id is None):
            raise ValueError("a payee is a seller or a post")

    @property
    def owner(self) -> int:
        """The id by which its accounts are known."""
        return self.seller_id or self.post_id or 0

    @property
    def available(self) -> AccountKind:
        return AccountKind.POST_AVAILABLE if self.seller_id is None else AccountKind.SELLER_AVAILABLE

    @property
    def in_payout(self) -> AccountKind:
        return AccountKind.POST_PAYOUT if self.seller_id is None else AccountKind.SELLER_PAYOUT


class JournalKind(StrEnum):
    SETTLEMENT = "settlement"
    STRAY = "stray"
    """Money that came too late or twice, or above what was due: all of it is owed back."""
    ADJUSTMENT = "adjustment"
    REFUND = "refund"
    REFUND_BOUNCED = "refund_bounced"
    """The provider took a refund back: the money is here again, and owed again."""
    RELEASE = "release"
    PAYOUT = "payout"
    PAYOUT_PAID = "payout_paid"
    PAYOUT_BOUNCED = "payout_bounced"


@dataclass(frozen=True)
class Posting:
    """Rupiah on one account: + is debit, − is credit. `owner` is a seller's or a post's id where the account has one;
    `parcel_id` the parcel that it is about."""

    account: AccountKind
    amount: int
    owner: int | None = None
    parcel_id: int | None = None


class Unbalanced(ValueError):
    """A journal that does not sum to zero, touches both books, or has nothing in it: a mistake in the code."""


def book_of(postings: Sequence[Posting]) -> Book:
    """The one book of a journal. Raises Unbalanced."""
    books = {BOOK_OF[one.account] for one in postings}
    if len(books) != 1 or sum(one.amount for one in postings) != 0:
        raise Unbalanced(postings)
    if any((one.account in OF_SELLER | OF_POST) != (one.owner is not None) for one in postings):
        raise Unbalanced(postings)
    return books.pop()
