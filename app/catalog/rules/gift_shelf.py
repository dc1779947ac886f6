"""How the shelf of official gifts is told apart: bands of price, and what somebody may wish for."""

import tomllib
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from app.base.money import format_rupiah
from app.catalog.rules.cabin import Cabin

_FILE = Path(__file__).parents[3] / "data" / "catalog" / "gift_shelf.toml"


@dataclass(frozen=True)
class Band:
    """Prices from `least` up to but without `end`, in rupiah; the last band has no end."""

    least: int
    end: int | None

    def holds(self, price: int) -> bool:
        """A price of this band."""
        return self.least <= price and (self.end is None or price < self.end)

    @property
    def code(self) -> str:
        """How it stands in an address."""
        return f"{self.least}-{self.end or ''}"

    @property
    def words(self) -> str:
        """As people read it."""
        if self.end is None:
            return f"{format_rupiah(self.least)} ke atas"
        if not self.least:
            return f"Di bawah {format_rupiah(self.end)}"
        return f"{format_rupiah(self.least)}–{format_rupiah(self.end).removeprefix('Rp')}"


@cache
def _table() -> dict[str, Any]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)


@cache
def bands() -> tuple[Band, ...]:
    """The cheapest first; together they hold every price once."""
    edges = [0, *_table()["price_edges"]]
    if edges != sorted(set(edges)):
        raise ValueError(f"{_FILE.name}: the ends of the bands rise")
    return tuple(Band(least, end) for least, end in zip(edges, [*edges[1:], None], strict=True))


def ends_soon_days() -> int:
    """A gift that ends within so many days says so on its card."""
    return int(_table()["ends_soon_days"])


@dataclass(frozen=True)
class Wish:
    """What an official gift should be. All of it together; what is empty is not asked.

    Price and cabin are asked of one and the same variant. `until`: it is still official on this day in its maker's region.
    """

    occasion: str | None = None
    region: str | None = None
    """A code of any level."""
    band: Band | None = None
    has_story: bool = False
    cabin: Cabin | None = None
    until: date | None = None

    @property
    def asked(self) -> tuple[str, ...]:
        """Names of the fields that are not empty."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name))

    def without(self, name: str) -> "Wish":
        """The same, with one field no longer asked."""
        empty: dict[str, Any] = {name: getattr(Wish(), name)}
        return replace(self, **empty)
