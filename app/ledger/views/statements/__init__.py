"""A seller's statement on paper."""
