"""Parts of several makers that come together at a PKK post."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.orders.rules.hub import HubState, HubWay, LateAnswer, Mark
from app.orders.rules.log import Party


class Consolidation(Model):
    """Several makers' parts of one order that a post sends as one parcel, for one fee. At most one an order."""

    __tablename__ = "consolidations"
    __table_args__ = (
        sa.UniqueConstraint("order_id"),
        sa.CheckConstraint("fee >= handling AND handling >= 0", name="fee_holds_handling"),
        sa.CheckConstraint("returned >= 0 AND returned <= fee", name="returned_within_fee"),
        sa.CheckConstraint("weight_g > 0", name="weight_positive"),
        sa.CheckConstraint("(way = 'ambil') = (handover_code IS NOT NULL)", name="fetched_has_code"),
        sa.CheckConstraint("ready_on >= bring_by AND arrives_on >= ready_on", name="days_in_order"),
        sa.CheckConstraint("ready_on >= promised_on", name="never_earlier_than_promised"),
        sa.CheckConstraint(
            "state NOT IN ('packed', 'ready', 'sent', 'received') "
            "OR (gathered_at IS NOT NULL AND packed_at IS NOT NULL)",
            name="packed_has_moment",
        ),
        sa.CheckConstraint("(packed_at IS NULL) = (packed_g IS NULL)", name="packed_has_weight"),
        sa.CheckConstraint(
            "state NOT IN ('sent', 'received') OR sent_at IS NOT NULL", name="sent_has_moment"
        ),
        sa.CheckConstraint("way = 'ambil' OR (sent_at IS NULL) = (courier IS NULL)", name="sent_has_courier"),
        sa.CheckConstraint("(state = 'received') = (received_at IS NOT NULL)", name="received_has_moment"),
        sa.CheckConstraint(
            "(asked_at IS NULL) = (answer_by IS NULL) AND (asked_at IS NULL) = (wait_until IS NULL)",
            name="asked_has_deadline",
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)",
            name="answered_has_moment",
        ),
        sa.CheckConstraint("answer IS NULL OR asked_at IS NOT NULL", name="answered_was_asked"),
        sa.Index("ix_consolidations_post", "post_id", "state", "bring_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(sa.ForeignKey("orders.id"))
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id"))
    post_name: Mapped[str]
    state: Mapped[HubState]
    way: Mapped[HubWay]
    weight_g: Mapped[int]
    """Of everything that was ordered through the post."""
    tariff: Mapped[dict[str, Any]]
    handling: Mapped[int]
    """The post's own part of the fee."""
    fee: Mapped[int]
    returned: Mapped[int] = mapped_column(server_default="0", default=0)
    """What the buyer gets back of `fee`: adjustments that name this row hold it."""
    bring_by: Mapped[date]
    """The day on which the last part is due at the post, by three in the afternoon there."""
    promised_on: Mapped[date]
    """`ready_on` of the moment of placing."""
    ready_on: Mapped[date]
    """The day on which the whole leaves; later only with the buyer's consent."""
    arrives_on: Mapped[date]
    handover_code: Mapped[str | None]
    gathered_at: Mapped[datetime | None]
    packed_at: Mapped[datetime | None]
    packed_g: Mapped[int | None]
    """As weighed at the post."""
    sent_at: Mapped[datetime | None]
    courier: Mapped[str | None]
    tracking: Mapped[str | None]
    received_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    """When the buyer was asked what to do about parts that were not there on their day: once at most while it gathers."""
    answer_by: Mapped[datetime | None]
    wait_until: Mapped[date | None]
    """The day until which she may wait, as she was told: the late maker's own, else three working days."""
    answer: Mapped[LateAnswer | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[Party | None]


class PostCheck(Model):
    """What a keeper found of a line; the last one of a line counts. A trigger refuses every change."""

    __tablename__ = "post_checks"
    __table_args__ = (
        sa.CheckConstraint("missing >= 0 AND (mark = 'ada') = (missing = 0)", name="missing_fits_mark"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parcel_id: Mapped[int] = mapped_column(sa.ForeignKey("parcels.id"), index=True)
    order_line_id: Mapped[int] = mapped_column(sa.ForeignKey("order_lines.id"))
    mark: Mapped[Mark]
    missing: Mapped[int]
    note: Mapped[str]
    checked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    checked_at: Mapped[datetime]
