"""What gift requests make of what happens to their orders."""

from app.gifts.service import submitting
from app.orders.events import OrderReleased


def order_released(event: OrderReleased) -> None:
    """Nobody agreed in time, or goods were recalled: the request is a draft again."""
    submitting.order_released(event.order_id, expired=event.expired)
