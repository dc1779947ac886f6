"""Official gifts: what was proposed, who said what, and what holds until when."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.curation.rules.panel import CaseState
from app.db.session import Model


class GiftCase(Model):
    """A version of a product is proposed as an official gift; the panel says yes or no. A closed one is history."""

    __tablename__ = "gift_cases"
    __table_args__ = (
        sa.CheckConstraint("(state = 'voting') = (closed_at IS NULL)", name="closed_has_moment"),
        sa.CheckConstraint("until > starts_on", name="days_in_order"),
        sa.CheckConstraint("jsonb_typeof(occasions) = 'array'", name="occasions_are_a_list"),
        sa.Index(
            "uq_gift_cases_open", "product_id", unique=True, postgresql_where=sa.text("state = 'voting'")
        ),
        sa.Index("ix_gift_cases_due", "vote_by", postgresql_where=sa.text("state = 'voting'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("products.id"), index=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revisions.id"))
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("rounds.id"))
    """The round that approved this version, with its scores."""
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    state: Mapped[CaseState]
    starts_on: Mapped[date]
    until: Mapped[date]
    """Both days included, in the maker's region."""
    conditions: Mapped[list[Any]]
    occasions: Mapped[list[Any]] = mapped_column(server_default=sa.text("'[]'::jsonb"), default=list)
    """Codes (`catalog.rules.occasions`) as they were proposed."""
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    vote_by: Mapped[datetime]
    """Without a verdict it ends by itself at this moment."""
    closed_at: Mapped[datetime | None]


class GiftVote(Model):
    """What one person said of a case, once. A trigger refuses every change."""

    __tablename__ = "gift_votes"
    __table_args__ = (
        sa.UniqueConstraint("case_id", "person_id"),
        sa.CheckConstraint("is_for OR words <> ''", name="no_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("gift_cases.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    is_for: Mapped[bool]
    as_chair: Mapped[bool]
    words: Mapped[str]
    said_at: Mapped[datetime]


class GiftApproval(Model):
    """The panel's word that this version of a product may be handed over as an official gift between two days."""

    __tablename__ = "gift_approvals"
    __table_args__ = (
        sa.Index(
            "uq_gift_approvals_open", "product_id", unique=True, postgresql_where=sa.text("ended_at IS NULL")
        ),
        sa.CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended_has_reason"),
        sa.CheckConstraint("until > starts_on", name="days_in_order"),
        sa.CheckConstraint("jsonb_typeof(occasions) = 'array'", name="occasions_are_a_list"),
        sa.UniqueConstraint("code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("gift_cases.id"), unique=True)
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("products.id"), index=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revisions.id"))
    code: Mapped[str]
    """Of its public proof, `/verifikasi/oleh-oleh-resmi/<code>`."""
    starts_on: Mapped[date]
    until: Mapped[date]
    """The last day, both in the maker's region and on the shelf."""
    conditions: Mapped[list[Any]]
    occasions: Mapped[list[Any]] = mapped_column(server_default=sa.text("'[]'::jsonb"), default=list)
    """Codes (`catalog.rules.occasions`) for which it is said to be right; curators change them while it holds."""
    given_at: Mapped[datetime]
    reminded: Mapped[int | None]
    """Days before its end of the last reminder (`rules.gifts.reminder_due`)."""
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]
