"""What happens to a gerai, told upwards."""

from dataclasses import dataclass

from app.base.events import Event


@dataclass(frozen=True, kw_only=True)
class SellerChanged(Event):
    """Something that decides what the shop shows of a gerai changed: name, place, state, leave, members."""

    seller_id: int
