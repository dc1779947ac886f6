"""Around which day something is there: from the gerai's ways, the courier's days, and the kabupaten/kota alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalog.rules.arrival import arrival_in
from app.delivery.rules import rates
from app.delivery.rules.calendar import is_working_day
from app.delivery.rules.zones import Zone

TANGERANG, GERAI, SERANG, SURABAYA = "36.71", "36.71.05.1003", "36.73", "35.78"
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("city", "ways", "zone"),
    [
        (TANGERANG, ["city"], Zone.CITY),
        (TANGERANG, ["country", "province"], Zone.CITY),
        (SERANG, ["city", "country"], Zone.PROVINCE),
        (SURABAYA, ["country", "pickup"], Zone.COUNTRY),
        # the kecamatan is not known yet: what reaches only that far promises nothing
        (TANGERANG, ["district"], None),
        (SURABAYA, ["city", "province", "pickup"], None),
        (TANGERANG, [], None),
    ],
)
def test_who_sends_so_far_needs_the_days_of_that_distance(
    city: str, ways: list[str], zone: Zone | None
) -> None:
    found = arrival_in(city, GERAI, ways, MONDAY, MONDAY)
    assert found.on == (rates.arrival(MONDAY, zone, MONDAY) if zone else None)


def test_her_own_days_count_in_the_place_of_the_tables() -> None:
    assert arrival_in(SURABAYA, GERAI, ["country", "gerai", "country=9"], MONDAY, MONDAY).on == date(
        2026, 12, 3
    )


def test_the_place_is_named() -> None:
    assert arrival_in(SURABAYA, GERAI, ["country"], MONDAY, MONDAY).place == "Kota Surabaya"


@given(
    st.sampled_from([TANGERANG, SERANG, SURABAYA]), st.sets(st.sampled_from(list(Zone))), st.integers(0, 300)
)
@settings(deadline=None, max_examples=60)
def test_it_arrives_after_it_is_ready_on_a_working_day_and_never_sooner_when_ready_later(
    city: str, ways: set[Zone], later: int
) -> None:
    offered = [way.value for way in ways]
    ready = MONDAY + timedelta(days=later)
    first = arrival_in(city, GERAI, offered, ready, MONDAY).on
    second = arrival_in(city, GERAI, offered, ready + timedelta(days=1), MONDAY).on
    assert (first is None) == (second is None)
    if first is not None and second is not None:
        assert ready < first <= second
        assert is_working_day(first)
