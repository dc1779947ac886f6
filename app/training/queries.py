"""Look-ups of trainings, scoped to the officer's agency and region; and who holds which craft."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import orm

from app.accounts.models import Person
from app.base.actor import Actor, Role
from app.base.errors import NotFound
from app.base.kinds import Craft
from app.db.session import session
from app.regions.models import Region
from app.sellers.models import Membership
from app.sellers.ports import Standing
from app.training import rules
from app.training.models import Attendance, Certificate, Participant, Programme, Skill, Training


def officers_programmes(actor: Actor) -> sa.ColumnElement[bool]:
    """Programmes of the officer's agencies in her region or below it."""
    reaches = [
        sa.and_(
            Programme.agency_id == grant.agency_id,
            sa.or_(
                Programme.region_code == grant.region,
                Programme.region_code.startswith(f"{grant.region}.", autoescape=True),
            ),
        )
        for grant in actor.grants_of(Role.OFFICER)
    ]
    return sa.or_(sa.false(), *reaches)


def programmes(actor: Actor) -> Sequence[Programme]:
    """The officer's programmes, newest first."""
    return (
        session()
        .scalars(
            sa.select(Programme)
            .where(officers_programmes(actor))
            .order_by(Programme.year.desc(), Programme.id.desc())
        )
        .all()
    )


def programme(actor: Actor, programme_id: int) -> Programme:
    """One of the officer's programmes. Raises NotFound."""
    found = session().scalar(
        sa.select(Programme).where(Programme.id == programme_id, officers_programmes(actor))
    )
    if found is None:
        raise NotFound(programme_id)
    return found


@dataclass(frozen=True)
class TrainingRow:
    """A training in the officer's list."""

    id: int
    skill: str
    programme: str
    place: str
    starts_on: date
    ends_on: date
    quota: int
    participants: int
    certificates: int


def trainings(actor: Actor, before: int | None, limit: int) -> Sequence[TrainingRow]:
    """The officer's trainings, newest first."""
    people = sa.select(sa.func.count()).where(Participant.training_id == Training.id).scalar_subquery()
    passed = (
        sa.select(sa.func.count())
        .select_from(Certificate)
        .join(Participant, Participant.id == Certificate.participant_id)
        .where(Participant.training_id == Training.id, Certificate.revoked_at.is_(None))
        .scalar_subquery()
    )
    query = (
        sa.select(
            Training.id, Skill.name, Programme.name, Training.place, Training.starts_on, Training.ends_on,
            Training.quota, people, passed,
        )
        .join(Programme, Programme.id == Training.programme_id)
        .join(Skill, Skill.id == Training.skill_id)
        .where(officers_programmes(actor))
        .order_by(Training.id.desc())
        .limit(limit)
    )  # fmt: skip
    if before is not None:
        query = query.where(Training.id < before)
    return [TrainingRow(*row) for row in session().execute(query)]


@dataclass(frozen=True)
class TrainingSheet:
    """One training with what stands around it."""

    training: Training
    skill: Skill
    programme: Programme


def training(actor: Actor, training_id: int) -> TrainingSheet:
    """One of the officer's trainings. Raises NotFound."""
    row = (
        session()
        .execute(
            sa.select(Training, Skill, Programme)
            .join(Programme, Programme.id == Training.programme_id)
            .join(Skill, Skill.id == Training.skill_id)
            .where(Training.id == training_id, officers_programmes(actor))
        )
        .first()
    )
    if row is None:
        raise NotFound(training_id)
    return TrainingSheet(row[0], row[1], row[2])


@dataclass(frozen=True)
class ParticipantRow:
    """A participant in the class list."""

    id: int
    person_id: int
    name: str
    phone: str | None
    can_sign_in: bool
    present: frozenset[date]
    certificate: str | None
    """The number of her valid one."""


def participants(training_id: int) -> list[ParticipantRow]:
    """The class list of a training that the caller may read (`service.open_class_list` journals the reading)."""
    days = (
        sa.select(sa.func.array_agg(Attendance.day))
        .where(Attendance.participant_id == Participant.id)
        .scalar_subquery()
    )
    valid = sa.and_(Certificate.participant_id == Participant.id, Certificate.revoked_at.is_(None))
    rows = session().execute(
        sa.select(
            Participant.id,
            Person.id,
            Person.name,
            Person.phone,
            Person.password_hash.is_not(None),
            days,
            Certificate.number,
        )
        .join(Person, Person.id == Participant.person_id)
        .outerjoin(Certificate, valid)
        .where(Participant.training_id == training_id)
        .order_by(Person.name, Participant.id)
    )
    return [
        ParticipantRow(one, person, name, phone, ready, frozenset(present or ()), certificate)
        for one, person, name, phone, ready, present, certificate in rows
    ]


