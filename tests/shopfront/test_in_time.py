"""What can be there before a day: the same dates as on the cards, walked in bounded pages; a nonsense day narrows nothing."""

import html
import re
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalog.models import StorefrontListing
from app.catalog.queries import shop
from app.catalog.queries.shop import Filters, Order
from app.catalog.rules import search as search_rules
from app.catalog.service import goods, shelf
from app.delivery.rules.zones import Zone
from app.sellers import service as sellers
from app.shopfront.rules.lists import read_choice
from tests.support import shelves, world
from tests.support.pages import PageClient
from tests.support.shelves import Good

TODAY = world.SUNDAY.date()
MONDAY, TUESDAY, WEDNESDAY = (TODAY + timedelta(days=count) for count in (1, 2, 3))
NOBODY = Filters()


def names(before: date, *, to: str | None = None, **more: Any) -> list[str]:
    found = shop.in_time(None, more.get("filters", NOBODY), Order.CHEAPEST, None, 50, before, to)
    return sorted(card.name for card in found.cards)


def test_without_a_place_it_is_what_is_ready_before_the_day(db: Any) -> None:
    made = world.goods().made
    goods.take({world.variant_of(made).id: 3})
    assert names(MONDAY) == []
    assert names(TUESDAY) == ["Keset Perca"]
    assert names(WEDNESDAY) == ["Keset Kepang", "Keset Perca"]


def test_with_a_place_it_is_what_is_there_before_the_day(db: Any) -> None:
    arrives = date(2026, 11, 25)
    assert names(arrives, to=world.CITY) == []
    assert names(arrives + timedelta(days=1), to=world.CITY) == ["Keset Kepang", "Keset Perca"]
    sellers.send_to(world.actor(world.SELLER), [Zone.CITY])
    assert names(date(2027, 1, 1), to=world.SURABAYA[:5]) == []


def test_what_is_sold_out_is_never_in_time(db: Any) -> None:
    goods.take({world.variant_of(world.goods().ready).id: 10})
    assert names(date(2027, 1, 1)) == ["Keset Kepang"]


def test_words_and_filters_narrow_it_as_they_do_without_a_day(db: Any) -> None:
    query = search_rules.read("kepang")
    found = shop.in_time(query, NOBODY, Order.BEST, None, 24, date(2027, 1, 1), None)
    assert [card.name for card in found.cards] == ["Keset Kepang"]
    assert names(date(2027, 1, 1), filters=Filters(region="35")) == []


def test_a_walk_through_all_pages_finds_each_once_and_each_page_walks_a_bounded_number(db: Any) -> None:
    shelves.fill(
        [
            Good(f"Barang {number:03d}", gerai=f"G{number % 7}", per_day=None if number % 25 == 0 else 1)
            for number in range(shop.MOST_WALKED + 60)
        ]
    )
    wanted = [
        card.name
        for card in shop.cards(None, NOBODY, Order.NEWEST, None, 999)
        if card.promised_on and card.promised_on < TUESDAY
    ]
    seen: list[str] = []
    after, pages = None, 0
    while True:
        part = shop.in_time(None, NOBODY, Order.NEWEST, after, 24, TUESDAY, None)
        assert part.walked <= shop.MOST_WALKED
        assert len(part.cards) <= 24
        seen += [card.name for card in part.cards]
        after, pages = part.after, pages + 1
        if after is None:
            break
    assert seen == wanted
    assert pages > len(wanted) // 24


# -- the page ---------------------------------------------------------------------------------------


def test_the_page_says_what_narrows_it_and_keeps_the_day_in_its_field(client: PageClient) -> None:
    page = client.get("/cari?sebelum=2026-11-24").text
    assert "Keset Perca" in page
    assert "Siap sebelum Sel, 24 Nov" in page
    assert 'name="sebelum" type="date" value="2026-11-24"' in page
    assert '<span class="count">1</span>' in page
    nothing = client.get("/cari?sebelum=2026-11-23").text
    assert "Tidak ada lagi yang bisa siap sebelum Sen, 23 Nov" in nothing
    client.send("/kirim-ke", place=world.CITY, place_words="")
    page = client.get("/cari?sebelum=2026-11-26").text
    assert "Sampai sebelum Kam, 26 Nov" in page
    assert "Bisa sampai sebelum" in page


def test_where_none_was_found_yet_the_page_leads_on_to_the_rest(client: PageClient, db: Any) -> None:
    """The cheapest 240 take two days; what lies ready is dearer and stands behind them."""
    slow = [
        Good(f"Lama {number:03d}", gerai=f"G{number % 5}", per_day=1, prices=(9_000,))
        for number in range(240)
    ]
    shelves.fill(slow)
    db.execute(
        sa.update(StorefrontListing).where(StorefrontListing.price_from == 9_000).values(finish_days=2)
    )
    first = client.get("/cari?urut=termurah&sebelum=2026-11-24").text
    assert "Belum ketemu di 240 barang pertama" in first
    onwards = re.search(r'href="(/cari\?[^"]*dari=[^"]+)">Lihat lagi', first)
    assert onwards
    assert "Keset Perca" in client.get(html.unescape(onwards[1])).text


NONSENSE = ["abc", "2026-13-45", "30 Februari", "0000-00-00", "<script>", "2026-11-24T10:00"]


@pytest.mark.parametrize("typed", NONSENSE)
def test_a_day_that_is_none_gets_a_sentence_and_the_list_without_it(client: PageClient, typed: str) -> None:
    answer = client.get("/cari", query_string={"sebelum": typed})
    assert answer.status_code == 200
    assert "belum terbaca, jadi semua barang ditampilkan." in answer.text
    assert "Keset Perca" in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize("typed", ["2026-11-22", "2020-01-01", "0001-01-01", "22/11/2026"])
def test_a_day_that_is_over_gets_a_sentence_and_the_list_without_it(client: PageClient, typed: str) -> None:
    answer = client.get("/cari", query_string={"sebelum": typed})
    assert "Tanggal itu sudah lewat, jadi semua barang ditampilkan." in answer.text
    assert "Keset Perca" in answer.text


def test_the_last_day_of_all_is_a_day(client: PageClient) -> None:
    page = client.get("/cari?sebelum=9999-12-31").text
    assert "Keset Perca" in page
    assert "belum terbaca" not in page


@given(st.text(max_size=30))
@settings(deadline=None, max_examples=100)
def test_whatever_is_typed_is_a_coming_day_or_a_sentence(text: str) -> None:
    chosen = read_choice({"sebelum": text}, TODAY)
    if not text.strip():
        assert (chosen.before, chosen.before_problem) == (None, "")
    else:
        assert (chosen.before is None) == bool(chosen.before_problem)
        assert chosen.before is None or chosen.before > TODAY


def test_a_card_promises_the_day_of_the_least_that_can_be_ordered(db: Any) -> None:
    made = world.goods().made
    card = next(one for one in shop.cards(None, NOBODY, Order.NEWEST, None, 24) if one.name == "Keset Kepang")
    made.least_pieces = 12
    shelf.refresh([made.id])
    later = next(
        one for one in shop.cards(None, NOBODY, Order.NEWEST, None, 24) if one.name == "Keset Kepang"
    )
    listing = shop.listing_of(made.slug)
    assert later.ready_on == shop.ready_on(listing, 12, {}, TODAY)
    assert card.ready_on is not None and later.ready_on is not None and later.ready_on > card.ready_on
