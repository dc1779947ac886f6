"""A gerai's logo: bytes in; out come small WebP for pages and one PNG for print, both with their alpha.

Why the alpha stays: a logo stands on white paper, on a band of the brand's colour and on a round sign, and a white box
around it would look like a mistake on two of the three. The price is a white logo that nobody sees on white paper, so
that one is refused with a sentence. Empty edges are cut off, so that every logo fills its place.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageOps, ImageStat

from app.media.rules.photo import BadPhoto, guarded, opened

SIDES = (96, 192)
"""Longest side in pixels of what pages show (48 CSS pixels, and the same on a dense screen)."""
PRINT_SIDE = 640
"""Longest side in pixels of the PNG: 27 mm at 600 dots per inch, more than any label gives a logo."""
LEAST = 160
"""Longest side of what is taken in: 13 mm at 300 dots per inch."""
MOST_PIXELS = 16_000_000
"""Less than of a photo: the alpha makes each pixel a third heavier, and no logo needs more than 4000 by 4000."""
LONGEST = 5.0
"""Longer side by shorter side, beyond which it is a line and no logo."""
PALEST = 235
"""Mean lightness (0-255) of what is not transparent, above which it cannot be seen on white."""


@dataclass(frozen=True)
class Logo:
    """A logo ready to be kept: WebP by its longest side, and a PNG for print."""

    pages: dict[int, bytes]
    print: bytes


def encode(content: bytes) -> Logo:
    """Decode, turn upright, cut off empty edges, drop everything but pixels. Raises BadPhoto."""
    return guarded(content, _encode)


def _encode(content: bytes) -> Logo:
    picture, _ = opened(content)
    if picture.format == "JPEG":
        picture.draft("RGB", (2 * PRINT_SIDE, 2 * PRINT_SIDE))
    if picture.width * picture.height > MOST_PIXELS:
        raise BadPhoto("Gambar logo ini terlalu besar ukurannya. Kecilkan dulu, 2.000 piksel sudah cukup.")
    plain = ImageOps.exif_transpose(picture).convert("RGBA")
    cut = _without_edges(plain)
    width, height = cut.size
    if max(width, height) < LEAST:
        raise BadPhoto(
            f"Logo ini terlalu kecil ({width}×{height}). Pilih berkas aslinya, paling kecil {LEAST} piksel."
        )
    if max(width, height) > LONGEST * min(width, height):
        raise BadPhoto("Logo ini terlalu panjang untuk label. Pilih yang bentuknya lebih dekat ke persegi.")
    if _is_pale(cut):
        raise BadPhoto(
            "Logo ini putih di latar bening, jadi tidak kelihatan di label putih. Pilih yang berwarna atau berlatar."
        )
    return Logo({side: _written(cut, side, "WEBP") for side in SIDES}, _written(cut, PRINT_SIDE, "PNG"))


def _without_edges(picture: Image.Image) -> Image.Image:
    """Cut off what is transparent, or of one colour with the corner, around the sign itself. Raises BadPhoto if empty."""
    alpha = picture.getchannel("A")
    box = alpha.point(lambda value: 255 if value > 8 else 0).getbbox()
    if box is None:
        raise BadPhoto("Logo ini kosong: tidak ada gambarnya. Pilih berkas yang lain.")
    if alpha.getextrema() == (255, 255):
        ground = Image.new("RGB", picture.size, picture.convert("RGB").getpixel((0, 0)))
        far = (
            ImageChops.difference(picture.convert("RGB"), ground)
            .convert("L")
            .point(lambda value: 255 if value > 16 else 0)
        )
        box = far.getbbox()
        if box is None:
            raise BadPhoto("Logo ini kosong: hanya satu warna. Pilih berkas yang lain.")
    return picture.crop(box)


def _is_pale(picture: Image.Image) -> bool:
    alpha = picture.getchannel("A")
    if alpha.getextrema()[0] == 255:  # it brings its own ground
        return False
    shown = alpha.point(lambda value: 255 if value > 127 else 0)
    return ImageStat.Stat(picture.convert("L"), mask=shown).mean[0] > PALEST if shown.getbbox() else True


def _written(picture: Image.Image, side: int, kind: str) -> bytes:
    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, kind, **({"quality": 90, "method": 4} if kind == "WEBP" else {"optimize": True}))
    return out.getvalue()


def page_key(key: str, side: int) -> str:
    """Where one size of a logo for pages is kept."""
    return f"logos/{key}/{side}.webp"


def print_key(key: str) -> str:
    """Where a logo for print is kept: PNG with alpha, longest side `PRINT_SIDE` or its own if smaller."""
    return f"logos/{key}/{PRINT_SIDE}.png"
