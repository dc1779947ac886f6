"""Sign-ins are rows: ended ones close the page at the next request, and nothing typed is lost with them."""

import hashlib
import html
import re
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from app.accounts import queries as people
from app.accounts.jobs import forget_old
from app.accounts.models import Attempt, Person, SignIn
from app.base import clock
from app.db.jobs import queue
from app.db.journal import JournalEntry
from app.training import service as training
from tests.support import world
from tests.support.pages import PageClient


def is_in(browser: PageClient) -> bool:
    return browser.get("/akun").status_code == 200


def open_sign_ins(who: str) -> int:
    return len(people.devices(world.actor(who).person_id))


def test_the_cookie_holds_a_token_of_which_only_the_hash_is_kept(signed_in: Any, db: Any) -> None:
    browser = signed_in(world.BUYER)
    with browser.session_transaction() as cookie:
        token = cookie["_user_id"]
    kept = db.scalar(sa.select(SignIn.token_hash).order_by(SignIn.id.desc()).limit(1))
    assert kept == hashlib.sha256(token.encode()).hexdigest()
    assert len(token) >= 43  # 32 random bytes


def test_the_cookie_is_not_for_scripts_nor_for_other_sites(client: PageClient) -> None:
    client.sign_in(world.BUYER, world.PASSWORD)
    cookie = client.get_cookie("gerai")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site) == (True, "Lax")


def test_signing_out_ends_this_session_only(signed_in: Any) -> None:
    phone, computer = signed_in(world.BUYER), signed_in(world.BUYER)
    answer = phone.send("/akun", to="/keluar")
    assert (answer.status_code, answer.location) == (303, "/")
    assert (is_in(phone), is_in(computer)) == (False, True)
    assert open_sign_ins(world.BUYER) == 1


def test_a_kept_cookie_opens_nothing_after_signing_out(app: Any, signed_in: Any) -> None:
    browser = signed_in(world.BUYER)
    kept = browser.get_cookie("gerai")
    browser.send("/akun", to="/keluar")
    thief = app.test_client()
    thief.set_cookie("gerai", kept.value)
    assert not is_in(thief)


def test_signing_out_everywhere_ends_the_other_browser_at_its_next_request(signed_in: Any) -> None:
    phone, computer = signed_in(world.BUYER), signed_in(world.BUYER)
    neighbour = signed_in(world.SELLER)
    assert is_in(computer)
    answer = phone.send("/akun", to="/akun/keluar-semua")
    assert (answer.status_code, answer.location) == (303, "/masuk")
    assert [is_in(one) for one in (phone, computer, neighbour)] == [False, False, True]
    assert open_sign_ins(world.BUYER) == 0


def test_a_changed_password_ends_the_others_and_keeps_this_one(signed_in: Any, client: PageClient) -> None:
    phone, computer = signed_in(world.BUYER), signed_in(world.BUYER)
    answer = phone.send("/akun/sandi", old_password=world.PASSWORD, password="benang-hijau")
    assert (answer.status_code, answer.location) == (303, "/akun")
    assert (is_in(phone), is_in(computer)) == (True, False)
    assert client.send("/masuk", who=world.BUYER, password=world.PASSWORD).status_code == 200
    client.sign_in(world.BUYER, "benang-hijau")


def test_without_the_old_password_nothing_changes(signed_in: Any, db: Any, count: Any) -> None:
    phone, computer = signed_in(world.BUYER), signed_in(world.BUYER)
    hash_of = sa.select(Person.password_hash).where(Person.phone == "+6281200001005")
    before = db.scalar(hash_of), count(JournalEntry), count(SignIn)
    for old, new, sentence in (
        ("kata-lain-7", "benang-hijau", "Kata sandi yang lama tidak cocok. Periksa lagi."),
        (world.PASSWORD, "pendek", "Kata sandi terlalu pendek"),
        (world.PASSWORD, "081200001005", "mudah ditebak"),
        ("", "benang-hijau", "Tulis kata sandi yang sekarang."),
    ):
        answer = phone.send("/akun/sandi", old_password=old, password=new)
        assert answer.status_code == 200
        assert sentence in answer.text
    assert (db.scalar(hash_of), count(JournalEntry), count(SignIn)) == before
    assert is_in(phone) and is_in(computer)


