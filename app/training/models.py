"""Tables of programmes, trainings and certificates."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.base.kinds import Craft
from app.db.session import Model


class Skill(Model):
    """What was learnt, by the only name of a training that the public ever reads."""

    __tablename__ = "skills"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    craft: Mapped[Craft]


class Programme(Model):
    """An agency's programme in a region and year. Its name and target group never leave the officers' pages."""

    __tablename__ = "programmes"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(sa.ForeignKey("agencies.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    name: Mapped[str]
    target_group: Mapped[str]
    year: Mapped[int]
    made_at: Mapped[datetime]


class Training(Model):
    """One course of a programme."""

    __tablename__ = "trainings"
    __table_args__ = (
        sa.CheckConstraint("ends_on >= starts_on", name="dates_in_order"),
        sa.CheckConstraint("quota > 0", name="quota_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programmes.id"), index=True)
    skill_id: Mapped[int] = mapped_column(sa.ForeignKey("skills.id"))
    host: Mapped[str]
    place: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    quota: Mapped[int]
    made_at: Mapped[datetime]


class Participant(Model):
    """A person in a training."""

    __tablename__ = "participants"
    __table_args__ = (sa.UniqueConstraint("training_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    training_id: Mapped[int] = mapped_column(sa.ForeignKey("trainings.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), index=True)
    joined_at: Mapped[datetime]


class Attendance(Model):
    """A participant was there on a day."""

    __tablename__ = "attendance"

    participant_id: Mapped[int] = mapped_column(sa.ForeignKey("participants.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


class Certificate(Model):
    """Proof of a skill. `shown_name` is set only while its holder wants her name on the proof page."""

    __tablename__ = "certificates"
    __table_args__ = (
        sa.CheckConstraint("(revoked_at IS NULL) = (revoke_reason IS NULL)", name="revoked_has_reason"),
        sa.Index(
            "uq_certificates_valid",
            "participant_id",
            unique=True,
            postgresql_where=sa.text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(sa.ForeignKey("participants.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), index=True)
    skill_id: Mapped[int] = mapped_column(sa.ForeignKey("skills.id"))
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    number: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str] = mapped_column(unique=True)
    issued_on: Mapped[date]
    shown_name: Mapped[str | None]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    revoke_reason: Mapped[str | None]


class NumberSeries(Model):
    """The last number given out in a series; taken by one guarded statement."""

    __tablename__ = "number_series"

    series: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]
