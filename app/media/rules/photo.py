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
from app.media.rules.measures import Measures, is_screen, measure

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

_Answer = TypeVar("_Answer")

_one_at_a_time = threading.BoundedSemaphore(1)
"""A decoded photo takes up to 190 MB: one per process, the others wait a second."""


class BadPhoto(RuleBroken):
    """The file cannot become a photo; the sentence says why and what to do."""


_OTHER_KINDS = (
    (0, (b"%PDF-",), "Ini berkas PDF. Buka lalu foto layarnya, atau foto kertasnya."),
    (0, (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf"),
     "Ini berkas dokumen, bukan foto. Buka lalu foto layarnya, atau foto kertasnya."),
    (4, (b"ftypisom", b"ftypiso2", b"ftypmp4", b"ftypM4V", b"ftypqt", b"ftyp3g"),
     "Ini video. Ambil satu fotonya dengan kamera HP, lalu kirim fotonya."),
    (0, (b"\x1aE\xdf\xa3",), "Ini video. Ambil satu fotonya dengan kamera HP, lalu kirim fotonya."),
    (0, (b"GIF87a", b"GIF89a"), "Ini gambar GIF. Kirim foto aslinya dari kamera HP."),
)  # fmt: skip
"""What people send instead of a photo, by how such files begin (from which byte), and what to do about it."""


def _refuse_other_kinds(content: bytes) -> None:
    for at, beginnings, sentence in _OTHER_KINDS:
        if content[at : at + 16].startswith(beginnings):
            raise BadPhoto(sentence)


@dataclass(frozen=True)
class Encoded:
    """A photo ready to be kept: WebP by the length of its shorter side, and the size of the original."""

    sizes: dict[int, bytes]
    width: int
    height: int
    measures: Measures


@dataclass(frozen=True)
class Measured:
    """What is said of a photo without keeping it: its size in pixels, upright, and its measures."""

    width: int
    height: int
    measures: Measures


@dataclass(frozen=True)
class _Upright:
    """A decoded photo: plain RGB pixels with their colours' way to sRGB, and the size of the file."""

    plain: Image.Image
    colours: ImageCms.ImageCmsTransform | None
    width: int
    height: int
    measures: Measures


def encode(content: bytes) -> Encoded:
    """Decode, turn upright, drop everything but pixels, measure, and write WebP in three sizes. Raises BadPhoto."""
    return _read(content, _encoded)


def measures_of(content: bytes) -> Measured:
    """The measures of a photo that is not kept. Raises BadPhoto."""
    return _read(content, lambda one: Measured(one.width, one.height, one.measures))


def _encoded(one: _Upright) -> Encoded:
    sizes = {side: _webp(one.plain, side, one.colours) for side in SIZES}
    return Encoded(sizes, one.width, one.height, one.measures)


def _read(content: bytes, use: Callable[[_Upright], _Answer]) -> _Answer:
    """One photo at a time, and one sentence for whatever is none."""
    _refuse_other_kinds(content)
    if len(content) > MOST_BYTES:
        raise BadPhoto("Foto ini lebih dari 25 MB. Ambil ulang dengan kamera HP, atau pilih foto lain.")
    with _one_at_a_time:
        try:
            return use(_decoded(content))
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


def _decoded(content: bytes) -> _Upright:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        picture, before = _opened(content)
        if picture.width * picture.height > MOST_PIXELS:
            raise BadPhoto(_TOO_LARGE)
        if picture.format in ("JPEG", "MPO"):  # MPO: two lenses' pictures in one file; the first is the photo
            picture.draft(
                "RGB", _draft_size(picture.size)
            )  # decodes at a fraction of the size: a third of the time
        screen = is_screen(picture)
        colours = _to_srgb(picture.info.get("icc_profile"))
        upright = ImageOps.exif_transpose(picture)
        width, height = _turned(before, upright)
        if min(width, height) < LEAST_SIDE:
            raise BadPhoto(
                f"Foto ini terlalu kecil ({width}×{height}). Ambil ulang lebih dekat dengan kamera HP."
            )
        opaque, clear = _on_white(upright)
        plain = _cut(opaque)
        return _Upright(plain, colours, width, height, measure(plain, clear=clear, screen=screen))


def _opened(content: bytes) -> tuple[Image.Image, tuple[int, int]]:
    """The picture, and its size before it was made smaller."""
    if content[4:8] == b"ftyp":
        return heif.decode(content, most_pixels=MOST_PIXELS, side=SIZES[-1])  # upright already
    picture = Image.open(io.BytesIO(content), formats=KINDS)
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


def _on_white(picture: Image.Image) -> tuple[Image.Image, float]:
    """The picture without anything to see through, and the share of pixels that could be."""
    if picture.mode.startswith("I;16"):  # grey of 16 bits; the conversion would cut off all but the darkest
        picture = picture.point(lambda value: value * (1 / 257)).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        alpha = layer.getchannel("A")
        ground.paste(layer, mask=alpha)
        return ground, sum(alpha.histogram()[:250]) / (layer.width * layer.height)
    return picture.convert("RGB"), 0.0


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
