"""What a picture must be, and how it is made small: bytes in, WebP in three sizes out."""

import io
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from app.base.errors import RuleBroken
from app.media.rules import heif

MOST_BYTES = 25 * 1024 * 1024
MOST_PIXELS = 64_000_000
"""Phones of today make 50 megapixels; beyond that a file is more likely a bomb than a photo."""
LEAST_SIDE = 200
SIZES = (320, 640, 1280)
"""Pixels of the shorter side. Smaller originals are not blown up."""
LONGEST = 2.5
"""A picture is at most this much longer than wide; panoramas are cut to their middle."""
QUALITY = 80
KINDS = ("JPEG", "PNG", "WEBP")
"""Beside HEIC, which has a decoder of its own."""

_TOO_LARGE = "Foto ini terlalu besar ukurannya. Pilih ukuran foto yang lebih kecil di kamera HP."

Made = TypeVar("Made")

_one_at_a_time = threading.BoundedSemaphore(1)
"""A decoded photo takes up to 190 MB: one per process, the others wait a second."""


class BadPhoto(RuleBroken):
    """The file cannot become a photo; the sentence says why and what to do."""


@dataclass(frozen=True)
class Encoded:
    """A photo ready to be kept: WebP by the length of its shorter side, and the size of the original."""

    sizes: dict[int, bytes]
    width: int
    height: int


def encode(content: bytes) -> Encoded:
    """Decode, turn upright, drop everything but pixels, and write WebP in three sizes. Raises BadPhoto."""
    return guarded(content, _encode)


def guarded(content: bytes, make: Callable[[bytes], Made]) -> Made:
    """What `make` makes of a file from outside, one file at a time. Raises BadPhoto for what cannot be a picture."""
    if len(content) > MOST_BYTES:
        raise BadPhoto("Foto ini lebih dari 25 MB. Ambil ulang dengan kamera HP, atau pilih foto lain.")
    with _one_at_a_time:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return make(content)
        except (Image.DecompressionBombError, heif.TooLarge):
            raise BadPhoto(_TOO_LARGE) from None
        except (
            UnidentifiedImageError,
            OSError,
            SyntaxError,
            ValueError,
            EOFError,
        ):
            raise BadPhoto(
                "Foto ini rusak atau bukan foto. Pilih foto lain dari HP (JPG, PNG, WebP, atau HEIC)."
            ) from None


def _encode(content: bytes) -> Encoded:
    picture, before = opened(content)
    if picture.format == "JPEG":
        picture.draft(
            "RGB", _draft_size(picture.size)
        )  # decodes at a fraction of the size: a third of the time
    colours = _to_srgb(picture.info.get("icc_profile"))
    upright = ImageOps.exif_transpose(picture)
    width, height = _turned(before, upright)
    if min(width, height) < LEAST_SIDE:
        raise BadPhoto(
            f"Foto ini terlalu kecil ({width}×{height}). Ambil ulang lebih dekat dengan kamera HP."
        )
    plain = _cut(_on_white(upright))
    return Encoded({side: _webp(plain, side, colours) for side in SIZES}, width, height)


def opened(content: bytes) -> tuple[Image.Image, tuple[int, int]]:
    """The picture, its header read but no pixel yet, and its size before it was made smaller. Raises BadPhoto."""
    if content[4:8] == b"ftyp":
        return heif.decode(content, most_pixels=MOST_PIXELS, side=SIZES[-1])  # upright already
    picture = Image.open(io.BytesIO(content), formats=KINDS)
    if picture.width * picture.height > MOST_PIXELS:
        raise BadPhoto(_TOO_LARGE)
    return picture, picture.size


def _draft_size(size: tuple[int, int]) -> tuple[int, int]:
    factor = SIZES[-1] / min(size)
    return (round(size[0] * factor), round(size[1] * factor)) if factor < 1 else size


def _turned(before: tuple[int, int], upright: Image.Image) -> tuple[int, int]:
    """The size before, as the picture stands upright."""
    lies = (before[0] > before[1]) != (upright.width > upright.height)
    return (before[1], before[0]) if lies else before


def _to_srgb(profile: bytes | None) -> ImageCms.ImageCmsTransform | None:
    """How colours of a wider range (iPhones: Display P3) become those that every screen shows; None if they are."""
    if not profile:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    except (OSError, ImageCms.PyCMSError):  # broken, or of grey or of ink: the plain colours come close
        return None


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I;16"):  # grey of 16 bits; the conversion would cut off all but the darkest
        picture = picture.point(lambda value: value * (1 / 257)).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return picture.convert("RGB")


def _cut(picture: Image.Image) -> Image.Image:
    width, height = picture.size
    if max(width, height) <= LONGEST * min(width, height):
        return picture
    if width > height:
        return ImageOps.fit(picture, (round(height * LONGEST), height))
    return ImageOps.fit(picture, (width, round(width * LONGEST)))


def _webp(picture: Image.Image, side: int, colours: ImageCms.ImageCmsTransform | None) -> bytes:
    factor = min(1.0, side / min(picture.size))
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    small = (
        picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    )
    out = io.BytesIO()
    if colours is not None:
        small = ImageCms.applyTransform(small, colours) or small
    small.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()


def photo_key(key: str, side: int) -> str:
    """Where one size of a photo is kept."""
    return f"photos/{key}/{side}.webp"


def evidence_key(key: str) -> str:
    """Where a private picture is kept."""
    return f"evidence/{key}.webp"
