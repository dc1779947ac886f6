"""Tables of sets: goods of several makers that are offered together. A set has neither stock nor price of its own."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.catalog.rules.bundles import BundleState
from app.db.session import Model


class Bundle(Model):
    """A set as curators have composed it. A trigger refuses to change what was shown: carts and orders name it."""

    __tablename__ = "bundles"
    __table_args__ = (
        sa.CheckConstraint("name <> ''", name="has_name"),
        sa.CheckConstraint("(state = 'draft') = (shown_at IS NULL)", name="shown_has_moment"),
        sa.CheckConstraint("state = 'draft' OR story <> ''", name="shown_has_story"),
        sa.CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_moment"),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdraw_reason IS NULL)", name="withdrawn_has_reason"),
        sa.CheckConstraint("jsonb_typeof(occasions) = 'array'", name="occasions_are_a_list"),
        sa.CheckConstraint("earlier_id <> id", name="follows_another"),
        sa.Index("ix_bundles_shown", "shown_at", "id", postgresql_where=sa.text("state = 'shown'")),
        sa.Index(
            "uq_bundles_next",
            "earlier_id",
            unique=True,
            postgresql_where=sa.text("state <> 'withdrawn' AND earlier_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    story: Mapped[str]
    occasions: Mapped[list[Any]]
    """Codes (`rules.occasions`)."""
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"), index=True)
    """Whose curators look after it, and from where its goods are; empty for the whole country."""
    state: Mapped[BundleState]
    earlier_id: Mapped[int | None] = mapped_column(sa.ForeignKey("bundles.id"))
    """The version that it takes the place of when it is shown."""
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    made_at: Mapped[datetime]
    shown_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdraw_reason: Mapped[str | None]
    """Buyers who have it in their cart read it."""


class BundlePart(Model):
    """A variant in a set. Changed while the set is a draft only."""

    __tablename__ = "bundle_parts"
    __table_args__ = (
        sa.CheckConstraint("pieces BETWEEN 1 AND 99", name="pieces"),
        sa.UniqueConstraint("bundle_id", "position"),
    )

    bundle_id: Mapped[int] = mapped_column(sa.ForeignKey("bundles.id"), primary_key=True)
    variant_id: Mapped[int] = mapped_column(sa.ForeignKey("variants.id"), primary_key=True)
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    pieces: Mapped[int] = mapped_column(sa.SmallInteger)
    """Of it in one set."""
    is_box: Mapped[bool]
    """The box or basket in which the others lie: it need not be an official gift."""
