"""The list of pictures, and what the recipes share: filling a pack, laying pieces out, the tag, the file."""

import math

from PIL import Image, ImageDraw, ImageFilter

from .light import Art, S, blank, drop_in, font, put, rng_for
from .pieces import bank, heap

SIZE = 1000
PICTURES = {}  # name -> (alt, how it is drawn)


def picture(name, alt):
    """Enters a recipe in the list. The recipe is given its own seeded numbers."""

    def enter(recipe):
        PICTURES[name] = (alt, recipe)
        return recipe

    return enter


def contents(
    makers,
    size,
    rng,
    share=0.6,
    box=(300, 380, 1100, 1260),
    ground=(70, 44, 28),
    layers=3,
    vary=0.16,
    count=14,
    dark=0.55,
):
    """A whole canvas with pieces heaped in `box`. `makers` is one maker or a list of them."""
    makers = makers if isinstance(makers, (list, tuple)) else [makers]
    sprites = [one for maker in makers for one in bank(maker, size, rng, max(5, count // len(makers)), vary)]
    filled = heap(box[2] - box[0], box[3] - box[1], sprites, rng, size * share, ground, layers, dark)
    canvas = blank((S, S), (*ground, 255))
    canvas.paste(filled, (int(box[0]), int(box[1])))
    return canvas


def scatter(base, maker, spots, rng, blur=11, dx=9, dy=11, opacity=0.42):
    """Loose pieces on the table: (x, y, size)."""
    for x, y, size in spots:
        if x < 380:  # the tag's place stays free
            y = min(y, 1258 - size * 0.55)
        drop_in(base, maker(rng, size), x, y, blur, dx, dy, opacity)


def pile(base, maker, cx, cy, rx, ry, size, count, rng, opacity=0.5):
    """A small heap on the ground: many in the middle, few at the edge, the near ones on top."""
    spots = []
    for _ in range(count):
        a, d = rng.uniform(0, 6.283), rng.uniform(0, 1) ** 0.62
        spots.append((cx + math.cos(a) * rx * d, cy + math.sin(a) * ry * d, d))
    for x, y, _ in sorted(spots, key=lambda p: (-round(p[2] * 3), p[1])):
        drop_in(
            base,
            maker(rng, size * rng.uniform(0.88, 1.12)),
            x,
            y,
            size * 0.07,
            size * 0.05,
            size * 0.09,
            opacity,
        )


def behind(base, layer, scale=0.9, dx=150, dy=-70, dim=0.95):
    """A second pack further back: smaller, a little out of focus."""
    w = int(S * scale)
    small = layer.resize((w, w), Image.LANCZOS).filter(ImageFilter.GaussianBlur(1.6))
    r, g, b, a = small.split()
    small = Image.merge("RGBA", [*(c.point(lambda v: int(v * dim)) for c in (r, g, b)), a])
    put(base, small, S / 2 + dx, S / 2 + dy)


def tag(image):
    """A sewn cloth tag in the lower left; still read when the picture is shown 320 px wide."""
    w, height = image.width, round(image.width * 0.062)
    words, size = "ilustrasi", height * 0.62
    wide = int(font(size, 700).getlength(words) + height * 1.05)
    art = Art(wide, height, scale=3)
    art.rect(0, 0, wide - 0.4, height - 0.4, (255, 252, 246, 242), height * 0.22)
    inset = height * 0.115
    x = inset * 2
    while x < wide - inset * 2:
        for y in (inset, height - inset):
            art.line([(x, y), (min(x + height * 0.15, wide - inset * 2), y)], (122, 30, 74, 150), 1.3)
        x += height * 0.28
    art.text(wide / 2, height * 0.475, words, size, 700, (74, 34, 52))
    margin = round(w * 0.028)
    out = image.convert("RGBA")
    soft = Image.new("L", out.size, 0)
    ImageDraw.Draw(soft).rounded_rectangle(
        [margin + 2, w - height - margin + 4, margin + wide + 2, w - margin + 4], height * 0.22, fill=70
    )
    veil = Image.new("RGBA", out.size, (40, 24, 24, 255))
    veil.putalpha(soft.filter(ImageFilter.GaussianBlur(5)))
    out.alpha_composite(veil)
    out.alpha_composite(art.done(), (margin, w - height - margin))
    return out.convert("RGB")


def finish(name, quality=80):
    """Draws one picture at the size it is kept in."""
    _alt, recipe = PICTURES[name]
    large = recipe(rng_for(name)).convert("RGB")
    small = large.resize((SIZE, SIZE), Image.LANCZOS).filter(ImageFilter.UnsharpMask(0.8, 35, 2))
    return tag(small)
