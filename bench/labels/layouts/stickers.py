"""Stickers: a round one, one set by hand in mixed faces, brown ink on kraft, words on a busy pattern."""

import math
import random

from PIL import Image, ImageChops, ImageDraw

from bench.labels.layouts.kinds import Layout
from bench.labels.sheet import BLACK, Colour, DoesNotFit, Sheet
from bench.labels.words import Printed


def round_sticker(said: Printed, rng: random.Random) -> list[Image.Image]:
    """A disc: brand along the rim, name in script in the middle, small print in shortening lines below it."""
    ground, ink = rng.choice(
        (((250, 240, 215), (110, 40, 20)), ((255, 255, 255), (20, 90, 60)), ((252, 225, 120), (150, 20, 20)), ((30, 60, 50), (250, 240, 215)))
    )  # fmt: skip
    sheet = Sheet(1300, 1300, ground)
    sheet.pen.ellipse((20, 20, 1280, 1280), outline=ink, width=8)
    sheet.pen.ellipse((135, 135, 1165, 1165), outline=ink, width=3)
    sheet.arc_text(
        f"{said.brand.upper()}  ·  {said.slogan}".strip(" ·"), (650, 650), 545, "oswald-500", 58, ink
    )
    low = " · ".join(said.contact[:1] + said.extras[:1])
    sheet.arc_text(low[:60], (650, 650), 585, "arimo-400", 38, ink, below=True)
    script = rng.choice(("lobster-400", "pacifico-400", "fredoka-600", "lora-700"))
    y = 255.0
    y = sheet.block(said.name, 310, y, 680, script, 92, ink, align="centre", leading=1.15) + 14
    light = rng.choice(("poppins-400", "barlow-condensed-500", "arimo-400", "comic-neue-700"))
    rows = [said.weight, said.composition, said.maker, said.address, said.best_before, said.code, said.pirt, said.halal]  # fmt: skip
    small = rng.choice((33, 37, 40))
    for row in rows:
        size = small if row != said.weight else small + 9
        half = math.sqrt(max(500**2 - (y + 30 - 650) ** 2, 150**2))
        y = sheet.block(row, 650 - half * 0.92, y, half * 1.84, light, size, ink, align="centre", leading=1.18) + (4 if row else 0)  # fmt: skip
    if y > 1150:
        raise DoesNotFit(said.name)
    return [sheet.image]


def hand_set(said: Printed, rng: random.Random) -> list[Image.Image]:
    """Every line in another face and size, none quite level, some words in boxes: made by a nephew in an evening."""
    ground: Colour = rng.choice(((255, 250, 190), (255, 255, 255), (210, 240, 255), (255, 225, 230)))
    sheet = Sheet(1200, 1700, ground)
    inks: tuple[Colour, ...] = (BLACK, (180, 0, 0), (0, 60, 160), (0, 100, 40), (120, 0, 120))
    display = ("lobster-400", "pacifico-400", "fredoka-600", "kalam-700", "comic-neue-700")
    plain = ("comic-neue-400", "arimo-400", "tinos-400", "patrick-hand-400", "carlito-700", "special-elite-400", "zilla-slab-400")  # fmt: skip
    y = 40
    rows = [(said.brand, display, 70), (said.name, display, 92), (said.slogan, display, 44)]
    small = [said.weight, said.composition, said.pirt, said.best_before, f"{said.maker} {said.address}".strip(),
             said.halal, said.produced, said.code, said.price, *said.contact, *said.extras]  # fmt: skip
    rng.shuffle(small)
    rows += [(one, plain, rng.choice((34, 38, 42, 46))) for one in small]
    for text, faces, size in rows:
        if not text:
            continue
        if rng.random() < 0.25:
            text = text.replace("\t", "\n")
        strip = Sheet(1100, 700, ground)
        ink, face = rng.choice(inks), rng.choice(faces)
        end = int(strip.block(text, 20, 14, 1040, face, size, ink, align=rng.choice(("left", "centre", "centre", "right"))))  # fmt: skip
        tile = strip.image.crop((0, 0, 1100, end + 14))
        if rng.random() < 0.2:
            ImageDraw.Draw(tile).rectangle((6, 4, 1090, end + 6), outline=ink, width=4)
        tile = tile.rotate(
            rng.uniform(-2.2, 2.2), resample=Image.Resampling.BICUBIC, expand=True, fillcolor=ground
        )
        at = (50 + rng.randint(-24, 24), y)
        under = sheet.image.crop((*at, at[0] + tile.width, at[1] + tile.height))
        sheet.image.paste(ImageChops.darker(under, tile), at)
        y += tile.height - rng.randint(0, 22)
    if said.halal_word and not said.halal:
        sheet.line("HALAL", 1000, 60, "arimo-700", 50, (0, 110, 40))
    if y > 1680:
        raise DoesNotFit(said.name)
    return [sheet.image.crop((0, 0, 1200, min(1700, y + 40)))]


