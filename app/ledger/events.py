"""What happens in the ledger, told upwards."""

from dataclasses import dataclass

from app.base.events import Event


@dataclass(frozen=True, kw_only=True)
class BankAccountStated(Event):
    """A gerai has stated where its money goes; `changed`: it had stated another account before."""

    account_id: int
    changed: bool
