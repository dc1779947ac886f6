"""The table of changes to what is on sale."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.catalog.rules.band import OfferPart, Standing
from app.db.session import Model


class OfferChange(Model):
    """A change to the offer of a product on show, which needed no curator; and each price that a curator has approved.

    History: a trigger refuses every change.
    """

    __tablename__ = "offer_changes"
    __table_args__ = (
        sa.Index("ix_offer_changes_product", "product_id", "id"),
        sa.Index("ix_offer_changes_prices", "variant_id", "id", postgresql_where=sa.text("part = 'price'")),
        sa.CheckConstraint(
            "part <> 'price' OR (now > 0 AND variant_id IS NOT NULL)", name="price_is_of_a_choice"
        ),
        sa.CheckConstraint(
            "part NOT IN ('stock', 'weight') OR (was IS NOT NULL AND now IS NOT NULL)",
            name="counts_have_both",
        ),
        sa.CheckConstraint(
            "part NOT IN ('size', 'supply', 'limits', 'note') OR (was IS NULL AND now IS NULL)",
            name="others_have_no_number",
        ),
        sa.CheckConstraint("standing = 'at_once' OR part = 'price'", name="prices_are_approved"),
        sa.CheckConstraint("standing = 'approved' OR by_id IS NOT NULL", name="at_once_has_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("products.id"))
    variant_id: Mapped[int | None] = mapped_column(sa.ForeignKey("variants.id"))
    label: Mapped[str]
    """What the choice was called then."""
    part: Mapped[OfferPart]
    standing: Mapped[Standing]
    was: Mapped[int | None]
    now: Mapped[int | None]
    """Rupiah, pieces or grams."""
    changed_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    """None for prices from before they were kept."""
