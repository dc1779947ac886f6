"""Layouts: how a pouch, a header card, a jar label or a lid is printed.

A pouch face gives the printed canvas and the mask of its window. `at` is the pack's (x0, x1, top, bottom)."""

import numpy as np
from PIL import Image

from .labels import (
    beads,
    cut_window,
    diamonds,
    dots,
    foot,
    frame_of_beads,
    lattice,
    rays,
    scales,
    stack,
    stripes,
    teeth,
)
from .light import Art, S, blend

AT = (330, 1070, 150, 1230)


def place_in(at):
    """The pack's middle, and functions that give a place in it by share."""
    x0, x1, top, bottom = at
    return (x0 + x1) / 2, lambda f: x0 + (x1 - x0) * f, lambda f: top + (bottom - top) * f


def face_centre(words, body, ink, accent, motif, window="pil", at=AT, line="manik", size=118):
    """Motif, name, kind and place in the middle, the window low."""
    cx, px, py = place_in(at)
    art = Art(S, S, (*body, 255))
    wide = (at[1] - at[0]) * 0.76
    motif(art, cx, py(0.235))
    y = stack(art, cx, py(0.40), words.name, size, 800, ink, fit=wide, leading=0.98)
    art.text(cx, y - size * 0.16, words.kind, 44, 700, ink, fit=wide)
    art.text(cx, y - size * 0.16 + 60, words.place, 34, 500, ink, fit=wide)
    at_line = py(0.605) if len(words.name) == 1 else py(0.645)
    if line == "manik":
        beads(art, px(0.1), px(0.9), at_line, accent)
    elif line == "wajik":
        diamonds(art, px(0.08), px(0.92), at_line, 17, (accent, body, ink))
    else:
        art.line([(px(0.12), at_line), (px(0.88), at_line)], accent, 4)
    mask = cut_window(art, window, (px(0.135), at_line + 48, px(0.865), py(0.90)), accent)
    foot(art, cx, py(0.945), words.net, 34, ink)
    return art.done(), mask


def face_poster(words, body, ink, accent, motif, window="gapura", at=AT, ground=None, big=168):
    """Large stacked words, left; the motif beside them; an arched window below."""
    cx, px, py = place_in(at)
    art = Art(S, S, (*body, 255))
    if ground:
        ground(art)
    y = stack(
        art, px(0.10), py(0.18), words.name, big, 800, ink, "lm", 0.94, (at[1] - at[0]) * 0.80, tracking=-3
    )
    art.rect(px(0.10), y - big * 0.14, px(0.10) + 110, y - big * 0.14 + 10, accent, 5)
    art.text(px(0.10), y + 24, words.kind, 46, 700, ink, "lm", fit=(at[1] - at[0]) * 0.54)
    art.text(px(0.10), y + 76, words.place, 34, 500, ink, "lm", fit=(at[1] - at[0]) * 0.62)
    motif(art, px(0.835), y + 16)
    mask = cut_window(art, window, (px(0.2), y + 134, px(0.8), py(0.90)), accent)
    foot(art, cx, py(0.945), words.net, 34, ink)
    return art.done(), mask


