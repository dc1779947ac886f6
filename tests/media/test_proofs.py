"""A proof is kept whole, without where it was taken, and is known again by its pixels."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.media.rules import photo as rules
from app.media.rules.photo import BadPhoto
from tests.support.pictures import looks_like, quarters, written


def opened(webp: bytes) -> Image.Image:
    return Image.open(io.BytesIO(webp))


def with_place(picture: Image.Image) -> bytes:
    """A photo whose file says where it was taken, and by which phone."""
    exif = Image.Exif()
    exif[0x010F] = "Telepon"
    exif.get_ifd(0x8825)[1] = "S"
    return written(picture, quality=90, exif=exif)


def test_a_long_receipt_is_kept_whole() -> None:
    """Three times as long as wide: a product photo would be cut to its middle."""
    proof = rules.encode_proof(written(quarters(800, 2400), "PNG"))
    kept = opened(proof.webp)
    assert kept.size == (800, 2400)
    assert looks_like(kept) == ("red", "lime", "blue", "yellow")


def test_a_large_one_is_made_small_to_2400() -> None:
    assert opened(rules.encode_proof(written(quarters(3000, 4000))).webp).size == (1800, 2400)


def test_nothing_but_pixels_is_kept() -> None:
    webp = rules.encode_proof(with_place(quarters())).webp
    assert b"Telepon" not in webp and b"EXIF" not in webp
    assert not opened(webp).getexif()


def test_the_same_pixels_are_known_again_whatever_the_file_says_besides() -> None:
    picture = quarters()
    plain, told = written(picture, quality=90), with_place(picture)
    assert plain != told
    assert rules.encode_proof(plain).pixels == rules.encode_proof(told).pixels
    as_png, as_webp = written(picture, "PNG"), written(picture, "WEBP", lossless=True)
    assert rules.encode_proof(as_png).pixels == rules.encode_proof(as_webp).pixels


def test_what_was_kept_is_known_when_it_is_sent_again() -> None:
    """Who opens her proof on the page, saves it and sends it for another order sends other pixels than she did first."""
    for picture in (quarters(), quarters(3000, 4000)):
        first = rules.encode_proof(written(picture, "PNG"))
        again = rules.encode_proof(first.webp)
        assert first.kept in again.known_by


def test_a_picture_turned_by_its_file_is_the_one_that_is_turned_by_hand() -> None:
    exif = Image.Exif()
    exif[0x0112] = 3
    turned = written(quarters().rotate(180), "PNG", exif=exif)
    assert rules.encode_proof(turned).pixels == rules.encode_proof(written(quarters(), "PNG")).pixels


@settings(max_examples=15, deadline=None)
@given(x=st.integers(0, 299), y=st.integers(0, 599))
def test_one_other_pixel_is_another_proof(x: int, y: int) -> None:
    picture = Image.new("RGB", (300, 600), "white")
    before = rules.encode_proof(written(picture, "PNG")).pixels
    picture.putpixel((x, y), (254, 255, 255))
    assert rules.encode_proof(written(picture, "PNG")).pixels != before


def test_the_same_colours_in_another_shape_are_another_proof() -> None:
    lying, standing = (Image.new("RGB", size, "white") for size in ((400, 300), (300, 400)))
    assert rules.encode_proof(written(lying)).pixels != rules.encode_proof(written(standing)).pixels


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 bukti", b"bukan foto"])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(BadPhoto):
        rules.encode_proof(content)
