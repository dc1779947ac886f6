"""Ties between curators and makers that only the curators themselves can know."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model


class DeclaredConflict(Model):
    """A curator has said that she stands near to a gerai. Read by herself only; ended by her, never rubbed out."""

    __tablename__ = "declared_conflicts"
    __table_args__ = (
        sa.Index(
            "uq_declared_conflicts_open",
            "curator_id",
            "seller_id",
            unique=True,
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
        sa.CheckConstraint("words <> ''", name="has_words"),
        sa.CheckConstraint("ended_at >= declared_at", name="ends_later"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    curator_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"), index=True)
    words: Mapped[str]
    declared_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class CuratorHome(Model):
    """Where a curator lives, for one use: what is made in her own house does not come before her."""

    __tablename__ = "curator_homes"
    __table_args__ = (sa.CheckConstraint("street <> ''", name="has_street"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), primary_key=True)
    village_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    street: Mapped[str]
    rt: Mapped[str | None]
    rw: Mapped[str | None]
    stated_at: Mapped[datetime]
