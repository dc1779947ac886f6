"""Order numbers that can be read aloud, and the key in a guest's link."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.adapters.order_keys import SignedOrderKeys
from app.orders.rules.numbers import id_of, new_number

KEYS = SignedOrderKeys("a secret for tests only, long enough")
NUMBER = "G-7K3M9QX"


def test_a_number_is_short_clear_and_never_the_same() -> None:
    made = {new_number() for _ in range(2000)}
    assert len(made) == 2000
    # without 0 and O, 1 and I: they are read aloud over the telephone
    assert all(re.fullmatch(r"G-[2-9A-HJ-NP-Z]{7}", number) for number in made)


def test_a_key_opens_its_own_order_and_no_other() -> None:
    key = KEYS.key_for(NUMBER)
    assert KEYS.opens(NUMBER, key)
    assert not KEYS.opens("G-7K3M9QY", key)
    assert not SignedOrderKeys("another secret of the same kind").opens(NUMBER, key)


def test_a_key_is_long_and_does_not_carry_the_number() -> None:
    key = KEYS.key_for(NUMBER)
    assert len(key) >= 27
    assert NUMBER not in key and key == KEYS.key_for(NUMBER)
    assert re.fullmatch(r"[\w-]+", key)


@pytest.mark.parametrize(
    "change", [str.upper, str.lower, lambda key: key[:-1], lambda key: key + "A", lambda _: ""]
)
def test_a_key_that_was_changed_opens_nothing(change: object) -> None:
    assert not KEYS.opens(NUMBER, change(KEYS.key_for(NUMBER)))  # type: ignore[operator]


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=200)
def test_no_guess_opens_an_order_and_none_breaks_it(guess: str) -> None:
    assert KEYS.opens(NUMBER, guess) is (guess == KEYS.key_for(NUMBER))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("0", 0),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("-7", None),
        ("", None),
        (None, None),
        ("²", None),
        ("７", None),
        ("7\x00", None),
        (" 7", None),
    ],
)
def test_an_id_is_ascii_digits_that_a_row_can_have(text: str | None, number: int | None) -> None:
    assert id_of(text) == number
