"""The ways in which a parcel of a gerai can travel, with today's fees."""

from collections.abc import Sequence
from datetime import date

from app.delivery import queries as delivery
from app.delivery.rules.quotes import RateRequest
from app.delivery.rules.ways import SENT, Ways
from app.delivery.rules.zones import Zone, anywhere_in
from app.orders.rules.quote import Option, options_for


def options(ways: Ways, request: RateRequest) -> list[Option]:
    """What the gerai offers for this parcel; empty where it does not send and nobody may fetch."""
    return options_for(request, ways, delivery.quotes(request))


def by_zone(
    seller_village: str, ways: Ways, *, weight_g: int, volume_cm3: int, ready_on: date, today: date
) -> Sequence[Option]:
    """For a page that does not know the buyer: the cheapest way into each zone, then fetching."""
    found: dict[Zone, Option] = {}
    for zone in SENT:
        request = RateRequest(
            seller_village,
            anywhere_in(zone, seller_village),
            weight_g,
            volume_cm3,
            ways.services,
            ready_on,
            today,
        )
        for option in options(ways, request):
            found.setdefault(option.zone, option)
    return [found[zone] for zone in (*SENT, Zone.PICKUP) if zone in found]
