"""Who receives a gift, as far as the agency wishes to write it down."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.gifts.rules.life import Kind


class GiftRecipient(Model):
    """A person on an agency's list. Until the hand-over a row may be deleted; afterwards triggers refuse that too, and what
    was wrong is put right by a row that `replaces` it and says why."""

    __tablename__ = "gift_recipients"
    __table_args__ = (
        sa.CheckConstraint("name <> ''", name="somebody_is_named"),
        sa.CheckConstraint("replaces_id IS NULL OR reason <> ''", name="correction_has_reason"),
        sa.CheckConstraint("received OR replaces_id IS NOT NULL", name="absence_is_a_correction"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("gift_requests.id"), index=True)
    name: Mapped[str]
    post: Mapped[str]
    institution: Mapped[str]
    kind: Mapped[Kind | None]
    words: Mapped[str]
    received: Mapped[bool]
    """False: who was on the list has not received it after all."""
    replaces_id: Mapped[int | None] = mapped_column(sa.ForeignKey("gift_recipients.id"), unique=True)
    reason: Mapped[str]
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
