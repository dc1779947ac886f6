"""What happens in trainings. Each function is one use case and one transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.accounts import queries as people
from app.accounts import service as accounts
from app.accounts.rules import Identity
from app.base import clock
from app.base.actor import Actor, Role
from app.base.errors import NotFound, RuleBroken
from app.base.kinds import Craft
from app.base.zones import day_in
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.regions import rules as region_rules
from app.training import queries, rules
from app.training.events import CertificateGiven, CertificateRevoked
from app.training.models import Attendance, Certificate, NumberSeries, Participant, Programme, Skill, Training
from app.training.queries import ParticipantRow, TrainingSheet


def add_skill(actor: Actor | None, *, name: str, craft: Craft) -> Skill:
    """A new skill with its public name. Raises RuleBroken when there is one of that name."""
    with unit_of_work() as current:
        if current.scalar(sa.select(Skill.id).where(sa.func.lower(Skill.name) == name.lower())):
            raise RuleBroken(f"Keterampilan “{name}” sudah ada.")
        skill = Skill(name=name, craft=craft)
        current.add(skill)
        current.flush()
        record(actor, "skill added", "skill", skill.id, name=name, craft=craft)
    return skill


def begin_programme(
    actor: Actor, *, agency_id: int, region_code: str, name: str, target_group: str, year: int
) -> Programme:
    """A programme of the officer's own agency, in her region or below it. Raises RuleBroken."""
    with unit_of_work() as current:
        mine = [given.region or "" for given in actor.grants_of(Role.OFFICER) if given.agency_id == agency_id]
        if not any(region_rules.covers(region, region_code) for region in mine):
            raise RuleBroken("Wilayah ini di luar wilayah kerja instansi Anda.")
        programme = Programme(
            agency_id=agency_id,
            region_code=region_code,
            name=name,
            target_group=target_group,
            year=year,
            made_at=clock.now(),
        )
        current.add(programme)
        current.flush()
        record(actor, "programme begun", "programme", programme.id, year=year)
    return programme


@dataclass(frozen=True)
class Plan:
    """What an officer plans as a training."""

    skill_id: int
    host: str
    place: str
    starts_on: date
    ends_on: date
    quota: int


def plan_training(actor: Actor, programme_id: int, plan: Plan) -> Training:
    """A training of one of the officer's programmes. Raises RuleBroken for impossible dates."""
    rules.check_dates(plan.starts_on, plan.ends_on)
    with unit_of_work() as current:
        programme = queries.programme(actor, programme_id)
        training = Training(programme_id=programme.id, made_at=clock.now(), **vars(plan))
        current.add(training)
        current.flush()
        record(actor, "training planned", "training", training.id, quota=plan.quota)
    return training


def open_class_list(actor: Actor, training_id: int) -> tuple[TrainingSheet, list[ParticipantRow]]:
    """Read a class list. Who takes part is nobody else's business, so the reading itself is journalled."""
    with unit_of_work():
        sheet = queries.training(actor, training_id)
        rows = queries.participants(training_id)
        record(actor, "class list read", "training", training_id, people=len(rows))
    return sheet, rows


def open_participant(actor: Actor, participant_id: int) -> tuple[Participant, TrainingSheet]:
    """Read one participant's page: name, number, certificates. Like a class list, the reading is journalled."""
    with unit_of_work():
        participant, sheet = queries.participant(actor, participant_id)
        record(actor, "participant read", "participant", participant_id)
    return participant, sheet


def enrol(
    actor: Actor, training_id: int, *, name: str, identity: Identity | None, known_id: int | None
) -> Participant:
    """Put a person into a training: a new one, or `known_id`, of whom the officer said that it is she.

    Raises QuotaFull, IdentityTaken, RuleBroken when she is in it already.
    """
    with unit_of_work() as current:
        sheet = queries.training(actor, training_id)
        current.execute(sa.select(Training.id).where(Training.id == training_id).with_for_update())
        taken = current.scalar(
            sa.select(sa.func.count()).select_from(Participant).where(Participant.training_id == training_id)
        )
        if (taken or 0) >= sheet.training.quota:
            raise rules.QuotaFull(sheet.training.quota)
        person = (
            people.person(known_id) if known_id else accounts.make_person(actor, name=name, identity=identity)
        )
        is_in = sa.select(Participant.id).where(
            Participant.training_id == training_id, Participant.person_id == person.id
        )
        if current.scalar(is_in):
            raise RuleBroken(f"{person.name} sudah ada di daftar peserta.")
        participant = Participant(training_id=training_id, person_id=person.id, joined_at=clock.now())
        current.add(participant)
        current.flush()
        record(actor, "participant enrolled", "participant", participant.id, training=training_id)
    return participant


