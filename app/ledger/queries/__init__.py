"""Look-ups of the ledger."""
