"""Tables of the ledger."""

from app.ledger.models.banking import BankAccount as BankAccount
from app.ledger.models.payouts import Payout as Payout
from app.ledger.models.payouts import PayoutBatch as PayoutBatch
