"""Days of leave, numbers of neighbourhoods, and the life of a gerai, from values alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.errors import RuleBroken
from app.base.states import MoveRefused
from app.sellers.rules import LIFE, MOST_LEAVE_DAYS, SellerMove, SellerState, check_leave, normal_rt

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2", "002"), ("02", "002"), ("002", "002"), ("15", "015"), ("999", "999"), ("RT 2", "002"), ("rw.05", "005"),
        ("", None), ("  ", None), ("-", None),
    ],
)  # fmt: skip
def test_a_neighbourhood_is_written_with_three_digits(typed: str, kept: str | None) -> None:
    assert normal_rt(typed) == kept


@pytest.mark.parametrize("typed", ["0", "000", "1000", "dua", "2/5", "2a", "R2", "-2", "٢"])
def test_what_is_no_number_is_refused_and_never_guessed(typed: str) -> None:
    with pytest.raises(RuleBroken, match="RT dan RW ditulis dengan angka, paling banyak tiga angka"):
        normal_rt(typed)


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=6))
def test_whatever_is_typed_is_three_digits_nothing_or_refused(typed: str) -> None:
    try:
        kept = normal_rt(typed)
    except RuleBroken:
        return
    assert kept is None or (len(kept) == 3 and kept.isascii() and kept.isdigit() and normal_rt(kept) == kept)


@pytest.mark.parametrize(("first", "last"), [(0, 0), (-3, 0), (1, 1), (0, MOST_LEAVE_DAYS), (30, 60)])
def test_a_leave_that_is_possible(first: int, last: int) -> None:
    check_leave(TODAY + timedelta(days=first), TODAY + timedelta(days=last), TODAY)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (5, 4, "Tanggal selesai libur ada sebelum tanggal mulainya."),
        (-3, -1, "Tanggal libur ini sudah lewat."),
        (0, MOST_LEAVE_DAYS + 1, "Libur paling lama 90 hari."),
    ],
)
def test_a_leave_that_is_not(first: int, last: int, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        check_leave(TODAY + timedelta(days=first), TODAY + timedelta(days=last), TODAY)


ALLOWED = {
    (SellerState.DRAFT, SellerMove.OPEN): SellerState.OPEN,
    (SellerState.OPEN, SellerMove.CLOSE): SellerState.CLOSED,
    (SellerState.CLOSED, SellerMove.OPEN): SellerState.OPEN,
}


@pytest.mark.parametrize("state", SellerState)
@pytest.mark.parametrize("move", SellerMove)
def test_every_move_of_a_gerai(state: SellerState, move: SellerMove) -> None:
    if (state, move) in ALLOWED:
        assert LIFE.after(state, move) is ALLOWED[state, move]
    else:
        with pytest.raises(MoveRefused):
            LIFE.after(state, move)
