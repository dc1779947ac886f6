"""Occasions of gifts as data: codes that stand in addresses, words that people read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalog.rules.occasions import Occasion, known, occasions

CODES = [one.code for one in occasions()]


@pytest.mark.parametrize("one", occasions(), ids=CODES)
def test_an_occasion_has_an_address_a_name_and_one_line_of_meaning(one: Occasion) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", one.code)
    assert one.words[0].isupper() and len(one.words) <= 30
    assert one.meaning.endswith(".") and "\n" not in one.meaning and len(one.meaning) <= 90


def test_each_is_told_from_the_others() -> None:
    assert len(CODES) == 8
    assert len({one.words for one in occasions()}) == len({one.meaning for one in occasions()}) == 8


@given(st.lists(st.sampled_from([*CODES, "", "besok", "RAPAT", "rapat "])))
@settings(deadline=None, max_examples=60)
def test_whatever_was_chosen_is_kept_once_in_the_order_of_the_file(chosen: list[str]) -> None:
    assert [one.code for one in known(chosen)] == [code for code in CODES if code in chosen]