def face_band(words, body, band, ink, accent, motif, window="bulat", at=AT, edge="gigi", pattern=None):
    """A round window above, a paper band with the words below it."""
    cx, px, py = place_in(at)
    art = Art(S, S, (*body, 255))
    if pattern:
        pattern(art, (at[0], at[2], at[1], at[3]))
    y0, y1 = py(0.585), py(0.885)
    art.rect(at[0] - 40, y0, at[1] + 40, y1, band)
    if edge == "gigi":
        teeth(art, at[0] - 40, at[1] + 40, y0, 22, band)
        teeth(art, at[0] - 40, at[1] + 40, y1, 22, band, False)
    elif edge == "garis":
        for y in (y0 + 16, y1 - 16):
            art.line([(at[0] - 40, y), (at[1] + 40, y)], accent, 4)
    elif edge == "wajik":
        diamonds(art, at[0] - 20, at[1] + 20, y0, 20, (accent, band, accent))
        diamonds(art, at[0] - 20, at[1] + 20, y1, 20, (accent, band, accent))
    half = (at[1] - at[0]) * 0.335
    if window == "bulat":
        mask = cut_window(art, window, (cx - half, py(0.545) - 2 * half, cx + half, py(0.545)), accent)
    else:
        mask = cut_window(art, window, (px(0.14), py(0.17), px(0.86), py(0.54)), accent)
    motif(art, px(0.825), (y0 + y1) / 2 + 8)
    y = stack(
        art,
        px(0.085),
        y0 + 80,
        words.name,
        96 if len(words.name) == 1 else 80,
        800,
        ink,
        "lm",
        0.98,
        (at[1] - at[0]) * 0.62,
    )
    art.text(px(0.085), y - 8, words.kind, 40, 700, accent, "lm", fit=(at[1] - at[0]) * 0.60)
    art.text(px(0.085), y + 44, words.place, 32, 500, ink, "lm", fit=(at[1] - at[0]) * 0.60)
    foot(art, cx, py(0.945), words.net, 36, band)
    return art.done(), mask


def face_wave(words, body, lower, ink, ink_low, accent, motif, window="kerang", at=AT, wave=2.0, deep=34):
    """Two colours parted by a wave; words on the upper, window on the lower."""
    cx, px, py = place_in(at)
    art = Art(S, S, (*body, 255))
    t = np.linspace(-0.05, 1.05, 90)
    for k, color in ((0, accent), (1, lower)):
        edge = np.stack([px(t), py(0.535) + k * 26 + deep * np.sin(t * 2 * np.pi * wave + 0.4)], 1)
        art.polygon(np.vstack([edge, [(at[1] + 60, S), (at[0] - 60, S)]]), color)
    motif(art, cx, py(0.165))
    y = stack(art, cx, py(0.285), words.name, 112, 800, ink, fit=(at[1] - at[0]) * 0.78, leading=0.98)
    art.text(cx, y - 16, words.kind, 42, 700, ink, fit=(at[1] - at[0]) * 0.74)
    mask = cut_window(art, window, (px(0.16), py(0.605), px(0.84), py(0.87)), (255, 255, 255))
    art.text(cx, py(0.90), words.place, 34, 600, ink_low, fit=(at[1] - at[0]) * 0.74)
    foot(art, cx, py(0.945), words.net, 34, ink_low)
    return art.done(), mask


def face_badge(words, body, badge, ink, accent, motif, window="pil", at=AT, pattern="garis", shape="bulat"):
    """A patterned ground, a pale badge with the words, a window below."""
    cx, px, py = place_in(at)
    art = Art(S, S, (*body, 255))
    box = (at[0] - 20, at[2], at[1] + 20, at[3])
    quiet = blend(body, accent, 0.42)
    {"garis": lambda: stripes(art, box, quiet, 74, 30), "jala": lambda: lattice(art, box, quiet, 70, 4), "titik": lambda: dots(art, box, quiet, 56, 8),
     "sinar": lambda: rays(art, cx, py(0.36), 900, quiet, 30), "sisik": lambda: scales(art, box, quiet, 46, 4), "polos": lambda: None}[pattern]()  # fmt: skip
    r = (at[1] - at[0]) * 0.40
    by = py(0.375)
    if shape == "bulat":
        art.ellipse(cx, by, r + 12, fill=accent)
        art.ellipse(cx, by, r, fill=badge)
        art.ellipse(cx, by, r - 16, outline=accent, width=3)
    elif shape == "bunga":
        for color, grow in ((accent, 12), (badge, 0)):
            t = np.linspace(0, 2 * np.pi, 300)
            k = (r + grow) * (0.97 + 0.05 * np.abs(np.cos(t * 9)))
            art.polygon(np.stack([cx + k * np.cos(t), by + k * np.sin(t)], 1), color)
    else:
        for color, grow in ((accent, 12), (badge, 0)):
            art.rect(px(0.09) - grow, py(0.155) - grow, px(0.91) + grow, py(0.59) + grow, color, 50)
    motif(art, cx, by - r * 0.56)
    size = stack(
        art,
        cx,
        by - r * (0.06 + 0.12 * (len(words.name) - 1)),
        words.name,
        100,
        800,
        ink,
        fit=r * 1.62,
        leading=0.98,
    )
    art.text(cx, size - 10, words.kind, 40, 700, accent, fit=r * 1.5)
    art.text(cx, size + 46, words.place, 31, 500, ink, fit=r * 1.28)
    mask = cut_window(art, window, (px(0.13), py(0.66), px(0.87), py(0.895)), badge)
    foot(art, cx, py(0.945), words.net, 34, badge)
    return art.done(), mask


