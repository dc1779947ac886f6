"""Dated tax facts about what a seller turns over in a year (domain.md 8.5). They inform; nothing is withheld anywhere.

The table is `data/ledger/tax.toml`: each row with its first day, source, and how sure we are.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from app.base.errors import RuleBroken
from app.base.money import format_rupiah

_TABLE = Path(__file__).parents[3] / "data" / "ledger" / "tax.toml"

FREE, WITHHOLDING, NEAR = "turnover.free", "marketplace.withholding", "house.near"


class Confidence(StrEnum):
    """How sure we are of a rule."""

    PROVEN = "proven"
    SINGLE = "single"
    HOUSE = "house"
    """Our own mark, nobody's law."""


@dataclass(frozen=True, kw_only=True)
class TaxRule:
    """One row. `threshold` in rupiah of a year's turnover, `rate` in hundredths of a per cent."""

    code: str
    valid_from: date
    threshold: int
    rate: int
    confidence: Confidence
    source: str
    sentence: str
    open_question: str


class Reach(StrEnum):
    """Where a year's turnover stands to the limit up to which it is untaxed."""

    BELOW = "below"
    NEAR = "near"
    OVER = "over"


class NotAppointed(ValueError):
    """Somebody switched withholding on: it is not built, and without an appointment it has no basis."""


class OverTheLimit(RuleBroken):
    """She cannot state that she stays below a limit which she has passed here."""

    def __init__(self, turnover: int, limit: int) -> None:
        super().__init__(
            f"Omzet Ibu di Gerai sudah {format_rupiah(turnover)}, lebih dari {format_rupiah(limit)}, jadi pernyataan ini "
            "tidak berlaku lagi. Tanyakan langkahnya ke kantor pajak (KPP) terdekat."
        )


class NotByHelper(RuleBroken):
    message = "Pernyataan ini atas nama Ibu sendiri. Minta Ibu masuk dengan nomornya, lalu kirim dari sana."


class NotTicked(RuleBroken):
    message = "Centang dulu pernyataannya, kalau memang benar begitu."


def read(table: Mapping[str, Any]) -> tuple[TaxRule, ...]:
    """The rows of a table. Raises NotAppointed where it says that tax is withheld."""
    if table["withholding"]["appointed"]:
        raise NotAppointed(
            "withholding is not built, and takes an appointment by the tax office (PMK 37/2025)"
        )
    return tuple(
        TaxRule(**{**row, "confidence": Confidence(row["confidence"])})  # TOML knows dates by itself
        for row in table["rule"]
    )


@cache
def rules() -> tuple[TaxRule, ...]:
    """All rows that were ever in force, and those that will be."""
    return read(tomllib.loads(_TABLE.read_text()))


def in_force(code: str, day: date, among: tuple[TaxRule, ...] | None = None) -> TaxRule | None:
    """The row of a code that holds on a day; none before the first one."""
    begun = [
        row for row in (rules() if among is None else among) if row.code == code and row.valid_from <= day
    ]
    return max(begun, key=lambda row: row.valid_from, default=None)


def day_that_counts(year: int, today: date) -> date:
    """A year that is over is judged by its last day, the present one by today."""
    return min(today, date(year, 12, 31))


def limit(day: date) -> int | None:
    """Rupiah a year up to which turnover is untaxed; none where no rule held."""
    row = in_force(FREE, day)
    return row.threshold if row else None


def reach(turnover: int, day: date) -> Reach:
    """Where a turnover stands on a day: near from our own mark on, over above the limit (exactly the limit is not over)."""
    free, near = in_force(FREE, day), in_force(NEAR, day)
    if free is not None and turnover > free.threshold:
        return Reach.OVER
    if near is not None and turnover >= near.threshold:
        return Reach.NEAR
    return Reach.BELOW
