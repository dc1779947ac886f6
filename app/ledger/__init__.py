"""Double entry: what the platform holds for whom, what sellers received directly, and payouts."""