def participant(actor: Actor, participant_id: int) -> tuple[Participant, TrainingSheet]:
    """One participant of the officer's trainings. Raises NotFound."""
    found = session().get(Participant, participant_id)
    if found is None:
        raise NotFound(participant_id)
    return found, training(actor, found.training_id)


def certificate_given(actor: Actor, certificate_id: int) -> Certificate:
    """A certificate of the officer's trainings. Raises NotFound."""
    found = session().get(Certificate, certificate_id)
    if found is None:
        raise NotFound(certificate_id)
    participant(actor, found.participant_id)
    return found


def skills() -> Sequence[Skill]:
    """Every skill, by craft and name."""
    return session().scalars(sa.select(Skill).order_by(Skill.craft, Skill.name)).all()


def certificates_of(person_id: int) -> Sequence[tuple[Certificate, Skill]]:
    """A person's certificates, newest first."""
    rows = session().execute(
        sa.select(Certificate, Skill)
        .join(Skill, Skill.id == Certificate.skill_id)
        .where(Certificate.person_id == person_id)
        .order_by(Certificate.id.desc())
    )
    return [(certificate, skill) for certificate, skill in rows]


def crafts_of_sellers(seller_ids: Collection[int]) -> dict[int, set[Craft]]:
    """Gerai → the crafts in which at least one of its members holds a valid certificate."""
    found: dict[int, set[Craft]] = {seller_id: set() for seller_id in seller_ids}
    rows = session().execute(
        sa.select(Membership.seller_id, Skill.craft)
        .join(Certificate, Certificate.person_id == Membership.person_id)
        .join(Skill, Skill.id == Certificate.skill_id)
        .where(
            Membership.seller_id.in_(seller_ids), Membership.until.is_(None), Certificate.revoked_at.is_(None)
        )
        .distinct()
    )
    for seller_id, craft in rows:
        found[seller_id].add(craft)
    return found


def skills_of_seller(seller_id: int) -> Sequence[str]:
    """The names of the skills that the members of a gerai have proved; shown on shop pages."""
    return (
        session()
        .scalars(
            sa.select(Skill.name)
            .join(Certificate, Certificate.skill_id == Skill.id)
            .join(Membership, Membership.person_id == Certificate.person_id)
            .where(
                Membership.seller_id == seller_id,
                Membership.until.is_(None),
                Certificate.revoked_at.is_(None),
            )
            .distinct()
            .order_by(Skill.name)
        )
        .all()
    )


@dataclass(frozen=True)
class Proof:
    """What the public may know of a certificate, and nothing more."""

    code: str
    number: str
    skill: str
    year: int
    region: str
    holds: bool
    name: str | None


def proof(code: str) -> Proof:
    """The proof page's facts, for a code as typed. Raises NotFound."""
    region = orm.aliased(Region)
    row = (
        session()
        .execute(
            sa.select(Certificate, Skill.name, region.name)
            .join(Skill, Skill.id == Certificate.skill_id)
            .join(region, region.code == sa.func.substr(Certificate.region_code, 1, 5))
            .where(Certificate.code == rules.code_in(code))
        )
        .first()
    )
    if row is None:
        raise NotFound(code)
    certificate, skill, place = row
    holds = certificate.revoked_at is None
    return Proof(
        certificate.code,
        certificate.number,
        skill,
        certificate.issued_on.year,
        place,
        holds,
        certificate.shown_name if holds else None,
    )


class CertificateNeeded:
    """Answers `sellers.ports.Requirement`: somebody in the gerai has learnt what it sells."""

    def standing(self, seller_id: int) -> Standing:
        names = skills_of_seller(seller_id)
        if names:
            return Standing("Sertifikat pelatihan", True, f"Lulus pelatihan {', '.join(names)}.")
        return Standing(
            "Sertifikat pelatihan",
            False,
            "Belum ada sertifikat pelatihan yang berlaku. Tanyakan ke petugas dinas atau kader.",
        )
