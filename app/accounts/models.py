"""Tables of people and of how they come in."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.base.actor import Role
from app.db.session import Model


class Person(Model):
    """Someone with or without a way to sign in. Phones are E.164, e-mail addresses lower case."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    phone: Mapped[str | None] = mapped_column(unique=True)
    email: Mapped[str | None] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    made_at: Mapped[datetime]


class SignIn(Model):
    """One device's session. The cookie holds the token; only its hash is here."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    device: Mapped[str]
    began_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    acting_for_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    """Set while a kader acts for a seller."""


class RoleGrant(Model):
    """A role with its reach: a region and all below it (none: the whole country), an agency, a pokja of the PKK."""

    __tablename__ = "role_grants"
    __table_args__ = (
        sa.Index(
            "uq_role_grants_open",
            "person_id", "role", "region_code", "agency_id",
            unique=True,
            postgresql_where=sa.text("ended_at IS NULL"),
            postgresql_nulls_not_distinct=True,
        ),
        sa.CheckConstraint(
            "role NOT IN ('kader', 'officer') OR region_code IS NOT NULL", name="reach_has_region"
        ),
        sa.CheckConstraint("role <> 'officer' OR agency_id IS NOT NULL", name="officer_has_agency"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), index=True)
    role: Mapped[Role]
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    agency_id: Mapped[int | None] = mapped_column(sa.ForeignKey("agencies.id"))
    pokja: Mapped[str | None]
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]


class StandIn(Model):
    """A kader who may act for a named seller."""

    __tablename__ = "stand_ins"
    __table_args__ = (
        sa.Index(
            "uq_stand_ins_open",
            "kader_id",
            "person_id",
            unique=True,
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
        sa.CheckConstraint("kader_id <> person_id", name="not_herself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kader_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), index=True)
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))


class Purpose(StrEnum):
    """What a one-time link is for."""

    ACTIVATE = "activate"
    RESET = "reset"


class OneTimeLink(Model):
    """A link that lets a person set a password once. Only the token's hash is kept."""

    __tablename__ = "one_time_links"
    __table_args__ = (sa.CheckConstraint("used_at IS NULL OR used_at <= expires_at", name="used_in_time"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), index=True)
    purpose: Mapped[Purpose]
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))


class Attempt(Model):
    """One try at a door (sign-in, forgotten password, sign-up), counted per identity and per address."""

    __tablename__ = "attempts"
    __table_args__ = (sa.Index("ix_attempts_key", "kind", "key", "tried_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str]
    tried_at: Mapped[datetime]
