"""Tables of the ledger (`book`), rates of commission, sellers' bank accounts (`bank`), payouts, and what sellers state about
turnover (`tax`)."""

from app.ledger.models.bank import BankAccount as BankAccount
from app.ledger.models.book import LedgerAccount as LedgerAccount
from app.ledger.models.book import LedgerEntry as LedgerEntry
from app.ledger.models.book import LedgerJournal as LedgerJournal
from app.ledger.models.payouts import Payout as Payout
from app.ledger.models.payouts import PayoutBatch as PayoutBatch
from app.ledger.models.rates import CommissionRate as CommissionRate
from app.ledger.models.tax import TurnoverStatement as TurnoverStatement
