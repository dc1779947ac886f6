"""What an agency has agreed to that pays after the hand-over."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model


class AgencyBill(Model):
    """A payment on account: who signs for the agency, and the minutes of hand-over as buyer and seller have both noted them.
    Only then a day is set by which it is paid."""

    __tablename__ = "agency_bills"
    __table_args__ = (
        sa.CheckConstraint("signer <> '' AND signer_post <> ''", name="somebody_signs"),
        sa.CheckConstraint("(minutes_number IS NULL) = (minutes_on IS NULL)", name="minutes_are_whole"),
        sa.CheckConstraint(
            "(minutes_number IS NULL) = (buyer_noted_at IS NULL AND seller_noted_at IS NULL)",
            name="minutes_were_noted",
        ),
        sa.CheckConstraint(
            "(due_on IS NULL) = (buyer_noted_at IS NULL OR seller_noted_at IS NULL)",
            name="due_when_both_noted",
        ),
        sa.CheckConstraint("due_on > minutes_on", name="due_after_hand_over"),
        sa.CheckConstraint("reminders >= 0", name="reminders_counted"),
        sa.CheckConstraint("(reminders = 0) = (reminded_at IS NULL)", name="reminded_has_moment"),
        sa.CheckConstraint("reminders = 0 OR due_on IS NOT NULL", name="reminded_of_a_day"),
    )

    payment_id: Mapped[int] = mapped_column(sa.ForeignKey("payments.id"), primary_key=True)
    agency_id: Mapped[int] = mapped_column(sa.ForeignKey("agencies.id"))
    agency: Mapped[str]
    """Its name as it was then."""
    signer: Mapped[str]
    signer_post: Mapped[str]
    """The office that she holds."""
    minutes_number: Mapped[str | None]
    minutes_on: Mapped[date | None]
    """The day of hand-over."""
    buyer_noted_at: Mapped[datetime | None]
    seller_noted_at: Mapped[datetime | None]
    due_on: Mapped[date | None]
    reminders: Mapped[int] = mapped_column(server_default="0", default=0)
    """On how many of the days of `rules.bills.DAYS` its buyer was written to, or would have been."""
    reminded_at: Mapped[datetime | None]
