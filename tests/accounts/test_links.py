"""One-time links from officers and admins: shown once as text and QR, within their reach, and the owner reads of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts import queries as people
from app.accounts import service
from app.accounts.models import OneTimeLink, Person, Purpose, SignIn
from app.accounts.rules import identity_of
from app.base import clock
from app.base.actor import Role
from app.db.journal import JournalEntry
from app.notices.models import Notice
from app.paper.qr import svg_of
from app.training import service as training
from app.training.models import Participant
from tests.support import world
from tests.support.pages import PageClient


@pytest.fixture
def newcomer(db: Any) -> Participant:
    """A participant of whom nobody knows a number."""
    officer = world.actor(world.OFFICER)
    return training.enrol(officer, world.a_training(officer), name="Ibu Baru", identity=None, known_id=None)


def page_of(one: Participant) -> str:
    return f"/dinas/pelatihan/peserta/{one.id}"


def handed_out(browser: PageClient, page: str) -> str:
    """Press the button on a page; answers the path that is shown."""
    return shown(browser.send(page, to=f"{page}/tautan").text)


def shown(page: str) -> str:
    """The path of the only link on the page that hands it out."""
    found = set(re.findall(r"http://localhost(/sandi/[\w-]+)", page))
    assert len(found) == 1
    return found.pop()


def test_the_page_shows_the_link_as_text_and_as_qr(signed_in: Any, newcomer: Participant) -> None:
    officer = signed_in(world.OFFICER)
    answer = officer.send(page_of(newcomer), to=f"{page_of(newcomer)}/tautan")
    path = shown(answer.text)
    assert f"<code>http://localhost{path}</code>" in answer.text
    assert svg_of(f"http://localhost{path}") in answer.text
    assert "Berlaku 14 hari, sekali pakai." in answer.text
    assert path.rpartition("/")[2] not in officer.get(page_of(newcomer)).text


def test_by_it_she_gives_her_number_makes_a_password_and_is_in(
    signed_in: Any, app: Any, newcomer: Participant
) -> None:
    path = handed_out(signed_in(world.OFFICER), page_of(newcomer))
    hers = app.test_client()
    opened = hers.get(path).text
    assert "Selamat datang, Ibu Baru" in opened
    assert 'name="who"' in opened
    answer = hers.send(path, who="0812 7777 0001", password="benang-biru")
    assert (answer.status_code, answer.location) == (303, "/")
    person = people.person(newcomer.person_id)
    assert (person.phone, person.email) == ("+6281277770001", None)
    again = app.test_client()
    assert again.get(path).status_code == 410
    again.sign_in("+62 812-7777-0001", "benang-biru")


def test_whose_number_is_known_is_not_asked_for_it(signed_in: Any, app: Any, db: Any) -> None:
    officer = world.actor(world.OFFICER)
    one = training.enrol(
        officer,
        world.a_training(officer),
        name="Ibu Baru",
        identity=identity_of("0812 7777 0001"),
        known_id=None,
    )
    path = handed_out(signed_in(world.OFFICER), page_of(one))
    hers = app.test_client()
    opened = hers.get(path).text
    assert "Nanti Ibu masuk dengan 0812-7777-0001 dan kata sandi ini." in opened
    assert 'name="who"' not in opened
    # a number that somebody adds to the form changes nothing
    hers.send(path, who="0812 7777 0002", password="benang-biru")
    assert people.person(one.person_id).phone == "+6281277770001"


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("", "Tulis nomor HP atau e-mail yang Ibu pakai untuk masuk."),
        ("021-555-1234", "Nomor HP ini belum benar. Contoh yang benar: 0812-3456-7890."),
        (world.BUYER, "Nomor HP ini sudah dipakai. Masuk saja, atau pakai “Lupa kata sandi”."),
    ],
)
def test_a_refusal_leaves_the_link_as_it_was(
    signed_in: Any, app: Any, newcomer: Participant, count: Any, who: str, sentence: str
) -> None:
    path = handed_out(signed_in(world.OFFICER), page_of(newcomer))
    hers = app.test_client()
    before = count(SignIn), count(JournalEntry), count(Notice)
    answer = hers.send(path, who=who, password="benang-biru")
    assert answer.status_code == 200
    assert sentence in answer.text
    assert f'value="{who}"' in answer.text
    person = people.person(newcomer.person_id)
    assert (person.phone, person.email, person.password_hash) == (None, None, None)
    assert (count(SignIn), count(JournalEntry), count(Notice)) == before
    assert hers.send(path, who="0812 7777 0001", password="benang-biru").status_code == 303


def test_an_activation_link_lives_fourteen_days_and_not_a_moment_longer(
    signed_in: Any, app: Any, newcomer: Participant
) -> None:
    path = handed_out(signed_in(world.OFFICER), page_of(newcomer))
    hers = app.test_client()
    with clock.at(world.SUNDAY + timedelta(days=14)):
        assert hers.get(path).status_code == 410
    with clock.at(world.SUNDAY + timedelta(days=14) - timedelta(microseconds=1)):
        assert hers.get(path).status_code == 200


def test_a_second_link_kills_the_first(signed_in: Any, app: Any, newcomer: Participant) -> None:
    officer = signed_in(world.OFFICER)
    first = handed_out(officer, page_of(newcomer))
    with clock.at(world.SUNDAY + timedelta(minutes=1)):
        second = handed_out(officer, page_of(newcomer))
        hers = app.test_client()
        assert (hers.get(first).status_code, hers.get(second).status_code) == (410, 200)


def test_who_has_a_password_gets_a_link_of_two_hours(signed_in: Any, app: Any, db: Any) -> None:
    seller = world.actor(world.SELLER).person_id
    one = db.scalar(sa.select(Participant).where(Participant.person_id == seller).limit(1))
    officer = signed_in(world.OFFICER)
    answer = officer.send(page_of(one), to=f"{page_of(one)}/tautan")
    assert "Berlaku 2 jam, sekali pakai." in answer.text
    hers = app.test_client()
    with clock.at(world.SUNDAY + timedelta(hours=2)):
        assert hers.get(shown(answer.text)).status_code == 410
    with pytest.raises(service.RuleBroken) as refusal:
        service.make_link(world.actor(world.OFFICER), seller, Purpose.ACTIVATE)
    assert refusal.value.message == ("Yati Penjual sudah punya kata sandi. Buatkan tautan ganti sandi saja.")


def test_the_owner_reads_who_made_a_link_for_her_each_time(signed_in: Any, db: Any) -> None:
    seller = world.actor(world.SELLER).person_id
    one = db.scalar(sa.select(Participant).where(Participant.person_id == seller).limit(1))
    officer = signed_in(world.OFFICER)
    letters = sa.select(Notice).where(
        Notice.person_id == seller, Notice.subject == "Ada tautan masuk yang dibuat untuk akun Anda"
    )
    for minutes in (1, 2):
        with clock.at(world.SUNDAY + timedelta(minutes=minutes)):
            handed_out(officer, page_of(one))
    found = db.scalars(letters).all()
    assert [letter.body for letter in found] == [
        "Ratna Petugas baru saja membuat tautan sekali pakai agar Anda bisa membuat kata sandi. "
        "Kalau Anda tidak memintanya, segera kabari petugas."
    ] * 2


def test_the_journal_says_who_made_it_but_not_the_token(
    signed_in: Any, newcomer: Participant, db: Any
) -> None:
    path = handed_out(signed_in(world.OFFICER), page_of(newcomer))
    row = db.scalar(sa.select(JournalEntry).order_by(JournalEntry.id.desc()).limit(1))
    assert row.what == "activate link made"
    assert (row.by_name, row.subject, row.subject_id) == ("Ratna Petugas", "person", newcomer.person_id)
    assert path.rpartition("/")[2] not in str(row.facts)
    made = db.scalar(sa.select(OneTimeLink).order_by(OneTimeLink.id.desc()).limit(1))
    assert made.made_by_id == world.actor(world.OFFICER).person_id


# -- whose links she may make -----------------------------------------------------------------


def test_a_participant_of_another_agency_does_not_exist(
    signed_in: Any, newcomer: Participant, count: Any
) -> None:
    other = signed_in(world.OTHER_OFFICER)
    before = count(OneTimeLink), count(JournalEntry), count(Notice)
    token = other.token("/dinas/kader")
    answer = other.post(f"{page_of(newcomer)}/tautan", data={"csrf_token": token})
    assert answer.status_code == 404
    assert (count(OneTimeLink), count(JournalEntry), count(Notice)) == before


@pytest.mark.parametrize("who", [world.ADMIN, world.CURATOR, world.OTHER_OFFICER, world.OFFICER])
def test_an_officer_lets_in_nobody_who_holds_power(signed_in: Any, db: Any, count: Any, who: str) -> None:
    """Else a person enrolled by her number would be a way into an admin's account."""
    officer = world.actor(world.OFFICER)
    one = training.enrol(
        officer,
        world.a_training(officer),
        name="",
        identity=None,
        known_id=world.actor(who).person_id,
    )
    browser = signed_in(world.OFFICER)
    before = count(OneTimeLink), count(Notice)
    answer = browser.send(page_of(one), to=f"{page_of(one)}/tautan")
    assert answer.status_code == 303
    assert "Tautan untuk orang ini hanya bisa dibuat admin." in browser.get(page_of(one)).text
    assert (count(OneTimeLink), count(Notice)) == before


