"""Appeals."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.curation.rules.appeals import LEAST_WORDS, AppealState
from app.db.session import Model


class Appeal(Model):
    """A seller's wish that another curator reads her good again. That reading is a round of its own (`second_id`), with a queue,
    a clock and a decision like every other; a trigger refuses to change an appeal that is closed."""

    __tablename__ = "appeals"
    __table_args__ = (
        sa.CheckConstraint(f"char_length(words) >= {LEAST_WORDS}", name="has_words"),
        sa.CheckConstraint("(state = 'waiting') = (closed_at IS NULL)", name="closed_has_date"),
        sa.CheckConstraint("second_id > round_id", name="read_afterwards"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("rounds.id"), unique=True)
    second_id: Mapped[int] = mapped_column(sa.ForeignKey("rounds.id"), unique=True)
    state: Mapped[AppealState]
    words: Mapped[str]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    closed_at: Mapped[datetime | None]
