"""What was typed when a sign-in ended waits half a day, for the person who typed it and on the page where she did."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.base import clock
from app.web import parked
from app.web.parked import ParkedForm
from tests.support import world

PATH = "/penjual/gerai/cerita"
FIELDS = [["name", "Rumah <Perca>"], ["story", "Baris satu\nbaris dua"], ["story", "lagi"]]


@pytest.fixture
def seller(db: Any) -> int:
    return world.actor(world.SELLER).person_id


def waiting(app: Flask, address: str, person_id: int) -> list[tuple[str, str]] | None:
    with app.test_request_context(address):
        found = parked.waiting_for(person_id)
    return None if found is None else list(found.items(multi=True))


def test_fields_come_back_as_they_were_and_as_often_as_asked(app: Flask, seller: int) -> None:
    address = parked.park(seller, PATH, FIELDS)
    for _ in range(2):
        assert waiting(app, address, seller) == [(name, value) for name, value in FIELDS]


def test_an_address_with_a_question_keeps_it(app: Flask, seller: int) -> None:
    address = parked.park(seller, f"{PATH}?langkah=2", FIELDS)
    assert address.startswith(f"{PATH}?langkah=2&titip=")
    assert waiting(app, address, seller) is not None


def test_nobody_else_gets_them_nor_another_page(app: Flask, seller: int) -> None:
    address = parked.park(seller, PATH, FIELDS)
    assert waiting(app, address, seller + 1) is None
    assert waiting(app, address.replace(PATH, "/penjual/gerai/alamat"), seller) is None
    assert waiting(app, PATH, seller) is None


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "1.5", "1%00"])
def test_an_unknown_number_is_an_empty_form(app: Flask, seller: int, number: str) -> None:
    assert waiting(app, f"{PATH}?titip={number}", seller) is None


def test_after_half_a_day_they_are_gone(app: Flask, seller: int, count: Any) -> None:
    address = parked.park(seller, PATH, FIELDS)
    with clock.at(world.SUNDAY + timedelta(hours=12) - timedelta(seconds=1)):
        assert waiting(app, address, seller) is not None
    with clock.at(world.SUNDAY + timedelta(hours=12)):
        assert waiting(app, address, seller) is None
    with clock.at(world.SUNDAY + timedelta(hours=13)):
        parked.park(seller, PATH, [])
    assert count(ParkedForm) == 1  # the next one sweeps up


def typed(app: Flask, **request: Any) -> list[list[str]]:
    with app.test_request_context(PATH, method="POST", **request):
        return parked.typed_fields()


def test_passwords_tokens_and_files_are_not_among_what_was_typed(app: Flask) -> None:
    data = {
        "csrf_token": "t",
        "password": "a",
        "password_again": "a",
        "old_password": "b",
        "name": "Sari",
        "zones": ["city", "country"],
    }
    assert typed(app, data=data) == [["name", "Sari"], ["zones", "city"], ["zones", "country"]]


def test_more_than_a_page_of_text_is_not_carried_about(app: Flask) -> None:
    assert typed(app, data={"story": "x" * 90_000}) == [["story", "x" * 90_000]]
    assert typed(app, data={"story": "x" * 100_001}) == []


def test_the_page_opens_filled_for_her_and_plain_for_another(signed_in: Any, seller: int) -> None:
    address = parked.park(seller, PATH, [["name", "Nama Titipan"], ["story", "Cerita titipan."]])
    own = signed_in(world.SELLER).get(address).text
    assert 'value="Nama Titipan"' in own
    assert "Cerita titipan." in own
    other = signed_in(world.OTHER_SELLER).get(address).text
    assert "Titipan" not in other
    assert "Gerai Tetangga" in other
