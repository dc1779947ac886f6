"""How facts are written on pages: days on the region's own clock, weights, counts, names."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.base import clock
from app.web import filters
from tests.support import world

EVENING = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
"""Half past eleven in Jakarta, and already next year in Makassar and Jayapura."""


@pytest.mark.parametrize(
    ("day", "short", "long", "full"),
    [
        (date(2026, 12, 12), "Sab, 12 Des", "Sabtu, 12 Desember", "12 Desember 2026"),
        (date(2026, 11, 1), "Min, 1 Nov", "Minggu, 1 November", "1 November 2026"),
        (date(2027, 1, 4), "Sen, 4 Jan 2027", "Senin, 4 Januari 2027", "4 Januari 2027"),
        (date(2025, 8, 17), "Min, 17 Agu 2025", "Minggu, 17 Agustus 2025", "17 Agustus 2025"),
    ],
)
def test_a_day_is_written_with_its_year_only_when_it_is_another(
    day: date, short: str, long: str, full: str
) -> None:
    with clock.at(world.SUNDAY):
        assert (filters.short_day(day), filters.long_day(day), filters.full_day(day)) == (short, long, full)


@pytest.mark.parametrize(
    ("region", "moment", "time"),
    [
        ("36.71", "Kam, 31 Des 23.30 WIB", "23.30 WIB"),
        ("73.71", "Jum, 1 Jan 2027 00.30 WITA", "00.30 WITA"),
        ("91.71", "Jum, 1 Jan 2027 01.30 WIT", "01.30 WIT"),
    ],
)
def test_a_moment_is_told_by_the_regions_own_clock(region: str, moment: str, time: str) -> None:
    with clock.at(world.SUNDAY):
        assert (filters.moment(EVENING, region), filters.clock_time(EVENING, region)) == (moment, time)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(0), "hari ini"),
        (timedelta(hours=9, minutes=59), "hari ini"),  # ten in the morning: since midnight
        (timedelta(hours=10, minutes=1), "kemarin"),
        (timedelta(days=1), "kemarin"),
        (timedelta(days=2), "2 hari lalu"),
        (timedelta(days=40), "40 hari lalu"),
    ],
)
def test_age_counts_days_of_the_calendar(ago: timedelta, words: str) -> None:
    with clock.at(world.SUNDAY):
        assert filters.age(world.SUNDAY - ago) == words


@pytest.mark.parametrize(
    ("weight", "words"),
    [
        (0, "0 g"), (1, "1 g"), (999, "999 g"), (1000, "1 kg"), (1250, "1,25 kg"), (1500, "1,5 kg"), (10_000, "10 kg"),
        (100_000, "100 kg"), (1200, "1,2 kg"),
    ],
)  # fmt: skip
def test_weights_are_written_as_on_scales(weight: int, words: str) -> None:
    assert filters.grams(weight) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0"), (999, "999"), (1250, "1.250"), (12_345_678, "12.345.678")]
)
def test_thousands_have_dots(number: int, words: str) -> None:
    assert filters.dotted(number) == words


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Payet Melati", "PM"),
        ("payet", "P"),
        ("Rumah Perca Ibu Yati", "RP"),
        ("“Oleh” & Oleh", "O"),
        ("", "G"),
        ("& –", "G"),
    ],
)
def test_a_round_sign_has_two_letters(name: str, letters: str) -> None:
    assert filters.initials(name) == letters


def test_the_last_day_of_a_window_is_the_one_before_its_midnight() -> None:
    end = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)  # midnight in Jakarta
    assert filters.last_day(end, "36.71") == date(2026, 12, 31)
    assert filters.last_day(end, "91.71") == date(2027, 1, 1)
    assert filters.last_day(end + timedelta(microseconds=1), "36.71") == date(2027, 1, 1)


def test_a_town_is_named_with_its_province() -> None:
    path = "Kel. Cipondoh Indah, Kec. Cipondoh, Kota Tangerang, Banten"
    assert filters.town(path) == "Kota Tangerang, Banten"
    assert filters.town("Banten") == "Banten"


def test_lines_keep_their_breaks_and_nothing_else() -> None:
    assert filters.lines("Satu\n<b>dua</b> & tiga") == "Satu<br>&lt;b&gt;dua&lt;/b&gt; &amp; tiga"
    assert filters.lines("") == ""


@pytest.mark.parametrize(("name", "slug"), [("Keset Perca!", "keset-perca"), ("  A -- b ", "a-b"), ("é", "")])
def test_a_slug_is_fit_for_an_address(name: str, slug: str) -> None:
    assert filters.slug(name) == slug
