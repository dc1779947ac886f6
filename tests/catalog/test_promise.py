"""The honest date, from values alone: the first working days on which hands are still free."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalog.rules.promise import (
    EVERY_DAY,
    FARTHEST_DAYS,
    MONDAY_TO_SATURDAY,
    Hands,
    Off,
    Pace,
    calendar_short_of,
    days_of,
    is_off,
    lay,
    mask_of,
    most_within_reach,
    ready_day,
    ready_from_stock,
    week_words,
)
from app.delivery.rules.calendar import holidays, horizon

SUNDAY = date(2026, 11, 22)
MONDAY, TUESDAY, WEDNESDAY = (SUNDAY + timedelta(days=count) for count in (1, 2, 3))
REACH = range(1, FARTHEST_DAYS + 1)

days = st.dates(date(2026, 1, 1), date(2027, 6, 30))
paces = st.one_of(st.builds(Pace, per_day=st.integers(1, 6)), st.builds(Pace, days_each=st.integers(2, 9)))


@st.composite
def rows_of_days(draw: st.DrawFn, today: date) -> Off:
    first = today + timedelta(days=draw(st.integers(-5, 60)))
    return first, first + timedelta(days=draw(st.integers(0, 30)))


@st.composite
def hands_on(draw: st.DrawFn) -> tuple[Hands, date]:
    """Hands with some of the coming days promised, perhaps some off, and the day on which somebody orders."""
    today = draw(days)
    pace = draw(paces)
    taken = draw(st.dictionaries(st.integers(0, 40), st.integers(0, pace.per_day + 1), max_size=20))
    off = draw(st.lists(rows_of_days(today), max_size=3))
    promised = {today + timedelta(days=count): pieces for count, pieces in taken.items()}
    return Hands(pace, promised, off, draw(st.integers(1, EVERY_DAY)), draw(st.integers(0, 14))), today


def beside(hands: Hands, plan: Mapping[date, int]) -> Hands:
    """The same hands with this plan promised too."""
    taken = dict(hands.taken)
    for day, pieces in plan.items():
        taken[day] = taken.get(day, 0) + pieces
    return replace(hands, taken=taken)


def ready(pieces: int, hands: Hands, today: date) -> date | None:
    """The promised day."""
    plan = lay(pieces, hands, today)
    return ready_day(plan, hands) if plan else None


def no_earlier(one: date | None, other: date | None) -> bool:
    """Never counts as later than any day."""
    return one is None or (other is not None and one >= other)


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
        assert hands.weekdays >> day.weekday() & 1
        assert day not in holidays()
        assert not is_off(day, hands.off)
    last = ready_day(plan, hands)
    assert last <= today + timedelta(days=FARTHEST_DAYS)
    after = [max(plan) + timedelta(days=count) for count in range(1, (last - max(plan)).days + 1)]
    assert sum(hands.work_on(day) for day in after) == hands.finish_days
    assert hands.finish_days == 0 or hands.work_on(last)


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
def test_nothing_is_refused_that_would_be_finished_within_half_a_year(
    case: tuple[Hands, date], pieces: int
) -> None:
    hands, today = case
    working = [day for day in (today + timedelta(days=count) for count in REACH) if hands.work_on(day)]
    finishing = working[len(working) - hands.finish_days :] if hands.finish_days else []
    room = sum(hands.room(day) for day in working if not finishing or day < finishing[0])
    if len(working) < hands.finish_days:
        room = 0
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


@given(hands_on(), st.integers(1, 30), st.integers(0, 30))
@settings(deadline=None, max_examples=100)
def test_more_pieces_are_never_ready_sooner(case: tuple[Hands, date], pieces: int, more: int) -> None:
    hands, today = case
    assert no_earlier(ready(pieces + more, hands, today), ready(pieces, hands, today))


@given(hands_on(), st.integers(1, 30), st.data())
@settings(deadline=None, max_examples=100)
def test_more_promised_another_closure_or_a_day_off_a_week_never_makes_it_sooner(
    case: tuple[Hands, date], pieces: int, data: st.DataObject
) -> None:
    hands, today = case
    now = ready(pieces, hands, today)
    fuller = beside(hands, data.draw(st.dictionaries(days, st.integers(1, 3), max_size=9)))
    closed = replace(hands, off=[*hands.off, data.draw(rows_of_days(today))])
    kept = data.draw(st.sampled_from(days_of(hands.weekdays)))
    for later in (fuller, closed, replace(hands, weekdays=mask_of([kept]))):
        assert no_earlier(ready(pieces, later, today), now)


@given(hands_on(), st.integers(1, 20), st.integers(1, 20))
@settings(deadline=None, max_examples=100)
def test_taking_back_the_earliest_order_frees_the_earliest_slots(
    case: tuple[Hands, date], first: int, second: int
) -> None:
    """Whoever asks next for as much gets exactly the days of the order that was taken back."""
    hands, today = case
    one = lay(first, hands, today)
    two = lay(second, beside(hands, one or {}), today)
    if one is None or two is None:
        return
    assert lay(first, beside(hands, two), today) == one


PLANS = [
    ("one piece on the next working day", Hands(Pace(2)), 1, {MONDAY: 1}),
    ("three pieces at two a day", Hands(Pace(2)), 3, {MONDAY: 2, TUESDAY: 1}),
    ("beside what is promised", Hands(Pace(2), {MONDAY: 2, TUESDAY: 1}), 2, {TUESDAY: 1, WEDNESDAY: 1}),
    ("two days for one piece", Hands(Pace(days_each=2)), 1, {MONDAY: 1, TUESDAY: 1}),
    ("after the leave", Hands(Pace(2), off=[(MONDAY, TUESDAY)]), 1, {WEDNESDAY: 1}),
    ("after two closures", Hands(Pace(2), off=[(MONDAY, MONDAY), (TUESDAY, TUESDAY)]), 1, {WEDNESDAY: 1}),
    ("on Tuesdays only", Hands(Pace(2), weekdays=mask_of([1])), 3, {TUESDAY: 2, date(2026, 12, 1): 1}),
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


@pytest.mark.parametrize(
    ("finish_days", "day"),
    [
        (0, WEDNESDAY),
        (1, date(2026, 11, 26)),
        (4, date(2026, 11, 30)),  # Sunday dries nothing
        (14, date(2026, 12, 11)),
    ],
)
def test_drying_and_packing_are_counted_in_working_days_of_the_same_hands(
    finish_days: int, day: date
) -> None:
    hands = Hands(Pace(2), finish_days=finish_days)
    plan = lay(5, hands, SUNDAY)
    assert plan == {MONDAY: 2, TUESDAY: 2, WEDNESDAY: 1}
    assert ready_day(plan, hands) == day


def test_a_closure_while_it_dries_moves_the_day() -> None:
    hands = Hands(Pace(2), finish_days=2, off=[(TUESDAY, date(2026, 11, 28))], weekdays=mask_of(range(5)))
    assert ready_day({MONDAY: 1}, hands) == date(2026, 12, 1)


def test_hands_that_work_on_sundays_do_so_but_not_on_a_holiday() -> None:
    every_day = Hands(Pace(1), weekdays=EVERY_DAY)
    assert lay(2, every_day, date(2026, 11, 27)) == {date(2026, 11, 28): 1, date(2026, 11, 29): 1}
    assert lay(1, every_day, date(2026, 12, 24)) == {date(2026, 12, 26): 1}


def test_beyond_the_horizon_only_weekdays_count() -> None:
    """Christmas of 2028 is in no table yet: it counts as a Monday like any other."""
    assert horizon() == date(2027, 12, 31)
    assert lay(1, Hands(Pace(1)), date(2028, 12, 24)) == {date(2028, 12, 25): 1}
    assert lay(1, Hands(Pace(1)), date(2028, 12, 23)) == {date(2028, 12, 25): 1}  # the 24th is a Sunday


@pytest.mark.parametrize(
    ("today", "short_of"),
    [
        (SUNDAY, None),
        (date(2027, 7, 4), None),  # and 180 days is 31 December
        (date(2027, 7, 5), date(2027, 12, 31)),
        (date(2029, 1, 1), date(2027, 12, 31)),
    ],
)
def test_the_calendar_falls_short_when_half_a_year_reaches_beyond_it(
    today: date, short_of: date | None
) -> None:
    assert calendar_short_of(today) == short_of


def test_hands_away_for_half_a_year_promise_nothing() -> None:
    away = Hands(Pace(50), off=[(SUNDAY, SUNDAY + timedelta(days=FARTHEST_DAYS))])
    assert lay(1, away, SUNDAY) is None
    assert most_within_reach(away, SUNDAY) == 0


def test_the_last_day_of_half_a_year_still_counts() -> None:
    """22 November 2026 and 180 days is Friday, 21 May 2027, the first working day after a holiday."""
    last = SUNDAY + timedelta(days=FARTHEST_DAYS)
    free_on_it = Hands(Pace(1), off=[(SUNDAY, last - timedelta(days=1))])
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


def test_a_closure_moves_the_sending_of_what_lies_ready() -> None:
    assert ready_from_stock(SUNDAY, [(MONDAY, TUESDAY)]) == WEDNESDAY
    assert ready_from_stock(SUNDAY, [(TUESDAY, TUESDAY)]) == MONDAY
    assert ready_from_stock(SUNDAY, [(SUNDAY, SUNDAY + timedelta(days=FARTHEST_DAYS))]) is None


@pytest.mark.parametrize(
    ("pace", "words"), [(Pace(3), "3 sehari"), (Pace(days_each=4), "1 dalam 4 hari kerja")]
)
def test_a_pace_says_itself_in_words(pace: Pace, words: str) -> None:
    assert pace.words == words


WEEKS = [
    (MONDAY_TO_SATURDAY, "Senin–Sabtu"),
    (EVERY_DAY, "setiap hari"),
    (0b0011111, "Senin–Jumat"),
    (0b0010101, "Senin, Rabu, dan Jumat"),
    (0b1100000, "Sabtu dan Minggu"),
    (0b0000010, "Selasa"),
    (0b0001110, "Selasa–Kamis"),
]


@pytest.mark.parametrize(("weekdays", "words"), WEEKS)
def test_a_week_says_itself_in_words(weekdays: int, words: str) -> None:
    assert week_words(weekdays) == words
    assert mask_of(days_of(weekdays)) == weekdays