def face_kraft(words, ink, motif, window="bulat", at=AT, body=(201, 164, 120), stamp=None):
    """Brown paper, printed in one colour, as with a stamp."""
    cx, px, py = place_in(at)
    art = Art(S, S, (*body, 255))
    half = (at[1] - at[0]) * 0.30
    if window == "bulat":
        mask = cut_window(art, window, (cx - half, py(0.60), cx + half, py(0.60) + 2 * half), ink, 5)
    else:
        mask = cut_window(art, window, (px(0.17), py(0.60), px(0.83), py(0.89)), ink, 5)
    motif(art, cx, py(0.22))
    y = stack(
        art,
        cx,
        py(0.375),
        [w.upper() for w in words.name],
        92,
        800,
        ink,
        fit=(at[1] - at[0]) * 0.74,
        tracking=5,
        leading=1.04,
    )
    art.line([(px(0.2), y - 6), (px(0.8), y - 6)], ink, 3)
    art.text(cx, y + 34, words.kind, 40, 600, ink, fit=(at[1] - at[0]) * 0.72)
    art.text(cx, y + 86, words.place, 33, 500, ink, fit=(at[1] - at[0]) * 0.72)
    foot(art, cx, py(0.945), words.net, 34, ink)
    return art.done(), mask


def face_side(words, body, stripe, ink, stripe_ink, accent, motif, at=AT):
    """A coloured stripe with upright words at the left, a tall window at the right."""
    _cx, px, py = place_in(at)
    art = Art(S, S, (*body, 255))
    art.rect(at[0] - 40, at[2] - 10, px(0.36), S, stripe)
    art.rect(px(0.36), at[2] - 10, px(0.375), S, accent)
    strip = Art(int((at[3] - at[2]) * 0.72), 240)
    size = 132
    if len(words.name) > 1:
        stack(strip, 4, 62, words.name, 104, 800, stripe_ink, "lm", 1.0, (at[3] - at[2]) * 0.70)
    else:
        strip.text(4, 110, words.name[0], size, 800, stripe_ink, "lm", fit=(at[3] - at[2]) * 0.70)
    upright = strip.done().rotate(90, expand=True)
    art.paste(upright, px(0.19), py(0.53))
    motif(art, px(0.69), py(0.225))
    art.text(px(0.69), py(0.335), words.kind, 42, 700, ink, fit=(at[1] - at[0]) * 0.52)
    art.text(px(0.69), py(0.385), words.place, 32, 500, ink, fit=(at[1] - at[0]) * 0.54)
    mask = cut_window(art, "kotak", (px(0.46), py(0.43), px(0.92), py(0.895)), accent)
    foot(art, px(0.69), py(0.945), words.net, 34, ink)
    return art.done(), mask


