"""Look-ups of the ledger."""

from app.ledger.queries.banking import bank_account as bank_account
