"""Pictures of every kind that phones and pranksters send, as bytes."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

CORNERS = ("red", "lime", "blue", "yellow")
"""Upper left, upper right, lower left, lower right of `quarters`."""
RGB = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0)}


def quarters(width: int = 480, height: int = 320) -> Image.Image:
    """A picture whose four quarters tell how it stands."""
    picture = Image.new("RGB", (width, height))
    for at, colour in enumerate(CORNERS):
        place = (at % 2 * (width // 2), at // 2 * (height // 2))
        picture.paste(Image.new("RGB", (width - width // 2, height - height // 2), colour), place)
    return picture


def written(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """The picture as a file of this kind."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def only_a_header(width: int, height: int) -> bytes:
    """A PNG of a few bytes that promises this many pixels."""
    facts = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", facts), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def looks_like(picture: Image.Image) -> tuple[str, ...]:
    """The names of the colours in its corners, nearest of those that `quarters` has."""
    plain, far = picture.convert("RGB"), 8
    right, low = plain.width - far, plain.height - far
    return tuple(
        _nearest(plain.getpixel(place)) for place in ((far, far), (right, far), (far, low), (right, low))
    )


def _nearest(pixel: Any) -> str:
    return min(RGB, key=lambda name: sum((one - two) ** 2 for one, two in zip(RGB[name], pixel, strict=True)))
