"""What is written into the books for what happened to money. Every answer sums to zero, whatever the amounts are: each rupiah
that one account gives another one takes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from app.ledger.rules.accounts import AccountKind, Payee, Posting


@dataclass(frozen=True)
class Part:
    """A seller's part of what was paid: goods and her own shipping fee in `total`; `commission` of it is Gerai's."""

    parcel_id: int
    seller_id: int
    total: int
    commission: int


@dataclass(frozen=True)
class SharedFee:
    """The one fee of a parcel that a post makes of several parts. `released`: it was free for a payout already."""

    post_id: int
    fee: int
    released: bool = False


@dataclass(frozen=True)
class GoneBack:
    """What a part loses: `own` rupiah of the seller's goods and fee, `commission` of them given back by Gerai, `shared` of the
    fee of the post's one parcel."""

    parcel_id: int
    seller_id: int
    own: int
    commission: int = 0
    shared: SharedFee | None = None


@dataclass(frozen=True)
class _Place:
    """Where rupiah stand: an account, and the parcel that they are of."""

    account: AccountKind
    owner: int | None = None
    parcel_id: int | None = None


_COLLECTED = _Place(AccountKind.COLLECTED)
_BUYER_OWED = _Place(AccountKind.BUYER_OWED)
_Move = tuple[_Place, _Place, int]
"""Rupiah leave the first and are on the second."""


def _journal(*moves: _Move) -> tuple[Posting, ...]:
    """One row a place, none with nothing on it."""
    sums: dict[_Place, int] = defaultdict(int)
    for source, target, amount in moves:
        sums[source] -= amount
        sums[target] += amount
    return tuple(
        Posting(place.account, amount, place.owner, place.parcel_id)
        for place, amount in sums.items()
        if amount
    )


# -- the platform collects ----------------------------------------------------------------------


def settlement(amount: int, parts: Sequence[Part], shared: Sequence[SharedFee]) -> tuple[Posting, ...]:
    """An order was paid: each seller's net waits for its receipt. What is over belongs to nobody and stands apart."""
    moves: list[_Move] = []
    for part in parts:
        pending = _Place(AccountKind.SELLER_PENDING, part.seller_id, part.parcel_id)
        commission = _Place(AccountKind.COMMISSION, parcel_id=part.parcel_id)
        moves += [
            (pending, _COLLECTED, part.total - part.commission),
            (commission, _COLLECTED, part.commission),
        ]
    moves += [(_post(one), _COLLECTED, one.fee) for one in shared]
    over = amount - sum(part.total for part in parts) - sum(one.fee for one in shared)
    return _journal(*moves, (_Place(AccountKind.REMAINDER), _COLLECTED, over))


def stray(amount: int) -> tuple[Posting, ...]:
    """Money came that belongs to no order, any more or twice: it is the buyer's."""
    return _journal((_BUYER_OWED, _COLLECTED, amount))


def adjustment(gone: GoneBack, *, released: bool) -> tuple[Posting, ...]:
    """A part lost goods: the buyer is owed their money. `released`: the seller's net was free for a payout already, so it is
    taken from there; below zero it stands until the next sale covers it."""
    kind = AccountKind.SELLER_AVAILABLE if released else AccountKind.SELLER_PENDING
    owed = _Place(AccountKind.BUYER_OWED, parcel_id=gone.parcel_id)
    moves: list[_Move] = [
        (owed, _Place(kind, gone.seller_id, gone.parcel_id), gone.own - gone.commission),
        (owed, _Place(AccountKind.COMMISSION, parcel_id=gone.parcel_id), gone.commission),
    ]
    if gone.shared is not None:
        moves.append((owed, _post(gone.shared, gone.parcel_id), gone.shared.fee))
    return _journal(*moves)


def refund_done(amount: int) -> tuple[Posting, ...]:
    """The buyer has her money."""
    return _journal((_COLLECTED, _BUYER_OWED, amount))


def refund_bounced(amount: int) -> tuple[Posting, ...]:
    """The provider has taken it back: she is owed it again."""
    return refund_done(-amount)


def release(seller_id: int, parcel_id: int, net: int) -> tuple[Posting, ...]:
    """A part was received and its hold is over: the seller's net can be paid out."""
    pending = _Place(AccountKind.SELLER_PENDING, seller_id, parcel_id)
    return _journal((_Place(AccountKind.SELLER_AVAILABLE, seller_id, parcel_id), pending, net))


def release_fee(post_id: int, fee: int) -> tuple[Posting, ...]:
    """A parcel that a post made was received and its hold is over: what is left of its fee can be paid out."""
    return _journal((_Place(AccountKind.POST_AVAILABLE, post_id), _Place(AccountKind.POST_FEE, post_id), fee))


def payout_made(payee: Payee, amount: int) -> tuple[Posting, ...]:
    """It stands in a batch, on its way to the payee's bank."""
    in_payout, available = _Place(payee.in_payout, payee.owner), _Place(payee.available, payee.owner)
    return _journal((in_payout, available, amount))


def payout_paid(payee: Payee, amount: int) -> tuple[Posting, ...]:
    """The bank has paid it."""
    return _journal((_COLLECTED, _Place(payee.in_payout, payee.owner), amount))


def payout_bounced(payee: Payee, amount: int) -> tuple[Posting, ...]:
    """The bank has sent it back: it waits for the next batch."""
    return payout_made(payee, -amount)


# -- buyers pay sellers -------------------------------------------------------------------------


def direct_settlement(seller_id: int, parcel_id: int, amount: int) -> tuple[Posting, ...]:
    """It came into her own hands, the digits of the unique code as well: she keeps them."""
    sales = _Place(AccountKind.SELLER_SALES, seller_id, parcel_id)
    return _journal((sales, _Place(AccountKind.SELLER_CASH, seller_id, parcel_id), amount))


def direct_stray(seller_id: int, parcel_id: int, amount: int) -> tuple[Posting, ...]:
    """It came into her own hands for no order: she owes it back."""
    owes = _Place(AccountKind.SELLER_OWES, seller_id, parcel_id)
    return _journal((owes, _Place(AccountKind.SELLER_CASH, seller_id, parcel_id), amount))


def direct_adjustment(seller_id: int, parcel_id: int, amount: int) -> tuple[Posting, ...]:
    """Her part lost goods: she owes their money back."""
    owes = _Place(AccountKind.SELLER_OWES, seller_id, parcel_id)
    return _journal((owes, _Place(AccountKind.SELLER_SALES, seller_id, parcel_id), amount))


def refund_by_hand(seller_id: int, parcel_id: int, amount: int) -> tuple[Posting, ...]:
    """She has paid it back herself, with proof."""
    return direct_stray(seller_id, parcel_id, -amount)


def _post(shared: SharedFee, parcel_id: int | None = None) -> _Place:
    kind = AccountKind.POST_AVAILABLE if shared.released else AccountKind.POST_FEE
    return _Place(kind, shared.post_id, parcel_id)
