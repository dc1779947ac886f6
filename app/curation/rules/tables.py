"""The data behind the rubric: TOML files under `data/curation`, read once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[3] / "data" / "curation"


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `data/curation/<name>.toml`. Callers read it and never change it."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
