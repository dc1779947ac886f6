"""Reading what a garment or mat is made of."""

import re
from dataclasses import dataclass

from app.standards.rules.tables import phrase_pattern, table


@dataclass(frozen=True)
class Fibre:
    """One fibre and its share in whole percent."""

    name: str
    percent: int


def read_fibres(text: str) -> tuple[Fibre, ...]:
    """`katun 65 %, poliester 35 %` or `65% katun 35% poliester` → fibres; empty where no percent stands."""
    flat = " ".join(text.lower().split())
    number_first = re.match(r"\d", flat) is not None
    name, percent = r"([a-z][a-z ()/\-]*?)", r"(\d{1,3})\s*(?:%|persen)"
    if number_first:
        pairs = re.findall(rf"{percent}\s*{name}(?=\s*(?:[,;+&]|\d|dan |$))", flat)
        return tuple(Fibre(found.strip(), int(share)) for share, found in pairs)
    return tuple(
        Fibre(found.strip(), int(share)) for found, share in re.findall(rf"{name}\s*:?\s*{percent}", flat)
    )


def is_unknown_mix(text: str) -> bool:
    """Scraps and mixtures whose shares nobody knows: `kain perca`."""
    return phrase_pattern(table("label")["fibre_unknown"]["words"]).search(text) is not None
