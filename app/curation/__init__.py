"""Rounds of review by PKK curators, and their word on official gifts.

Owns rounds with their scores, versions of the rubric, appeals, ties that curators name, and what panels say about official gifts. A
round is a row that is judged once, by one version of the rubric, and never changed again. Nobody judges her own, nor what stands near
to her, nor her own decision a second time.
"""
