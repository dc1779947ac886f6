"""Public order numbers, and ids as a page sends them back."""

import secrets

_CLEAR = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_number() -> str:
    """`G-7K3M9QX`: short enough to read aloud, and it does not tell how many orders there are."""
    return "G-" + "".join(secrets.choice(_CLEAR) for _ in range(7))


def id_of(text: str | None) -> int | None:
    """The id that a field carries; None for anything that no row can have."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 18 else None
