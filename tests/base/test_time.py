"""The clock, and Indonesia's three midnights."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base import clock
from app.base.zones import WIB, WIT, WITA, day_in, midnight, zone_of
from app.regions import rules as regions

DAY = date(2026, 11, 22)

WITA_PROVINCES = ["51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"]
WIT_PROVINCES = ["81", "82", "91", "92", "93", "94", "95", "96"]
WIB_PROVINCES = [
    "11", "12", "13", "14", "15", "16", "17", "18", "19", "21", "31", "32", "33", "34", "35", "36", "61", "62",
]  # fmt: skip


def test_every_province_has_its_zone() -> None:
    """Keppres 41/1987: the table above is the law's, not the code's."""
    provinces = {code for code in regions.city_names() if "." not in code}
    assert provinces == {*WIB_PROVINCES, *WITA_PROVINCES, *WIT_PROVINCES}
    assert {zone_of(code) for code in WIB_PROVINCES} == {WIB}
    assert {zone_of(code) for code in WITA_PROVINCES} == {WITA}
    assert {zone_of(code) for code in WIT_PROVINCES} == {WIT}


@pytest.mark.parametrize(
    ("region", "instant"),
    [
        ("36.71.05.1003", datetime(2026, 11, 21, 17, tzinfo=UTC)),  # Tangerang
        ("51.71", datetime(2026, 11, 21, 16, tzinfo=UTC)),  # Denpasar
        ("91.71.01", datetime(2026, 11, 21, 15, tzinfo=UTC)),  # Jayapura
    ],
)
def test_a_day_begins_at_the_midnight_of_its_region(region: str, instant: datetime) -> None:
    assert midnight(region, DAY) == instant
    assert day_in(region, instant) == DAY
    assert day_in(region, instant - timedelta(microseconds=1)) == date(2026, 11, 21)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(["11", "53.01", "96"]), st.timedeltas(timedelta(0), timedelta(days=36_500)))
def test_every_moment_lies_between_two_midnights_of_its_day(region: str, later: timedelta) -> None:
    moment = datetime(2000, 1, 1, tzinfo=UTC) + later
    day = day_in(region, moment)
    assert midnight(region, day) <= moment < midnight(region, day + timedelta(days=1))


def test_the_clock_stands_where_it_is_set_and_goes_on_afterwards() -> None:
    moment = datetime(2026, 11, 22, 10, tzinfo=WIB)
    with clock.at(moment):
        assert clock.now() == moment
        assert clock.now().tzinfo is UTC
        with clock.at(moment + timedelta(days=1)):
            assert clock.now() == moment + timedelta(days=1)
        assert clock.now() == moment
    assert clock.now() != moment


def test_the_clock_goes_on_after_an_error() -> None:
    moment = datetime(2026, 11, 22, 10, tzinfo=WIB)
    with pytest.raises(LookupError), clock.at(moment):
        raise LookupError
    assert clock.now() != moment


def test_a_moment_without_a_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2026, 11, 22)):  # noqa: DTZ001
        pass
