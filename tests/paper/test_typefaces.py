"""The faces of labels: sizes in millimetres come from their own files, and what they cannot print is known before."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.paper.colours import INK, READABLE, VISIBLE, WHITE, contrast, palette
from app.paper.printable import printable
from app.paper.typefaces import FOLDER, SMALL, least_points, letters, typefaces

X_HEIGHTS = {
    "BarlowSemiCondensed-Bold": 0.514,
    "BarlowSemiCondensed-Medium": 0.509,
    "Fraunces-Bold": 0.482,
    "PlusJakartaSans-Bold": 0.544,
    "PlusJakartaSans-ExtraBold": 0.546,
    "PlusJakartaSans-Regular": 0.536,
}


def test_x_heights_are_those_of_the_files() -> None:
    assert {name: round(face.x_height, 3) for name, face in typefaces().items()} == X_HEIGHTS


def test_every_face_has_its_licence_beside_it() -> None:
    families = {"barlow-semi-condensed", "fraunces", "plus-jakarta-sans"}
    texts = {path.name.removesuffix(".LICENSE.txt"): path.read_text() for path in FOLDER.glob("*.txt")}
    assert set(texts) == families
    assert all("SIL OPEN FONT LICENSE Version 1.1" in text for text in texts.values())


def test_a_millimetre_of_the_narrow_face_needs_five_and_a_half_points() -> None:
    # its medium cut is the lower one: 1 mm / 0.509 = 1.965 mm = 5.569 pt
    assert round(least_points(SMALL, 1.0), 3) == 5.569
    assert round(least_points(SMALL, 0.75), 3) == 4.177


WORDS = [
    ("Keripik 40×60 ½ °C “asli” – é ñ ğ", "Keripik 40×60 ½ °C “asli” – é ñ ğ", (), ()),
    ("𝗞𝗲𝗿𝗶𝗽𝗶𝗸 ﬁlo ①", "Keripik filo 1", (), ()),
    ("Keripik 🌶️ pedas ♥", "Keripik pedas", ("🌶", "♥"), ()),
    ("kue 漢字 Привет", "kue", (), tuple("漢字Привет")),
    ("a\u202eb\u200bc\x07d\te\r\nf", "abcd e f", (), ()),
    ("#strong[x] *b* _i_ $x$ \\ @r <l> `c` // /*", "#strong[x] *b* _i_ $x$ \\ @r <l> `c` // /*", (), ()),
    ("  ", "", (), ()),
]


@pytest.mark.parametrize(("typed", "text", "dropped", "foreign"), WORDS)
def test_text_is_made_printable_and_what_is_lost_is_said(
    typed: str, text: str, dropped: tuple[str, ...], foreign: tuple[str, ...]
) -> None:
    made = printable(typed)
    assert (made.text, made.dropped, made.foreign) == (text, dropped, foreign)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60))
def test_what_is_printable_is_in_every_face_and_stays_as_it_is(typed: str) -> None:
    made = printable(typed)
    assert {ord(letter) for letter in made.text} <= letters()
    assert printable(made.text).text == made.text


colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@settings(deadline=None, max_examples=200)
@given(colours, colours)
@example("#7d8500", "#000000")  # neither ink nor white can be read on it: black can
def test_every_pair_of_colours_can_be_read(main: str, accent: str) -> None:
    made = palette(main, accent)
    assert contrast(made.on_main, made.main) >= READABLE
    assert contrast(made.text, WHITE) >= READABLE
    assert contrast(made.ornament, made.main) >= VISIBLE


def test_a_light_main_colour_carries_dark_text_and_is_no_text_itself() -> None:
    made = palette("#ffd54a", "#b4261c")
    assert (made.on_main, made.text, made.ornament) == (INK, INK, "#b4261c")


def test_a_dark_main_colour_carries_white_text() -> None:
    made = palette("#7a1e4a", "#8a2e5a")
    assert (made.on_main, made.text, made.ornament) == (WHITE, "#7a1e4a", WHITE)


@pytest.mark.parametrize("colour", ["", "red", "#fff", "#7a1e4g", "#7a1e4a; x"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(ValueError):
        palette(colour, "#ffffff")
