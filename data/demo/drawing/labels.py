"""What is printed on packs: words, bands, grounds, windows.

Nothing is printed that is not true of the goods."""

from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw

from .light import CREAM, S, arc, as_mask, mask_of, spline


@dataclass
class Words:
    name: list
    kind: str = ""
    place: str = ""
    net: str = ""
    extra: str = field(default="")

    @property
    def line(self):
        return " ".join(self.name)


# ---------------------------------------------------------------- bands and grounds


def diamonds(art, x0, x1, y, size, colors):
    """A row of woven diamonds, one in the other."""
    n = max(1, int((x1 - x0) / (size * 2)))
    gap = (x1 - x0) / n
    for i in range(n):
        cx = x0 + gap * (i + 0.5)
        for _j, (share, color) in enumerate(zip((1, 0.66, 0.32), colors, strict=False)):
            art.polygon(
                [
                    (cx - gap / 2 * share, y),
                    (cx, y - size * share),
                    (cx + gap / 2 * share, y),
                    (cx, y + size * share),
                ],
                color,
            )


def teeth(art, x0, x1, y, size, color, up=True):
    n = max(1, int((x1 - x0) / size))
    gap = (x1 - x0) / n
    for i in range(n):
        art.polygon(
            [
                (x0 + gap * i, y),
                (x0 + gap * (i + 0.5), y - size * (1 if up else -1)),
                (x0 + gap * (i + 1), y),
            ],
            color,
        )


def beads(art, x0, x1, y, color, r=7, gap=29.8):
    n = int((x1 - x0) / gap)
    for i in range(n + 1):
        art.ellipse(x0 + (x1 - x0) * i / n, y, r, fill=color)


def frame_of_beads(art, box, color, gap=26, r=5):
    x0, y0, x1, y1 = box
    beads(art, x0, x1, y0, color, r, gap)
    beads(art, x0, x1, y1, color, r, gap)
    n = int((y1 - y0) / gap)
    for i in range(1, n):
        for px in (x0, x1):
            art.ellipse(px, y0 + (y1 - y0) * i / n, r, fill=color)


def stripes(art, box, color, step_=60, wide=22, lean=0.0):
    x0, y0, x1, y1 = box
    run = (y1 - y0) * lean
    for x in np.arange(x0 - abs(run), x1 + abs(run), step_):
        art.polygon([(x, y0), (x + wide, y0), (x + wide + run, y1), (x + run, y1)], color)


def lattice(art, box, color, size=54, width=3):
    x0, y0, x1, y1 = box
    for s in np.arange(x0 - (y1 - y0), x1, size):
        art.line([(s, y0), (s + (y1 - y0), y1)], color, width)
        art.line([(s, y1), (s + (y1 - y0), y0)], color, width)


def dots(art, box, color, gap=46, r=7):
    x0, y0, x1, y1 = box
    for j, y in enumerate(np.arange(y0, y1, gap * 0.86)):
        for x in np.arange(x0 + (j % 2) * gap / 2, x1, gap):
            art.ellipse(x, y, r, fill=color)


def rays(art, cx, cy, reach, color, n=28):
    for i in range(n):
        a = 2 * np.pi * i / n
        b = a + np.pi / n
        art.polygon(
            [
                (cx, cy),
                (cx + np.cos(a) * reach, cy + np.sin(a) * reach),
                (cx + np.cos(b) * reach, cy + np.sin(b) * reach),
            ],
            color,
        )


def scales(art, box, color, r=44, width=3):
    x0, y0, x1, y1 = box
    for j, y in enumerate(np.arange(y0, y1 + r, r * 0.6)):
        for x in np.arange(x0 + (j % 2) * r, x1 + r, r * 2):
            art.line(arc(x, y, r, r, np.pi, 2 * np.pi, 20), color, width)


# ---------------------------------------------------------------- windows


