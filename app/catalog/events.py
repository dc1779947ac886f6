"""What happens to goods, told upwards."""

from dataclasses import dataclass

from app.base.events import Event


@dataclass(frozen=True, kw_only=True)
class LabelRead(Event):
    """The worker has read a label. `late`: so long after it was asked that nobody is still waiting at the page."""

    product_id: int
    reading_id: int
    late: bool


@dataclass(frozen=True, kw_only=True)
class CalendarEnds(Event):
    """Promises reach beyond the last day whose public holidays are known. `known_until` is that day (ISO)."""

    known_until: str


@dataclass(frozen=True, kw_only=True)
class PaperRefused(Event):
    """A curator looked at a paper and did not accept it."""

    product_id: int
    paper: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class BatchRecalled(Event):
    """Nothing of a batch is sold any more; orders may hold pieces of it."""

    batch_id: int
    product_id: int
    by_id: int
