"""The table of batches."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model


class Batch(Model):
    """Pieces of a variant that were made together and carry one production code and date.

    What is neither on hand nor withdrawn is in orders. Written under the variant's lock only, by catalog's service.
    """

    __tablename__ = "batches"
    __table_args__ = (
        sa.UniqueConstraint("variant_id", "code"),
        sa.CheckConstraint("code <> ''", name="has_code"),
        sa.CheckConstraint(
            "made > 0 AND on_hand >= 0 AND withdrawn >= 0 AND on_hand + withdrawn <= made",
            name="pieces_add_up",
        ),
        sa.CheckConstraint(
            "(recalled_at IS NULL) = (recall_reason IS NULL) AND (recalled_at IS NULL) = (recalled_by_id IS NULL)",
            name="recalled_has_reason",
        ),
        sa.CheckConstraint("recalled_at IS NULL OR on_hand = 0", name="recalled_is_not_on_hand"),
        sa.Index("ix_batches_recalled", "recalled_at", postgresql_where=sa.text("recalled_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    variant_id: Mapped[int] = mapped_column(sa.ForeignKey("variants.id"))
    code: Mapped[str]
    """As printed on the pack (kode produksi)."""
    best_before: Mapped[date]
    made: Mapped[int]
    on_hand: Mapped[int]
    withdrawn: Mapped[int] = mapped_column(server_default="0", default=0)
    """Never to be sold: spoilt, given away, recalled."""
    added_at: Mapped[datetime]
    recalled_at: Mapped[datetime | None]
    recall_reason: Mapped[str | None]
    """Buyers read it."""
    recalled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
