"""What decides about goods from values alone: facts by category, the life of a revision, promise, visibility, search."""
