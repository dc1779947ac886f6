"""Complaints as buyers make them, about parcels that have come so far."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from app.base import clock
from app.catalog.models import Product
from app.db.ports import port
from app.orders.models import Complaint, Order
from app.orders.ports import OrderKeys
from app.orders.queries import complaints as queries
from app.orders.rules.complaint import ComplaintKind, Outcome, Proposal
from app.orders.service import adjusting, complaints, parcels
from app.orders.service.complaints import Claim
from tests.support import world
from tests.support.orders import a_paid_order, parcels_of

WORDS = "Tepinya lepas di dua sisi."
TWENTY = Proposal(Outcome.PART_REFUND, 20_000)


def on_its_way(order: Order, *, received: bool = True, packed_only: bool = False) -> None:
    """The world's seller has sent her part, and the buyer has it."""
    seller, parcel_id = world.actor(world.SELLER), parcels_of(order)[0].id
    parcels.accept(seller, parcel_id)
    parcels.pack(seller, parcel_id)
    if packed_only:
        return
    parcels.send(seller, parcel_id, courier="JNE", tracking="JNE123")
    if received:
        buyer = world.actor(world.BUYER) if order.person_id else None
        key = None if buyer else key_of(order)
        parcels.receive(order.number, parcel_id, buyer, key)


def key_of(order: Order) -> str:
    """The key in a guest's link."""
    return port(OrderKeys).key_for(order.number)


def a_delivered_order(wanted: dict[Product, int] | None = None, **wishes: Any) -> Order:
    """Two ready mats (or what is wanted), received."""
    order = a_paid_order(wanted, **wishes)
    on_its_way(order)
    return order


def a_complaint(
    order: Order | None = None,
    *,
    kind: ComplaintKind = ComplaintKind.DAMAGED,
    wanted: Proposal = TWENTY,
    pieces: int = 1,
    words: str = WORDS,
    photos: Sequence[bytes] | None = None,
) -> Complaint:
    """A complaint about the first line of an order's first part."""
    order = order or a_delivered_order()
    parcel = parcels_of(order)[0]
    line = adjusting.lines_of(parcel)[0]
    pictures = [world.a_picture(400, 400)] if photos is None else photos
    actor = world.actor(world.BUYER) if order.person_id else None
    return complaints.open_complaint(
        order.number,
        parcel.id,
        actor,
        None if actor else key_of(order),
        Claim(kind, wanted, {line.id: pieces}, words, pictures),
    )


def order_of(complaint: Complaint) -> Order:
    """The order that is complained about."""
    return queries.sheet(complaint).order


def accepts(complaint: Complaint) -> None:
    """The buyer takes what lies there now."""
    offer = queries.offer_of(complaint.id)
    who = world.actor(world.BUYER)
    complaints.accept(order_of(complaint).number, complaint.id, who, None, offer.id if offer else None)


def asks_mediator(complaint: Complaint, words: str = "") -> None:
    """The buyer asks for the mediator."""
    complaints.mediate(order_of(complaint).number, complaint.id, world.actor(world.BUYER), None, words)


def after(**length: float) -> datetime:
    """So long after the tests' day."""
    return world.SUNDAY + timedelta(**length)


def clocks_at(moment: datetime) -> int:
    """The job runs at a moment."""
    with clock.at(moment):
        return complaints.run_clocks(moment)


def silence_until(moment: datetime) -> None:
    """The job has run a day before, when it sends letters, and runs now."""
    clocks_at(moment - timedelta(days=1))
    clocks_at(moment)
