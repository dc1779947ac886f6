"""The rates of commission. A trigger refuses every change: what was promised stays readable."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model


class CommissionRate(Model):
    """Basis points of the goods' price that Gerai keeps from a day on; of two rows for one day the later one counts."""

    __tablename__ = "commission_rates"
    __table_args__ = (sa.CheckConstraint("bps BETWEEN 0 AND 3000", name="rate_within_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bps: Mapped[int]
    begins_on: Mapped[date]
    """In Jakarta's zone."""
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    made_at: Mapped[datetime]
