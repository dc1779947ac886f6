"""Small flat motifs printed on packs: (art, x, y, k, colours), k = about half their size."""

import numpy as np

from .light import arc, blend, moved, spline, tone

WHITE = (255, 250, 240)

# ---------------------------------------------------------------- motifs: (art, x, y, k, colours), k = about half its size


def crescent(art, cx, cy, r, thick, start, end, fill):
    t = np.linspace(0, 1, 40)
    a = start + (end - start) * t
    wide = thick * np.sin(np.pi * (t * 0.9 + 0.05)) ** 0.55
    outer = np.stack([cx + (r + wide) * np.cos(a), cy + (r + wide) * np.sin(a)], 1)
    inner = np.stack([cx + (r - wide) * np.cos(a), cy + (r - wide) * np.sin(a)], 1)
    art.polygon(np.vstack([outer, inner[::-1]]), fill)
    return np.stack([cx + r * np.cos(a), cy + r * np.sin(a)], 1)


def m_banana(art, x, y, k, main, dark, pale):
    root = np.array([x + 0.42 * k, y - 0.74 * k])
    for i, (sweep, far) in enumerate(((1.05, 1.5), (0.62, 1.62), (0.16, 1.6))):
        ends = spline([root, root + k * np.array([0.16 - 0.5 * sweep * 0.4, 0.62]), root + k * np.array([-0.2 - 0.62 * sweep, far * 0.72 - sweep * 0.1]),
                       root + k * np.array([-0.66 - 0.62 * sweep, far * 0.84 - sweep * 0.42])], 14)  # fmt: skip
        d = np.gradient(ends, axis=0)
        d /= np.hypot(*d.T)[:, None]
        out, t = np.stack([-d[:, 1], d[:, 0]], 1), np.linspace(0, 1, len(ends))
        wide = k * 0.21 * np.sin(np.pi * (t * 0.93 + 0.05)) ** 0.6
        art.polygon(
            np.vstack([ends + out * wide[:, None], (ends - out * wide[:, None])[::-1]]),
            blend(main, dark, (0.22, 0.0, 0.12)[i]),
        )
        art.line((ends + out * wide[:, None] * 0.25)[6:-6], blend(main, dark, 0.42), k * 0.03)
        art.ellipse(*ends[-2], k * 0.035, fill=dark)
    art.stroke([moved(root, -0.02 * k, 0.1 * k), moved(root, 0.08 * k, -0.22 * k)], dark, k * 0.2)


def m_chili(art, x, y, k, main, dark, pale, turn=0.5):
    pts = spline([(0, 0), (0.55, 0.22), (1.15, 0.26), (1.75, -0.04)], 20)
    n = len(pts)
    t = np.linspace(0, 1, n)
    wide = 0.24 * np.clip(np.minimum(t * 9, 1), 0, 1) ** 0.5 * (1 - t) ** 0.55
    c, s = np.cos(turn), np.sin(turn)

    def place(p):
        p = (np.asarray(p) - [0.85, 0.1]) * k
        return np.stack([x + p[..., 0] * c - p[..., 1] * s, y + p[..., 0] * s + p[..., 1] * c], -1)

    d = np.gradient(pts, axis=0)
    d /= np.hypot(*d.T)[:, None]
    out = np.stack([-d[:, 1], d[:, 0]], 1)
    art.polygon(place(np.vstack([pts + out * wide[:, None], (pts - out * wide[:, None])[::-1]])), main)
    art.line(place((pts - out * wide[:, None] * 0.4)[5:-12]), pale, k * 0.045)
    art.polygon(place([(-0.06, -0.2), (0.14, -0.22), (0.1, 0.0), (0.16, 0.24), (-0.06, 0.2)]), dark)
    art.stroke(place([(-0.02, 0), (-0.22, -0.02), (-0.4, -0.16)]), dark, k * 0.11)


