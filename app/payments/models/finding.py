"""Where the gateway's own book and ours disagree: tasks for the admin."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.payments.rules.findings import FindingKind


class GatewayFinding(Model):
    """One disagreement, noted once however often it is seen; a person closes it and says what was done."""

    __tablename__ = "gateway_findings"
    __table_args__ = (
        sa.UniqueConstraint("gateway", "kind", "reference"),
        sa.CheckConstraint("amount >= 0", name="amount_not_negative"),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (note IS NULL) AND (closed_at IS NULL) = (closed_by_id IS NULL)",
            name="closed_by_somebody_with_a_note",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    gateway: Mapped[str]
    kind: Mapped[FindingKind]
    reference: Mapped[str]
    """The thing's name at the gateway: a checkout or a refund."""
    number: Mapped[str]
    """The order that it is about."""
    amount: Mapped[int]
    told: Mapped[str]
    """What the gateway says, for who looks it up there."""
    found_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    note: Mapped[str | None]
