"""One curator looks at a round at a time."""
