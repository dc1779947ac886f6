"""A forgotten password: a mailed link, single, short-lived, and telling nobody who has an account."""

import hashlib
import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts import queries as people
from app.accounts import service
from app.accounts.models import OneTimeLink, Person, SignIn
from app.accounts.rules import identity_of
from app.base import clock
from app.db.journal import JournalEntry
from app.notices.models import Notice
from tests.support import jobs, world
from tests.support.mailbox import Mailbox, text_of
from tests.support.pages import PageClient

ADDRESS = "lestari@contoh.id"
NEW = "benang-hijau"


@pytest.fixture
def lestari(db: Any) -> Person:
    """Somebody with an e-mail address."""
    return service.sign_up(
        name="Ibu Lestari", identity=identity_of(ADDRESS), password=world.PASSWORD, address=""
    )


def ask(client: PageClient, who: str = ADDRESS) -> Any:
    return client.send("/lupa-sandi", who=who)


def mailed_path(mailbox: Mailbox) -> str:
    """Where the newest mail leads."""
    found = re.search(r"^http://localhost(/sandi/\S+)$", text_of(mailbox.mails()[-1]), re.MULTILINE)
    assert found
    return found[1]


def test_the_link_is_mailed_by_a_job_of_the_asking_transaction(
    client: PageClient, lestari: Person, mailbox: Mailbox
) -> None:
    answer = ask(client)
    assert "Kalau alamat itu terdaftar, tautannya sudah dalam perjalanan dan berlaku 2 jam." in answer.text
    assert jobs.waiting() == ["notices.mail_reset"]
    assert mailbox.mails() == []
    jobs.do_all()
    (mail,) = mailbox.mails()
    assert (mail["To"], mail["Subject"]) == (ADDRESS, "Membuat kata sandi baru")
    assert text_of(mail) == (
        "[MODE UJI] Ini percobaan: tidak ada uang dan tidak ada barang sungguhan.\n\n"
        "Halo Ibu Lestari, tautan di bawah ini berlaku 2 jam dan hanya sekali pakai. "
        "Kalau Anda tidak memintanya, abaikan saja surat ini.\n\n"
        f"Buka di sini:\nhttp://localhost{mailed_path(mailbox)}\n\nSalam,\nGerai\n"
    )


def test_the_page_says_the_same_of_an_address_that_nobody_has(
    client: PageClient, lestari: Person, count: Any
) -> None:
    known = ask(client)
    before = count(JournalEntry), len(jobs.waiting())
    unknown = ask(client, "siapa@contoh.id")
    assert known.text == unknown.text
    assert (count(JournalEntry), len(jobs.waiting())) == before


def test_who_has_only_a_number_is_sent_to_an_officer(client: PageClient, db: Any) -> None:
    known = ask(client, world.BUYER)
    unknown = ask(client, "0812 7777 0001")
    assert "Kami belum bisa mengirim pesan ke nomor HP." in known.text
    assert known.text == unknown.text
    assert jobs.waiting() == []


def test_who_types_her_number_but_has_an_address_gets_the_mail(
    client: PageClient, lestari: Person, mailbox: Mailbox, db: Any
) -> None:
    lestari.phone = "+6281277770001"
    ask(client, "0812 7777 0001")
    jobs.do_all()
    assert [mail["To"] for mail in mailbox.mails()] == [ADDRESS]


def test_the_link_sets_a_password_once_and_she_is_in(
    client: PageClient, app: Any, lestari: Person, mailbox: Mailbox
) -> None:
    ask(client)
    jobs.do_all()
    path = mailed_path(mailbox)
    answer = client.send(path, password=NEW)
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Ibu Lestari" in client.get("/akun").text
    assert client.get(path).status_code == 410
    spent = app.test_client()
    assert (
        spent.post(path, data={"csrf_token": spent.token("/masuk"), "password": "lain-lagi"}).status_code
        == 410
    )
    spent.sign_in(ADDRESS, NEW)


def test_the_token_lies_in_no_table_and_in_no_job(
    client: PageClient, lestari: Person, mailbox: Mailbox, db: Any
) -> None:
    ask(client)
    arguments = db.scalar(sa.text("SELECT args::text FROM procrastinate_jobs"))
    jobs.do_all()
    token = mailed_path(mailbox).rpartition("/")[2]
    assert token not in arguments
    assert db.scalar(sa.select(OneTimeLink.token_hash).order_by(OneTimeLink.id.desc())) == (
        hashlib.sha256(token.encode()).hexdigest()
    )
    assert len(token) >= 32


