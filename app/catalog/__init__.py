"""Goods: products with their revisions, variants, papers, stock and capacity, and the shop's read model.

Owns products, revisions, variants, papers, production lines, line days, storefront listings. A product's visibility is
derived: see `rules/visibility.py`. Curation and orders stand above and call in; they are told nothing but events.
"""
