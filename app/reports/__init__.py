"""Reads everything, changes nothing: the seller's day, what became of trainings, the admin's overview."""
