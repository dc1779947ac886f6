"""How far a parcel goes between two villages, by which of a gerai's ways, and what that costs."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.delivery.rules import rates, zones
from app.delivery.rules.rates import Rate
from app.delivery.rules.services import platform
from app.delivery.rules.zones import Zone
from app.regions import rules as regions
from tests.support import world

TODAY = date(2026, 11, 22)
NEAREST_FIRST = [Zone.DISTRICT, Zone.CITY, Zone.PROVINCE, Zone.COUNTRY]
VILLAGES = [row.code for row in regions.rows() if regions.level_of(row.code) is regions.Level.VILLAGE]


# -- zones ------------------------------------------------------------------------------------------

BETWEEN = [
    (world.VILLAGE, world.VILLAGE, Zone.DISTRICT),
    (world.VILLAGE, world.NEXT_DOOR, Zone.DISTRICT),
    (world.VILLAGE, world.ACROSS_TOWN, Zone.CITY),
    (world.VILLAGE, "36.74.01.1001", Zone.PROVINCE),  # Kota Tangerang Selatan
    (world.VILLAGE, "36.03.01.2001", Zone.PROVINCE),  # Kabupaten Tangerang is another than Kota Tangerang
    (world.VILLAGE, world.SURABAYA, Zone.COUNTRY),
    (
        world.VILLAGE,
        "31.71.01.1001",
        Zone.COUNTRY,
    ),  # Jakarta lies nearer than much of Banten: zones are by code
    ("35.78.08.1001", "35.78.08.1002", Zone.DISTRICT),
    ("35.78.08.1001", "35.79.08.1001", Zone.PROVINCE),
    (world.VILLAGE, "36.71.05", Zone.DISTRICT),  # a page may know the kecamatan only
    (world.VILLAGE, "36.71", Zone.CITY),
    (world.VILLAGE, "36", Zone.PROVINCE),
    (world.VILLAGE, "35", Zone.COUNTRY),
    (world.VILLAGE, "", Zone.COUNTRY),
]


@pytest.mark.parametrize(("seller", "buyer", "zone"), BETWEEN)
def test_the_zone_is_the_smallest_region_that_holds_both(seller: str, buyer: str, zone: Zone) -> None:
    assert zones.zone_between(seller, buyer) is zone


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(VILLAGES), st.sampled_from(VILLAGES))
def test_it_is_as_far_there_as_back_and_agrees_with_the_regions(one: str, other: str) -> None:
    zone = zones.zone_between(one, other)
    assert zones.zone_between(other, one) is zone
    common = sum(above in regions.lineage(other) for above in regions.lineage(one)[:3])
    assert zone is [Zone.COUNTRY, Zone.PROVINCE, Zone.CITY, Zone.DISTRICT][common]


# -- ways -------------------------------------------------------------------------------------------

WAYS = [
    (Zone.DISTRICT, {Zone.DISTRICT}, Zone.DISTRICT),
    (Zone.DISTRICT, {Zone.COUNTRY, Zone.CITY}, Zone.CITY),  # the nearest that reaches, for the best price
    (Zone.CITY, {Zone.DISTRICT}, None),
    (Zone.CITY, {Zone.DISTRICT, Zone.COUNTRY}, Zone.COUNTRY),
    (Zone.PROVINCE, {Zone.PROVINCE, Zone.COUNTRY}, Zone.PROVINCE),
    (Zone.COUNTRY, {Zone.DISTRICT, Zone.CITY, Zone.PROVINCE}, None),
    (Zone.COUNTRY, {Zone.COUNTRY}, Zone.COUNTRY),
    (Zone.DISTRICT, {Zone.PICKUP}, None),  # nobody fetches unless she says so
    (Zone.COUNTRY, set(), None),
]


@pytest.mark.parametrize(("distance", "offered", "way"), WAYS)
def test_the_nearest_way_that_reaches_is_taken(distance: Zone, offered: set[Zone], way: Zone | None) -> None:
    assert zones.way_for(distance, offered) is way


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(NEAREST_FIRST), st.sets(st.sampled_from(list(Zone))))
def test_a_way_is_offered_and_reaches(distance: Zone, offered: set[Zone]) -> None:
    way = zones.way_for(distance, offered)
    reaching = [zone for zone in NEAREST_FIRST[NEAREST_FIRST.index(distance) :] if zone in offered]
    assert way is (reaching[0] if reaching else None)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(VILLAGES), st.sampled_from(NEAREST_FIRST))
def test_a_code_stands_for_any_place_so_far_away(seller: str, zone: Zone) -> None:
    assert zones.zone_between(seller, zones.anywhere_in(zone, seller)) is zone


def test_every_zone_has_words_for_people() -> None:
    assert set(zones.ZONE_WORDS) == set(Zone)


# -- the platform's fees ---------------------------------------------------------------------------

FEES = [
    (Zone.DISTRICT, 600, 8_000),
    (Zone.DISTRICT, 1_301, 10_000),
    (Zone.CITY, 1_300, 12_000),
    (Zone.CITY, 1_301, 18_000),
    (Zone.PROVINCE, 2_300, 28_000),
    (Zone.PROVINCE, 2_301, 38_000),
    (Zone.COUNTRY, 1, 38_000),
    (Zone.COUNTRY, 5_301, 188_000),
]


@pytest.mark.parametrize(("zone", "grams", "fee"), FEES)
def test_a_fee_is_the_first_kilogram_and_each_begun_one(zone: Zone, grams: int, fee: int) -> None:
    assert platform(TODAY).tariff(zone).fee(grams) == fee


@settings(deadline=None, max_examples=80)
@given(st.integers(0, 60_000), st.integers(0, 60_000))
def test_more_weight_and_more_way_never_cost_less(one: int, other: int) -> None:
    light, heavy = sorted((one, other))
    tariffs = [platform(TODAY).tariff(zone) for zone in NEAREST_FIRST]
    fees = [tariff.fee(light) for tariff in tariffs]
    assert fees == sorted(fees)
    assert all(tariff.fee(light) <= tariff.fee(heavy) for tariff in tariffs)


# -- dated rates ------------------------------------------------------------------------------------

OLD = Rate(Zone.CITY, date(2026, 1, 1), 12_000, 6_000, 2)
NEW = replace(OLD, valid_from=TODAY + timedelta(days=1), first_kg=15_000, days=3)
ELSEWHERE = replace(OLD, zone=Zone.COUNTRY, valid_from=TODAY, first_kg=99_000)


@pytest.mark.parametrize("table", [[OLD, NEW, ELSEWHERE], [NEW, ELSEWHERE, OLD]])
def test_tomorrows_rate_changes_nothing_today(table: list[Rate]) -> None:
    assert rates.rate(Zone.CITY, TODAY, table) == OLD
    assert rates.rate(Zone.CITY, TODAY + timedelta(days=1), table) == NEW
    assert rates.rate(Zone.CITY, date(2031, 5, 1), table) == NEW


def test_before_the_first_rate_there_is_none() -> None:
    with pytest.raises(ValueError, match="empty"):
        rates.rate(Zone.CITY, date(2025, 12, 31), [OLD, NEW])


def test_the_default_table_has_one_row_a_zone_and_day() -> None:
    rows = rates._rates()
    assert {row.zone for row in rows} == set(Zone)
    assert max(Counter((row.zone, row.valid_from) for row in rows).values()) == 1
    assert all(min(row.first_kg, row.next_kg, row.days) >= 0 for row in rows)
