"""Nuts, beans, grains, leaves, puffs, cookies.

Every maker takes (rng, size) and gives an RGBA image; `size` is the length of the piece in pixels."""

import numpy as np
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter

from .light import as_mask, mix, noise, step
from .piece_base import grains, plane, solid, wobble

# ---------------------------------------------------------------- nuts, beans, grains, leaves


def cashew(rng, s, color=(252, 234, 198), dark=(238, 208, 156), salt=0.0, roast=0.0):
    """A kidney: an arc of changing thickness."""
    u, v, slope, w = plane(s, rng, None, (0.85, 1.0), 1.3)
    flip = rng.choice([-1, 1])
    theta = np.arctan2(v * flip + 0.42, u)
    rho = np.hypot(u, v * flip + 0.42)
    t = np.clip((theta - np.pi / 2) / 1.2, -1, 1)
    thick = 0.40 * np.sqrt(np.clip(1 - t * t * 0.55, 0, 1)) * (1 + 0.14 * t)
    off = np.hypot(np.maximum(np.abs(theta - np.pi / 2) - 0.98, 0) * 0.7, rho - 0.62)
    r = off / thick
    mask = r < 1
    h = s * 0.5 * thick * np.sqrt(np.clip(1 - r * r, 0, 1)) * 1.15 + slope
    groove = np.exp(-(((rho - 0.62) / 0.035) ** 2)) * (np.abs(t) < 0.8)
    h = h - groove * s * 0.012
    col = mix(color, dark, np.clip(noise((w, w), s * 0.25, rng) * 0.9 + groove * 0.3, 0, 1))
    if roast:
        col = mix(col, (206, 142, 72), np.clip(noise((w, w), s * 0.2, rng) * 1.5 - 0.5, 0, 1) * roast)
    if salt:
        col = mix(col, (255, 255, 252), grains((w, w), rng, max(2, s * 0.02), salt, 0.5))
    return solid(mask, h, col, 0.6, 0.16, 20, blur=1.0)


def cashew_roast(rng, s):
    return cashew(rng, s, (248, 222, 170), (232, 192, 128), 0, 0.55)


def cashew_fried(rng, s):
    return cashew(rng, s, (242, 206, 136), (222, 170, 92), 0.03, 0.8)


def coffee_bean(rng, s, color=(112, 66, 40), dark=(64, 34, 20)):
    """A roasted bean, flat side or round side up."""
    u, v, slope, w = plane(s, rng, None, (0.85, 1.0), 1.3)
    r = np.hypot(u, v / 0.70) / wobble(np.arctan2(v, u), rng, 2, 4, 0.015)
    h = s * 0.36 * np.sqrt(np.clip(1 - r * r, 0, 1)) + slope
    seam = np.zeros_like(u)
    if rng.random() < 0.62:
        line = 0.11 * np.sin(u * 3.1 + rng.choice([0, np.pi]))
        seam = np.exp(-(((v - line) / 0.05) ** 2)) * step(1 - np.abs(u), 0.02, 0.2)
        h = h - s * 0.09 * np.exp(-(((v - line) / 0.10) ** 2)) - s * 0.05 * seam
    col = mix(color, dark, np.clip(noise((w, w), s * 0.16, rng) * 0.9, 0, 1))
    col = mix(col, (190, 134, 84), seam * noise((w, w), s * 0.08, rng) * 0.75)
    return solid(r < 1, h, col, 0.42, 0.42, 16, blur=1.1)


def sorghum(rng, s):
    """A grain of sorghum: a small cream-red ball with a dark eye."""
    u, v, _slope, w = plane(s, rng, None, (0.85, 1.0), 1.4)
    r = np.hypot(u, v / 0.92)
    h = s * 0.46 * np.sqrt(np.clip(1 - r * r, 0, 1))
    shade = rng.uniform(0, 1)
    col = mix(
        mix((244, 222, 184), (206, 142, 104), shade),
        (176, 104, 74),
        np.clip(noise((w, w), s * 0.4, rng) - 0.2, 0, 1),
    )
    eye = np.hypot(u - 0.45, v - rng.uniform(-0.3, 0.3)) < 0.2
    return solid(r < 1, h, mix(col, (92, 48, 36), eye * 0.8), 0.5, 0.3, 16)


def flake(rng, s, color=(86, 122, 60), dark=(48, 78, 38)):
    """A dried moringa leaflet, curled and crumbled."""
    u, v, slope, w = plane(s, rng, None, (0.5, 1.0), 1.3)
    wide = rng.uniform(0.3, 0.55) * np.sqrt(np.clip(1 - u * u, 0, 1))
    r = np.where(np.abs(u) < 1, np.abs(v) / np.maximum(wide, 1e-3), 9) + 0.3 * (
        noise((w, w), s * 0.2, rng) - 0.5
    )
    h = s * 0.14 * np.abs(v) / 0.4 + slope + s * 0.03 * noise((w, w), s * 0.1, rng)
    shade = rng.uniform(0.85, 1.2)
    col = mix(np.asarray(color) * shade, dark, noise((w, w), s * 0.2, rng))
    col = mix(col, (140, 164, 96), np.exp(-((v / 0.04) ** 2)) * 0.6)
    return solid(r < 1, h, col, 0.45, 0.08)


