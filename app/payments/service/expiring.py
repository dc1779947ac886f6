"""Letting go of what was not paid in time."""

from datetime import datetime

from app.db.session import unit_of_work
from app.orders.queries import order as orders
from app.orders.service import parcels
from app.payments.ports import GatewayTrouble
from app.payments.queries import payment as queries
from app.payments.rules.states import PaymentState
from app.payments.service import settling


def expire_unpaid(now: datetime) -> int:
    """Let go of orders, and of single parts that are paid to their sellers, whose time to pay is over; after one last look
    whether the money is there. A part whose proof is looked at stays."""
    released = 0
    for order_id in orders.unpaid_since(now, limit=200):
        try:
            settling.check(orders.get(order_id))
        except GatewayTrouble:
            continue  # nobody loses goods that may be paid for; the next run looks again
        released += parcels.expire(order_id)
    for order_id, parcel_id in queries.parts_unpaid_since(now, limit=200):
        released += _lapse(order_id, parcel_id)
    return released


def _lapse(order_id: int, parcel_id: int) -> bool:
    """Looked at once more with the order held: a proof may have come meanwhile."""
    with unit_of_work():
        parcels.lock_order(order_id)
        payment = queries.waiting_of_parcel(parcel_id, lock=True)
        if payment is not None and payment.state is PaymentState.CHECKING:
            return False
        return parcels.lapse_unpaid(order_id, parcel_id)
