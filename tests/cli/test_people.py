"""`flask people add-admin`: how an installation gets its first admin."""

import json
import re
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from app.accounts.models import OneTimeLink, Person, RoleGrant
from app.base.actor import Role
from app.db.journal import JournalEntry
from tests.support import database, world
from tests.support.books import journal
from tests.support.pages import PageClient

NEW = "0812-7777-0099"


@pytest.fixture
def add_admin(app: Flask, db: Any) -> Any:
    """Runs the command against the tests' own database."""

    def run(*arguments: str) -> Result:
        address = database.checked(app.config["SQLALCHEMY_DATABASE_URI"].replace("+psycopg", ""))
        env = {"DATABASE_URL": address, "GERAI_EMBEDDED": None}
        return app.test_cli_runner().invoke(args=["people", "add-admin", *arguments], env=env)

    return run


@pytest.fixture
def unchanged(count: Any) -> Any:
    """Counts rows now; call it to see that they are the same."""
    tables = (Person, RoleGrant, OneTimeLink, JournalEntry)
    before = [count(table) for table in tables]
    return lambda: [count(table) for table in tables] == before


def test_the_first_admin_comes_in_by_the_printed_link(add_admin: Any, client: PageClient, db: Any) -> None:
    done = add_admin("--name", " Bu  Ketua ", "--who", NEW)
    assert done.exit_code == 0, done.output
    first, second = done.stdout.splitlines()
    assert first == "Bu Ketua sekarang admin."
    link = re.fullmatch(r"Buat kata sandinya di sini: http://localhost(/sandi/\S+)", second)
    assert link
    client.send(link[1], password=world.PASSWORD)
    assert client.get("/admin").status_code == 200
    person = db.scalar(sa.select(Person).where(Person.name == "Bu Ketua"))
    assert person.phone == "+6281277770099"
    assert journal("person", person.id)[:2] == ["person made", "role given"]


def test_asked_twice_she_is_admin_once(add_admin: Any, db: Any, count: Any) -> None:
    add_admin("--name", "Bu Ketua", "--who", NEW)
    before = count(Person), count(RoleGrant)
    again = add_admin("--name", "Bu Ketua", "--who", "+62 812 7777 0099")
    assert again.exit_code == 0
    assert "Buat kata sandinya di sini: " in again.stdout, "she has not come in yet"
    assert (count(Person), count(RoleGrant)) == before


def test_who_has_a_password_keeps_it_and_her_name(add_admin: Any, count: Any) -> None:
    before = count(Person), count(OneTimeLink)
    done = add_admin("--name", "Orang Lain", "--who", world.BUYER)
    assert done.stdout.splitlines() == [
        "Sari Pembeli sekarang admin.", "Masuk dengan kata sandi yang sudah ada.",
    ]  # fmt: skip
    assert world.actor(world.BUYER).may(Role.ADMIN)
    assert (count(Person), count(OneTimeLink)) == before


def test_the_answer_in_json(add_admin: Any, db: Any) -> None:
    made = json.loads(add_admin("--name", "Bu Ketua", "--who", "ketua@contoh.id", "--json").stdout)
    person = db.scalar(sa.select(Person).where(Person.email == "ketua@contoh.id"))
    assert (made["person"], made["name"]) == (person.id, "Bu Ketua")
    assert made["link"].startswith("http://localhost/sandi/")
    known = json.loads(add_admin("--name", "x", "--who", world.BUYER, "--json").stdout)
    assert (known["name"], known["link"]) == ("Sari Pembeli", None)


@pytest.mark.parametrize(
    ("name", "who", "sentence"),
    [
        ("Bu Ketua", "021-555-1234", "Nomor HP ini belum benar. Contoh yang benar: 0812-3456-7890."),
        ("Bu Ketua", "12", "Nomor HP ini belum benar. Contoh yang benar: 0812-3456-7890."),
        ("Bu Ketua", "ketua@", "Alamat e-mail ini belum benar. Contoh yang benar: ibu.sari@contoh.id."),
        (" ", NEW, 'Tulis nama orangnya, misalnya --name "Sari Dewi".'),
    ],
)
def test_a_mistake_is_told_and_changes_nothing(
    add_admin: Any, unchanged: Any, name: str, who: str, sentence: str
) -> None:
    done = add_admin("--name", name, "--who", who)
    assert (done.exit_code, done.stdout, done.stderr.strip()) == (1, "", sentence)
    assert unchanged()


@pytest.mark.parametrize("arguments", [["--name", "Bu Ketua"], ["--who", NEW], []])
def test_name_and_number_are_both_needed(add_admin: Any, unchanged: Any, arguments: list[str]) -> None:
    assert add_admin(*arguments).exit_code == 2
    assert unchanged()
