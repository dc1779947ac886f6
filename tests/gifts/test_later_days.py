"""A maker of a gift who asks for a later day reads until when it is still there for its occasion; the agency decides."""

from datetime import date, timedelta

import pytest

from app.orders.models import Parcel
from app.orders.queries import delays
from tests.support import gifts, hub
from tests.support.gift_orders import accepted
from tests.support.pages import complaints

NEEDED = date(2026, 12, 19)
"""A Saturday: the last day on which the gifts of the twenty-first should be there."""


@pytest.fixture
def product(db):
    return gifts.an_official_maker("Satu", stock=30)


def last_day(parcel: Parcel) -> date:
    found = delays.last_in_time(parcel, NEEDED)
    assert found is not None
    return found


def test_the_last_day_is_the_last_from_which_it_is_there_in_time(product) -> None:
    parcel = accepted(gifts.agreed(product), product)
    last = last_day(parcel)
    assert delays.arrival(parcel, last) <= NEEDED < delays.arrival(parcel, last + timedelta(days=1))


def test_through_a_post_it_is_the_last_from_which_the_whole_is_there_in_time(product) -> None:
    other = gifts.an_official_maker("Dua", stock=30)
    parcel = accepted(gifts.agreed(product, other, post_id=hub.a_post().id), product)
    last = last_day(parcel)
    assert delays.arrival(parcel, last) <= NEEDED < delays.arrival(parcel, last + timedelta(days=2))


def test_her_page_names_the_last_day_and_asks_the_agency(signed_in, product) -> None:
    parcel = accepted(gifts.agreed(product), product)
    browser, path = signed_in(gifts.signs_in_as(product)), f"/penjual/pesanan/{parcel.id}/mundur"
    page = browser.get(path).text
    assert last_day(parcel) == date(2026, 12, 18)
    assert "Kalau siap sesudah <b>Jumat, 18 Desember</b>, barangnya terlambat untuk acara ini." in page
    assert "Tanya instansinya" in page and complaints(page) == []
    browser.send(path, day="2026-12-17", reason="Benangnya baru datang.")
    assert "Menunggu jawaban instansinya." in browser.get(f"/penjual/pesanan/{parcel.id}").text


def test_where_every_other_day_is_too_late_her_page_says_what_she_can_do(signed_in, product) -> None:
    parcel = accepted(gifts.agreed(product, handover_on=date(2026, 11, 25)), product)
    page = signed_in(gifts.signs_in_as(product)).get(f"/penjual/pesanan/{parcel.id}/mundur").text
    assert "Hari lain sudah terlambat untuk acara ini." in page and f"/{parcel.id}/tolak" in page
