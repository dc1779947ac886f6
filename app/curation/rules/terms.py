"""The terms of official gifts, from `data/curation/gifts.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parents[3] / "data" / "curation" / "gifts.toml"


@dataclass(frozen=True)
class Condition:
    """A condition that curators choose often; `words` is what everybody reads."""

    code: str
    words: str


@dataclass(frozen=True)
class Terms:
    """Who may become an official gift and for how long; days are whole days of the maker's region."""

    least_grade: str
    least_shelf_life_days: int
    longest_days: int
    voices: int
    vote_days: int
    remind_days: tuple[int, ...]
    """The farthest first."""
    conditions: tuple[Condition, ...]


@cache
def terms() -> Terms:
    """As the file says. Raises ValueError for a file that makes no sense."""
    with _FILE.open("rb") as file:
        told = tomllib.load(file)
    conditions = tuple(Condition(**one) for one in told.pop("condition"))
    found = Terms(**{**told, "remind_days": tuple(told["remind_days"])}, conditions=conditions)
    if found.voices < 2 or list(found.remind_days) != sorted(set(found.remind_days), reverse=True):
        raise ValueError(f"{_FILE.name}: two voices at least, and reminders from far to near")
    return found
