"""Tables of places and of the agencies that answer for them."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model


class Region(Model):
    """One region of any level. `path` names it with all above it, nearest first."""

    __tablename__ = "regions"
    __table_args__ = (
        sa.CheckConstraint("level BETWEEN 1 AND 4", name="level"),
        sa.Index("ix_regions_search", "search", postgresql_using="gin"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    level: Mapped[int] = mapped_column(sa.SmallInteger)
    parent_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"), index=True)
    postal_code: Mapped[str | None] = mapped_column(index=True)
    path: Mapped[str]
    slug: Mapped[str | None] = mapped_column(unique=True)
    """Of provinces and kabupaten/kota only: they have a page."""
    search: Mapped[str] = mapped_column(  # with blanks and without, signs left out: Saloo finds Salo'o
        TSVECTOR,
        sa.Computed(
            "to_tsvector('simple', regexp_replace(translate(path, '''’', ''), '[^A-Za-z0-9]+', ' ', 'g') || ' ' || "
            "regexp_replace(regexp_replace(path, '(Kel[.]|Desa|Kec[.]) ', ',', 'g'), '[^A-Za-z0-9,]+', '', 'g')"
            " || ' ' || coalesce(postal_code, ''))",
            persisted=True,
        ),
    )


class AgencyKind(StrEnum):
    """What kind of body: a government agency, a TP PKK, or another that trains."""

    DINAS = "dinas"
    PKK = "pkk"
    OTHER = "other"


class Agency(Model):
    """A body in a region: names differ everywhere, so they are data."""

    __tablename__ = "agencies"
    __table_args__ = (sa.UniqueConstraint("region_code", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[AgencyKind]
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    made_at: Mapped[datetime]
