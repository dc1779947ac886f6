"""Double entry: what came in, to whom it belongs, what was paid out."""
