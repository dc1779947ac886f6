"""Pages of those who receive."""
