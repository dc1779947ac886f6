"""What Gerai keeps of a sale."""
