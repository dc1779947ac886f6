"""Around which day something is there, as far as is known from the kabupaten/kota alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.delivery.rules import rates, zones
from app.delivery.rules.zones import Zone
from app.regions.rules import city_names


@dataclass(frozen=True)
class Arrival:
    """`place` names the kabupaten/kota; without `on` the gerai does not send there."""

    place: str
    on: date | None


def arrival_in(city: str, gerai: str, ways: Collection[str], ready: date, today: date) -> Arrival:
    """When what is ready on a day arrives in a kabupaten/kota (a code), from the village of a gerai.

    The kecamatan is not known yet, so the way within the whole kabupaten/kota is counted: never too early.
    """
    offered = {Zone(way) for way in ways}
    zone = zones.way_for(zones.zone_between(gerai, city), offered)
    return Arrival(city_names()[city], rates.arrival(ready, zone, today) if zone is not None else None)
