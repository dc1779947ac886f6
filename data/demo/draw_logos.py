"""Draw the logos of the example shop, plain signs with their alpha: `python data/demo/draw_logos.py`."""

from collections.abc import Callable
from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parent / "logos"
SIDE = 480
LARGE = 4 * SIDE
MIDDLE = LARGE // 2
Pen = ImageDraw.ImageDraw


def disc(pen: Pen, x: float, y: float, radius: float, colour: str) -> None:
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def petals(pen: Pen) -> None:
    """A flower of beads."""
    for ring, (radius, count, size, colour) in enumerate(
        ((780, 18, 96, "#4b2a63"), (520, 12, 110, "#b9568a"), (270, 6, 118, "#f2b8c6"))
    ):
        for step in range(count):
            angle = 2 * pi * (step + ring / 2) / count
            disc(pen, MIDDLE + radius * cos(angle), MIDDLE + radius * sin(angle), size, colour)
    disc(pen, MIDDLE, MIDDLE, 130, "#4b2a63")


def blocks(pen: Pen) -> None:
    """Four pieces of chocolate, one bitten."""
    for row in range(2):
        for column in range(2):
            x, y = 120 + column * 860, 120 + row * 860
            pen.rounded_rectangle((x, y, x + 780, y + 780), 150, fill="#5b3a29")
            pen.rounded_rectangle((x + 150, y + 150, x + 630, y + 630), 90, fill="#7a5039")
    disc(pen, LARGE - 90, 90, 430, "#00000000")
    disc(pen, LARGE - 560, 120, 150, "#00000000")


def weave(pen: Pen) -> None:
    """Strips over and under."""
    for row in range(4):
        for column in range(4):
            x, y = 120 + column * 430, 120 + row * 430
            lies = (row + column) % 2 == 0
            colour = "#20507f" if lies else "#f4c56a"
            box = (x, y + 70, x + 400, y + 330) if lies else (x + 70, y, x + 330, y + 400)
            pen.rounded_rectangle(box, 90, fill=colour)


def leaf(pen: Pen) -> None:
    """A banana leaf with its ribs."""
    outline = [
        (MIDDLE + sin(step / 60 * pi) * 520 * side, 140 + step / 60 * 1640)
        for side, steps in ((1, range(61)), (-1, range(60, -1, -1)))
        for step in steps
    ]
    pen.polygon(outline, fill="#3f6212")
    pen.line((MIDDLE, 180, MIDDLE, 1860), fill="#f5efc8", width=44)
    for step in range(1, 7):
        y = 300 + step * 210
        for side in (1, -1):
            pen.line((MIDDLE, y, MIDDLE + side * 330, y - 170), fill="#f5efc8", width=26)


def pearl(pen: Pen) -> None:
    """A pearl on three waves."""
    for step, colour in enumerate(("#0f5c66", "#2b8791", "#0f5c66")):
        y = 1120 + step * 240
        for at in range(5):
            x = 160 + at * 400
            pen.arc((x - 230, y - 160, x + 230, y + 240), 200, 340, fill=colour, width=96)
    disc(pen, MIDDLE, 620, 440, "#0f5c66")
    disc(pen, MIDDLE, 620, 380, "#ffd2a6")
    disc(pen, MIDDLE - 130, 480, 100, "#fff4e6")


SIGNS: dict[str, Callable[[Pen], None]] = {
    "payet": petals,
    "cokelat": blocks,
    "keset": weave,
    "bulungan": leaf,
    "mataram": pearl,
}


def draw(name: str) -> None:
    """One sign, drawn four times as large and made small."""
    picture = Image.new("RGBA", (LARGE, LARGE), (0, 0, 0, 0))
    SIGNS[name](ImageDraw.Draw(picture))
    small = picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    small.quantize(64, method=Image.Quantize.FASTOCTREE).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    for sign in SIGNS:
        draw(sign)
