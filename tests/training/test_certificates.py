"""Attendance, certificates given and taken back, and who has read about whom."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.zones import WIB
from app.catalog.models import Product
from app.db.journal import JournalEntry
from app.notices.models import Notice
from app.orders.models import Order
from app.orders.service import parcels
from app.training import queries, service
from app.training.models import Attendance, Certificate, Participant
from app.training.rules import NotPassed
from tests.support import orders, world
from tests.support.books import journal
from tests.support.counting import statements
from tests.support.pages import PageClient

DAYS = [date(2026, 9, 1) + timedelta(days=count) for count in range(5)]


@pytest.fixture
def boss(db: Any) -> Actor:
    return world.actor(world.OFFICER)


@pytest.fixture
def officer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.OFFICER)
    return browser


@pytest.fixture
def training_id(boss: Actor) -> int:
    return world.a_training(boss, days=5)


@pytest.fixture
def participant(boss: Actor, training_id: int) -> Participant:
    return service.enrol(boss, training_id, name="Ibu Uji", identity=None, known_id=None)


def present(db: Any, participant: Participant) -> list[date]:
    query = sa.select(Attendance.day).where(Attendance.participant_id == participant.id)
    return list(db.scalars(query.order_by(Attendance.day)))


# -- attendance -------------------------------------------------------------------------------


def test_ticked_days_are_kept_and_unticked_ones_forgotten(
    officer: PageClient, training_id: int, participant: Participant, db: Any
) -> None:
    path = f"/dinas/pelatihan/{training_id}"
    for ticked in (DAYS[:3], DAYS[2:4], []):
        boxes = {f"hadir-{participant.id}-{day}": "on" for day in ticked}
        assert officer.send(path, to=f"{path}/kehadiran", **boxes).location == path
        assert present(db, participant) == ticked
        assert officer.get(path).text.count(" checked") == len(ticked)


def test_days_outside_the_training_and_strangers_are_not_marked(
    officer: PageClient, boss: Actor, training_id: int, participant: Participant, db: Any, count: Any
) -> None:
    elsewhere = world.a_training(boss, days=5)
    stranger = service.enrol(boss, elsewhere, name="Ibu Lain", identity=None, known_id=None)
    path, before = f"/dinas/pelatihan/{training_id}", count(Attendance)
    names = [
        f"hadir-{participant.id}-{day}" for day in ("2026-08-31", "2026-09-06", "besok", "", "2026-09-31")
    ]
    names += [f"hadir-{stranger.id}-{DAYS[0]}", f"hadir-x-{DAYS[0]}", f"hadir-{'9' * 30}-{DAYS[0]}", "hadir"]
    answer = officer.send(path, to=f"{path}/kehadiran", **dict.fromkeys(names, "on"))
    assert answer.location == path
    assert count(Attendance) == before
    assert present(db, participant) == present(db, stranger) == []


def test_a_day_that_is_still_to_come_cannot_be_ticked(
    officer: PageClient, training_id: int, participant: Participant, db: Any
) -> None:
    path = f"/dinas/pelatihan/{training_id}"
    with clock.at(datetime(2026, 9, 3, 2, tzinfo=WIB)):
        assert officer.get(path).text.count(" disabled") == 2
        boxes = {f"hadir-{participant.id}-{day}": "on" for day in DAYS}
        officer.send(path, to=f"{path}/kehadiran", **boxes)
        assert present(db, participant) == DAYS[:3]


def test_a_page_that_is_too_old_keeps_what_was_known(
    officer: PageClient, boss: Actor, training_id: int, participant: Participant, db: Any
) -> None:
    service.keep_attendance(boss, training_id, {participant.id: DAYS[:2]})
    answer = officer.post(f"/dinas/pelatihan/{training_id}/kehadiran", data={"csrf_token": "lama"})
    assert "Halaman sudah lama terbuka. Centang lagi, lalu simpan." in officer.get(answer.location).text
    assert present(db, participant) == DAYS[:2]


# -- giving -----------------------------------------------------------------------------------


def test_too_few_days_are_no_certificate(
    officer: PageClient, boss: Actor, training_id: int, participant: Participant, count: Any
) -> None:
    service.keep_attendance(boss, training_id, {participant.id: DAYS[:3]})
    path = f"/dinas/pelatihan/{training_id}"
    page = officer.get(path).text
    assert "hadir 3 dari 5 hari" in page and "Beri sertifikat" not in page
    before = [count(table) for table in (Certificate, JournalEntry, Notice)]
    with pytest.raises(NotPassed, match="Ibu Uji baru tercatat hadir 3 dari 5 hari"):
        service.give_certificate(boss, participant.id)
    assert [count(table) for table in (Certificate, JournalEntry, Notice)] == before
    answer = officer.send(path, to=f"/dinas/pelatihan/peserta/{participant.id}/sertifikat")
    assert "Sertifikat butuh kehadiran paling sedikit 80%." in officer.get(answer.location).text
    assert count(Certificate) == before[0]


def test_a_certificate_opens_the_sellers_door_and_is_given_once(
    officer: PageClient, boss: Actor, training_id: int, count: Any, db: Any
) -> None:
    buyer = world.actor(world.BUYER)
    participant = service.enrol(boss, training_id, name="", identity=None, known_id=buyer.person_id)
    service.keep_attendance(boss, training_id, {participant.id: DAYS[:4]})
    path, give = f"/dinas/pelatihan/{training_id}", f"/dinas/pelatihan/peserta/{participant.id}/sertifikat"
    assert officer.send(path, to=give).location == path
    (given,) = db.scalars(sa.select(Certificate).where(Certificate.participant_id == participant.id))
    last = int(given.number[-4:])
    assert (given.number, given.issued_on, given.region_code, given.shown_name) == (
        f"PLT-3671-2026-{last:04d}", date(2026, 11, 22), "36.71", None,
    )  # fmt: skip
    assert given.number in officer.get(path).text
    assert world.actor(world.BUYER).may(world.Role.SELLER)
    assert journal("certificate", given.id) == ["certificate given"]
    before = [count(table) for table in (Certificate, Notice)]
    answer = officer.send(path, to=give)
    assert "Sari Pembeli sudah punya sertifikat dari pelatihan ini." in officer.get(answer.location).text
    assert [count(table) for table in (Certificate, Notice)] == before
    number = world.a_certificate(boss, buyer.person_id, "Payet").number
    assert number == f"PLT-3671-2026-{last + 1:04d}", "the refused one took no number"


def test_another_agencys_participants_do_not_exist(
    signed_in: Any, participant: Participant, boss: Actor, training_id: int, count: Any
) -> None:
    service.keep_attendance(boss, training_id, {participant.id: DAYS})
    certificate = service.give_certificate(boss, participant.id)
    browser, stranger = signed_in(world.OTHER_OFFICER), world.actor(world.OTHER_OFFICER)
    token, before = browser.token("/dinas/kader"), count(JournalEntry)
    base = "/dinas/pelatihan"
    for path in (f"{base}/{training_id}", f"{base}/peserta/{participant.id}"):
        assert browser.get(path).status_code == 404, path
    for path in (
        f"{base}/peserta/{participant.id}/sertifikat", f"{base}/peserta/{participant.id}/tautan",
        f"{base}/sertifikat/{certificate.id}/cabut", f"{base}/peserta/{participant.id}/kelompok",
    ):  # fmt: skip
        answer = browser.post(path, data={"csrf_token": token, "reason": "Iseng"})
        assert answer.status_code == 404, path
    with pytest.raises(NotFound):
        service.revoke_certificate(stranger, certificate.id, "Iseng")
    assert count(JournalEntry) == before


# -- taking back ------------------------------------------------------------------------------


@pytest.fixture
def mats(db: Any) -> Certificate:
    """The certificate on which the world's two mats stand."""
    held = queries.certificates_of(world.actor(world.SELLER).person_id)
    return next(certificate for certificate, skill in held if skill.name == "Anyaman keset")


