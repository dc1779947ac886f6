"""Recipes: woven cloth, a veil, a hat, a label sewn on cloth."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw
from scipy.ndimage import distance_transform_edt, gaussian_filter

from .beads import bead, bead_line, blossom, sprig, twill
from .hardpacks import Turned
from .light import (
    PEARL,
    Art,
    S,
    along,
    as_mask,
    blank,
    cast,
    drop_in,
    grid,
    mask_of,
    mix,
    moved,
    noise,
    paint,
    picture_of,
    poly_mask,
    relief,
    rgb_of,
    shadow,
    spline,
    step,
    threads,
)
from .scenes import foot_shadow, room, table_top
from .studio import picture

# ---------------------------------------------------------------- songke: dark ground, bright geometry

YARN = {
    "k": (30, 26, 32),
    "m": (206, 48, 52),
    "y": (244, 196, 64),
    "h": (58, 156, 96),
    "b": (64, 128, 204),
    "p": (246, 240, 230),
    "o": (240, 128, 50),
    "u": (190, 66, 134),
}


def eye(n, colors):
    """A diamond in steps, one colour in the other (`mata manuk`)."""
    out = np.full((n, n), "k")
    c = n // 2
    for i in range(n):
        for j in range(n):
            d = abs(i - c) + abs(j - c)
            if d <= c:
                out[i, j] = colors[min(len(colors) - 1, (c - d) * len(colors) // (c + 1))]
    return out


def star(n, a, b):
    out = np.full((n, n), "k")
    c = n // 2
    for i in range(n):
        for j in range(n):
            p, q = abs(i - c), abs(j - c)
            if (p == q and p <= c) or (p == 0 and q <= c) or (q == 0 and p <= c):
                out[i, j] = a if max(p, q) > c * 0.5 else b
            if max(p, q) <= 1:
                out[i, j] = b
    return out


def zigzag(n, wide, a, b):
    out = np.full((n, wide), "k")
    for j in range(wide):
        t = abs((j % (2 * (n - 1))) - (n - 1))
        out[t, j] = a
        if t + 1 < n:
            out[t + 1, j] = b
    return out


def songke_pattern(rows, columns, rng):
    """Colour letters of every thread crossing."""
    cells = np.full((rows, columns), "k")
    bands = [("line", "y"), ("zig", "m", "y"), ("line", "h"), ("eye", ("k", "m", "y", "p"), 23), ("line", "h"), ("zig", "b", "p"), ("line", "y"), ("gap", 5),
             ("star", "o", "p", 15), ("gap", 5), ("line", "m"), ("eye", ("k", "h", "p", "y"), 15), ("line", "m"), ("gap", 5), ("star", "u", "y", 15), ("gap", 5)]  # fmt: skip
    y = 2
    while y < rows:
        for band in bands:
            if band[0] == "line":
                for k in range(2):
                    if y + k < rows:
                        cells[y + k, :] = band[1]
                y += 4
            elif band[0] == "gap":
                y += band[1]
            else:
                if band[0] == "zig":
                    tile = zigzag(6, 10, band[1], band[2])
                    pad = 0
                elif band[0] == "eye":
                    tile, pad = eye(band[2], band[1]), 3
                else:
                    tile, pad = star(band[3], band[1], band[2]), 5
                th, tw = tile.shape
                for x in range(0, columns, tw + pad):
                    for i in range(th):
                        for j in range(tw):
                            if y + i < rows and x + j < columns and tile[i, j] != "k":
                                cells[y + i, x + j] = tile[i, j]
                y += th + 2
            if y >= rows:
                break
    return cells


def songke_cloth(w, h, cell, rng, near=False):
    """Lit cloth: every crossing a small raised float of yarn on a ribbed dark ground."""
    rows, columns = h // cell + 2, w // cell + 2
    cells = songke_pattern(rows, columns, rng)
    keys = list(YARN)
    index = np.vectorize({k: i for i, k in enumerate(keys)}.get)(cells)
    palette = np.array([YARN[k] for k in keys], np.float32)
    y, x = grid(w, h)
    iy, ix = (y / cell).astype(int), (x / cell).astype(int)
    which = index[iy, ix]
    fy, fx = y / cell - iy - 0.5, x / cell - ix - 0.5
    rib = np.sqrt(np.clip(1 - (fy * 2) ** 2, 0, 1))
    strand = np.abs(np.sin(fx * np.pi + np.pi / 2))
    raised = which > 0
    height = np.where(
        raised,
        cell * (0.36 * rib + 0.05 * np.cos(fx * 12.6)),
        cell * (0.14 * np.sqrt(np.clip(1 - (fx * 2) ** 2, 0, 1)) + 0.06 * rib),
    )
    if near:
        ply = np.sin((fy * 2.2 + x / cell * 1.3) * 6.283) * cell * 0.018
        height = height + ply + gaussian_filter(rng.normal(0, 1, (h, w)), (0.8, 3)) * 0.9
    diffuse, gloss = relief(gaussian_filter(height, max(0.6, cell * 0.05)), 0.8)
    color = palette[which] * (0.92 + 0.16 * rng.random((rows, columns)).astype(np.float32)[iy, ix])[..., None]
    color = color * (0.86 + 0.14 * strand)[..., None]
    return paint(color, diffuse, gloss, 0.40, 0.10, 12)


@picture(
    "songke",
    "Ilustrasi: kain songke Manggarai terlipat, dasar hitam dengan motif geometris warna-warni dan rumbai di ujung.",
)
def songke(rng):
    base = table_top("kayu", rng, (188, 150, 112))
    y, x = grid()
    cloth = songke_cloth(S, S, 9, rng)
    layers = (
        ((180, 210, 1230, 1180), 430, True),
        ((196, 190, 1214, 950), 150, False),
        ((210, 168, 1200, 640), 0, False),
    )
    for k, ((x0, y0, x1, y1), rolled_by, fringed) in enumerate(layers):
        wob = (noise((S, S), 260, rng) - 0.5) * 14
        mask = mask_of(
            np.clip(
                np.minimum(
                    np.minimum(x - x0 + wob, x1 - x - wob), np.minimum(y - y0 + wob, y1 - y + wob * 0.5)
                ),
                0,
                1,
            )
        )
        m = as_mask(mask)
        fringe = Image.new("L", (S, S), 0)
        if fringed:
            pen = ImageDraw.Draw(fringe)
            for px in np.arange(x0 + 12, x1 - 8, 15):
                bow, long = rng.uniform(-9, 9), rng.uniform(66, 84)
                py = y1 + wob[int(min(y1, S - 1)), int(px)] * 0.5
                pen.line(
                    [
                        tuple(p)
                        for p in spline(
                            [(px, py - 12), (px + bow * 0.4, py + long * 0.5), (px + bow, py + long)], 8
                        )
                    ],
                    fill=255,
                    width=7,
                )
        fm = as_mask(fringe)
        fd, _ = relief(
            4 * np.sqrt(np.clip(distance_transform_edt(fm > 0.5) / 3.5, 0, 1)) + np.sin((y + x) / 2.4) * 0.4,
            0.8,
        )
        colors = np.array([YARN["y"], YARN["k"], YARN["m"], YARN["p"], YARN["k"], YARN["h"]], np.float32)[
            (x / 30).astype(int) % 6
        ]
        both = ImageChops.lighter(mask, fringe)
        shadow(base, both, 14, 24, 20, 0.40)
        shadow(base, both, 3, 6, 5, 0.4)
        base.alpha_composite(picture_of(paint(colors, fd, None, 0.5), fm))
        top = np.clip(np.minimum((y - y0) / 44, (y1 - y) / (40 if k else 8)), 0, 1)
        side = np.clip(np.minimum(x - x0, x1 - x) / 16, 0, 1)
        h = (
            36 * np.sqrt(top * (2 - top))
            + 8 * np.sqrt(side)
            + 30 * noise((S, S), 330, rng)
            + 9 * noise((S, S), 140, rng)
        )
        diffuse, _ = relief(gaussian_filter(h, 3), 0.7)
        rolled = np.roll(cloth, (rolled_by, k * 60), (0, 1))
        base.alpha_composite(
            picture_of(
                rolled * (0.38 + 0.64 * diffuse)[..., None] * (1.05 - 0.10 * (x + y) / (2 * S))[..., None], m
            )
        )
    return base


@picture(
    "songke-motif",
    "Ilustrasi: motif wajik dan bintang songke dari dekat, benang kuning, merah, hijau, dan biru di dasar hitam.",
)
def songke_near(rng):
    cloth = songke_cloth(1700, 1700, 20, rng, True)
    y, x = grid(1700, 1700)
    h = 46 * np.sin((x * 0.7 + y * 0.5) / 260) + 30 * noise((1700, 1700), 420, rng)
    diffuse, _ = relief(h, 0.6)
    art = picture_of(cloth * (0.40 + 0.60 * diffuse)[..., None]).rotate(-9, Image.BICUBIC)
    return art.crop((150, 150, 150 + S, 150 + S))


# ---------------------------------------------------------------- a veil with beads


@picture(
    "hijab-payet",
    "Ilustrasi: hijab segi empat warna mawar terlipat, tepinya berhias deretan payet mutiara dan emas.",
)
def veil(rng):
    base = table_top("batu", rng, (232, 226, 222))
    y, x = grid()
    rose, light = (206, 150, 154), (240, 204, 204)
    weave = twill((S, S), 4)
    for k, box in enumerate(
        ((196, 236, 1216, 1190), (210, 216, 1204, 1160), (222, 198, 1192, 1132), (234, 180, 1180, 1104))
    ):
        wob = (noise((S, S), 210, rng) - 0.5) * 26
        near = np.minimum(
            np.minimum(x - box[0] + wob, box[2] - x + wob), np.minimum(y - box[1] - wob, box[3] - y + wob)
        )
        mask = mask_of(np.clip(near, 0, 1))
        m = as_mask(mask)
        dist = distance_transform_edt(m > 0.5)
        h = (
            12 * np.sqrt(np.clip(dist / 18, 0, 1))
            + 40 * noise((S, S), 380, rng)
            + 12 * noise((S, S), 120, rng)
            + weave * 0.9
        )
        h += 12 * np.sin((x * 0.4 + y) / 120 + 2 * noise((S, S), 300, rng))
        diffuse, gloss = relief(gaussian_filter(h, 1.4), 0.6)
        shadow(base, mask, 16, 24, 22, 0.26)
        shadow(base, mask, 3, 6, 5, 0.3)
        base.alpha_composite(
            picture_of(
                paint(
                    mix(np.asarray(rose, np.float32), np.asarray(light, np.float32), 0.15 + 0.12 * k),
                    diffuse,
                    gloss,
                    0.46,
                    0.10,
                    8,
                ),
                m,
            )
        )
    # the upper layer, folded over slantwise
    outline = np.vstack([spline([(234, 470), (420, 430), (760, 300), (1060, 176)], 20), [(1180, 180)], spline([(1180, 180), (1182, 500), (1176, 820)], 10),
                         spline([(1176, 820), (900, 900), (560, 1010), (234, 1096)], 20)])  # fmt: skip
    mask = poly_mask(outline)
    m = as_mask(mask)
    dist = distance_transform_edt(m > 0.5)
    h = (
        gaussian_filter(15 * np.sqrt(np.clip(dist / 34, 0, 1)), 5)
        + 16 * np.sin((y + x * 0.36) / 62 + 2.4 * noise((S, S), 260, rng))
        + 20 * noise((S, S), 300, rng)
        + weave * 0.5
    )
    diffuse, gloss = relief(gaussian_filter(h, 1.4), 0.6)
    shadow(base, mask, 14, 24, 20, 0.36, (90, 40, 50))
    base.alpha_composite(
        picture_of(
            paint(
                mix(np.asarray(rose, np.float32), np.asarray(light, np.float32), 0.62),
                diffuse,
                gloss,
                0.46,
                0.14,
                8,
            ),
            m,
        )
    )
    beads = blank()
    low = spline([(1168, 806), (900, 882), (560, 992), (246, 1080)], 40)
    gold, pale = (230, 180, 92), (252, 228, 176)
    bead_line(beads, moved(low, 0, 4), "mutiara", 21, PEARL)
    bead_line(beads, moved(low, -4, -20), "pasir", 11, gold)
    for i, (px, py, a) in enumerate(along(moved(low, -8, -52), 44)):
        if i % 2:
            bead(beads, "piring", px, py, 34, pale, a)
            bead(beads, "pasir", px, py, 12, gold)
        else:
            for side in (-0.9, 0, 0.9):
                bead(
                    beads,
                    "padi",
                    px + np.cos(a - np.pi / 2 + side) * 14,
                    py + np.sin(a - np.pi / 2 + side) * 14,
                    26,
                    PEARL,
                    a - np.pi / 2 + side,
                )
    bead_line(beads, moved(low, -12, -86), "pasir", 11, gold)
    for i, (px, py, _) in enumerate(along(moved(low, 0, 20), 38)):
        for j in range(3):
            bead(beads, "pasir", px, py + j * 13, 12, gold)
        bead(beads, "tetes", px, py + 52, 32 if i % 2 else 26, PEARL, np.pi / 2)
    for fx, fy, fr in ((1010, 640, 74), (850, 720, 46), (1090, 520, 46), (700, 800, 38)):
        blossom(beads, fx, fy, fr, 8, PEARL if fr != 46 else pale, gold, turn=fx, rows=2 if fr > 60 else 1)
    sprig(beads, spline([(640, 850), (780, 740), (920, 690)], 30), gold, PEARL, 11, 4, 2.4)
    sprig(beads, spline([(1110, 460), (1130, 380), (1080, 300)], 30), gold, PEARL, 11, 4, 2.4)
    for _ in range(60):
        px, py = rng.uniform(300, 1150), rng.uniform(330, 960)
        if m[int(py), int(px)] > 0.9:
            bead(beads, "piring", px, py, 15, pale, rng.uniform(0, 3))
    base.alpha_composite(beads)
    return base


# ---------------------------------------------------------------- a woven hat


@picture(
    "upia-karanji",
    "Ilustrasi: upia karanji, kopiah anyaman kulit mintu berwarna cokelat alami dengan motif belah ketupat gelap.",
)
def woven_hat(rng):
    base = room("beras", rng, "kayu-gelap", "jendela")
    hat = Turned([(420, 420), (444, 436), (1066, 486), (1092, 480)], 700, 0.20)
    u, lv, inside = hat.field()
    mask = mask_of(inside)
    cast(base, mask, 1120, 0.5, 0.15, 28, 0.3)
    foot_shadow(base, 230, 1170, 1150, 70, 60, 0.5)
    y, x = grid()
    angle = np.arcsin(np.clip(u, -1, 1))
    p, q = angle * 456 / 19.0, lv / 19.0
    base_rgb = weave_cells(p, q, rng, inside_pattern)
    lit = hat.light(u, lv, 0.42)
    band = step(lv, 1044, 1050)
    rgb = base_rgb * lit[..., None]
    rgb = mix(rgb, rgb * np.array([0.62, 0.5, 0.42]), band)
    base.alpha_composite(picture_of(rgb, inside))
    oval = hat.ellipse(426)
    rx, ry = (oval[2] - oval[0]) / 2, (oval[3] - oval[1]) / 2
    dx, dy = (x - 700) / rx, (y - 426) / ry
    d = np.hypot(dx, dy)
    top = weave_cells(dx * rx / 19.0, dy * rx / 19.0, rng, top_pattern, squash=ry / rx)
    glow = (
        1.12
        - 0.20 * (dx + 1) / 2
        - 0.10 * np.exp(-(((d - 0.90) / 0.05) ** 2))
        + 0.12 * np.exp(-(((d - 0.975) / 0.02) ** 2))
    )
    base.alpha_composite(picture_of(top * glow[..., None], np.clip((1 - d) * ry / 1.2, 0, 1)))
    return base


def inside_pattern(i, j):
    """Dark diamonds and two lines round the side."""
    r = j - 40
    wedge = (np.abs((i + 200) % 12 - 6) + np.abs(r)) % 6 < 2
    return (wedge & (np.abs(r) < 6)) | (r == 9) | (r == -9) | ((np.abs(r) == 12) & (i % 2 == 0))


def top_pattern(i, j):
    ring = np.maximum(np.abs(i), np.abs(j))
    return ((np.abs(i) + np.abs(j)) % 7 == 0) & (ring < 14)


def weave_cells(p, q, rng, dark_at, squash=1.0):
    """Strips over and under; `dark_at` tells which crossings show a dyed strip."""
    i, j = np.floor(p).astype(int), np.floor(q).astype(int)
    fp, fq = p - i - 0.5, q - j - 0.5
    over = ((i + j) % 2) == 0
    across, run = np.where(over, fp, fq), np.where(over, fq, fp)
    h = 7.5 * np.sqrt(np.clip(1 - (across * 2) ** 2 * 0.9, 0, 1)) + 4.0 * np.cos(run * np.pi)
    diffuse, gloss = relief(gaussian_filter(h, 0.8), 0.62)
    tint = rng.uniform(0.86, 1.1, (64, 64))[i % 64, j % 64]
    color = mix(
        np.asarray((206, 160, 100), np.float32),
        np.asarray((84, 50, 30), np.float32),
        dark_at(i, j).astype(np.float32),
    )
    fibre = 1 + 0.08 * np.sin(across * 26)
    gap = np.clip((np.abs(across) - 0.40) / 0.1, 0, 1)
    return paint(color * (tint * fibre * (1 - 0.45 * gap))[..., None], diffuse, gloss, 0.44, 0.14, 12)


# ---------------------------------------------------------------- a sewn label


@picture(
    "label-jahit",
    "Ilustrasi: label kain terjahit pada busana biru, tertulis ukuran M, 100% katun, cuci tangan.",
)
def sewn_label(rng):
    lines = [
        ("ukuran M", 108, 800),
        ("100% katun", 82, 700),
        ("cuci tangan, air dingin", 50, 600),
        ("jangan diperas, jemur terbalik", 44, 500),
    ]
    return label_on_cloth(rng, (52, 84, 128), lines)


def label_on_cloth(rng, color, lines):
    """A woven label sewn below a seam: its lines are (words, size, weight)."""
    y, x = grid()
    h = twill((S, S), 12) * 3.2 + 30 * noise((S, S), 340, rng) + 26 * np.sin((x * 0.8 + y * 0.3) / 240)
    seam = np.abs(y - 250 - 10 * np.sin(x / 300))
    h -= 16 * np.exp(-((seam / 9) ** 2))
    h += 8 * np.exp(-(((seam - 44) / 26) ** 2))
    diffuse, gloss = relief(gaussian_filter(h, 0.8), 0.6)
    base = picture_of(paint(color, diffuse, gloss, 0.40, 0.08, 10))
    stitches(base, [(x0, 306 + 10 * np.sin(x0 / 300)) for x0 in range(-20, S + 20, 4)], (214, 170, 96), 40)
    art = Art(S, S)
    box = (250, 330, 1150, 1180)
    art.rect(*box, (250, 246, 236))
    art.rect(250, 330, 1150, 366, (122, 30, 74))
    ink = (60, 34, 46)
    at = 418
    for k, (words, size, weight) in enumerate(lines):
        at += size * 0.66
        art.text(700, at, words, size, weight, (122, 30, 74) if weight == 800 else ink, fit=800)
        at += size * 0.66 + (8 if k < 2 else 0)
    for k, cx in enumerate((430, 610, 790, 970)):
        care_sign(art, k, cx, 930, ink)
    art.text(700, 1080, "buatan Indonesia", 48, 700, ink)
    label = art.done()
    fine = threads((S, S), rng, 0.6, 4)
    lh = (
        gaussian_filter(fine, 0.5) * 1.2
        + 16 * noise((S, S), 400, rng)
        + 10 * np.exp(-(((y - 330) / 26) ** 2))
    )
    diffuse, gloss = relief(lh, 0.7)
    mask = label.getchannel("A")
    shadow(base, mask, 10, 16, 14, 0.42)
    shadow(base, mask, 3, 5, 4, 0.4)
    lit = picture_of(paint(rgb_of(label), diffuse, gloss, 0.46, 0.05, 8))
    lit.putalpha(mask)
    base.alpha_composite(lit)
    for points in (
        [(276, yy) for yy in range(352, 1164, 4)],
        [(1124, yy) for yy in range(352, 1164, 4)],
        [(xx, 350) for xx in range(270, 1132, 4)],
        [(xx, 1158) for xx in range(270, 1132, 4)],
    ):
        stitches(base, points, (214, 170, 96), 34)
    return base


def stitches(base, points, color, gap):
    """A row of thread stitches along a line."""
    for px, py, a in along(np.asarray(points, float), gap):
        one = Image.new("L", (64, 64), 0)
        c, s = np.cos(a) * gap * 0.33, np.sin(a) * gap * 0.33
        ImageDraw.Draw(one).line([(32 - c, 32 - s), (32 + c, 32 + s)], fill=255, width=8)
        m = as_mask(one)
        diffuse, gloss = relief(5 * np.sqrt(np.clip(distance_transform_edt(m > 0.5) / 4, 0, 1)), 0.8)
        image = picture_of(paint(color, diffuse, gloss, 0.45, 0.3, 12), gaussian_filter(m, 0.7))
        drop_in(base, image, px, py, 3, 2, 3, 0.5)


def care_sign(art, k, cx, cy, ink):
    """Wash by hand, no bleach, warm iron, dry in the shade."""
    w = 7
    if k == 0:
        art.line([(cx - 58, cy - 26), (cx - 44, cy + 44), (cx + 44, cy + 44), (cx + 58, cy - 26)], ink, w)
        art.line(
            spline(
                [
                    (cx - 54, cy - 12),
                    (cx - 26, cy - 22),
                    (cx, cy - 12),
                    (cx + 26, cy - 22),
                    (cx + 54, cy - 12),
                ],
                10,
            ),
            ink,
            w,
        )
        art.stroke(spline([(cx - 4, cy - 56), (cx + 2, cy - 20), (cx - 8, cy + 14)], 8), ink, 16)
    elif k == 1:
        art.line([(cx, cy - 50), (cx + 56, cy + 44), (cx - 56, cy + 44), (cx, cy - 50)], ink, w)
        art.line([(cx - 50, cy - 44), (cx + 50, cy + 52)], ink, w)
        art.line([(cx + 50, cy - 44), (cx - 50, cy + 52)], ink, w)
    elif k == 2:
        art.line(
            [
                (cx - 60, cy + 40),
                (cx + 56, cy + 40),
                (cx + 46, cy - 14),
                (cx - 18, cy - 14),
                (cx - 60, cy + 40),
            ],
            ink,
            w,
        )
        art.line(spline([(cx + 46, cy - 14), (cx + 34, cy - 46), (cx - 18, cy - 46)], 8), ink, w)
        art.ellipse(cx, cy + 14, 8, fill=ink)
    else:
        art.rect(cx - 52, cy - 50, cx + 52, cy + 46, None, 4, ink, w)
        for i in range(3):
            art.line([(cx - 26 + i * 26, cy - 30), (cx - 26 + i * 26, cy + 28)], ink, w)
        art.line([(cx - 52, cy - 14), (cx - 16, cy - 50)], ink, w)
        art.line([(cx - 52, cy + 14), (cx + 12, cy - 50)], ink, w)
