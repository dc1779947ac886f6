"""What happens to goods, told upwards."""

from dataclasses import dataclass

from app.base.events import Event


@dataclass(frozen=True, kw_only=True)
class PaperRefused(Event):
    """A curator looked at a paper and did not accept it."""

    product_id: int
    paper: str
    reason: str
