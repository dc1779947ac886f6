"""The shop's pages: home, search, category, region, product, gerai, official gifts. Owns no table; composes what the
packages below publish.
"""
