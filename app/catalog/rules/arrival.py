"""Around which day something is there, as far as is known from the kabupaten/kota alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.delivery.rules.calendar import working_days_later
from app.delivery.rules.ways import most_days
from app.delivery.rules.zones import zone_between
from app.regions.rules import city_names


@dataclass(frozen=True)
class Arrival:
    """`place` names the kabupaten/kota; without `on` the gerai does not send there."""

    place: str
    on: date | None


def arrival_in(city: str, gerai: str, ways: Collection[str], ready: date, today: date) -> Arrival:
    """When what is ready on a day arrives in a kabupaten/kota (a code), from the village of a gerai
    (`ways` as `delivery.rules.ways.marks_of` writes them).

    The kecamatan is not known yet, so the way within the whole kabupaten/kota is counted: never too early.
    """
    days = most_days(ways, zone_between(gerai, city), today)
    return Arrival(city_names()[city], working_days_later(ready, days) if days is not None else None)