# ---------------------------------------------------------------- lumps and puffs


def puff(rng, s, color, dark, flat=0.66, blister=0.5, spec=0.06, stretch=1.0):
    """Amplang: a puffed pillow of fish and tapioca, cracked and dimpled."""
    u, v, slope, w = plane(s, rng, None, (0.85, 1.0), 1.35)
    p = rng.uniform(2.4, 3.4)
    theta = np.arctan2(v / flat, u)
    r = ((np.abs(u) / stretch) ** p + (np.abs(v) / flat) ** p) ** (1 / p) / wobble(theta, rng, 2, 7, 0.05)
    t = np.clip(1 - r, 0, 1)
    h = s * 0.30 * np.sqrt(np.clip(1 - r**2.6, 0, 1)) + slope * 0.5
    n = noise((w, w), max(3, s * 0.12), rng)
    h += (
        (s * 0.06 * (n - 0.5) + s * 0.014 * (noise((w, w), max(2, s * 0.04), rng) - 0.5))
        * np.clip(t * 5, 0, 1)
        * blister
        * 2
    )
    pits = grains((w, w), rng, max(2.5, s * 0.045), 0.05)
    h -= pits * s * 0.02
    col = mix(color, dark, np.clip((1 - n) * 0.75 + step(r, 0.7, 1.0) * 0.45, 0, 1))
    return solid(r < 1, h, mix(col, dark, pits * 0.6), 0.64, spec, 12)


def amplang(rng, s):
    return puff(rng, s, (255, 238, 200), (238, 196, 128), blister=0.42)


def amplang_small(rng, s):
    return puff(rng, s, (250, 222, 160), (216, 158, 82), rng.uniform(0.78, 0.95))


def amplang_black(rng, s):
    return puff(rng, s, (72, 68, 72), (30, 27, 31), 0.74, 0.62, 0.26)


def cookie(rng, s):
    """Nastar: a glazed round cookie with a clove."""
    u, v, _slope, w = plane(s, rng, None, (0.92, 1.0), 1.3)
    theta = np.arctan2(v, u)
    r = np.hypot(u, v) / wobble(theta, rng, 2, 5, 0.02)
    h = s * 0.42 * np.sqrt(np.clip(1 - r * r, 0, 1)) + (noise((w, w), s * 0.07, rng) - 0.5) * s * 0.04
    m = np.clip(noise((w, w), s * 0.3, rng) * 0.8 + np.clip(1 - r, 0, 1) * 0.45, 0, 1)
    col = mix((248, 204, 108), (208, 118, 36), m * 0.75)
    out = solid(r < 1, h, col, 0.56, 0.34, 16, box=0.12, blur=1.4)
    d = ImageDraw.Draw(out)
    c = (w / 2 + rng.uniform(-3, 3), w / 2 - s * 0.10)
    k = s * 0.055
    d.ellipse([c[0] - k, c[1] - k, c[0] + k, c[1] + k], fill=(84, 48, 28))
    d.line([c, (c[0] + k * 0.6, c[1] + k * 2.6)], fill=(70, 38, 22), width=max(2, int(k * 0.8)))
    return out


def bagea(rng, s):
    """A hard sago biscuit: round, pale brown, cracked on top, with nuts in it."""
    u, v, _slope, w = plane(s, rng, None, (0.88, 1.0), 1.3)
    theta = np.arctan2(v, u)
    r = np.hypot(u, v / 0.94) / wobble(theta, rng, 2, 7, 0.02)
    crack = np.abs(noise((w, w), s * 0.22, rng) - 0.5) * 2
    lines = np.exp(-((crack / 0.07) ** 2)) * step(1 - r, 0.02, 0.3)
    h = (
        s * 0.36 * np.sqrt(np.clip(1 - r**2.4, 0, 1))
        - lines * s * 0.035
        + s * 0.03 * (noise((w, w), s * 0.04, rng) - 0.5)
    )
    col = mix((222, 182, 132), (188, 138, 88), noise((w, w), s * 0.2, rng))
    col = mix(col, (242, 214, 172), np.clip(0.9 - r * 1.2, 0, 1) * 0.5)
    col = mix(col, (128, 82, 48), np.clip(lines * 0.8 + step(r, 0.85, 1.02) * 0.5, 0, 1))
    col = mix(col, (246, 228, 190), grains((w, w), rng, s * 0.05, 0.04))
    return solid(r < 1, h, col, 0.5, 0.06)


