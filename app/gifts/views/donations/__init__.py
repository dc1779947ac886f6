"""Goods that makers give."""
