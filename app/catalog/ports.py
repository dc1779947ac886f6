"""What catalog asks of the packages above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True)
class Promised:
    """Work of a paid parcel on a day: pieces laid on the days of a line, or (no pieces) the day on which it is ready.

    `line_id` is empty for what lay ready and is only packed.
    """

    parcel_id: int
    number: str
    buyer: str
    day: date
    line_id: int | None
    pieces: int


class PromisedWork(Protocol):
    """Knows what buyers have been promised of a gerai's days."""

    def between(self, seller_id: int, first: date, last: date) -> Sequence[Promised]: ...


@dataclass(frozen=True)
class Cut:
    """What is kept of a sale's goods, in words ("2,5 %"): now, and from the next day on which it changes."""

    now: str
    then: str | None = None
    then_from: date | None = None


class SalesCut(Protocol):
    """Knows what a seller is not paid of her price."""

    def now(self) -> Cut: ...


@dataclass(frozen=True)
class Waits:
    """A version that waits for a curator, as its seller sees it. `number` of `of`: her place among what waits in `town`.

    `region`: the code on whose clock moments are written. `promised`: in how long, in words.
    """

    number: int
    of: int
    town: str
    region: str
    answer_by: datetime
    promised: str
    is_late: bool
    looked_at_since: datetime | None
    is_appeal: bool


class ReviewWaits(Protocol):
    """Knows where a good stands in the curators' queue."""

    def waits(self, product_id: int) -> Waits | None: ...


@dataclass(frozen=True)
class Mark:
    """That a good is an official gift now: the code of its public proof, and the last day, where it is made."""

    code: str
    until: date


class OfficialMarks(Protocol):
    """Knows which goods are official gifts."""

    def mark(self, product_id: int) -> Mark | None: ...
