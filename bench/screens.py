"""Pictures of screens: a photo inside a chat, a feed, a shop page, a gallery; and photos with the ground taken away."""

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageDraw, ImageFont, ImageOps

from bench.scenes import FONT, Pixels, packed

WIDE = 1080


def with_picture(photo: Image.Image) -> Iterator[tuple[str, bytes]]:
    """The photo on four screens, some as the phone wrote them, some as they arrive: made smaller, as JPEG."""
    yield "layar chat, PNG", packed(_chat(photo, 2400), "PNG", compress_level=1)
    yield "layar chat gelap, JPEG", _sent(_chat(photo, 2340, dark=True))
    yield "layar feed, JPEG", _sent(_feed(photo, 2340))
    yield "layar toko, JPEG", _sent(_shop(photo, 1920))
    yield "layar galeri, JPEG", _sent(_gallery(photo, 2400))


def _sent(screen: Image.Image) -> bytes:
    """As `static/js/shrink.js` or a messenger sends it on."""
    screen.thumbnail((1600, 1600), Image.Resampling.LANCZOS)
    return packed(screen, "JPEG", quality=86)


def _words(pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, ink: str) -> None:
    pen.text(at, text, ink, font=ImageFont.truetype(io.BytesIO(FONT.read_bytes()), size))


def _status(pen: ImageDraw.ImageDraw, ground: str, ink: str) -> None:
    pen.rectangle([0, 0, WIDE, 80], ground)
    _words(pen, (50, 22), "09.41", 36, ink)
    pen.rectangle([950, 30, 1010, 56], outline=ink, width=3)


def _chat(photo: Image.Image, height: int, *, dark: bool = False) -> Image.Image:
    head, wall, bubble, ink = (
        ("#1f2c34", "#0b141a", "#202c33", "#e9edef") if dark else ("#008069", "#efeae2", "#ffffff", "#111b21")
    )
    screen = Image.new("RGB", (WIDE, height), wall)
    pen = ImageDraw.Draw(screen)
    _status(pen, head, "white")
    pen.rectangle([0, 80, WIDE, 240], head)
    _words(pen, (180, 125), "Bu Yati Keset", 46, "white")
    pen.rounded_rectangle([40, 300, 880, 1180], 30, bubble)
    screen.paste(ImageOps.fit(photo, (820, 780)), (50, 310))
    _words(pen, (70, 1105), "Ini fotonya Bu", 40, ink)
    pen.rounded_rectangle([200, 1240, 1040, 1360], 30, bubble)
    _words(pen, (240, 1275), "Bagus, berapa harganya?", 40, ink)
    pen.rectangle([0, height - 170, WIDE, height], head if dark else "#f0f2f5")
    return screen


def _feed(photo: Image.Image, height: int) -> Image.Image:
    screen = Image.new("RGB", (WIDE, height), "white")
    pen = ImageDraw.Draw(screen)
    _status(pen, "white", "black")
    _words(pen, (150, 150), "rumahperca", 40, "black")
    pen.ellipse([40, 130, 120, 210], "#c13584")
    screen.paste(ImageOps.fit(photo, (WIDE, WIDE)), (0, 240))
    _words(pen, (40, 1420), "128 suka", 40, "black")
    _words(pen, (40, 1490), "rumahperca Keset anyam baru", 38, "black")
    pen.rectangle([0, height - 140, WIDE, height - 138], "#dbdbdb")
    return screen


def _shop(photo: Image.Image, height: int) -> Image.Image:
    screen = Image.new("RGB", (WIDE, height), "#f5f5f5")
    pen = ImageDraw.Draw(screen)
    screen.paste(ImageOps.fit(photo, (WIDE, WIDE)), (0, 0))
    pen.rectangle([0, WIDE, WIDE, 1400], "white")
    _words(pen, (40, 1120), "Rp45.000", 60, "#ee4d2d")
    _words(pen, (40, 1220), "Keset Perca Anyam 40 x 60", 42, "#222222")
    pen.rectangle([0, 1430, WIDE, 1700], "white")
    pen.rectangle([0, height - 150, WIDE, height], "white")
    pen.rectangle([540, height - 150, WIDE, height], "#ee4d2d")
    return screen


def _gallery(photo: Image.Image, height: int) -> Image.Image:
    screen = Image.new("RGB", (WIDE, height), "black")
    fitted = ImageOps.contain(photo, (WIDE, height))
    screen.paste(fitted, (0, (height - fitted.height) // 2))
    return screen


def cut_out(photo: Image.Image) -> Image.Image:
    """The middle of the photo, everything round it taken away."""
    mask = Image.new("L", photo.size)
    ImageDraw.Draw(mask).ellipse(
        [photo.width * 0.1, photo.height * 0.1, photo.width * 0.9, photo.height * 0.9], 255
    )
    cut = photo.convert("RGBA")
    cut.putalpha(mask)
    return cut


def tall(pixels: Pixels) -> Pixels:
    """The middle of a scene as a phone held upright sees it, 9 by 20."""
    height = pixels.shape[0]
    width = height * 9 // 20
    left = (pixels.shape[1] - width) // 2
    return np.ascontiguousarray(pixels[:, left : left + width])
