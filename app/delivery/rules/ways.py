"""How one gerai sends: to which zones, by which services, with her own hands, at her own prices."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.base.money import Rupiah
from app.delivery.rules import rates
from app.delivery.rules.services import GERAI, Price, all_rows, offered, platform
from app.delivery.rules.zones import Zone, way_for

SENT = (Zone.DISTRICT, Zone.CITY, Zone.PROVINCE, Zone.COUNTRY)
"""Zones into which a courier goes, nearest first."""

LEAST_FEE, MOST_FEE = 0, 100_000
"""Of her own delivery in the kecamatan, in rupiah: a neighbour may bring it for nothing."""
MOST_OWN_DAYS = 7
LEAST_RATE, MOST_RATE = 1_000, 250_000
"""Of her own price a kilogram."""
MOST_DAYS = 30


@dataclass(frozen=True)
class OwnDelivery:
    """She brings it herself inside her kecamatan; the fee does not grow with the weight."""

    fee: Rupiah
    days: int


@dataclass(frozen=True)
class Ways:
    """What a gerai has chosen. `zones` is how far it sends, and whether buyers may fetch; `services` are codes.

    `prices` replace the platform's table where she has her own. `is_default`: she has chosen nothing yet.
    """

    zones: frozenset[Zone] = frozenset(SENT)
    services: tuple[str, ...] = (GERAI,)
    own: OwnDelivery | None = None
    prices: Mapping[Zone, Price] = field(default_factory=dict)
    is_default: bool = False


PLATFORM = Ways(is_default=True)
"""Who has chosen nothing sends to the whole country by the platform's table."""


def marks_of(ways: Ways) -> list[str]:
    """What a card has to know of them: zones, codes of services, and `city=3` where her own price has days of its own."""
    hers = [f"{zone.value}={price.days}" for zone, price in ways.prices.items()]
    return sorted(zone.value for zone in ways.zones) + sorted(ways.services) + sorted(hers)


def most_days(marks: Collection[str], zone: Zone, on: date) -> int | None:
    """Courier days into a zone by the slowest of the services that are offered, so that a card is never too early.

    None where the gerai does not send so far.
    """
    if way_for(zone, {one for one in Zone if one in marks}) is None:
        return None
    own = [int(mark.partition("=")[2]) for mark in marks if mark.startswith(f"{zone.value}=")]
    standard = own[0] if own else platform(on).prices[zone].days
    couriers = [
        one.prices[zone].days for code, one in offered(on).items() if code in marks and zone in one.prices
    ]
    return max([*couriers, standard] if GERAI in marks else couriers, default=standard)


def longest(ways: Ways) -> int:
    """Working days that a parcel of hers is on its way at the most, by any row of the tables: what follows from it needs no
    new reckoning on the day on which a new row begins."""
    own = [price.days for zone, price in ways.prices.items() if zone in ways.zones]
    couriers = [
        price.days
        for service in all_rows()
        if service.code in ways.services
        for zone, price in service.prices.items()
        if zone in ways.zones
    ]
    return max([rates.longest(ways.zones), *own, *couriers])
