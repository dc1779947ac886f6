"""Papers of many parcels, made by the worker."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.orders.rules.printing import PrintKind, PrintState
from app.paper.sending import Sheet


class PrintRun(Model):
    """Labels or packing lists of many parcels, made by the worker into one PDF. Forgotten after a week, with its file."""

    __tablename__ = "print_runs"
    __table_args__ = (
        sa.CheckConstraint("done BETWEEN 0 AND total AND total > 0", name="done_of_total"),
        sa.CheckConstraint("state <> 'done' OR done = total", name="done_is_whole"),
        sa.CheckConstraint("(state = 'done') = (size IS NOT NULL)", name="done_has_size"),
        sa.CheckConstraint("(state = 'failed') = (problem IS NOT NULL)", name="failed_has_problem"),
        sa.CheckConstraint("(state IN ('done', 'failed')) = (ended_at IS NOT NULL)", name="ended_has_moment"),
        sa.CheckConstraint("tries >= 0", name="tries_not_negative"),
        sa.Index("ix_print_runs_newest", "seller_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"))
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    kind: Mapped[PrintKind]
    sheet: Mapped[Sheet]
    state: Mapped[PrintState]
    done: Mapped[int]
    """Parcels that are prepared or left out."""
    total: Mapped[int]
    tries: Mapped[int]
    """How often a worker has begun to put the whole together."""
    size: Mapped[int | None]
    """Bytes of the finished file."""
    file_key: Mapped[str] = mapped_column(unique=True)
    """Chosen when it is asked for, so that a file made twice is one file."""
    problem: Mapped[str | None]
    """Why it failed: a sentence for the seller."""
    asked_at: Mapped[datetime] = mapped_column(index=True)
    moved_at: Mapped[datetime]
    """When it last got on."""
    ended_at: Mapped[datetime | None]


class PrintPart(Model):
    """One parcel of a run: what will be printed of it, kept so that nothing is prepared twice, or why it is left out."""

    __tablename__ = "print_parts"
    __table_args__ = (
        sa.UniqueConstraint("run_id", "parcel_id"),
        sa.CheckConstraint("facts IS NULL OR problem IS NULL", name="prepared_or_left_out"),
        sa.CheckConstraint("tries >= 0", name="tries_not_negative"),
    )

    run_id: Mapped[int] = mapped_column(sa.ForeignKey("print_runs.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    """From 0, in the order of the list."""
    parcel_id: Mapped[int] = mapped_column(sa.ForeignKey("parcels.id"))
    tries: Mapped[int]
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """As `app.paper.sending` has made them."""
    problem: Mapped[str | None]
    """Why it is left out: a sentence for the seller."""
