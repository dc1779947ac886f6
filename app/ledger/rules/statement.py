"""What a seller, or who keeps a post, reads of the money: rows, sums, and what she is owed before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.ledger.rules.accounts import AccountKind, Book, JournalKind, Payee

HERS: dict[Book, tuple[AccountKind, ...]] = {
    Book.PLATFORM: (
        AccountKind.SELLER_PENDING,
        AccountKind.SELLER_AVAILABLE,
        AccountKind.SELLER_PAYOUT,
        AccountKind.POST_FEE,
        AccountKind.POST_AVAILABLE,
        AccountKind.POST_PAYOUT,
    ),
    Book.DIRECT: (AccountKind.SELLER_SALES,),
}
"""Accounts whose credit is a payee's: what the platform still has of it; what she took herself and keeps."""


@dataclass(frozen=True)
class Row:
    """One thing that changed what is hers. Rupiah; below zero where it goes back to a buyer."""

    happened_at: datetime
    kind: JournalKind
    what: str
    """A sentence for her."""
    order_number: str | None
    parcel_id: int | None
    """Her part of that order."""
    came: int
    """Uang masuk: what the buyer paid for her part, goods and shipping."""
    kept: int
    """Potongan: Gerai's commission of it."""
    paid_out: int
    """Dicairkan: what went to her bank account."""

    @property
    def net(self) -> int:
        """Diterima: hers of what came."""
        return self.came - self.kept


@dataclass(frozen=True)
class Statement:
    """One payee, one book, the days from `first` to `last` in its own zone; rows in their order."""

    payee: Payee
    book: Book
    first: date
    last: date
    opening: int
    """Rupiah that were hers before: with the platform, or, where buyers paid her, in her hands."""
    rows: Sequence[Row]

    @property
    def came(self) -> int:
        return sum(one.came for one in self.rows)

    @property
    def paid_in(self) -> int:
        """What buyers paid, before anything of it went back."""
        return sum(one.came for one in self.rows if one.came > 0)

    @property
    def returned(self) -> int:
        """What went back to buyers of it."""
        return self.paid_in - self.came

    @property
    def kept(self) -> int:
        return sum(one.kept for one in self.rows)

    @property
    def net(self) -> int:
        return self.came - self.kept

    @property
    def paid_out(self) -> int:
        return sum(one.paid_out for one in self.rows)

    @property
    def closing(self) -> int:
        return self.opening + self.net - self.paid_out


@dataclass(frozen=True)
class Balances:
    """What a seller or a post has, in rupiah. With the platform: `pending` until a buyer has her goods, `available` for the next payout
    (below zero when more went back than is there), `in_payout` at the bank, `paid` in all. In her own hands: `taken` from
    buyers less what is given back or is to be, and `owes` of it to buyers."""

    pending: int = 0
    available: int = 0
    in_payout: int = 0
    paid: int = 0
    taken: int = 0
    owes: int = 0

    @property
    def with_platform(self) -> int:
        return self.pending + self.available + self.in_payout
