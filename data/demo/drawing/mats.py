"""Recipes: mats of coir, of woven rags, of braids; and how they look from near."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from scipy.ndimage import gaussian_filter

from .light import (
    CREAM,
    GOLD,
    INDIGO,
    LEAF,
    PLUM,
    ROSE,
    S,
    as_mask,
    font,
    grid,
    mask_of,
    mix,
    noise,
    paint,
    picture_of,
    relief,
    spline,
    step,
)
from .scenes import lay, table_top, tiles, wood
from .studio import picture

# ---------------------------------------------------------------- woven rags


def rag_weave(rng, box, band, pitch=25.0, warp=34.0, dots=7, jitter=15, near=1.0):
    """Rag wefts over and under thin warps: lit colours of the whole canvas."""
    x0, _x1, y0, y1 = box
    y, x = grid()
    rows = int((y1 - y0) / pitch)
    wob = (noise((S, S), 60 * near, rng) - 0.5) * 10 * near
    yy = (y - y0 + wob) / pitch
    row = np.clip(np.floor(yy), 0, rows - 1).astype(int)
    v = (yy - np.floor(yy)) * 2 - 1
    xx = (x - x0 + (noise((S, S), 120 * near, rng) - 0.5) * 8 * near) / warp
    over = 0.5 + 0.5 * np.sin(np.pi * (xx + (row % 2)))
    profile = np.sqrt(np.clip(1 - v * v, 0, 1))
    h = 13 * near * profile * (0.45 + 0.55 * over)
    thread = np.abs((xx - 0.5 - (row % 2)) % 2 - 1)
    fibre = gaussian_filter(rng.normal(0, 1, (S, S)), (1.1, 7)) * 5
    h += fibre * 0.5 + np.sin(x / 3.1 + row * 1.7 + np.sin(y / 5)) * 0.5
    if near > 1.5:
        fold = gaussian_filter(rng.normal(0, 1, (S, S)), (5, 60))
        h += fold / fold.std() * 3.4 + np.sin((x + y * 0.6) / 2.6) * 0.45 + np.sin((x - y * 0.6) / 2.6) * 0.45
    diffuse, gloss = relief(gaussian_filter(h, 1.0), 0.62)
    middle = rows / 2
    colors = np.array([band[int(abs(r - middle)) % len(band)] for r in range(rows)], np.float32)
    seg = np.floor((x - x0) / (190 * near) + (row * 37 % 11) / 11 * 3).astype(int)
    spread = rng.uniform(-1, 1, (rows, 20, 1)).astype(np.float32) * jitter
    color = colors[row] + spread[row, np.clip(seg, 0, 19)]
    if dots:
        spots = (np.sin(x / (7.5 * near)) * np.sin(y / (5.2 * near)) > 0.62) & ((row * 5 + seg) % dots == 0)
        stripe = (np.sin(x / (4.4 * near)) > 0.55) & ((row * 3 + seg * 2) % (dots + 4) == 1)
        color = np.where((spots | stripe)[..., None], color * 0.4 + np.array(CREAM) * 0.6, color)
    color = np.where((thread > 0.9)[..., None], color * 0.72, color)
    rgb = paint(color, diffuse * (0.58 + 0.42 * profile), gloss, 0.36, 0.05, 10)
    return warp_cords(rgb, x, y, row, v, xx, rng) if near > 1.5 else rgb


def warp_cords(rgb, x, y, row, v, xx, rng):
    """From near, the twisted warp cords are seen where they pass over a weft."""
    u = xx - np.floor(xx) - 0.5
    over = ((np.floor(xx).astype(int) + row) % 2) == 0
    wide = 0.115 + 0.012 * np.sin(y / 37)
    t = np.clip(1 - (u / wide) ** 2, 0, 1)
    arch = np.sqrt(np.clip(1 - (v * 0.86) ** 2, 0, 1))
    h = 16 * np.sqrt(t) * arch + 2.6 * np.sin((y * 0.9 + x * 0.7) / 4.4) * t
    diffuse, gloss = relief(gaussian_filter(h, 0.9), 0.7)
    cord = paint((240, 226, 198), diffuse, gloss, 0.42, 0.08, 12)
    seen = over & (np.abs(u) < wide)
    near = np.exp(-((np.clip(np.abs(u) - wide, 0, 1) / 0.05) ** 2)) * over * (0.4 + 0.6 * arch)
    dent = np.exp(-((u / 0.2) ** 2)) * over
    return mix(
        rgb * (1 - 0.45 * near)[..., None] * (1 - 0.12 * dent)[..., None],
        cord,
        gaussian_filter(seen.astype(np.float32), 0.8),
    )


def rag_mat(base, rng, box, band, angle, fringe_color=(238, 222, 196), **more):
    """A rag mat with knotted fringes at its short sides, laid on the floor."""
    x0, x1, y0, y1 = box
    y, x = grid()
    rgb = rag_weave(rng, box, band, **more)
    marks = np.arange(0, S + 40, 25)
    edge = np.interp(np.arange(S), marks, rng.uniform(-5, 5, len(marks)))
    m = ((x > x0 + edge[:, None]) & (x < x1 + edge[::-1, None]) & (y > y0) & (y < y1)).astype(np.float32)
    mask = mask_of(gaussian_filter(m, 1.2))
    fringe, tint = Image.new("L", (S, S), 0), Image.new("RGB", (S, S), fringe_color)
    d, dt = ImageDraw.Draw(fringe), ImageDraw.Draw(tint)
    for side, sx in ((-1, x0), (1, x1)):
        n = int((y1 - y0) / 24)
        for i in range(n):
            fy = y0 + 12 + (y1 - y0 - 24) * i / (n - 1)
            end = fy + rng.uniform(-12, 12)
            for s in range(4):
                curve = spline(
                    [
                        (sx - side * 8, fy),
                        (sx + side * 26, fy),
                        (sx + side * 60, (fy + end) / 2 + (s - 1.5) * 4),
                        (sx + side * rng.uniform(96, 118), end + (s - 1.5) * 8),
                    ],
                    10,
                )
                shade = int(rng.uniform(-24, 12))
                pts = [tuple(p) for p in curve]
                d.line(pts, fill=255, width=5)
                dt.line(
                    pts,
                    fill=tuple(
                        int(np.clip(c + shade * k, 0, 255))
                        for c, k in zip(fringe_color, (0.7, 1, 1.1), strict=True)
                    ),
                    width=4,
                )
            d.ellipse([sx + side * 24 - 11, fy - 10, sx + side * 24 + 11, fy + 10], fill=255)
            dt.ellipse(
                [sx + side * 24 - 10, fy - 9, sx + side * 24 + 10, fy + 9],
                fill=fringe_color,
                outline=tuple(int(c * 0.8) for c in fringe_color),
            )
    full = tint.convert("RGBA")
    full.paste(picture_of(rgb), (0, 0), mask)
    lay(base, full, ImageChops.lighter(mask, fringe), angle)


PLUM_BAND = [
    PLUM,
    PLUM,
    (158, 62, 102),
    GOLD,
    CREAM,
    GOLD,
    (158, 62, 102),
    PLUM,
    INDIGO,
    INDIGO,
    (88, 128, 172),
    CREAM,
    LEAF,
    (74, 150, 116),
    LEAF,
    CREAM,
    (88, 128, 172),
]
RAINBOW = [
    (226, 72, 62),
    (240, 120, 58),
    (246, 170, 62),
    (250, 208, 84),
    (178, 200, 84),
    (92, 172, 108),
    (48, 150, 140),
    (52, 130, 180),
    (70, 92, 168),
    (120, 76, 156),
    (180, 72, 140),
    (226, 92, 128),
]


@picture(
    "keset-perca",
    "Ilustrasi: keset anyam kain perca berjalur ungu manggis, kuning, biru, dan hijau dengan rumbai di kedua ujung.",
)
def rag(rng):
    base = tiles(rng)
    rag_mat(base, rng, (190, 1210, 300, 1100), PLUM_BAND, -7)
    return base


@picture(
    "keset-perca-pelangi",
    "Ilustrasi: keset anyam kain perca berwarna pelangi dengan rumbai putih di lantai ubin.",
)
def rag_rainbow(rng):
    base = tiles(rng, (198, 206, 206), "daun")
    band = [*RAINBOW, (250, 246, 238)]
    rag_mat(
        base, rng, (180, 1220, 330, 1070), band, 5, (248, 244, 236), pitch=29.0, warp=30.0, dots=5, jitter=22
    )
    return base


@picture(
    "keset-perca-detail",
    "Ilustrasi: anyaman keset perca dari dekat, pita kain bersilang di atas dan di bawah benang lungsin.",
)
def rag_near(rng):
    band = [
        PLUM,
        (158, 62, 102),
        GOLD,
        CREAM,
        (88, 128, 172),
        INDIGO,
        CREAM,
        LEAF,
        (74, 150, 116),
        GOLD,
        ROSE,
        PLUM,
    ]
    rgb = rag_weave(rng, (-200, 1600, -60, 1500), band, 92.0, 128.0, 6, 16, 3.4)
    y, x = grid()
    art = picture_of(rgb * (1.05 - 0.22 * (x / S * 0.5 + y / S * 0.6))[..., None]).rotate(-8, Image.BICUBIC)
    big = art.resize((int(S * 1.28), int(S * 1.28)), Image.LANCZOS)
    off = (big.width - S) // 2
    return big.crop((off, off, off + S, off + S))


# ---------------------------------------------------------------- braids


def braid(base, rng, plan, second, angle=12, half=False, ring=44.0, centre=(700.0, 700.0), total=13):
    """A plait of three strands, coiled; `half` leaves the upper half only, with a straight bound edge."""
    cx, cy = centre
    y, x = grid()
    wob = (noise((S, S), 110, rng) - 0.5) * 9
    dx, dy = x - cx, y - cy
    r = np.hypot(dx, dy) + wob
    theta = np.arctan2(dy, dx)
    if half:
        spiral = r / ring
    else:
        spiral = r / ring + theta / (2 * np.pi)
    k = np.floor(spiral)
    v = (spiral - k) * 2 - 1
    turns = np.maximum(k + 0.5, 0.6)
    if half:
        s, ki = theta * turns * ring / 30.0, k
    else:  # along the strand from the middle out, so that nothing breaks where the angle jumps
        way = np.maximum(k + 0.5 - theta / (2 * np.pi), 0.4)
        s = -np.pi * ring * way**2 / 30.0
        joins = np.arange(1, len(plan) + 1) + rng.uniform(
            -0.45, 0.45, len(plan)
        )  # where a new colour is taken up
        ki = np.searchsorted(joins, way)
    side = np.sign(v)
    place = s + np.abs(v) * 0.9 + np.where(side > 0, 0.5, 0)
    lobe = place % 1.0
    bump = np.sqrt(np.clip(1 - (lobe * 2 - 1) ** 2, 0, 1)) * np.sqrt(np.clip(1 - np.abs(v) ** 2.4, 0, 1))
    h = 15 * bump + gaussian_filter(rng.normal(0, 1, (S, S)), 1.5) * 2.2
    diffuse, gloss = relief(gaussian_filter(h, 1.1), 0.6)
    strand = (np.floor(place).astype(int) + np.where(side > 0, 1, 0)) % 3
    ki = np.clip(ki, 0, len(plan) - 1).astype(int)
    color = np.where(
        (strand == 0)[..., None], np.array(second, np.float32)[ki], np.array(plan, np.float32)[ki]
    )
    color = color + ((noise((S, S), 34, rng) - 0.5) * 36)[..., None]
    rgb = paint(
        color, diffuse * (0.5 + 0.5 * np.sqrt(np.clip(1 - np.abs(v) ** 3, 0, 1))), gloss, 0.36, 0.05, 10
    )
    m = (spiral < total).astype(np.float32) * (r < total * ring)
    if half:
        m = m * (y < cy)
        band = (
            np.clip((cy + 26 - y) / 2, 0, 1)
            * np.clip((y - cy + 26) / 2, 0, 1)
            * (np.abs(dx) < total * ring - 4)
        )
        lob = ((x / 30.0) + np.abs((y - cy) / 26.0) * 0.9) % 1.0
        bh = (
            13
            * np.sqrt(np.clip(1 - (lob * 2 - 1) ** 2, 0, 1))
            * np.sqrt(np.clip(1 - np.abs((y - cy) / 26.0) ** 2.4, 0, 1))
        )
        bd, bg = relief(gaussian_filter(bh, 1.1) + gaussian_filter(rng.normal(0, 1, (S, S)), 1.5) * 1.4, 0.6)
        edge = np.where(
            ((np.floor(x / 30.0 + np.abs((y - cy) / 26.0) * 0.9)).astype(int) % 3 == 0)[..., None],
            np.asarray(second[-1], float),
            np.asarray(plan[-1], float),
        )
        rgb = mix(rgb, paint(edge, bd, bg, 0.36, 0.05, 10), band)
        m = np.maximum(m, band)
    lay(base, picture_of(rgb), mask_of(gaussian_filter(m.astype(np.float32), 1.3)), angle)


@picture(
    "keset-bulat",
    "Ilustrasi: keset bulat dari jalinan kain melingkar berwarna ungu, hijau, biru, dan kuning.",
)
def braid_round(rng):
    base = tiles(rng)
    plan = [PLUM, PLUM, GOLD, CREAM, INDIGO, INDIGO, CREAM, LEAF, LEAF, CREAM, ROSE, PLUM, PLUM, PLUM, PLUM]
    second = [
        ROSE,
        GOLD,
        CREAM,
        GOLD,
        (98, 138, 180),
        CREAM,
        ROSE,
        (98, 168, 132),
        GOLD,
        GOLD,
        PLUM,
        GOLD,
        PLUM,
        PLUM,
        PLUM,
    ]
    braid(base, rng, plan, second)
    return base


@picture(
    "keset-setengah",
    "Ilustrasi: keset setengah lingkaran dari jalinan kain nuansa biru dan krem di depan ambang pintu kayu.",
)
def braid_half(rng):
    base = tiles(rng, (224, 208, 192), "catur")
    sill = picture_of(wood((230, S), rng, (150, 104, 74), 1) * np.linspace(0.72, 1.02, 230)[:, None, None])
    base.paste(sill.crop((0, 0, S, 230)), (0, 1010))
    y, _x = grid()
    dark = np.exp(-np.clip(1010 - y, 0, 400) / 16) * (y < 1010)
    base.alpha_composite(picture_of(np.full((S, S, 3), [60.0, 36, 28]), dark * 0.5))
    door = wood((170, S), rng, (126, 84, 60), 1)
    base.paste(picture_of(door), (0, 1240))
    base.alpha_composite(
        picture_of(np.full((S, S, 3), [40.0, 24, 20]), np.exp(-(((y - 1240) / 7) ** 2)) * 0.6)
    )
    base.alpha_composite(
        picture_of(np.full((S, S, 3), [40.0, 24, 20]), np.exp(-(((y - 1012) / 4) ** 2)) * 0.5)
    )
    sea, teal, sand = (46, 92, 140), (70, 140, 150), (232, 206, 160)
    plan = [sea, sand, teal, CREAM, sea, sea, CREAM, teal, sand, sea, CREAM, teal, sea, sea]
    second = [CREAM, CREAM, CREAM, teal, CREAM, sand, sea, CREAM, teal, CREAM, sea, CREAM, sand, sea]
    braid(base, rng, plan, second, 0, True, 46.0, (700.0, 940.0), 13)
    return base


# ---------------------------------------------------------------- coir


def coir(shape, rng, color=(168, 112, 62), dark=(104, 62, 32), long=16.0, deep=1.0):
    """Brushed coconut fibre: short stiff hairs in every direction, light on the tips."""
    height, width = shape
    big = Image.new("L", (width, height), 30)
    pen = ImageDraw.Draw(big)
    count = int(width * height / 26)
    xs, ys, turns = rng.uniform(0, width, count), rng.uniform(0, height, count), rng.normal(-1.1, 0.9, count)
    lengths, tones = rng.uniform(0.4, 1.3, count) * long, np.sort(rng.uniform(50, 255, count))
    for x, y, a, k, t in zip(xs, ys, turns, lengths, tones, strict=True):
        pen.line([(x, y), (x + np.cos(a) * k, y + np.sin(a) * k)], fill=int(t), width=2)
    hair = as_mask(big)
    clump = noise(shape, 30, rng) * 0.6 + noise(shape, 90, rng) * 0.4
    h = (gaussian_filter(hair, 0.7) * 5 + clump * 9) * deep
    diffuse, gloss = relief(h, 0.55)
    col = mix(dark, color, np.clip(hair * 1.15 - 0.08 + (clump - 0.5) * 0.25, 0, 1))
    col = mix(col, (226, 180, 118), np.clip(hair - 0.82, 0, 1) * 2.6)
    return col, diffuse, gloss, hair


def coir_mat(
    base, rng, box, angle, radius=34, stencil=None, ink=(54, 30, 22), rim=None, color=(190, 132, 76)
):
    """A cut coir mat with ragged edges; `stencil` is a mask painted on it."""
    x0, y0, x1, y1 = box
    y, x = grid()
    col, diffuse, gloss, hair = coir((S, S), rng, color)
    if rim is not None:
        near = np.minimum(np.minimum(x - x0, x1 - x), np.minimum(y - y0, y1 - y))
        col = mix(
            col, np.asarray(rim, np.float32) * (0.62 + 0.5 * hair)[..., None], step(near, 66, 60) * 0.92
        )
    if stencil is not None:
        s = as_mask(stencil) * np.clip(0.72 + 0.6 * (hair - 0.35), 0, 1)
        col = mix(col, np.asarray(ink, np.float32) * (0.6 + 0.7 * hair)[..., None], gaussian_filter(s, 1.4))
    rgb = paint(col, diffuse, gloss, 0.44, 0.04, 8)
    q = (
        np.maximum(np.abs(x - (x0 + x1) / 2) - (x1 - x0) / 2 + radius, 0),
        np.maximum(np.abs(y - (y0 + y1) / 2) - (y1 - y0) / 2 + radius, 0),
    )
    ragged = (noise((S, S), 5, rng) - 0.5) * 16 + (noise((S, S), 40, rng) - 0.5) * 8
    inner = radius - np.hypot(*q) + ragged
    inner = np.where(np.hypot(*q) > 0, inner, 60)
    mask = mask_of(np.clip(inner / 2.5, 0, 1))
    shade = 0.72 + 0.28 * step(np.minimum(np.minimum(x - x0, x1 - x), np.minimum(y - y0, y1 - y)), -4, 26)
    # the thickness of the mat, seen at its lower edge
    thick = ImageChops.lighter(mask, ImageChops.offset(mask, 5, 12))
    under = picture_of(paint(mix((92, 56, 30), (140, 92, 50), hair), diffuse, None, 0.5) * 0.72)
    both = picture_of(rgb * shade[..., None])
    under.paste(both, (0, 0), mask)
    lay(base, under, thick, angle, 30, 34, 0.42)


def diamond_stencil(box, rows=1):
    """A woven diamond band and two lines."""
    x0, y0, x1, y1 = box
    art = Image.new("L", (S * 2, S * 2), 0)
    pen = ImageDraw.Draw(art)
    cx, cy, w, h = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2
    n = 5
    gap = 2 * w * 0.80 / n
    for i in range(n):
        px = cx + (i - (n - 1) / 2) * gap
        for share, fill in ((1, 255), (0.70, 0), (0.40, 255)):
            pts = [
                (px - gap * 0.48 * share, cy),
                (px, cy - h * 0.42 * share),
                (px + gap * 0.48 * share, cy),
                (px, cy + h * 0.42 * share),
            ]
            pen.polygon([(a * 2, b * 2) for a, b in pts], fill=fill)
    for yy in (cy - h * 0.66, cy + h * 0.66):
        pen.rectangle([(x0 + w * 0.16) * 2, (yy - 11) * 2, (x1 - w * 0.16) * 2, (yy + 11) * 2], fill=255)
    return art.resize((S, S), Image.LANCZOS)


def word_stencil(words, size, cx, cy):
    art = Image.new("L", (S, S), 0)
    ImageDraw.Draw(art).text((cx, cy), words, font=font(size, 800), fill=255, anchor="mm")
    return art


@picture("keset-sabut", "Ilustrasi: keset sabut kelapa tebal cokelat bermotif wajik hitam di teras ubin.")
def coir_thick(rng):
    base = tiles(rng, (214, 210, 202), "wajik")
    box = (150, 330, 1250, 1060)
    coir_mat(base, rng, box, -4, 40, diamond_stencil(box), (50, 28, 22), None)
    return base


@picture(
    "keset-sabut-kecil",
    "Ilustrasi: keset sabut kelapa kecil dengan tepi cokelat tua dan tulisan permisi di lantai kayu.",
)
def coir_small(rng):
    base = table_top("kayu", rng, (176, 138, 100))
    box = (220, 370, 1180, 1020)
    coir_mat(
        base,
        rng,
        box,
        5,
        30,
        word_stencil("permisi", 196, 700, 690),
        (70, 36, 26),
        (104, 64, 38),
        (196, 142, 86),
    )
    return base


@picture(
    "keset-sabut-detail",
    "Ilustrasi: serat sabut kelapa keset dari dekat, kaku dan rapat, dengan batas motif hitam.",
)
def coir_near(rng):
    y, x = grid()
    art = Image.new("RGB", (S, S), (70, 42, 24))
    pen = ImageDraw.Draw(art)
    count = 7600
    for i in range(count):
        share = i / count
        px, py, a = rng.uniform(-80, S + 80), rng.uniform(-80, S + 80), rng.normal(-1.15, 0.5)
        long, bow = rng.uniform(120, 320) * (0.6 + 0.5 * share), rng.normal(0, 0.5)
        t = np.linspace(0, 1, 7)
        curve = [(px + np.cos(a + bow * k) * long * k, py + np.sin(a + bow * k) * long * k) for k in t]
        band = 470 < curve[-1][0] * 0.86 - curve[-1][1] * 0.5 + 240 < 760
        base = (
            mix((122, 74, 38), (226, 168, 102), np.clip(share * 0.95 + rng.normal(0, 0.14), 0, 1))
            if not band
            else mix((46, 28, 22), (112, 76, 58), share * 0.8)
        )
        wide = int(rng.uniform(6, 10) * (0.7 + 0.5 * share))
        pen.line([(cx + 4, cy + 7) for cx, cy in curve], fill=(66, 38, 22), width=wide)
        pen.line(curve, fill=tuple(int(v * 0.8) for v in base), width=wide)
        pen.line(
            [(cx - 1, cy - 1) for cx, cy in curve],
            fill=tuple(int(min(255, v * 1.08)) for v in base),
            width=max(2, wide // 2),
        )
        if share > 0.82:
            pen.line(
                [(cx - 1.5, cy - 1.5) for cx, cy in curve],
                fill=tuple(int(min(255, v * 1.26)) for v in base),
                width=1,
            )
    soft = art.filter(ImageFilter.GaussianBlur(1.5))
    rgb = np.asarray(soft, np.float32) * (0.86 + 0.28 * noise((S, S), 150, rng))[..., None]
    return picture_of(rgb * (1.08 - 0.26 * (x / S * 0.5 + y / S * 0.6))[..., None])


def braid_surface(rng):
    """Plaits of three strands side by side, from near: lit colours of the whole canvas."""
    y, x = grid()
    a = 0.22
    p, q = (
        x * np.cos(a) + y * np.sin(a),
        -x * np.sin(a) + y * np.cos(a) + (noise((S, S), 300, rng) - 0.5) * 26,
    )
    wide, long = 196.0, 140.0
    k = np.floor(q / wide + 4)
    v = (q / wide + 4 - k) * 2 - 1
    side = np.sign(v)
    place = p / long + 0.37 * k + np.abs(v) * 0.9 + np.where(side > 0, 0.5, 0)
    lobe = place % 1.0
    bump = np.sqrt(np.clip(1 - (lobe * 2 - 1) ** 2, 0, 1)) * np.sqrt(np.clip(1 - np.abs(v) ** 2.6, 0, 1))
    weave = np.sin((p + q) / 2.7) * 0.5 + np.sin((p - q) / 2.7) * 0.5
    fold = gaussian_filter(rng.normal(0, 1, (S, S)), (4, 22))
    h = 62 * bump + weave * 0.9 + fold / fold.std() * 2.6
    diffuse, gloss = relief(gaussian_filter(h, 1.0), 0.62)
    strand = (np.floor(place).astype(int) + np.where(side > 0, 1, 0)) % 3
    plan = np.array([PLUM, PLUM, GOLD, CREAM, LEAF, LEAF, CREAM, GOLD, PLUM, PLUM, ROSE, PLUM], np.float32)
    second = np.array([GOLD, ROSE, CREAM, GOLD, CREAM, GOLD, LEAF, PLUM, GOLD, ROSE, CREAM, GOLD], np.float32)
    ki = np.clip(k.astype(int), 0, 11)
    color = np.where((strand == 0)[..., None], second[ki], plan[ki])
    piece = np.floor(place).astype(int)
    color = color * (0.88 + 0.22 * rng.random((13, 60)).astype(np.float32)[ki, piece % 60])[..., None]
    dots = (np.sin(p / 17) * np.sin(q / 17) > 0.72) & (piece % 5 == 2)
    color = np.where(dots[..., None], color * 0.4 + np.array(CREAM) * 0.6, color)
    seam = np.exp(-(((1 - np.abs(v)) / 0.07) ** 2))
    shade = (0.42 + 0.58 * np.sqrt(np.clip(1 - np.abs(v) ** 3.2, 0, 1))) * (1 - 0.3 * seam)
    return paint(color, diffuse * shade, gloss, 0.34, 0.05, 10)