def on_show(browser: PageClient) -> list[int]:
    goods = world.goods()
    return [browser.get(f"/produk/{one.slug}").status_code for one in (goods.ready, goods.made)]


def test_revoking_hides_her_goods_in_the_same_request_and_deletes_nothing(
    officer: PageClient, client: PageClient, mats: Certificate, count: Any, db: Any
) -> None:
    order = orders.a_paid_order()
    before = [count(table) for table in (Product, Order, Certificate)]
    assert on_show(client) == [200, 200]
    page = f"/dinas/pelatihan/peserta/{mats.participant_id}"
    answer = officer.send(
        page, to=f"/dinas/pelatihan/sertifikat/{mats.id}/cabut", reason="Salah orang", kembali=mats.participant_id
    )  # fmt: skip
    assert answer.location == page
    assert on_show(client) == [404, 404]
    assert "Keset Perca" not in client.get("/cari").text
    assert [count(table) for table in (Product, Order, Certificate)] == before
    assert "Dicabut: Salah orang" in officer.get(page).text
    db.refresh(mats)
    assert mats.revoked_by_id == world.actor(world.OFFICER).person_id
    (parcel,) = orders.parcels_of(order)
    seller = world.actor(world.SELLER)
    parcels.accept(seller, parcel.id)
    parcels.pack(seller, parcel.id)
    parcels.send(seller, parcel.id, courier="JNE", tracking="JNE1")
    parcels.receive(order.number, parcel.id, world.actor(world.BUYER), None)
    db.refresh(order)
    assert order.state == "closed"


