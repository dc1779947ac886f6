"""Colours: their writing, the contrast of two, and tones that can be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base import colours
from app.sellers.rules import PALETTE, weak_colours

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_black_on_white_is_the_widest_contrast_and_a_colour_on_itself_the_least() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#7a1e4a", "#7a1e4a") == pytest.approx(1)
    assert colours.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # WCAG's own example


@pytest.mark.parametrize("text", ["", "red", "#fff", "#7a1e4", "#7a1e4a;", "7a1e4a", "#٧a1e4a", "url(#x)"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        colours.normal(text)


def test_a_colour_is_kept_in_lower_case() -> None:
    assert colours.normal(" #7A1E4A ") == "#7a1e4a"


@settings(deadline=None, max_examples=60)
@given(COLOURS, COLOURS, st.sampled_from([colours.LARGE, colours.TEXT]))
def test_a_tone_can_be_read_on_any_ground(colour: str, ground: str, least: float) -> None:
    tone = colours.toned(colour, ground, least)
    assert colours.contrast(tone, ground) >= least
    if colours.contrast(colour, ground) >= least:
        assert tone == colour


@settings(deadline=None, max_examples=60)
@given(COLOURS, COLOURS)
def test_following_both_advices_leaves_nothing_to_advise(main: str, accent: str) -> None:
    tones = {"main": main, "accent": accent} | {one.field: one.tone for one in weak_colours(main, accent)}
    assert weak_colours(tones["main"], tones["accent"]) == []


@settings(deadline=None, max_examples=60)
@given(COLOURS)
def test_words_on_any_band_can_be_read(ground: str) -> None:
    assert colours.contrast(colours.text_on(ground), ground) >= 4


def test_every_pair_of_the_palette_needs_no_advice() -> None:
    assert [one.key for one in PALETTE if weak_colours(one.main, one.accent)] == []
    assert len({one.key for one in PALETTE}) == len({(one.main, one.accent) for one in PALETTE}) == 12
