"""Goods that a maker gives for an occasion without being paid (*hibah*)."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.gifts.rules.donations import DonationState


class Donation(Model):
    """What an agency asks a maker to give. Only her own yes takes it from her shelf, and makes it an entry of the register; it
    is no sale."""

    __tablename__ = "gift_donations"
    __table_args__ = (
        sa.CheckConstraint("pieces > 0", name="pieces_positive"),
        sa.CheckConstraint("people > 0", name="somebody_receives"),
        sa.CheckConstraint("price > 0", name="value_positive"),
        sa.CheckConstraint("event <> ''", name="event_has_name"),
        sa.CheckConstraint("(state = 'asked') = (ended_at IS NULL)", name="ended_has_moment"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended_by_somebody"),
        sa.CheckConstraint("(state = 'agreed') = (lots IS NOT NULL)", name="agreed_has_taken"),
        sa.Index("ix_gift_donations_agency", "agency_id", "state", "event_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    agency_id: Mapped[int] = mapped_column(sa.ForeignKey("agencies.id"))
    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"), index=True)
    variant_id: Mapped[int] = mapped_column(sa.ForeignKey("variants.id"))
    seller_name: Mapped[str]
    goods_name: Mapped[str]
    """As they were called when the maker was asked."""
    pieces: Mapped[int]
    price: Mapped[int]
    """What one piece cost in the shop then, in rupiah: its value, nobody paid it."""
    event: Mapped[str]
    event_on: Mapped[date]
    people: Mapped[int]
    """Among how many recipients it is shared."""
    for_everybody: Mapped[bool]
    words: Mapped[str]
    """What the officer writes to her."""
    state: Mapped[DonationState]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    answer: Mapped[str]
    """The maker's own words."""
    lots: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Batch → pieces of what was taken from her shelf with her yes; empty for goods without a code."""
