"""Roles with their reach: given and ended on the admin's pages, and true from the next request on."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts import queries as people
from app.accounts import service
from app.accounts.models import Person, RoleGrant
from app.accounts.rules import identity_of
from app.base.actor import Grant, Role
from app.base.errors import NotFound, RuleBroken
from app.db.journal import JournalEntry
from app.regions.models import Agency
from tests.support import world
from tests.support.pages import PageClient


@pytest.fixture
def admin(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.ADMIN)
    return browser


@pytest.fixture
def agency_id(db: Any) -> int:
    """The agency of the world's officer."""
    return int(db.scalar(sa.select(Agency.id).where(Agency.name == "Dinas Uji")))


def write_down(admin: PageClient, **fields: Any) -> Any:
    """As a browser sends the form: what was not chosen is there and empty."""
    empty = {"role": "", "place": "", "place_words": "", "agency": "", "pokja": ""}
    typed = {"name": "Ibu Murni", "who": "0812 7777 0001", **empty, **fields}
    return admin.send("/admin/orang/baru", **{key: str(value) for key, value in typed.items()})


def murni() -> Person:
    person = people.by_identity(identity_of("0812 7777 0001"))
    assert person is not None
    return person


def held(person_id: int) -> tuple[Grant, ...]:
    return people.actor_of(person_id).grants


# -- the admin's pages ------------------------------------------------------------------------


def test_the_admin_makes_an_officer_with_region_and_agency(
    admin: PageClient, agency_id: int, app: Any
) -> None:
    answer = write_down(admin, role="officer", place=world.CITY, agency=agency_id)
    assert (answer.status_code, answer.location) == (303, f"/admin/orang/{murni().id}")
    assert held(murni().id) == (Grant(Role.OFFICER, world.CITY, agency_id, None),)
    page = admin.get(answer.location).text
    assert "Petugas dinas" in page and "Kota Tangerang, Dinas Uji" in page
    world.let_in(murni())
    hers = app.test_client()
    assert hers.send("/masuk", who="081277770001", password=world.PASSWORD).location == "/dinas"


def test_the_admin_makes_a_curator_with_region_and_pokja(admin: PageClient) -> None:
    write_down(admin, role="curator", place="36", pokja="III")
    assert held(murni().id) == (Grant(Role.CURATOR, "36", None, "III"),)
    assert "Banten, Pokja III" in admin.get(f"/admin/orang/{murni().id}").text


def test_a_curator_without_a_region_has_the_whole_country(admin: PageClient) -> None:
    write_down(admin, role="curator")
    assert held(murni().id) == (Grant(Role.CURATOR),)
    assert "Seluruh Indonesia" in admin.get(f"/admin/orang/{murni().id}").text


def test_an_admins_reach_has_no_region(admin: PageClient, agency_id: int) -> None:
    write_down(admin, role="admin", place=world.CITY, agency=agency_id)
    assert held(murni().id) == (Grant(Role.ADMIN),)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"role": "officer", "place": "36.71"}, "Pilih instansinya."),
        ({"role": "officer", "agency": "?"}, "Tulis nama kelurahan atau kode pos, lalu tekan Cari."),
        ({"role": "officer", "agency": "?", "place": "99"}, "Tulis nama kelurahan atau kode pos"),
        ({"role": "officer", "agency": "999999", "place": "36.71"}, "Pilih salah satu dari daftar."),
        ({"role": "seller"}, "Pilih salah satu dari daftar."),
        ({}, "Pilih perannya."),
        ({"role": "admin", "name": ""}, "Tulis namanya."),
        ({"role": "admin", "who": "021-555-1234"}, "Nomor HP ini belum benar."),
        ({"role": "admin", "who": ""}, "Tulis nomor HP atau e-mailnya."),
    ],
)
def test_each_mistake_has_its_sentence_and_nobody_is_made(
    admin: PageClient, agency_id: int, count: Any, typed: dict[str, str], sentence: str
) -> None:
    before = count(Person), count(RoleGrant), count(JournalEntry)
    typed = {key: str(agency_id) if value == "?" else value for key, value in typed.items()}
    answer = write_down(admin, **typed)
    assert answer.status_code == 200
    assert sentence in answer.text
    assert f'value="{typed.get("name", "Ibu Murni")}"' in answer.text
    assert (count(Person), count(RoleGrant), count(JournalEntry)) == before


