"""What happens in the ledger, told upwards."""

from dataclasses import dataclass

from app.base.events import Event


@dataclass(frozen=True, kw_only=True)
class BankAccountStated(Event):
    """A gerai has stated where its money goes; `changed`: it had stated another account before."""

    account_id: int
    changed: bool


@dataclass(frozen=True, kw_only=True)
class PayoutPaid(Event):
    """The bank has carried it out."""

    payout_id: int


@dataclass(frozen=True, kw_only=True)
class PayoutBounced(Event):
    """The bank has sent it back."""

    payout_id: int
