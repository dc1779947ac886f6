"""What a picture must be, and how it is made small: bytes in, WebP in three sizes out."""

import hashlib
import io
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
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
LABEL_LONGEST, LABEL_QUALITY = 2400, 88
"""Pixels of the longer side of a label's photo. A pack of 20 cm fills it, so print of one millimetre keeps twelve pixels,
which is what reading needs; the usual sizes would leave six or eight."""
PART_LONGEST = 960
"""Pixels of the longer side of a part of a private picture, as a page shows it."""
BAND = 256
"""Rows of a picture that are looked at in one go."""
KINDS = ("JPEG", "PNG", "WEBP")
"""Beside HEIC, which has a decoder of its own."""

_TOO_LARGE = "Foto ini terlalu besar ukurannya. Pilih ukuran foto yang lebih kecil di kamera HP."

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
class Sharp:
    """A photo kept for its small print: one WebP, and its size in pixels."""

    webp: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Proof:
    """A photo kept because it proves something: one WebP of the whole of it. `pixels` is the SHA-256 of what is to be seen,
    upright: the same picture sent again has the same one, whatever its file says besides. `kept` is that of the WebP: who opens
    what was kept and sends that again is found out too."""

    webp: bytes
    pixels: str
    kept: str

    @property
    def known_by(self) -> tuple[str, str]:
        """A picture was there before when either stands among what was kept."""
        return self.pixels, self.kept


@dataclass(frozen=True)
class _Upright:
    """A decoded photo, nothing cut off yet; `width` and `height` are those of the original. `clear` is the share of pixels
    that could be seen through, `screen`: the file says of itself that a screen made it."""

    picture: Image.Image
    colours: ImageCms.ImageCmsTransform | None
    width: int
    height: int
    clear: float
    screen: bool


Kept = TypeVar("Kept")


def encode(content: bytes) -> Encoded:
    """Decode, turn upright, drop everything but pixels, and write WebP in three sizes. Raises BadPhoto."""
    return _taken_in(content, SIZES[-1], _three_sizes)


def measures_of(content: bytes) -> Measured:
    """The measures of a photo that is not kept. Raises BadPhoto."""
    return _taken_in(content, SIZES[-1], _measured)


def _measured(taken: _Upright) -> Measured:
    measures = measure(_cut(taken.picture), clear=taken.clear, screen=taken.screen)
    return Measured(taken.width, taken.height, measures)


def encode_label(content: bytes) -> Sharp:
    """Like `encode`, but one size for small print, and whole: a label may go all round a jar. Raises BadPhoto."""
    return _taken_in(content, LABEL_LONGEST, _for_small_print)


def encode_proof(content: bytes) -> Proof:
    """Like `encode`, but one size, whole, and known again by its pixels: a banking app's receipt is long, and its digits
    are small. Raises BadPhoto."""
    return _taken_in(content, LABEL_LONGEST, _for_proof)


def upright(content: bytes, *, longest: int) -> Image.Image:
    """The picture itself, upright and in plain RGB, its longer side at most `longest` pixels. Raises BadPhoto."""
    return _taken_in(content, longest, lambda taken: _shrunk(taken.picture, longest))


def _shrunk(picture: Image.Image, longest: int) -> Image.Image:
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return picture


def part(webp: bytes, left: int, top: int, right: int, bottom: int) -> bytes:
    """A rectangle of a kept picture, made small for a page. What lies outside of the picture is left out."""
    with _one_at_a_time:
        picture = _last_seen(webp)
        left, right = sorted((min(max(left, 0), picture.width - 1), min(max(right, 1), picture.width)))
        top, bottom = sorted((min(max(top, 0), picture.height - 1), min(max(bottom, 1), picture.height)))
        cut = picture.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
        return _webp(cut, PART_LONGEST / max(cut.size), None)


@lru_cache(maxsize=2)
def _last_seen(webp: bytes) -> Image.Image:
    """A page asks for many parts of the same two pictures: each is decoded once. Takes up to 17 MB a picture."""
    with Image.open(io.BytesIO(webp), formats=("WEBP",)) as picture:
        return picture.convert("RGB")


def _taken_in(content: bytes, side: int, finish: Callable[[_Upright], Kept]) -> Kept:
    """Whatever comes in, through one gate. `side`: what the shorter side has to have at least, where there is as much."""
    return guarded(content, lambda file: finish(_upright(file, side)))


def guarded(content: bytes, make: Callable[[bytes], Kept]) -> Kept:
    """What `make` makes of a file from outside, one file at a time. Raises BadPhoto for what cannot be a picture."""
    _refuse_other_kinds(content)
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


def _upright(content: bytes, side: int) -> _Upright:
    picture, before = opened(content, side)
    if picture.format in ("JPEG", "MPO"):  # MPO: two lenses' pictures in one file; the first is the photo
        picture.draft(
            "RGB", _draft_size(picture.size, side)
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
    return _Upright(opaque, colours, width, height, clear, screen)


def _three_sizes(taken: _Upright) -> Encoded:
    plain = _cut(taken.picture)
    sizes = {side: _webp(plain, side / min(plain.size), taken.colours) for side in SIZES}
    measures = measure(plain, clear=taken.clear, screen=taken.screen)
    return Encoded(sizes, taken.width, taken.height, measures)


def _for_small_print(taken: _Upright) -> Sharp:
    webp = _webp(taken.picture, LABEL_LONGEST / max(taken.picture.size), taken.colours, LABEL_QUALITY)
    with Image.open(io.BytesIO(webp)) as kept:
        return Sharp(webp, kept.width, kept.height)


def _for_proof(taken: _Upright) -> Proof:
    pixels = _digest(taken.picture)
    webp = _webp(taken.picture, LABEL_LONGEST / max(taken.picture.size), taken.colours)
    with Image.open(io.BytesIO(webp), formats=("WEBP",)) as kept:
        return Proof(webp, pixels, _digest(kept.convert("RGB")))


def _digest(picture: Image.Image) -> str:
    digest = hashlib.sha256(f"{picture.width}x{picture.height}".encode())
    for top in range(0, picture.height, BAND):  # all rows at once would be one more copy of a large photo
        digest.update(picture.crop((0, top, picture.width, min(top + BAND, picture.height))).tobytes())
    return digest.hexdigest()


def opened(content: bytes, side: int = SIZES[-1]) -> tuple[Image.Image, tuple[int, int]]:
    """The picture, its header read but no pixel yet, and its size before it was made smaller. Raises BadPhoto."""
    if content[4:8] == b"ftyp":
        return heif.decode(content, most_pixels=MOST_PIXELS, side=side)  # upright already
    picture = Image.open(io.BytesIO(content), formats=KINDS)
    if picture.width * picture.height > MOST_PIXELS:
        raise BadPhoto(_TOO_LARGE)
    return picture, picture.size


def _draft_size(size: tuple[int, int], side: int) -> tuple[int, int]:
    factor = side / min(size)
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


def _webp(
    picture: Image.Image, factor: float, colours: ImageCms.ImageCmsTransform | None, quality: int = QUALITY
) -> bytes:
    """Written smaller by `factor`; never blown up."""
    factor = min(1.0, factor)
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    small = (
        picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    )
    out = io.BytesIO()
    if colours is not None:
        small = ImageCms.applyTransform(small, colours) or small
    small.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()


def photo_key(key: str, side: int) -> str:
    """Where one size of a photo is kept."""
    return f"photos/{key}/{side}.webp"


def evidence_key(key: str) -> str:
    """Where a private picture is kept."""
    return f"evidence/{key}.webp"
