"""What an agency asks for an occasion, what of it is whose, and what happened to it."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.gifts.rules.life import Funds, Method, RequestMove, RequestState, Scope


class GiftRequest(Model):
    """Gifts for one occasion of one agency. What was reserved for it are orders (`GiftOrder`)."""

    __tablename__ = "gift_requests"
    __table_args__ = (
        sa.CheckConstraint("recipients > 0", name="somebody_receives"),
        sa.CheckConstraint("budget > 0", name="budget_positive"),
        sa.CheckConstraint("event <> ''", name="event_has_name"),
        sa.CheckConstraint("(state = 'waiting') = (held_until IS NOT NULL)", name="waiting_is_held"),
        sa.CheckConstraint(
            "state NOT IN ('waiting', 'under_way', 'handed_over') OR submitted_at IS NOT NULL",
            name="submitted_has_moment",
        ),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (submitted_by_id IS NULL)", name="submitted_by_somebody"
        ),
        sa.CheckConstraint("(agreed_at IS NULL) = (agreed_by_id IS NULL)", name="agreed_by_somebody"),
        sa.CheckConstraint(
            "state NOT IN ('under_way', 'handed_over') OR agreed_at IS NOT NULL", name="agreed_has_moment"
        ),
        sa.CheckConstraint("agreed_by_id <> submitted_by_id", name="two_people"),
        sa.CheckConstraint(
            "(state = 'handed_over') = (handed_over_on IS NOT NULL)", name="handed_over_has_day"
        ),
        sa.CheckConstraint("state <> 'cancelled' OR ended_at IS NOT NULL", name="ended_has_moment"),
        sa.Index("ix_gift_requests_agency", "agency_id", "state", "handover_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    agency_id: Mapped[int] = mapped_column(sa.ForeignKey("agencies.id"))
    state: Mapped[RequestState]
    event: Mapped[str]
    occasion: Mapped[str]
    """Code of `data/catalog/occasions.toml`; empty where none was chosen."""
    handover_on: Mapped[date]
    village_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    street: Mapped[str]
    landmark: Mapped[str]
    contact: Mapped[str]
    phone: Mapped[str]
    """Who receives the goods there. E.164."""
    recipients: Mapped[int]
    kinds: Mapped[dict[str, Any]]
    """`rules.life.Kind` → how many of the recipients; what is left is not said."""
    budget: Mapped[int]
    """Rupiah for one recipient, without sending."""
    theme: Mapped[str]
    packaging: Mapped[str]
    """Wishes, in the agency's words."""
    scope: Mapped[Scope]
    may_split: Mapped[bool]
    """A thing may come from several makers, who make the same kind of it."""
    sellers: Mapped[list[Any]]
    """Makers who may serve it; empty for all in scope."""
    post_id: Mapped[int | None] = mapped_column(sa.ForeignKey("posts.id"))
    """Where makers bring it and the agency fetches the whole; none where each maker sends her part."""
    for_everybody: Mapped[bool]
    """Every participant of an official activity gets the same (domain.md 6.4)."""
    method: Mapped[Method]
    document_number: Mapped[str]
    funds: Mapped[Funds]
    signer: Mapped[str]
    signer_post: Mapped[str]
    """Who signs for the agency."""
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    held_until: Mapped[datetime | None]
    agreed_at: Mapped[datetime | None]
    agreed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    handed_over_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]


class GiftNeed(Model):
    """One thing that each recipient gets, as the agency chose it."""

    __tablename__ = "gift_needs"
    __table_args__ = (
        sa.Index(
            "uq_gift_needs_standing",
            "request_id",
            "position",
            unique=True,
            postgresql_where=sa.text("dropped_at IS NULL"),
        ),
        sa.CheckConstraint("pieces_each > 0", name="pieces_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("gift_requests.id"), index=True)
    position: Mapped[int]
    variant_id: Mapped[int] = mapped_column(sa.ForeignKey("variants.id"))
    pieces_each: Mapped[int]
    is_box: Mapped[bool]
    """It holds the others: it need not be an official gift itself."""
    dropped_at: Mapped[datetime | None]
    """When the agency chose something else; parts that served it before stay known."""


class GiftOrder(Model):
    """An order that serves a request: the one that the head agreed to, and later those of makers who stepped in."""

    __tablename__ = "gift_orders"

    order_id: Mapped[int] = mapped_column(sa.ForeignKey("orders.id"), primary_key=True)
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("gift_requests.id"), index=True)
    is_substitute: Mapped[bool]


class GiftPart(Model):
    """Pieces of an order's line that serve a need: two needs may share a line. How many still come, the line and its parcel
    know."""

    __tablename__ = "gift_parts"
    __table_args__ = (sa.CheckConstraint("pieces > 0", name="pieces_positive"),)

    order_line_id: Mapped[int] = mapped_column(sa.ForeignKey("order_lines.id"), primary_key=True)
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("gift_needs.id"), primary_key=True, index=True)
    pieces: Mapped[int]


class GiftStep(Model):
    """What was done with a request, and by whom. A trigger refuses every change."""

    __tablename__ = "gift_steps"
    __table_args__ = (sa.CheckConstraint("move <> 'send_back' OR words <> ''", name="sent_back_has_words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("gift_requests.id"), index=True)
    move: Mapped[RequestMove]
    happened_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    by_name: Mapped[str]
    words: Mapped[str]
    facts: Mapped[dict[str, Any]]
    """What a page fills its sentence with."""
