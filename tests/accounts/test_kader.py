"""A kader helps named sellers: seen on every page, named in the journal, ended at the next request."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts import queries as people
from app.accounts import service
from app.accounts.models import Person, RoleGrant, StandIn
from app.base.actor import Role
from app.base.errors import NotFound, RuleBroken
from app.db.journal import JournalEntry
from app.sellers import queries as sellers
from app.training.models import Participant
from tests.support import world
from tests.support.pages import PageClient

BANNER = "Tini Kader sedang membantu <b>Yati Penjual</b>. Semua langkah dicatat."


@pytest.fixture
def seller_id(db: Any) -> int:
    return world.actor(world.SELLER).person_id


@pytest.fixture
def helping(signed_in: Any, seller_id: int) -> PageClient:
    """The kader's browser while she helps."""
    browser: PageClient = signed_in(world.KADER)
    answer = browser.send("/akun/dampingi", to=f"/akun/dampingi/{seller_id}")
    assert (answer.status_code, answer.location) == (303, "/penjual")
    return browser


def stand_in(db: Any) -> StandIn:
    found = db.scalar(sa.select(StandIn).where(StandIn.ended_at.is_(None)))
    assert isinstance(found, StandIn)
    return found


@pytest.mark.parametrize(
    "path",
    [
        "/", "/cari", "/gerai/rumah-perca", "/keranjang", "/akun", "/akun/dampingi", "/pesan", "/penjual",
        "/penjual/barang", "/penjual/gerai", "/penjual/gerai/cerita", "/penjual/pesanan", "/penjual/sertifikat",
        "/bantuan",
    ],
)  # fmt: skip
def test_every_page_says_who_helps_whom(helping: PageClient, path: str) -> None:
    answer = helping.get(path)
    assert answer.status_code == 200
    assert BANNER in answer.text


def test_what_she_does_is_journalled_with_both_names(helping: PageClient, seller_id: int, db: Any) -> None:
    kader = world.actor(world.KADER).person_id
    helping.send("/penjual/gerai/cerita", name="Rumah Perca", story="Ditulis bersama kader.")
    assert sellers.owned(world.actor(world.SELLER)).story == "Ditulis bersama kader."
    row = db.scalar(sa.select(JournalEntry).order_by(JournalEntry.id.desc()).limit(1))
    assert (row.what, row.by_id, row.by_name, row.for_id) == (
        "gerai described", kader, "Tini Kader", seller_id,
    )  # fmt: skip


def test_beginning_and_ending_are_journalled(helping: PageClient, db: Any) -> None:
    helping.send("/penjual", to="/akun/dampingi/selesai")
    rows = db.execute(
        sa.select(JournalEntry.what, JournalEntry.by_name).order_by(JournalEntry.id.desc()).limit(2)
    ).all()
    assert [tuple(row) for row in rows] == [
        ("stopped helping", "Tini Kader"),
        ("began to help", "Tini Kader"),
    ]
    page = helping.get("/akun").text
    assert "sedang membantu" not in page
    assert helping.get("/penjual").status_code == 403


def test_her_own_seller_sees_nothing_of_a_banner(helping: PageClient, signed_in: Any) -> None:
    assert "sedang membantu" not in signed_in(world.SELLER).get("/penjual").text


def test_her_other_devices_are_not_drawn_into_it(helping: PageClient, signed_in: Any) -> None:
    assert signed_in(world.KADER).get("/penjual").status_code == 403


