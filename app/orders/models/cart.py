"""Carts."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model


class Cart(Model):
    """What somebody gathers. The cookie holds the token; a member's cart is found from her other devices too."""

    __tablename__ = "carts"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"), index=True)
    address: Mapped[dict[str, Any]]
    """What was typed at checkout so far."""
    touched_at: Mapped[datetime] = mapped_column(index=True)


class CartLine(Model):
    """Pieces of a variant in a cart, with the price that was seen then."""

    __tablename__ = "cart_lines"
    __table_args__ = (
        sa.CheckConstraint("pieces BETWEEN 1 AND 999", name="pieces"),
        sa.UniqueConstraint("cart_id", "variant_id", "note", "bundle_id", postgresql_nulls_not_distinct=True),
        sa.CheckConstraint("bundle_id IS NULL OR note = ''", name="in_a_set_without_note"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cart_id: Mapped[int] = mapped_column(sa.ForeignKey("carts.id", ondelete="CASCADE"))
    variant_id: Mapped[int] = mapped_column(sa.ForeignKey("variants.id"))
    note: Mapped[str] = mapped_column(server_default="", default="")
    """What is to be written or sewn on it, in the buyer's words."""
    bundle_id: Mapped[int | None] = mapped_column(sa.ForeignKey("bundles.id"))
    """The set to which these pieces belong: its lines are changed and ordered together."""
    pieces: Mapped[int]
    seen_price: Mapped[int]
    seen_name: Mapped[str | None]
    """Its name and choice, as the buyer was shown them last."""
    seen_ready_on: Mapped[date | None]
    """The day that the buyer was shown last."""
    added_at: Mapped[datetime]
