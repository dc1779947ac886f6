"""Tables of the ledger (`book`) and of sellers' bank accounts (`bank`)."""

from app.ledger.models.bank import BankAccount as BankAccount
from app.ledger.models.book import LedgerAccount as LedgerAccount
from app.ledger.models.book import LedgerEntry as LedgerEntry
from app.ledger.models.book import LedgerJournal as LedgerJournal
