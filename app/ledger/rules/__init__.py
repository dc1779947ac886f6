"""Plain rules of the ledger: accounts, postings, payouts."""
