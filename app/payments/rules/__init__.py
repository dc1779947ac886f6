"""Plain rules of money: lives, ways, amounts."""
