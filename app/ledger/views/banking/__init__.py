"""Where a seller's money goes to."""
