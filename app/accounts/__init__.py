"""People: who they are, their roles, how they sign in, and who may act for whom.

Owns people, sign-ins, role grants, stand-ins (kader), one-time links, attempts. Knows nothing of gerai or trainings.
Talks up by events only: a letter about a link is written by whoever `handlers` names.
"""
