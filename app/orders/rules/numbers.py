"""Public order numbers."""

import secrets

_CLEAR = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_number() -> str:
    """`G-7K3M9QX`: short enough to read aloud, and it does not tell how many orders there are."""
    return "G-" + "".join(secrets.choice(_CLEAR) for _ in range(7))