def test_a_known_number_is_asked_about_before_it_becomes_a_role(admin: PageClient, count: Any) -> None:
    before = count(Person), count(RoleGrant)
    asked = write_down(admin, who=world.BUYER, role="curator")
    assert "Nomor atau e-mail ini milik Sari Pembeli." in asked.text
    assert (count(Person), count(RoleGrant)) == before
    write_down(admin, who=world.BUYER, role="curator", same_person="y")
    assert count(Person) == before[0]
    assert held(world.actor(world.BUYER).person_id) == (Grant(Role.CURATOR),)


def test_people_are_found_by_name_number_and_address(admin: PageClient, db: Any) -> None:
    service.make_person(None, name="Ibu Surya", identity=identity_of("surya@contoh.id"))
    for words, name in (
        ("surya", "Ibu Surya"),
        ("SURYA@contoh", "Ibu Surya"),
        ("00001005", "Sari Pembeli"),
        ("0812-0000-1005", "Sari Pembeli"),
    ):
        page = admin.get("/admin/orang", query_string={"q": words}).text
        assert f"<b>{name}</b>" in page
        assert page.count('class="rowlink"') == 1, words
    assert "Tidak ada yang cocok" in admin.get("/admin/orang?q=tidak-ada").text


def test_the_list_is_walked_by_key_and_leaves_nobody_out(admin: PageClient, count: Any) -> None:
    for number in range(40):
        service.make_person(None, name=f"Ibu {number % 7}", identity=None)
    seen: list[str] = []
    path = "/admin/orang"
    while path:
        page = admin.get(path).text
        seen += [part.split('"')[0] for part in page.split('href="/admin/orang/')[1:]]
        onward = [part.split('"')[0] for part in page.split('href="')[1:] if "dari=" in part.split('"')[0]]
        path = onward[0].replace("&amp;", "&") if onward else ""
    numbers = [one for one in seen if one.isdigit()]
    assert len(numbers) == len(set(numbers)) == count(Person)


def test_the_admin_makes_agencies(admin: PageClient, count: Any, db: Any) -> None:
    fields = {"name": "TP PKK Kota Uji", "kind": "pkk", "place": world.CITY}
    assert admin.send("/admin/instansi", **fields).status_code == 303
    made = db.scalar(sa.select(Agency).where(Agency.name == "TP PKK Kota Uji"))
    assert (made.kind, made.region_code) == ("pkk", world.CITY)
    before = count(Agency), count(JournalEntry)
    again = admin.send("/admin/instansi", **fields)
    assert "TP PKK Kota Uji sudah ada di Kota Tangerang." in again.text
    assert 'value="TP PKK Kota Uji"' in again.text
    for typed, sentence in (
        ({"name": ""}, "Tulis nama instansinya"),
        ({"kind": ""}, "Pilih jenisnya."),
        ({"place": ""}, "Tulis nama kelurahan atau kode pos, lalu tekan Cari."),
    ):
        assert sentence in admin.send("/admin/instansi", **{**fields, **typed}).text
    assert (count(Agency), count(JournalEntry)) == before


# -- giving and ending ------------------------------------------------------------------------


def test_the_same_role_given_twice_is_one(db: Any, count: Any) -> None:
    boss, buyer = world.actor(world.ADMIN), world.actor(world.BUYER).person_id
    service.grant(boss, buyer, Role.CURATOR, region="36", pokja="III")
    before = count(RoleGrant), count(JournalEntry)
    service.grant(boss, buyer, Role.CURATOR, region="36")
    assert (count(RoleGrant), count(JournalEntry)) == before
    service.grant(boss, buyer, Role.CURATOR, region="35")
    assert {one.region for one in held(buyer)} == {"36", "35"}


