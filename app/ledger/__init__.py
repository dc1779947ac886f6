"""The ledger: double entry, bank accounts, paying out."""
