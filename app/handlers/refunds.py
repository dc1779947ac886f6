"""Who is told of money that went back, and of money that did not stay there."""

from app.handlers import repayments
from app.handlers.reach import tell_buyer
from app.notices.rules import to_buyers
from app.orders.queries import order as orders
from app.payments import events
from app.payments.queries import repaying, transferring
from app.web.filters import long_day


def returned(event: events.MoneyReturned) -> None:
    """The buyer, each time: what came back to the provider goes a second time."""
    if repaying.is_by_hand(event.refund_id):
        repayments.returned(event)
        return
    order, sent = orders.get(event.order_id), transferring.transfer_of(event.refund_id)
    letter = (
        to_buyers.money_returned(order.number, event.amount)
        if sent is None
        else to_buyers.money_transferred(order.number, event.amount, long_day(sent.paid_on))
    )
    times = transferring.bounces_of(event.refund_id)
    tell_buyer(order, f"refund-{event.refund_id}" + (f"-{times + 1}" if times else ""), letter)


def bounced(event: events.MoneyBounced) -> None:
    """The buyer: it is not lost, and somebody calls."""
    order = orders.get(event.order_id)
    letter = to_buyers.money_bounced(order.number, event.amount)
    tell_buyer(order, f"refund-bounced-{event.refund_id}-{event.bounced}", letter)
