"""The edge: doors with their guards, forms, error pages, headers, filters, hashed static files.

Owns `parked_forms` (what someone had typed when her sign-in ended). Knows no domain.
"""
