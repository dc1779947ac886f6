"""Scores of a round and the photos that go with them. Triggers freeze both with the round."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.curation.rules.rubric import HIGHEST, NOTE_BELOW
from app.db.session import Model


class RoundScore(Model):
    """What a curator saw of one criterion. May be written anew until the round is judged."""

    __tablename__ = "round_scores"
    __table_args__ = (
        sa.CheckConstraint(f"score BETWEEN 0 AND {HIGHEST}", name="score_has_an_anchor"),
        sa.CheckConstraint(f"score >= {NOTE_BELOW} OR note <> ''", name="low_has_note"),
    )

    round_id: Mapped[int] = mapped_column(sa.ForeignKey("rounds.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    score: Mapped[int]
    note: Mapped[str]
    scored_at: Mapped[datetime]
    scored_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))


class RoundPhoto(Model):
    """What a curator photographed of one criterion: private, seen by the seller once it is judged, and by curators."""

    __tablename__ = "round_photos"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("rounds.id"), index=True)
    criterion: Mapped[str]
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"))
