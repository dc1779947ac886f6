"""What fits into cabin luggage, from `data/catalog/cabin.toml`. What is not known is not claimed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from app.base.kinds import Category
from app.delivery.rules.weights import PackedSize

_FILE = Path(__file__).parents[3] / "data" / "catalog" / "cabin.toml"


@dataclass(frozen=True)
class Cabin:
    """The common limits of carriers from a day on: sides in cm, the longest first, grams, millilitres of one container."""

    valid_from: date
    sides: tuple[int, int, int]
    weight_g: int
    liquid_ml: int

    @property
    def words(self) -> str:
        """As people read it."""
        return f"{' × '.join(map(str, self.sides))} cm, {self.weight_g // 1000} kg"

    def fits(self, size: PackedSize | None, weight_g: int, liquid: int | None) -> bool:
        """A packed piece goes in, turned as it likes. `liquid` as `liquid_in` says."""
        if size is None or weight_g > self.weight_g or (liquid or 0) > self.liquid_ml:
            return False
        packed = sorted((size.length, size.width, size.height), reverse=True)
        return all(side <= most for side, most in zip(packed, self.sides, strict=True))

    def why_not(self, size: PackedSize | None, weight_g: int, liquid: int | None) -> str:
        """Why it is not said to go in, as the end of a sentence; empty when it goes in. What is known to be too much comes
        before what is not known."""
        if weight_g > self.weight_g:
            return f"tidak, beratnya lebih dari {self.weight_g // 1000} kg"
        if (liquid or 0) > self.liquid_ml:
            return (
                f"tidak untuk penerbangan ke luar negeri: cairan atau pasta paling banyak {self.liquid_ml} ml tiap wadah,"
                f" ini {liquid}"
            )
        if size is None:
            return "belum diketahui, ukuran terkemasnya belum ditulis pembuatnya"
        if not self.fits(size, weight_g, liquid):
            return f"tidak, terkemas {size.words} cm"
        return ""


@cache
def _limits() -> tuple[Cabin, ...]:
    """Oldest first."""
    with _FILE.open("rb") as file:
        rows = tomllib.load(file)["limit"]
    found = []
    for row in rows:
        longest, middle, shortest = sorted(row["sides_cm"], reverse=True)
        found.append(Cabin(row["valid_from"], (longest, middle, shortest), row["weight_g"], row["liquid_ml"]))
    return tuple(sorted(found, key=lambda one: one.valid_from))


def cabin_on(day: date) -> Cabin:
    """The limits of a day; of one before all rows the oldest."""
    limits = _limits()
    return next((one for one in reversed(limits) if one.valid_from <= day), limits[0])


def liquid_in(category: Category, facts: Mapping[str, Any]) -> int | None:
    """Millilitres (of pastes grams) in one pack that a security check may take for liquid; None where it is dry.

    Counted so: what is measured in ml, what lies in a liquid, and every seasoning, because sambal and petis are pastes.
    """
    net = facts.get("net")
    is_wet = facts.get("net_unit") == "ml" or facts.get("drained") or category is Category.BUMBU
    return int(net) if net and is_wet else None
