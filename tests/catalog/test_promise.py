"""The honest date, from values alone: the first working days on which hands are still free."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalog.rules.promise import (
    FARTHEST_DAYS,
    Hands,
    Pace,
    lay,
    most_within_reach,
    ready_from_stock,
)
from app.delivery.rules.calendar import is_working_day

SUNDAY = date(2026, 11, 22)
MONDAY, TUESDAY, WEDNESDAY = (SUNDAY + timedelta(days=count) for count in (1, 2, 3))
REACH = range(1, FARTHEST_DAYS + 1)

days = st.dates(date(2026, 1, 1), date(2027, 6, 30))
paces = st.one_of(st.builds(Pace, per_day=st.integers(1, 6)), st.builds(Pace, days_each=st.integers(2, 9)))


@st.composite
def hands_on(draw: st.DrawFn) -> tuple[Hands, date]:
    """Hands with some of the coming days promised, perhaps a leave, and the day on which somebody orders."""
    today = draw(days)
    pace = draw(paces)
    taken = draw(st.dictionaries(st.integers(0, 40), st.integers(0, pace.per_day + 1), max_size=20))
    off = None
    if draw(st.booleans()):
        first = today + timedelta(days=draw(st.integers(-5, 30)))
        off = (first, first + timedelta(days=draw(st.integers(0, 60))))
    return Hands(pace, {today + timedelta(days=count): pieces for count, pieces in taken.items()}, off), today


def beside(hands: Hands, plan: Mapping[date, int]) -> Hands:
    """The same hands with this plan promised too."""
    taken = dict(hands.taken)
    for day, pieces in plan.items():
        taken[day] = taken.get(day, 0) + pieces
    return Hands(hands.pace, taken, hands.off)


def is_off(hands: Hands, day: date) -> bool:
    return hands.off is not None and hands.off[0] <= day <= hands.off[1]


@given(hands_on(), st.integers(1, 60))
@settings(deadline=None, max_examples=150)
def test_a_plan_takes_what_is_wanted_and_never_more_than_a_day_holds(
    case: tuple[Hands, date], pieces: int
) -> None:
    hands, today = case
    plan = lay(pieces, hands, today)
    if plan is None:
        return
    assert sum(plan.values()) == pieces * hands.pace.days_each
    for day, count in plan.items():
        assert count > 0
        assert hands.taken.get(day, 0) + count <= hands.pace.per_day
        assert today < day <= today + timedelta(days=FARTHEST_DAYS)
        assert is_working_day(day) and day.weekday() != 6
        assert not is_off(hands, day)


@given(hands_on(), st.integers(1, 60))
@settings(deadline=None, max_examples=150)
def test_no_earlier_room_is_left_free(case: tuple[Hands, date], pieces: int) -> None:
    hands, today = case
    plan = lay(pieces, hands, today)
    if plan is None:
        return
    last, day = max(plan), today + timedelta(days=1)
    while day < last:
        assert plan.get(day, 0) == hands.room(day), day
        day += timedelta(days=1)


@given(hands_on(), st.integers(1, 60))
@settings(deadline=None, max_examples=100)
def test_nothing_is_refused_that_would_fit_within_half_a_year(case: tuple[Hands, date], pieces: int) -> None:
    hands, today = case
    room = sum(hands.room(today + timedelta(days=count)) for count in REACH)
    assert (lay(pieces, hands, today) is None) == (room < pieces * hands.pace.days_each)


@given(hands_on())
@settings(deadline=None, max_examples=50)
def test_the_most_within_reach_fits_and_one_more_does_not(case: tuple[Hands, date]) -> None:
    hands, today = case
    most = most_within_reach(hands, today)
    assert lay(most, hands, today) is not None
    assert lay(most + 1, hands, today) is None


@given(hands_on(), st.integers(1, 20), st.integers(1, 20))
@settings(deadline=None, max_examples=100)
def test_a_second_order_takes_nothing_of_the_first_and_is_never_ready_sooner(
    case: tuple[Hands, date], first: int, second: int
) -> None:
    hands, today = case
    one = lay(first, hands, today)
    two = lay(second, beside(hands, one or {}), today)
    if one is None or two is None:
        return
    both = lay(first + second, hands, today)
    assert both == {day: one.get(day, 0) + two.get(day, 0) for day in sorted(one | two)}
    assert max(two) >= max(one)


PLANS = [
    ("one piece on the next working day", Hands(Pace(2)), 1, {MONDAY: 1}),
    ("three pieces at two a day", Hands(Pace(2)), 3, {MONDAY: 2, TUESDAY: 1}),
    ("beside what is promised", Hands(Pace(2), {MONDAY: 2, TUESDAY: 1}), 2, {TUESDAY: 1, WEDNESDAY: 1}),
    ("two days for one piece", Hands(Pace(days_each=2)), 1, {MONDAY: 1, TUESDAY: 1}),
    ("after the leave", Hands(Pace(2), off=(MONDAY, TUESDAY)), 1, {WEDNESDAY: 1}),
    ("nothing wanted, nothing taken", Hands(Pace(2)), 0, {}),
    ("more promised than hands can do now", Hands(Pace(1), {MONDAY: 5}), 1, {TUESDAY: 1}),
]


@pytest.mark.parametrize(
    ("hands", "pieces", "plan"), [row[1:] for row in PLANS], ids=[row[0] for row in PLANS]
)
def test_pieces_are_laid_on_the_first_free_days(hands: Hands, pieces: int, plan: dict[date, int]) -> None:
    assert lay(pieces, hands, SUNDAY) == plan


def test_christmas_and_a_sunday_are_skipped() -> None:
    wednesday = date(2026, 12, 23)
    assert lay(3, Hands(Pace(1)), wednesday) == {
        date(2026, 12, 26): 1,  # 24 and 25 are holidays, 27 is a Sunday
        date(2026, 12, 28): 1,
        date(2026, 12, 29): 1,
    }


def test_hands_away_for_half_a_year_promise_nothing() -> None:
    away = Hands(Pace(50), off=(SUNDAY, SUNDAY + timedelta(days=FARTHEST_DAYS)))
    assert lay(1, away, SUNDAY) is None
    assert most_within_reach(away, SUNDAY) == 0


def test_the_last_day_of_half_a_year_still_counts() -> None:
    """22 November 2026 and 180 days is Friday, 21 May 2027, the first working day after a holiday."""
    last = SUNDAY + timedelta(days=FARTHEST_DAYS)
    free_on_it = Hands(Pace(1), off=(SUNDAY, last - timedelta(days=1)))
    assert lay(1, free_on_it, SUNDAY) == {last: 1}
    assert lay(2, free_on_it, SUNDAY) is None


READY = [
    (SUNDAY, MONDAY),
    (MONDAY, TUESDAY),
    (date(2026, 11, 28), date(2026, 11, 30)),  # Saturday: Sunday is no working day
    (date(2026, 12, 23), date(2026, 12, 26)),  # two holidays
    (date(2027, 3, 6), date(2027, 3, 13)),  # Nyepi and Idulfitri
]


@pytest.mark.parametrize(("today", "ready"), READY)
def test_what_lies_ready_leaves_on_the_next_working_day(today: date, ready: date) -> None:
    assert ready_from_stock(today) == ready


@pytest.mark.parametrize(
    ("pace", "words"), [(Pace(3), "3 sehari"), (Pace(days_each=4), "1 dalam 4 hari kerja")]
)
def test_a_pace_says_itself_in_words(pace: Pace, words: str) -> None:
    assert pace.words == words
