"""What tests of label reading share: the day, statuses by element, and pictures that are no good photo of a label."""

import io
import random
from collections.abc import Iterable
from datetime import date

from PIL import Image

from app.standards.rules.reading.elements import Found
from bench.labels.sheet import Sheet
from tests.support.pictures import written

TODAY = date(2026, 11, 22)


def statuses(found: Iterable[Found]) -> dict[str, str]:
    """Element → status, both as in JSON."""
    return {one.element.value: one.status.value for one in found}


def label(lines: Iterable[str], *, face: str = "carlito-400", size: int = 40) -> Image.Image:
    """A plain white label with these lines, wrapped where they are long."""
    rows = list(lines)
    sheet = Sheet(1000, 160 + 3 * size * (len(rows) + sum(len(row) for row in rows) // 30))
    y = 40.0
    for row in rows:
        y = sheet.block(row, 40, y, 920, face, size) + 8
    return sheet.image.crop((0, 0, 1000, int(y) + 40))


def wall_of(one: Image.Image, count: int) -> bytes:
    """So many of the same label in one picture, eight in a row, each still legible."""
    tile = one.copy()
    tile.thumbnail((420, 520))
    rows = -(-count // 8)
    wall = Image.new("RGB", (8 * (tile.width + 20), rows * (tile.height + 20)), (120, 90, 60))
    for at in range(count):
        wall.paste(tile, (10 + at % 8 * (tile.width + 20), 10 + at // 8 * (tile.height + 20)))
    return written(wall, quality=80)


def weave(width: int = 1200, height: int = 900) -> bytes:
    """A mat of strips: texture everywhere and not a letter."""
    rng = random.Random(5)
    mat = Image.new("RGB", (width, height))
    colours = ((150, 40, 40), (220, 190, 90), (40, 80, 110), (230, 225, 210))
    for x in range(0, width, 30):
        for y in range(0, height, 30):
            shade = rng.choice(colours) if (x // 30 + y // 30) % 2 else colours[x // 30 % 4]
            mat.paste(shade, (x, y, x + 28, y + 28))
    return written(mat)


def landscape(width: int = 1200, height: int = 800) -> bytes:
    """Sky over fields, with grain."""
    sky = Image.linear_gradient("L").resize((width, height))
    grain = Image.effect_noise((width, height), 40)
    return written(Image.merge("RGB", (sky, Image.blend(sky, grain, 0.3), grain)))


def plain(colour: str, side: int = 900) -> bytes:
    """Nothing but one colour."""
    return written(Image.new("RGB", (side, side), colour))


def pdf_of(one: Image.Image) -> bytes:
    """The label as a PDF, as sellers send their certificates."""
    sink = io.BytesIO()
    one.save(sink, "PDF")
    return sink.getvalue()
