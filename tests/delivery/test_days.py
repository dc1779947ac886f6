"""The day by which a parcel is there: couriers rest on Sundays and holidays, and no promise lies in the past."""

from datetime import date, timedelta

import lokal
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.delivery.rules import calendar, rates
from app.delivery.rules.zones import Zone

NEAREST_FIRST = [Zone.DISTRICT, Zone.CITY, Zone.PROVINCE, Zone.COUNTRY]
ON = date(2026, 11, 22)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
zones = st.sampled_from(list(Zone))


# -- working days -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-20", True),  # Friday
        ("2026-11-21", True),  # Saturday
        ("2026-11-22", False),  # Sunday
        ("2026-11-23", True),
        ("2026-08-17", False),  # Proklamasi, a Monday
        ("2026-12-24", False),  # collective leave
        ("2026-12-25", False),
        ("2026-12-26", True),  # a Saturday after Christmas
        ("2027-01-01", False),
        ("2027-12-31", True),
        ("2028-08-17", True),  # beyond the known years only Sundays are free
        ("2028-08-20", False),
    ],
)
def test_couriers_work_from_monday_to_saturday_but_not_on_holidays(day: str, works: bool) -> None:
    assert calendar.is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("after", "following"),
    [
        ("2026-11-20", "2026-11-21"),
        ("2026-11-21", "2026-11-23"),  # over a Sunday
        ("2026-03-17", "2026-03-25"),  # over Nyepi and Idulfitri
        ("2026-12-23", "2026-12-26"),
        ("2026-12-31", "2027-01-02"),  # over New Year
    ],
)
def test_the_next_working_day_skips_what_is_free(after: str, following: str) -> None:
    assert calendar.next_working_day(date.fromisoformat(after)) == date.fromisoformat(following)


@settings(deadline=None, max_examples=80)
@given(days)
def test_the_next_working_day_is_the_first_one_later(after: date) -> None:
    found = calendar.next_working_day(after)
    assert found > after
    assert calendar.is_working_day(found)
    between = (found - after).days
    assert not any(calendar.is_working_day(after + timedelta(days=at)) for at in range(1, between))


def test_holidays_are_those_of_the_independent_list() -> None:
    theirs = {
        (one.date, one.name) for year in lokal.HOLIDAY_YEARS for one in lokal.get_holidays(year).holidays
    }
    assert {(day.isoformat(), name) for day, name in calendar.holidays().items()} == theirs
    assert calendar.horizon() == date(max(lokal.HOLIDAY_YEARS), 12, 31)


# -- arrival ----------------------------------------------------------------------------------------

ARRIVALS = [
    ("2026-11-23", Zone.DISTRICT, "2026-11-24"),
    ("2026-11-23", Zone.CITY, "2026-11-25"),
    ("2026-11-23", Zone.PROVINCE, "2026-11-26"),
    ("2026-11-23", Zone.COUNTRY, "2026-11-30"),  # six courier days, a Sunday between
    ("2026-11-23", Zone.PICKUP, "2026-11-23"),
    ("2026-11-21", Zone.DISTRICT, "2026-11-23"),  # sent on a Saturday
    ("2026-11-22", Zone.PICKUP, "2026-11-22"),  # fetched on a Sunday: she is at home
    ("2026-12-23", Zone.CITY, "2026-12-28"),  # over Christmas and a Sunday
    ("2026-03-17", Zone.COUNTRY, "2026-03-31"),  # over Lebaran
    ("2026-12-30", Zone.PROVINCE, "2027-01-04"),
]


@pytest.mark.parametrize(("sent", "zone", "there"), ARRIVALS)
def test_a_parcel_is_there_after_its_courier_days(sent: str, zone: Zone, there: str) -> None:
    assert rates.arrival(date.fromisoformat(sent), zone, ON) == date.fromisoformat(there)


@settings(deadline=None, max_examples=80)
@given(days, zones)
def test_nothing_arrives_before_it_is_sent_nor_on_a_free_day(sent: date, zone: Zone) -> None:
    there = rates.arrival(sent, zone, ON)
    worked = rates.rate(zone, ON).days
    assert there >= sent + timedelta(days=worked)
    assert worked == 0 or calendar.is_working_day(there)
    between = [sent + timedelta(days=at) for at in range(1, (there - sent).days + 1)]
    assert sum(calendar.is_working_day(day) for day in between) == worked


@settings(deadline=None, max_examples=80)
@given(days)
def test_farther_is_never_sooner(sent: date) -> None:
    arrivals = [rates.arrival(sent, zone, ON) for zone in (Zone.PICKUP, *NEAREST_FIRST)]
    assert arrivals == sorted(arrivals)


@settings(deadline=None, max_examples=80)
@given(days, st.integers(0, 40), zones)
def test_sent_later_is_never_there_sooner(sent: date, later: int, zone: Zone) -> None:
    assert rates.arrival(sent + timedelta(days=later), zone, ON) >= rates.arrival(sent, zone, ON)
