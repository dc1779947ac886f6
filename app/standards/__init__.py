"""Standards: what may be said of a product from what is written about it.

Owns the rules for paper numbers (P-IRT, halal, NIB, BPOM, brand), labels, claims and photos, the rule book under
`data/standards` with the changes made to it, and the papers of a gerai (NIB, trade mark). Knows no product: facts are handed
down as frozen values. Does not know whether a paper is genuine (a curator sees that). Talks to nobody; `catalog`, `curation`
and the command line call it.
"""