def test_an_admin_lets_in_anybody(signed_in: Any, app: Any, db: Any) -> None:
    curator = world.actor(world.CURATOR).person_id
    path = handed_out(signed_in(world.ADMIN), f"/admin/orang/{curator}")
    hers = app.test_client()
    answer = hers.send(path, password="benang-hijau")
    assert (answer.status_code, answer.location) == (303, "/kurator/antrean")


def test_a_kader_of_the_region_is_let_in_by_its_officer_only(signed_in: Any, app: Any, count: Any) -> None:
    kader = world.actor(world.KADER).person_id
    other = signed_in(world.OTHER_OFFICER)
    before = count(OneTimeLink)
    assert other.send("/dinas/kader", to=f"/dinas/kader/{kader}/tautan").status_code == 404
    assert count(OneTimeLink) == before
    officer = signed_in(world.OFFICER)
    path = shown(officer.send("/dinas/kader", to=f"/dinas/kader/{kader}/tautan").text)
    assert app.test_client().send(path, password="benang-hijau").location == "/akun/dampingi"


def test_somebody_who_is_no_kader_gets_no_kaders_link(signed_in: Any, count: Any) -> None:
    officer = signed_in(world.OFFICER)
    before = count(OneTimeLink)
    for who in (world.BUYER, world.CURATOR):
        person = world.actor(who).person_id
        assert officer.send("/dinas/kader", to=f"/dinas/kader/{person}/tautan").status_code == 404
    assert officer.send("/dinas/kader", to="/dinas/kader/999999/tautan").status_code == 404
    assert count(OneTimeLink) == before


def test_the_admins_page_of_nobody_is_a_404(signed_in: Any) -> None:
    admin = signed_in(world.ADMIN)
    assert admin.get("/admin/orang/999999").status_code == 404
    assert admin.send("/admin/orang/baru", to="/admin/orang/999999/tautan").status_code == 404


def test_a_kader_who_is_an_officer_too_is_let_in_by_the_admin_only(
    signed_in: Any, db: Any, count: Any
) -> None:
    person = db.get(Person, world.actor(world.OFFICER).person_id)
    service.grant(world.actor(world.ADMIN), person.id, Role.KADER, region=world.CITY)
    officer = signed_in(world.OFFICER)
    before = count(OneTimeLink)
    assert officer.send("/dinas/kader", to=f"/dinas/kader/{person.id}/tautan").status_code == 303
    assert "Tautan untuk orang ini hanya bisa dibuat admin." in officer.get("/dinas/kader").text
    assert count(OneTimeLink) == before
