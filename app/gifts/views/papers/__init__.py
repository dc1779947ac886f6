"""Papers of a request."""