def keep_attendance(actor: Actor, training_id: int, present: Mapping[int, Collection[date]]) -> None:
    """Who was there on which day: participant → days. Replaces what was known.

    Strangers, other days and days that are still to come are ignored.
    """
    with unit_of_work() as current:
        sheet = queries.training(actor, training_id)
        today = day_in(sheet.programme.region_code, clock.now())
        days = {
            day for day in rules.days_of(sheet.training.starts_on, sheet.training.ends_on) if day <= today
        }
        ids = set(current.scalars(sa.select(Participant.id).where(Participant.training_id == training_id)))
        current.execute(sa.delete(Attendance).where(Attendance.participant_id.in_(ids)))
        rows = [
            {"participant_id": one, "day": day}
            for one in ids
            for day in sorted(days & set(present.get(one, ())))
        ]
        if rows:
            current.execute(insert(Attendance), rows)
        record(actor, "attendance kept", "training", training_id, marks=len(rows))


def give_certificate(actor: Actor, participant_id: int) -> Certificate:
    """Certify a participant who was there often enough; she may sell in this craft from now on. Raises NotPassed."""
    with unit_of_work() as current:
        participant, sheet = queries.participant(actor, participant_id)
        current.execute(sa.select(Participant.id).where(Participant.id == participant_id).with_for_update())
        person = people.person(participant.person_id)
        valid = sa.select(Certificate.id).where(
            Certificate.participant_id == participant_id, Certificate.revoked_at.is_(None)
        )
        if current.scalar(valid):
            raise RuleBroken(f"{person.name} sudah punya sertifikat dari pelatihan ini.")
        days = rules.days_of(sheet.training.starts_on, sheet.training.ends_on)
        present = current.scalar(
            sa.select(sa.func.count())
            .select_from(Attendance)
            .where(Attendance.participant_id == participant_id)
        )
        if not rules.has_passed(present or 0, len(days)):
            raise rules.NotPassed(person.name, present or 0, len(days))
        region = sheet.programme.region_code
        issued_on = day_in(region, clock.now())
        certificate = Certificate(
            participant_id=participant_id,
            person_id=person.id,
            skill_id=sheet.skill.id,
            region_code=region,
            number=_next_number(rules.series_of(region, issued_on.year)),
            code=rules.new_code(),
            issued_on=issued_on,
        )
        current.add(certificate)
        current.flush()
        accounts.grant(actor, person.id, Role.SELLER)
        record(actor, "certificate given", "certificate", certificate.id, number=certificate.number)
        announce(
            CertificateGiven(
                certificate_id=certificate.id,
                person_id=person.id,
                skill=sheet.skill.name,
                number=certificate.number,
            )
        )
    return certificate


def _next_number(series: str) -> str:
    """The next free number, by one statement: two officers never get the same."""
    taken = session().scalar(
        insert(NumberSeries)
        .values(series=series, last=1)
        .on_conflict_do_update(index_elements=[NumberSeries.series], set_={"last": NumberSeries.last + 1})
        .returning(NumberSeries.last)
    )
    return rules.number_in(series, int(taken or 0))


def revoke_certificate(actor: Actor, certificate_id: int, reason: str) -> None:
    """A certificate no longer holds: her goods in this craft leave the shop at once, nothing is deleted."""
    with unit_of_work() as current:
        certificate = current.get(Certificate, certificate_id, with_for_update=True)
        if certificate is None:
            raise NotFound(certificate_id)
        queries.participant(actor, certificate.participant_id)
        if certificate.revoked_at is not None:
            raise RuleBroken("Sertifikat ini sudah dicabut.")
        certificate.revoked_at = clock.now()
        certificate.revoked_by_id = actor.by_id
        certificate.revoke_reason = reason
        current.flush()
        skill = current.get_one(Skill, certificate.skill_id)
        record(actor, "certificate revoked", "certificate", certificate.id, reason=reason)
        announce(
            CertificateRevoked(
                certificate_id=certificate.id,
                person_id=certificate.person_id,
                skill=skill.name,
                reason=reason,
            )
        )


def show_name(actor: Actor, certificate_id: int, name: str | None) -> None:
    """The holder decides which name stands on the proof page, or that none does. Raises NotFound."""
    with unit_of_work() as current:
        certificate = current.get(Certificate, certificate_id)
        if certificate is None or certificate.person_id != actor.person_id:
            raise NotFound(certificate_id)
        certificate.shown_name = name
        record(actor, "certificate name chosen", "certificate", certificate.id, shown=name is not None)
