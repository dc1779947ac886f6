"""What delivery asks of the outside."""

from collections.abc import Sequence
from typing import Protocol

from app.delivery.rules.quotes import RateQuote, RateRequest


class RatesUnavailable(Exception):
    """The provider cannot answer now: no connection, no sense in its answer, no money left on its account."""


class RateProvider(Protocol):
    """Knows what couriers ask.

    Asked while pages are made and while an order is placed under locks, so an adapter that needs the network answers
    from what it fetched before, the same for the same request on the same day. Raises RatesUnavailable.
    """

    def quotes(self, request: RateRequest) -> Sequence[RateQuote]:
        """At most one for each service asked for; a service that does not go there is left out."""
        ...
