"""Recipes: kebaya on a hanger, and beads on cloth from near."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw
from scipy.ndimage import distance_transform_edt, gaussian_filter

from .beads import bead, bead_line, blossom, curl, lace, sprig, twill
from .light import (
    LEAF,
    LEAF_DEEP,
    PEARL,
    S,
    along,
    as_mask,
    blank,
    grid,
    mask_of,
    mirror,
    mix,
    moved,
    noise,
    paint,
    picture_of,
    poly_mask,
    relief,
    rgb_of,
    shadow,
    softbox,
    spline,
    step,
)
from .scenes import wall
from .studio import picture

CX = S / 2
GOLDEN, PALE, MINT = (232, 178, 74), (252, 226, 160), (150, 214, 188)
SILVER, ICE, DUSK = (206, 208, 216), (236, 238, 244), (214, 160, 172)


def right(*parts):
    """Half an outline, given from the middle line."""
    return moved(np.vstack(parts), CX, 0)


def both(curve):
    return curve, mirror(curve)


def hang(base, color=(150, 118, 84)):
    """The hook and the shoulders of a wooden hanger."""
    art = Image.new("L", (S, S), 0)
    d = ImageDraw.Draw(art)
    d.line([(CX, 118), (CX, 78)], fill=255, width=9)
    d.arc([CX - 6, 24, CX + 50, 80], 120, 400, fill=255, width=9)
    shadow(base, art, 12, 16, 8, 0.3)
    base.paste(Image.new("RGB", (S, S), (158, 150, 140)), (0, 0), art)
    bow = Image.new("L", (S, S), 0)
    ImageDraw.Draw(bow).line(
        [
            tuple(p)
            for p in spline(
                [(CX - 268, 250), (CX - 140, 176), (CX, 128), (CX + 140, 176), (CX + 268, 250)], 16
            )
        ],
        fill=255,
        width=34,
        joint="curve",
    )
    m = as_mask(bow)
    diffuse, gloss = relief(14 * np.sqrt(np.clip(distance_transform_edt(m > 0.5) / 17, 0, 1)), 0.7)
    shadow(base, bow, 16, 22, 14, 0.3)
    base.alpha_composite(picture_of(paint(color, diffuse, gloss, 0.46, 0.2, 14), m))


def drape(base, mask, color, bright, folds, pattern, weave, lacey, sheer=1.0, gloss_=0.10, relief_=2.2):
    """One piece of cloth: rounded at its edges, folded, woven, with brocade; `sheer` under 1 lets the ground through."""
    m = as_mask(mask)
    t = np.clip(distance_transform_edt(m > 0.5) / 95, 0, 1)
    h = gaussian_filter(60 * np.sqrt(t * (2 - t)), 9) + folds + weave * 0.7 + pattern * relief_ * lacey
    diffuse, gloss = relief(gaussian_filter(h, 0.8), 0.5)
    col = mix(np.asarray(color, np.float32), np.asarray(bright, np.float32), pattern * min(1, 0.34 * lacey))
    alpha = m if sheer >= 1 else m * np.clip(sheer + pattern * 0.55 + 0.3 * np.exp(-t * 12), 0, 1)
    base.alpha_composite(picture_of(paint(col, diffuse, gloss, 0.4, gloss_, 12), alpha))


def sewn(base, beads, whole, lining=None):
    """Beads lie only on the garment."""
    clip = np.clip(gaussian_filter(as_mask(whole), 2) * 1.6 - 0.3, 0, 1)
    beads.putalpha(Image.fromarray((as_mask(beads.getchannel("A")) * clip * 255).astype("uint8")))
    base.alpha_composite(beads)


def strew(beads, rng, whole, lining, count, tints, sizes=(9, 11, 13), kind="piring"):
    clip, inner = as_mask(whole), as_mask(lining)
    for _ in range(count):
        px, py = rng.uniform(150, 1250), rng.uniform(230, 1320)
        if clip[int(py), int(px)] > 0.9 and inner[int(py), int(px)] < 0.1:
            bead(beads, kind, px, py, rng.choice(sizes), tints[rng.integers(len(tints))], rng.uniform(0, 3))


def row(beads, curve, gap, kinds, every=None):
    """Different beads in turn along a line: kinds are (kind, size, colour)."""
    for i, (px, py, a) in enumerate(along(curve, gap)):
        kind, size, color = kinds[i % len(kinds)]
        bead(beads, kind, px, py, size, color, a)
        if kind == "piring":
            bead(beads, "pasir", px, py, max(6, size * 0.34), GOLDEN)


def shapes(body, sleeve, lining, back):
    masks = {"body": poly_mask(body), "body2": poly_mask(mirror(body)), "sleeve": poly_mask(sleeve), "sleeve2": poly_mask(mirror(sleeve)),
             "inside": poly_mask(lining), "back": poly_mask(back)}  # fmt: skip
    whole = Image.new("L", (S, S), 0)
    for m in masks.values():
        whole = ImageChops.lighter(whole, m)
    return masks, whole


def fold_fields():
    y, x = grid()
    wave = 14 * np.sin((x - CX) / 46 + np.sin(y / 210) * 1.2) * np.clip((y - 640) / 500, 0, 1)
    wave += 9 * np.sin((x - CX) / 30 + y / 120) * np.clip(1 - np.abs(y - 560) / 240, 0, 1) * 0.5
    return wave, 12 * np.sin((np.abs(x - CX) * 0.9 - y * 0.42) / 34)


SLEEVE_LONG = right(
    spline([(276, 230), (344, 288), (398, 480), (452, 760), (506, 1100)]),
    spline([(506, 1100), (450, 1130), (386, 1132)]),
    spline([(386, 1132), (346, 860), (308, 620), (262, 470)]),
)


@picture(
    "kebaya-hijau",
    "Ilustrasi: kebaya hijau daun lengan panjang bertabur payet emas dan mutiara, digantung pada gantungan kayu.",
)
def kebaya_green(rng):
    base = picture_of(wall((240, 222, 216), rng, "daun"))
    body = right(
        spline([(112, 150), (205, 186), (298, 246)]), spline([(298, 246), (282, 350), (264, 480)]),
        spline([(264, 480), (228, 640), (218, 770), (268, 930), (322, 1100), (356, 1272)]),
        spline([(356, 1272), (220, 1300), (90, 1348), (6, 1372)]), [(6, 610)], spline([(6, 610), (58, 420), (98, 260), (112, 150)]))  # fmt: skip
    lining = right(spline([(-112, 150), (-60, 196), (0, 206), (60, 196), (112, 150)]), spline([(112, 150), (98, 260), (58, 420), (6, 616)]),
                   [(-6, 616)], spline([(-6, 616), (-58, 420), (-98, 260), (-112, 150)]))  # fmt: skip
    back = right(
        spline([(-118, 148), (-60, 118), (0, 110), (60, 118), (118, 148)]),
        spline([(112, 150), (60, 210), (0, 222), (-60, 210), (-112, 150)]),
    )
    masks, whole = shapes(body, SLEEVE_LONG, lining, back)
    hang(base)
    shadow(base, whole, 30, 44, 40, 0.30)
    shadow(base, whole, 8, 12, 10, 0.26)
    pattern, weave = lace((S, S), rng, 138), twill((S, S), 6)
    wave, fold = fold_fields()
    _, x = grid()
    drape(base, masks["back"], LEAF_DEEP, LEAF, 0, pattern, weave, 0.3)
    drape(base, masks["inside"], (196, 160, 96), (238, 210, 150), 3 * np.sin(x / 16), pattern, weave, 0.9)
    for side in ("sleeve", "sleeve2"):
        drape(base, masks[side], (52, 130, 104), (150, 206, 180), fold, pattern, weave, 1.0)
    for side in ("body2", "body"):
        shadow(base, ImageChops.multiply(masks[side], whole), 0, 10, 14, 0.22, (6, 32, 26))
        drape(base, masks[side], LEAF, (86, 172, 138), wave, pattern, weave, 0.8)
    front = Image.new("L", (S, S), 0)
    ImageDraw.Draw(front).line([(CX, 612), (CX, 1372)], fill=255, width=5)
    shadow(base, front, 3, 0, 4, 0.5, (4, 28, 22))
    beads = blank()
    neck = right(spline([(112, 150), (98, 260), (58, 420), (8, 612)]), [(10, 1364)])
    outer = right(
        spline([(172, 164), (158, 280), (118, 440), (62, 630), (58, 800), (60, 1000), (62, 1200), (66, 1352)])
    )
    between = right(spline([(143, 180), (128, 285), (88, 440), (36, 640), (36, 1000), (38, 1310)]))
    hem, hem2 = (
        right(spline([(350, 1262), (220, 1288), (90, 1334), (14, 1358)])),
        right(spline([(342, 1212), (222, 1238), (104, 1280)])),
    )
    cuff, cuff2 = (
        right(spline([(506, 1092), (448, 1120), (386, 1122)])),
        right(spline([(499, 1050), (442, 1078), (380, 1080)])),
    )
    vines = [curl(CX + 118, 560, -0.95, 300, 1.6), curl(CX + 92, 620, 0.62, 230, -2.0), curl(CX + 150, 340, -0.2, 150, 2.4),
             curl(CX + 80, 1010, -0.5, 280, 1.7), curl(CX + 86, 1200, -0.75, 300, 1.4), curl(CX + 72, 880, 0.3, 180, -2.2)]  # fmt: skip
    spots = [(196, 440, 44), (132, 548, 34), (236, 560, 28), (214, 330, 28), (140, 700, 30), (128, 884, 34),
             (196, 960, 30), (250, 1080, 44), (140, 1130, 34), (300, 1210, 26), (196, 1216, 26)]  # fmt: skip
    for f in (lambda c: c, mirror):
        bead_line(beads, f(moved(neck, 6, 0)), "mutiara", 15, PEARL)
        bead_line(beads, f(outer), "pasir", 9, GOLDEN)
        for line, thin in ((hem, hem2), (cuff, cuff2)):
            bead_line(beads, f(line), "mutiara", 14, PEARL)
            bead_line(beads, f(thin), "pasir", 9, GOLDEN)
        row(beads, f(between), 30, [("padi", 24, PEARL), ("piring", 24, PALE)])
        row(
            beads,
            f(moved(hem, 0, -24)[: int(len(hem) * 0.82)]),
            27,
            [("padi", 22, PEARL), ("piring", 22, PALE)],
        )
        row(beads, f(moved(cuff, 0, -20)), 24, [("padi", 20, PEARL), ("piring", 20, PALE)])
        for k, v in enumerate(vines):
            sprig(beads, f(v), GOLDEN, MINT if k % 2 else PALE, 8, 5, 2.4, 1)
        for k, (fx, fy, fr) in enumerate(spots):
            px, py = f(np.array([[CX + fx, fy]]))[0]
            blossom(
                beads,
                px,
                py,
                fr,
                8 if fr > 32 else 6,
                [PALE, PEARL, (240, 190, 110)][k % 3],
                GOLDEN,
                turn=k,
                rows=2 if fr > 40 else 1,
            )
    strew(beads, rng, whole, masks["inside"], 260, [PALE])
    sewn(base, beads, whole)
    return base


@picture(
    "kebaya-krem",
    "Ilustrasi: kebaya krem brokat tile dengan bahu menerawang, payet mutiara dan emas merambat dari pinggang.",
)
def kebaya_cream(rng):
    base = picture_of(wall((206, 212, 204), rng, "jendela"))
    scallop = [(330 - i * 46, 1246 + (16 if i % 2 else -10) + i * 6) for i in range(8)]
    body = right(
        spline([(168, 176), (236, 200), (300, 246)]), spline([(300, 246), (284, 350), (262, 480)]),
        spline([(262, 480), (222, 640), (204, 760), (262, 930), (318, 1090), (346, 1240)]),
        spline([(346, 1240), *scallop, (0, 1304)], 10), [(0, 268)], spline([(0, 268), (70, 256), (130, 222), (168, 176)]))  # fmt: skip
    lining = right(
        spline([(-168, 176), (-90, 190), (0, 196), (90, 190), (168, 176)]),
        spline([(168, 176), (130, 222), (70, 256), (0, 268), (-70, 256), (-130, 222), (-168, 176)]),
    )
    masks, whole = shapes(body, SLEEVE_LONG, lining, lining)
    hang(base, (122, 84, 58))
    shadow(base, whole, 30, 44, 40, 0.26)
    shadow(base, whole, 8, 12, 10, 0.24)
    y, x = grid()
    pattern = np.maximum(lace((S, S), rng, 118), 0.8 * lace((S, S), rng, 190))
    weave = twill((S, S), 5)
    mesh = 0.5 + 0.25 * np.sin(x * 0.9 + y * 0.9) + 0.25 * np.sin(x * 0.9 - y * 0.9)
    wave, fold = fold_fields()
    sweet = 430 + 40 * np.cos((np.abs(x - CX) - 128) / 84)
    solid_part = mask_of(as_mask(whole) * step(y, sweet - 2, sweet + 2))
    cream, pale = (226, 204, 172), (252, 240, 218)
    drape(base, masks["inside"], (196, 172, 140), pale, 2 * np.sin(x / 14), pattern, mesh, 0.6, 0.6)
    for side in ("sleeve", "sleeve2"):
        drape(base, masks[side], cream, pale, fold, pattern, mesh, 1.9, 0.62, relief_=2.8)
    drape(
        base,
        ImageChops.lighter(masks["body"], masks["body2"]),
        cream,
        pale,
        wave,
        pattern,
        mesh,
        1.8,
        0.52,
        relief_=2.8,
    )
    trunk = ImageChops.multiply(ImageChops.lighter(masks["body"], masks["body2"]), solid_part)
    shadow(base, trunk, 0, 4, 8, 0.22, (90, 60, 40))
    drape(base, trunk, (222, 196, 160), pale, wave, pattern, weave, 1.6, relief_=2.6)
    beads = blank()
    pearl, gold, blush = (254, 248, 238), (222, 176, 96), (240, 206, 186)
    neck = right(spline([(168, 180), (130, 226), (70, 260), (0, 272)]))
    heart = np.array(
        [(px, 430 + 40 * np.cos((abs(px - CX) - 128) / 84)) for px in np.linspace(CX, CX + 276, 60)]
    )
    hem = right(spline([(342, 1226), *[(a - 6, b - 18) for a, b in scallop], (0, 1284)], 10))
    cuff = right(spline([(505, 1090), (448, 1118), (386, 1120)]))
    vines = [curl(CX + 20, 900, -1.15, 420, 1.3), curl(CX + 40, 780, -0.7, 330, -1.7), curl(CX + 24, 940, 0.75, 380, -1.5), curl(CX + 60, 640, -1.5, 300, 1.5),
             curl(CX + 130, 470, -1.0, 240, 1.7), curl(CX + 120, 1120, -0.3, 260, 1.6), curl(CX + 350, 520, 1.2, 300, 1.4), curl(CX + 410, 820, 1.1, 260, -1.5)]  # fmt: skip
    spots = [(0.01, 830, 62), (86, 700, 40), (150, 590, 32), (70, 560, 30), (120, 860, 36), (180, 990, 40), (70, 1010, 34), (250, 1130, 36), (140, 1150, 30),
             (220, 330, 30), (140, 330, 24), (380, 620, 26), (420, 840, 26), (458, 1010, 24)]  # fmt: skip
    for f in (lambda c: c, mirror):
        bead_line(beads, f(neck), "mutiara", 15, pearl)
        row(beads, f(moved(neck, 2, 18)), 22, [("padi", 18, gold), ("pasir", 8, pearl)])
        bead_line(beads, f(heart), "mutiara", 12, pearl)
        bead_line(beads, f(hem), "mutiara", 13, pearl)
        row(beads, f(moved(hem, 0, -22)), 25, [("piring", 20, PALE), ("padi", 20, pearl)])
        bead_line(beads, f(cuff), "mutiara", 13, pearl)
        row(beads, f(moved(cuff, 0, -20)), 23, [("padi", 20, pearl), ("piring", 18, PALE)])
        for k, v in enumerate(vines):
            sprig(beads, f(v), gold, (pearl, blush, PALE)[k % 3], 8, 4, 2.5, 1)
        for k, (fx, fy, fr) in enumerate(spots):
            px, py = f(np.array([[CX + fx, fy]]))[0]
            if fx < 1 and f is mirror:
                continue
            blossom(
                beads,
                px,
                py,
                fr,
                10 if fr > 50 else 8 if fr > 32 else 6,
                (pearl, blush, PALE)[k % 3],
                gold,
                turn=k,
                rows=2 if fr > 36 else 1,
            )
        for i, (px, py, _) in enumerate(along(f(moved(hem, 0, 4)), 30)):
            for j in range(2 + i % 2):
                bead(beads, "pasir", px, py + 12 + j * 10, 9, gold)
            bead(beads, "tetes", px, py + 40 + 10 * (i % 2), 20, pearl, np.pi / 2)
    strew(beads, rng, whole, masks["inside"], 300, [PALE, pearl, blush])
    strew(beads, rng, whole, masks["inside"], 160, [pearl], (8, 10), "mutiara")
    reach = mask_of(np.clip(as_mask(whole) + as_mask(ImageChops.offset(trunk, 0, 60)), 0, 1))
    sewn(base, beads, reach)
    return base


def petal_field(rng, cells, size):
    """Embroidered flowers: height, petal share and colour index for the whole canvas."""
    art = Image.new("L", (S, S), 0)
    tint = Image.new("L", (S, S), 0)
    pen, ink = ImageDraw.Draw(art), ImageDraw.Draw(tint)
    for cx, cy in cells:
        k, spin, hue = size * rng.uniform(0.75, 1.15), rng.uniform(0, 6), int(rng.integers(1, 4)) * 60
        for side in (-1, 1):
            pts = curl(cx, cy, spin + side * 1.2, k * 1.9, side * 1.6, 26)
            pen.line([tuple(p) for p in pts], fill=150, width=5)
            ink.line([tuple(p) for p in pts], fill=240, width=6)
            for q in (10, 18, 24):
                lx, ly = pts[q]
                pen.ellipse([lx - 11, ly - 8, lx + 11, ly + 8], fill=170)
                ink.ellipse([lx - 12, ly - 9, lx + 12, ly + 9], fill=240)
        for p in range(6):
            a = spin + p * np.pi / 3
            px, py, r = cx + np.cos(a) * k * 0.44, cy + np.sin(a) * k * 0.44, k * 0.34
            pen.ellipse([px - r, py - r, px + r, py + r], fill=230, outline=70, width=4)
            ink.ellipse([px - r, py - r, px + r, py + r], fill=hue)
        pen.ellipse([cx - k * 0.2, cy - k * 0.2, cx + k * 0.2, cy + k * 0.2], fill=120)
    return gaussian_filter(as_mask(art), 1.2), np.asarray(tint)


@picture(
    "kebaya-abu",
    "Ilustrasi: kebaya kutubaru abu keperakan bermotif bunga bordir merah muda, lengan melebar, berpayet perak.",
)
def kebaya_grey(rng):
    base = picture_of(wall((238, 226, 214), rng, "jendela"))
    body = right(
        spline([(104, 150), (200, 186), (296, 246)]), spline([(296, 246), (282, 350), (266, 480)]),
        spline([(266, 480), (232, 640), (222, 770), (270, 930), (318, 1060), (344, 1150)]),
        spline([(344, 1150), (260, 1190), (160, 1250), (70, 1310)], 14), [(70, 500)], spline([(70, 500), (84, 380), (100, 260), (104, 150)]))  # fmt: skip
    sleeve = right(
        spline([(274, 230), (340, 288), (392, 480), (446, 680), (540, 930)]),
        spline([(540, 930), (470, 990), (370, 996)]),
        spline([(370, 996), (338, 760), (306, 600), (264, 470)]),
    )
    panel = right(
        spline([(-96, 330), (0, 350), (96, 330)]),
        [(96, 1216)],
        spline([(96, 1216), (0, 1226), (-96, 1216)]),
        [(-96, 330)],
    )
    back = right(
        spline([(-112, 150), (-60, 120), (0, 112), (60, 120), (112, 150)]),
        spline([(110, 150), (100, 340), (0, 356), (-100, 340), (-110, 150)]),
    )
    masks, whole = shapes(body, sleeve, panel, back)
    hang(base, (176, 140, 104))
    shadow(base, whole, 30, 44, 40, 0.28)
    shadow(base, whole, 8, 12, 10, 0.25)
    y, x = grid()
    weave, (wave, fold) = twill((S, S), 4), fold_fields()
    cells = [(cx, cy) for cy in range(170, 1330, 150) for cx in range(150 + (cy // 150 % 2) * 80, 1300, 160)]
    cells = [(cx + rng.uniform(-18, 18), cy + rng.uniform(-18, 18)) for cx, cy in cells]
    petals, tint = petal_field(rng, cells, 58)
    hatch = 0.5 + 0.5 * np.sin((x * 0.8 + y) * 1.3)
    grey, light = (150, 152, 166), (206, 208, 220)
    rgbs = {60: (212, 158, 172), 120: (232, 226, 232), 180: (176, 134, 160), 240: (190, 198, 190)}
    metallic = (np.sin(y * 0.9 + np.sin(x / 30)) > 0.93) * 0.28

    def cloth(mask, folds, sheer=1.0):
        m = as_mask(mask)
        t = np.clip(distance_transform_edt(m > 0.5) / 95, 0, 1)
        h = (
            gaussian_filter(60 * np.sqrt(t * (2 - t)), 9)
            + folds
            + weave * 0.6
            + petals * 5
            + hatch * (tint > 0) * 0.8
        )
        diffuse, gloss = relief(gaussian_filter(h, 0.8), 0.5)
        col = mix(
            np.asarray(grey, np.float32),
            np.asarray(light, np.float32),
            0.25 * noise((S, S), 200, rng) + metallic,
        )
        for key, value in rgbs.items():
            col = mix(
                col,
                np.asarray(value, np.float32) * (0.86 + 0.16 * hatch)[..., None],
                gaussian_filter((tint == key).astype(np.float32), 0.8) * 0.85,
            )
        base.alpha_composite(picture_of(paint(col, diffuse, gloss, 0.42, 0.16, 10), m * sheer))

    drape(base, masks["back"], (112, 112, 128), light, 0, petals, weave, 0.4)
    shadow(base, masks["inside"], 0, 0, 8, 0.2)
    cloth(masks["inside"], 2 * np.sin(x / 18))
    for side in ("sleeve", "sleeve2"):
        cloth(masks[side], fold * 1.3, 0.9)
    for side in ("body2", "body"):
        shadow(base, ImageChops.multiply(masks[side], whole), 0, 8, 12, 0.26, (40, 36, 50))
        cloth(masks[side], wave)
    beads = blank()
    lapel = right(spline([(104, 152), (100, 260), (86, 380), (74, 500), (74, 800), (74, 1296)]))
    lapel2 = right(spline([(134, 166), (130, 280), (116, 400), (104, 520), (104, 800), (104, 1270)]))
    hem = right(spline([(338, 1142), (256, 1180), (158, 1240), (80, 1292)], 14))
    cuff = right(spline([(536, 924), (468, 980), (372, 986)]))
    for f in (lambda c: c, mirror):
        bead_line(beads, f(lapel), "mutiara", 13, ICE)
        row(beads, f(lapel2), 28, [("padi", 22, SILVER), ("piring", 20, ICE)])
        for line in (hem, cuff):
            bead_line(beads, f(line), "mutiara", 13, ICE)
            row(beads, f(moved(line, 0, -22)), 26, [("padi", 20, SILVER), ("piring", 20, DUSK)])
    bare = as_mask(masks["back"]) * (1 - as_mask(masks["inside"]))
    for cx, cy in cells:
        if bare[int(cy), int(cx)] > 0.5:
            continue
        for k in range(7):
            a = 2 * np.pi * k / 7
            bead(beads, "pasir", cx + np.cos(a) * 15, cy + np.sin(a) * 15, 8, SILVER)
        bead(beads, "mutiara", cx, cy, 18, PEARL)
    for i in range(6):
        px, py = CX, 430 + i * 146
        for k in range(10):
            a = 2 * np.pi * k / 10
            bead(beads, "pasir", px + np.cos(a) * 22, py + np.sin(a) * 22, 9, SILVER)
        bead(beads, "mutiara", px, py, 30, PEARL)
    bead_line(beads, right(spline([(-92, 338), (0, 358), (92, 338)])), "mutiara", 12, ICE)
    strew(beads, rng, whole, mask_of(bare), 260, [ICE, SILVER, DUSK])
    sewn(base, beads, whole)
    return base


@picture(
    "payet-detail", "Ilustrasi: payet dari dekat, bunga mutiara dan sulur manik emas dijahit di kain hijau."
)
def beads_near(rng):
    y, x = grid()
    h = 52 * np.sin((x * 0.6 - y * 0.5) / 200 + 0.5) + 30 * noise((S, S), 340, rng) + twill((S, S), 11) * 1.5
    big = lace((S, S), rng, 420)
    h += gaussian_filter(big, 2) * 5
    diffuse, gloss = relief(h, 0.55)
    col = np.asarray(LEAF, np.float32) * 0.94 + big[..., None] * np.array([46, 54, 46])
    sheen = softbox(gaussian_filter(h, 9), 0.5) * 0.12
    base = picture_of(paint(col, diffuse, gloss, 0.40, 0.14, 9) + (sheen * 255)[..., None])
    honey = (244, 190, 120)
    flowers = [
        (600, 600, 215, PALE),
        (1060, 1010, 160, PEARL),
        (1075, 340, 128, honey),
        (300, 1010, 120, PEARL),
        (236, 300, 96, honey),
        (700, 1226, 92, honey),
        (1316, 660, 78, PEARL),
        (700, 150, 74, PEARL),
    ]
    vines = [(spline([(600, 600), (860, 470), (1075, 340), (1250, 180), (1330, 40)], 60), MINT), (spline([(600, 600), (420, 830), (300, 1010), (200, 1180), (210, 1340)], 60), PALE),
             (spline([(600, 600), (840, 800), (1060, 1010), (1200, 1210), (1360, 1320)], 60), MINT), (spline([(600, 600), (400, 470), (236, 300), (120, 170), (50, 30)], 60), MINT),
             (spline([(1060, 1010), (880, 1140), (700, 1226), (560, 1300), (470, 1410)], 60), PALE), (spline([(600, 600), (660, 380), (700, 150), (680, 20)], 60), PALE),
             (spline([(1060, 1010), (1230, 860), (1316, 660), (1420, 520)], 60), PALE)]  # fmt: skip
    for v, c in vines:
        sprig(base, v, GOLDEN, c, 20, 4, 2.7)
    for fx, fy, turn, bend in (
        (760, 760, 0.6, 2.2),
        (470, 520, 3.6, -2.2),
        (840, 480, -1.4, 2.0),
        (1150, 800, -0.6, -2.4),
        (200, 800, 3.4, 2.2),
        (960, 1220, 1.6, -2.2),
        (1250, 330, 0.7, 2.0),
        (380, 1230, 0.5, -2.0),
    ):
        tendril = curl(fx, fy, turn, 230, bend)
        bead_line(base, tendril, "pasir", 15, GOLDEN)
        bead(base, "mutiara", *tendril[-1], 34, PEARL)
    for fx, fy, fr, pc in flowers:
        n = int(fr * 1.28 * 2 * np.pi / 46)
        for i in range(n):
            a = 2 * np.pi * i / n
            bead(
                base, "piring", fx + np.cos(a) * fr * 1.22, fy + np.sin(a) * fr * 1.22, 46, (246, 206, 120), a
            )
            bead(base, "pasir", fx + np.cos(a) * fr * 1.22, fy + np.sin(a) * fr * 1.22, 15, GOLDEN)
        if fr > 110:
            for px, py in arc_points(fx, fy, fr * 1.42, int(fr * 1.42 * 2 * np.pi / 27)):
                bead(base, "mutiara", px, py, 23, PEARL)
        blossom(base, fx, fy, fr, 10 if fr > 130 else 8, pc, GOLDEN, PEARL, turn=fx, rows=2)
    laid = 0
    while laid < 120:
        px, py = rng.uniform(30, S - 30), rng.uniform(30, S - 30)
        if min(np.hypot(px - fx, py - fy) - fr * 1.5 for fx, fy, fr, _ in flowers) < 14:
            continue
        bead(base, "piring", px, py, rng.choice([18, 22, 26]), (250, 222, 150), rng.uniform(0, 3))
        bead(base, "pasir", px, py, 8, GOLDEN)
        laid += 1
    fade = 1.05 - 0.28 * np.clip(((x / S - 0.42) ** 2 + (y / S - 0.42) ** 2) * 2, 0, 1)
    return picture_of(rgb_of(base) * fade[..., None])


def arc_points(cx, cy, r, n):
    return [(cx + np.cos(2 * np.pi * i / n) * r, cy + np.sin(2 * np.pi * i / n) * r) for i in range(n)]
