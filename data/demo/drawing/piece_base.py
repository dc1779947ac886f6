"""How one piece is made and lit, and how many are heaped."""

import numpy as np
from scipy.ndimage import gaussian_filter

from .light import blank, drop_in, noise, picture_of, relief, softbox


def plane(size, rng, turn=None, tilt=(0.72, 1.0), pad=1.22):
    """Coordinates u, v (±1 at the piece's ends) of a piece lying turned and tilted; and its slope."""
    w = int(size * pad) // 2 * 2 + 4
    yy, xx = np.mgrid[0:w, 0:w].astype(np.float32)
    dx, dy = (xx - w / 2 + 0.5) / (size / 2), (yy - w / 2 + 0.5) / (size / 2)
    turn = rng.uniform(0, 2 * np.pi) if turn is None else turn
    lean, squash = rng.uniform(0, 2 * np.pi), rng.uniform(*tilt)
    cl, sl = np.cos(lean), np.sin(lean)
    a, b = (dx * cl + dy * sl) / squash, -dx * sl + dy * cl
    dx2, dy2 = a * cl - b * sl, a * sl + b * cl
    u, v = dx2 * np.cos(turn) + dy2 * np.sin(turn), -dx2 * np.sin(turn) + dy2 * np.cos(turn)
    slope = (dx * cl + dy * sl) * np.sqrt(max(0, 1 - squash * squash)) * rng.choice([-1, 1]) * 0.42
    return u, v, slope * size / 2, w


def wobble(theta, rng, low=2, high=6, amount=0.05):
    """An uneven outline: 1 ± a little, by direction."""
    return 1 + sum(
        rng.uniform(0.2, 1) * amount * np.sin(k * theta + rng.uniform(0, 6.3)) for k in range(low, high)
    )


def solid(mask, height, color, ambient=0.55, spec=0.12, shine=14, box=0.0, strength=0.9, blur=0.8):
    """Height and colour made a lit, soft-edged piece."""
    h = gaussian_filter(height, blur)
    diffuse, gloss = relief(h, strength)
    light = (ambient + (1 - ambient) * diffuse)[..., None] ** np.array([0.80, 1.0, 1.26])  # warm shadows
    rgb = np.asarray(color, np.float32) * light + (255 * spec * gloss**shine)[..., None]
    if box:
        rgb = rgb + (softbox(h, strength * 0.8) * 255 * box)[..., None]
    return picture_of(rgb, gaussian_filter(mask.astype(np.float32), 0.7))


def grains(shape, rng, cell, share, soft=0.9):
    """Scattered specks (0..1): `share` of the cells hold one."""
    n = noise(shape, cell, rng)
    return gaussian_filter((n > np.quantile(n, 1 - share)).astype(np.float32), soft)


def bank(maker, size, rng, n=12, vary=0.16):
    return [maker(rng, size * rng.uniform(1 - vary, 1 + vary)) for _ in range(n)]


def heap(width, height, sprites, rng, gap, ground=(70, 44, 28), layers=2, dark=0.55):
    """A box full of pieces: laid row on row, each with its shadow on those below."""
    base = blank((int(width), int(height)), (*ground, 255))
    for layer in range(layers):
        for gy in np.arange(-gap * 0.4, height + gap, gap * 0.86):
            row = round(gy / gap)
            for gx in np.arange(-gap * 0.4 + (row % 2) * gap * 0.5, width + gap, gap):
                image = sprites[rng.integers(len(sprites))]
                x, y = gx + rng.normal(0, gap * 0.16), gy + rng.normal(0, gap * 0.16)
                drop_in(base, image, x, y, max(3, gap * 0.10), gap * 0.06, gap * 0.12, dark)
        if layer < layers - 1:
            base.alpha_composite(blank(base.size, (*ground, 90)))
    return base
