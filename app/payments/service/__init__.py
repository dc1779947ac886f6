"""Taking and returning money. A gateway is never called inside a transaction that holds locks."""
