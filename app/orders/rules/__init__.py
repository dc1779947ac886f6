"""What decides about orders from values alone: lives and their effects, quotes, numbers."""
