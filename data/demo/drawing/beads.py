"""Beads drawn at four times their size, each with its own shine and shadow, and what is sewn with them."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from scipy.ndimage import gaussian_filter

from .light import along, as_mask, paint, picture_of, put, relief, softbox

_sprites = {}


def sprite(kind, size, color, turn=0.0):
    """One bead, drawn at 4x: pasir, mutiara, batang, padi, piring, tetes."""
    turn = round(turn / 0.13) * 0.13
    key = (kind, int(size), tuple(color), round(turn, 2))
    if key in _sprites:
        return _sprites[key]
    k = 4
    w = int(size * k * 1.7) | 1
    c = w / 2
    yy, xx = np.mgrid[0:w, 0:w].astype(np.float32)
    dx, dy = xx - c + 0.5, yy - c + 0.5
    ca, sa = np.cos(turn), np.sin(turn)
    u, v = (dx * ca + dy * sa) / (size * k / 2), (-dx * sa + dy * ca) / (size * k / 2)
    if kind in ("mutiara", "pasir"):
        r = np.hypot(u, v)
        h = np.sqrt(np.clip(1 - r * r, 0, 1))
        inside = r < 1
    elif kind == "batang":
        r = np.maximum(np.abs(u), np.abs(v) / 0.36)
        h = 0.36 * np.sqrt(np.clip(1 - (v / 0.36) ** 2, 0, 1)) * np.clip((1 - np.abs(u)) * 9, 0, 1) ** 0.5
        inside = r < 1
    elif kind == "padi":
        r = np.hypot(u, v / 0.46)
        h = 0.5 * np.sqrt(np.clip(1 - r * r, 0, 1))
        inside = r < 1
    elif kind == "tetes":
        width = 0.52 * np.sqrt(np.clip(1 - u * u, 0, 1)) * (1 + 0.45 * u) / 1.1
        r = np.where(np.abs(u) < 1, np.abs(v) / np.maximum(width, 1e-3), 9)
        h = width * np.sqrt(np.clip(1 - r * r, 0, 1)) * 1.1
        inside = (r < 1) & (np.abs(u) < 1)
    else:  # piring: a flat sequin
        r = np.hypot(u, v)
        h = 0.16 * np.clip(r, 0, 1) + 0.02 * np.cos(np.arctan2(v, u) * 9)
        inside = (r < 1) & (r > 0.13)
    hh = gaussian_filter(h, 0.9) * size * k / 2
    diffuse, gloss = relief(hh, 1.0)
    base = np.asarray(color, np.float32)
    if kind == "mutiara":
        tint = np.array([255, 226, 232]) * 0.35 + base * 0.65
        body = paint(base * 0.6 + tint * 0.4, diffuse, gloss, 0.62, 0.75, 26)
        body += (np.clip(v * 0.5 + u * 0.3, 0, 1) * 34)[..., None] * np.array([1, 0.72, 0.8])
    elif kind == "piring":
        fan = (
            0.72
            + 0.5 * np.clip(np.cos(np.arctan2(dy, dx) + 2.25), 0, 1) ** 3
            + 0.32 * np.clip(np.cos(np.arctan2(dy, dx) - 0.9), 0, 1) ** 6
        )
        body = base[None, None, :] * (fan * (0.86 + 0.18 * (r > 0.84)))[..., None]
        body += (255 * 0.5 * np.clip(np.cos(np.arctan2(dy, dx) + 2.25), 0, 1) ** 22)[..., None]
    else:
        body = paint(base, diffuse, gloss, 0.38, 1.0, 22)
        body += (np.clip(dx / c * 0.5 + dy / c * 0.6, 0, 1) * 70 * inside)[..., None] * (base / 255)
        if kind == "pasir":
            body *= (1 - 0.25 * (np.hypot(u, v) < 0.2))[..., None]
    if kind in ("tetes", "padi", "mutiara") and size >= 24:  # large beads mirror the window and glow within
        edge = np.clip(1 - h / (h.max() + 1e-6), 0, 1) ** 2.2
        body = body * (1 - 0.34 * edge)[..., None] + (edge * 26)[..., None] * (base / 255) ** 2
        glow = np.clip(
            (u * np.cos(turn) - v * np.sin(turn)) * 0.5 + (u * np.sin(turn) + v * np.cos(turn)) * 0.62, 0, 1
        ) * (1 - edge)
        body = (
            body
            + (glow * 44)[..., None] * (base / 255) ** 1.6
            + (softbox(gaussian_filter(hh, 1.5), 0.9) * 120)[..., None]
        )
    soft = gaussian_filter(inside.astype(np.float32), 1.2)
    drop = gaussian_filter(
        np.roll(inside.astype(np.float32), (int(size * 0.34), int(size * 0.26)), (0, 1)), size * 0.24
    )
    alpha = np.clip(soft + drop * 0.5 * (1 - soft), 0, 1)
    rgb = np.clip(body, 0, 255) * soft[..., None] + np.array([14, 14, 18]) * (1 - soft[..., None])
    small = picture_of(rgb, alpha).resize((w // k, w // k), Image.LANCZOS)
    _sprites[key] = small
    return small


def bead(base, kind, x, y, size, color, turn=0.0):
    put(base, sprite(kind, size, color, turn), x, y)


def bead_line(base, curve, kind, size, color, gap=None):
    for x, y, a in along(np.asarray(curve), gap or size * 0.94):
        bead(base, kind, x, y, size, color, a)


def blossom(base, x, y, r, petals, petal_color, ring_color, heart=(250, 242, 232), turn=0.0, rows=1):
    """A payet flower: drop petals, sand ring, pearl heart."""
    for row in range(rows, 0, -1):
        reach = r * (0.42 + 0.42 * row)
        for i in range(petals):
            a = turn + 2 * np.pi * (i + 0.5 * (row % 2)) / petals
            bead(
                base,
                "tetes",
                x + np.cos(a) * reach * 0.62,
                y + np.sin(a) * reach * 0.62,
                reach * 0.86,
                petal_color,
                a,
            )
    n = max(8, int(r * 0.42 * 2 * np.pi / (r * 0.19)))
    for i in range(n):
        a = 2 * np.pi * i / n
        bead(base, "pasir", x + np.cos(a) * r * 0.36, y + np.sin(a) * r * 0.36, r * 0.19, ring_color)
    bead(base, "mutiara", x, y, r * 0.56, heart)


def sprig(base, curve, stem, leaf, size, every=5, reach=2.6, flip=1):
    """A stem of sand beads with padi leaves at both sides."""
    for i, (x, y, a) in enumerate(along(np.asarray(curve), size * 0.95)):
        bead(base, "pasir", x, y, size, stem)
        if i % every == every - 1:
            for side in (1, -1):
                b = a + side * flip * 0.95
                bead(
                    base,
                    "padi",
                    x + np.cos(b) * size * reach,
                    y + np.sin(b) * size * reach,
                    size * 2.5,
                    leaf,
                    b,
                )


def curl(x, y, angle, length, bend, n=60):
    """A curve that tightens like a fern."""
    pts = [(x, y)]
    for i in range(n):
        angle += bend * (i / n) ** 1.3 / n * 6
        x, y = x + np.cos(angle) * length / n, y + np.sin(angle) * length / n
        pts.append((x, y))
    return np.array(pts)


def twill(shape, pitch=5.0):
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    return 0.5 + 0.25 * np.sin((x + y) * 2 * np.pi / pitch) + 0.25 * np.sin((x - y * 0.5) * 2 * np.pi / pitch)


def lace(size, rng, cell=150):
    """Brocade: one flower, repeated in a half drop."""
    tile = Image.new("L", size, 0)
    draw = ImageDraw.Draw(tile)
    rows, cols = size[1] // cell + 2, size[0] // cell + 2
    for r in range(rows):
        for c in range(cols):
            cx, cy = c * cell + (r % 2) * cell / 2, r * cell * 0.86
            spin = rng.uniform(0, 6)
            for p in range(5):
                a = spin + p * 2 * np.pi / 5
                px, py = cx + np.cos(a) * cell * 0.15, cy + np.sin(a) * cell * 0.15
                draw.ellipse(
                    [px - cell * 0.11, py - cell * 0.11, px + cell * 0.11, py + cell * 0.11],
                    outline=230,
                    width=5,
                )
            draw.ellipse([cx - 8, cy - 8, cx + 8, cy + 8], fill=240)
            for side in (-1, 1):
                pts = curl(
                    cx + side * cell * 0.2, cy + cell * 0.16, 1.57 - side * 0.9, cell * 0.46, side * -2.2, 24
                )
                draw.line([tuple(p) for p in pts], fill=190, width=4)
    return as_mask(tile.filter(ImageFilter.GaussianBlur(1.4)))