@pytest.mark.parametrize(
    ("who", "role", "door"),
    [
        (world.OFFICER, Role.OFFICER, "/dinas"),
        (world.CURATOR, Role.CURATOR, "/kurator/antrean"),
        (world.SELLER, Role.SELLER, "/penjual"),
    ],
)
def test_the_end_of_a_role_closes_its_door_at_the_next_request(
    admin: PageClient, signed_in: Any, db: Any, who: str, role: Role, door: str
) -> None:
    hers = signed_in(who)
    assert hers.get(door).status_code == 200
    person_id = world.actor(who).person_id
    grant = next(one for one in people.grants(person_id) if one.role is role)
    page = f"/admin/orang/{person_id}"
    assert admin.send(page, to=f"{page}/peran/{grant.id}/akhiri").status_code == 303
    closed = hers.get(door)
    assert closed.status_code == 403
    assert "minta petugas dinas memeriksa peran Anda" in closed.text
    assert hers.get("/akun").status_code == 200
    row = db.scalar(sa.select(JournalEntry).where(JournalEntry.what == "role ended"))
    assert (row.by_name, row.subject_id, row.facts) == ("Ani Admin", person_id, {"role": role.value})
    with pytest.raises(NotFound):
        service.end_grant(world.actor(world.ADMIN), grant.id)


def test_a_role_that_ended_can_be_given_anew(db: Any) -> None:
    boss, curator = world.actor(world.ADMIN), world.actor(world.CURATOR).person_id
    service.end_grant(boss, people.grants(curator)[0].id)
    assert held(curator) == ()
    service.grant(boss, curator, Role.CURATOR, region="36")
    assert held(curator) == (Grant(Role.CURATOR, "36"),)


def test_nobody_takes_away_the_last_admin(admin: PageClient, db: Any) -> None:
    boss = world.actor(world.ADMIN)
    page, grant = f"/admin/orang/{boss.person_id}", people.grants(boss.person_id)[0]
    admin.send(page, to=f"{page}/peran/{grant.id}/akhiri")
    assert "Ini admin terakhir. Angkat admin lain dulu." in admin.get(page).text
    assert held(boss.person_id) == (Grant(Role.ADMIN),)
    service.grant(boss, world.actor(world.BUYER).person_id, Role.ADMIN)
    admin.send(page, to=f"{page}/peran/{grant.id}/akhiri")
    assert admin.get(page).status_code == 403
    with pytest.raises(RuleBroken):
        left = people.grants(world.actor(world.BUYER).person_id)[0]
        service.end_grant(boss, left.id)


# -- officers and their kader -----------------------------------------------------------------


@pytest.fixture
def officer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.OFFICER)
    return browser


def test_an_officer_writes_down_a_kader_of_her_region(officer: PageClient, signed_in: Any) -> None:
    answer = officer.send("/dinas/kader", name="Bu Kader", who="0812 7777 0001", place="36.71.05")
    assert answer.status_code == 303
    assert held(murni().id) == (Grant(Role.KADER, "36.71.05"),)
    assert "Bu Kader" in officer.get("/dinas/kader").text
    assert "Bu Kader" not in signed_in(world.OTHER_OFFICER).get("/dinas/kader").text


@pytest.mark.parametrize("place", ["36", "36.72", "35.78", "36.7"])
def test_outside_her_region_she_makes_no_kader(officer: PageClient, count: Any, place: str) -> None:
    before = count(Person), count(RoleGrant)
    answer = officer.send("/dinas/kader", name="Bu Kader", who="0812 7777 0001", place=place)
    assert answer.status_code == 200
    assert "Bu Kader" in answer.text
    assert (count(Person), count(RoleGrant)) == before


def test_a_known_person_becomes_kader_only_when_the_officer_says_that_it_is_she(
    officer: PageClient, count: Any
) -> None:
    typed = {"name": "Bu Kader", "who": world.BUYER, "place": world.CITY}
    before = count(Person), count(RoleGrant)
    assert "Nomor atau e-mail ini milik Sari Pembeli." in officer.send("/dinas/kader", **typed).text
    assert (count(Person), count(RoleGrant)) == before
    officer.send("/dinas/kader", **typed, same_person="y")
    assert (count(Person), count(RoleGrant)) == (before[0], before[1] + 1)
    assert held(world.actor(world.BUYER).person_id) == (Grant(Role.KADER, world.CITY),)
