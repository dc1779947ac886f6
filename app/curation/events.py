"""What curators decide, told upwards."""

from dataclasses import dataclass
from datetime import date

from app.base.events import Event


@dataclass(frozen=True, kw_only=True)
class ProductSubmitted(Event):
    product_id: int
    round_id: int


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
