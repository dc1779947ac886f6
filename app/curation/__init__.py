"""Rounds of review by PKK curators, and their word on official gifts.

Owns rounds with their scores, versions of the rubric, and gift approvals. A round is a row that is judged once, by one version of
the rubric, and never changed again. Nobody judges her own.
"""
