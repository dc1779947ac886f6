"""Look-ups of money."""
