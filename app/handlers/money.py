"""What money follows from what happens to orders."""

from app.orders.events import OrderReleased, ParcelDeclined
from app.payments import service


def close_open_payment(event: OrderReleased) -> None:
    """Nothing is to be paid for an order that was let go."""
    service.close_open(event.order_id)


def refund_parcel(event: ParcelDeclined) -> None:
    """The money of a declined parcel goes back by the way it came."""
    service.refund_parcel(event.parcel_id, event.amount, event.reason)
