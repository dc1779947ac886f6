"""Accounts, postings and commission, in plain Python."""
