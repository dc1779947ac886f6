"""What came and went, row by row."""
