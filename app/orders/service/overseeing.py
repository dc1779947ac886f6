"""An officer looks into an order of her region. Whose order it is is nobody else's business, so the reading is kept."""

from collections.abc import Sequence

from app.base.actor import Actor
from app.db.journal import record
from app.db.session import unit_of_work
from app.orders.models import Order, Parcel
from app.orders.queries import officer as queries


def open_order(actor: Actor, number: str) -> tuple[Order, Sequence[Parcel]]:
    """A paid order and its parts of her region. Raises NotFound."""
    with unit_of_work():
        order, parcels = queries.order_with_parcels(actor, number)
        record(actor, "order read", "order", order.id, number=order.number)
    return order, parcels
