"""What buyers have been promised of a gerai's days. Answers `catalog.ports.PromisedWork`."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.catalog.ports import Promised
from app.db.session import session
from app.orders.models import LineSlot, Order, OrderLine, Parcel
from app.orders.rules.life import ParcelState

TO_MAKE = (ParcelState.TO_ANSWER, ParcelState.ACCEPTED)
TO_PACK = (*TO_MAKE, ParcelState.PACKED)


class PromisedParcels:
    """Paid parcels whose goods are still with their maker: an unpaid one is not hers to see yet."""

    def between(self, seller_id: int, first: date, last: date) -> Sequence[Promised]:
        """Pieces to be made on these days, and parcels that are ready on one of them."""
        made = (
            self._of(seller_id, TO_MAKE, LineSlot.day, sa.func.sum(LineSlot.pieces))
            .join(LineSlot, LineSlot.order_line_id == OrderLine.id)
            .where(LineSlot.day.between(first, last))
        )
        packed = (
            self._of(seller_id, TO_PACK, Parcel.ready_on, sa.literal(0, sa.BigInteger))
            .outerjoin(LineSlot, LineSlot.order_line_id == OrderLine.id)
            .where(Parcel.ready_on.between(first, last))
        )
        rows = session().execute(sa.union_all(made, packed))
        return [
            Promised(parcel_id, number, buyer, day, line_id, int(pieces))
            for parcel_id, number, buyer, day, line_id, pieces in rows
        ]

    def _of(self, seller_id: int, states: Sequence[ParcelState], day: Any, pieces: Any) -> Any:
        return (
            sa.select(Parcel.id, Order.number, Order.buyer_name, day, LineSlot.line_id, pieces)
            .select_from(Parcel)
            .join(Order, Order.id == Parcel.order_id)
            .join(OrderLine, OrderLine.parcel_id == Parcel.id)
            .where(Parcel.seller_id == seller_id, Parcel.state.in_(states))
            .group_by(Parcel.id, Order.number, Order.buyer_name, day, LineSlot.line_id)
        )
