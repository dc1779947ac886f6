"""Numbers of gift requests."""

import secrets

_CLEAR = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_number() -> str:
    """`CM-7K3M9`: short enough to read aloud, and it does not tell how many there are."""
    return "CM-" + "".join(secrets.choice(_CLEAR) for _ in range(5))