def window_points(kind, box):
    x0, y0, x1, y1 = box
    cx, cy, w, h = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2
    if kind == "pil":
        r = min(w, h)
        return np.vstack(
            [arc(x1 - r, cy, r, h, -np.pi / 2, np.pi / 2), arc(x0 + r, cy, r, h, np.pi / 2, 3 * np.pi / 2)]
        )
    if kind == "bulat":
        return arc(cx, cy, w, h, 0, 2 * np.pi, 120)
    if kind == "gapura":
        r = min(40, h * 0.2)
        return np.vstack(
            [
                arc(cx, y0 + w, w, w, np.pi, 2 * np.pi),
                [(x1, y1 - r)],
                arc(x1 - r, y1 - r, r, r, 0, np.pi / 2, 12),
                arc(x0 + r, y1 - r, r, r, np.pi / 2, np.pi, 12),
            ]
        )
    if kind == "kotak":
        r = 26
        return np.vstack(
            [
                arc(x1 - r, y0 + r, r, r, -np.pi / 2, 0, 12),
                arc(x1 - r, y1 - r, r, r, 0, np.pi / 2, 12),
                arc(x0 + r, y1 - r, r, r, np.pi / 2, np.pi, 12),
                arc(x0 + r, y0 + r, r, r, np.pi, 1.5 * np.pi, 12),
            ]
        )
    if kind == "segienam":
        return np.array([(cx + w * np.cos(a), cy + h * np.sin(a)) for a in np.arange(6) * np.pi / 3])
    if kind == "wajik":
        return np.array([(cx, y0), (x1, cy), (cx, y1), (x0, cy)])
    if kind == "tetes":
        return spline(
            [
                (cx, y0),
                (cx + w * 0.34, y0 + h * 0.55),
                (x1, cy + h * 0.3),
                (cx + w * 0.66, y1 - h * 0.1),
                (cx, y1),
                (cx - w * 0.66, y1 - h * 0.1),
                (x0, cy + h * 0.3),
                (cx - w * 0.34, y0 + h * 0.55),
            ],
            16,
            True,
        )
    if kind == "daun":
        t = np.linspace(0, 1, 60)
        k = np.sin(np.pi * t) ** 0.8
        return np.vstack(
            [
                np.stack([x0 + (x1 - x0) * t, cy - h * k], 1),
                np.stack([x0 + (x1 - x0) * t, cy + h * k], 1)[::-1],
            ]
        )
    if kind == "kerang":
        pts = []
        for i in range(9):
            a = np.pi + (i + 0.5) * np.pi / 9
            for b in np.linspace(-0.165, 0.165, 10):
                pts.append(
                    (
                        cx + np.cos(a + b) * w * (0.95 + 0.05 * np.cos(b * 9.5)),
                        y1 - h * 0.5 + np.sin(a + b) * (y1 - h * 0.5 - y0) * (0.94 + 0.06 * np.cos(b * 9.5)),
                    )
                )
        return np.array([*pts, (cx + w * 0.26, y1), (cx - w * 0.26, y1)])
    if kind == "ombak":
        t = np.linspace(0, 1, 80)
        top = np.stack([x0 + (x1 - x0) * t, y0 + 26 * np.sin(t * 2 * np.pi * 2)], 1)
        return np.vstack([top, [(x1, y1), (x0, y1)]])
    if kind == "bunga":
        t = np.linspace(0, 2 * np.pi, 240)
        r = 0.84 + 0.16 * np.abs(np.cos(t * 4)) ** 0.7
        return np.stack([cx + w * r * np.cos(t), cy + h * r * np.sin(t)], 1)
    raise ValueError(kind)


def window_mask(points):
    big = Image.new("L", (S * 2, S * 2), 0)
    ImageDraw.Draw(big).polygon([(x * 2, y * 2) for x, y in points], fill=255)
    return big.resize((S, S), Image.LANCZOS)


def cut_window(art, kind, box, line=None, width=7):
    points = window_points(kind, box)
    if line is not None:
        closed = np.vstack([points, points[:2]])
        art.line(closed, line, width * 2)
    return window_mask(points)


def join(*masks):
    out = as_mask(masks[0])
    for m in masks[1:]:
        out = np.maximum(out, as_mask(m))
    return mask_of(out)


# ---------------------------------------------------------------- lines of words


def stack(art, x, y, lines, size, weight, fill, anchor="mm", leading=1.02, fit=None, **more):
    """Lines of one size (the size the widest allows); gives the y below them."""
    while (
        fit
        and size > 20
        and max(art.measure(w, size, weight, more.get("tracking", 0), more.get("squeeze", 1)) for w in lines)
        > fit
    ):
        size -= 1
    for i, words in enumerate(lines):
        art.text(x, y + i * size * leading, words, size, weight, fill, anchor, **more)
    return y + len(lines) * size * leading


def foot(art, x, y, words, size=34, fill=CREAM, anchor="mm", fit=560):
    """The net weight, if it is known."""
    if words:
        art.text(x, y, words, size, 700, fill, anchor, fit=fit)
