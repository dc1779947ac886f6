"""Public order numbers, codes for handing over, and ids as a page sends them back."""

import secrets

_CLEAR = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_number() -> str:
    """`G-7K3M9QX`: short enough to read aloud, and it does not tell how many orders there are."""
    return "G-" + "".join(secrets.choice(_CLEAR) for _ in range(7))


def tidy_number(typed: str) -> str:
    """An order number as somebody reads it from a screen or over the phone: `g 7k3m9qx` → `G-7K3M9QX`."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())[:8]
    return f"G-{signs.removeprefix('G') if len(signs) == 8 else signs}"


def new_code() -> str:
    """Six signs that a buyer says and a maker types: none that look or sound like another."""
    return "".join(secrets.choice(_CLEAR) for _ in range(6))


def same_code(code: str, typed: str) -> bool:
    """Whether what was typed is the code, in either case and with blanks or dashes wherever she put them."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return secrets.compare_digest(signs.encode(), code.encode())


def id_of(text: str | None) -> int | None:
    """The id that a field carries; None for anything that no row can have."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 18 else None
