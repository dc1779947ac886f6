"""Tables of PKK posts. They know places and people and nothing of gerai, so they stand below both gerai and orders."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.delivery.rules.posts import MOST_GATHER_DAYS, MOST_HANDLING


class Post(Model):
    """A place of the PKK or an agency where several makers' goods become one parcel. Open while `closed_at` is empty."""

    __tablename__ = "posts"
    __table_args__ = (
        sa.UniqueConstraint("village_code", "name"),
        sa.CheckConstraint(f"handling_fee BETWEEN 0 AND {MOST_HANDLING}", name="handling_within_reason"),
        sa.CheckConstraint(f"gather_days BETWEEN 1 AND {MOST_GATHER_DAYS}", name="days_within_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(sa.ForeignKey("agencies.id"))
    name: Mapped[str]
    village_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    street: Mapped[str]
    hours: Mapped[str]
    phone: Mapped[str]
    """E.164."""
    handling_fee: Mapped[int]
    """Rupiah for each parcel that is gathered here, beside the courier's fee."""
    gather_days: Mapped[int]
    """Working days from the day on which the last part is due here to the day on which the whole leaves."""
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class PostKeeper(Model):
    """A curator or kader who checks and packs at a post. One open row a person and post."""

    __tablename__ = "post_keepers"
    __table_args__ = (
        sa.Index(
            "uq_post_keepers_open",
            "post_id",
            "person_id",
            unique=True,
            postgresql_where=sa.text("until IS NULL"),
        ),
        sa.CheckConstraint("until >= since", name="in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]
