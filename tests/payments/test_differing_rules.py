"""What another sum than was due is for, and what goes back of it: the pure rules."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.payments.rules.differing import Split, goes_back

CASES = {
    "nothing differs": (Split(102_137, 137, 102_137), (0, 137, 0)),
    "less, but the goods are paid": (Split(102_137, 137, 102_050), (0, 50, 0)),
    "just the goods": (Split(102_137, 137, 102_000), (0, 0, 0)),
    "a rupiah less than the goods": (Split(102_137, 137, 101_999), (1, 0, 0)),
    "next to nothing": (Split(102_000, 0, 1), (101_999, 0, 0)),
    "digits that nobody asked for": (Split(102_000, 0, 102_999), (0, 999, 0)),
    "a rupiah more than digits": (Split(102_000, 0, 103_000), (0, 0, 1_000)),
    "digits beside digits": (Split(102_137, 137, 103_136), (0, 1_136, 0)),
    "much too much": (Split(102_137, 137, 200_000), (0, 137, 97_863)),
}


@pytest.mark.parametrize(("split", "found"), CASES.values(), ids=CASES)
def test_a_sum_is_parted(split: Split, found: tuple[int, int, int]) -> None:
    assert (split.let_go, split.digits, split.owed) == found


@given(goods=st.integers(1, 10**9), code=st.integers(0, 999), seen=st.integers(1, 2 * 10**9))
@settings(deadline=None)
def test_every_rupiah_that_came_is_for_something(goods: int, code: int, seen: int) -> None:
    split = Split(goods + code, code, seen)
    assert seen == goods - split.let_go + split.digits + split.owed
    assert min(split.let_go, split.digits, split.owed) >= 0
    assert split.let_go < goods
    assert not (split.let_go and (split.digits or split.owed))
    assert split.digits <= code + 999
    assert split.owed == 0 or split.owed >= 1_000


@given(
    captured=st.integers(1, 10**9),
    worths=st.lists(st.integers(0, 10**8), min_size=1, max_size=8),
)
@settings(deadline=None)
def test_what_goes_back_is_never_more_than_came_and_in_the_end_all_of_it(
    captured: int, worths: list[int]
) -> None:
    left = captured
    for worth in worths[:-1]:
        back = goes_back(worth, left, is_last=False)
        assert 0 <= back <= min(worth, left)
        left -= back
    assert left - goes_back(worths[-1], left, is_last=True) == 0
