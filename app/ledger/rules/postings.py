"""What is written into the books for what happened to money. Every answer sums to zero, whatever the amounts are: each rupiah
that one account gives another one takes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.ledger.rules.accounts import AccountKey, AccountKind


@dataclass(frozen=True)
class Posting:
    """Rupiah on one account; + is debit, - is credit."""

    account: AccountKey
    amount: int


@dataclass(frozen=True)
class Part:
    """A seller's part of what was paid: goods and her own shipping fee in `total`; `commission` of it is Gerai's."""

    seller_id: int
    total: int
    commission: int


@dataclass(frozen=True)
class SharedFee:
    """The one fee of a parcel that a post makes of several parts."""

    post_id: int
    fee: int


@dataclass(frozen=True)
class GoneBack:
    """What a part loses: `own` rupiah of the seller's goods and fee, `commission` of them given back by Gerai, `shared` of the
    fee of the post's one parcel."""

    seller_id: int
    own: int
    commission: int = 0
    shared: SharedFee | None = None


_COLLECTED = AccountKey(AccountKind.COLLECTED)
_COMMISSION = AccountKey(AccountKind.COMMISSION)
_BUYER_OWED = AccountKey(AccountKind.BUYER_OWED)
_REMAINDER = AccountKey(AccountKind.REMAINDER)


def _moved(source: AccountKey, target: AccountKey, amount: int) -> list[Posting]:
    """Rupiah leave one account and are on another."""
    return [Posting(source, -amount), Posting(target, amount)]


def _settled(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """One row an account, none with nothing on it."""
    sums: dict[AccountKey, int] = defaultdict(int)
    for one in postings:
        sums[one.account] += one.amount
    return tuple(Posting(account, amount) for account, amount in sums.items() if amount)


# -- the platform collects ----------------------------------------------------------------------


def settlement(amount: int, parts: Sequence[Part], shared: Sequence[SharedFee]) -> tuple[Posting, ...]:
    """An order was paid: each seller's net waits for its receipt. What is over belongs to nobody and stands apart."""
    found: list[Posting] = []
    for part in parts:
        found += _moved(pending(part.seller_id), _COLLECTED, part.total - part.commission)
        found += _moved(_COMMISSION, _COLLECTED, part.commission)
    for one in shared:
        found += _moved(_post(one), _COLLECTED, one.fee)
    over = amount - sum(part.total for part in parts) - sum(one.fee for one in shared)
    return _settled([*found, *_moved(_REMAINDER, _COLLECTED, over)])


def stray(amount: int) -> tuple[Posting, ...]:
    """Money came that belongs to no order, any more or twice: it is the buyer's."""
    return _settled(_moved(_BUYER_OWED, _COLLECTED, amount))


def adjustment(gone: GoneBack, *, released: bool) -> tuple[Posting, ...]:
    """A part lost goods: the buyer is owed their money. `released`: the seller's net was free for a payout already, so it is
    taken from there; below zero it stands until the next sale covers it."""
    seller = (available if released else pending)(gone.seller_id)
    found = _moved(_BUYER_OWED, seller, gone.own - gone.commission)
    found += _moved(_BUYER_OWED, _COMMISSION, gone.commission)
    if gone.shared is not None:
        found += _moved(_BUYER_OWED, _post(gone.shared), gone.shared.fee)
    return _settled(found)


def refund_done(amount: int) -> tuple[Posting, ...]:
    """The buyer has her money."""
    return _settled(_moved(_COLLECTED, _BUYER_OWED, amount))


def release(seller_id: int, net: int) -> tuple[Posting, ...]:
    """A part was received and its hold is over: the seller's net can be paid out."""
    return _settled(_moved(available(seller_id), pending(seller_id), net))


def payout_made(seller_id: int, amount: int) -> tuple[Posting, ...]:
    """It stands in a batch, on its way to her bank."""
    return _settled(_moved(in_payout(seller_id), available(seller_id), amount))


def payout_paid(seller_id: int, amount: int) -> tuple[Posting, ...]:
    """The bank has paid it."""
    return _settled(_moved(_COLLECTED, in_payout(seller_id), amount))


def payout_bounced(seller_id: int, amount: int) -> tuple[Posting, ...]:
    """The bank has sent it back: it waits for the next batch."""
    return reverse(payout_made(seller_id, amount))


# -- buyers pay sellers -------------------------------------------------------------------------


def direct_settlement(seller_id: int, amount: int) -> tuple[Posting, ...]:
    """It came into her own hands, the digits of the unique code as well: she keeps them."""
    return _settled(_moved(_hers(AccountKind.SELLER_SALES, seller_id), _cash(seller_id), amount))


def direct_stray(seller_id: int, amount: int) -> tuple[Posting, ...]:
    """It came into her own hands for no order: she owes it back."""
    return _settled(_moved(_hers(AccountKind.SELLER_OWES, seller_id), _cash(seller_id), amount))


def direct_adjustment(seller_id: int, amount: int) -> tuple[Posting, ...]:
    """Her part lost goods: she owes their money back."""
    owes, sales = _hers(AccountKind.SELLER_OWES, seller_id), _hers(AccountKind.SELLER_SALES, seller_id)
    return _settled(_moved(owes, sales, amount))


def refund_by_hand(seller_id: int, amount: int) -> tuple[Posting, ...]:
    """She has paid it back herself, with proof."""
    return _settled(_moved(_cash(seller_id), _hers(AccountKind.SELLER_OWES, seller_id), amount))


# -- both ---------------------------------------------------------------------------------------


def reverse(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """The same, taken back."""
    return tuple(Posting(one.account, -one.amount) for one in postings)


def pending(seller_id: int) -> AccountKey:
    """Sold, not received yet."""
    return _hers(AccountKind.SELLER_PENDING, seller_id)


def available(seller_id: int) -> AccountKey:
    """Free for the next payout."""
    return _hers(AccountKind.SELLER_AVAILABLE, seller_id)


def in_payout(seller_id: int) -> AccountKey:
    """In a batch that the bank has not finished."""
    return _hers(AccountKind.SELLER_PAYOUT, seller_id)


def _cash(seller_id: int) -> AccountKey:
    return _hers(AccountKind.SELLER_CASH, seller_id)


def _hers(kind: AccountKind, seller_id: int) -> AccountKey:
    return AccountKey(kind, seller_id=seller_id)


def _post(shared: SharedFee) -> AccountKey:
    return AccountKey(AccountKind.POST_FEE, post_id=shared.post_id)
