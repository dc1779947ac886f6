"""Numbers of gift requests, and of gifts that makers make."""

import secrets

_CLEAR = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_number() -> str:
    """`CM-7K3M9`: short enough to read aloud, and it does not tell how many there are."""
    return f"CM-{_letters()}"


def new_donation_number() -> str:
    """`HB-7K3M9`, of the same kind."""
    return f"HB-{_letters()}"


def _letters() -> str:
    return "".join(secrets.choice(_CLEAR) for _ in range(5))