def header(words, ground, ink, accent, motif=None, w=840, h=330, style="polos"):
    """The card over a bag's mouth."""
    art = Art(w, h, (*ground, 255))
    if style == "garis":
        for i in range(0, w, 56):
            art.rect(i, 0, i + 28, 40, accent)
    elif style == "gigi":
        teeth(art, 0, w, h, 30, accent)
        teeth(art, 0, w, 0, 30, accent, False)
    elif style == "wajik":
        diamonds(art, 0, w, 26, 24, (accent, ground, ink))
        diamonds(art, 0, w, h - 26, 24, (accent, ground, ink))
    elif style == "manik":
        frame_of_beads(art, (26, 26, w - 26, h - 26), accent)
    elif style == "pita":
        art.rect(0, h - 92, w, h, accent)
    middle = w / 2 if motif is None else w * 0.60
    wide = w * 0.84 if motif is None else w * 0.64
    if motif is not None:
        motif(art, w * 0.145, h * 0.47)
    lines = len(words.name)
    stack(
        art,
        middle,
        h * (0.24 if lines > 1 else {"pita": 0.27, "wajik": 0.35}.get(style, 0.31)),
        words.name,
        84 if lines > 1 else 92 if style == "wajik" else 104,
        800,
        ink,
        fit=wide,
        leading=0.98,
    )
    art.text(
        middle,
        h * (0.60 if style == "wajik" else 0.56) if lines == 1 else h * 0.68,
        words.kind,
        40,
        700,
        ink if style in ("pita", "wajik") else accent,
        fit=wide,
    )
    low = ground if style == "pita" else ink
    art.text(
        w / 2 if style == "pita" else middle,
        h - 46 if style == "pita" else h * (0.73 if lines == 1 else 0.83),
        " · ".join(v for v in (words.place, words.net) if v),
        32,
        600,
        low,
        fit=w * 0.86 if style == "pita" else wide,
    )
    return art.done()


def round_sticker(words, ground, ink, accent, motif, r=230):
    """A round label with its place written along the edge."""
    art = Art(r * 2, r * 2)
    art.ellipse(r, r, r - 1, fill=ground)
    art.ellipse(r, r, r - 12, outline=accent, width=4)
    art.arched(r, r, r - 28, words.place, 29, 700, accent, inside=True, middle=np.pi / 2, tracking=1.5)
    motif(art, r, r * 0.36)
    y = stack(
        art, r, r * (0.92 - 0.16 * (len(words.name) - 1)), words.name, 82, 800, ink, fit=r * 1.6, leading=0.96
    )
    art.text(r, y - 14, words.kind, 36, 700, accent, fit=r * 1.4)
    foot(art, r, y + 32, words.net, 32, ink, fit=r * 1.1)
    return art.done()


def strap(words, ground, ink, accent, w=800, h=300, motif=None, edge="garis", left=False):
    """A band across a pack."""
    art = Art(w, h, (*ground, 255))
    if edge == "garis":
        for y in (16, h - 16):
            art.line([(0, y), (w, y)], accent, 4)
    elif edge == "gigi":
        teeth(art, 0, w, 0, 24, accent, False)
        teeth(art, 0, w, h, 24, accent)
    elif edge == "wajik":
        diamonds(art, 0, w, 26, 20, (accent, ground, accent))
        diamonds(art, 0, w, h - 26, 20, (accent, ground, accent))
    elif edge == "manik":
        beads(art, 6, w - 6, 24, accent, 6, 26)
        beads(art, 6, w - 6, h - 24, accent, 6, 26)
    elif edge == "tepi":
        art.rect(0, 0, w, 22, accent)
        art.rect(0, h - 22, w, h, accent)
    middle, wide = (w / 2, w * 0.8) if motif is None else (w * 0.60, w * 0.60)
    if motif is not None:
        motif(art, w * 0.16, h * 0.5)
    lines = len(words.name)
    stack(
        art,
        middle,
        h * (0.36 if lines == 1 else 0.25),
        words.name,
        92 if lines == 1 else 74,
        800,
        ink,
        fit=wide,
        leading=1.0,
    )
    art.text(middle, h * (0.63 if lines == 1 else 0.70), words.kind, 37, 700, accent, fit=wide)
    art.text(
        middle,
        h * (0.79 if lines == 1 else 0.83),
        " · ".join(v for v in (words.place, words.net) if v),
        30,
        500,
        ink,
        fit=wide,
    )
    return art.done()


