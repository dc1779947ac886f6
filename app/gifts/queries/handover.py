"""What had come of a request, and what of it was given."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.db.session import session
from app.gifts.models import GiftHanded, GiftHandover, GiftHandoverPhoto, GiftNeed, GiftRequest
from app.gifts.queries import requests
from app.gifts.queries.requests import PartRow
from app.gifts.rules.handing_over import THERE
from app.orders.models import OrderLine, Parcel


def came(request: GiftRequest) -> list[PartRow]:
    """Parts that can be handed over now, in the order of their makers."""
    return [one for one in requests.parts_of(request) if one.coming and one.parcel.state in THERE]


@dataclass(frozen=True)
class HandedLine:
    """What was given of a part, at the price that its agency agreed to. `left` pieces stay with the agency."""

    handed: GiftHanded
    line: OrderLine
    parcel: Parcel
    pieces_each: int

    @property
    def left(self) -> int:
        return self.handed.came - self.handed.given

    @property
    def name(self) -> str:
        return f"{self.line.name}, {self.line.label}" if self.line.label else self.line.name


@dataclass(frozen=True)
class HandoverSheet:
    """A hand-over with its lines and its private pictures."""

    row: GiftHandover
    lines: Sequence[HandedLine]
    photos: Sequence[int]
    """Ids of evidence."""

    @property
    def given(self) -> int:
        return sum(one.handed.given for one in self.lines)

    @property
    def left(self) -> int:
        return sum(one.left for one in self.lines)


def of_request(request: GiftRequest) -> HandoverSheet | None:
    """How it was handed over; None while it was not."""
    row = session().get(GiftHandover, request.id)
    if row is None:
        return None
    lines = session().execute(
        sa.select(GiftHanded, OrderLine, Parcel, GiftNeed.pieces_each)
        .join(OrderLine, OrderLine.id == GiftHanded.order_line_id)
        .join(Parcel, Parcel.id == OrderLine.parcel_id)
        .join(GiftNeed, GiftNeed.id == GiftHanded.need_id)
        .where(GiftHanded.request_id == request.id)
        .order_by(GiftNeed.position, Parcel.id, OrderLine.id)
    )
    photos = session().scalars(
        sa.select(GiftHandoverPhoto.evidence_id)
        .where(GiftHandoverPhoto.request_id == request.id)
        .order_by(GiftHandoverPhoto.evidence_id)
    )
    return HandoverSheet(row, [HandedLine(*one) for one in lines], photos.all())