@pytest.mark.parametrize("role", [Role.CURATOR, Role.OFFICER, Role.ADMIN])
def test_her_own_powers_rest_while_she_helps(signed_in: Any, seller_id: int, role: Role, db: Any) -> None:
    """She is that seller and nothing else: a seller's product is not judged from the same chair."""
    kader = world.actor(world.KADER).person_id
    agency = db.scalar(sa.select(RoleGrant.agency_id).where(RoleGrant.role == Role.OFFICER).limit(1))
    service.grant(None, kader, role, region=world.CITY, agency_id=agency if role is Role.OFFICER else None)
    door = {Role.CURATOR: "/kurator/antrean", Role.OFFICER: "/dinas", Role.ADMIN: "/admin"}[role]
    browser = signed_in(world.KADER)
    assert browser.get(door).status_code == 200
    browser.send("/akun/dampingi", to=f"/akun/dampingi/{seller_id}")
    assert browser.get(door).status_code == 403
    browser.send("/penjual", to="/akun/dampingi/selesai")
    assert browser.get(door).status_code == 200


def test_a_stranger_is_not_helped(signed_in: Any, count: Any) -> None:
    browser = signed_in(world.KADER)
    before = count(JournalEntry)
    for person in (world.actor(world.OTHER_SELLER).person_id, world.actor(world.ADMIN).person_id, 999_999):
        assert browser.send("/akun/dampingi", to=f"/akun/dampingi/{person}").status_code == 404
    assert count(JournalEntry) == before
    assert browser.get("/penjual").status_code == 403


def test_somebody_who_is_no_kader_helps_nobody(signed_in: Any, seller_id: int) -> None:
    for who in (world.BUYER, world.OTHER_SELLER, world.OFFICER):
        browser = signed_in(who)
        assert "Belum ada yang didampingi" in browser.get("/akun/dampingi").text
        token = browser.token("/akun")
        answer = browser.post(f"/akun/dampingi/{seller_id}", data={"csrf_token": token})
        assert answer.status_code == 404


def test_the_end_of_an_appointment_ends_the_helping_at_the_next_request(
    helping: PageClient, db: Any, seller_id: int
) -> None:
    assert helping.get("/penjual").status_code == 200
    service.end_stand_in(world.actor(world.OFFICER), stand_in(db).id, seller_id)
    assert helping.get("/penjual").status_code == 403
    page = helping.get("/akun").text
    assert "sedang membantu" not in page and "Tini Kader" in page


def test_the_end_of_the_role_ends_the_helping_too(
    helping: PageClient, signed_in: Any, db: Any, seller_id: int
) -> None:
    kader = world.actor(world.KADER).person_id
    (grant,) = people.grants(kader)
    admin = signed_in(world.ADMIN)
    admin.send(f"/admin/orang/{kader}", to=f"/admin/orang/{kader}/peran/{grant.id}/akhiri")
    assert helping.get("/penjual").status_code == 403
    assert "Belum ada yang didampingi" in helping.get("/akun/dampingi").text
    assert people.kaders_of(seller_id) == []
    # the role given back does not silently bring the appointments back
    service.grant(world.actor(world.ADMIN), kader, Role.KADER, region=world.CITY)
    assert people.helped_by(kader) == []


def test_who_is_kader_of_two_places_goes_on_helping_when_one_ends(helping: PageClient, db: Any) -> None:
    kader = world.actor(world.KADER).person_id
    service.grant(world.actor(world.ADMIN), kader, Role.KADER, region="36.71.05")
    service.end_grant(world.actor(world.ADMIN), people.grants(kader)[1].id)
    assert helping.get("/penjual").status_code == 200


def test_a_form_sent_after_the_end_changes_nothing(helping: PageClient, db: Any, seller_id: int) -> None:
    token = helping.token("/penjual/gerai/cerita")
    service.end_stand_in(world.actor(world.OFFICER), stand_in(db).id, seller_id)
    before = sellers.owned(world.actor(world.SELLER)).story
    answer = helping.post(
        "/penjual/gerai/cerita", data={"csrf_token": token, "name": "X", "story": "Terlambat."}
    )
    assert answer.status_code == 403
    assert sellers.owned(world.actor(world.SELLER)).story == before


