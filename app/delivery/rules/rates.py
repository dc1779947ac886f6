"""What sending costs and how long it takes: the platform's own table."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from app.base.money import Rupiah
from app.delivery.rules.calendar import next_working_day
from app.delivery.rules.zones import Zone

_TABLE = Path(__file__).parents[3] / "data" / "delivery" / "rates.toml"
TOLERANCE_G = 300
"""Couriers forgive 0.3 kg: up to 1.30 kg counts as one (domain.md 8.3)."""


@dataclass(frozen=True)
class Rate:
    """One row of the table: rupiah for the first and for each further begun kilogram; courier days at the most."""

    zone: Zone
    valid_from: date
    first_kg: int
    next_kg: int
    days: int


@cache
def _rates() -> tuple[Rate, ...]:
    rows = tomllib.loads(_TABLE.read_text())["rate"]
    return tuple(Rate(Zone(row.pop("zone")), **row) for row in rows)


def rate(zone: Zone, on: date, table: Sequence[Rate] | None = None) -> Rate:
    """The row of a zone that holds on a day, in the default table unless another is given."""
    rows = _rates() if table is None else table
    return max(
        (row for row in rows if row.zone is zone and row.valid_from <= on), key=lambda row: row.valid_from
    )


def longest(zones: Iterable[Zone]) -> int:
    """Working days that a parcel into the farthest of these zones takes, by any row of the table: what follows from it
    needs no new reckoning on the day on which a new row begins."""
    wanted = set(zones)
    return max((row.days for row in _rates() if row.zone in wanted), default=0)


def chargeable_kg(grams: int) -> int:
    """Begun kilograms that a courier charges: 1300 g → 1, 1301 g → 2 (tolerance 0.3 kg, never less than one)."""
    return max(1, -((TOLERANCE_G - grams) // 1000))


@dataclass(frozen=True)
class Tariff:
    """What a fee is reckoned with: rupiah for the first and for each further begun kilogram."""

    first_kg: int
    next_kg: int

    def fee(self, grams: int) -> Rupiah:
        return Rupiah(self.first_kg + (chargeable_kg(grams) - 1) * self.next_kg)


def tariff(zone: Zone, on: date) -> Tariff:
    """What sending into a zone is reckoned with on a day."""
    row = rate(zone, on)
    return Tariff(row.first_kg, row.next_kg)


def fee(zone: Zone, grams: int, on: date) -> Rupiah:
    """What the parcel costs to send."""
    return tariff(zone, on).fee(grams)


def arrival(sent: date, zone: Zone, on: date) -> date:
    """The day by which a parcel sent on `sent` is there: courier days, Sundays and holidays left out."""
    day = sent
    for _ in range(rate(zone, on).days):
        day = next_working_day(day)
    return day
