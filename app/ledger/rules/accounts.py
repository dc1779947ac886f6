"""The books of the house and their accounts."""

from dataclasses import dataclass
from enum import StrEnum


class Book(StrEnum):
    """Two books that never mix: who holds the money differs."""

    PLATFORM = "platform"
    """The platform collects, owes the sellers and pays them out."""
    DIRECT = "direct"
    """Buyers pay sellers; Gerai only keeps the record."""


class AccountKind(StrEnum):
    """A debit is positive, a credit negative: what is owed to somebody stands below zero."""

    COLLECTED = "collected"
    """Money at the gateway or in the platform's bank."""
    SELLER_PENDING = "seller_pending"
    SELLER_AVAILABLE = "seller_available"
    SELLER_PAYOUT = "seller_payout"
    COMMISSION = "commission"
    POST_FEE = "post_fee"
    BUYER_OWED = "buyer_owed"
    REMAINDER = "remainder"
    SELLER_CASH = "seller_cash"
    """What came into a seller's own hands."""
    SELLER_SALES = "seller_sales"
    SELLER_OWES = "seller_owes"
    """What she owes back to buyers."""


@dataclass(frozen=True)
class AccountKey:
    """One account: of a seller, of a post, or of the house."""

    kind: AccountKind
    seller_id: int | None = None
    post_id: int | None = None