def m_cassava(art, x, y, k, main, dark, pale):
    body = spline(
        [
            (-1.2, 0.42),
            (-0.6, 0.06),
            (0.1, -0.14),
            (0.74, -0.46),
            (0.98, -0.2),
            (0.6, 0.12),
            (0.0, 0.42),
            (-0.7, 0.56),
        ],
        14,
        True,
    )
    art.polygon(body * k + [x, y], main)
    for t in (-0.7, -0.35, 0.0, 0.32):
        art.line(
            np.array([(t - 0.05, 0.36 - t * 0.3), (t + 0.08, 0.22 - t * 0.3), (t + 0.1, 0.06 - t * 0.28)]) * k
            + [x, y],
            dark,
            k * 0.04,
        )
    art.ellipse(x + k * 0.84, y - k * 0.33, k * 0.22, k * 0.17, fill=pale)
    art.ellipse(x + k * 0.84, y - k * 0.33, k * 0.06, k * 0.045, fill=dark)


def m_fish(art, x, y, k, main, dark, pale):
    t = np.linspace(0, 2 * np.pi, 80)
    art.polygon(
        np.stack([x - 0.1 * k + np.cos(t) * k * 0.95, y + np.sin(t) * k * 0.40 * (1 - 0.25 * np.cos(t))], 1),
        main,
    )
    art.polygon(
        spline(
            [(x + k * 0.7, y), (x + k * 1.3, y - k * 0.42), (x + k * 1.12, y), (x + k * 1.3, y + k * 0.42)],
            10,
            True,
        ),
        main,
    )
    art.polygon([(x - 0.2 * k, y - 0.42 * k), (x + 0.3 * k, y - 0.66 * k), (x + 0.42 * k, y - 0.3 * k)], main)
    for i in range(4):
        art.line(arc(x - k * 0.36 + i * k * 0.26, y, k * 0.15, k * 0.22, -1.2, 1.2, 16), dark, k * 0.04)
    art.ellipse(x - k * 0.72, y - k * 0.08, k * 0.07, fill=dark)


def m_shell(art, x, y, k, main, dark, pale):
    n = 9
    edge = []
    for i in range(n):
        a = np.pi + (i + 0.5) * np.pi / n
        for b in np.linspace(-0.16, 0.16, 8):
            edge.append(
                (
                    x + np.cos(a + b) * k * (1.0 + 0.05 * np.cos(b * 10)),
                    y + np.sin(a + b) * k * (0.96 + 0.06 * np.cos(b * 10)),
                )
            )
    art.polygon(
        [
            *edge,
            (x + k * 0.95, y + k * 0.2),
            (x + k * 0.2, y + k * 0.62),
            (x - k * 0.2, y + k * 0.62),
            (x - k * 0.95, y + k * 0.2),
        ],
        main,
    )
    for i in range(1, n):
        a = np.pi + i * np.pi / n
        art.line(
            [(x + np.cos(a) * k * 0.12, y + k * 0.5), (x + np.cos(a) * k * 0.93, y + np.sin(a) * k * 0.86)],
            dark,
            k * 0.035,
        )


def m_cashew(art, x, y, k, main, dark, pale):
    art.polygon(
        spline(
            [
                (x - 0.5 * k, y - k),
                (x, y - 1.14 * k),
                (x + 0.5 * k, y - k),
                (x + 0.42 * k, y - 0.2 * k),
                (x, y + 0.02 * k),
                (x - 0.42 * k, y - 0.2 * k),
            ],
            14,
            True,
        ),
        dark,
    )
    art.line(arc(x - 0.08 * k, y - 0.56 * k, 0.28 * k, 0.38 * k, 2.6, 4.2, 20), pale, k * 0.05)
    crescent(art, x, y - 0.22 * k, k * 0.56, k * 0.25, 0.1, 2.9, main)


