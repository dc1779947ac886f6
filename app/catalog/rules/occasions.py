"""Occasions on which something is handed over, from `data/catalog/occasions.toml`."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.base.errors import RuleBroken

_FILE = Path(__file__).parents[3] / "data" / "catalog" / "occasions.toml"


@dataclass(frozen=True)
class Occasion:
    """`code` stands in addresses and rows, `words` is what everybody reads, `meaning` one line for who chooses."""

    code: str
    words: str
    meaning: str


@cache
def occasions() -> tuple[Occasion, ...]:
    """All of them, in the order of the file. Raises ValueError for a file that gives a code twice."""
    with _FILE.open("rb") as file:
        found = tuple(Occasion(**one) for one in tomllib.load(file)["occasion"])
    if len({one.code for one in found}) != len(found):
        raise ValueError(f"{_FILE.name}: a code stands for one occasion")
    return found


def known(codes: Collection[str]) -> tuple[Occasion, ...]:
    """Those of these codes that there are, each once and in the order of the file: how they are kept and shown.

    >>> [one.code for one in known(["rapat", "tamu-dinas", "besok", "rapat"])]
    ['tamu-dinas', 'rapat']
    """
    return tuple(one for one in occasions() if one.code in codes)


def checked(codes: Collection[str]) -> list[str]:
    """The codes that somebody chose, as they are kept. Raises UnknownOccasion."""
    found = [one.code for one in known(codes)]
    if len(found) != len(set(codes)):
        raise UnknownOccasion
    return found


class UnknownOccasion(RuleBroken):
    message = "Ada acara yang tidak ada di daftar. Pilih lagi dari daftarnya."
