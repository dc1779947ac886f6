"""Where a visitor wants things sent to: the code of a kabupaten/kota, kept in her own cookie and nowhere else."""

from flask import session

_KEY = "send_to"


def destination() -> str | None:
    """What she chose last, or what her cart's address says; None while nothing is known."""
    code = session.get(_KEY)
    return code if isinstance(code, str) else None


def remember_destination(code: str) -> None:
    """Dates are counted to there from now on."""
    session[_KEY] = code
    session.permanent = True


def forget_destination() -> None:
    """Dates say again when things are ready."""
    session.pop(_KEY, None)
