"""What money follows from what happens to orders."""

from app.orders.events import MoneyOwed, OrderReleased, PartReleased
from app.payments.events import MoneyBounced, MoneyReturned
from app.payments.service import booking, opening, refunding


def close_open_payment(event: OrderReleased) -> None:
    """Nothing is to be paid for an order that was let go."""
    opening.close_open(event.order_id)


def close_part(event: PartReleased) -> None:
    """Nothing is to be paid for a part that was let go."""
    opening.close_part(event.parcel_id)


def refund(event: MoneyOwed) -> None:
    """What a parcel lost goes back by the way its money came."""
    refunding.refund_adjustment(event.adjustment_id)


def book_refund(event: MoneyReturned) -> None:
    """Whoever has found that the money is with the buyer: it leaves the books."""
    booking.returned(event.refund_id)


def book_bounce(event: MoneyBounced) -> None:
    """The provider has it again: it is owed as before."""
    booking.bounced(event.refund_id)
