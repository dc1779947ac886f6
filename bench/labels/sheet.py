"""A sheet of paper to set type on: text in the vendored fonts, blocks that wrap, marks, bars, a mark of a certificate."""

import math
import random
from functools import cache
from pathlib import Path

import numpy as np
import segno
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = Path(__file__).parents[1] / "fonts"
Colour = tuple[int, int, int]
BLACK: Colour = (18, 18, 18)


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A face of bench/fonts by its file's name, in pixels."""
    return ImageFont.truetype(FONTS / f"{name}.woff2", max(size, 8))


def wrap(text: str, face: ImageFont.FreeTypeFont, width: float, *, hard: bool = False) -> list[str]:
    """Lines no wider than `width`; `hard` breaks a word over two lines where it overflows, as narrow labels do."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        trial = f"{current} {word}".strip()
        if face.getlength(trial) <= width:
            current = trial
            continue
        if hard and len(word) > 6 and current:
            room = next(
                (n for n in range(len(word) - 3, 2, -1) if face.getlength(f"{current} {word[:n]}-") <= width),
                0,
            )
            if room and not any(sign.isdigit() for sign in word):
                lines.append(f"{current} {word[:room]}-")
                current = word[room:]
                continue
        if current:
            lines.append(current)
        current = word
    return [*lines, current] if current else lines


SMALLEST = 22
"""Pixels of the smallest type: 1.3 mm, a little above what the rule for small print asks."""


class DoesNotFit(Exception):
    """These texts do not go on this sheet whole: what is cut off would make the truth a lie."""


class Sheet:
    """A picture with a pen. Sizes are pixels; about 17 to a millimetre of a label 60 mm wide.

    `margin` pixels at its edges bear no type: a line that would reach there raises DoesNotFit.
    """

    margin = 12

    def __init__(self, width: int, height: int, ground: Colour = (255, 255, 255)) -> None:
        self.image = Image.new("RGB", (width, height), ground)
        self.pen = ImageDraw.Draw(self.image)
        self.width, self.height = width, height

    def line(
        self,
        text: str,
        x: float,
        y: float,
        face: str,
        size: int,
        ink: Colour = BLACK,
        *,
        anchor: str = "la",
        most: float | None = None,
        halo: Colour | None = None,
    ) -> float:
        """One line, shrunk to `most` pixels where it is wider; answers the y below it. Raises DoesNotFit."""
        if not text:
            return y
        text = text.replace("\t", " ")
        set_in = font(face, size)
        while most and set_in.getlength(text) > most and size > SMALLEST:
            size -= 1
            set_in = font(face, size)
        left, top, right, bottom = self.pen.textbbox((x, y), text, font=set_in, anchor=anchor)
        inside = min(left, top, self.width - right, self.height - bottom) >= self.margin
        if not inside or (most and right - left > most + 2):
            raise DoesNotFit(text)
        extra = {"stroke_width": max(2, size // 16), "stroke_fill": halo} if halo else {}
        self.pen.text((x, y), text, font=set_in, fill=ink, anchor=anchor, **extra)  # type: ignore[arg-type]
        return y + size * 1.25

    def block(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        face: str,
        size: int,
        ink: Colour = BLACK,
        *,
        align: str = "left",
        leading: float = 1.25,
        hard: bool = False,
        halo: Colour | None = None,
    ) -> float:
        """A paragraph within `width`, a tab in it as a blank; answers the y below it, or `y` where there is no text."""
        if not text:
            return y
        set_in = font(face, size)
        anchor = {"left": "la", "centre": "ma", "right": "ra"}[align]
        at = {"left": x, "centre": x + width / 2, "right": x + width}[align]
        rows = [
            row
            for part in text.replace("\t", " ").splitlines()
            for row in wrap(part, set_in, width, hard=hard)
        ]
        for row in rows:
            self.line(row, at, y, face, size, ink, anchor=anchor, most=width, halo=halo)
            y += size * leading
        return y

    def arc_text(
        self,
        text: str,
        centre: tuple[float, float],
        radius: float,
        face: str,
        size: int,
        ink: Colour,
        *,
        below: bool = False,
    ) -> None:
        """Letters along a circle, over its top or along its bottom."""
        set_in = font(face, size)
        total = sum(set_in.getlength(sign) for sign in text) * 1.04
        angle = -total / 2 / radius
        for sign in text:
            advance = set_in.getlength(sign) * 1.04 / radius
            middle = angle + advance / 2
            turned = math.pi - middle if below else middle
            x = centre[0] + radius * math.sin(turned)
            y = centre[1] - radius * math.cos(turned)
            tile = Image.new("L", (size * 2, size * 2), 0)
            ImageDraw.Draw(tile).text((size, size), sign, font=set_in, fill=255, anchor="mm")
            degrees = math.degrees(middle) if below else -math.degrees(middle)
            tile = tile.rotate(degrees, resample=Image.Resampling.BICUBIC)
            self.image.paste(ink, (int(x - size), int(y - size)), tile)
            angle += advance

    def upended(
        self, text: str, x: int, y: int, face: str, size: int, ink: Colour = BLACK, *, degrees: int = 90
    ) -> None:
        """A line set on its side, as along a pouch's seam."""
        set_in = font(face, size)
        tile = Image.new("L", (int(set_in.getlength(text)) + 8, int(size * 1.4)), 0)
        ImageDraw.Draw(tile).text((4, 0), text, font=set_in, fill=255)
        tile = tile.rotate(degrees, expand=True)
        self.image.paste(ink, (x, y), tile)

    def halal_mark(self, x: int, y: int, side: int, ink: Colour, number: str, face: str, size: int) -> float:
        """A round mark of our own drawing with the word under it and the number below; answers the y below."""
        self.pen.ellipse((x, y, x + side, y + side), outline=ink, width=max(3, side // 22))
        self.pen.polygon(
            [
                (x + side * 0.5, y + side * 0.14),
                (x + side * 0.72, y + side * 0.5),
                (x + side * 0.5, y + side * 0.62),
                (x + side * 0.28, y + side * 0.5),
            ],
            fill=ink,
        )
        self.line("HALAL", x + side / 2, y + side * 0.66, "arimo-700", int(side * 0.17), ink, anchor="ma")
        return self.block(
            number, x - side * 0.8, y + side * 1.06, side * 2.6, face, size, ink, align="centre"
        )

    @staticmethod
    def frame(image: Image.Image, ink: Colour, width: int, inset: int) -> None:
        """A rule round a finished label."""
        ImageDraw.Draw(image).rectangle(
            (inset, inset, image.width - inset, image.height - inset), outline=ink, width=width
        )

    def petal(self, x: float, y: float, radius: float, number: int, ink: Colour) -> None:
        """One of six petals of a clip-art flower."""
        angle = number * math.pi / 3
        px, py = x + radius * 0.62 * math.cos(angle), y + radius * 0.62 * math.sin(angle)
        half = radius * 0.36
        self.pen.ellipse((px - half, py - half, px + half, py + half), outline=ink, width=3)

    def worn(self, rng: random.Random) -> Image.Image:
        """Copied and copied again: strokes grow, specks fall, a band of toner stays."""
        dice = np.random.default_rng(rng.randrange(2**32))
        grey = self.image.convert("L").filter(ImageFilter.GaussianBlur(1.1))
        pixels = np.asarray(grey).astype(np.float32)
        pixels = 255 / (1 + np.exp(-(pixels - 150) / 18))
        pixels = pixels * 0.86 + 22 + dice.normal(0, 6, pixels.shape)
        specks = dice.random(pixels.shape) < 0.0004
        pixels[specks] = 40
        band = rng.randrange(self.width)
        pixels[:, band : band + rng.randint(2, 14)] -= 22
        return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).convert("RGB")

    def bars(self, x: int, y: int, width: int, height: int, rng: random.Random) -> None:
        """Something like a bar code with digits under it."""
        at = x
        while at < x + width:
            thick = rng.choice((3, 3, 6, 9))
            self.pen.rectangle((at, y, at + thick - 1, y + height), fill=BLACK)
            at += thick + rng.choice((3, 3, 6))
        digits = f"899{rng.randint(10**9, 10**10 - 1)}"
        self.line(digits, x + width / 2, y + height + 4, "arimo-400", max(18, height // 5), anchor="ma")

    def qr(self, text: str, x: int, y: int, side: int) -> None:
        rows = [list(row) for row in segno.make(text, error="m").matrix_iter(border=2)]
        tile = Image.new("L", (len(rows), len(rows)), 255)
        tile.putdata([0 if cell else 255 for row in rows for cell in row])
        self.image.paste(tile.resize((side, side), Image.Resampling.NEAREST).convert("RGB"), (int(x), int(y)))

    def table(
        self, rows: list[tuple[str, str]], x: int, y: int, width: int, face: str, size: int, ink: Colour
    ) -> float:
        """Two columns under rules, as a nutrition table."""
        for left, right in rows:
            self.pen.line((x, y, x + width, y), fill=ink, width=2)
            self.line(left, x + 6, y + 3, face, size, ink, most=width * 0.62)
            self.line(right, x + width - 6, y + 3, face, size, ink, anchor="ra")
            y += int(size * 1.4)
        self.pen.line((x, y, x + width, y), fill=ink, width=2)
        return float(y + 8)


NUTRITION = [
    ("INFORMASI NILAI GIZI", ""),
    ("Takaran saji", "25 g"),
    ("Energi total", "130 kkal"),
    ("Lemak total", "7 g"),
    ("Protein", "2 g"),
    ("Karbohidrat", "15 g"),
    ("Gula", "4 g"),
    ("Natrium", "85 mg"),
]
