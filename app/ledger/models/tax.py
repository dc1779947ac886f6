"""What sellers state about their turnover."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model


class TurnoverStatement(Model):
    """A seller states that all she turns over in a year, here and elsewhere, stays within the untaxed limit (PMK 37/2025).

    Kept for the day on which it is asked for; nothing follows from it today.
    """

    __tablename__ = "turnover_statements"
    __table_args__ = (
        sa.UniqueConstraint("seller_id", "year"),
        sa.CheckConstraint("year BETWEEN 2022 AND 2999", name="year_makes_sense"),
        sa.CheckConstraint("up_to > 0", name="limit_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"))
    year: Mapped[int]
    up_to: Mapped[int]
    """Rupiah, as the rule stood on that day."""
    stated_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    stated_at: Mapped[datetime]
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"))
    """A photo of the signed letter, if she has one."""
