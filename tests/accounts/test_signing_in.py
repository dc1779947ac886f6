"""Coming in: every writing, one answer for every wrong guess, and a limit that lets the owner in again."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from app.accounts import queries as people
from app.accounts import service
from app.accounts.models import Attempt, Person, Purpose, SignIn
from app.accounts.rules import identity_of
from app.base import clock
from app.db.journal import JournalEntry
from tests.support import world
from tests.support.pages import PageClient

REFUSED = "Nomor/e-mail atau kata sandinya tidak cocok. Periksa lagi, atau pakai “Lupa kata sandi”."
WAIT = "Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."


def guess(client: PageClient, who: str = world.BUYER, password: str = world.PASSWORD) -> Any:
    return client.send("/masuk", who=who, password=password)


@pytest.mark.parametrize(
    "who", ["081200001005", "0812-0000-1005", "+62 812 0000 1005", "6281200001005", "0062 812 00001005"]
)
def test_she_comes_in_with_her_number_in_any_writing(client: PageClient, who: str) -> None:
    answer = guess(client, who)
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Sari Pembeli" in client.get("/akun").text


def test_an_address_is_known_in_capitals_too(client: PageClient, db: Any) -> None:
    service.sign_up(name="Ibu", identity=identity_of("lestari@contoh.id"), password="benang-biru", address="")
    assert guess(client, "Lestari@CONTOH.id", "benang-biru").status_code == 303


@pytest.mark.parametrize(
    ("who", "home"),
    [
        (world.ADMIN, "/admin"),
        (world.OFFICER, "/dinas"),
        (world.CURATOR, "/kurator/antrean"),
        (world.SELLER, "/penjual"),
        (world.KADER, "/akun/dampingi"),
        (world.BUYER, "/"),
    ],
)
def test_everyone_arrives_where_her_work_is(client: PageClient, who: str, home: str) -> None:
    assert guess(client, who).location == home


def _seen(page: str) -> str:
    """The page without what differs at every opening."""
    return re.sub(r'value="[^"]*"', "", page)


def test_a_wrong_password_an_unknown_person_and_one_who_never_came_in_look_the_same(
    client: PageClient, db: Any, count: Any
) -> None:
    service.make_person(None, name="Belum Masuk", identity=identity_of("0812-7777-0002"))
    before = count(SignIn), count(JournalEntry)
    wrong = guess(client, world.BUYER, "kata-lain-7")
    unknown = guess(client, "0812-7777-0001")
    never = guess(client, "0812-7777-0002", "kata-lain-7")
    assert REFUSED in wrong.text
    assert wrong.status_code == unknown.status_code == never.status_code == 200
    assert _seen(wrong.text) == _seen(unknown.text) == _seen(never.text)
    assert (count(SignIn), count(JournalEntry)) == before


def test_what_was_typed_stays_but_for_the_password(client: PageClient) -> None:
    answer = guess(client, world.BUYER, "kata-lain-7")
    assert f'value="{world.BUYER}"' in answer.text
    assert "kata-lain-7" not in answer.text


# -- guessing ---------------------------------------------------------------------------------


def guess_wrongly(client: PageClient, times: int, who: str = world.BUYER) -> None:
    for number in range(times):
        guess(client, who, f"tebakan-{number}")


def test_after_eight_wrong_guesses_not_even_the_right_one_is_tried(client: PageClient, count: Any) -> None:
    guess_wrongly(client, 7)
    assert REFUSED in guess(client, password="tebakan-ke-8").text
    before = count(SignIn), count(Attempt)
    assert WAIT in guess(client).text
    assert (count(SignIn), count(Attempt)) == before


def test_an_unknown_number_is_held_back_just_so(client: PageClient) -> None:
    guess_wrongly(client, 8, "0812-7777-0001")
    assert WAIT in guess(client, "0812 7777 0001").text


def test_the_limit_counts_the_person_not_the_writing(client: PageClient) -> None:
    for who in ("081200001005", "+6281200001005", "0812 0000 1005", "62812-0000-1005") * 2:
        guess_wrongly(client, 1, who)
    assert WAIT in guess(client).text


def test_a_quarter_of_an_hour_later_the_owner_is_in(client: PageClient) -> None:
    guess_wrongly(client, 8)
    with clock.at(world.SUNDAY + timedelta(minutes=15) - timedelta(microseconds=1)):
        assert WAIT in guess(client).text
    with clock.at(world.SUNDAY + timedelta(minutes=15)):
        assert guess(client).status_code == 303


def test_refused_tries_do_not_make_the_wait_longer(client: PageClient) -> None:
    """Whoever keeps on knocking at her door cannot keep her out for ever."""
    guess_wrongly(client, 8)
    for minutes in range(1, 15):
        with clock.at(world.SUNDAY + timedelta(minutes=minutes)):
            assert WAIT in guess(client).text
    with clock.at(world.SUNDAY + timedelta(minutes=15)):
        assert guess(client).status_code == 303


def test_an_owner_who_is_held_back_comes_in_by_a_link(client: PageClient, db: Any) -> None:
    guess_wrongly(client, 8)
    token = service.make_link(None, world.actor(world.BUYER).person_id, Purpose.RESET)
    assert client.send(f"/sandi/{token}", password="benang-hijau").status_code == 303


def test_coming_in_starts_the_count_anew(client: PageClient) -> None:
    guess_wrongly(client, 7)
    assert guess(client).status_code == 303
    guess_wrongly(client, 7)
    assert guess(client).status_code == 303


def test_another_person_is_not_held_back(client: PageClient) -> None:
    guess_wrongly(client, 8)
    assert guess(client, world.SELLER).status_code == 303


def test_sixty_guesses_over_all_names_are_the_most_from_one_address(app: Any, db: Any) -> None:
    far, near = app.test_client(), app.test_client()
    for number in range(60):
        guess_wrongly(far, 1, f"0812-7777-{number:04d}")
    assert WAIT in guess(far).text
    near.environ_base["REMOTE_ADDR"] = "127.0.0.2"
    assert guess(near).status_code == 303


# -- the hash that is kept --------------------------------------------------------------------


def test_a_hash_of_an_older_kind_is_renewed_when_she_comes_in(client: PageClient, db: Any) -> None:
    older = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=16, parallelism=1),)).hash(world.PASSWORD)
    mine = sa.select(Person.password_hash).where(Person.phone == "+6281200001005")
    db.execute(sa.update(Person).where(Person.phone == "+6281200001005").values(password_hash=older))
    guess(client, password="kata-lain-7")
    assert db.scalar(mine) == older
    assert guess(client).status_code == 303
    newer = db.scalar(mine)
    assert newer.startswith("$argon2id$") and "m=8,t=1" in newer
    assert guess(client).status_code == 303
    assert db.scalar(mine) == newer


# -- going on where she was -------------------------------------------------------------------


def test_a_closed_page_asks_to_sign_in_and_opens_afterwards(client: PageClient) -> None:
    asked = client.get("/penjual/gerai?dari=beranda")
    assert asked.status_code == 302
    answer = client.send(asked.location, who=world.SELLER, password=world.PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/penjual/gerai?dari=beranda")
    assert client.get(answer.location).status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://gerai.contoh",
        "//gerai.contoh/masuk",
        "/\\gerai.contoh",
        "\\\\gerai.contoh",
        "/\tgerai",
        "javascript:alert(1)",
        "gerai.contoh",
        "/ /gerai.contoh",
        "",
    ],
)
def test_nobody_is_sent_to_another_site(client: PageClient, elsewhere: str) -> None:
    answer = client.post(
        "/masuk",
        query_string={"next": elsewhere},
        data={"csrf_token": client.token("/masuk"), "who": world.BUYER, "password": world.PASSWORD},
    )
    assert (answer.status_code, answer.location) == (303, "/")


def test_after_joining_too_she_goes_on_where_she_was(client: PageClient) -> None:
    answer = client.send("/daftar?next=/keranjang", name="Ibu", who="0812 7777 0001", password="benang-biru")
    assert (answer.status_code, answer.location) == (303, "/keranjang")
    answer = client.send("/daftar?next=//jauh", name="Ibu", who="0812 7777 0003", password="benang-biru")
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_forged_form_signs_nobody_in(client: PageClient, count: Any) -> None:
    before = count(SignIn)
    answer = client.post("/masuk", data={"who": world.BUYER, "password": world.PASSWORD})
    assert answer.status_code == 200
    assert "Halaman ini sudah lama terbuka" in answer.text
    assert count(SignIn) == before
    assert people.devices(world.actor(world.BUYER).person_id) == []
