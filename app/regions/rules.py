"""What a region code says by itself, and the region file that ships with the project (data/regions/README.md)."""

import gzip
import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parents[2] / "data" / "regions" / "regions.tsv.gz"


class Level(IntEnum):
    """Depth in the tree."""

    PROVINCE = 1
    CITY = 2
    DISTRICT = 3
    VILLAGE = 4


class Row(NamedTuple):
    """One line of the region file. `postal_code` is empty above the village."""

    code: str
    name: str
    postal_code: str


def rows() -> Iterator[Row]:
    """Every region of the file, parents before children."""
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield Row(*line.rstrip("\n").split("\t"))


@cache
def city_names() -> dict[str, str]:
    """Code → name of the provinces and kabupaten/kota, from the file; for commands that have no database."""
    return {row.code: row.name for row in rows() if level_of(row.code) <= Level.CITY}


@cache
def city_slugs() -> dict[str, str]:
    """Slug → code of the provinces and kabupaten/kota: a page of theirs need not ask the database who they are."""
    return {slug_of(name): code for code, name in city_names().items()}


def level_of(code: str) -> Level:
    """`36` → province, `36.71` → city, `36.71.01` → district, `36.71.01.1008` → village."""
    return Level(code.count(".") + 1)


def parent_of(code: str) -> str | None:
    """The code one level up; None for a province."""
    return code.rpartition(".")[0] or None


def lineage(code: str) -> tuple[str, ...]:
    """A code and all above it, from the province down."""
    parts = code.split(".")
    return tuple(".".join(parts[: count + 1]) for count in range(len(parts)))


def covers(above: str, code: str) -> bool:
    """`code` is the region `above` or lies in it."""
    return code == above or code.startswith(above + ".")


def slug_of(name: str) -> str:
    """`Kota Tangerang Selatan` → `kota-tangerang-selatan`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
