"""Recipes: jewellery, bead crafts, woven cloth, a hat, a veil."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from scipy.ndimage import distance_transform_edt, gaussian_filter

from .beads import bead, bead_line
from .light import (
    PLUM,
    Art,
    S,
    add_light,
    along,
    arc,
    as_mask,
    blank,
    cast,
    drop_in,
    ellipse_mask,
    grid,
    mix,
    noise,
    normals,
    paint,
    picture_of,
    poly_mask,
    put,
    rect_mask,
    relief,
    rgb_of,
    shadow,
    softbox,
    spline,
)
from .scenes import foot_shadow, lay, linen, room, table_top, wall
from .studio import picture

# ---------------------------------------------------------------- metal, pearls, velvet


def metal(mask, height, tint=(244, 186, 92), strength=0.9):
    """Polished metal: a bright room and a dark floor mirrored in a height field."""
    h = gaussian_filter(height, 1.1)
    nx, ny, nz = normals(h, strength)
    up = -ny * 0.8 - nx * 0.55
    band = 0.52 + 0.42 * np.tanh(up * 2.4) + 0.22 * np.sin(up * 7.5 + 0.6) * nz
    base = np.asarray(tint, np.float32)
    dark = np.array([0.46, 0.34, 0.22]) if tint[0] > tint[2] + 20 else np.array([0.26, 0.28, 0.32])
    rgb = (
        mix(
            base * dark,
            np.minimum(base * 1.12 + np.array([30, 30, 40]), 255),
            np.clip(band, 0, 1),
        )
        + (softbox(h, strength) * 130)[..., None]
    )
    return picture_of(rgb, gaussian_filter(as_mask(mask) if isinstance(mask, Image.Image) else mask, 0.7))


def pearl(size, tint=(248, 238, 224), rng=None, ground=(60, 44, 60)):
    """A large pearl: soft body, window, rose and green overtones, the ground mirrored below."""
    w = int(size * 1.1) | 1
    y, x = np.mgrid[0:w, 0:w].astype(np.float32)
    u, v = (x - w / 2 + 0.5) / (size / 2), (y - w / 2 + 0.5) / (size / 2)
    if rng is not None:
        a = np.arctan2(v, u)
        u, v = (
            u * (1 + 0.012 * np.sin(2 * a + rng.uniform(0, 6))),
            v * (1 + 0.012 * np.sin(3 * a + rng.uniform(0, 6))),
        )
    r = np.hypot(u, v)
    z = np.sqrt(np.clip(1 - r * r, 0, 1))
    light = np.clip(-0.50 * u - 0.62 * v + 0.62 * z, 0, 1)
    base = np.asarray(tint, np.float32)
    rgb = base * (0.45 + 0.47 * light)[..., None] + (np.clip(z - 0.4, 0, 1) * 16)[..., None]
    ring = np.exp(-(((r - 0.62) / 0.22) ** 2))
    rgb += (ring * np.clip(v + u * 0.4 + 0.3, 0, 1) * 52)[..., None] * np.array([1.0, 0.42, 0.62])
    rgb += (ring * np.clip(-v * 0.6 + u + 0.1, 0, 1) * 34)[..., None] * np.array([0.3, 0.95, 0.75])
    low = np.exp(-(((r - 0.86) / 0.13) ** 2)) * np.clip(v * 0.9 + u * 0.3, 0, 1)
    rgb = mix(rgb, np.asarray(ground, np.float32), low * 0.45)
    rgb += (np.exp(-(((r - 0.975) / 0.03) ** 2)) * np.clip(v, 0, 1) * 70)[..., None]
    pane = np.exp(-((((u + 0.36) / 0.17) ** 4) + (((v + 0.42) / 0.20) ** 4))) * (
        1 - 0.4 * np.exp(-(((u + 0.36) / 0.018) ** 2))
    )
    rgb += (pane * 190 + np.exp(-(((u + 0.34) ** 2 + (v + 0.40) ** 2) / 0.12)) * 60)[..., None]
    return picture_of(rgb, np.clip((1 - r) * size / 2.6, 0, 1))


def velvet(rng, color, folds=1.0):
    """Velvet or silk in soft folds."""
    y, x = grid()
    h = folds * (
        60 * np.sin((x * 0.5 + y * 0.8 + 130 * noise((S, S), 420, rng)) / 170) + 40 * noise((S, S), 300, rng)
    )
    fine = gaussian_filter(rng.normal(0, 1, (S, S)), 1.2) * 0.8
    _nx, _ny, nz = normals(gaussian_filter(h, 8), 0.9)
    sheen = (1 - nz) ** 1.2 * 1.8 + 0.10
    diffuse, _ = relief(gaussian_filter(h, 6) + fine, 0.55)
    base = np.asarray(color, np.float32)
    return picture_of(
        base * (0.40 + 0.55 * diffuse)[..., None]
        + np.minimum(base * 1.3 + 50, 255) * np.clip(sheen * 0.42, 0, 0.6)[..., None]
    )


def card(base, box, rng, color=(250, 244, 234), edge=(190, 140, 90), angle=0.0):
    """A thick card for jewellery."""
    mask = rect_mask(box, 36)
    m = as_mask(mask)
    h = (
        np.clip(distance_transform_edt(m > 0.5) / 7, 0, 1) * 4
        + gaussian_filter(rng.normal(0, 1, (S, S)), 1.4) * 0.35
    )
    diffuse, _ = relief(h, 0.8)
    art = picture_of(paint(color, diffuse, None, 0.5))
    line = Art()
    line.rect(box[0] + 34, box[1] + 34, box[2] - 34, box[3] - 34, None, 22, (*edge, 255), 3)
    art.alpha_composite(line.done())
    lay(base, art, mask, angle, 30, 30, 0.3)


# ---------------------------------------------------------------- brooches


@picture(
    "bros-payet",
    "Ilustrasi: bros bunga payet ungu dan mutiara dengan empat untaian manik, terpasang pada kartu krem.",
)
def bead_brooch(rng):
    base = picture_of(wall((214, 224, 236), rng, "daun"))
    card(base, (270, 130, 1130, 1270), rng)
    text = Art()
    text.text(700, 1132, "Bros payet", 60, 700, PLUM)
    text.text(700, 1188, "dijahit tangan", 34, 500, (110, 84, 92))
    base.alpha_composite(text.done())
    cx, cy = 700, 560
    plums, pale, gold = [(150, 36, 88), (190, 70, 118), (226, 132, 164)], (253, 246, 240), (236, 184, 84)
    layer = blank()
    for ring, (count, reach, wide) in enumerate(((8, 330, 118), (8, 236, 92), (6, 140, 64))):
        for i in range(count):
            a = 2 * np.pi * (i + 0.5 * ring) / count - np.pi / 2
            petal = blank()
            for k in range(7, 0, -1):
                share = k / 7
                length, width = reach * (0.36 + 0.64 * share), wide * share
                t = np.linspace(0, 2 * np.pi, 80)
                u = 0.5 + 0.5 * np.cos(t)
                vv = np.sin(t) * (0.45 + 0.75 * u)
                px = (80 + (length - 80) * u) if ring < 2 else (40 + (length - 40) * u)
                loop = np.stack(
                    [
                        cx + px * np.cos(a) - vv * width * 0.7 * np.sin(a),
                        cy + px * np.sin(a) + vv * width * 0.7 * np.cos(a),
                    ],
                    1,
                )
                shade = (
                    pale
                    if k == 7
                    else gold
                    if k == 6 and ring == 0
                    else plums[min(2, (7 - k) // 2 % 3 if ring else (6 - k) // 2 % 3)]
                )
                bead_line(petal, loop, "pasir" if k < 7 else "mutiara", 17 if k < 7 else 19, shade)
            alpha = (
                petal.getchannel("A").point(lambda v: 255 if v > 200 else 0).filter(ImageFilter.MaxFilter(9))
            )
            shadow(layer, alpha, 5, 9, 9, 0.42)
            layer.alpha_composite(petal)
    for count, reach, size in ((18, 92, 30), (12, 58, 32), (6, 28, 30)):
        for i in range(count):
            a = 2 * np.pi * i / count
            bead(
                layer,
                "mutiara",
                cx + np.cos(a) * reach,
                cy + np.sin(a) * reach,
                size,
                pale if count != 12 else (250, 220, 160),
            )
    bead(layer, "mutiara", cx, cy, 46, (255, 236, 196))
    for ox, n in ((-110, 5), (-38, 7), (38, 7), (110, 5)):
        yy = cy + 320 - abs(ox) * 0.25
        for _ in range(n):
            bead(layer, "batang", 700 + ox, yy + 20, 40, (176, 56, 104), np.pi / 2)
            bead(layer, "pasir", 700 + ox, yy + 44, 15, gold)
            yy += 46
            if yy > 1040:
                break
        bead(layer, "tetes", 700 + ox, min(yy + 28, 1060), 52, pale, np.pi / 2)
    shadow(base, layer.getchannel("A").point(lambda v: 255 if v > 120 else 0), 14, 24, 20, 0.36)
    base.alpha_composite(layer)
    return base


def metal_leaf(cx, cy, length, wide, turn, tint=(244, 186, 92)):
    """A leaf of wire work."""
    y, x = grid()
    u = ((x - cx) * np.cos(turn) + (y - cy) * np.sin(turn)) / length
    v = (-(x - cx) * np.sin(turn) + (y - cy) * np.cos(turn)) / wide
    half = np.sin(np.pi * np.clip(u, 0, 1)) ** 0.8 * (1 - 0.25 * u)
    r = np.abs(v) / np.maximum(half, 1e-3)
    mask = ((r < 1) & (u > 0) & (u < 1)).astype(np.float32)
    h = (
        wide * 0.55 * np.sqrt(np.clip(1 - r * r, 0, 1)) * half
        - 10 * np.exp(-((v / 0.10) ** 2))
        + 3.0 * np.sin((u * 9 - np.abs(v) * 1.2) * 6.283)
    )
    return metal(mask * (half > 0.02), h, tint)


@picture(
    "bros-mutiara", "Ilustrasi: bros sebutir mutiara laut pada ranting daun perak di atas beludru biru tua."
)
def pearl_brooch(rng):
    base = velvet(rng, (26, 46, 84), 0.7)
    layer = blank()
    silver = (204, 210, 220)
    main = spline([(350, 1130), (420, 930), (560, 760), (800, 560), (1070, 260)], 40)
    twigs = [
        spline([(455, 870), (640, 930), (850, 1060)], 30),
        spline([(640, 690), (580, 500), (440, 360)], 30),
        spline([(830, 535), (980, 610), (1150, 640)], 30),
    ]
    stem = Image.new("L", (S, S), 0)
    pen = ImageDraw.Draw(stem)
    for line, wide in ((main, 26), *((t, 19) for t in twigs)):
        pen.line([tuple(p) for p in line], fill=255, width=wide, joint="curve")
    m = as_mask(stem)
    main_leaves = (
        (0.08, 1, 210),
        (0.16, -1, 230),
        (0.62, -1, 250),
        (0.70, 1, 250),
        (0.80, -1, 240),
        (0.88, 1, 220),
        (0.985, 0, 200),
    )
    for line, places in (
        (main, main_leaves),
        (twigs[0], ((0.35, -1, 190), (0.5, 1, 190), (0.72, -1, 180), (0.98, 0, 180))),
        (twigs[1], ((0.35, 1, 200), (0.5, -1, 200), (0.74, 1, 180), (0.98, 0, 180))),
        (twigs[2], ((0.4, -1, 180), (0.55, 1, 180), (0.98, 0, 180))),
    ):
        for at, side, long in places:
            k = int(at * (len(line) - 2))
            turn = np.arctan2(*(line[k + 1] - line[k])[::-1]) + side * 0.85
            leaf = metal_leaf(*line[k], long, long * 0.27, turn, silver)
            shadow(layer, leaf.getchannel("A"), 5, 8, 7, 0.5, (10, 16, 34))
            layer.alpha_composite(leaf)
    layer.alpha_composite(metal(m, 12 * np.sqrt(np.clip(distance_transform_edt(m > 0.5) / 13, 0, 1)), silver))
    shadow(base, layer.getchannel("A").point(lambda v: 255 if v > 90 else 0), 16, 26, 18, 0.6, (6, 10, 24))
    base.alpha_composite(layer)
    y, x = grid()
    ring = np.hypot(x - 640, y - 740) / 190
    seat = metal(((ring < 1.10) & (ring > 0.8)).astype(np.float32), 14 * np.cos((ring - 1) * 11), silver)
    shadow(base, seat.getchannel("A"), 14, 22, 14, 0.6, (6, 10, 24))
    base.alpha_composite(seat)
    put(base, pearl(380, (250, 246, 244), rng, (40, 50, 84)), 640, 740)
    return base


@picture(
    "perhiasan-mutiara",
    "Ilustrasi: kalung dan gelang untaian mutiara putih gading berpengait emas di atas kain linen abu.",
)
def pearl_necklace(rng):
    base = picture_of(linen((S, S), rng, (196, 190, 194), 1.6, 2.2))
    loop = spline(
        [
            (700, 130),
            (420, 190),
            (240, 420),
            (250, 720),
            (430, 980),
            (700, 1080),
            (970, 980),
            (1150, 720),
            (1160, 420),
            (980, 190),
        ],
        50,
        True,
    )
    strand(base, loop, rng, lambda share: 50 + 48 * np.sin(np.pi * share) ** 1.4)
    clasp(base, 700, 130)
    bracelet = spline(
        [(700, 400), (560, 450), (500, 600), (560, 750), (700, 800), (840, 750), (900, 600), (840, 450)],
        40,
        True,
    )
    strand(base, bracelet, rng, lambda share: 56)
    clasp(base, 700, 400)
    return base


def strand(base, curve, rng, size_at):
    """Pearls threaded along a curve, knotted between."""
    curve = np.vstack([curve, curve[:1]])
    seg = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(curve, axis=0).T))])
    at = 26.0
    while at < seg[-1] - 40:
        size = size_at(at / seg[-1])
        x, y = np.interp(at + size / 2, seg, curve[:, 0]), np.interp(at + size / 2, seg, curve[:, 1])
        tint = mix((250, 240, 228), (250, 226, 220), rng.uniform(0, 1))
        drop_in(base, pearl(size, tint, rng, (140, 128, 134)), x, y, 10, 9, 14, 0.46)
        at += size * 1.01


def clasp(base, cx, cy):
    """A small gilded clasp lying across the thread."""
    y, x = grid()
    d = np.hypot((x - cx) / 46, (y - cy) / 24)
    part = metal((d < 1).astype(np.float32), 22 * np.sqrt(np.clip(1 - d * d, 0, 1)) + 1.6 * np.cos(x / 3.4))
    shadow(base, part.getchannel("A"), 7, 11, 8, 0.44)
    base.alpha_composite(part)


@picture("mutiara-dekat", "Ilustrasi: butir mutiara putih dan keemasan dari dekat di atas kain sutra ungu.")
def pearls_near(rng):
    base = velvet(rng, (92, 40, 84), 1.0)
    tints = [(252, 244, 232), (250, 230, 196), (246, 240, 244), (248, 226, 216), (238, 232, 222)]
    spots = [(500, 540, 430, 0), (930, 470, 400, 1), (760, 850, 440, 2), (330, 930, 380, 3), (1180, 820, 360, 0), (150, 480, 330, 2), (1160, 1230, 340, 3), (700, 180, 330, 4),
             (1110, 130, 300, 2), (560, 1230, 330, 1), (290, 130, 280, 3), (1370, 420, 300, 4), (880, 1300, 260, 0), (60, 820, 230, 1)]  # fmt: skip
    order = sorted(spots, key=lambda p: p[1])
    for x, y, size, t in order:
        drop_in(
            base,
            pearl(size, tints[t], rng, (110, 54, 92)),
            x,
            y,
            size * 0.08,
            size * 0.06,
            size * 0.10,
            0.66,
            (24, 6, 22),
        )
    for x, y, size, _ in order:  # where two touch, each throws a warm light on the other
        glow = Image.new("L", (S, S), 0)
        ImageDraw.Draw(glow).ellipse(
            [x + size * 0.18, y + size * 0.24, x + size * 0.42, y + size * 0.44], fill=34
        )
        add_light(base, as_mask(glow.filter(ImageFilter.GaussianBlur(size * 0.06))), (255, 214, 226))
    y, x = grid()
    fade = 1.06 - 0.3 * np.clip(((x / S - 0.42) ** 2 + (y / S - 0.42) ** 2) * 1.8, 0, 1)
    return picture_of(rgb_of(base) * fade[..., None])


# ---------------------------------------------------------------- bead crafts


def key_ring(base, cx, cy, r):
    y, x = grid()
    for k, (rr, thick) in enumerate(((r, 13), (r - 3, 5))):
        d = np.abs(np.hypot(x - cx, y - cy) - rr)
        part = metal(
            (d < thick).astype(np.float32),
            thick * np.sqrt(np.clip(1 - (d / thick) ** 2, 0, 1)),
            (206, 208, 214),
        )
        if not k:
            shadow(base, part.getchannel("A"), 8, 13, 9, 0.42)
        base.alpha_composite(part)
    for k in range(3):
        yy = cy + r + 22 + k * 34
        ex, ey = (11, 21) if k % 2 == 0 else (17, 19)
        d = np.abs(np.hypot((x - cx) / ex, (y - yy) / ey) - 1)
        part = metal(
            (d < 0.36).astype(np.float32), 7 * np.sqrt(np.clip(1 - (d / 0.36) ** 2, 0, 1)), (206, 208, 214)
        )
        shadow(base, part.getchannel("A"), 4, 7, 5, 0.4)
        base.alpha_composite(part)


@picture(
    "gantungan-payet",
    "Ilustrasi: gantungan kunci payet berbentuk bunga bundar biru dan kuning dengan rumbai manik.",
)
def key_hanger(rng):
    base = table_top("kayu", rng, (206, 170, 130))
    key_ring(base, 700, 230, 118)
    cx, cy = 700, 680
    layer = blank()
    sea, sky, sun, white = (32, 84, 150), (110, 170, 214), (244, 184, 66), (252, 248, 240)
    disc_ = ellipse(cx, cy, 268)
    layer.alpha_composite(picture_of(np.full((S, S, 3), [24.0, 52, 96]), as_mask(disc_)))
    for ring in range(11, 0, -1):
        r = ring * 23.4
        n = max(6, int(2 * np.pi * r / 23.4))
        for i in range(n):
            a = 2 * np.pi * i / n
            wave = 0.5 + 0.5 * np.cos(a * 8)
            inside = r < 92 + 118 * wave
            color = sun if r < 62 else (white if abs(r - (92 + 118 * wave)) < 18 else sky if inside else sea)
            if r < 30:
                color = (196, 62, 60)
            bead(layer, "pasir", cx + np.cos(a) * r, cy + np.sin(a) * r, 24, color)
    bead(layer, "mutiara", cx, cy, 40, white)
    n = 52
    for i in range(n):
        a = 2 * np.pi * i / n
        bead(layer, "mutiara", cx + np.cos(a) * 276, cy + np.sin(a) * 276, 30, white if i % 2 else sun)
    for k in range(7):
        ox = (k - 3) * 44
        top = cy + np.sqrt(278**2 - ox**2) + 14
        long = 5 if k in (0, 6) else 6 if k in (1, 5) else 7
        for j in range(long):
            kind, color, size = (("batang", (sea, sky, sun)[(j + k) % 3], 38), ("pasir", white, 17))[j % 2]
            bead(layer, kind, 700 + ox + 1.5 * np.sin(j + k), top + j * 28, size, color, np.pi / 2)
        bead(layer, "tetes", 700 + ox, top + long * 28 + 14, 46, white if k % 2 else sun, np.pi / 2)
    solid_ = layer.getchannel("A").point(lambda v: 255 if v > 120 else 0)
    shadow(base, solid_, 16, 26, 20, 0.42)
    shadow(base, solid_, 5, 8, 6, 0.35)
    base.alpha_composite(layer)
    return base


def ellipse(cx, cy, r):
    return ellipse_mask([cx - r, cy - r, cx + r, cy + r])


@picture(
    "tas-payet",
    "Ilustrasi: tas tangan kecil bertutup bingkai emas, seluruh badannya dari manik merah manggis bermotif bunga putih.",
)
def bead_bag(rng):
    base = room("dadu", rng, "batu", "jendela")
    cx = 700
    body = np.vstack(
        [
            spline(
                [
                    (cx - 262, 520),
                    (cx - 360, 760),
                    (cx - 350, 1010),
                    (cx - 230, 1140),
                    (cx, 1176),
                    (cx + 230, 1140),
                    (cx + 350, 1010),
                    (cx + 360, 760),
                    (cx + 262, 520),
                ],
                20,
            )
        ]
    )
    mask = poly_mask(body)
    chain = spline(
        [
            (cx - 250, 500),
            (cx - 330, 300),
            (cx - 160, 120),
            (cx + 120, 110),
            (cx + 320, 270),
            (cx + 250, 500),
        ],
        60,
    )
    cast(base, mask, 1180, 0.5, 0.15, 26, 0.3)
    foot_shadow(base, cx - 250, cx + 250, 1168, 70, 40, 0.46)
    y, x = grid()
    # chain
    art = Image.new("L", (S, S), 0)
    pen = ImageDraw.Draw(art)
    for i, (px, py, a) in enumerate(along(chain, 21)):
        k = 14 if i % 2 else 8
        pts = arc(0, 0, 15, k, 0, 2 * np.pi, 20)
        pts = np.stack(
            [
                px + pts[:, 0] * np.cos(a) - pts[:, 1] * np.sin(a),
                py + pts[:, 0] * np.sin(a) + pts[:, 1] * np.cos(a),
            ],
            1,
        )
        pen.line([tuple(p) for p in pts], fill=255, width=6)
    m = as_mask(art)
    links = metal(m, 4 * np.sqrt(np.clip(distance_transform_edt(m > 0.5) / 3.5, 0, 1)), (244, 186, 92))
    shadow(base, art, 16, 20, 10, 0.24)
    base.alpha_composite(links)
    # beads in rows
    layer = picture_of(np.full((S, S, 3), [80.0, 14, 44]), as_mask(mask))
    inside = as_mask(mask)
    pitch = 19.0
    wine, dark, rose, white, leaf = (
        (146, 30, 74),
        (110, 18, 54),
        (232, 140, 164),
        (252, 244, 236),
        (96, 150, 110),
    )
    flowers = [(700, 830, 150), (500, 690, 84), (905, 700, 84), (520, 1000, 84), (890, 1000, 84)]
    for row_ in range(40):
        py = 516 + row_ * pitch * 0.92
        for col in range(42):
            px = cx - 400 + col * pitch + (row_ % 2) * pitch / 2
            if not (0 <= int(py) < S and inside[int(py), int(np.clip(px, 0, S - 1))] > 0.6):
                continue
            color = wine if (row_ + col) % 7 else dark
            for fx, fy, fr in flowers:
                dx, dy = px - fx, py - fy
                d, a = np.hypot(dx, dy), np.arctan2(dy, dx)
                petal = fr * (0.58 + 0.42 * np.abs(np.cos(a * 3)))
                if d < fr * 0.26:
                    color = (244, 190, 76)
                elif d < petal * 0.62:
                    color = white
                elif d < petal:
                    color = rose
                elif d < fr * 1.12 and abs(np.cos(a * 3)) < 0.3:
                    color = leaf
            bead(layer, "pasir", px, py, 19.5, color)
    rgb = rgb_of(layer)
    dist = distance_transform_edt(inside > 0.5)
    h = 120 * np.sqrt(np.clip(dist / 260, 0, 1)) + 14 * noise((S, S), 200, rng)
    diffuse, _ = relief(gaussian_filter(h, 6), 0.6)
    lit = picture_of(rgb * (0.42 + 0.58 * diffuse)[..., None])
    lit.putalpha(ImageChops.multiply(layer.getchannel("A"), Image.new("L", (S, S), 255)))
    base.alpha_composite(lit)
    for px, py, _ in along(
        spline([(cx - 330, 1060), (cx - 226, 1146), (cx, 1182), (cx + 226, 1146), (cx + 330, 1060)], 30), 34
    ):
        for j in range(2):
            bead(base, "pasir", px, py + j * 13, 15, (244, 190, 76))
        bead(base, "tetes", px, py + 40, 34, (252, 244, 236), np.pi / 2)
    # frame
    frame = poly_mask(np.vstack([spline([(cx - 292, 536), (cx - 282, 470), (cx - 170, 442), (cx, 434), (cx + 170, 442), (cx + 282, 470), (cx + 292, 536)], 16),
                                 spline([(cx + 262, 548), (cx + 170, 508), (cx, 498), (cx - 170, 508), (cx - 262, 548)], 16)]))  # fmt: skip
    m = as_mask(frame)
    h = 20 * np.sqrt(np.clip(distance_transform_edt(m > 0.5) / 30, 0, 1)) + 2.2 * np.cos(x / 9) * (
        np.abs(y - 478) < 22
    )
    shadow(base, frame, 4, 12, 9, 0.46)
    base.alpha_composite(metal(m, h, (244, 186, 92)))
    for ox in (-26, 26):
        d = np.hypot(x - cx - ox, y - 428)
        ball = (d < 30).astype(np.float32)
        part = metal(ball, 30 * np.sqrt(np.clip(1 - (d / 30) ** 2, 0, 1)), (244, 186, 92))
        shadow(base, part.getchannel("A"), 4, 8, 6, 0.4)
        base.alpha_composite(part)
    return base
