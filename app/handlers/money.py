"""What money follows from what happens to orders."""

from app.orders.events import MoneyOwed, OrderReleased
from app.payments import service


def close_open_payment(event: OrderReleased) -> None:
    """Nothing is to be paid for an order that was let go."""
    service.close_open(event.order_id)


def refund(event: MoneyOwed) -> None:
    """What a parcel lost goes back by the way its money came."""
    service.refund_adjustment(event.adjustment_id)
