"""Ties that curators name themselves."""
