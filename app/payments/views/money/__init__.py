"""A seller's money at a glance."""
