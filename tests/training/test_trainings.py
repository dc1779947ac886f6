"""Programmes, trainings and who is in them, on the officer's pages."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts.models import Person
from app.accounts.rules import identity_of
from app.base.errors import NotFound
from app.base.kinds import Craft
from app.db.journal import JournalEntry
from app.db.session import db as database
from app.regions.models import Agency
from app.training import queries, service
from app.training.models import Participant, Programme, Skill, Training
from app.training.rules import QuotaFull
from app.training.service import Plan
from tests.support import world
from tests.support.pages import PageClient


@pytest.fixture
def officer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.OFFICER)
    return browser


@pytest.fixture
def programme(db: Any) -> Programme:
    actor = world.actor(world.OFFICER)
    agency = db.scalar(sa.select(Agency.id).where(Agency.name == "Dinas Uji"))
    return service.begin_programme(
        actor, agency_id=agency, region_code=world.CITY, name="P2WKSS", target_group="Ibu", year=2026
    )


@pytest.fixture
def unchanged(count: Any) -> Any:
    """Counts rows now; call it to see that they are the same."""
    tables = (Programme, Training, Participant, Person, JournalEntry)
    before = [count(table) for table in tables]
    return lambda: [count(table) for table in tables] == before


def plan_of(db: Any, quota: int = 30) -> Plan:
    skill = db.scalar(sa.select(Skill.id).where(Skill.name == "Payet"))
    return Plan(skill, "SMKN 3", "Aula", date(2026, 10, 12), date(2026, 10, 14), quota)


# -- programmes and trainings -----------------------------------------------------------------


def test_an_officer_begins_a_programme_and_plans_its_training(officer: PageClient, db: Any) -> None:
    agency = db.scalar(sa.select(Agency.id).where(Agency.name == "Dinas Uji"))
    typed = {"name": "P2WKSS", "target_group": "Ibu rumah tangga", "year": "2026"}
    answer = officer.send("/dinas/pelatihan/program/baru", agency=str(agency), place="36.71.05", **typed)
    made = db.scalar(sa.select(Programme).order_by(Programme.id.desc()).limit(1))
    assert (made.name, made.target_group, made.year, made.region_code) == (
        "P2WKSS", "Ibu rumah tangga", 2026, "36.71.05",
    )  # fmt: skip
    assert answer.location == f"/dinas/pelatihan/program/{made.id}/pelatihan-baru"
    skill = db.scalar(sa.select(Skill.id).where(Skill.name == "Payet"))
    answer = officer.send(
        answer.location,
        skill=str(skill), host="SMKN 3", place="Aula", starts_on="2026-10-12", ends_on="2026-10-14", quota="30",
    )  # fmt: skip
    planned = db.scalar(sa.select(Training).order_by(Training.id.desc()).limit(1))
    assert answer.location == f"/dinas/pelatihan/{planned.id}"
    assert (planned.host, planned.place, planned.quota) == ("SMKN 3", "Aula", 30)
    assert (planned.starts_on, planned.ends_on) == (date(2026, 10, 12), date(2026, 10, 14))
    assert "Belum ada peserta" in officer.get(answer.location).text
    listed = officer.get("/dinas/pelatihan").text
    assert "SMKN 3" not in listed and "Aula" in listed and "0 / 30" in listed


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Tulis nama programnya."),
        ({"target_group": ""}, "Tulis untuk siapa programnya."),
        ({"year": ""}, "Tulis tahunnya."),
        ({"year": "1999"}, "Isi antara 2.000 dan 2.100."),
        ({"year": "dua ribu"}, "Tulis dengan angka saja."),
        ({"agency": ""}, "Pilih instansinya."),
        ({"place": ""}, "Tulis nama kelurahan atau kode pos, lalu tekan Cari."),
        ({"place": "35.78"}, "Wilayah ini di luar wilayah kerja instansi Anda."),
        ({"place": "36"}, "Wilayah ini di luar wilayah kerja instansi Anda."),
    ],
)
def test_each_mistake_in_a_programme_has_its_sentence(
    officer: PageClient, db: Any, unchanged: Any, typed: dict[str, str], sentence: str
) -> None:
    agency = str(db.scalar(sa.select(Agency.id).where(Agency.name == "Dinas Uji")))
    fields = {"agency": agency, "name": "P2WKSS", "target_group": "Ibu", "year": "2026", "place": "36.71"}
    answer = officer.send("/dinas/pelatihan/program/baru", **{**fields, **typed})
    assert answer.status_code == 200
    assert sentence in answer.text
    assert unchanged()


def test_another_agencys_name_is_not_offered_and_not_taken(
    officer: PageClient, db: Any, unchanged: Any
) -> None:
    far = str(db.scalar(sa.select(Agency.id).where(Agency.name == "Dinas Jauh")))
    fields = {"name": "P2WKSS", "target_group": "Ibu", "year": "2026", "place": "36.71", "agency": far}
    answer = officer.send("/dinas/pelatihan/program/baru", **fields)
    assert "Dinas Jauh" not in answer.text
    assert "Pilih salah satu dari daftar." in answer.text
    assert unchanged()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"skill": ""}, "Pilih keterampilannya."),
        ({"skill": "999999"}, "Pilih salah satu dari daftar."),
        ({"host": ""}, "Tulis siapa yang menyelenggarakan."),
        ({"place": ""}, "Tulis tempatnya."),
        ({"starts_on": ""}, "Pilih hari pertamanya."),
        ({"starts_on": "besok"}, "Tanggal ini belum terbaca. Pilih dari kalender, ya."),
        ({"ends_on": "31/12/2026"}, "Tanggal ini belum terbaca. Pilih dari kalender, ya."),
        ({"ends_on": "2026-10-11"}, "Tanggal selesai ada sebelum tanggal mulai. Periksa lagi."),
        ({"ends_on": "2027-10-14"}, "Pelatihan paling lama setengah tahun. Periksa lagi tahunnya."),
        ({"quota": "0"}, "Isi antara 1 dan 2.000."),
        ({"quota": "-3"}, "Isi antara 1 dan 2.000."),
        ({"quota": "tiga puluh"}, "Tulis dengan angka saja."),
        ({"quota": ""}, "Tulis kuotanya."),
    ],
)
def test_each_mistake_in_a_training_has_its_sentence(
    officer: PageClient, db: Any, programme: Programme, unchanged: Any, typed: dict[str, str], sentence: str
) -> None:
    skill = str(db.scalar(sa.select(Skill.id).where(Skill.name == "Payet")))
    fields = {"skill": skill, "host": "SMKN 3", "place": "Aula", "quota": "30"}
    days = {"starts_on": "2026-10-12", "ends_on": "2026-10-14"}
    path = f"/dinas/pelatihan/program/{programme.id}/pelatihan-baru"
    answer = officer.send(path, **{**fields, **days, **typed})
    assert answer.status_code == 200
    assert sentence in answer.text
    for name in ("host", "place", "starts_on", "ends_on", "quota"):
        kept = {**fields, **days, **typed}[name]
        assert f'value="{kept}"' in answer.text, name
    assert unchanged()


def test_another_agencys_programmes_and_trainings_do_not_exist(
    signed_in: Any, db: Any, programme: Programme, unchanged: Any
) -> None:
    training = service.plan_training(world.actor(world.OFFICER), programme.id, plan_of(db))
    stranger = world.actor(world.OTHER_OFFICER)
    assert list(queries.programmes(stranger)) == []
    assert list(queries.trainings(stranger, None, 100)) == []
    with pytest.raises(NotFound):
        service.plan_training(stranger, programme.id, plan_of(db))
    with pytest.raises(NotFound):
        service.enrol(stranger, training.id, name="Ibu", identity=None, known_id=None)
    browser = signed_in(world.OTHER_OFFICER)
    token = browser.token("/dinas/kader")
    for path in (f"{training.id}/peserta-baru", f"{training.id}/kehadiran"):
        answer = browser.post(f"/dinas/pelatihan/{path}", data={"csrf_token": token, "name": "Ibu"})
        assert answer.status_code == 404, path
    assert "P2WKSS" not in browser.get("/dinas/pelatihan").text


def test_an_officer_of_a_kecamatan_does_not_see_her_whole_citys_programmes(
    db: Any, programme: Programme
) -> None:
    officer = world.actor(world.OFFICER)
    below = service.begin_programme(
        officer,
        agency_id=programme.agency_id, region_code="36.71.05", name="Kecil", target_group="Ibu", year=2026,
    )  # fmt: skip
    boss = world.actor(world.ADMIN)
    person = world.accounts.make_person(boss, name="Petugas Kecamatan", identity=None)
    world.accounts.grant(
        boss, person.id, world.Role.OFFICER, region="36.71.05", agency_id=programme.agency_id
    )
    assert list(queries.programmes(world.people.actor_of(person.id))) == [below]


def test_the_list_of_trainings_goes_on_by_key(officer: PageClient, db: Any, programme: Programme) -> None:
    for _ in range(21):
        service.plan_training(world.actor(world.OFFICER), programme.id, plan_of(db))
    first = officer.get("/dinas/pelatihan").text
    assert first.count('<td role="cell" data-label="Keterampilan">') == 20
    onward = next(part.split('"')[0] for part in first.split('href="') if "dari=" in part.split('"')[0])
    assert "Ke awal" in officer.get(onward).text
    assert officer.get("/dinas/pelatihan?dari=rusak").status_code == 200


# -- participants -----------------------------------------------------------------------------


@pytest.fixture
def training_id(db: Any, programme: Programme) -> int:
    return service.plan_training(world.actor(world.OFFICER), programme.id, plan_of(db, quota=2)).id


def names_in(training_id: int) -> list[str]:
    return [row.name for row in queries.participants(training_id)]


def test_participants_are_written_down_with_and_without_a_number(
    officer: PageClient, training_id: int
) -> None:
    path = f"/dinas/pelatihan/{training_id}"
    officer.send(f"{path}/peserta-baru", name="Ibu  Satu ", who="")
    answer = officer.send(f"{path}/peserta-baru", name="Ibu Dua", who="0812 7777 0002")
    assert answer.location == path
    assert names_in(training_id) == ["Ibu Dua", "Ibu Satu"]
    page = officer.get(path).text
    assert "0812-7777-0002, belum pernah masuk" in page
    assert "tanpa nomor HP, belum pernah masuk" in page


def test_the_quota_is_the_most(officer: PageClient, training_id: int, db: Any, count: Any) -> None:
    path = f"/dinas/pelatihan/{training_id}/peserta-baru"
    for number in (1, 2):
        assert officer.send(path, name=f"Ibu {number}", who="").status_code == 303
    before = count(Participant), count(Person), count(JournalEntry)
    answer = officer.send(path, name="Ibu 3", who="0812 7777 0003")
    assert "Kuotanya sudah penuh (2 peserta). Naikkan kuota dulu kalau memang boleh." in answer.text
    assert 'value="Ibu 3"' in answer.text and 'value="0812 7777 0003"' in answer.text
    assert (count(Participant), count(Person), count(JournalEntry)) == before
    with pytest.raises(QuotaFull):
        service.enrol(
            world.actor(world.OFFICER), training_id, name="", identity=None, known_id=world.actor(world.BUYER).person_id
        )  # fmt: skip


def test_a_known_number_is_asked_about_first(officer: PageClient, training_id: int, count: Any) -> None:
    path = f"/dinas/pelatihan/{training_id}/peserta-baru"
    before = count(Person), count(Participant)
    asked = officer.send(path, name="Bu Sari", who="+62 812 0000 1005")
    assert "Nomor atau e-mail ini sudah dipakai akun Sari Pembeli." in asked.text
    assert (count(Person), count(Participant)) == before
    officer.send(path, name="Bu Sari", who="+62 812 0000 1005", same_person="y")
    assert count(Person) == before[0]
    assert names_in(training_id) == ["Sari Pembeli"]


def test_the_same_person_is_in_a_training_once(officer: PageClient, training_id: int, count: Any) -> None:
    path = f"/dinas/pelatihan/{training_id}/peserta-baru"
    fields = {"name": "Bu Sari", "who": world.BUYER, "same_person": "y"}
    officer.send(path, **fields)
    before = count(Participant), count(JournalEntry)
    answer = officer.send(path, **fields)
    assert "Sari Pembeli sudah ada di daftar peserta." in answer.text
    assert (count(Participant), count(JournalEntry)) == before
    assert names_in(training_id) == ["Sari Pembeli"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " "}, "Tulis namanya."),
        ({"name": "x" * 81}, "Terlalu panjang: paling banyak 80 huruf."),
        ({"who": "021-555-1234"}, "Nomor HP ini belum benar."),
    ],
)
def test_each_mistake_in_a_participant_has_its_sentence(
    officer: PageClient, training_id: int, unchanged: Any, typed: dict[str, str], sentence: str
) -> None:
    fields = {"name": "Ibu Satu", "who": "0812 7777 0001", **typed}
    answer = officer.send(f"/dinas/pelatihan/{training_id}/peserta-baru", **fields)
    assert answer.status_code == 200
    assert sentence in answer.text
    assert unchanged()


def test_a_number_that_was_taken_meanwhile_is_refused(training_id: int, db: Any, count: Any) -> None:
    before = count(Person), count(Participant), count(JournalEntry)
    with pytest.raises(world.accounts.IdentityTaken):
        service.enrol(
            world.actor(world.OFFICER),
            training_id,
            name="Ibu",
            identity=identity_of(world.BUYER),
            known_id=None,
        )
    assert (count(Person), count(Participant), count(JournalEntry)) == before


# -- skills -----------------------------------------------------------------------------------


def test_the_admin_adds_a_skill_once(signed_in: Any, db: Any, count: Any) -> None:
    admin = signed_in(world.ADMIN)
    assert admin.send("/admin/keterampilan", name="Sulam pita", craft="payet").status_code == 303
    found = db.scalar(sa.select(Skill).where(Skill.name == "Sulam pita"))
    assert found.craft is Craft.PAYET
    before = count(Skill), count(JournalEntry)
    for typed, sentence in (
        ({"name": "SULAM pita"}, "Keterampilan “SULAM pita” sudah ada."),
        ({"name": ""}, "Tulis namanya, misalnya Anyaman keset."),
        ({"name": "Batik", "craft": "batik"}, "Pilih salah satu dari daftar."),
        ({"name": "Batik", "craft": ""}, "Pilih bidangnya."),
    ):
        assert sentence in admin.send("/admin/keterampilan", **{"craft": "payet", **typed}).text
    assert (count(Skill), count(JournalEntry)) == before


def test_no_identity_number_is_asked_for_or_kept_anywhere(
    officer: PageClient, training_id: int, db: Any
) -> None:
    columns = {column.name for table in database.metadata.tables.values() for column in table.columns}
    assert not {name for name in columns if "nik" in name.lower().split("_") or "ktp" in name.lower()}
    for path in (
        "/daftar", "/dinas/pelatihan/program/baru", f"/dinas/pelatihan/{training_id}/peserta-baru",
        "/admin/orang/baru", "/dinas/kader",
    ):  # fmt: skip
        page = officer.get(path).text
        assert "NIK" not in page and "KTP" not in page, path
