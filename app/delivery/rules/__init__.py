"""Zones, weights, fees, working days: decided from values alone."""
