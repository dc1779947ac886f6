"""Complaints, and what goes to the buyer or back to the maker because of them."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.orders.rules.complaint import ComplaintKind, ComplaintMove, ComplaintState, Outcome
from app.orders.rules.log import Party


class Complaint(Model):
    """A buyer's claim about lines of a parcel. What came of it stands in its steps, in `Resend`, `GoodsReturn` and in the
    parcel's adjustments: a claim is no refund."""

    __tablename__ = "complaints"
    __table_args__ = (
        sa.CheckConstraint(
            "(ended_at IS NOT NULL) = (state IN ('settled', 'dismissed', 'withdrawn', 'lapsed'))",
            name="ended_has_moment",
        ),
        sa.CheckConstraint("(due_at IS NULL) = (ended_at IS NOT NULL)", name="open_has_clock"),
        sa.CheckConstraint("(wanted = 'part_refund') = (wanted_amount IS NOT NULL)", name="wish_has_amount"),
        sa.CheckConstraint("wanted_amount > 0", name="amount_positive"),
        sa.Index("ix_complaints_due", "due_at", postgresql_where=sa.text("due_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parcel_id: Mapped[int] = mapped_column(sa.ForeignKey("parcels.id"), index=True)
    kind: Mapped[ComplaintKind]
    state: Mapped[ComplaintState]
    wanted: Mapped[Outcome]
    wanted_amount: Mapped[int | None]
    words: Mapped[str]
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    """Until when the one whose turn it is (`rules.complaint.TURN`) acts."""
    reminded_at: Mapped[datetime | None]
    """When she was told that this turn of hers ends soon."""
    mediator_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]


class ComplaintLine(Model):
    """Pieces of an order line that are complained about. A line is in one open complaint at most."""

    __tablename__ = "complaint_lines"
    __table_args__ = (sa.CheckConstraint("pieces > 0", name="pieces_positive"),)

    complaint_id: Mapped[int] = mapped_column(sa.ForeignKey("complaints.id"), primary_key=True)
    order_line_id: Mapped[int] = mapped_column(sa.ForeignKey("order_lines.id"), primary_key=True, index=True)
    pieces: Mapped[int]


class ComplaintPhoto(Model):
    """A private picture of what came, seen by buyer, seller and the officers of her region."""

    __tablename__ = "complaint_photos"

    complaint_id: Mapped[int] = mapped_column(sa.ForeignKey("complaints.id"), primary_key=True)
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"), primary_key=True)


class ComplaintStep(Model):
    """What somebody did or said in a complaint. A trigger refuses every change."""

    __tablename__ = "complaint_steps"
    __table_args__ = (
        sa.CheckConstraint(
            "move NOT IN ('open', 'offer', 'resend', 'part_refund', 'return', 'drop') OR outcome IS NOT NULL",
            name="names_outcome",
        ),
        sa.CheckConstraint("move NOT IN ('refuse', 'dismiss') OR words <> ''", name="no_has_reason"),
        sa.CheckConstraint("party <> 'officer' OR words <> ''", name="mediator_gives_reasons"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(sa.ForeignKey("complaints.id"), index=True)
    happened_at: Mapped[datetime]
    party: Mapped[Party]
    by_name: Mapped[str]
    """As the others read it: the gerai, the buyer's first name, the mediator."""
    move: Mapped[ComplaintMove]
    outcome: Mapped[Outcome | None]
    amount: Mapped[int | None]
    day: Mapped[date | None]
    words: Mapped[str]
    facts: Mapped[dict[str, Any]]
    """What fills the braces of its sentence in the order's log."""


class Resend(Model):
    """Goods that go to the buyer a second time."""

    __tablename__ = "resends"
    __table_args__ = (
        sa.CheckConstraint("(sent_at IS NULL) = (courier IS NULL)", name="sent_has_courier"),
        sa.CheckConstraint("received_at IS NULL OR sent_at IS NOT NULL", name="received_was_sent"),
    )

    complaint_id: Mapped[int] = mapped_column(sa.ForeignKey("complaints.id"), primary_key=True)
    promised_on: Mapped[date]
    courier: Mapped[str | None]
    tracking: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]


class ResendGoods(Model):
    """What a resend has taken: pieces from the shelf, out of a batch or without a code, or units of a day of the maker's
    hands. Food that these hands have made stands here a second time when it is sent: as pieces of the batch that it has
    become. What was sent stays known, because its batch may be recalled."""

    __tablename__ = "resend_goods"
    __table_args__ = (
        sa.CheckConstraint("units > 0", name="units_positive"),
        sa.CheckConstraint("(line_id IS NULL) = (day IS NULL)", name="hands_have_day"),
        sa.CheckConstraint(
            "CASE WHEN line_id IS NOT NULL THEN NOT from_stock AND batch_id IS NULL "
            "ELSE from_stock OR batch_id IS NOT NULL AND sent_at IS NOT NULL END",
            name="hands_shelf_or_made",
        ),
        sa.CheckConstraint(
            "told_at IS NULL OR sent_at IS NOT NULL AND batch_id IS NOT NULL", name="told_was_sent"
        ),
        sa.CheckConstraint("repaid_at IS NULL OR told_at IS NOT NULL", name="repaid_was_told"),
        sa.Index("ix_resend_goods_batch_id", "batch_id", postgresql_where=sa.text("batch_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(sa.ForeignKey("resends.complaint_id"), index=True)
    variant_id: Mapped[int] = mapped_column(sa.ForeignKey("variants.id"))
    line_id: Mapped[int | None] = mapped_column(sa.ForeignKey("production_lines.id"))
    day: Mapped[date | None]
    units: Mapped[int]
    batch_id: Mapped[int | None] = mapped_column(sa.ForeignKey("batches.id"))
    from_stock: Mapped[bool]
    """Pieces came from the shelf, so they go back there while they are not sent."""
    sent_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    """When the buyer was told that these pieces were recalled, as `LineLot` knows it of those that came first."""
    repaid_at: Mapped[datetime | None]
    """When she asked for their money."""


class GoodsReturn(Model):
    """Goods on their way back to the maker; only when she has them does the money go back."""

    __tablename__ = "returns"
    __table_args__ = (
        sa.CheckConstraint("(received_at IS NULL) = (is_fit IS NULL)", name="received_was_seen"),
    )

    complaint_id: Mapped[int] = mapped_column(sa.ForeignKey("complaints.id"), primary_key=True)
    courier: Mapped[str]
    tracking: Mapped[str | None]
    sent_at: Mapped[datetime]
    received_at: Mapped[datetime | None]
    is_fit: Mapped[bool | None]
    """May be sold again, says the maker: then the pieces are on her shelf again."""
