"""The data behind the rules: TOML files under `data/standards`, read once."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[3] / "data" / "standards"


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `data/standards/<name>.toml`. Callers read it and never change it."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def phrase_pattern(phrases: list[str]) -> re.Pattern[str]:
    """A pattern that finds any of these phrases as whole words, the longest first; it never matches when there are none."""
    ordered = sorted(phrases, key=len, reverse=True)
    words = (r"[\s\-]+".join(re.escape(word) for word in re.split(r"[\s\-]+", phrase)) for phrase in ordered)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words) or '(?!)'})(?!\w)", re.IGNORECASE)


@cache
def pattern_of(name: str, *keys: str) -> re.Pattern[str]:
    """`phrase_pattern` of the list that stands under these keys of a table, built once."""
    found = table(name)
    for key in keys:
        found = found[key]
    return phrase_pattern(list(found))
