"""Paying sellers out."""
