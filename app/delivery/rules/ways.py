"""How one gerai sends: to which zones, by which services, with her own hands, at her own prices."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.base.money import Rupiah
from app.delivery.rules.services import GERAI, Price
from app.delivery.rules.zones import Zone

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
