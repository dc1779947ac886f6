"""Look-ups of rounds (`rounds`) and official gifts (`gifts`), scoped to the curator (`reach`)."""
