"""What curators decide, told upwards."""

from dataclasses import dataclass

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
class GiftGiven(Event):
    product_id: int
    approval_id: int
    until: str


@dataclass(frozen=True, kw_only=True)
class GiftEnded(Event):
    product_id: int
    approval_id: int
    reason: str