def test_guessing_the_old_password_at_a_phone_left_open_has_its_limit(signed_in: Any) -> None:
    phone = signed_in(world.BUYER)
    for number in range(8):
        phone.send("/akun/sandi", old_password=f"tebakan-{number}", password="benang-hijau")
    answer = phone.send("/akun/sandi", old_password=world.PASSWORD, password="benang-hijau")
    assert "Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi." in answer.text


def test_a_sign_in_lasts_sixty_days_and_not_a_moment_longer(signed_in: Any) -> None:
    browser = signed_in(world.BUYER)
    with clock.at(world.SUNDAY + timedelta(days=60) - timedelta(microseconds=1)):
        assert is_in(browser)
    with clock.at(world.SUNDAY + timedelta(days=60)):
        assert not is_in(browser)


def test_the_account_page_lists_open_devices(signed_in: Any, app: Any) -> None:
    phone = app.test_client()
    phone.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 13; SM-A042F)"
    phone.sign_in(world.BUYER, world.PASSWORD)
    page = signed_in(world.BUYER).get("/akun").text
    assert "HP Android" in page
    assert page.count("(perangkat ini)") == 1


# -- a sign-in that ends in the middle of something -----------------------------------------------


def test_what_was_typed_when_the_sign_in_ended_is_there_again(signed_in: Any, db: Any) -> None:
    browser, other = signed_in(world.SELLER), signed_in(world.SELLER)
    token = browser.token("/penjual/gerai/cerita")
    other.send("/akun", to="/akun/keluar-semua")
    typed = {"name": "Rumah Perca", "story": "Cerita panjang yang baru saja ditulis."}
    asked = browser.post("/penjual/gerai/cerita", data={"csrf_token": token, **typed})
    assert asked.status_code == 401
    assert "Tulisan Anda aman: masuk lagi, lalu lanjutkan." in asked.text
    answer = browser.post(
        "/masuk?next=/penjual/gerai/cerita",
        data={
            "csrf_token": browser.token("/masuk"),
            "who": world.SELLER,
            "password": world.PASSWORD,
            "parked": _parked(asked.text),
        },
    )
    assert answer.location.startswith("/penjual/gerai/cerita?titip=")
    page = browser.get(answer.location).text
    assert typed["story"] in page
    assert "Tulisan Anda masih ada. Periksa, lalu simpan sekali lagi." in page
    # it is not saved before she says so
    assert db.scalar(sa.text("SELECT story FROM sellers WHERE slug = 'rumah-perca'")) != typed["story"]


def _parked(page: str) -> str:
    found = re.search(r'name="parked"[^>]*value="([^"]+)"', page)
    assert found
    return html.unescape(found[1])


def test_what_she_typed_is_given_back_to_nobody_else(signed_in: Any, db: Any) -> None:
    browser, other = signed_in(world.SELLER), signed_in(world.SELLER)
    token = browser.token("/penjual/gerai/cerita")
    other.send("/akun", to="/akun/keluar-semua")
    asked = browser.post(
        "/penjual/gerai/cerita", data={"csrf_token": token, "name": "X", "story": "Rahasia saya."}
    )
    answer = browser.post(
        "/masuk?next=/penjual/gerai/cerita",
        data={
            "csrf_token": browser.token("/masuk"),
            "who": world.SELLER,
            "password": world.PASSWORD,
            "parked": _parked(asked.text),
        },
    )
    stranger = signed_in(world.OTHER_SELLER)
    assert "Rahasia saya." not in stranger.get(answer.location).text


def test_passwords_are_never_parked(signed_in: Any) -> None:
    browser, other = signed_in(world.BUYER), signed_in(world.BUYER)
    token = browser.token("/akun/sandi")
    other.send("/akun", to="/akun/keluar-semua")
    asked = browser.post(
        "/akun/sandi",
        data={"csrf_token": token, "old_password": world.PASSWORD, "password": "benang-hijau"},
    )
    assert asked.status_code == 401
    assert world.PASSWORD not in asked.text and "benang-hijau" not in asked.text


