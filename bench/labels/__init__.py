"""Pictures of Indonesian home-industry labels with the truth known, and how well they are read."""
