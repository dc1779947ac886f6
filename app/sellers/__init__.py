"""Gerai: home businesses and groups, their members, address, how they send, and what is still missing to open.

Owns sellers, memberships, sending ways. The checklist to open asks upwards through `ports.Requirement`.
"""
