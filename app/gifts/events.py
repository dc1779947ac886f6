"""What happens to gift requests, told upwards."""

from dataclasses import dataclass

from app.base.events import Event


@dataclass(frozen=True, kw_only=True)
class RequestSubmitted(Event):
    """Goods and hands are held; the head of the agency is asked."""

    request_id: int


@dataclass(frozen=True, kw_only=True)
class RequestAgreed(Event):
    request_id: int


@dataclass(frozen=True, kw_only=True)
class RequestSentBack(Event):
    """The head wants something else; nothing is held any more."""

    request_id: int
    words: str


@dataclass(frozen=True, kw_only=True)
class RequestLapsed(Event):
    """Nothing is held any more: the head has not answered in time, or (`expired` is false) goods in it were recalled."""

    request_id: int
    expired: bool


@dataclass(frozen=True, kw_only=True)
class RequestStillWaits(Event):
    """The head has a day left to answer."""

    request_id: int


@dataclass(frozen=True, kw_only=True)
class RequestNotThere(Event):
    """It is needed soon, and something is missing or not there yet."""

    request_id: int


@dataclass(frozen=True, kw_only=True)
class SubstituteAsked(Event):
    """Another maker was asked for what one who dropped out had promised."""

    request_id: int
    order_id: int


@dataclass(frozen=True, kw_only=True)
class DonationAsked(Event):
    """An agency asks a maker to give something."""

    donation_id: int


@dataclass(frozen=True, kw_only=True)
class DonationRecalled(Event):
    """A batch was recalled of which a maker has given pieces; `overdue`: the agency has not said in time what it did."""

    donation_id: int
    batch_id: int
    overdue: bool = False


@dataclass(frozen=True, kw_only=True)
class DonationAnswered(Event):
    """She has said yes or no, or the agency asks no longer."""

    donation_id: int
