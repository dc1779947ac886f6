"""What sending costs and how long it takes: the platform's own table."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from app.base.money import Rupiah
from app.delivery.rules import weights
from app.delivery.rules.calendar import working_days_later
from app.delivery.rules.zones import Zone

_TABLE = Path(__file__).parents[3] / "data" / "delivery" / "rates.toml"


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


@dataclass(frozen=True)
class Tariff:
    """What a fee is reckoned with: rupiah for the first and for each further begun kilogram, and how those are weighed.

    `divisor` in cm³ a kilogram; see `weights` for the tolerance.
    """

    first_kg: int
    next_kg: int
    divisor: int = weights.DIVISOR
    minimum_kg: int = 1
    tolerance_g: int = weights.TOLERANCE_G

    def kilograms(self, weight_g: int, volume_cm3: int) -> int:
        """What is charged for a parcel."""
        grams = weights.chargeable_g(weight_g, weights.volume_weight_g(volume_cm3, self.divisor))
        return weights.chargeable_kg(grams, self.minimum_kg, self.tolerance_g)

    def fee(self, weight_g: int, volume_cm3: int = 0) -> Rupiah:
        """What the parcel costs to send; without a volume by its weight alone."""
        return Rupiah(self.first_kg + (self.kilograms(weight_g, volume_cm3) - 1) * self.next_kg)


def arrival(sent: date, zone: Zone, on: date) -> date:
    """The day by which a parcel sent on `sent` is there: courier days, Sundays and holidays left out."""
    return working_days_later(sent, rate(zone, on).days)
