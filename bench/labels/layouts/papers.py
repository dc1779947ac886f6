"""Home-printed labels: a word processor's page, a photo-copied frame, a price-tag printer, a two-column back label."""

import random

from PIL import Image, ImageFilter

from bench.labels.layouts.kinds import Layout
from bench.labels.sheet import BLACK, NUTRITION, DoesNotFit, Sheet
from bench.labels.words import Printed


def word_processor(said: Printed, rng: random.Random) -> list[Image.Image]:
    """Black on white, one face, centred lines, as printed at a copy shop."""
    face = rng.choice(("arimo", "tinos", "carlito", "comic-neue"))
    size = rng.choice((34, 38, 42))
    sheet = Sheet(1000, 1700)
    align = rng.choice(("centre", "centre", "left"))
    y = sheet.block(said.brand.upper(), 60, 50, 880, f"{face}-700", 60, align=align)
    y = sheet.block(said.name, 60, y + 6, 880, f"{face}-700", rng.choice((64, 76, 90)), align=align)
    y = sheet.block(said.slogan, 60, y, 880, f"{face}-400", size, align=align) + 16
    rows = [said.composition, said.weight, said.pirt, said.best_before, said.code, said.produced]
    maker = rng.choice(([f"{said.maker} {said.address}".strip()], [said.maker, said.address]))
    rows += maker + ([said.halal] if rng.random() < 0.5 else []) + said.contact + said.extras + [said.price]
    marked = said.halal if said.halal not in rows else ""
    if rng.random() < 0.5:
        rng.shuffle(rows)
    for row in rows:
        y = sheet.block(row, 60, y, 880, f"{face}-{rng.choice((400, 400, 700))}", size, align=align) + (
            6 if row else 0
        )
    if marked:
        y = sheet.halal_mark(440, int(y) + 14, 120, BLACK, marked, f"{face}-400", size)
    elif said.halal_word:
        y = sheet.block("HALAL", 60, y, 880, f"{face}-700", size, align=align)
    done = sheet.image.crop((0, 0, 1000, min(1700, int(y) + 50)))
    if rng.random() < 0.6:
        Sheet.frame(done, BLACK, rng.choice((3, 6)), 18)
    return [done]


def form(said: Printed, rng: random.Random) -> list[Image.Image]:
    """Heads in one column, colons under each other, values in the next, as a form filled in."""
    face = rng.choice(("arimo", "tinos", "carlito", "courier-prime", "poppins"))
    light, heavy = f"{face}-400", f"{face}-700"
    size = rng.choice((31, 34, 37))
    paper = rng.choice(((255, 255, 255), (255, 250, 225), (225, 240, 250)))
    sheet = Sheet(1200, 1500, paper)
    y = sheet.block(
        said.name.upper() if rng.random() < 0.5 else said.name, 50, 40, 1100, heavy, 78, align="centre"
    )
    y = sheet.block(f"“{said.brand}”", 50, y, 1100, light, 46, align="centre") + 10
    sheet.pen.line((40, y, 1160, y), fill=BLACK, width=4)
    y += 16
    rows = [said.composition, said.weight, said.pirt, said.halal, said.best_before, said.maker, f"Alamat\t{said.address}" if said.address else "",
            said.produced, said.code, *said.contact, *said.extras]  # fmt: skip
    if rng.random() < 0.4:
        rng.shuffle(rows)
    for row in rows:
        head, tab, value = row.partition("\t")
        if not tab:
            y = sheet.block(row, 50, y, 1100, light, size) + 4
            continue
        head = head.rstrip(" :")
        top = y
        y = sheet.block(head, 50, top, 330, heavy if rng.random() < 0.2 else light, size)
        sheet.line(":", 390, top, light, size)
        y = max(y, sheet.block(value, 420, top, 730, light, size)) + 6
    if said.halal_word:
        y = sheet.block("HALAL - BERSIH - HIGIENIS", 50, y, 1100, heavy, size, align="centre")
    done = sheet.image.crop((0, 0, 1200, min(1500, int(y) + 40)))
    Sheet.frame(done, BLACK, 4, 14)
    return [done]


def photocopy(said: Printed, rng: random.Random) -> list[Image.Image]:
    """A framed label copied many times: grey ground, specks, thickened strokes, clip-art flowers in the corners."""
    sheet = Sheet(1100, 900, (238, 238, 234))
    face = rng.choice(("courier-prime", "tinos", "special-elite"))
    light = f"{face}-400"
    heavy = light if face == "special-elite" else f"{face}-700"
    for inset, width in ((18, 5), (30, 2)):
        sheet.pen.rectangle((inset, inset, 1100 - inset, 900 - inset), outline=BLACK, width=width)
    for x, y in ((70, 70), (1030, 70), (70, 830), (1030, 830)):
        for petal in range(6):
            sheet.petal(x, y, 30, petal, BLACK)
    y = sheet.block(said.name.upper(), 120, 55, 860, heavy, 66, align="centre")
    y = sheet.block(said.brand, 120, y, 860, light, 40, align="centre") + 10
    size = rng.choice((30, 33))
    left = sheet.block(said.composition, 60, y, 560, light, size, hard=rng.random() < 0.5) + 10
    for row in (said.keeping, said.maker, said.address, *said.contact):
        left = sheet.block(row, 60, left, 560, light, size) + (8 if row else 0)
    right = y
    for row in (said.weight, said.best_before, said.produced, said.code, said.pirt, said.price):
        right = sheet.block(row, 660, right, 390, heavy if row == said.weight else light, size) + (12 if row else 0)  # fmt: skip
    if said.halal:
        right = sheet.halal_mark(800, int(right) + 6, 100, BLACK, said.halal, light, 24)
    foot = max(left, right)
    for row in said.extras:
        foot = sheet.block(row, 120, foot, 860, light, size - 4, align="centre")
    if foot > 860:
        raise DoesNotFit(said.name)
    return [sheet.worn(rng)]


