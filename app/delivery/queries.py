"""What a parcel costs to send, asked of the provider that is plugged in; the tables answer where it cannot."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from app.db.ports import port
from app.delivery.ports import RateProvider, RatesUnavailable
from app.delivery.rules.quotes import RateQuote, RateRequest, by_table
from app.delivery.rules.services import GERAI

log = logging.getLogger(__name__)


class TableRates:
    """Answers `ports.RateProvider` from `data/delivery`: prices of our own, no network."""

    def quotes(self, request: RateRequest) -> Sequence[RateQuote]:
        return by_table(request)


def quotes(request: RateRequest) -> Sequence[RateQuote]:
    """Never empty: where the provider is silent, the tables answer. The platform's own price is never asked outside.

    Answers for services that were not asked for, below nothing or before the parcel is ready do not count.
    """
    couriers = tuple(code for code in request.services if code != GERAI)
    answered = [
        one
        for one in (_asked(replace(request, services=couriers)) if couriers else ())
        if one.service in couriers and one.fee >= 0 and one.arrives_on >= request.ready_on
    ]
    if not answered:
        return by_table(request)
    if GERAI in request.services:
        answered += by_table(replace(request, services=(GERAI,)))
    return answered


def _asked(request: RateRequest) -> Sequence[RateQuote]:
    try:
        return port(RateProvider).quotes(request)
    except RatesUnavailable as trouble:
        log.warning("rates by the tables: %s", trouble)
        return ()
