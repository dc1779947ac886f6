"""QR codes: what a phone reads is the text, and the picture fits the strict policy."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from app.paper.qr import svg_of
from app.web.security import policy

SVG = "{http://www.w3.org/2000/svg}"
LINK = "https://gerai.example/sandi/4rG-x_9Qb2n7mT0kLw8Yc3Zd5Ve6Hf1J"
BORDER = 3


def drawn(svg: str) -> list[list[bool]]:
    """The dark modules that the path of the picture strokes, row by row, border left out."""
    picture = ElementTree.fromstring(svg)  # noqa: S314 - our own
    side = int(picture.attrib["viewBox"].split()[2]) - 2 * BORDER
    (path,) = picture.iter(f"{SVG}path")
    rows = [[False] * side for _ in range(side)]
    for x, y, run in strokes(path.attrib["d"]):
        for at in range(x, x + run):
            rows[y][at] = True
    return rows


def strokes(path: str) -> Iterator[tuple[int, int, int]]:
    """Column, row and length of each horizontal stroke; they run along the middle of their row."""
    x = y = 0.0
    for letter, numbers in re.findall(r"([Mmh])([-0-9. ]+)", path):
        values = [float(one) for one in re.findall(r"-?[0-9.]+", numbers)]
        if letter == "M":
            x, y = values
        elif letter == "m":
            x, y = x + values[0], y + values[1]
        else:
            yield round(x) - BORDER, round(y - 0.5) - BORDER, round(values[0])
            x += values[0]


def wanted(text: str) -> list[list[bool]]:
    """The modules of the same text by the encoder itself, without the picture."""
    return [[bool(module) for module in row] for row in segno.make(text, error="m", micro=False).matrix]


@pytest.mark.parametrize(
    "text", [LINK, "GR-7KQ2", "https://gerai.example/verifikasi/AB12CD34", "Ibu Sari – keset “perca”"]
)
def test_the_picture_shows_the_code_of_the_text(text: str) -> None:
    assert drawn(svg_of(text)) == wanted(text)


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_any_text_is_drawn_as_it_is_encoded(text: str) -> None:
    assert drawn(svg_of(text)) == wanted(text)


def test_different_texts_are_different_pictures() -> None:
    assert svg_of(LINK) != svg_of(LINK + "x")
    assert svg_of(LINK) == svg_of(LINK)


def test_nothing_of_the_picture_offends_the_policy_of_pages() -> None:
    """No style, no script, no colours of its own: class and path only."""
    assert "style-src 'self'" in policy()
    picture = ElementTree.fromstring(svg_of('"><script>alert(1)</script>'))  # noqa: S314 - our own
    assert [element.tag for element in picture.iter()] == [f"{SVG}svg", f"{SVG}path"]
    assert set(picture.attrib) == {"viewBox", "class"}
    assert picture.attrib["class"] == "qr"
    (path,) = picture
    assert set(path.attrib) <= {"d", "stroke", "class", "transform"}
    assert "script" not in svg_of("<script>")


def test_the_code_has_a_quiet_border_and_scales() -> None:
    picture = ElementTree.fromstring(svg_of(LINK))  # noqa: S314 - our own
    side = len(wanted(LINK)) + 2 * BORDER
    assert picture.attrib["viewBox"] == f"0 0 {side} {side}"
    assert "width" not in picture.attrib
