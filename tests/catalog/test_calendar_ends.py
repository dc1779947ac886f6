"""When promises reach beyond the known holidays, officers and admins are told once, and their pages say it until it is mended."""

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.catalog.jobs import look_ahead
from tests.support import world

EARLY, LATE = datetime(2027, 7, 4, 1, tzinfo=UTC), datetime(2027, 7, 5, 1, tzinfo=UTC)
SUBJECT = "Kalender hari libur perlu ditambah"


def told(db: Any) -> list[tuple[str, str]]:
    rows = db.execute(
        sa.text(
            "SELECT people.name, notices.link FROM notices JOIN people ON people.id = person_id "
            "WHERE subject = :subject ORDER BY people.name"
        ),
        {"subject": SUBJECT},
    )
    return [tuple(row) for row in rows]


def test_nobody_is_told_while_the_calendar_is_long_enough(db: Any) -> None:
    with clock.at(EARLY):
        look_ahead()
    assert told(db) == []


def test_officers_and_admins_are_told_once_and_nobody_else(db: Any) -> None:
    for _ in range(3):
        with clock.at(LATE):
            look_ahead()
    assert told(db) == [
        ("Ani Admin", "/admin"),
        ("Petugas Jauh", "/dinas"),
        ("Ratna Petugas", "/dinas"),
    ]
    body = db.scalar(sa.text("SELECT body FROM notices WHERE subject = :s LIMIT 1"), {"s": SUBJECT})
    assert "baru tercatat sampai 31 Desember 2027." in body


@pytest.mark.parametrize(("who", "path"), [(world.OFFICER, "/dinas"), (world.ADMIN, "/admin")])
def test_their_first_page_says_it(signed_in: Any, who: str, path: str) -> None:
    sentence = "Hari libur nasional baru tercatat sampai 31 Desember 2027."
    assert sentence not in signed_in(who).get(path).text
    with clock.at(LATE):
        assert sentence in signed_in(who).get(path).text
