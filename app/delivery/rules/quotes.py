"""Asking what a parcel would cost, and the answer of the tables."""

from dataclasses import dataclass
from datetime import date

from app.base.money import Rupiah
from app.delivery.rules import services
from app.delivery.rules.calendar import working_days_later
from app.delivery.rules.rates import Tariff
from app.delivery.rules.services import GERAI, CourierService
from app.delivery.rules.zones import Zone, zone_between


@dataclass(frozen=True)
class RateRequest:
    """A parcel that is to travel: from village to village (or a code above it, where a page knows no more).

    `services` are the codes that its seller offers; `volume_cm3` is 0 where no size is known.
    """

    seller_village: str
    buyer_village: str
    weight_g: int
    volume_cm3: int
    services: tuple[str, ...]
    ready_on: date
    today: date

    @property
    def zone(self) -> Zone:
        return zone_between(self.seller_village, self.buyer_village)


@dataclass(frozen=True)
class RateQuote:
    """What one service asks, and the day by which it is there. `tariff` where it is known what the fee is reckoned with."""

    service: str
    fee: Rupiah
    arrives_on: date
    tariff: Tariff | None = None


def quote_of(service: CourierService, request: RateRequest) -> RateQuote | None:
    """The answer of one service; None where it does not go."""
    price = service.prices.get(request.zone)
    if price is None:
        return None
    tariff = service.tariff(request.zone)
    fee = tariff.fee(request.weight_g, request.volume_cm3)
    return RateQuote(service.code, fee, working_days_later(request.ready_on, price.days), tariff)


def by_table(request: RateRequest) -> list[RateQuote]:
    """The services asked for that go there. The platform's table where none does: nobody is without a way to send."""
    offered = services.offered(request.today)
    asked = [offered[code] for code in request.services if code in offered]
    platform = services.platform(request.today)
    if GERAI in request.services:
        asked.insert(0, platform)
    quotes = [quote for service in asked if (quote := quote_of(service, request))]
    fallback = quote_of(platform, request)
    return quotes or ([fallback] if fallback else [])
