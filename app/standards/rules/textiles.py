"""Reading what a garment or mat is made of."""

import re
from dataclasses import dataclass
from decimal import Decimal

from app.standards.rules.tables import pattern_of

_SHARE = r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|persen)"
_NAME = r"([a-z][a-z ()/\-]*?)"


@dataclass(frozen=True)
class Fibre:
    """One fibre and its share in percent; shares are whole as a rule."""

    name: str
    percent: int | Decimal


def read_fibres(text: str) -> tuple[Fibre, ...]:
    """`katun 65 %, poliester 35 %` or `65% katun 35% poliester` → fibres; empty where no percent stands."""
    flat = " ".join(text.lower().split())
    if re.match(r"\d", flat):
        pairs = re.findall(rf"{_SHARE}\s*{_NAME}(?=\s*(?:[,;+&]|\d|dan |$))", flat)
        return tuple(Fibre(_plain(found), _number(share)) for share, found in pairs)
    return tuple(
        Fibre(_plain(found), _number(share)) for found, share in re.findall(rf"{_NAME}\s*:?\s*{_SHARE}", flat)
    )


def unknown_fibres(fibres: tuple[Fibre, ...]) -> tuple[str, ...]:
    """Names among which no fibre stands that we know: `brokat` is a cloth, made of something."""
    known = pattern_of("label", "fibre", "names")
    return tuple(fibre.name for fibre in fibres if not known.search(fibre.name))


def is_unknown_mix(text: str) -> bool:
    """Scraps and mixtures whose shares nobody knows: `kain perca`."""
    return pattern_of("label", "fibre_unknown", "words").search(text) is not None


def animal_words(text: str) -> tuple[str, ...]:
    """Words that show parts of animals (leather, shell, silk), each once; `kulit sintetis` shows none."""
    remaining = pattern_of("label", "animal", "not").sub(" ", text.lower())
    return tuple(dict.fromkeys(pattern_of("label", "animal", "words").findall(remaining)))


def _plain(name: str) -> str:
    return name.strip().removeprefix("dan ").strip()


def _number(share: str) -> int | Decimal:
    number = Decimal(share.replace(",", "."))
    return int(number) if number == int(number) else number
