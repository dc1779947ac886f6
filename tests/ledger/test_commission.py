"""Commission is frozen by the rate of the day, never takes part of a rupiah, and goes back with what goes back."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ledger.rules.commission import (
    MOST,
    Rate,
    RateRefused,
    check_rate,
    commission_of,
    given_back,
    in_percent,
    kept_after,
    rate_on,
)

TODAY = date(2026, 11, 22)
RATES = [
    Rate(250, date(2026, 12, 1)),
    Rate(0, date(2027, 1, 1)),
    Rate(300, date(2026, 12, 1)),
    Rate(100, date(2026, 12, 15)),
]


@pytest.mark.parametrize(
    ("day", "bps"),
    [
        (date(2026, 11, 30), 0),
        (date(2026, 12, 1), 300),  # set twice: what was said last
        (date(2026, 12, 14), 300),
        (date(2026, 12, 15), 100),
        (date(2026, 12, 31), 100),
        (date(2027, 1, 1), 0),
    ],
)
def test_the_rate_that_began_last_holds(day: date, bps: int) -> None:
    assert rate_on(RATES, day) == bps


def test_nothing_is_kept_while_no_rate_was_ever_set() -> None:
    assert rate_on([], TODAY) == 0


@pytest.mark.parametrize("bps", [-1, MOST + 1])
def test_a_rate_beyond_thirty_per_cent_is_a_slip(bps: int) -> None:
    with pytest.raises(RateRefused, match="0 sampai 30 persen"):
        check_rate(Rate(bps, date(2026, 12, 1)), TODAY)


@pytest.mark.parametrize("day", [TODAY, date(2026, 11, 1)])
def test_a_rate_begins_tomorrow_at_the_earliest(day: date) -> None:
    with pytest.raises(RateRefused, match="paling cepat besok"):
        check_rate(Rate(0, day), TODAY)


def test_a_rate_from_tomorrow_is_taken() -> None:
    check_rate(Rate(MOST, date(2026, 11, 23)), TODAY)


@pytest.mark.parametrize(
    ("amount", "bps", "kept"), [(45_000, 0, 0), (45_000, 250, 1_125), (39, 250, 0), (45_333, 250, 1_133)]
)
def test_the_part_of_a_rupiah_is_the_sellers(amount: int, bps: int, kept: int) -> None:
    assert commission_of(amount, bps) == kept


SALE = st.integers(1, 9_000_000)


@settings(deadline=None)
@given(goods=SALE, bps=st.integers(0, MOST), steps=st.lists(st.integers(0, 3_000_000), max_size=8))
def test_small_returns_give_back_what_one_large_one_does(goods: int, bps: int, steps: list[int]) -> None:
    commission, back, gone = commission_of(goods, bps), 0, 0
    for step in steps:
        now = given_back(commission, goods, before=gone, now=step)
        assert now >= 0
        back, gone = back + now, gone + step
        assert back == commission - kept_after(commission, goods, gone) <= commission
    assert back + given_back(commission, goods, before=gone, now=goods) == commission


def test_more_than_the_goods_cost_gives_back_no_more_than_was_kept() -> None:
    """The shipping fee may be asked back as well."""
    assert given_back(1_125, 45_000, before=0, now=57_000) == 1_125
    assert given_back(1_125, 45_000, before=45_000, now=12_000) == 0


@pytest.mark.parametrize(
    ("bps", "said"), [(0, "0 %"), (250, "2,5 %"), (1_000, "10 %"), (125, "1,25 %"), (5, "0,05 %")]
)
def test_a_rate_is_said_in_per_cent(bps: int, said: str) -> None:
    assert in_percent(bps) == said
