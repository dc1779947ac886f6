"""Forms about money."""
