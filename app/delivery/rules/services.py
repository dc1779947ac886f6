"""Couriers and their services as data (`data/delivery/services.toml`), and where a parcel of theirs can be looked up."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.delivery.rules import rates, weights
from app.delivery.rules.rates import Tariff
from app.delivery.rules.zones import Zone

_DATA = Path(__file__).parents[3] / "data" / "delivery" / "services.toml"

GERAI, OWN, PICKUP = "gerai", "own", "pickup"
"""Ways that are no courier's service: the platform's table, the maker's own hands, the buyer's."""

WAY_NAMES = {
    GERAI: "Kurir reguler",
    OWN: "Diantar pembuatnya",
    PICKUP: "Ambil sendiri di tempat pembuat",
}


@dataclass(frozen=True)
class Price:
    """Rupiah for the first and for each further begun kilogram; courier days at the most."""

    first_kg: int
    next_kg: int
    days: int


@dataclass(frozen=True)
class CourierService:
    """One service: how it weighs, and its price in each zone that it serves.

    `code` is a parcel's `way`; `divisor` in cm³ a kilogram.
    """

    code: str
    courier: str
    name: str
    divisor: int
    minimum_kg: int
    tolerance_g: int
    valid_from: date
    prices: Mapping[Zone, Price]

    @property
    def shown(self) -> str:
        """How buyers and sellers read it: "JNE REG"."""
        return f"{self.courier} {self.name}".strip()

    def tariff(self, zone: Zone) -> Tariff:
        """What a fee is reckoned with in a zone that it serves."""
        price = self.prices[zone]
        return Tariff(price.first_kg, price.next_kg, self.divisor, self.minimum_kg, self.tolerance_g)


@dataclass(frozen=True)
class Courier:
    """Who carries a parcel. By hand there is no number. `tracking` is the courier's own page, see the data file."""

    name: str
    needs_tracking: bool
    tracking: str | None = None
    way: str | None = None

    def page_of(self, number: str) -> str | None:
        """Where the parcel with this number can be looked up, or None where we know no such page."""
        if self.tracking is None or not number:
            return None
        return self.tracking.replace("{number}", quote(number, safe=""))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text())


@cache
def couriers() -> Mapping[str, Courier]:
    """Name → courier, in the order of the file."""
    return {row["name"]: Courier(**row) for row in _data()["courier"]}


@cache
def all_rows() -> tuple[CourierService, ...]:
    rows = []
    for row in _data()["service"]:
        zones = {Zone(word): Price(**price) for word, price in row.items() if isinstance(price, dict)}
        plain = {key: value for key, value in row.items() if not isinstance(value, dict)}
        rows.append(CourierService(**plain, prices=zones))
    return tuple(rows)


@cache
def offered(on: date) -> Mapping[str, CourierService]:
    """Code → the couriers' services that hold on a day: of each code the row that began last."""
    held = sorted((row for row in all_rows() if row.valid_from <= on), key=lambda row: row.valid_from)
    newest = {row.code: row for row in held}
    return {row.code: newest[row.code] for row in all_rows() if row.code in newest}


def platform(on: date, own: Mapping[Zone, Price] | None = None) -> CourierService:
    """The platform's own table as a service: no seller is without it. `own` are a seller's prices in its place."""
    held = {zone: rates.rate(zone, on) for zone in Zone if zone is not Zone.PICKUP}
    prices: dict[Zone, Price] = {
        zone: Price(row.first_kg, row.next_kg, row.days) for zone, row in held.items()
    }
    return CourierService(
        GERAI,
        "",
        WAY_NAMES[GERAI],
        weights.DIVISOR,
        1,
        weights.TOLERANCE_G,
        max(row.valid_from for row in held.values()),
        {**prices, **(own or {})},
    )


def name_of(way: str, on: date) -> str:
    """How a way is called on a day; a service that is no longer offered keeps its code."""
    service = offered(on).get(way)
    return service.shown if service else WAY_NAMES.get(way, way)


def courier_for(way: str | None, on: date) -> str | None:
    """Who usually carries a parcel that goes this way; None where the seller decides."""
    service = offered(on).get(way or "")
    if service is not None:
        return service.courier
    return next((one.name for one in couriers().values() if way and one.way == way), None)


def tracking_page(courier: str | None, number: str | None) -> str | None:
    """The courier's page for this parcel. None for unknown couriers, for parcels without number, by hand."""
    found = couriers().get(courier or "")
    return found.page_of(number) if found and number else None