def kraft(said: Printed, rng: random.Random) -> list[Image.Image]:
    """Dark brown ink on brown paper with fibres; a slab or typewriter face."""
    sheet = Sheet(1150, 1700, (196, 158, 112))
    for _ in range(1020):
        x, y = rng.randrange(1150), rng.randrange(1700)
        angle, length = rng.uniform(0, math.pi), rng.randint(6, 26)
        shade = rng.choice(((182, 142, 96), (208, 172, 128), (170, 130, 88)))
        sheet.pen.line(
            (x, y, x + length * math.cos(angle), y + length * math.sin(angle)), fill=shade, width=2
        )
    ink: Colour = rng.choice(((58, 32, 18), (44, 26, 16), (30, 24, 20)))
    light, heavy = rng.choice((("zilla-slab-400", "zilla-slab-700"), ("special-elite-400", "special-elite-400"), ("lora-400", "lora-700")))  # fmt: skip
    at = 70.0
    at = sheet.block(said.brand.upper(), 80, at, 990, light, 46, ink, align="centre")
    at = sheet.block(said.name, 80, at + 10, 990, heavy, 104, ink, align="centre", leading=1.1)
    sheet.pen.line((180, at + 14, 970, at + 14), fill=ink, width=4)
    at = sheet.block(said.slogan, 80, at + 26, 990, light, 36, ink, align="centre") + 16
    if said.weight and rng.random() < 0.5:
        sheet.pen.rounded_rectangle((340, at, 810, at + 76), 30, outline=ink, width=4)
        sheet.line(said.weight, 575, at + 14, heavy, 42, ink, anchor="ma", most=440)
        at += 96
    else:
        at = sheet.block(said.weight, 80, at, 990, heavy, 44, ink, align="centre") + 8
    rows = [said.composition, said.keeping, said.maker, said.address, said.best_before, said.produced, said.code, said.pirt]  # fmt: skip
    for row in rows:
        at = sheet.block(row, 100, at, 950, light, 37, ink, align=rng.choice(("left", "left", "centre"))) + (8 if row else 0)  # fmt: skip
    if said.halal:
        at = sheet.halal_mark(500, int(at) + 10, 130, ink, said.halal, light, 30) + 6
    for row in said.contact:
        at = sheet.block(row, 100, at, 950, light, 32, ink, align="centre")
    return [sheet.image.crop((0, 0, 1150, min(1700, int(at) + 60)))]


def busy(said: Printed, rng: random.Random) -> list[Image.Image]:
    """Words straight on a batik-like pattern, helped by an outline here and a pale panel there."""
    sheet = Sheet(1200, 1600, rng.choice(((235, 205, 150), (200, 220, 200), (240, 200, 190))))
    base = sheet.image.getpixel((0, 0))
    dark = (base[0] - 42, base[1] - 46, base[2] - 48)
    pale = (min(255, base[0] + 14), min(255, base[1] + 24), min(255, base[2] + 34))
    for row in range(-1, 17):
        for column in range(-1, 13):
            x, y = column * 104 + (row % 2) * 52, row * 104
            sheet.pen.ellipse((x, y, x + 92, y + 92), outline=dark, width=7)
            sheet.pen.ellipse((x + 24, y + 24, x + 68, y + 68), fill=pale, outline=dark, width=4)
            sheet.pen.line((x + 46, y, x + 46, y + 92), fill=dark, width=3)
    ink: Colour = rng.choice(((110, 10, 10), (20, 30, 80), (40, 20, 10)))
    white = (255, 253, 245)
    heavy, light = rng.choice((("poppins-700", "poppins-400"), ("oswald-500", "barlow-condensed-500"), ("fredoka-600", "carlito-700")))  # fmt: skip
    y = sheet.block(said.brand, 60, 60, 1080, "pacifico-400", 70, ink, align="centre", halo=white)
    y = sheet.block(said.name.upper(), 60, y + 30, 1080, heavy, 108, ink, align="centre", leading=1.15, halo=white)  # fmt: skip
    y = sheet.block(said.weight, 60, y + 14, 1080, heavy, 54, ink, align="centre", halo=white) + 20
    top = int(y)
    if top > 800:
        raise DoesNotFit(said.name)
    panel = Sheet(1080, 1200, white)
    at = 24.0
    rows = [said.composition, said.maker, said.address, said.pirt, said.best_before, said.produced, said.keeping, *said.contact]  # fmt: skip
    for text in rows:
        at = panel.block(text, 30, at, 1020, light, 35, ink) + (6 if text else 0)
    if said.halal:
        at = panel.halal_mark(880, int(at), 110, ink, "", light, 26)
        panel.line(said.halal, 850, at - 70, light, 32, ink, anchor="ra", most=780)
    whole = rng.random() < 0.6
    if top + at > 1560:
        raise DoesNotFit(said.name)
    body = panel.image.crop((0, 0, 1080, int(at) + 24))
    if whole:
        sheet.image.paste(body, (60, top))
    else:
        under = sheet.image.crop((60, top, 1140, top + body.height))
        mixed = Image.blend(under, body, 0.72)
        sheet.image.paste(mixed, (60, top))
    return [sheet.image.crop((0, 0, 1200, min(1600, top + int(at) + 90)))]


LAYOUTS = {
    "round": Layout(round_sticker, ("jar", "clear", "box"), round=True),
    "hand_set": Layout(hand_set, ("clear", "pouch", "cloth")),
    "kraft": Layout(kraft, ("paper", "table", "box")),
    "busy": Layout(busy, ("box", "table", "cloth")),
}