def m_peanut(art, x, y, k, main, dark, pale):
    pts = spline(
        [
            (-1.0, 0.1),
            (-0.72, -0.42),
            (-0.2, -0.26),
            (0.3, -0.46),
            (0.86, -0.36),
            (1.0, 0.12),
            (0.62, 0.42),
            (0.06, 0.26),
            (-0.5, 0.46),
        ],
        14,
        True,
    )
    art.polygon(pts * k + [x, y], main)
    for i in range(5):
        for j in range(3):
            art.ellipse(x + (-0.66 + i * 0.33) * k, y + (-0.16 + j * 0.18) * k, k * 0.035, fill=dark)


def leaf_shape(x, y, length, wide, turn, n=30):
    t = np.linspace(0, 1, n)
    w = wide * np.sin(np.pi * t) ** 0.8 * (1 - 0.25 * t)
    pts = np.vstack([np.stack([t * length, w], 1), np.stack([t * length, -w], 1)[::-1]])
    c, s = np.cos(turn), np.sin(turn)
    return np.stack([x + pts[:, 0] * c - pts[:, 1] * s, y + pts[:, 0] * s + pts[:, 1] * c], 1)


def m_sprig(art, x, y, k, main, dark, pale, pairs=5):
    """A feathered leaf, as of moringa."""
    art.stroke([(x, y + k), (x, y - k * 0.8)], dark, k * 0.06)
    for i in range(pairs):
        at = y + k * (0.62 - i * 1.3 / pairs)
        for side in (-1, 1):
            turn = -np.pi / 2 + side * (0.95 - i * 0.05)
            art.polygon(
                leaf_shape(x, at, k * (0.62 - i * 0.04), k * 0.15, turn),
                main if (i + (side > 0)) % 2 else blend(main, pale, 0.3),
            )
    art.polygon(leaf_shape(x, y - k * 0.66, k * 0.5, k * 0.14, -np.pi / 2), main)


def m_coffee(art, x, y, k, main, dark, pale):
    for turn in (-0.5, -2.64):
        art.polygon(leaf_shape(x, y + 0.1 * k, k * 1.15, k * 0.3, turn), dark)
        art.line([(x, y + 0.1 * k), (x + np.cos(turn) * k, y + 0.1 * k + np.sin(turn) * k)], pale, k * 0.035)
    for dx, dy in ((-0.3, 0.36), (0.3, 0.36), (0, 0.72)):
        art.ellipse(x + dx * k, y + dy * k, k * 0.26, fill=main)
        art.line(
            arc(x + dx * k - 0.03 * k, y + dy * k - 0.03 * k, k * 0.14, k * 0.14, 3.2, 4.7, 12),
            pale,
            k * 0.045,
        )


def m_bean(art, x, y, k, main, dark, pale):
    t = np.linspace(0, 2 * np.pi, 60)
    px, py = np.cos(t) * k, np.sin(t) * k * 0.68
    c, s = np.cos(-0.6), np.sin(-0.6)
    art.polygon(np.stack([x + px * c - py * s, y + px * s + py * c], 1), main)
    u = np.linspace(-0.86, 0.86, 30)
    v = 0.16 * np.sin(u * 3.4)
    art.line(np.stack([x + (u * c - v * s) * k, y + (u * s + v * c) * k], 1), dark, k * 0.13)


def m_pineapple(art, x, y, k, main, dark, pale):
    for i, turn in enumerate((-2.3, -0.85, -2.0, -1.15, -1.57)):
        art.polygon(
            leaf_shape(x, y - 0.36 * k, k * (0.7 + 0.09 * i), k * 0.13, turn),
            dark if i % 2 else tone(dark, 1.25),
        )
    art.ellipse(x, y + 0.28 * k, k * 0.52, k * 0.72, fill=main)
    for i in range(-3, 4):
        for side in (-1, 1):
            pts = []
            for t in np.linspace(-1, 1, 40):
                px, py = i * 0.24 + side * t * 0.52, t * 0.72
                if (px / 0.50) ** 2 + (py / 0.70) ** 2 < 1:
                    pts.append((x + px * k, y + 0.28 * k + py * k))
            if len(pts) > 2:
                art.line(pts, blend(main, dark, 0.45) if sum(main) > 300 else pale, k * 0.03)


