"""Requests of an agency, and how far the parts of one are."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.base.actor import Actor
from app.base.errors import NotFound
from app.db.session import session
from app.gifts.models import GiftNeed, GiftOrder, GiftPart, GiftRequest, GiftStep
from app.gifts.rules.life import RequestState, agencies_of
from app.orders.models import Order, OrderLine, Parcel
from app.orders.rules.hub import GONE
from app.orders.rules.life import ParcelState
from app.regions.models import Agency


def request_for(actor: Actor, request_id: int) -> GiftRequest:
    """A request of an agency of hers. Raises NotFound."""
    found = session().scalar(
        sa.select(GiftRequest).where(
            GiftRequest.id == request_id, GiftRequest.agency_id.in_(agencies_of(actor))
        )
    )
    if found is None:
        raise NotFound(request_id)
    return found


def get(request_id: int) -> GiftRequest:
    """One request, for who has made sure that it may be read. Raises NotFound."""
    found = session().get(GiftRequest, request_id)
    if found is None:
        raise NotFound(request_id)
    return found


def needs_of(request_id: int) -> Sequence[GiftNeed]:
    """What each recipient gets, in order."""
    return (
        session()
        .scalars(
            sa.select(GiftNeed)
            .where(GiftNeed.request_id == request_id, GiftNeed.dropped_at.is_(None))
            .order_by(GiftNeed.position)
        )
        .all()
    )


def steps_of(request_id: int) -> Sequence[GiftStep]:
    """What was done with it, oldest first."""
    return (
        session()
        .scalars(sa.select(GiftStep).where(GiftStep.request_id == request_id).order_by(GiftStep.id))
        .all()
    )


def of_order(order_id: int) -> GiftRequest | None:
    """The request that an order serves."""
    return session().scalar(
        sa.select(GiftRequest)
        .join(GiftOrder, GiftOrder.request_id == GiftRequest.id)
        .where(GiftOrder.order_id == order_id)
    )


def of_number(actor: Actor, number: str) -> GiftRequest:
    """The request of her agency that the order of this number serves. Raises NotFound."""
    found = session().scalar(
        sa.select(GiftRequest)
        .join(GiftOrder, GiftOrder.request_id == GiftRequest.id)
        .join(Order, Order.id == GiftOrder.order_id)
        .where(Order.number == number, GiftRequest.agency_id.in_(agencies_of(actor)))
    )
    if found is None:
        raise NotFound(number)
    return found


class AgencysOrders:
    """Answers `orders.ports.Commissions`."""

    def acts(self, order_id: int, actor: Actor) -> bool:
        request = of_order(order_id)
        return request is not None and request.agency_id in agencies_of(actor)

    def agencies(self, order_ids: Collection[int]) -> dict[int, str]:
        rows = session().execute(
            sa.select(GiftOrder.order_id, Agency.name)
            .join(GiftRequest, GiftRequest.id == GiftOrder.request_id)
            .join(Agency, Agency.id == GiftRequest.agency_id)
            .where(GiftOrder.order_id.in_(order_ids))
        )
        return {order: name for order, name in rows}


def is_substitute(order_id: int) -> bool:
    """This order asks makers to step in for others."""
    found = session().get(GiftOrder, order_id)
    return found is not None and found.is_substitute


def placed_order(request_id: int) -> Order | None:
    """The order that holds goods for a request while its head is asked."""
    return session().scalar(
        sa.select(Order)
        .join(GiftOrder, GiftOrder.order_id == Order.id)
        .where(GiftOrder.request_id == request_id)
        .order_by(Order.id.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class PartRow:
    """Pieces of a maker for a need. `coming`: of them, those that still come, or came."""

    need_id: int
    line: OrderLine
    parcel: Parcel
    order: Order
    pieces: int
    is_substitute: bool
    coming: int

    @property
    def lacks(self) -> int:
        """Pieces that its maker does not bring any more."""
        return self.pieces - self.coming


def parts_of(request: GiftRequest) -> list[PartRow]:
    """Every part of the orders that count: those placed since it was last submitted; what was let go before is history."""
    return parts_in([request])[request.id]


def parts_in(found: Sequence[GiftRequest]) -> dict[int, list[PartRow]]:
    """The same of several requests in one statement, by request."""
    parts: dict[int, list[PartRow]] = {one.id: [] for one in found}
    if not any(one.submitted_at for one in found):
        return parts
    rows = session().execute(
        sa.select(GiftPart, OrderLine, Parcel, Order, GiftOrder)
        .join(OrderLine, OrderLine.id == GiftPart.order_line_id)
        .join(Parcel, Parcel.id == OrderLine.parcel_id)
        .join(Order, Order.id == Parcel.order_id)
        .join(GiftOrder, GiftOrder.order_id == Order.id)
        .join(GiftRequest, GiftRequest.id == GiftOrder.request_id)
        .where(GiftRequest.id.in_(list(parts)), Order.placed_at >= GiftRequest.submitted_at)
        .order_by(Order.id, Parcel.id, OrderLine.id, GiftPart.need_id)
    )
    left: dict[int, int] = {}
    for part, line, parcel, order, of in rows:
        # what fell away of a line that serves two needs is missing once, and at the second of them first
        open_pieces = left.get(line.id, 0 if parcel.state in GONE else line.left)
        coming = min(part.pieces, open_pieces)
        left[line.id] = open_pieces - coming
        parts[of.request_id].append(
            PartRow(part.need_id, line, parcel, order, part.pieces, of.is_substitute, coming)
        )
    return parts


def gaps_in(
    found: Sequence[GiftRequest], parts: Mapping[int, Sequence[PartRow]] | None = None
) -> dict[int, int]:
    """Request → pieces that nobody brings (any more), of those for which some are missing; in two statements, in one where
    their parts are known."""
    if not found:
        return {}
    parts = parts_in(found) if parts is None else parts
    gaps: dict[int, int] = defaultdict(int)
    many = {one.id: one.recipients for one in found}
    needs = session().execute(
        sa.select(GiftNeed.request_id, GiftNeed.id, GiftNeed.pieces_each).where(
            GiftNeed.request_id.in_(list(many)), GiftNeed.dropped_at.is_(None)
        )
    )
    for request_id, need_id, each in needs:
        coming = sum(one.coming for one in parts[request_id] if one.need_id == need_id)
        gaps[request_id] += max(0, each * many[request_id] - coming)
    return {request_id: gap for request_id, gap in gaps.items() if gap}


THERE = (ParcelState.AT_POST, ParcelState.RECEIVED)
"""With who needs it, or at the post where the agency fetches it."""


def not_there(parts: Sequence[PartRow]) -> list[PartRow]:
    """Parts that still come and are not there."""
    return [one for one in parts if one.coming and one.parcel.state not in THERE]


def holding(product_id: int) -> list[tuple[GiftRequest, OrderLine]]:
    """Requests that hold or await pieces of a product for a need that is no box, with the line; handed over ones do not."""
    rows = session().execute(
        sa.select(GiftRequest, OrderLine)
        .join(GiftOrder, GiftOrder.request_id == GiftRequest.id)
        .join(Order, Order.id == GiftOrder.order_id)
        .join(Parcel, Parcel.order_id == Order.id)
        .join(OrderLine, OrderLine.parcel_id == Parcel.id)
        .join(GiftPart, GiftPart.order_line_id == OrderLine.id)
        .join(GiftNeed, GiftNeed.id == GiftPart.need_id)
        .where(
            GiftRequest.state.in_([RequestState.WAITING, RequestState.UNDER_WAY]),
            OrderLine.product_id == product_id,
            OrderLine.pieces > OrderLine.dropped,
            GiftNeed.is_box.is_(False),
            Parcel.state.not_in(GONE),
        )
        .order_by(GiftRequest.id, OrderLine.id)
    )
    return [(request, line) for request, line in rows]


def missing_of(request: GiftRequest, parts: Sequence[PartRow] | None = None) -> dict[int, int]:
    """Need → pieces that nobody brings (any more), of those for which some are."""
    coming: dict[int, int] = defaultdict(int)
    for one in parts_of(request) if parts is None else parts:
        coming[one.need_id] += one.coming
    gaps = {need.id: need.pieces_each * request.recipients - coming[need.id] for need in needs_of(request.id)}
    return {need: gap for need, gap in gaps.items() if gap > 0}


def dropped_out(request: GiftRequest, parts: Sequence[PartRow] | None = None) -> frozenset[int]:
    """Makers who have given back a part of it, or some of a part: nobody asks them a second time."""
    every = parts_of(request) if parts is None else parts
    return frozenset(one.parcel.seller_id for one in every if one.lacks)
