"""One inbox per person, and a mail where there is an address.

Owns `notices`. The words of every letter stand in `rules.py`; `app/handlers` says who gets which, and when.
"""