def lid_face(words, ground, ink, accent, motif=None, w=1000, h=480, style="manik"):
    """The print on a box lid."""
    art = Art(w, h, (*ground, 255))
    if style == "manik":
        frame_of_beads(art, (36, 36, w - 36, h - 36), accent, 28, 6)
    elif style == "garis":
        art.rect(26, 26, w - 26, h - 26, None, 22, accent, 5)
        art.rect(40, 40, w - 40, h - 40, None, 14, accent, 2)
    elif style == "wajik":
        diamonds(art, 0, w, 40, 34, (accent, ground, accent))
        diamonds(art, 0, w, h - 40, 34, (accent, ground, accent))
    elif style == "gigi":
        teeth(art, 0, w, 0, 46, accent, False)
        teeth(art, 0, w, h, 46, accent)
    elif style == "sinar":
        rays(art, w / 2, h * 0.5, 900, blend(ground, accent, 0.25), 34)
        art.ellipse(w / 2, h / 2, h * 0.44, fill=ground)
    top = 0.40 if motif is None else 0.53
    if motif is not None:
        motif(art, w / 2, h * 0.25)
    y = stack(art, w / 2, h * top, words.name, 104, 800, ink, fit=w * (0.74 if style != "sinar" else 0.40))
    art.text(w / 2, y - 16, words.kind, 44, 600, ink, fit=w * (0.72 if style != "sinar" else 0.38))
    art.text(
        w / 2,
        y + 40,
        " · ".join(v for v in (words.place, words.net) if v),
        33,
        500,
        ink,
        fit=w * (0.72 if style != "sinar" else 0.36),
    )
    return art.done()


def hang_tag(words, ground, ink, accent, w=250, h=340):
    """A small card on a string."""
    art = Art(w, h)
    art.polygon([(w * 0.24, 0), (w * 0.76, 0), (w, h * 0.16), (w, h), (0, h), (0, h * 0.16)], ground)
    art.ellipse(w / 2, h * 0.10, 11, fill=(90, 66, 48))
    art.rect(14, h * 0.2, w - 14, h - 14, None, 12, accent, 3)
    y = stack(art, w / 2, h * 0.36, words.name, 56, 800, ink, fit=w * 0.80, leading=1.0)
    for line in (words.kind, words.place, words.net):
        if line:
            art.text(w / 2, y - 4, line, 29, 600, accent if line == words.kind else ink, fit=w * 0.80)
            y += 42
    return art.done()


def jar_label(words, ground, ink, accent, w=1060, h=420, edge="manik", kind_fill=None, motif=None):
    """Label art that goes half way round a jar; its middle half faces the viewer."""
    art = Art(w, h, (*ground, 255))
    if edge == "manik":
        art.rect(0, 0, w, 16, accent)
        art.rect(0, h - 16, w, h, accent)
        beads(art, 5, w - 5, 36, accent, 5, 22)
        beads(art, 5, w - 5, h - 36, accent, 5, 22)
    elif edge == "gigi":
        teeth(art, 0, w, 0, 26, accent, False)
        teeth(art, 0, w, h, 26, accent, True)
    elif edge == "garis":
        for y in (14, 26):
            art.line([(0, y), (w, y)], accent, 5 if y == 14 else 2.5)
            art.line([(0, h - y), (w, h - y)], accent, 5 if y == 14 else 2.5)
    elif edge == "wajik":
        diamonds(art, 0, w, 34, 24, (accent, ground, accent))
        diamonds(art, 0, w, h - 34, 24, (accent, ground, accent))
    top = 0.36
    if motif is not None:
        motif(art, w / 2, h * 0.25)
        top = 0.50
    size = stack(
        art,
        w / 2,
        h * (top - 0.10 * (len(words.name) - 1)),
        words.name,
        92 if len(words.name) == 1 else 74,
        800,
        ink,
        fit=w * 0.54,
    )
    at = max(size, h * (top + 0.17)) if len(words.name) == 1 else size - 8
    art.text(w / 2, at, words.kind, 40, 600, kind_fill or ink, fit=w * 0.56)
    art.text(w / 2, at + 54, words.place, 31, 500, ink, fit=w * 0.56)
    foot(art, w / 2, at + 100, words.net, 33, ink)
    return art.done()


def gingham(w, h, a, b, cell=26):
    """A small checked cloth, flat."""
    y, x = np.mgrid[0:h, 0:w]
    share = ((x // cell) % 2) * 0.5 + ((y // cell) % 2) * 0.5
    rgb = np.asarray(b, float) * (1 - share[..., None]) + np.asarray(a, float) * share[..., None]
    return Image.fromarray(rgb.astype("uint8")).convert("RGBA")