def m_shallot(art, x, y, k, main, dark, pale):
    for dx, s in ((-0.42, 0.86), (0.4, 1.0)):
        cx, cy, q = x + dx * k, y + 0.24 * k, k * s
        art.polygon(spline([(cx, cy - 0.95 * q), (cx + 0.14 * q, cy - 0.5 * q), (cx + 0.5 * q, cy - 0.04 * q), (cx + 0.34 * q, cy + 0.42 * q), (cx, cy + 0.5 * q),
                            (cx - 0.34 * q, cy + 0.42 * q), (cx - 0.5 * q, cy - 0.04 * q), (cx - 0.14 * q, cy - 0.5 * q)], 12, True), main)  # fmt: skip
        for b in (-0.24, 0.0, 0.24):
            art.line(
                spline(
                    [
                        (cx, cy - 0.6 * q),
                        (cx + b * 1.5 * q, cy - 0.05 * q),
                        (cx + b * 0.6 * q, cy + 0.42 * q),
                    ],
                    10,
                ),
                pale if b else dark,
                q * 0.035,
            )


def m_ear(art, x, y, k, main, dark, pale):
    """A head of sorghum."""
    art.stroke(
        spline([(x - 0.1 * k, y + 1.1 * k), (x + 0.02 * k, y + 0.4 * k), (x, y - 0.4 * k)], 14),
        dark,
        k * 0.07,
    )
    art.polygon(leaf_shape(x, y + 0.9 * k, k * 1.0, k * 0.12, -0.6), dark)
    rng = np.random.default_rng(5)
    for _ in range(90):
        a, d = rng.uniform(0, 6.3), np.sqrt(rng.uniform(0, 1))
        art.ellipse(
            x + np.cos(a) * d * 0.36 * k,
            y - 0.36 * k + np.sin(a) * d * 0.72 * k,
            k * 0.075,
            fill=(main, blend(main, pale, 0.5), tone(main, 0.85))[rng.integers(3)],
        )


def m_durian(art, x, y, k, main, dark, pale):
    n = 22
    pts = []
    for i in range(n * 2):
        a = i * np.pi / n
        r = k * (1.0 if i % 2 == 0 else 0.84)
        pts.append((x + np.cos(a) * r * 0.9, y + np.sin(a) * r))
    art.polygon(pts, main)
    for ring, m in ((0.62, 14), (0.34, 8)):
        for i in range(m):
            a = 2 * np.pi * i / m + ring
            px, py = x + np.cos(a) * k * ring * 0.9, y + np.sin(a) * k * ring
            art.polygon(
                [(px - 0.09 * k, py + 0.08 * k), (px, py - 0.11 * k), (px + 0.09 * k, py + 0.08 * k)], dark
            )
    art.stroke([(x, y - 0.9 * k), (x + 0.05 * k, y - 1.25 * k)], dark, k * 0.14)


def m_tomato(art, x, y, k, main, dark, pale):
    art.ellipse(x, y + 0.1 * k, k * 0.92, k * 0.8, fill=main)
    art.line(arc(x, y + 0.1 * k, k * 0.7, k * 0.58, 3.4, 4.5, 20), pale, k * 0.07)
    for i in range(5):
        art.polygon(leaf_shape(x, y - 0.58 * k, k * 0.5, k * 0.1, i * 2 * np.pi / 5 + 0.3), dark)
    art.stroke([(x, y - 0.58 * k), (x + 0.08 * k, y - 0.9 * k)], dark, k * 0.09)