def test_a_button_pressed_after_the_end_leads_back_to_its_page(signed_in: Any, client: PageClient) -> None:
    """The address of a button is no page: after signing in she is where the button stands."""
    browser, other = signed_in(world.SELLER), signed_in(world.SELLER)
    token = browser.token("/penjual/gerai")
    other.send("/akun", to="/akun/keluar-semua")
    for referrer, back in (
        ("http://localhost/penjual/gerai", "/penjual/gerai"),
        ("https://jauh.contoh/penjual/gerai", "/penjual"),  # then to where her work is
        ("", "/penjual"),
    ):
        asked = browser.post(
            "/penjual/gerai/tutup", data={"csrf_token": token}, headers={"Referer": referrer}
        )
        assert asked.status_code == 401
        answer = browser.post(
            _action(asked.text),
            data={"csrf_token": browser.token("/masuk"), "who": world.SELLER, "password": world.PASSWORD},
        )
        assert answer.location == back
        assert browser.get(back).status_code == 200
        browser.send("/akun", to="/keluar")
    assert world.sellers.owned(world.actor(world.SELLER)).state == "open"


def _action(page: str) -> str:
    """Where the sign-in form is sent to."""
    found = re.search(r'action="(/masuk[^"]*)"', page)
    assert found
    return html.unescape(found[1])


def test_ticks_of_an_attendance_sheet_are_there_again(signed_in: Any, db: Any) -> None:
    training_id = world.a_training(world.actor(world.OFFICER), days=2)
    sheet = f"/dinas/pelatihan/{training_id}"
    one = training.enrol(
        world.actor(world.OFFICER), training_id, name="Ibu Satu", identity=None, known_id=None
    )
    browser, other = signed_in(world.OFFICER), signed_in(world.OFFICER)
    token = browser.token(sheet)
    other.send("/akun", to="/akun/keluar-semua")
    box = f"hadir-{one.id}-2026-09-02"
    asked = browser.post(
        f"{sheet}/kehadiran",
        data={"csrf_token": token, box: "on"},
        headers={"Referer": f"http://localhost{sheet}"},
    )
    answer = browser.post(
        f"/masuk?next={sheet}",
        data={
            "csrf_token": browser.token("/masuk"),
            "who": world.OFFICER,
            "password": world.PASSWORD,
            "parked": _parked(asked.text),
        },
    )
    page = browser.get(answer.location).text
    assert re.findall(r'name="(hadir-[^"]+)" checked', page) == [box]
    assert not re.findall(r'name="(hadir-[^"]+)" checked', browser.get(sheet).text)


# -- forgetting -------------------------------------------------------------------------------


def test_old_tries_and_ended_sign_ins_are_forgotten_after_thirty_days(signed_in: Any, db: Any) -> None:
    kept, ended = signed_in(world.BUYER), signed_in(world.BUYER)
    ended.send("/akun", to="/keluar")
    with clock.at(world.SUNDAY + timedelta(days=30)):
        forget_old()
        assert (_todays(db, Attempt.tried_at), _todays(db, SignIn.began_at)) == (2, 2)
    with clock.at(world.SUNDAY + timedelta(days=30, microseconds=1)):
        forget_old()
        assert (_todays(db, Attempt.tried_at), _todays(db, SignIn.began_at)) == (0, 1)
        assert is_in(kept)
    last = db.scalar(sa.select(JournalEntry).order_by(JournalEntry.id.desc()).limit(1))
    assert (last.what, last.by_name) == ("old sign-ins forgotten", "Gerai")


def test_a_sign_in_that_nobody_ended_is_forgotten_a_month_after_its_last_day(signed_in: Any, db: Any) -> None:
    signed_in(world.BUYER)
    with clock.at(world.SUNDAY + timedelta(days=90)):
        forget_old()
        assert _todays(db, SignIn.began_at) == 1
    with clock.at(world.SUNDAY + timedelta(days=90, microseconds=1)):
        forget_old()
        assert _todays(db, SignIn.began_at) == 0


def test_the_worker_forgets_by_the_clock() -> None:
    assert "accounts.forget_old" in {
        task.task.name for task in queue.periodic_registry.periodic_tasks.values()
    }


def _todays(db: Any, moment: Any) -> int:
    """Rows of the test's own day: the world's are older and go with the first forgetting."""
    return int(db.scalar(sa.select(sa.func.count()).where(moment >= world.SUNDAY)))
