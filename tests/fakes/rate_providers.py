"""Rate providers as a network may offer them: one that answers what it is told to, one that never does."""

from collections.abc import Sequence

from app.delivery.ports import RatesUnavailable
from app.delivery.rules.quotes import RateQuote, RateRequest


class SomeRates:
    """Answers the same to everybody, and remembers who asked."""

    def __init__(self, answer: Sequence[RateQuote]) -> None:
        self.answer = answer
        self.asked: list[RateRequest] = []

    def quotes(self, request: RateRequest) -> Sequence[RateQuote]:
        self.asked.append(request)
        return self.answer


class NoRates:
    """Cannot be reached."""

    def quotes(self, request: RateRequest) -> Sequence[RateQuote]:
        raise RatesUnavailable("no connection")