def test_name_password_and_devices_stay_her_own(helping: PageClient, db: Any, seller_id: int) -> None:
    """Her account page is hers; what she changes there never touches the one whom she helps."""
    before = people.person(seller_id).password_hash
    assert "Tini Kader" in helping.get("/akun").text
    assert 'value="Tini Kader"' in helping.get("/akun/nama").text
    helping.send("/akun/nama", name="Tini Kader Baru")
    helping.send("/akun/sandi", old_password=world.PASSWORD, password="benang-hijau")
    kader = db.get(Person, world.actor(world.KADER).person_id)
    seller = db.get(Person, seller_id)
    assert (kader.name, seller.name) == ("Tini Kader Baru", "Yati Penjual")
    assert seller.password_hash == before


# -- appointing -------------------------------------------------------------------------------


@pytest.fixture
def participant(db: Any, seller_id: int) -> Participant:
    found = db.scalar(sa.select(Participant).where(Participant.person_id == seller_id).limit(1))
    assert isinstance(found, Participant)
    return found


def test_an_officer_appoints_and_dismisses_on_the_participants_page(
    signed_in: Any, db: Any, participant: Participant
) -> None:
    officer = signed_in(world.OFFICER)
    page = f"/dinas/pelatihan/peserta/{participant.id}"
    kader = world.actor(world.KADER).person_id
    officer.send(page, to=f"{page}/kader/{stand_in(db).id}/akhiri")
    assert people.helped_by(kader) == []
    assert "Tunjuk Tini Kader" in officer.get(page).text
    for _ in range(2):  # pressed twice she is appointed once
        officer.send(page, to=f"{page}/kader/{kader}")
    assert [one.name for one in people.helped_by(kader)] == ["Yati Penjual"]
    assert "Tunjuk Tini Kader" not in officer.get(page).text


def test_an_appointment_is_not_ended_from_another_participants_page(
    signed_in: Any, db: Any, participant: Participant
) -> None:
    other = world.a_maker("Ibu Lain")
    hers = db.scalar(sa.select(Participant).where(Participant.person_id == other.person_id).limit(1))
    officer = signed_in(world.OFFICER)
    page = f"/dinas/pelatihan/peserta/{hers.id}"
    assert officer.send(page, to=f"{page}/kader/{stand_in(db).id}/akhiri").status_code == 404
    assert stand_in(db).ended_at is None


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        (world.BUYER, "Ia bukan kader di wilayah Anda."),
        (world.CURATOR, "Ia bukan kader di wilayah Anda."),
    ],
)
def test_only_a_kader_of_the_region_is_appointed(
    db: Any, count: Any, seller_id: int, who: str, sentence: str
) -> None:
    before = count(StandIn), count(JournalEntry)
    with pytest.raises(RuleBroken) as refusal:
        service.appoint_kader(
            world.actor(world.OFFICER), kader_id=world.actor(who).person_id, person_id=seller_id
        )
    assert refusal.value.message == sentence
    assert (count(StandIn), count(JournalEntry)) == before


def test_a_kader_of_a_far_region_is_not_appointed_and_she_never_helps_herself(
    db: Any, count: Any, seller_id: int
) -> None:
    officer, admin = world.actor(world.OFFICER), world.actor(world.ADMIN)
    far = service.make_person(admin, name="Kader Jauh", identity=None)
    service.grant(admin, far.id, Role.KADER, region="35.78")
    kader = world.actor(world.KADER).person_id
    before = count(StandIn)
    with pytest.raises(RuleBroken):
        service.appoint_kader(officer, kader_id=far.id, person_id=seller_id)
    with pytest.raises(RuleBroken) as refusal:
        service.appoint_kader(officer, kader_id=kader, person_id=kader)
    assert refusal.value.message == "Seorang kader tidak bisa mendampingi dirinya sendiri."
    with pytest.raises(NotFound):
        service.end_stand_in(officer, stand_in(db).id, kader)
    assert count(StandIn) == before
