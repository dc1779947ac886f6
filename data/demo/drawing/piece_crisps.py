"""Thin fried slices and discs.

Every maker takes (rng, size) and gives an RGBA image; `size` is the length of the piece in pixels."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from scipy.ndimage import gaussian_filter

from .light import as_mask, blank, mix, noise, paint, picture_of, put, relief, step
from .piece_base import grains, plane, solid, wobble

# ---------------------------------------------------------------- chips and discs


def chip(rng, s, color, dark, rim, long=1.0, wide=1.0, bend=0.16, blister=0.5, specks=None, share=0.05,
         uneven=0.05, tilt=(0.55, 1.0), spec=0.10, turn=None, edge=0.12, veins=0.0):  # fmt: skip
    """A thin fried slice: saddle-bent, blistered, browner at the rim."""
    u, v, slope, w = plane(s, rng, turn, tilt, 1.3)
    theta = np.arctan2(v / wide, u / long)
    r = np.hypot(u / long, v / wide) / wobble(theta, rng, 2, 6, uneven)
    mask = r < 1
    n = noise((w, w), max(3, s * 0.10), rng)
    blisters = np.clip(n - 0.62, 0, 1) * 2.4 * blister
    h = (
        s
        * bend
        * (
            rng.uniform(0.5, 1) * u * u * rng.choice([-1, 1])
            + rng.uniform(0.3, 0.9) * v * v * rng.choice([-1, 1])
        )
    )
    h = h + slope + s * 0.04 * blisters + s * 0.010 * (noise((w, w), max(2, s * 0.05), rng))
    h = h + s * 0.035 * (1 - step(r, 1 - edge, 1.0))
    if veins:
        h = h + np.cos(v * 22 + noise((w, w), s * 0.4, rng) * 5) * s * 0.0025 * veins
    browning = np.clip(
        step(r, 1 - edge * 2.4, 1.02) * 0.85 + (noise((w, w), s * 0.3, rng) - 0.45) * 0.7, 0, 1
    )
    col = mix(color, dark, np.clip(noise((w, w), s * 0.22, rng) * 0.75, 0, 1))
    col = mix(col, rim, browning)
    col = mix(col, np.minimum(np.asarray(color, np.float32) * 1.12, 255), np.clip(blisters, 0, 0.55))
    if specks is not None:
        col = mix(col, specks, grains((w, w), rng, max(2.5, s * 0.035), share) * 0.95)
    return solid(mask, h, col, 0.5, spec, 12)


def banana(rng, s):
    """Banana chip: a yellow oval with a paler heart and three seed lines."""
    u, v, slope, w = plane(s, rng, None, (0.5, 1.0), 1.3)
    wide = rng.uniform(0.78, 0.92)
    theta = np.arctan2(v / wide, u)
    r = np.hypot(u, v / wide) / wobble(theta, rng, 2, 5, 0.035)
    lobes = np.abs(np.cos(theta * 1.5 + rng.uniform(0, 6)))
    seeds = np.clip(1 - np.abs(r - 0.26 - 0.10 * lobes) / 0.05, 0, 1) * (noise((w, w), s * 0.05, rng) > 0.45)
    heart = 1 - step(r, 0.30, 0.62)
    bend = rng.choice([-1, 1])
    h = s * 0.19 * bend * (u * u * 0.9 + v * v * rng.uniform(-0.9, 0.5)) + slope
    h += s * 0.03 * (1 - step(r, 0.84, 1)) + s * 0.007 * noise((w, w), s * 0.07, rng) - seeds * s * 0.005
    bubbles = np.clip(noise((w, w), s * 0.09, rng) - 0.68, 0, 1) * 3
    h += bubbles * s * 0.016
    col = mix((253, 208, 92), (244, 176, 58), noise((w, w), s * 0.25, rng))
    col = mix(col, (255, 230, 148), heart * 0.65)
    col = mix(col, (206, 130, 44), seeds * 0.75)
    col = mix(col, (214, 132, 40), step(r, 0.74, 1.0) * 0.8)
    col = mix(col, (176, 92, 26), step(r, 0.92, 1.0) * 0.6)
    return solid(r < 1, h, col, 0.56, 0.16, 12, box=0.06)


def banana_hot(rng, s):
    image = banana(rng, s)
    w = image.width
    rgb = np.asarray(image, np.float32)
    coat = np.clip(noise((w, w), s * 0.16, rng) * 1.5 - 0.45, 0, 1)
    rgb[..., :3] = mix(rgb[..., :3], rgb[..., :3] * np.array([0.98, 0.62, 0.42]), coat * 0.8)
    rgb[..., :3] = mix(rgb[..., :3], (150, 22, 14), grains((w, w), rng, max(2.5, s * 0.03), 0.05))
    return Image.fromarray(rgb.astype("uint8"))


def cassava(rng, s):
    return chip(rng, s, (253, 226, 156), (244, 200, 112), (222, 152, 62), 1.0, rng.uniform(0.28, 0.38), 0.17, 0.7,
                uneven=0.02, spec=0.16, veins=1.0, edge=0.06)  # fmt: skip


def cassava_hot(rng, s):
    return chip(rng, s, (228, 96, 44), (196, 56, 28), (150, 34, 20), 1.0, rng.uniform(0.28, 0.38), 0.17, 0.6,
                specks=(120, 14, 10), share=0.08, uneven=0.03, spec=0.30, veins=0.8, edge=0.08)  # fmt: skip


def sago_chip(rng, s):
    """A strip of sago, sandy and grainy, with square ends."""
    u, v, slope, w = plane(s, rng, None, (0.6, 1.0), 1.3)
    wide = rng.uniform(0.34, 0.42)
    r = ((np.abs(u) ** 5) + (np.abs(v) / wide) ** 5) ** 0.2 / (
        1 + 0.05 * (noise((w, w), s * 0.12, rng) - 0.5)
    )
    h = (
        s * 0.10 * np.sin(u * 3 + rng.uniform(0, 6)) * 0.5
        + slope
        + s * 0.02 * noise((w, w), max(2, s * 0.03), rng)
    )
    h += s * 0.05 * (1 - step(r, 0.86, 1.0))
    col = mix((238, 212, 168), (214, 170, 112), noise((w, w), s * 0.12, rng))
    col = mix(
        col,
        (176, 118, 66),
        np.clip(step(r, 0.78, 1.0) * 0.8 + grains((w, w), rng, max(2, s * 0.03), 0.10) * 0.5, 0, 1),
    )
    return solid(r < 1, h, col, 0.5, 0.06)


def fish_strip(rng, s):
    """Salted fish in flour and chili, fried: a curved strip with the grain of the flesh."""
    u, v, slope, w = plane(s, rng, None, (0.7, 1.0), 1.3)
    bow = rng.uniform(-0.28, 0.28)
    v2 = v + bow * (u * u - 0.4)
    wide = rng.uniform(0.24, 0.34) * (1 + 0.35 * u * rng.choice([-1, 1]))
    r = np.maximum(np.abs(u), np.abs(v2) / wide) + 0.16 * (noise((w, w), s * 0.07, rng) - 0.5)
    t = np.clip(1 - (np.abs(v2) / wide) ** 2, 0, 1)
    h = s * 0.07 * np.sqrt(t) + slope + s * 0.022 * noise((w, w), max(2, s * 0.06), rng)
    h += s * 0.004 * np.cos(u * 30 + v2 * 14)
    col = mix((232, 150, 74), (206, 92, 40), noise((w, w), s * 0.13, rng))
    col = mix(col, (250, 206, 130), np.clip(noise((w, w), s * 0.08, rng) * 1.6 - 1.0, 0, 1))
    col = mix(col, (156, 24, 14), grains((w, w), rng, max(2.5, s * 0.028), 0.09))
    return solid(r < 1, h, col, 0.46, 0.2, 14)


def clam(rng, s):
    """A fried clam: a fan with ribs under a rough crust."""
    u, v, slope, w = plane(s, rng, None, (0.7, 1.0), 1.3)
    theta = np.arctan2(v, u + 0.55)
    reach = np.hypot(u + 0.55, v)
    edge = 1.32 - 0.42 * theta**2
    r = reach / np.maximum(edge, 0.2) + 0.05 * np.cos(theta * 18) * step(reach, 0.6, 1.2)
    mask = (r < 1) & (np.abs(theta) < 1.15)
    ribs = np.cos(theta * 19) * step(reach, 0.25, 0.9)
    h = (
        s * 0.16 * np.sqrt(np.clip(1 - r * r, 0, 1))
        + s * 0.012 * ribs
        + slope
        + s * 0.025 * noise((w, w), max(2, s * 0.07), rng)
    )
    col = mix(
        (240, 188, 104), (206, 128, 52), np.clip(noise((w, w), s * 0.14, rng) + 0.25 * (ribs < -0.3), 0, 1)
    )
    col = mix(col, (168, 84, 34), step(r, 0.72, 1.0) * 0.7)
    return solid(mask, h, col, 0.48, 0.14)


def lacy_disc(rng, s, studs, color=(246, 204, 112), dark=(214, 150, 58), rim=(188, 112, 40)):
    """Rempeyek: a thin bubbled batter disc; `studs` draws what is fried into it."""
    u, v, slope, w = plane(s, rng, None, (0.7, 1.0), 1.24)
    theta = np.arctan2(v, u)
    r = np.hypot(u, v) / wobble(theta, rng, 3, 14, 0.018)
    n = noise((w, w), max(3, s * 0.045), rng)
    fine = noise((w, w), max(2, s * 0.02), rng)
    bubble = np.clip(n - 0.5, 0, 1) * 2
    h = (
        s * 0.014 * bubble
        + s * 0.004 * fine
        + slope * 0.7
        + s * 0.05 * (noise((w, w), s * 0.4, rng))
        + s * 0.025 * (1 - step(r, 0.9, 1))
    )
    col = mix(color, dark, np.clip(1.3 * noise((w, w), s * 0.18, rng) - 0.2 + 0.3 * (fine - 0.5), 0, 1))
    col = mix(col, (255, 232, 168), np.clip(bubble - 0.2, 0, 0.5))
    col = mix(col, rim, step(r, 0.80, 1.0) * 0.9)
    col = mix(col, (132, 66, 20), step(r, 0.93, 1.0) * 0.5)
    base = solid(r < 1, h, col, 0.5, 0.16, 16)
    for _ in range(int(rng.integers(9, 14))):
        a, d = rng.uniform(0, 6.3), np.sqrt(rng.uniform(0, 1)) * 0.66
        image, reach = studs(rng, s), s / 2 * d
        x, y = w / 2 + np.cos(a) * reach, w / 2 + np.sin(a) * reach
        dark_spot = Image.new("L", base.size, 0)
        dark_spot.paste(
            image.getchannel("A"),
            (int(x - image.width / 2 + s * 0.008), int(y - image.height / 2 + s * 0.014)),
        )
        veil = blank(base.size, (120, 66, 22, 255))
        veil.putalpha(dark_spot.filter(ImageFilter.GaussianBlur(s * 0.012)).point(lambda p: int(p * 0.6)))
        veil.putalpha(
            Image.fromarray(
                (as_mask(veil.getchannel("A")) * as_mask(base.getchannel("A")) * 255).astype("uint8")
            )
        )
        base.alpha_composite(veil)
        put(base, image, x, y)
    return base


def anchovy(rng, s):
    return fishlet(rng, s * rng.uniform(0.26, 0.34))


def fishlet(rng, s, color=(206, 190, 164), dark=(128, 96, 66)):
    """A dried anchovy: slim, silver, with an eye."""
    u, v, _slope, w = plane(s, rng, None, (0.9, 1.0), 1.3)
    v = v + 0.10 * np.sin(u * 2 + rng.uniform(0, 6))
    wide = 0.13 * np.clip(1 - ((u - 0.1) / 0.9) ** 2, 0, 1) ** 0.6 + 0.10 * np.clip((-u - 0.72) * 3, 0, 1)
    r = np.abs(v) / np.maximum(wide, 1e-3)
    mask = (r < 1) & (np.abs(u) < 0.98)
    h = s * 0.16 * np.sqrt(np.clip(1 - r * r, 0, 1)) * np.maximum(wide * 5, 0.2)
    col = mix(color, dark, np.clip(step(v, -0.02, -0.12) + 0.5 * noise((w, w), s * 0.1, rng), 0, 1))
    col = mix(col, (30, 22, 18), np.hypot(u - 0.72, v + 0.01) < 0.05)
    return solid(mask, h, col, 0.5, 0.4, 16)


def peanut(rng, s, color=(214, 130, 72), dark=(160, 82, 40)):
    """Half a peanut with its thin skin."""
    u, v, slope, w = plane(s, rng, None, (0.85, 1.0), 1.3)
    wide = 0.62 * np.sqrt(np.clip(1 - u * u, 0, 1)) * (1 - 0.10 * np.cos(u * 3.2))
    r = np.where(np.abs(u) < 1, np.abs(v) / np.maximum(wide, 1e-3), 9)
    h = s * 0.32 * np.sqrt(np.clip(1 - r * r, 0, 1)) * np.sqrt(np.clip(1 - u * u * 0.8, 0, 1)) + slope
    lines = np.cos(v * 26 + noise((w, w), s * 0.3, rng) * 4)
    col = mix(color, dark, np.clip(noise((w, w), s * 0.2, rng) * 0.8 + 0.12 * lines, 0, 1))
    return solid(r < 1, h, col, 0.5, 0.3, 18)


def peanut_stud(rng, s):
    return peanut(rng, s * rng.uniform(0.13, 0.17), (226, 158, 92), (176, 100, 52))


def rempeyek_fish(rng, s):
    return lacy_disc(rng, s, anchovy)


def peyek_mix(rng, s):
    return lacy_disc(rng, s, lambda r, k: anchovy(r, k) if r.random() < 0.4 else peanut_stud(r, k))


def rice_disc(rng, s, color, dark, shine=(255, 240, 220), grain=0.115):
    """Rengginang: puffed rice grains stuck together in a disc."""
    w = int(s * 1.25)
    base = blank((w, w))
    count = 150
    order = sorted(
        ((rng.uniform(0, 6.3), np.sqrt(rng.uniform(0, 1))) for _ in range(count)), key=lambda p: -p[1]
    )
    flat, turn = rng.uniform(0.72, 1.0), rng.uniform(0, 6.3)
    grains_ = [
        rice_grain(rng, s * grain * rng.uniform(0.9, 1.25), mix(color, dark, rng.uniform(0, 1)), shine)
        for _ in range(16)
    ]
    ground = Image.new("L", (w, w), 0)
    pen = ImageDraw.Draw(ground)
    for a, d in order:
        x, y = np.cos(a) * d * s * 0.44, np.sin(a) * d * s * 0.44 * flat
        x, y = x * np.cos(turn) - y * np.sin(turn) + w / 2, x * np.sin(turn) + y * np.cos(turn) + w / 2
        pen.ellipse([x - s * 0.05, y - s * 0.05, x + s * 0.05, y + s * 0.05], fill=255)
    under = picture_of(np.ones((w, w, 3)) * np.asarray(dark) * 0.62)
    under.putalpha(ground)
    base.alpha_composite(under)
    for a, d in order:
        x, y = np.cos(a) * d * s * 0.44, np.sin(a) * d * s * 0.44 * flat
        x, y = x * np.cos(turn) - y * np.sin(turn) + w / 2, x * np.sin(turn) + y * np.cos(turn) + w / 2
        put(base, grains_[rng.integers(len(grains_))], x, y)
    yy, xx = np.mgrid[0:w, 0:w].astype(np.float32)
    fall = ((xx - w / 2) * 0.6 + (yy - w / 2) * 0.8) / (s / 2)
    out = np.asarray(base, np.float32)
    out[..., :3] *= (1.08 - 0.34 * np.clip(fall, -0.6, 1) - 0.22 * step(fall, 0.5, 1.0))[..., None]
    return Image.fromarray(np.clip(out, 0, 255).astype("uint8"))


def rice_grain(rng, s, color, shine):
    u, v, _slope, w = plane(s, rng, None, (0.85, 1.0), 1.4)
    r = np.hypot(u, v / 0.52)
    h = s * 0.3 * np.sqrt(np.clip(1 - r * r, 0, 1))
    col = np.ones((w, w, 1), np.float32) * np.asarray(color, np.float32)
    col = mix(col, shine, np.clip(1 - r, 0, 1) * 0.35)
    edge = gaussian_filter((r < 1.22).astype(np.float32), 0.8)
    body = np.asarray(solid(r < 1, h, col, 0.5, 0.25, 12, blur=0.5), np.float32)
    alpha = body[..., 3:] / 255
    rgb = body[..., :3] * alpha + np.asarray(color, np.float32) * 0.42 * (1 - alpha)
    return picture_of(rgb, np.maximum(edge * 0.5, alpha[..., 0]))


def rengginang_dragon(rng, s):
    """Pink from dragon fruit, one half under chocolate."""
    image = rice_disc(rng, s, (236, 104, 150), (198, 58, 112), (255, 206, 224))
    w, a = image.width, rng.uniform(0, 6.3)
    y, x = np.mgrid[0:w, 0:w].astype(np.float32)
    edge = ((x - w / 2) * np.cos(a) + (y - w / 2) * np.sin(a)) / s + 0.05 * np.sin(((x - y) / s) * 9 + a)
    dipped = step(edge + 0.05 * (noise((w, w), s * 0.12, rng) - 0.5), -0.01, 0.02)
    alpha = as_mask(image.getchannel("A"))
    grainy = np.asarray(image.convert("L"), np.float32)
    h = gaussian_filter(grainy * 0.10, s * 0.018) + 0.06 * s * (1 - edge**2 * 3)
    diffuse, gloss = relief(h, 0.9)
    coat = paint(
        mix((104, 58, 36), (72, 36, 22), noise((w, w), s * 0.2, rng)), diffuse, gloss, 0.42, 0.45, 18
    )
    body = gaussian_filter((gaussian_filter(alpha, s * 0.02) > 0.42).astype(np.float32), 0.8)
    rgb = mix(np.asarray(image.convert("RGB"), np.float32), coat, dipped)
    return picture_of(rgb, np.where(dipped > 0.5, body, alpha))


def kemplang(rng, s):
    """Fish cracker grilled on coals: white, round, blistered, with scorched spots."""
    u, v, slope, w = plane(s, rng, None, (0.8, 1.0), 1.24)
    theta = np.arctan2(v, u)
    r = np.hypot(u, v) / wobble(theta, rng, 2, 9, 0.012)
    n = noise((w, w), s * 0.085, rng)
    h = s * 0.03 * np.clip(n - 0.35, 0, 1) * 1.6 + s * 0.006 * noise((w, w), s * 0.035, rng) + slope * 0.8
    h += s * 0.05 * np.cos(r * 2.4) + s * 0.03 * (1 - step(r, 0.92, 1))
    col = mix((243, 232, 210), (228, 206, 168), noise((w, w), s * 0.2, rng))
    col = mix(col, (206, 158, 102), step(r, 0.90, 1.0) * 0.55)
    scorch = np.clip(noise((w, w), s * 0.13, rng) * 1.9 - 1.15, 0, 1) * np.clip(n * 1.4 - 0.3, 0, 1)
    col = mix(col, (176, 112, 58), scorch * 0.85)
    return solid(r < 1, h, col, 0.52, 0.08)


def emping(rng, s):
    """Melinjo pounded flat: an uneven translucent disc with a ragged rim."""
    u, v, slope, w = plane(s, rng, None, (0.6, 1.0), 1.3)
    theta = np.arctan2(v, u)
    r = np.hypot(u, v / rng.uniform(0.84, 0.97)) / wobble(theta, rng, 2, 18, 0.011)
    rays = np.cos(theta * 17 + noise((w, w), s * 0.3, rng) * 6) * step(r, 0.3, 1.0)
    h = s * 0.16 * (u * u * rng.choice([-1, 1]) * 0.8 + v * v * rng.choice([-1, 1]) * 0.6) + slope
    h += s * 0.0015 * rays + s * 0.010 * np.clip(noise((w, w), s * 0.1, rng) - 0.45, 0, 1) * 2
    col = mix((252, 226, 156), (240, 198, 106), noise((w, w), s * 0.24, rng))
    col = mix(col, (255, 246, 206), np.clip(1 - r * 2.2, 0, 1) * 0.8)
    col = mix(col, (206, 154, 76), np.clip(step(r, 0.82, 1.02) * 0.75, 0, 1))
    return solid(r < 1, h, col, 0.54, 0.2, 16)
