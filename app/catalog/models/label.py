"""Tables of label readings: photos of a pack, what was seen on them, what it says, and what people corrected.

The newest reading of a product counts; older ones stay. Corrections are history: a trigger refuses to change them.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.catalog.rules.label_life import Corrector, ReadingState, Side
from app.db.session import Model
from app.standards.rules.reading.elements import Element, Status


def _status(name: str) -> sa.Enum:
    """Statuses under a name of their own: two columns of one table hold them."""
    words = [one.value for one in Status]
    return sa.Enum(
        Status,
        native_enum=False,
        length=32,
        create_constraint=True,
        name=name,
        values_callable=lambda _: words,
    )


class LabelReading(Model):
    """One to four photos of a pack, read together and held against what the seller had stated by then."""

    __tablename__ = "label_readings"
    __table_args__ = (
        sa.Index("ix_label_readings_newest", "product_id", "id"),
        sa.Index(
            "uq_label_readings_open",
            "product_id",
            unique=True,
            postgresql_where=sa.text("state IN ('queued', 'reading')"),
        ),
        sa.Index(
            "ix_label_readings_waiting", "id", postgresql_where=sa.text("state IN ('queued', 'reading')")
        ),
        sa.CheckConstraint("(state = 'reading') = (at_photo IS NOT NULL)", name="reading_is_at_a_photo"),
        sa.CheckConstraint("(state = 'failed') = (problem IS NOT NULL)", name="failed_has_problem"),
        sa.CheckConstraint(
            "(state IN ('done', 'failed', 'by_hand')) = (ended_at IS NOT NULL)", name="ended_has_moment"
        ),
        sa.CheckConstraint(
            "(state = 'done') = (book IS NOT NULL AND today IS NOT NULL)", name="done_has_book_and_day"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("products.id"))
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revisions.id"))
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    state: Mapped[ReadingState]
    at_photo: Mapped[int | None]
    """Which photo is being read, counted from 1."""
    moved_at: Mapped[datetime]
    """When it last got on."""
    ended_at: Mapped[datetime | None]
    problem: Mapped[str | None]
    """Why it failed: a sentence for the seller."""
    declared: Mapped[dict[str, Any]]
    """`Declared` at the moment of asking."""
    book: Mapped[str | None]
    """Version of the rule book under which it was judged."""
    today: Mapped[date | None]
    """The day in the maker's region on which it was judged."""


class LabelPhoto(Model):
    """One photo of a reading, and what was seen on it once it has been read: kept, so that nothing is read twice."""

    __tablename__ = "label_photos"
    __table_args__ = (
        sa.UniqueConstraint("reading_id", "position"),
        sa.UniqueConstraint("reading_id", "digest"),
        sa.CheckConstraint("position BETWEEN 0 AND 3", name="four_at_most"),
        sa.CheckConstraint("width > 0 AND height > 0", name="has_size"),
        sa.CheckConstraint("tries >= 0", name="tries_not_negative"),
        sa.CheckConstraint("(sight IS NULL) = (read_at IS NULL)", name="read_has_sight"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[int] = mapped_column(sa.ForeignKey("label_readings.id"))
    position: Mapped[int]
    """From 0, in the seller's order."""
    side: Mapped[Side]
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"))
    width: Mapped[int]
    height: Mapped[int]
    """Pixels of the kept picture, upright: the boxes of what was seen are in them."""
    digest: Mapped[str]
    """SHA-256 of the kept picture, by which the same photo is known again."""
    tries: Mapped[int]
    """How often a reader has begun with it: one that ends every worker is not tried for ever."""
    sight: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    read_at: Mapped[datetime | None]


class LabelElement(Model):
    """One element of the label as the machine found it."""

    __tablename__ = "label_elements"
    __table_args__ = (
        sa.CheckConstraint("confidence BETWEEN 0 AND 100", name="confidence_in_percent"),
        sa.CheckConstraint("box IS NULL OR photo IS NOT NULL", name="a_place_is_on_a_photo"),
    )

    reading_id: Mapped[int] = mapped_column(sa.ForeignKey("label_readings.id"), primary_key=True)
    element: Mapped[Element] = mapped_column(primary_key=True)
    status: Mapped[Status]
    text: Mapped[str]
    confidence: Mapped[int]
    """Whole percent."""
    photo: Mapped[int | None]
    """Position of the photo."""
    box: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Left, top, right, bottom in its pixels."""


class LabelCorrection(Model):
    """What a person says about an element against the machine, or against an earlier correction."""

    __tablename__ = "label_corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[int] = mapped_column(sa.ForeignKey("label_readings.id"), index=True)
    element: Mapped[Element]
    status_before: Mapped[Status | None] = mapped_column(_status("status_before"))
    """None: nobody had looked yet."""
    status_after: Mapped[Status] = mapped_column(_status("status_after"))
    text_before: Mapped[str]
    text_after: Mapped[str]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    role: Mapped[Corrector]
    made_at: Mapped[datetime]
