"""That the gifts were handed over: when, to how many, what of whose part, and what of it was left."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model


class GiftHandover(Model):
    """The hand-over of a request, told once; its day is the request's. A trigger refuses every change."""

    __tablename__ = "gift_handovers"
    __table_args__ = (sa.CheckConstraint("people > 0", name="somebody_received"),)

    request_id: Mapped[int] = mapped_column(sa.ForeignKey("gift_requests.id"), primary_key=True)
    people: Mapped[int]
    """How many really received it."""
    words: Mapped[str]
    noted_at: Mapped[datetime]
    noted_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))


class GiftHanded(Model):
    """Of a part (`GiftPart`) the pieces that had come by then, and those of them that were given. A trigger refuses every
    change."""

    __tablename__ = "gift_handed"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["order_line_id", "need_id"], ["gift_parts.order_line_id", "gift_parts.need_id"]
        ),
        sa.CheckConstraint("given >= 0 AND given <= came", name="given_had_come"),
    )

    order_line_id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("gift_handovers.request_id"), index=True)
    came: Mapped[int]
    given: Mapped[int]


class GiftHandoverPhoto(Model):
    """A private picture of the hand-over, seen by officers of the agency."""

    __tablename__ = "gift_handover_photos"

    request_id: Mapped[int] = mapped_column(sa.ForeignKey("gift_handovers.request_id"), primary_key=True)
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"), primary_key=True)
