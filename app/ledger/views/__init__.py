"""Pages of money, a folder a theme, a file an audience."""
