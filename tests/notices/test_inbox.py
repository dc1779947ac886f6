"""One inbox a person: what is new stands out, reading marks it, and nobody reads another's."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.base.errors import NotFound
from app.notices import queries, service
from app.notices.models import Notice
from app.notices.rules.letter import Letter
from tests.support import jobs, world
from tests.support.counting import statements
from tests.support.pages import PageClient
from tests.support.post import newest


def write(who: str = world.BUYER, number: int = 1, *, link: str | None = "/akun", body: str = "Isi.") -> int:
    """A letter to somebody of the world."""
    reader = world.actor(who).person_id
    service.tell(Letter(f"Surat {number}", body), key=f"surat-{number}", link=link, person_id=reader)
    return newest().id


@pytest.fixture
def buyer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.BUYER)
    return browser


def unread() -> int:
    return queries.unread(world.actor(world.BUYER).person_id)


def test_an_empty_inbox_says_what_will_come(buyer: PageClient) -> None:
    page = buyer.get("/pesan").text
    assert "Belum ada kabar" in page and "Tandai semua" not in page


def test_opening_a_letter_marks_it_as_read(buyer: PageClient, db: Any) -> None:
    first, second = write(number=1, body="Baris satu <b>\nBaris dua"), write(number=2)
    assert buyer.get("/pesan").text.count("(belum dibaca)") == 2
    assert "Kabar (2 belum dibaca)" in buyer.get("/akun").text
    page = buyer.get(f"/pesan/{first}").text
    assert "Baris satu &lt;b&gt;<br>Baris dua" in page and 'href="/akun">Buka</a>' in page
    assert buyer.get("/pesan").text.count("(belum dibaca)") == 1
    assert db.get(Notice, first).read_at == world.SUNDAY
    assert db.get(Notice, second).read_at is None
    buyer.get(f"/pesan/{first}")
    assert unread() == 1


def test_all_are_marked_with_one_button_and_only_hers(buyer: PageClient, db: Any) -> None:
    write(number=1), write(number=2)
    other = write(world.SELLER, number=3)
    assert buyer.send("/pesan", to="/pesan/sudah-dibaca").location == "/pesan"
    assert "belum dibaca" not in buyer.get("/pesan").text
    assert unread() == 0
    assert db.get(Notice, other).read_at is None


def test_without_its_token_the_button_marks_nothing(buyer: PageClient) -> None:
    write()
    assert buyer.post("/pesan/sudah-dibaca", data={"csrf_token": "lama"}).location == "/pesan"
    assert unread() == 1


def test_a_strangers_letter_does_not_exist_and_stays_unread(signed_in: Any, db: Any) -> None:
    letter = write()
    for who in (world.SELLER, world.OFFICER, world.ADMIN):
        assert signed_in(who).get(f"/pesan/{letter}").status_code == 404
        with pytest.raises(NotFound):
            service.read(world.actor(who), letter)
    assert db.get(Notice, letter).read_at is None


def test_a_guests_letter_is_in_nobodys_inbox(buyer: PageClient, db: Any) -> None:
    service.tell(Letter("Untuk tamu", "Isi."), key="tamu", link=None, email="dewi@contoh.id")
    assert "Untuk tamu" not in buyer.get("/pesan").text
    assert buyer.get(f"/pesan/{newest().id}").status_code == 404


def test_a_visitor_is_asked_in(client: PageClient, db: Any) -> None:
    letter = write()
    for path in ("/pesan", f"/pesan/{letter}"):
        answer = client.get(path)
        assert answer.status_code in (302, 303) and answer.location.startswith("/masuk")
    assert client.post("/pesan/sudah-dibaca").status_code == 401
    assert unread() == 1


def test_newest_first_and_on_by_key(buyer: PageClient) -> None:
    for number in range(1, 28):
        write(number=number)
    first = buyer.get("/pesan").text
    shown = [f"Surat {number}<" in first for number in range(1, 28)]
    assert shown == [False] * 2 + [True] * 25
    assert first.index("Surat 27<") < first.index("Surat 3<")
    onward = next(part.split('"')[0] for part in first.split('href="') if "dari=" in part.split('"')[0])
    rest = buyer.get(onward).text
    assert "Surat 2<" in rest and "Surat 1<" in rest and "Surat 3<" not in rest


def test_a_fuller_inbox_asks_no_more_of_the_database(buyer: PageClient) -> None:
    counted = []
    for numbers in (range(1, 2), range(2, 12)):
        for number in numbers:
            write(number=number)
        with statements() as seen:
            buyer.get("/pesan")
        counted.append(len(seen))
    assert counted[0] == counted[1] <= 6


# -- telling ----------------------------------------------------------------------------------


def test_the_same_thing_is_told_once_a_reader(count: Any, db: Any) -> None:
    reader, other = (world.actor(who).person_id for who in (world.BUYER, world.SELLER))
    for person in (reader, reader, other):
        service.tell(Letter("Kabar", "Isi."), key="sama", link=None, person_id=person)
    service.tell(Letter("Kabar", "Isi."), key="lain", link=None, person_id=reader)
    said = db.execute(sa.select(Notice.person_id, Notice.key).order_by(Notice.id)).all()
    assert [tuple(row) for row in said][-3:] == [
        (reader, f"sama:{reader}"), (other, f"sama:{other}"), (reader, f"lain:{reader}"),
    ]  # fmt: skip


def test_without_an_address_no_mail_is_on_its_way(db: Any) -> None:
    write()
    assert newest().email is None
    assert jobs.waiting() == []
