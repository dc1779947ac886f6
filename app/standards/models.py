"""Tables of the changes to the rule book (triggers keep it append-only, like the journal) and of a gerai's papers."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.standards.rules.findings import Basis, Severity
from app.standards.rules.papers import GeraiPaperKind


class RuleChange(Model):
    """A rule as it reads from a day on. What it changes is the rule of the same code; the file's row stays as it is."""

    __tablename__ = "rule_changes"
    __table_args__ = (
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= begins_on", name="ends_after_it_begins"),
        sa.CheckConstraint("jsonb_array_length(categories) > 0", name="has_categories"),
        sa.CheckConstraint("sentence <> '' AND next_step <> '' AND source <> ''", name="has_words"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(index=True)
    categories: Mapped[list[Any]]
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    """The rule holds there and in what lies in it; everywhere where empty."""
    severity: Mapped[Severity]
    basis: Mapped[Basis]
    sentence: Mapped[str]
    next_step: Mapped[str]
    helper: Mapped[str]
    source: Mapped[str]
    begins_on: Mapped[date]
    """The first day, at the midnight of the maker's region."""
    ends_on: Mapped[date | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))


class GeraiPaper(Model):
    """A paper of a gerai as its seller states it: NIB or trade mark, at most one of each. Never needed to sell."""

    __tablename__ = "gerai_papers"
    __table_args__ = (sa.CheckConstraint("number <> ''", name="has_number"),)

    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"), primary_key=True)
    kind: Mapped[GeraiPaperKind] = mapped_column(primary_key=True)
    typed: Mapped[str]
    number: Mapped[str]
    """Canonical writing."""
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"))
    stated_at: Mapped[datetime]