def pia(rng, s, stamp_color=None, top=(206, 132, 62)):
    """A round flaky pastry, browned on its flat top; a coloured dot tells the filling."""
    u, v, _slope, w = plane(s, rng, 0.0, (1.0, 1.0), 1.22)
    theta = np.arctan2(v, u)
    r = np.hypot(u, v) / wobble(theta, rng, 2, 6, 0.010)
    h = s * 0.30 * np.sqrt(np.clip(1 - np.clip((r - 0.34) / 0.66, 0, 1) ** 2.2, 0, 1)) + s * 0.012 * noise(
        (w, w), s * 0.07, rng
    )
    flaky = noise((w, w), s * 0.16, rng)
    h += s * 0.01 * np.sin((r + flaky * 0.06) * 40) * step(r, 0.55, 0.85)
    col = mix((252, 232, 192), (240, 208, 150), flaky)
    brown = (1 - step(r, 0.46, 0.80)) * (0.72 + 0.4 * (noise((w, w), s * 0.13, rng) - 0.3))
    col = mix(col, top, np.clip(brown, 0, 1) * 0.92)
    col = mix(col, tuple(v * 0.72 for v in top), np.clip(np.exp(-(((r - 0.52) / 0.10) ** 2)) * 0.35, 0, 1))
    if stamp_color is not None:
        dot = (np.hypot(u, v) < 0.13) | (np.abs(np.hypot(u, v) - 0.22) < 0.018)
        col = mix(col, stamp_color, gaussian_filter(dot.astype(np.float32), 1.0) * 0.85)
    return solid(r < 1, h, col, 0.52, 0.12, 12, blur=1.2)


def prune(rng, s, color=(120, 40, 26), dark=(64, 16, 12)):
    """A candied tomato like a date: wrinkled, sticky, dark red."""
    u, v, slope, w = plane(s, rng, None, (0.85, 1.0), 1.3)
    r = np.hypot(u, v / 0.66) / wobble(np.arctan2(v, u), rng, 2, 6, 0.03)
    fold = np.sin(v * 15 + noise((w, w), s * 0.22, rng) * 10)
    h = s * 0.30 * np.sqrt(np.clip(1 - r * r, 0, 1)) + s * 0.019 * fold * np.clip((1 - r) * 3, 0, 1) + slope
    col = mix(color, dark, np.clip(0.4 - 0.35 * fold + 0.5 * (noise((w, w), s * 0.2, rng) - 0.3), 0, 1))
    col = mix(col, (188, 76, 40), np.clip(0.6 - r, 0, 1) * 0.5)
    return solid(r < 1, h, col, 0.4, 0.75, 26, box=0.16, blur=1.3)


def kenari(rng, s):
    """Kenari nuts bound in brown sugar: a broken lump with pale nuts in a glossy mass."""
    u, v, _slope, w = plane(s, rng, None, (0.85, 1.0), 1.35)
    theta = np.arctan2(v, u)
    r = np.hypot(u, v / 0.74) / wobble(theta, rng, 2, 8, 0.07)
    mask = r < 1
    nuts = np.zeros((w, w), np.float32)
    for _ in range(7):
        a, d = rng.uniform(0, 6.3), np.sqrt(rng.uniform(0, 1)) * 0.62
        cu, cv, t = np.cos(a) * d, np.sin(a) * d * 0.74, rng.uniform(0, 3.1)
        p, q = (u - cu) * np.cos(t) + (v - cv) * np.sin(t), -(u - cu) * np.sin(t) + (v - cv) * np.cos(t)
        nuts = np.maximum(nuts, np.sqrt(np.clip(1 - (p / 0.34) ** 2 - (q / 0.17) ** 2, 0, 1)))
    h = s * 0.2 * np.sqrt(np.clip(1 - r**3, 0, 1)) + nuts * s * 0.13 + s * 0.03 * noise((w, w), s * 0.08, rng)
    col = mix((150, 82, 36), (98, 48, 22), noise((w, w), s * 0.2, rng))
    col = mix(
        col, mix((246, 224, 178), (222, 182, 122), noise((w, w), s * 0.1, rng)), step(nuts, 0.25, 0.5) * 0.92
    )
    return solid(mask, h, col, 0.44, 0.5, 20)


def sugar_lump(rng, s):
    """Golla kambu: sticky rice, coconut and palm sugar, with threads of coconut."""
    u, v, _slope, w = plane(s, rng, None, (0.9, 1.0), 1.3)
    r = np.hypot(u, v / 0.86) / wobble(np.arctan2(v, u), rng, 2, 7, 0.04)
    h = s * 0.34 * np.sqrt(np.clip(1 - r**2.3, 0, 1)) + s * 0.06 * (noise((w, w), s * 0.09, rng) - 0.5)
    threads_ = Image.new("L", (w, w), 0)
    pen = ImageDraw.Draw(threads_)
    for _ in range(30):
        a, x, y = rng.uniform(0, 6.3), rng.uniform(0.12, 0.88) * w, rng.uniform(0.12, 0.88) * w
        k = s * rng.uniform(0.06, 0.13)
        pen.line([(x, y), (x + np.cos(a) * k, y + np.sin(a) * k)], fill=255, width=max(2, int(s * 0.022)))
    t = gaussian_filter(as_mask(threads_), 0.8)
    col = mix(mix((140, 82, 42), (92, 48, 24), noise((w, w), s * 0.18, rng)), (226, 196, 150), t * 0.7)
    return solid(r < 1, h + t * s * 0.02, col, 0.42, 0.4, 18)
