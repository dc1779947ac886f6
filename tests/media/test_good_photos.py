"""Whatever a phone sends becomes an upright WebP in three sizes with the right colours and nothing else in it."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from app.media.rules import photo as rules
from tests.support.pictures import CORNERS, looks_like, quarters, written

DATA = Path(__file__).parent / "data"
LYING: dict[int, Image.Transpose | None] = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera that writes this EXIF orientation had laid the picture down."""


def lying(orientation: int, upright: Image.Image) -> tuple[Image.Image, Image.Exif]:
    turn = LYING[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    return upright.transpose(turn) if turn is not None else upright, exif


def seen(webp: bytes) -> Image.Image:
    with Image.open(io.BytesIO(webp)) as picture:
        assert picture.format == "WEBP"
        picture.load()
        return picture


# -- upright ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", LYING)
def test_it_stands_upright_however_the_phone_was_held(orientation: int, kind: str) -> None:
    picture, exif = lying(orientation, quarters(480, 320))
    encoded = rules.encode(written(picture, kind, exif=exif))
    assert (encoded.width, encoded.height) == (480, 320)
    for webp in encoded.sizes.values():
        assert looks_like(seen(webp)) == CORNERS


@pytest.mark.parametrize("orientation", LYING)
def test_a_large_one_is_kept_with_its_own_size_though_it_was_read_small(orientation: int) -> None:
    picture, exif = lying(orientation, quarters(3200, 2400))
    encoded = rules.encode(written(picture, exif=exif))
    assert (encoded.width, encoded.height) == (3200, 2400)
    assert seen(encoded.sizes[320]).size == (427, 320)
    assert looks_like(seen(encoded.sizes[320])) == CORNERS


def test_an_orientation_that_does_not_exist_turns_nothing() -> None:
    exif = Image.Exif()
    exif[0x0112] = 77
    assert looks_like(seen(rules.encode(written(quarters(), exif=exif)).sizes[320])) == CORNERS


# -- sizes ------------------------------------------------------------------------------------------

SIZES = [
    ((4000, 3000), [(427, 320), (853, 640), (1707, 1280)]),
    ((3000, 4000), [(320, 427), (640, 853), (1280, 1707)]),
    ((1280, 1280), [(320, 320), (640, 640), (1280, 1280)]),
    ((1000, 500), [(640, 320), (1000, 500), (1000, 500)]),  # never blown up
    ((200, 200), [(200, 200)] * 3),
    ((3000, 300), [(750, 300)] * 3),  # a panorama is cut to its middle
    ((300, 3000), [(300, 750)] * 3),
]


@pytest.mark.parametrize(("original", "expected"), SIZES)
def test_three_sizes_by_the_shorter_side(original: tuple[int, int], expected: list[tuple[int, int]]) -> None:
    encoded = rules.encode(written(Image.new("RGB", original, "navy")))
    assert [seen(encoded.sizes[side]).size for side in (320, 640, 1280)] == expected
    assert (encoded.width, encoded.height) == original


def test_of_a_panorama_the_middle_is_left() -> None:
    wide = Image.new("RGB", (3000, 300), "red")
    wide.paste("blue", (1000, 0, 2000, 300))
    assert looks_like(seen(rules.encode(written(wide)).sizes[320])) == ("blue",) * 4


@settings(deadline=None, max_examples=40)
@given(st.integers(200, 1500), st.integers(200, 1500), st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_every_size_keeps_its_bounds_and_its_shape(width: int, height: int, kind: str) -> None:
    encoded = rules.encode(written(Image.new("RGB", (width, height), "teal"), kind))
    shape = min(2.5, max(width, height) / min(width, height))
    for side, webp in encoded.sizes.items():
        short, long = sorted(seen(webp).size)
        assert short == min(side, width, height)
        assert abs(long - short * shape) <= 1.5
    assert (encoded.width, encoded.height) == (width, height)


# -- nothing but pixels -----------------------------------------------------------------------------


def with_secrets(kind: str) -> bytes:
    """A picture that says where and by whom it was taken, in every way that its kind knows."""
    exif = Image.Exif()
    exif[0x010F], exif[0x9286], exif[0x013B] = "Kamera Rahasia", "Komentar Rahasia", "Yati Rahasia"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "S", (6.0, 10.0, 41.9), "E", (106.0, 39.0, 1.2)
    options: dict[str, object] = {"exif": exif}
    if kind == "JPEG":
        options |= {"comment": b"Komentar Rahasia", "xmp": b"<x:xmpmeta>Rahasia</x:xmpmeta>"}
    if kind == "WEBP":
        options |= {"xmp": b"<x:xmpmeta>Rahasia</x:xmpmeta>"}
    options["icc_profile"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = written(quarters(), kind, **options)
    assert b"Rahasia" in content
    return content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_camera_and_comments_are_gone(kind: str) -> None:
    assert_only_pixels(rules.encode(with_secrets(kind)))


def test_place_and_camera_of_an_iphone_are_gone() -> None:
    content = (DATA / "phone-turned.heic").read_bytes()
    assert b"Kamera" in content
    assert_only_pixels(rules.encode(content))


def assert_only_pixels(encoded: rules.Encoded) -> None:
    for webp in encoded.sizes.values():
        picture = seen(webp)
        assert dict(picture.getexif()) == {}
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info)
        assert b"Rahasia" not in webp
        assert b"Kamera" not in webp
        # a plain WebP: nothing in the file but one picture
        assert webp[:4] + webp[8:16] in (b"RIFFWEBPVP8 ", b"RIFFWEBPVP8L")


# -- colours ----------------------------------------------------------------------------------------


def colour(content: bytes) -> tuple[int, ...]:
    pixel = seen(rules.encode(content).sizes[320]).convert("RGB").getpixel((40, 40))
    assert isinstance(pixel, tuple)
    return tuple(round(value) for value in pixel)


def near(found: tuple[int, ...], wanted: tuple[int, int, int]) -> bool:
    return all(abs(one - two) <= 6 for one, two in zip(found, wanted, strict=True))


PALETTE = Image.new("P", (400, 300), 0)
PALETTE.putpalette([200, 30, 60] + [0, 255, 0] * 255)
KINDS = {
    "ink (CMYK)": (Image.new("CMYK", (400, 300), (0, 255, 255, 0)), "JPEG", {}, (255, 0, 0)),
    "grey": (Image.new("L", (400, 300), 90), "JPEG", {}, (90, 90, 90)),
    "grey of 16 bits": (Image.new("I;16", (400, 300), 90 * 257), "PNG", {}, (90, 90, 90)),
    "light grey of 16 bits": (Image.new("I;16", (400, 300), 200 * 257), "PNG", {}, (200, 200, 200)),
    "black and white": (Image.new("1", (400, 300), 1), "PNG", {}, (255, 255, 255)),
    "palette": (PALETTE, "PNG", {}, (200, 30, 60)),
    "palette, seen through": (PALETTE, "PNG", {"transparency": 0}, (255, 255, 255)),
    "seen through": (Image.new("RGBA", (400, 300), (200, 30, 60, 0)), "PNG", {}, (255, 255, 255)),
    "half seen through": (Image.new("RGBA", (400, 300), (0, 0, 0, 128)), "WEBP", {}, (127, 127, 127)),
    "grey, seen through": (Image.new("LA", (400, 300), (10, 0)), "PNG", {}, (255, 255, 255)),
    "one colour means glass": (
        Image.new("RGB", (400, 300), (1, 2, 3)),
        "PNG",
        {"transparency": (1, 2, 3)},
        (255, 255, 255),
    ),
}


@pytest.mark.parametrize(("picture", "kind", "options", "wanted"), KINDS.values(), ids=KINDS)
def test_colours_are_as_they_look_on_white(
    picture: Image.Image, kind: str, options: dict[str, object], wanted: tuple[int, int, int]
) -> None:
    found = colour(written(picture, kind, **options))
    assert near(found, wanted), found


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_one_is_kept(kind: str) -> None:
    first, second = Image.new("RGB", (300, 300), "red"), Image.new("RGB", (300, 300), "blue")
    content = written(first, kind, save_all=True, append_images=[second], duration=100)
    picture = seen(rules.encode(content).sizes[320])
    assert (getattr(picture, "n_frames", 1), looks_like(picture)) == (1, ("red",) * 4)


def swapped_profile() -> bytes:
    """A colour profile of a strange screen: what it calls red is green, and the other way round."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return plain.replace(b"rXYZ", b"----", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"----", b"gXYZ", 1)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_colour_profile_is_followed_before_it_is_dropped(kind: str) -> None:
    """Without that, a phone whose colours reach further (Display P3) makes every cloth look pale."""
    content = written(Image.new("RGB", (400, 300), "red"), kind, icc_profile=swapped_profile())
    assert near(colour(content), (0, 255, 0)), colour(content)


@pytest.mark.parametrize(
    "profile", [b"rusak", b"", ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()]
)
def test_a_profile_that_says_nothing_useful_is_passed_over(profile: bytes) -> None:
    content = written(Image.new("RGB", (400, 300), (200, 30, 60)), icc_profile=profile)
    assert near(colour(content), (200, 30, 60))


# -- HEIC, as iPhones make it (made with libheif's encoder: `quarters(320, 240)` in several ways) ----------


def heic(name: str) -> rules.Encoded:
    return rules.encode((DATA / f"phone{name}.heic").read_bytes())


def test_heic_is_read() -> None:
    encoded = heic("")
    assert (encoded.width, encoded.height) == (320, 240)
    assert looks_like(seen(encoded.sizes[1280])) == CORNERS


def test_heic_of_a_phone_held_upright_is_turned_once() -> None:
    """The container turns it, and the EXIF inside says the same: only one of them counts."""
    encoded = heic("-turned")
    assert (encoded.width, encoded.height) == (240, 320)
    assert looks_like(seen(encoded.sizes[320])) == looks_like(ImageOps.exif_transpose(turned()))


def turned() -> Image.Image:
    picture = quarters(320, 240)
    picture.getexif()[0x0112] = 6
    return picture


def test_heic_that_is_seen_through_stands_on_white() -> None:
    upper = seen(heic("-alpha").sizes[320]).convert("RGB")
    assert near(upper.getpixel((20, 20)), (255, 255, 255))  # type: ignore[arg-type]
    assert looks_like(upper)[2:] == CORNERS[2:]


def test_grey_heic_is_read() -> None:
    grey = seen(heic("-grey").sizes[320]).convert("RGB")
    assert near(grey.getpixel((20, 20)), (76, 76, 76))  # type: ignore[arg-type]


def test_heic_of_ten_bits_is_read() -> None:
    deep = seen(heic("-ten-bit").sizes[320]).convert("RGB")
    assert near(deep.getpixel((20, 20)), (159, 40, 255))  # type: ignore[arg-type]
