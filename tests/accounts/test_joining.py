"""Making an account: by phone or e-mail, once each, and a refusal changes nothing."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts import queries as people
from app.accounts.models import Person, SignIn
from app.accounts.rules import identity_of
from app.db.journal import JournalEntry
from tests.support import world
from tests.support.pages import PageClient

PASSWORD = "benang-biru"
GUESSED = "Kata sandi ini mudah ditebak. Pakai kata lain yang hanya Anda ingat."


@pytest.fixture
def unchanged(count: Any) -> Any:
    """Counts people, sign-ins and journal rows now; call it to see that they are the same."""
    before = [count(table) for table in (Person, SignIn, JournalEntry)]

    def same() -> bool:
        return [count(table) for table in (Person, SignIn, JournalEntry)] == before

    return same


def join(client: PageClient, who: str, *, name: str = "Ibu Lestari", password: str = PASSWORD) -> Any:
    return client.send("/daftar", name=name, who=who, password=password)


def test_a_visitor_joins_with_a_phone_number_and_is_in(client: PageClient, db: Any) -> None:
    answer = join(client, "0812 7777 0001")
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Ibu Lestari" in client.get("/akun").text
    person = people.by_identity(identity_of("+62 812-7777-0001"))
    assert person is not None
    assert (person.name, person.phone, person.email) == ("Ibu Lestari", "+6281277770001", None)
    assert [one.device for one in people.devices(person.id)] == ["Perangkat lain"]


def test_only_an_argon2_hash_of_the_password_is_kept(client: PageClient, db: Any) -> None:
    join(client, "0812 7777 0001")
    kept = db.scalar(sa.select(Person.password_hash).where(Person.phone == "+6281277770001"))
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


def test_joining_is_journalled_without_a_word_of_who_she_is(client: PageClient, db: Any) -> None:
    join(client, "0812 7777 0001")
    person = people.by_identity(identity_of("081277770001"))
    assert person is not None
    rows = db.scalars(sa.select(JournalEntry).order_by(JournalEntry.id.desc()).limit(2)).all()
    assert [row.what for row in rows] == ["signed in", "person joined"]
    assert (rows[1].subject_id, rows[1].facts) == (person.id, {})


def test_a_visitor_joins_with_an_email_address(client: PageClient, db: Any) -> None:
    assert join(client, " Lestari@Contoh.id ").status_code == 303
    person = people.by_identity(identity_of("lestari@contoh.ID"))
    assert person is not None
    assert (person.phone, person.email) == (None, "lestari@contoh.id")


@pytest.mark.parametrize(
    "who", ["0812-0000-1005", "+62 812 0000 1005", "0062 81200001005", "８１２００００１００５"]
)
def test_a_number_belongs_to_one_person_however_it_is_written(
    client: PageClient, db: Any, unchanged: Any, who: str
) -> None:
    answer = join(client, who)
    assert answer.status_code == 200
    assert "Nomor HP ini sudah dipakai. Masuk saja, atau pakai “Lupa kata sandi”." in answer.text
    assert unchanged()
    assert client.get("/akun").status_code == 302


def test_an_address_belongs_to_one_person(client: PageClient, app: Any, db: Any, count: Any) -> None:
    join(client, "lestari@contoh.id")
    before = count(Person)
    other = app.test_client()
    answer = join(other, "LESTARI@contoh.id", name="Orang Lain")
    assert "E-mail ini sudah dipakai. Masuk saja, atau pakai “Lupa kata sandi”." in answer.text
    assert count(Person) == before


def test_what_was_typed_stays_but_for_the_password(client: PageClient, db: Any) -> None:
    answer = join(client, world.BUYER, name="Ibu Lestari Baru")
    assert 'value="Ibu Lestari Baru"' in answer.text
    assert f'value="{world.BUYER}"' in answer.text
    assert PASSWORD not in answer.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "  "}, "Tulis nama Anda."),
        ({"name": "x" * 81}, "Terlalu panjang: paling banyak 80 huruf."),
        ({"who": ""}, "Tulis nomor HP atau e-mail Anda."),
        ({"who": "021-555-1234"}, "Nomor HP ini belum benar. Contoh yang benar: 0812-3456-7890."),
        ({"who": "lestari@"}, "Alamat e-mail ini belum benar. Contoh yang benar: ibu.sari@contoh.id."),
        ({"password": ""}, "Buat kata sandi, sedikitnya 8 huruf atau angka."),
        ({"password": "pendek"}, "Kata sandi terlalu pendek: pakai sedikitnya 8 huruf atau angka."),
        ({"password": "sayang123"}, GUESSED),
        ({"password": "081277770001"}, GUESSED),
    ],
)
def test_each_mistake_has_its_sentence_and_nothing_is_made(
    client: PageClient, db: Any, unchanged: Any, typed: dict[str, str], sentence: str
) -> None:
    fields = {"name": "Ibu Lestari", "who": "0812 7777 0001", "password": PASSWORD, **typed}
    answer = client.send("/daftar", **fields)
    assert answer.status_code == 200
    assert sentence in answer.text
    assert unchanged()


def test_who_had_tried_to_come_in_before_she_joined_is_in_all_the_same(
    client: PageClient, db: Any, count: Any
) -> None:
    """Somebody who thinks that she has an account guesses first and joins then."""
    for _ in range(8):
        client.send("/masuk", who="0812 7777 0001", password="mungkin-ini")
    answer = join(client, "0812 7777 0001")
    assert answer.status_code == 303
    assert client.get("/akun").status_code == 200


def test_sixty_tries_from_one_address_are_enough_for_a_quarter_of_an_hour(
    client: PageClient, db: Any, count: Any
) -> None:
    for number in range(60):
        client.send("/daftar", name="Ibu", who=f"0812 7777 {number:04d}", password="pendek")
    before = count(Person)
    answer = join(client, "0812 7777 0001")
    assert "Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi." in answer.text
    assert count(Person) == before
