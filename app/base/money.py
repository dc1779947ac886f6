"""Whole rupiah. There are no cents anywhere in the house (domain.md 8.4 and 9)."""

import re
from typing import NewType

Rupiah = NewType("Rupiah", int)

_AMOUNT = re.compile(
    r"(?:rp\.?|idr)?\s*(?P<whole>\d{1,3}(?:[.\s]\d{3})+|\d+)"
    r"(?:(?P<tenth>,\d{1,2})?\s*(?P<unit>rb|ribu|k|jt|juta)|,00)?(?:\s*[.,]-{1,2})?",
    re.IGNORECASE,
)
_UNITS = {"rb": 1_000, "ribu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000}


def format_rupiah(amount: int) -> str:
    """`12500` → `Rp12.500`, `-1500` → `-Rp1.500` (PUEBI: no blank, dots for thousands)."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{abs(amount):,}".replace(",", ".")


def parse_rupiah(text: str) -> Rupiah:
    """Read an amount as people write it: `12.500`, `Rp 12.500,00`, `12,5rb`, `25k`, `Rp1.250.000,-`.

    Raises ValueError for anything that is not clearly one whole amount of rupiah.
    """
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    whole = int(re.sub(r"[.\s]", "", match["whole"]))
    unit = _UNITS[match["unit"].lower()] if match["unit"] else 1
    digits = (match["tenth"] or ",0")[1:]
    return Rupiah(whole * unit + int(digits) * unit // 10 ** len(digits))
