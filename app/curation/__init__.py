"""Rounds of review by PKK curators, and their word on official gifts.

Owns rounds and gift approvals. A round is a row that is judged once and never changed again. Nobody judges her own.
"""
