"""What curators decide, told upwards."""

from dataclasses import dataclass
from datetime import date

from app.base.events import Event
from app.curation.rules.appeals import AppealState
from app.curation.rules.claims import WhyEnded
from app.curation.rules.rounds import RoundState


@dataclass(frozen=True, kw_only=True)
class ProductSubmitted(Event):
    product_id: int
    round_id: int


@dataclass(frozen=True, kw_only=True)
class ClaimEnded(Event):
    """A curator who looked at a round does not any more, without her doing. `ended_at`: the moment, in ISO form."""

    product_id: int
    round_id: int
    person_id: int
    why: WhyEnded
    ended_at: str


@dataclass(frozen=True, kw_only=True)
class AppealAsked(Event):
    """A seller wants her good read again: `round_id` was decided, `second_id` waits."""

    product_id: int
    round_id: int
    second_id: int


@dataclass(frozen=True, kw_only=True)
class AppealRead(Event):
    """The second reading is done. `holds`: the decision that stands after both."""

    product_id: int
    round_id: int
    second_id: int
    state: AppealState
    holds: RoundState


@dataclass(frozen=True, kw_only=True)
class RoundLate(Event):
    """The promised answer is overdue; `twice`: by the whole promise again."""

    product_id: int
    round_id: int
    twice: bool


@dataclass(frozen=True, kw_only=True)
class ChangesAsked(Event):
    product_id: int
    round_id: int
    note: str
    points: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProductApproved(Event):
    product_id: int
    round_id: int
    note: str


@dataclass(frozen=True, kw_only=True)
class ProductDeclined(Event):
    product_id: int
    round_id: int
    note: str


@dataclass(frozen=True, kw_only=True)
class GiftProposed(Event):
    product_id: int
    case_id: int
    region: str


@dataclass(frozen=True, kw_only=True)
class GiftDeclined(Event):
    product_id: int
    case_id: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class GiftGiven(Event):
    product_id: int
    approval_id: int
    starts_on: date
    until: date
    conditions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class GiftEnded(Event):
    product_id: int
    approval_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class GiftEndsSoon(Event):
    """`mark`: 60, 30 or 7 days before its end."""

    product_id: int
    approval_id: int
    region: str
    until: date
    mark: int
