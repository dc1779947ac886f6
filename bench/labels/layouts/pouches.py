"""Printed pouches with front and back, and a bottle's ribbon of light letters on a dark ground."""

import random

from PIL import Image

from bench.labels.layouts.kinds import Layout
from bench.labels.sheet import Colour, DoesNotFit, Sheet
from bench.labels.words import Printed

GROUNDS: tuple[tuple[Colour, Colour], ...] = (
    ((150, 25, 30), (255, 235, 190)),
    ((20, 80, 60), (250, 245, 225)),
    ((35, 35, 40), (240, 205, 120)),
    ((245, 190, 40), (110, 20, 20)),
    ((245, 240, 230), (130, 50, 25)),
)


def stand_up(said: Printed, rng: random.Random) -> list[Image.Image]:
    """Two photos: a tall front with name, weight, halal; a back with all the small print."""
    ground, ink = rng.choice(GROUNDS)
    front = Sheet(1100, 1700, ground)
    heavy, light = rng.choice((("poppins-700", "poppins-400"), ("fredoka-600", "carlito-400"), ("oswald-500", "barlow-condensed-500"), ("lora-700", "lora-400")))  # fmt: skip
    y = front.block(
        said.brand, 80, 120, 940, rng.choice(("lobster-400", "pacifico-400", heavy)), 120, ink, align="centre"
    )
    front.pen.ellipse((220, y + 70, 880, y + 640), outline=ink, width=8)
    for _ in range(26):
        x, at = rng.randint(330, 770), int(y) + rng.randint(170, 520)
        size = rng.randint(40, 90)
        shade = rng.choice(((214, 150, 60), (190, 120, 44), (230, 176, 88)))
        front.pen.ellipse((x - size, at - size // 2, x + size, at + size // 2), fill=shade, outline=(140, 80, 30), width=4)  # fmt: skip
    y = front.block(
        said.name.upper(), 60, y + 680, 980, heavy, 100, ink, align="centre", leading=1.15, halo=None
    )
    y = front.block(said.slogan, 80, y + 6, 940, light, 44, ink, align="centre")
    front.line(said.weight, 90, 1590, heavy, 50, ink, most=520)
    if said.halal:
        front.halal_mark(830, 1400, 130, ink, "", light, 26)
    on_front = said.halal and rng.random() < 0.5
    if on_front:
        front.line(said.halal, 1040, 1590, light, 32, ink, anchor="ra", most=460)
    back = Sheet(1100, 1500, ground)
    size = rng.choice((35, 38))
    at = back.block(said.name, 80, 90, 940, heavy, 56, ink) + 10
    rows = [said.composition, said.keeping, said.allergens, said.maker, said.address, *said.contact]
    if not on_front:
        rows.append(said.halal)
    rows += [said.pirt, said.produced, said.code, said.best_before, *said.extras, said.price]
    for row in rows:
        at = back.block(row, 80, at, 940, light, size, ink, leading=1.3) + (10 if row else 0)
    if rng.random() < 0.6:
        back.pen.rectangle((80, at + 14, 560, at + 200), fill=(255, 255, 255))
        back.bars(110, int(at) + 30, 400, 110, rng)
        at += 200
    if at > 1490:
        raise DoesNotFit(said.name)
    return [front.image, back.image.crop((0, 0, 1100, min(1500, int(at) + 90)))]


def ribbon(said: Printed, rng: random.Random) -> list[Image.Image]:
    """A wide band for a jar or bottle: name on a ribbon in the middle, columns left and right, light on dark."""
    ground, ink = rng.choice(GROUNDS[:3])
    sheet = Sheet(1700, 900, ground)
    pale = tuple((a * 3 + b) // 4 for a, b in zip(ink, ground, strict=True))
    band: Colour = (pale[0], pale[1], pale[2])
    sheet.pen.polygon([(600, 240), (1100, 240), (1100, 560), (850, 620), (600, 560)], fill=band)
    sheet.block(said.brand.upper(), 600, 130, 500, "oswald-500", 56, ink, align="centre")
    display = rng.choice(("lobster-400", "pacifico-400", "lora-700", "kalam-700"))
    sheet.block(said.name, 615, 275, 470, display, 76, ground, align="centre", leading=1.15)
    sheet.block(said.weight, 600, 650, 500, "oswald-500", 50, ink, align="centre")
    sheet.block(said.slogan, 600, 740, 500, "kalam-700", 36, ink, align="centre")
    light = rng.choice(("barlow-condensed-500", "poppins-400", "arimo-400"))
    size = rng.choice((31, 34))
    left = sheet.block(said.composition, 50, 70, 500, light, size, ink, hard=rng.random() < 0.4) + 12
    for row in (said.keeping, *said.contact, *said.extras):
        left = sheet.block(row, 50, left, 500, light, size, ink) + (10 if row else 0)
    right = 70.0
    for row in (said.maker, said.address, said.pirt, said.best_before, said.produced, said.code):
        right = sheet.block(row, 1160, right, 490, light, size, ink) + (10 if row else 0)
    if said.halal:
        sheet.halal_mark(1330, int(right) + 8, 120, ink, said.halal, light, 30)
    if rng.random() < 0.4:
        sheet.upended("NEW!", 1640, 700, "fredoka-600", 40, ink)
    return [sheet.image]


LAYOUTS = {
    "stand_up": Layout(stand_up, ("standing",)),
    "ribbon": Layout(ribbon, ("jar", "table", "box")),
}
