"""What is measured on a photo: the same for every size of one scene, and kept as it was measured."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.media.rules.measures import Measures, measure
from app.media.rules.photo import encode, measures_of
from bench import scenes
from tests.support.pictures import quarters, written

MAT = scenes.scene("anyaman", 1200, 900)
POUCH = scenes.scene("kemasan bertulisan", 1200, 900)


def of(content: bytes) -> Measures:
    return measures_of(content).measures


@pytest.mark.parametrize("pixels", [MAT, POUCH], ids=["mat", "pouch"])
@pytest.mark.parametrize("blur", [0, 5])
def test_twelve_megapixels_and_one_measure_alike(pixels: scenes.Pixels, blur: float) -> None:
    picture = scenes.exposed(scenes.defocused(pixels, blur) if blur else pixels)
    measured = [
        of(written(picture.resize((width, width * 3 // 4), Image.Resampling.LANCZOS), quality=90))
        for width in (4000, 1600, 1155)
    ]
    softness = [one.softness for one in measured if one.softness is not None]
    assert len(softness) == 3
    assert max(softness) - min(softness) < 0.25
    assert len({round(one.highlight / 4) for one in measured}) <= 2


def test_a_wider_blur_measures_wider() -> None:
    found = [of(scenes.taken(POUCH, defocus=amount)).softness or 0 for amount in (0, 3, 5, 8, 12)]
    assert found == sorted(found)
    assert found[0] < 0.4 < found[1] < 1.3 < found[3]


def test_a_moved_hand_is_seen_in_its_direction_only() -> None:
    for degrees in (0, 45, 100):
        found = of(scenes.taken(POUCH, shake=(12, degrees)))
        assert found.shake is not None
        assert found.steady is not None
        assert found.shake > 0.95 > 0.75 > found.steady


def test_turning_a_photo_changes_no_measure() -> None:
    upright = scenes.exposed(scenes.shaken(POUCH, 12, 0))
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = written(upright.transpose(Image.Transpose.ROTATE_90), "PNG", exif=exif)
    assert of(lying) == of(written(upright, "PNG"))


def test_a_picture_of_one_colour_has_no_sharpness_to_speak_of() -> None:
    found = of(written(Image.new("RGB", (900, 900), "teal")))
    assert (found.softness, found.shake, found.steady) == (None, None, None)
    assert (found.noise, found.unevenness, found.burnt, found.bars) == (0, 0, 0, 0)


def test_what_is_seen_through_is_counted_before_it_is_laid_on_white() -> None:
    half = Image.new("RGBA", (400, 400), (90, 20, 20, 255))
    half.paste((0, 0, 0, 0), (0, 0, 400, 100))
    assert of(written(half, "PNG")).clear == 0.25
    assert of(written(half, "WEBP", lossless=True)).clear == 0.25
    assert of(written(half.convert("LA"), "PNG")).clear == 0.25
    assert of(written(Image.new("RGBA", (400, 400), (90, 20, 20, 255)), "PNG")).clear == 0


@pytest.mark.parametrize(
    ("size", "kind", "camera", "screen"),
    [
        ((1080, 2400), "PNG", False, True),
        ((2400, 1080), "PNG", False, True),
        ((1080, 2400), "PNG", True, False),
        ((1080, 2400), "JPEG", False, False),
        ((1080, 1080), "PNG", False, False),
        ((1000, 2200), "PNG", False, False),
    ],
)
def test_a_screen_is_a_png_of_a_screens_size_without_camera(
    size: tuple[int, int], kind: str, camera: bool, screen: bool
) -> None:
    exif = Image.Exif()
    if camera:
        exif[0x010F] = "Kamera"
    assert of(written(Image.new("RGB", size, "teal"), kind, exif=exif)).screen is screen


def test_of_two_lenses_pictures_in_one_file_the_first_counts() -> None:
    out = io.BytesIO()
    first, second = quarters(3200, 2400), Image.new("RGB", (3200, 2400), "black")
    first.save(out, "MPO", save_all=True, append_images=[second])
    encoded = encode(out.getvalue())
    assert (encoded.width, encoded.height) == (3200, 2400)
    assert encoded.measures.highlight > 200


def test_of_a_moving_picture_the_first_is_taken() -> None:
    out = io.BytesIO()
    quarters(480, 320).save(
        out, "WEBP", save_all=True, append_images=[Image.new("RGB", (480, 320), "black")], duration=100
    )
    assert measures_of(out.getvalue()).measures.highlight > 200


@pytest.mark.parametrize(
    "picture", [quarters(500, 400).convert("CMYK"), quarters(500, 400).convert("L")], ids=["ink", "grey"]
)
def test_other_colours_are_measured_too(picture: Image.Image) -> None:
    assert of(written(picture)).unevenness > 20


def test_sixteen_bits_are_measured_too() -> None:
    assert of(written(Image.new("I;16", (400, 300), 90 * 257), "PNG")).middle == 90


def test_what_is_kept_comes_back() -> None:
    found = of(scenes.taken(POUCH, shake=(12, 0)))
    kept = found.kept()
    assert Measures.of(kept) is not None
    assert Measures.of(kept) == Measures(**kept)
    assert abs((found.shake or 0) - kept["shake"]) < 0.001
    assert Measures.of(None) is None


@settings(deadline=None, max_examples=30)
@given(
    st.integers(60, 140),
    st.integers(60, 140),
    st.sampled_from(["red", "black", "white", (3, 200, 90)]),
    st.binary(min_size=3, max_size=600),
)
def test_any_picture_can_be_measured(width: int, height: int, colour: object, dots: bytes) -> None:
    picture = Image.new("RGB", (width, height), colour)  # type: ignore[arg-type]
    for at in range(0, len(dots) - 2, 3):
        picture.putpixel((dots[at] % width, dots[at + 1] % height), (dots[at + 2], 0, 255))
    found = measure(picture)
    assert 0 <= found.middle <= 255
    assert 0 <= found.clipped <= 1
