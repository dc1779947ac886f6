"""Rounds of review by PKK curators, and their word on official gifts.

Owns rounds, appeals, ties that curators name, and gift approvals. A round is a row that is judged once and never changed again.
Nobody judges her own, nor what stands near to her, nor her own decision a second time.
"""
