"""How far a maker has come with her part, what she can make of it, and what she asks for."""

from datetime import date, timedelta

from app.base import clock
from app.delivery.rules.zones import Zone
from app.orders.models import DelayRequest, Order
from app.orders.queries import delays
from app.orders.queries import order as queries
from app.orders.service import answering, delaying, parcels
from tests.support import hub, world
from tests.support.orders import parcels_of

REASON = "Bahannya habis sampai minggu depan."


def reach(order: Order, state: str) -> None:
    """The world's seller comes so far with her part of a paid order, from wherever it stands."""
    maker, parcel_id = world.actor(world.SELLER), parcels_of(order)[0].id
    if state == "declined":
        parcels.decline(maker, parcel_id, REASON)
        return
    if state == "at_post":
        reach(order, "packed")
        hub.check_in(hub.whole_of(order), parcels_of(order)[0])
        return
    way = ["to_answer", "accepted", "packed", "sent", "received"]
    for step in way[way.index(parcels_of(order)[0].state) + 1 : way.index(state) + 1]:
        if step == "accepted":
            parcels.accept(maker, parcel_id)
        elif step == "packed":
            parcels.pack(maker, parcel_id)
        elif step == "sent" and parcels_of(order)[0].zone is not Zone.PICKUP:
            parcels.send(maker, parcel_id, courier="JNE", tracking="JNE123")
        elif step == "received":
            parcels.receive(order.number, parcel_id, world.actor(world.BUYER), None)


def can(order: Order, *counts: int) -> dict[int, int]:
    """Line → pieces that can be made, in the order of the lines of the first part."""
    lines = queries.lines_of([parcels_of(order)[0].id])[parcels_of(order)[0].id]
    return {row.line.id: count for row, count in zip(lines, counts, strict=True)}


def later(order: Order, wanted: date | None = None) -> DelayRequest:
    """The maker of the first part asks for the first possible day, or for another."""
    parcel = parcels_of(order)[0]
    return delaying.ask(
        world.actor(world.SELLER), parcel.id, wanted or delays.earliest(parcel), "Benangnya datang terlambat."
    )


def lapses(order: Order) -> int:
    """The deadline of the first part passes; answers how many parcels were let go."""
    deadline = parcels_of(order)[0].answer_by
    assert deadline is not None
    with clock.at(deadline + timedelta(seconds=1)):
        return answering.lapse_unanswered(clock.now())