def test_revoked_once_and_with_a_reason(
    officer: PageClient, mats: Certificate, boss: Actor, count: Any, db: Any
) -> None:
    page = f"/dinas/pelatihan/peserta/{mats.participant_id}"
    revoke = f"/dinas/pelatihan/sertifikat/{mats.id}/cabut"
    for reason in ("", "  ", "x" * 301):
        officer.send(page, to=revoke, reason=reason)
        db.refresh(mats)
        assert mats.revoked_at is None
    service.revoke_certificate(boss, mats.id, "Salah orang")
    before = count(Notice), count(JournalEntry)
    with pytest.raises(RuleBroken, match="Sertifikat ini sudah dicabut"):
        service.revoke_certificate(boss, mats.id, "Sekali lagi")
    assert (count(Notice), count(JournalEntry)) == before
    db.refresh(mats)
    assert mats.revoke_reason == "Salah orang"


def test_a_new_certificate_brings_her_goods_back(
    client: PageClient, mats: Certificate, boss: Actor, db: Any
) -> None:
    service.revoke_certificate(boss, mats.id, "Salah orang")
    assert on_show(client) == [404, 404]
    again = service.give_certificate(boss, mats.participant_id)
    assert on_show(client) == [200, 200]
    assert again.number != mats.number and again.code != mats.code
    assert "sudah dicabut" in client.get(f"/verifikasi/{mats.code}").text
    assert "asli dan berlaku" in client.get(f"/verifikasi/{again.code}").text


def test_a_second_certificate_in_the_field_keeps_her_goods_on_show(
    client: PageClient, mats: Certificate, boss: Actor
) -> None:
    world.a_certificate(boss, mats.person_id)
    service.revoke_certificate(boss, mats.id, "Salah orang")
    assert on_show(client) == [200, 200]


def test_a_certificate_of_another_field_does_not_count(
    client: PageClient, boss: Actor, mats: Certificate
) -> None:
    held = queries.certificates_of(mats.person_id)
    for certificate, skill in held:
        if skill.name != "Anyaman keset":
            service.revoke_certificate(boss, certificate.id, "Keliru")
    assert on_show(client) == [200, 200]


# -- reading is written down ------------------------------------------------------------------


def test_reading_a_participants_page_is_journalled(
    officer: PageClient, participant: Participant, db: Any
) -> None:
    before = journal("participant", participant.id)
    assert officer.get(f"/dinas/pelatihan/peserta/{participant.id}").status_code == 200
    assert journal("participant", participant.id) == [*before, "participant read"]
    entry = db.scalar(sa.select(JournalEntry).order_by(JournalEntry.id.desc()).limit(1))
    assert (entry.by_id, entry.by_name) == (world.actor(world.OFFICER).person_id, "Ratna Petugas")
    assert "Ibu Uji" not in str(entry.facts)


def test_reading_a_class_list_is_journalled(
    officer: PageClient, training_id: int, participant: Participant, db: Any
) -> None:
    assert "Ibu Uji" in officer.get(f"/dinas/pelatihan/{training_id}").text
    assert journal("training", training_id)[-1] == "class list read"


def test_a_longer_class_list_asks_no_more_of_the_database(
    officer: PageClient, boss: Actor, training_id: int, participant: Participant
) -> None:
    counted = []
    for more in (0, 4):
        for number in range(more):
            service.enrol(boss, training_id, name=f"Ibu {number}", identity=None, known_id=None)
        everybody = [row.id for row in queries.participants(training_id)]
        service.keep_attendance(boss, training_id, dict.fromkeys(everybody, DAYS))
        for row in queries.participants(training_id):
            if row.certificate is None:
                service.give_certificate(boss, row.id)
        with statements() as seen:
            assert "PLT-3671" in officer.get(f"/dinas/pelatihan/{training_id}").text
        counted.append(len(seen))
    assert counted[0] == counted[1]
