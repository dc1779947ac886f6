"""Zones, weights, fees and days of delivery, from values alone."""

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from app.base.money import Rupiah

_DATA = Path(__file__).parents[2] / "data"
TOLERANCE_G = 300
"""Couriers forgive 0.3 kg: up to 1.30 kg counts as one (domain.md 8.3)."""
SUNDAY = 6


class Zone(StrEnum):
    """How far a parcel goes, from the gerai's address to the buyer's; nearest first."""

    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"
    COUNTRY = "country"
    PICKUP = "pickup"


ZONE_WORDS: dict[Zone, str] = {
    Zone.DISTRICT: "Dalam satu kecamatan",
    Zone.CITY: "Dalam satu kabupaten/kota",
    Zone.PROVINCE: "Dalam satu provinsi",
    Zone.COUNTRY: "Seluruh Indonesia",
    Zone.PICKUP: "Diambil pembeli",
}


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
    rows = tomllib.loads((_DATA / "delivery" / "rates.toml").read_text())["rate"]
    return tuple(Rate(Zone(row.pop("zone")), **row) for row in rows)


def rate(zone: Zone, on: date, table: Sequence[Rate] | None = None) -> Rate:
    """The row of a zone that holds on a day, in the default table unless another is given."""
    rows = _rates() if table is None else table
    return max(
        (row for row in rows if row.zone is zone and row.valid_from <= on), key=lambda row: row.valid_from
    )


def zone_between(seller: str, buyer: str) -> Zone:
    """The zone between two region codes (of villages, or of anything down to the kecamatan)."""
    for length, zone in ((8, Zone.DISTRICT), (5, Zone.CITY), (2, Zone.PROVINCE)):
        if seller[:length] == buyer[:length] and len(buyer) >= length:
            return zone
    return Zone.COUNTRY


def way_for(distance: Zone, offered: Collection[Zone]) -> Zone | None:
    """The nearest offered zone that reaches this far: who sends to the whole province also sends next door."""
    order = [Zone.DISTRICT, Zone.CITY, Zone.PROVINCE, Zone.COUNTRY]
    reaching = order[order.index(distance) :]
    return next((zone for zone in reaching if zone in offered), None)


def chargeable_kg(grams: int) -> int:
    """Begun kilograms that a courier charges: 1300 g → 1, 1301 g → 2 (tolerance 0.3 kg, never less than one)."""
    return max(1, -((TOLERANCE_G - grams) // 1000))


def fee(zone: Zone, grams: int, on: date) -> Rupiah:
    """What the parcel costs to send."""
    row = rate(zone, on)
    return Rupiah(row.first_kg + (chargeable_kg(grams) - 1) * row.next_kg)


@cache
def holidays() -> dict[date, str]:
    """Public holidays and collective leave by day."""
    found: dict[date, str] = {}
    for line in (_DATA / "holidays" / "holidays.tsv").read_text().splitlines():
        if line and not line.startswith(("#", "day\t")):
            day, name, _ = line.split("\t")
            found[date.fromisoformat(day)] = name
    return found


def horizon() -> date:
    """The last day of the last year whose holidays are known; beyond it only Sundays count as free."""
    return date(max(holidays()).year, 12, 31)


def is_working_day(day: date) -> bool:
    """Monday to Saturday, and no public holiday."""
    return day.weekday() != SUNDAY and day not in holidays()


def next_working_day(after: date) -> date:
    """The first working day later than `after`."""
    day = after + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def arrival(sent: date, zone: Zone, on: date) -> date:
    """The day by which a parcel sent on `sent` is there: courier days, Sundays and holidays left out."""
    day = sent
    for _ in range(rate(zone, on).days):
        day = next_working_day(day)
    return day
