"""Photos of labels are kept whole and large enough for small print; pages get parts of them."""

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.media.rules import photo as rules
from app.media.rules.photo import BadPhoto
from tests.support.pictures import CORNERS, looks_like, only_a_header, quarters, written


def seen(webp: bytes) -> Image.Image:
    with Image.open(io.BytesIO(webp)) as picture:
        assert picture.format == "WEBP"
        picture.load()
        return picture


SIZES = [
    ((4000, 3000), (2400, 1800)),
    ((3000, 4000), (1800, 2400)),
    ((2400, 1000), (2400, 1000)),
    ((900, 700), (900, 700)),  # never blown up
    ((5000, 500), (2400, 240)),  # all round a jar: nothing is cut off
]


@pytest.mark.parametrize(("original", "kept"), SIZES)
def test_the_longer_side_is_kept_up_to_2400(original: tuple[int, int], kept: tuple[int, int]) -> None:
    sharp = rules.encode_label(written(quarters(*original)))
    assert (sharp.width, sharp.height) == kept
    assert seen(sharp.webp).size == kept
    assert looks_like(seen(sharp.webp)) == CORNERS


def test_it_stands_upright_and_carries_nothing_but_pixels() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Phone of Yati"
    lying = quarters(3000, 4000).transpose(Image.Transpose.ROTATE_90)
    sharp = rules.encode_label(written(lying, exif=exif))
    assert (sharp.width, sharp.height) == (1800, 2400)
    assert looks_like(seen(sharp.webp)) == CORNERS
    assert b"Phone of Yati" not in sharp.webp


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7", b"", b"<svg/>", only_a_header(9000, 9000), written(quarters(150, 150))]
)
def test_what_is_no_photo_is_refused_as_everywhere(content: bytes) -> None:
    with pytest.raises(BadPhoto) as refused:
        rules.encode_label(content)
    with pytest.raises(BadPhoto) as usual:
        rules.encode(content)
    assert refused.value.message == usual.value.message


def test_a_part_is_cut_out_in_its_own_pixels() -> None:
    sharp = rules.encode_label(written(quarters(1000, 800)))
    part = seen(rules.part(sharp.webp, 500, 0, 1000, 400))
    assert part.size == (500, 400)
    assert looks_like(part) == ("lime",) * 4


def test_a_large_part_is_made_small() -> None:
    sharp = rules.encode_label(written(quarters(2400, 1800)))
    assert seen(rules.part(sharp.webp, 0, 0, 2400, 1800)).size == (960, 720)


@settings(deadline=None, max_examples=60)
@given(*[st.integers(-50, 500)] * 4)
def test_any_rectangle_gives_a_picture(left: int, top: int, right: int, bottom: int) -> None:
    picture: Any = seen(rules.part(SMALL, left, top, right, bottom))
    assert 1 <= picture.width <= 400
    assert 1 <= picture.height <= 300


SMALL = rules.encode_label(written(quarters(400, 300))).webp
