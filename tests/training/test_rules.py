"""When somebody has passed, how certificates are numbered, and how hard a code is to guess."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.errors import RuleBroken
from app.training.rules import check_dates, days_of, has_passed, new_code, number_in, series_of

FIRST = date(2026, 10, 12)


@pytest.mark.parametrize(
    ("region", "year", "series"),
    [
        ("36.71", 2026, "PLT-3671-2026"),
        ("36", 2026, "PLT-36-2026"),
        ("36.71.05", 2027, "PLT-3671-2027"),
        ("36.71.05.1003", 2026, "PLT-3671-2026"),
    ],
)
def test_numbers_run_by_kabupaten_and_year(region: str, year: int, series: str) -> None:
    assert series_of(region, year) == series


@pytest.mark.parametrize(
    ("count", "number"),
    [(1, "PLT-3671-2026-0001"), (9999, "PLT-3671-2026-9999"), (10_000, "PLT-3671-2026-10000")],
)
def test_a_number_has_four_digits_until_they_are_used_up(count: int, number: str) -> None:
    assert number_in("PLT-3671-2026", count) == number


def test_codes_are_random_and_have_no_letters_that_look_alike() -> None:
    codes = [new_code() for _ in range(2000)]
    assert len(set(codes)) == 2000
    assert {len(code) for code in codes} == {10}
    assert not set("".join(codes)) & set("01OIL")
    assert len(set("".join(codes))) == 31  # 31^10: nobody counts through it


@pytest.mark.parametrize(
    ("present", "days", "passed"),
    [(0, 1, False), (1, 1, True), (1, 2, False), (2, 3, False), (3, 4, False), (4, 5, True), (8, 10, True),
     (7, 10, False), (0, 0, False)],
)  # fmt: skip
def test_four_days_of_five_are_enough(present: int, days: int, passed: bool) -> None:
    assert has_passed(present, days) is passed


@settings(deadline=None, max_examples=100)
@given(st.integers(1, 183), st.data())
def test_more_days_never_unmake_a_pass(days: int, data: st.DataObject) -> None:
    present = data.draw(st.integers(0, days))
    assert has_passed(days, days)
    assert has_passed(present, days) == (present * 5 >= days * 4)


@pytest.mark.parametrize("days", [0, 1, 182])
def test_a_training_may_last_from_one_day_to_half_a_year(days: int) -> None:
    check_dates(FIRST, FIRST + timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (-1, "Tanggal selesai ada sebelum tanggal mulai. Periksa lagi."),
        (183, "Pelatihan paling lama setengah tahun. Periksa lagi tahunnya."),
    ],
)
def test_other_dates_are_refused(days: int, sentence: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_dates(FIRST, FIRST + timedelta(days=days))
    assert refusal.value.message == sentence


@settings(deadline=None, max_examples=50)
@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 182))
def test_every_day_of_a_training_is_counted_once(first: date, more: int) -> None:
    days = days_of(first, first + timedelta(days=more))
    assert (days[0], days[-1], len(days), days) == (
        first, first + timedelta(days=more), more + 1, sorted(set(days)),
    )  # fmt: skip
