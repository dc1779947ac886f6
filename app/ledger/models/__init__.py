"""Tables of the ledger (`book`), of sellers' bank accounts (`bank`), and of what they state about turnover (`tax`)."""

from app.ledger.models.bank import BankAccount as BankAccount
from app.ledger.models.book import LedgerAccount as LedgerAccount
from app.ledger.models.book import LedgerEntry as LedgerEntry
from app.ledger.models.book import LedgerJournal as LedgerJournal
from app.ledger.models.rates import CommissionRate as CommissionRate
from app.ledger.models.tax import TurnoverStatement as TurnoverStatement
