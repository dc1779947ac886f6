"""Tables of the ledger (`book`), of sellers' bank accounts (`bank`) and of payouts."""

from app.ledger.models.bank import BankAccount as BankAccount
from app.ledger.models.book import LedgerAccount as LedgerAccount
from app.ledger.models.book import LedgerEntry as LedgerEntry
from app.ledger.models.book import LedgerJournal as LedgerJournal
from app.ledger.models.payouts import Payout as Payout
from app.ledger.models.payouts import PayoutBatch as PayoutBatch
from app.ledger.models.rates import CommissionRate as CommissionRate