def m_palm(art, x, y, k, main, dark, pale):
    """A sago palm."""
    art.polygon(
        [
            (x - 0.1 * k, y + k),
            (x - 0.05 * k, y - 0.3 * k),
            (x + 0.05 * k, y - 0.3 * k),
            (x + 0.12 * k, y + k),
        ],
        dark,
    )
    for i in range(5):
        yy = y + k * (0.85 - i * 0.22)
        art.line([(x - 0.1 * k, yy), (x + 0.1 * k, yy - 0.04 * k)], pale, k * 0.03)
    for turn, far in ((-2.9, 0.95), (-2.3, 1.0), (-1.57, 0.9), (-0.85, 1.0), (-0.25, 0.95)):
        tip = np.array(
            [
                x + np.cos(turn) * k * far,
                y - 0.35 * k + np.sin(turn) * k * far * 0.8 + abs(np.cos(turn)) * 0.25 * k,
            ]
        )
        start = np.array([x, y - 0.35 * k])
        mid = (start + tip) / 2 + [0, -0.22 * k]
        for t in np.linspace(0.15, 1, 12):
            p = (1 - t) ** 2 * start + 2 * t * (1 - t) * mid + t * t * tip
            for side in (-1, 1):
                a = (
                    np.arctan2(tip[1] - start[1], tip[0] - start[0])
                    + side * 0.8
                    + 0.5 * np.sign(np.cos(turn)) * (side > 0)
                )
                art.polygon(leaf_shape(p[0], p[1], k * 0.32, k * 0.045, a), main)


def m_mountain(art, x, y, k, main, dark, pale):
    art.ellipse(x + 0.5 * k, y - 0.5 * k, 0.28 * k, fill=pale)
    art.polygon([(x - 1.3 * k, y + 0.6 * k), (x - 0.5 * k, y - 0.6 * k), (x + 0.3 * k, y + 0.6 * k)], dark)
    art.polygon([(x - 0.5 * k, y + 0.6 * k), (x + 0.4 * k, y - 0.3 * k), (x + 1.3 * k, y + 0.6 * k)], main)


def m_waves(art, x, y, k, main, dark, pale, rows=3):
    for r in range(rows):
        t = np.linspace(-1.3, 1.3, 60)
        art.line(
            np.stack([x + t * k, y + (r - rows / 2 + 0.5) * k * 0.34 + np.sin(t * 9 + r * 1.3) * k * 0.1], 1),
            (main, dark, pale)[r % 3],
            k * 0.09,
        )


def m_squid(art, x, y, k, main, dark, pale):
    art.polygon(
        spline(
            [
                (x, y - 1.1 * k),
                (x + 0.62 * k, y - 0.5 * k),
                (x + 0.3 * k, y - 0.42 * k),
                (x + 0.34 * k, y + 0.1 * k),
                (x, y + 0.22 * k),
                (x - 0.34 * k, y + 0.1 * k),
                (x - 0.3 * k, y - 0.42 * k),
                (x - 0.62 * k, y - 0.5 * k),
            ],
            10,
            True,
        ),
        main,
    )
    for i in range(5):
        dx = (i - 2) * 0.15
        art.stroke(
            spline(
                [
                    (x + dx * k, y + 0.1 * k),
                    (x + dx * 1.6 * k, y + 0.5 * k),
                    (x + (dx * 1.2 + 0.1 * (-1) ** i) * k, y + 0.95 * k),
                ],
                10,
            ),
            main,
            k * 0.1,
        )
    for side in (-1, 1):
        art.ellipse(x + side * 0.15 * k, y + 0.02 * k, k * 0.06, fill=pale)


def m_antlers(art, x, y, k, main, dark, pale):
    for side in (-1, 1):

        def at(px, py, side=side):
            return (x + side * px * k, y + py * k)

        art.stroke(spline([at(0.12, 0.9), at(0.5, 0.4), at(0.62, -0.2), at(0.42, -0.9)], 14), main, k * 0.13)
        art.stroke(spline([at(0.44, 0.5), at(0.8, 0.3), at(0.98, -0.14)], 10), main, k * 0.10)
        art.stroke(spline([at(0.62, 0.0), at(0.9, -0.3), at(0.94, -0.7)], 10), main, k * 0.09)
        art.stroke(spline([at(0.58, -0.4), at(0.34, -0.5), at(0.22, -0.74)], 10), main, k * 0.08)


