"""An agency's list of requests is cut by state and year, walked page by page, and costs the same for forty as for three."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base import clock
from app.catalog.models import Product
from app.db.session import session
from app.gifts.models import GiftRequest
from app.gifts.queries import listing
from app.gifts.queries.listing import Key, Row
from app.gifts.rules.life import RequestState
from app.gifts.rules.listing import STATES, TAB_WORDS, Tab, tab_of
from app.gifts.service import deciding, drafting
from app.orders.service import parcels
from tests.support import gifts, handover, world
from tests.support.counting import statements
from tests.support.gift_orders import parcel_of
from tests.support.pages import PageClient

LIST = "/dinas/cinderamata"


@pytest.fixture
def officer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.OFFICER)
    return browser


def listed(tab: Tab = Tab.OPEN, year: int | None = None, size: int = 50) -> list[str]:
    """Events of all pages of this size, one after the other."""
    found: list[Row] = []
    after: Key | None = None
    while True:
        rows = listing.page(gifts.staff(), tab, year, after, size)
        if not rows:
            return [one.gift.event for one in found]
        found += rows
        after = rows[-1].key


def drafts(product: Product, *days: date) -> list[GiftRequest]:
    return [gifts.drafted(product, event=f"Acara {n}", handover_on=day) for n, day in enumerate(days)]


def test_every_state_has_one_tab_of_its_own_and_open_is_what_is_not_over() -> None:
    own = [states[0] for tab, states in STATES.items() if tab is not Tab.OPEN]
    assert sorted(own) == sorted(RequestState) and set(TAB_WORDS) == set(Tab)
    assert set(STATES[Tab.OPEN]) == set(RequestState) - {RequestState.HANDED_OVER, RequestState.CANCELLED}


@given(st.text(max_size=12))
def test_a_word_that_is_no_tab_shows_what_is_open(word: str) -> None:
    assert tab_of(word) is (Tab(word) if word in set(Tab) else Tab.OPEN)


def test_what_waits_stands_first_then_drafts_then_what_is_made_each_by_its_day(db: Any) -> None:
    product = gifts.an_official_maker("Satu", stock=200)
    made = gifts.agreed(product, event="Dibuat", handover_on=date(2026, 12, 15))
    gifts.drafted(product, event="Rancangan nanti", handover_on=date(2026, 12, 28))
    gifts.drafted(product, event="Rancangan dulu", handover_on=date(2026, 12, 14))
    gifts.submitted(gifts.drafted(product, event="Menunggu"))
    gone = gifts.drafted(product, event="Batal")
    drafting.cancel(gifts.staff(), gone.id)
    assert listed() == ["Menunggu", "Rancangan dulu", "Rancangan nanti", "Dibuat"]
    assert (listed(Tab.DRAFT), listed(Tab.CANCELLED)) == (["Rancangan dulu", "Rancangan nanti"], ["Batal"])
    assert (listed(Tab.UNDER_WAY), listed(Tab.HANDED_OVER)) == (["Dibuat"], [])
    handover.sent(made)
    handover.handed_over(made, on=world.SUNDAY.date())
    assert (listed(Tab.UNDER_WAY), listed(Tab.HANDED_OVER)) == ([], ["Dibuat"])
    counts = listing.counts(gifts.staff(), None)
    assert {tab: counts.of[tab] for tab in Tab} == {
        Tab.OPEN: 3, Tab.WAITING: 1, Tab.DRAFT: 2, Tab.UNDER_WAY: 0, Tab.HANDED_OVER: 1, Tab.CANCELLED: 1,
    }  # fmt: skip
    assert (counts.years, counts.everything) == ([2026], 5)


def test_a_year_is_that_of_the_hand_over(db: Any) -> None:
    product = gifts.an_official_maker("Satu", stock=200)
    drafts(product, date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 4))
    assert (listed(year=2026), listed(year=2027), listed(year=2028)) == (
        ["Acara 0", "Acara 1"],
        ["Acara 2"],
        [],
    )
    counts = listing.counts(gifts.staff(), 2027)
    assert (counts.of[Tab.OPEN], counts.of[Tab.DRAFT], counts.years) == (1, 1, [2027, 2026])


def test_of_another_agency_nothing_is_listed(db: Any) -> None:
    gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    stranger = world.actor(world.OTHER_OFFICER)
    assert listing.page(stranger, Tab.OPEN, None, None, 9) == []
    assert listing.counts(stranger, None).years == []


def test_walking_page_by_page_meets_everything_once_whatever_the_size(db: Any) -> None:
    product = gifts.an_official_maker("Satu", stock=200)
    found = drafts(product, *(date(2026, 12, 14) + timedelta(days=n % 4) for n in range(9)))
    gifts.submitted(found[3])
    for one in found[5:]:
        drafting.cancel(gifts.staff(), one.id)
    opened, ended = listed(), listed(Tab.CANCELLED)
    assert opened[0] == "Acara 3" and sorted(opened) == [f"Acara {n}" for n in range(5)]
    assert ended == sorted(ended, key=lambda event: (int(event[-1]) % 4, int(event[-1])), reverse=True)

    @settings(deadline=None, max_examples=6)
    @given(st.integers(1, 6))
    def walk(size: int) -> None:
        assert (listed(size=size), listed(Tab.CANCELLED, size=size)) == (opened, ended)

    walk()


def test_a_row_says_how_far_its_makers_are_and_that_one_is_late(db: Any, officer: PageClient) -> None:
    one, two = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    request = gifts.agreed(one, two)
    handover.sent(request, "Gerai Satu")
    assert "0 dari 2 bagian sudah ada" in officer.get(LIST).text
    part = handover.parts_by_maker(request)["Gerai Satu"]
    parcels.receive(part.order.number, part.parcel.id, gifts.staff(), None)
    assert "1 dari 2 bagian sudah ada" in officer.get(LIST).text
    parcels.accept(gifts.maker_of(two), parcel_of(request, two).id)
    with clock.at(world.SUNDAY + timedelta(days=20)):
        [row] = listing.page(gifts.staff(), Tab.OPEN, None, None, 9)
    assert (row.coming, row.there, row.late, row.gap) == (2, 1, 1, 0)


def test_a_draft_that_came_back_says_so_until_it_is_asked_for_again(db: Any, officer: PageClient) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    gifts.submitted(request)
    deciding.send_back(gifts.the_head(), request.id, "Kurangi <b>dua</b>.")
    page = officer.get(LIST).text
    assert "Dikembalikan kepala: “Kurangi &lt;b&gt;dua&lt;/b&gt;.”" in page
    gifts.submitted(request)
    assert "Dikembalikan kepala" not in officer.get(LIST).text


def test_the_page_leads_on_and_back_and_keeps_what_was_chosen(db: Any, officer: PageClient) -> None:
    product = gifts.an_official_maker("Satu", stock=200)
    drafts(product, *(date(2026, 12, 14) for _ in range(22)), date(2027, 1, 4))
    first = officer.get(f"{LIST}?keadaan=rancangan&tahun=2026").text
    assert first.count('class="panel rowpanel"') == 20
    onward = re.search(r'href="([^"]*dari=[^"]*)"', first)
    assert onward and "keadaan=rancangan" in onward[1] and "tahun=2026" in onward[1]
    second = officer.get(onward[1].replace("&amp;", "&")).text
    assert second.count('class="panel rowpanel"') == 2 and "Ke awal" in second
    assert "Acara 22" not in first + second


@pytest.mark.parametrize(
    "query", ["keadaan=raja", "tahun=x", "tahun=0000", "tahun=9999", "tahun=%00", "dari=x", "dari=WzEsMiwzXQ"]
)
def test_an_address_that_cannot_be_read_is_answered_all_the_same(
    db: Any, officer: PageClient, query: str
) -> None:
    gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    answer = officer.get(f"{LIST}?{query}")
    assert answer.status_code == 200
    assert ("Rapat Kerja Daerah" in answer.text) == (query != "tahun=9999")


def test_what_is_over_is_one_press_away_when_nothing_is_open(db: Any, officer: PageClient) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    drafting.cancel(gifts.staff(), request.id)
    page = officer.get(LIST).text
    assert "Tidak ada yang sedang berjalan" in page and "keadaan=batal" in page
    assert "Tidak ada permintaan di sini" in officer.get(f"{LIST}?keadaan=menunggu").text


def test_forty_requests_cost_no_more_than_three(db: Any, officer: PageClient) -> None:
    product = gifts.an_official_maker("Satu", stock=400)

    def asked(path: str) -> int:
        officer.get(path)
        session().expire_all()
        with statements() as seen:
            assert officer.get(path).status_code == 200
        return len(seen)

    def some(drafted: int, waiting: int, made: int) -> None:
        for _ in range(drafted):
            gifts.drafted(product)
        for _ in range(waiting):
            back = gifts.drafted(product, recipients=2)
            gifts.submitted(back)
            deciding.send_back(gifts.the_head(), back.id, "Kurangi.")
            gifts.submitted(gifts.drafted(product, recipients=2))
        for _ in range(made):
            gifts.agreed(product, recipients=2)

    paths = (LIST, f"{LIST}?keadaan=rancangan", f"{LIST}?keadaan=disiapkan&tahun=2026")
    some(1, 1, 1)
    few = [asked(path) for path in paths]
    some(30, 2, 4)
    assert listing.counts(gifts.staff(), None).of[Tab.OPEN] == 42
    many = [asked(path) for path in paths]
    assert all(after <= before for after, before in zip(many, few, strict=True)), (few, many)
    assert max(few) <= 8
