"""Trainings, certificates and gerai."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from app.accounts import queries as people
from app.accounts import service as accounts
from app.accounts.rules import identity_of
from app.base import clock
from app.base.actor import Actor
from app.base.money import Rupiah
from app.base.zones import WIB
from app.delivery.rules.services import Price
from app.delivery.rules.ways import OwnDelivery
from app.delivery.rules.zones import Zone
from app.demo import cast
from app.regions.models import AgencyKind, Region
from app.sellers import service as seller_service
from app.training import queries as training_queries
from app.training import rules, service
from app.training.service import Plan

OWN_PLACE = {"camilan", "bumbu", "anyam", "tenun", "kriya"}
"""Trainings that stand for many: each maker had hers in her own kabupaten/kota."""
PARTS = {part.name: part for part in cast.SHOWN}


def found_all(
    trainings: list[dict[str, Any]], gerai: list[dict[str, Any]], say: Callable[[str], None]
) -> None:
    """Every gerai with its makers, from the first day of training to the opened door."""
    by_key = {one["key"]: one for one in trainings}
    for number, one in enumerate(gerai):
        say(f"Gerai {one['name']}")
        _found(one, by_key, number)
    _failed_and_waiting(by_key["keset"])


def _found(gerai: dict[str, Any], trainings: dict[str, dict[str, Any]], number: int) -> None:
    place = cast.city(gerai["city"])
    names = [gerai["owner"], *gerai.get("members", [])]
    people_ids: list[int] = []
    for key in (gerai["taught"], *gerai.get("also", [])):
        people_ids = _train(
            trainings[key], names, people_ids, place, number, whole_class=key not in OWN_PLACE
        )
    owner = people.actor_of(people_ids[0])
    began = clock.now() - timedelta(days=185 - number // 3)
    with clock.at(began):
        seller = seller_service.begin(owner, gerai["name"])
        seller_service.describe(owner, name=gerai["name"], story=gerai["story"])
        village = cast.village_in(place, gerai.get("village"))
        seller_service.settle(
            owner, village_code=village.code, street=f"Gang Contoh No. {number + 3}", rt="002", rw="005"
        )
        own = gerai.get("own")
        seller_service.send_to(
            owner,
            [Zone(way) for way in gerai["ways"]],
            services=gerai.get("services", ()),
            own=OwnDelivery(Rupiah(own["fee"]), own["days"]) if own else None,
            prices={Zone(zone): Price(*price) for zone, price in gerai.get("prices", {}).items()},
        )
        for member_id in people_ids[1:]:
            officer, _ = cast.officer_for(*_agency(trainings[gerai["taught"]], place))
            seller_service.add_member(officer, seller_id=seller.id, person_id=member_id)
        seller_service.open_gerai(owner)


def _agency(training: dict[str, Any], place: Region) -> tuple[str, Region, AgencyKind]:
    if training["key"] in OWN_PLACE:
        return f"Dinas Pemberdayaan Perempuan {place.name}", place, AgencyKind.DINAS
    name = training["agency"]
    kind = AgencyKind.PKK if name.startswith("TP PKK") else AgencyKind.DINAS
    return name, cast.city(training["city"]), kind


def _train(
    training: dict[str, Any],
    names: list[str],
    known: list[int],
    place: Region,
    number: int,
    *,
    whole_class: bool,
) -> list[int]:
    """Put these people through a training; answers their ids. A class that several gerai share is planned once."""
    agency, region, kind = _agency(training, place)
    officer, agency_id = cast.officer_for(agency, region, kind)
    first_day = (clock.now() - timedelta(days=training["days_ago"])).astimezone(WIB).date()
    last_day = first_day + timedelta(days=training["days"] - 1)
    skill = next(one for one in training_queries.skills() if one.name == training["skill"])
    with clock.at(datetime.combine(first_day, time(8), WIB)):
        planned = _class_of(officer, training) if whole_class else None
        if planned is None:
            programme = service.begin_programme(
                officer,
                agency_id=agency_id,
                region_code=region.code,
                name=training["programme"],
                target_group=training["target"],
                year=first_day.year,
            )
            plan = Plan(skill.id, training["host"], training["place"], first_day, last_day, quota=100)
            planned = service.plan_training(officer, programme.id, plan).id
        ids = known or [_person(officer, name, number, at) for at, name in enumerate(names)]
        for person_id in ids:
            service.enrol(officer, planned, name="", identity=None, known_id=person_id)
    with clock.at(datetime.combine(last_day, time(16), WIB)):
        _certify(officer, planned, ids)
    return ids


def _class_of(officer: Actor, training: dict[str, Any]) -> int | None:
    rows = training_queries.trainings(officer, None, 200)
    return next((row.id for row in rows if row.programme == training["programme"]), None)


def _person(officer: Actor, name: str, number: int, at: int) -> int:
    part = PARTS.get(name)
    phone = part.who if part else f"0812-0001-{number:02d}{at:02d}"
    person = accounts.make_person(officer, name=name, identity=identity_of(phone))
    if part:
        cast.let_in(person.id)
    return person.id


def _certify(officer: Actor, training_id: int, person_ids: list[int]) -> None:
    sheet, rows = service.open_class_list(officer, training_id)
    days = rules.days_of(sheet.training.starts_on, sheet.training.ends_on)
    present = {row.id: row.present for row in rows}
    mine = [row for row in rows if row.person_id in person_ids and row.certificate is None]
    service.keep_attendance(officer, training_id, present | {row.id: frozenset(days) for row in mine})
    for row in mine:
        certificate = service.give_certificate(officer, row.id)
        if row.name in PARTS:
            service.show_name(people.actor_of(row.person_id), certificate.id, row.name)


def _failed_and_waiting(training: dict[str, Any]) -> None:
    """Some of the mat class came once only, or have not opened yet: an officer's list is never all green."""
    officer, _ = cast.officer_for(*_agency(training, cast.city(training["city"])))
    planned = next(
        row.id
        for row in training_queries.trainings(officer, None, 200)
        if row.programme == training["programme"]
    )
    first_day = (clock.now() - timedelta(days=training["days_ago"])).astimezone(WIB).date()
    with clock.at(datetime.combine(first_day, time(9), WIB)):
        ids = []
        for at, name in enumerate(("Dedeh Kurniasih", "Juariah Anah", "Marlina Uum", "Yayah Sumiati")):
            person = accounts.make_person(officer, name=name, identity=identity_of(f"0812-0002-00{at:02d}"))
            service.enrol(officer, planned, name="", identity=None, known_id=person.id)
            ids.append(person.id)
    with clock.at(datetime.combine(first_day + timedelta(days=training["days"]), time(16), WIB)):
        _certify(officer, planned, ids[:2])
    owner = next(one for one in training_queries.participants(planned) if one.name == "Rohimah Yulia")
    accounts.appoint_kader(officer, kader_id=cast.actor(cast.KADER).person_id, person_id=owner.person_id)