def m_flower(art, x, y, k, main, dark, pale, petals=6):
    for i in range(petals):
        a = 2 * np.pi * i / petals - np.pi / 2
        art.ellipse(x + np.cos(a) * k * 0.56, y + np.sin(a) * k * 0.56, k * 0.36, fill=main)
    art.ellipse(x, y, k * 0.4, fill=main)
    art.ellipse(x, y, k * 0.24, fill=pale)


def m_dragonfruit(art, x, y, k, main, dark, pale):
    for i in range(9):
        a = 2 * np.pi * i / 9 - 1.4
        art.polygon(
            leaf_shape(x + np.cos(a) * k * 0.56, y + np.sin(a) * k * 0.66, k * 0.5, k * 0.14, a + 0.25),
            dark if i % 2 else main,
        )
    art.ellipse(x, y, k * 0.72, k * 0.84, fill=main)
    art.ellipse(x, y, k * 0.56, k * 0.68, fill=pale)
    rng = np.random.default_rng(3)
    for _ in range(46):
        a, d = rng.uniform(0, 6.3), np.sqrt(rng.uniform(0, 1))
        art.ellipse(x + np.cos(a) * d * k * 0.48, y + np.sin(a) * d * k * 0.6, k * 0.026, fill=(50, 30, 40))


def m_noodles(art, x, y, k, main, dark, pale):
    for r in range(5):
        t = np.linspace(-1, 1, 70)
        art.line(
            np.stack([x + t * k, y - 0.4 * k + r * 0.2 * k + np.sin(t * 14 + r * 0.2) * k * 0.09], 1),
            main if r % 2 else pale,
            k * 0.075,
        )


def m_roll(art, x, y, k, main, dark, pale):
    t = np.linspace(0, 4.4 * np.pi, 120)
    r = k * (0.08 + 0.86 * t / t[-1])
    art.ellipse(x, y, k, fill=main)
    art.line(np.stack([x + np.cos(t) * r, y + np.sin(t) * r], 1), dark, k * 0.09)


def m_cup(art, x, y, k, main, dark, pale):
    art.polygon(
        [
            (x - 0.8 * k, y - 0.1 * k),
            (x + 0.6 * k, y - 0.1 * k),
            *arc(x - 0.1 * k, y - 0.1 * k, 0.7 * k, 0.86 * k, 0, np.pi, 30),
        ],
        main,
    )
    art.line(arc(x + 0.66 * k, y + 0.14 * k, 0.24 * k, 0.24 * k, -1.6, 1.8, 20), main, k * 0.1)
    for dx in (-0.4, -0.1, 0.2):
        art.stroke(
            spline(
                [
                    (x + dx * k, y - 0.28 * k),
                    (x + (dx + 0.12) * k, y - 0.52 * k),
                    (x + (dx - 0.04) * k, y - 0.76 * k),
                    (x + (dx + 0.08) * k, y - k),
                ],
                10,
            ),
            pale,
            k * 0.07,
        )


def m_sun(art, x, y, k, main, dark, pale, rays=16):
    for i in range(rays):
        a = 2 * np.pi * i / rays
        art.polygon(
            [
                (x + np.cos(a - 0.1) * k * 0.62, y + np.sin(a - 0.1) * k * 0.62),
                (x + np.cos(a) * k, y + np.sin(a) * k),
                (x + np.cos(a + 0.1) * k * 0.62, y + np.sin(a + 0.1) * k * 0.62),
            ],
            main,
        )
    art.ellipse(x, y, k * 0.52, fill=main)


def motif(draw, k, main, dark, pale):
    """A motif with its size and colours settled."""
    return lambda art, x, y: draw(art, x, y, k, main, dark, pale)
