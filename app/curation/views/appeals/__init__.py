"""A seller asks for a second reading."""
