"""The life of a parcel that a post makes of several parts, decided from values alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.states import MoveRefused
from app.delivery.rules.posts import complete_on, reaches
from app.delivery.rules.rates import Tariff
from app.orders.rules import hub
from app.orders.rules.hub import (
    GONE,
    HUB_LIFE,
    HubMove,
    HubState,
    Mark,
    Sighting,
    decides_at,
    due_at,
    moves_of_parts,
    shared_fee,
    what_follows,
)
from app.orders.rules.life import PARCEL_LIFE, ParcelMove, ParcelState

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 30)
some_parts = st.lists(st.sampled_from(ParcelState), max_size=6)


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(HubState), some_parts)
def test_what_follows_is_always_a_move_that_the_table_has(state: HubState, parts: list[ParcelState]) -> None:
    move = what_follows(state, parts)
    assert move is None or HUB_LIFE.allows(state, move)


@settings(deadline=None, max_examples=300)
@given(some_parts)
def test_it_is_complete_exactly_when_every_part_that_comes_is_there(parts: list[ParcelState]) -> None:
    left = [one for one in parts if one not in GONE]
    move = what_follows(HubState.GATHERING, parts)
    assert (move is HubMove.CANCEL) == (not left)
    assert (move is HubMove.COMPLETE) == (bool(left) and set(left) == {ParcelState.AT_POST})


def test_parts_that_are_there_can_do_what_the_whole_does() -> None:
    for state, move in HUB_LIFE.table:
        part = ParcelState.SENT if state is HubState.SENT else ParcelState.AT_POST
        for step in moves_of_parts(state, move):
            part = PARCEL_LIFE.after(part, step)
        if HUB_LIFE.after(state, move) is HubState.RECEIVED:
            assert part is ParcelState.RECEIVED


@pytest.mark.parametrize("state", [HubState.GATHERING, HubState.COMPLETE, HubState.READY, HubState.CANCELLED])
def test_what_is_not_packed_is_not_sent(state: HubState) -> None:
    with pytest.raises(MoveRefused):
        moves_of_parts(state, HubMove.SEND)


@pytest.mark.parametrize("state", [ParcelState.WAITING, ParcelState.AT_POST, ParcelState.SENT])
def test_what_is_at_the_post_or_gone_is_not_dropped_for_being_late(state: ParcelState) -> None:
    with pytest.raises(MoveRefused):
        PARCEL_LIFE.after(state, ParcelMove.DROP)


def test_the_fee_is_the_couriers_and_the_posts_and_nothing_for_nothing() -> None:
    tariff = Tariff(12_000, 6_000)
    assert shared_fee(tariff, 2_000, 2_100) == 20_000
    assert shared_fee(None, 2_000, 2_100) == 2_000
    assert shared_fee(tariff, 2_000, 0) == 0


weights = st.lists(st.integers(1, 20_000), min_size=2, max_size=6)


@settings(deadline=None, max_examples=200)
@given(weights, st.integers(0, 50_000), st.integers(0, 40_000))
def test_one_parcel_costs_at_most_what_its_parts_cost_apart_but_for_the_forgiven_grams(
    grams: list[int], first: int, more: int
) -> None:
    """Couriers forgive each parcel 0.3 kg, so many parcels are forgiven more than one: the page shows both sums."""
    tariff = Tariff(first + more, more)
    forgiven = -(-300 * (len(grams) - 1) // 1000)
    assert shared_fee(tariff, 0, sum(grams)) <= sum(tariff.fee(one) for one in grams) + more * forgiven


@settings(deadline=None, max_examples=100)
@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 7))
def test_a_later_part_never_makes_the_whole_leave_earlier(day: date, days: int) -> None:
    assert complete_on(day, days) > day
    assert complete_on(day + timedelta(days=1), days) >= complete_on(day, days)


def test_gathering_takes_working_days() -> None:
    assert complete_on(FRIDAY, 1) == SATURDAY
    assert complete_on(SATURDAY, 1) == MONDAY


def test_a_post_reaches_its_own_city() -> None:
    assert reaches("36.71.05.1001", "36.71.01.1008")
    assert not reaches("36.71.05.1001", "36.74.01.1001")


def test_a_part_is_late_from_three_in_the_afternoon_where_the_post_is() -> None:
    assert due_at(FRIDAY, "36.71") == datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
    assert due_at(FRIDAY, "91.01") == datetime(2026, 11, 27, 6, 0, tzinfo=UTC)


def test_who_says_nothing_waits_until_the_promised_day_and_has_a_day_to_answer() -> None:
    asked = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
    answer_by = asked + hub.ANSWER_WITHIN
    assert decides_at(answer_by, SATURDAY, "36.71") == answer_by
    assert decides_at(answer_by, MONDAY, "36.71") == datetime(2026, 11, 29, 17, 0, tzinfo=UTC)


def test_the_keeper_marks_every_line_and_counts_what_lacks() -> None:
    there, short = Sighting(Mark.THERE), Sighting(Mark.SHORT, 2, "tutup retak")
    assert hub.check({1: there, 2: short}, {1: 3, 2: 2}) == {2: 2}
    with pytest.raises(hub.NotChecked):
        hub.check({1: there}, {1: 3, 2: 2})
    for wrong in (0, 3, -1):
        with pytest.raises(hub.CountMissing):
            hub.check({1: there, 2: Sighting(Mark.DAMAGED, wrong)}, {1: 3, 2: 2})
