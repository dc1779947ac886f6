"""Photos and private evidence. Every upload goes through here and is encoded anew: no GPS, no SVG, no disguise.

Owns `photos` and `evidence`; the bytes lie in an ObjectStore. Knows nothing of products.
"""
