"""Pages of gift requests."""
