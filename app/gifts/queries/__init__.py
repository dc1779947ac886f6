"""Look-ups of gift requests."""