def test_the_link_lives_two_hours_and_not_a_moment_longer(
    client: PageClient, lestari: Person, mailbox: Mailbox, count: Any
) -> None:
    ask(client)
    jobs.do_all()
    path = mailed_path(mailbox)
    with clock.at(world.SUNDAY + timedelta(hours=2)):
        answer = client.get(path)
        assert answer.status_code == 410
        assert "Minta tautan baru ke petugas dinas atau kader, ya." in answer.text
    with clock.at(world.SUNDAY + timedelta(hours=2) - timedelta(microseconds=1)):
        assert client.send(path, password=NEW).status_code == 303


def test_a_page_left_open_past_the_limit_changes_nothing(
    client: PageClient, lestari: Person, mailbox: Mailbox, count: Any
) -> None:
    ask(client)
    jobs.do_all()
    path = mailed_path(mailbox)
    token, kept = client.token(path), lestari.password_hash
    before = count(SignIn), count(JournalEntry)
    with clock.at(world.SUNDAY + timedelta(hours=2)):
        answer = client.post(path, data={"csrf_token": token, "password": NEW})
    assert answer.status_code == 410
    assert (count(SignIn), count(JournalEntry)) == before
    assert people.person(lestari.id).password_hash == kept


def test_a_new_link_kills_the_one_before(client: PageClient, lestari: Person, mailbox: Mailbox) -> None:
    ask(client)
    jobs.do_all()
    first = mailed_path(mailbox)
    with clock.at(world.SUNDAY + timedelta(minutes=1)):
        ask(client)
        jobs.do_all()
        second = mailed_path(mailbox)
        assert first != second
        assert client.get(first).status_code == 410
        assert client.send(second, password=NEW).status_code == 303


def test_a_weak_password_leaves_the_link_as_it_was(
    client: PageClient, lestari: Person, mailbox: Mailbox, count: Any
) -> None:
    ask(client)
    jobs.do_all()
    path = mailed_path(mailbox)
    before = count(SignIn), count(JournalEntry), lestari.password_hash
    for weak in ("", "pendek", "bismillah", ADDRESS):
        answer = client.send(path, password=weak)
        assert answer.status_code == 200
        assert "field__error" in answer.text
    assert (count(SignIn), count(JournalEntry), people.person(lestari.id).password_hash) == before
    assert client.send(path, password=NEW).status_code == 303


def test_a_new_password_ends_every_open_session_and_the_owner_reads_of_it(
    client: PageClient, app: Any, lestari: Person, mailbox: Mailbox, db: Any
) -> None:
    other = app.test_client()
    other.sign_in(ADDRESS, world.PASSWORD)
    ask(client)
    jobs.do_all()
    client.send(mailed_path(mailbox), password=NEW)
    assert other.get("/akun").status_code == 302
    letters = db.scalars(sa.select(Notice.subject).where(Notice.person_id == lestari.id)).all()
    assert letters == ["Kata sandi Anda baru saja diganti"]
    jobs.do_all()
    assert [mail["Subject"] for mail in mailbox.mails()][1:] == letters


def test_asking_again_and_again_floods_nobody(client: PageClient, lestari: Person, count: Any) -> None:
    for _ in range(8):
        ask(client)
    before = count(JournalEntry), len(jobs.waiting())
    answer = ask(client)
    assert "Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi." in answer.text
    assert f'value="{ADDRESS}"' in answer.text
    assert (count(JournalEntry), len(jobs.waiting())) == before == (before[0], 8)
    with clock.at(world.SUNDAY + timedelta(minutes=15)):
        assert "Periksa e-mail Anda" in ask(client).text


def test_a_job_done_twice_leaves_one_link_that_opens(
    client: PageClient, lestari: Person, mailbox: Mailbox
) -> None:
    """A worker may die between mailing and forgetting the job."""
    ask(client)
    ask(client)
    jobs.do_all()
    paths = [re.search(r"/sandi/\S+", text_of(mail)) for mail in mailbox.mails()]
    assert sorted(client.get(found[0]).status_code for found in paths if found) == [200, 410]


def test_an_unknown_token_is_answered_like_a_spent_one(client: PageClient) -> None:
    for path in ("/sandi/tidak-ada", "/sandi/%00", f"/sandi/{'x' * 2000}"):
        assert client.get(path).status_code == 410