def thermal(said: Printed, rng: random.Random) -> list[Image.Image]:
    """A price-tag printer's sticker: one narrow column in a coarse face, bars below."""
    face = rng.choice(("vt323-400", "share-tech-mono-400", "courier-prime-700"))
    size = {"vt323-400": 44, "share-tech-mono-400": 36, "courier-prime-700": 36}[face]
    sheet = Sheet(760, 1500, (250, 250, 247))
    ink = rng.choice(((40, 40, 46), (60, 60, 70), (28, 28, 30)))
    upper = rng.random() < 0.5
    y = sheet.block(said.name.upper(), 30, 24, 700, face, int(size * 1.5), ink, leading=1.1)
    rows = [said.brand, said.price, said.weight, said.composition, said.best_before, said.produced, said.code,
            said.pirt, said.halal, said.maker, said.address, *said.contact[:1]]  # fmt: skip
    for row in rows:
        y = sheet.block(row.upper() if upper else row, 30, y, 700, face, size, ink, leading=1.12, hard=True) + (6 if row else 0)  # fmt: skip
    if rng.random() < 0.7:
        sheet.bars(110, int(y) + 12, 520, 90, rng)
        y += 150
    done = sheet.image.crop((0, 0, 760, min(1500, int(y) + 24)))
    return [done.filter(ImageFilter.GaussianBlur(0.6))]


def two_columns(said: Printed, rng: random.Random) -> list[Image.Image]:
    """A shop's back label: composition and maker left, a nutrition table right, codes in a strip below."""
    paper = rng.choice(((255, 255, 255), (255, 252, 240), (240, 248, 240)))
    ink = rng.choice((BLACK, (20, 40, 90), (60, 20, 20)))
    light, heavy = rng.choice(
        (("carlito-400", "carlito-700"), ("poppins-400", "poppins-700"), ("barlow-condensed-500", "barlow-condensed-700"),
         ("zilla-slab-400", "zilla-slab-700"), ("arimo-400", "arimo-700"))
    )  # fmt: skip
    sheet = Sheet(1400, 1000, paper)
    strip = rng.choice(((180, 30, 40), (30, 90, 60), (210, 120, 20), (40, 60, 120)))
    sheet.pen.rectangle((0, 0, 1400, 140), fill=strip)
    sheet.line(said.name, 50, 30, heavy, 72, (255, 255, 255), most=900)
    sheet.line(said.brand.upper(), 1350, 50, light, 44, (255, 250, 220), anchor="ra", most=400)
    size = rng.choice((30, 32, 34))
    left = sheet.block(said.composition, 50, 170, 760, light, size, ink) + 8
    for row in (said.allergens, said.keeping, said.maker, said.address, *said.contact, *said.extras):
        left = sheet.block(row, 50, left, 760, heavy if row == said.allergens else light, size, ink) + (8 if row else 0)  # fmt: skip
    right = sheet.table(NUTRITION, 870, 180, 470, light, 28, ink) if rng.random() < 0.75 else 180.0
    right = sheet.block(said.weight, 870, right + 8, 470, heavy, size + 10, ink) + 6
    right = sheet.block(said.best_before, 870, right, 470, light, size, ink) + 6
    for row in (said.produced, said.code):
        right = sheet.block(row, 870, right, 470, light, size - 2, ink) + (6 if row else 0)
    y = max(left, right, 700)
    sheet.pen.line((40, y, 1360, y), fill=ink, width=3)
    sheet.line(said.pirt, 50, y + 20, heavy, size, ink, most=620)
    if said.halal:
        sheet.halal_mark(760, int(y) + 12, 110, (90, 30, 110), said.halal, light, 25)
    elif said.halal_word:
        sheet.line("HALAL", 760, y + 30, heavy, 50, (20, 110, 50))
    sheet.bars(1080, int(y) + 20, 240, 80, rng)
    return [sheet.image.crop((0, 0, 1400, min(1000, int(y) + 190)))]


LAYOUTS = {
    "word_processor": Layout(word_processor, ("pouch", "table", "clear")),
    "form": Layout(form, ("table", "clear", "box")),
    "photocopy": Layout(photocopy, ("clear", "table", "pouch")),
    "thermal": Layout(thermal, ("clear", "cloth", "box")),
    "two_columns": Layout(two_columns, ("pouch", "box", "table")),
}
