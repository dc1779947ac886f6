"""Reading later days that were asked for, and which could be."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

import sqlalchemy as sa

from app.base.errors import NotFound
from app.catalog.service import relaying
from app.catalog.service.relaying import Work
from app.db.session import session
from app.delivery.rules.calendar import is_working_day
from app.orders.models import DelayRequest, LineSlot, OrderLine, Parcel
from app.orders.queries import hub
from app.orders.queries import order as orders
from app.orders.rules import delay as rules
from app.orders.rules.delay import earliest_to_ask
from app.sellers import queries as sellers


def get(request_id: int) -> DelayRequest:
    """One request. Raises NotFound."""
    found = session().get(DelayRequest, request_id)
    if found is None:
        raise NotFound(request_id)
    return found


def open_of(parcel_id: int) -> DelayRequest | None:
    """What a parcel's buyer is asked now."""
    return session().scalar(
        sa.select(DelayRequest).where(DelayRequest.parcel_id == parcel_id, DelayRequest.answer.is_(None))
    )


def open_among(parcel_ids: Collection[int]) -> dict[int, DelayRequest]:
    """Parcel → what its buyer is asked now."""
    rows = session().scalars(
        sa.select(DelayRequest).where(DelayRequest.parcel_id.in_(parcel_ids), DelayRequest.answer.is_(None))
    )
    return {one.parcel_id: one for one in rows}


def arrival(parcel: Parcel, wanted: date) -> date:
    """When the buyer has it if it is ready on this later day; what goes through a post comes with all the rest."""
    through = hub.of_parcel(parcel)
    if through is None:
        return rules.arrival(parcel.ready_on, parcel.arrives_on, wanted)
    return hub.days_if_brought(through.row, orders.get(parcel.order_id).village_code, wanted)[1]


def last_in_time(parcel: Parcel, needed_on: date) -> date | None:
    """The last working day on which it may be ready to be there by the day of an occasion; None where no day after the one
    that stands will do."""
    far = rules.latest(parcel.promised_on)
    days = [parcel.ready_on + timedelta(days=at) for at in range(1, (far - parcel.ready_on).days + 1)]
    there = bisect_right(days, needed_on, key=lambda day: arrival(parcel, day))
    return next((day for day in reversed(days[:there]) if is_working_day(day)), None)


def region_of(parcel: Parcel) -> str:
    """Where the hands are."""
    return sellers.get(parcel.seller_id).village_code or "36"


def works_of(parcel: Parcel) -> dict[int, Work]:
    """Order line → the work that is laid for it; lines from the shelf have none."""
    rows = session().execute(
        sa.select(LineSlot, OrderLine)
        .join(OrderLine, OrderLine.id == LineSlot.order_line_id)
        .where(OrderLine.parcel_id == parcel.id)
        .order_by(OrderLine.id, LineSlot.day)
    )
    laid: dict[int, dict[date, int]] = defaultdict(dict)
    heads: dict[int, tuple[int, int]] = {}
    for slot, line in rows:
        laid[line.id][slot.day] = slot.pieces
        heads[line.id] = (slot.line_id, line.left)
    return {order_line: Work(line, left, laid[order_line]) for order_line, (line, left) in heads.items()}


def earliest(parcel: Parcel) -> date:
    """The first day that its seller may ask for: her own days given back, everything laid anew from tomorrow, and what
    lies ready packed when she is there."""
    region, works = region_of(parcel), list(works_of(parcel).values())
    packed = relaying.packed_by(parcel.seller_id, region)
    made = relaying.possible(works, region) if works else packed
    return earliest_to_ask(parcel.ready_on, max(made, packed) if made and packed else None)
