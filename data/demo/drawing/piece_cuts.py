"""Curls, strips, blocks, slices, noodles, letters, raw things laid beside a pack.

Every maker takes (rng, size) and gives an RGBA image; `size` is the length of the piece in pixels."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from scipy.ndimage import distance_transform_edt, gaussian_filter

from .light import as_mask, blank, font, mix, noise, paint, picture_of, put, relief, spline, step
from .piece_base import grains, plane, solid, wobble
from .piece_crisps import peanut, rice_grain

# ---------------------------------------------------------------- curls, strips, slices


def tube(points, width, color, dark, rng, size, spec=0.3, ends=0.5, rough=0.12):
    """A round thing along a curve, thinner at its ends."""
    curve = spline(points, 14)
    n = len(curve)
    art = Image.new("L", (size * 2, size * 2), 0)
    pen = ImageDraw.Draw(art)
    for i, (x, y) in enumerate(curve):
        t = i / (n - 1)
        k = width * (ends + (1 - ends) * np.sin(np.pi * t) ** 0.5)
        pen.ellipse([x * 2 - k, y * 2 - k, x * 2 + k, y * 2 + k], fill=255)
    m = as_mask(art.resize((size, size), Image.LANCZOS))
    t = np.clip(distance_transform_edt(m > 0.5) / (width / 2), 0, 1)
    h = width * 0.5 * np.sqrt(t * (2 - t)) + width * rough * (
        noise((size, size), max(2, width * 0.4), rng) - 0.5
    )
    col = mix(color, dark, noise((size, size), max(3, width * 0.8), rng))
    return solid(m > 0.5, h, col, 0.46, spec, 16)


def usus(rng, s):
    """Crisp fried chicken gut: short knotted curls, floured, golden with chili."""
    w = int(s * 1.4)
    c, a, reach = w / 2, rng.uniform(0, 6.3), s * 0.34
    points = []
    for k in range(6):
        x = (k - 2.5) / 2.5 * reach
        y = rng.uniform(-1, 1) * s * 0.17
        points.append((c + x * np.cos(a) - y * np.sin(a), c + x * np.sin(a) + y * np.cos(a)))
    image = tube(points, s * rng.uniform(0.18, 0.25), (242, 182, 96), (206, 118, 50), rng, w, 0.12, 0.7, 0.22)
    rgb = np.asarray(image, np.float32)
    rgb[..., :3] = mix(rgb[..., :3], (178, 30, 16), grains((w, w), rng, max(2.5, s * 0.035), 0.10) * 0.9)
    return Image.fromarray(rgb.astype("uint8"))


def shallot(rng, s):
    """A fried shallot sliver: a thin curled ring, gold to brown."""
    w = int(s * 1.3)
    c, a, sweep = w / 2, rng.uniform(0, 6.3), rng.uniform(1.8, 4.6)
    rx, ry = s * 0.42, s * rng.uniform(0.14, 0.4)
    points = []
    for t in np.linspace(0, sweep, 7):
        x, y = np.cos(t) * rx, np.sin(t) * ry
        points.append((c + x * np.cos(a) - y * np.sin(a), c + x * np.sin(a) + y * np.cos(a)))
    shade = rng.uniform(0, 1)
    color, dark = mix((226, 154, 70), (176, 92, 36), shade), mix((160, 80, 30), (104, 44, 18), shade)
    return tube(points, s * rng.uniform(0.12, 0.19), color, dark, rng, w, 0.36, 0.5, 0.12)


def strip(rng, s, color, dark, wide=0.3, spec=0.4, ridge=1.0, high=0.10):
    """A flat pressed strip: sale, dendeng."""
    u, v, slope, w = plane(s, rng, None, (0.88, 1.0), 1.3)
    v2 = v + rng.uniform(-0.12, 0.12) * (u * u)
    width = wide * (1 + 0.14 * np.sin(u * 3 + rng.uniform(0, 6)))
    r = np.maximum(np.abs(u) ** 3, (np.abs(v2) / width) ** 2.4) + 0.12 * (noise((w, w), s * 0.1, rng) - 0.5)
    fibre = np.cos(v2 * 34 + noise((w, w), s * 0.24, rng) * 12) * noise((w, w), s * 0.15, rng) * 1.6
    h = (
        s * high * np.sqrt(np.clip(1 - r, 0, 1))
        + s * 0.0022 * fibre * ridge
        + s * 0.02 * noise((w, w), s * 0.12, rng)
        + slope * 0.6
    )
    col = mix(color, dark, np.clip(noise((w, w), s * 0.18, rng) * 0.9 - fibre * 0.10 * ridge, 0, 1))
    return solid(r < 1, h, mix(col, dark, step(r, 0.6, 1.0) * 0.6), 0.44, spec, 18, box=spec * 0.12)


def sale(rng, s):
    return strip(rng, s, (176, 104, 48), (112, 56, 24), rng.uniform(0.2, 0.26), 0.5, 0.8, 0.11)


def jerky(rng, s):
    """Deer jerky: dark red meat, its fibres lengthwise, sugar-glazed."""
    image = strip(rng, s, (134, 58, 38), (72, 24, 18), rng.uniform(0.36, 0.46), 0.5, 2.2, 0.07)
    rgb = np.asarray(image, np.float32)
    rgb[..., :3] = mix(
        rgb[..., :3], (196, 132, 80), grains(rgb.shape[:2], rng, max(2.5, s * 0.02), 0.04) * 0.8
    )
    return Image.fromarray(rgb.astype("uint8"))


def ant_nest(rng, s):
    """A dried slice of sarang semut: brown, ragged, full of winding hollows."""
    u, v, slope, w = plane(s, rng, None, (0.82, 1.0), 1.3)
    theta = np.arctan2(v, u)
    r = np.hypot(u, v / rng.uniform(0.66, 0.86)) / wobble(theta, rng, 2, 10, 0.05)
    n = noise((w, w), s * 0.15, rng)
    maze = np.exp(-(((n - 0.5) / 0.075) ** 2)) * step(1 - r, 0.04, 0.2)
    h = (
        s * 0.07 * np.sqrt(np.clip(1 - r**4, 0, 1))
        - maze * s * 0.06
        + s * 0.015 * noise((w, w), s * 0.04, rng)
        + slope * 0.5
    )
    col = mix((196, 140, 88), (150, 94, 54), noise((w, w), s * 0.2, rng))
    col = mix(col, (72, 38, 22), np.clip(maze, 0, 1) * 0.85)
    col = mix(col, (96, 56, 34), step(r, 0.86, 1.0) * 0.85)
    return solid(r < 1, h, col, 0.46, 0.06)


def slab(rng, s, color, dark, wide=0.62, spec=0.3, box=0.14, high=0.16, rough=0.3, turn=None, corner=7.0):
    """A cut block with rounded edges: dodol, gipang, sugar."""
    u, v, _slope, w = plane(s, rng, turn, (0.97, 1.0), 1.32)
    r = (np.abs(u) ** corner + (np.abs(v) / wide) ** corner) ** (1 / corner)
    t = np.clip((1 - r) / 0.16, 0, 1)
    h = s * high * np.sqrt(t * (2 - t)) + s * 0.05 * rough * (noise((w, w), s * 0.16, rng) - 0.5)
    col = mix(color, dark, np.clip(noise((w, w), s * 0.3, rng) * 0.7 + step(r, 0.84, 1.0) * 0.4, 0, 1))
    return solid(r < 1, h, col, 0.5, spec, 18, box=box, blur=1.2)


def gipang(rng, s, turn=None):
    """A bar of puffed rice and peanuts held by sugar."""
    wide = 0.52
    u, v, _slope, w = plane(s, rng, turn, (0.98, 1.0), 1.3)
    r = np.maximum(np.abs(u), np.abs(v) / wide) + 0.03 * (noise((w, w), s * 0.06, rng) - 0.5)
    base = blank((w, w))
    ground = solid(
        r < 0.97,
        s * 0.05 * (1 - step(r, 0.85, 1)),
        mix((196, 128, 56), (160, 92, 36), noise((w, w), s * 0.1, rng)),
        0.5,
        0.3,
    )
    base.alpha_composite(ground)
    rice = [
        rice_grain(rng, s * 0.095, mix((250, 226, 172), (228, 178, 104), rng.uniform(0, 1)), (255, 246, 220))
        for _ in range(14)
    ]
    nuts = [peanut(rng, s * 0.15, (226, 166, 100), (190, 116, 60)) for _ in range(6)]
    inside = np.argwhere(r < 0.93)
    for k in range(190):
        y, x = inside[rng.integers(len(inside))]
        put(base, nuts[rng.integers(6)] if k % 15 == 0 else rice[rng.integers(14)], x, y)
    return base


def slice_disc(rng, s, color, dark, skin, wide=1.0, pores=0.06, tilt=(0.95, 1.0), turn=None):
    """A slice of something boiled: pale face, tiny pores, a skin at the edge."""
    u, v, _slope, w = plane(s, rng, turn, tilt, 1.24)
    r = np.hypot(u, v / wide) / wobble(np.arctan2(v, u), rng, 2, 5, 0.012)
    pits = grains((w, w), rng, max(2.5, s * 0.022), pores)
    h = s * 0.05 * (1 - step(r, 0.84, 1.0)) - pits * s * 0.008 + s * 0.01 * noise((w, w), s * 0.1, rng)
    col = mix(mix(color, dark, noise((w, w), s * 0.2, rng)), dark, pits * 0.7)
    return solid(r < 1, h, mix(col, skin, step(r, 0.90, 0.96)), 0.54, 0.16, 14)


def noodles(w, h, rng, color=(252, 247, 232), dark=(226, 208, 170), thick=12.0, gap=15.0):
    """A dried block of noodles: strands laid side by side in tight waves, a few astray. RGBA, w×h."""
    base = blank((w, h), (*[int(v * 0.62) for v in dark], 255))
    pen = ImageDraw.Draw(base)
    pitch, lean = w / 9.0, rng.uniform(0, 6.3)

    def strand(row, shade, astray=0.0):
        x = np.arange(-30, w + 30, 4)
        amp = 19 + 5 * np.sin(row / 90)
        phase = lean + row * 0.009 + rng.normal(0, 0.28)
        wave = np.sin(x / pitch * 2 * np.pi + phase) + 0.3 * np.sin(x / pitch * 4 * np.pi + phase * 2.3)
        y = row + amp * wave + 10 * np.sin(x / 240 + row / 60) + astray * (x - w / 2)
        pts = [(float(a), float(b)) for a, b in zip(x, y, strict=True)]
        tint = mix(color, dark, shade)
        pen.line([(a + 2.5, b + 4.5) for a, b in pts], fill=(140, 116, 78), width=int(thick), joint="curve")
        pen.line(pts, fill=tuple(int(v * 0.88) for v in tint), width=int(thick), joint="curve")
        pen.line(
            [(a - 0.6, b - 1.0) for a, b in pts],
            fill=tuple(int(v) for v in tint),
            width=int(thick * 0.68),
            joint="curve",
        )
        pen.line(
            [(a - 1.2, b - 2.4) for a, b in pts],
            fill=tuple(int(min(255, v * 1.06)) for v in tint),
            width=max(2, int(thick * 0.24)),
            joint="curve",
        )

    for layer in range(2):
        for row in np.arange(-50, h + 50, gap):
            strand(row + rng.normal(0, 3), rng.uniform(0.1, 0.7) * (1 - 0.5 * layer))
        lean += 2.2
    for _ in range(9):
        strand(rng.uniform(0, h), rng.uniform(0, 0.3), rng.uniform(-0.25, 0.25))
    return base


def wrapped_bar(rng, s, color, fat=0.20):
    """A bar in a dried leaf, tied twice."""
    u, v, _slope, w = plane(s, rng, 0.0, (1.0, 1.0), 1.1)
    wide = fat * (
        1 - 0.2 * np.exp(-(((np.abs(u) - 0.55) / 0.06) ** 2)) - 0.12 * step(np.abs(u), 0.5, 0.95)
    ) + 0.01 * np.sin(u * 23)
    r = np.maximum(np.abs(u) / 0.98, np.abs(v) / wide)
    fibre = gaussian_filter(rng.normal(0, 1, (w, w)), (0.9, 26)) * 4
    h = s * fat * 0.65 * np.sqrt(np.clip(1 - (v / wide) ** 2, 0, 1)) + fibre * 1.4
    tie = np.exp(-(((np.abs(u) - 0.55) / 0.018) ** 2))
    col = mix(
        np.asarray(color),
        np.asarray(color) * 0.72,
        np.clip(fibre * 0.9 + noise((w, w), s * 0.1, rng) * 0.6, 0, 1),
    )
    col = mix(col, (120, 74, 40), tie * 0.9)
    return solid(r < 1, h + tie * s * 0.012, col, 0.46, 0.14, 12)


# ---------------------------------------------------------------- chocolate letters

CANDY = [
    (238, 128, 156),
    (250, 204, 92),
    (126, 190, 132),
    (252, 240, 222),
    (112, 66, 44),
    (122, 170, 214),
    (240, 146, 92),
]
_letters = {}


def letter(char, size, color, turn=0.0):
    """A puffy chocolate letter with gloss."""
    key = (char, int(size), color, round(turn, 2))
    if key in _letters:
        return _letters[key]
    w = int(size * 1.8)
    art = Image.new("L", (w * 2, w * 2), 0)
    ImageDraw.Draw(art).text(
        (w, w),
        char,
        font=font(size * 2.24, 800),
        fill=255,
        anchor="mm",
        stroke_width=max(1, int(size * 0.11)),
    )
    art = (
        art.rotate(np.degrees(turn), Image.BICUBIC)
        .resize((w, w), Image.LANCZOS)
        .filter(ImageFilter.GaussianBlur(size * 0.02))
    )
    m = np.clip((as_mask(art) - 0.5) * 6 + 0.5, 0, 1)
    t = np.clip(distance_transform_edt(m > 0.5) / (size * 0.11), 0, 1)
    h = gaussian_filter(size * 0.11 * np.sqrt(t * (2 - t)), size * 0.012)
    diffuse, gloss = relief(h, 1.05)
    rgb = paint(color, diffuse, gloss, 0.46, 0.62, 26)
    _letters[key] = picture_of(rgb, gaussian_filter(m, 0.8))
    return _letters[key]


# ---------------------------------------------------------------- raw things laid beside a pack


def chili(rng, s, color=(206, 40, 28), dark=(140, 16, 14), turn=None):
    """A fresh chili."""
    u, v, _slope, w = plane(s, rng, turn, (0.98, 1.0), 1.3)
    bow = rng.uniform(0.10, 0.2)
    v2 = v + bow * (1 - u * u) - bow * 0.5
    t = np.clip((u + 0.8) / 1.75, 0, 1)
    wide = 0.16 * np.sqrt(np.clip(t * 7, 0, 1)) * (1 - t) ** 0.5 + 1e-3
    r = np.abs(v2) / wide
    body = (r < 1) & (u > -0.8) & (u < 0.94)
    stalk = (np.abs(v2 + 0.10 * (u + 0.78)) < 0.028) & (u > -1.08) & (u <= -0.76)
    cap = (np.abs(v2) < 0.13 - 0.3 * np.abs(u + 0.77)) & (np.abs(u + 0.77) < 0.12)
    h = s * 0.5 * wide * np.sqrt(np.clip(1 - r * r, 0, 1))
    h = np.where(stalk | cap, s * 0.05, h)
    col = mix(color, dark, np.clip(noise((w, w), s * 0.2, rng) * 0.6, 0, 1))
    col = np.where(
        (stalk | cap)[..., None], mix((96, 134, 54), (60, 92, 36), noise((w, w), s * 0.1, rng)), col
    )
    return solid(body | stalk | cap, h, col, 0.46, 0.65, 22, blur=1.2)


def shallot_bulb(rng, s, color=(176, 70, 92), dark=(116, 36, 58), turn=None):
    """A fresh shallot in its thin skin."""
    u, v, _slope, w = plane(s, rng, turn, (0.98, 1.0), 1.35)
    t = np.clip((u + 1) / 2, 0, 1)
    wide = 0.58 * np.sin(np.pi * t**0.72) ** 0.8 * (1 - 0.2 * t) + 0.03 * (t > 0.9)
    r = np.abs(v) / np.maximum(wide, 1e-3)
    mask = (r < 1) & (np.abs(u) < 0.98)
    h = s * 0.5 * np.maximum(wide, 0) * np.sqrt(np.clip(1 - r * r, 0, 1))
    lines = np.cos(v / np.maximum(wide, 0.08) * 13)
    col = mix(color, dark, np.clip(0.35 + 0.28 * lines + 0.4 * (noise((w, w), s * 0.16, rng) - 0.4), 0, 1))
    col = mix(col, (214, 176, 130), step(np.abs(u), 0.78, 0.96) * 0.8)
    return solid(mask, h, col, 0.46, 0.4, 18, blur=1.2)


def green_leaf(rng, s, color=(70, 122, 60), dark=(38, 82, 40), wide=0.42, turn=None):
    """A fresh leaf with its veins."""
    u, v, slope, w = plane(s, rng, turn, (0.85, 1.0), 1.25)
    half = wide * np.sin(np.pi * np.clip((u + 1) / 2, 0, 1)) ** 0.75 * (1 - 0.18 * u)
    r = np.abs(v) / np.maximum(half, 1e-3)
    mask = (r < 1) & (np.abs(u) < 1)
    veins = np.exp(-((np.sin((u - np.abs(v) * 0.9) * 15) / 0.16) ** 2)) * (np.abs(v) < half)
    rib = np.exp(-((v / 0.022) ** 2))
    h = s * (0.08 * np.abs(v) / wide + 0.006 * veins) - rib * s * 0.012 + slope
    col = mix(color, dark, np.clip(noise((w, w), s * 0.3, rng) * 0.9, 0, 1))
    col = mix(col, (150, 178, 110), np.clip(rib * 0.8 + veins * 0.22, 0, 1))
    return solid(mask, h, col, 0.5, 0.25, 12)
