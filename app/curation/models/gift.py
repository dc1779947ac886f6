"""Approvals as official gifts."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model


class GiftApproval(Model):
    """A curator's word that this version of a product may be handed over as an official gift until a day."""

    __tablename__ = "gift_approvals"
    __table_args__ = (
        sa.Index(
            "uq_gift_approvals_open", "product_id", unique=True, postgresql_where=sa.text("ended_at IS NULL")
        ),
        sa.CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("products.id"))
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revisions.id"))
    until: Mapped[date]
    """The last day, both in the maker's region and on the shelf."""
    given_at: Mapped[datetime]
    given_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]
