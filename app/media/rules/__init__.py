"""What a picture must be, and how it is made small."""
