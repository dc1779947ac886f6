"""Recipes: cakes and sweets in boxes, and a woven box for a gift."""

import numpy as np
from PIL import Image, ImageDraw
from scipy.ndimage import distance_transform_edt, gaussian_filter

from . import pieces as P
from .beads import bead
from .faces import lid_face
from .hardpacks import open_box, paper_cup, tray_box, well_shadow
from .labels import Words
from .light import (
    Art,
    S,
    as_mask,
    blank,
    drop_in,
    mix,
    noise,
    paint,
    picture_of,
    rect_mask,
    relief,
    spline,
    step,
)
from .motifs import WHITE, m_roll, motif
from .scenes import board, lay, paper_strip, plait, room, table_top
from .studio import picture, scatter

# ---------------------------------------------------------------- boxes with the lid up


def rows_in_box(maker, columns, rows, size, w, h, rng, ground, jitter=4.0, kinds=None, gap=1.0):
    """A flat picture of what lies in a box, in rows."""
    canvas = blank((w, h), (*ground, 255))
    for r in range(rows):
        for c in range(columns):
            x, y = w * (c + 0.5) / columns * gap + w * (1 - gap) / 2, h * (r + 0.5) / rows
            one = (kinds[(c * rows + r) % len(kinds)] if kinds else maker)(rng, size)
            drop_in(canvas, one, x + rng.normal(0, jitter), y + rng.normal(0, jitter), 10, 6, 10, 0.5)
    return canvas


@picture(
    "bakpia", "Ilustrasi: kotak hijau terbuka berisi sepuluh bakpia kacang hijau, beberapa bakpia di meja."
)
def bakpia(rng):
    base = room("jagung", rng, "kayu", "jendela")
    words = Words(["Bakpia"], "kacang hijau", "Papungan, Blitar", "300 g")
    lid = lid_face(words, (48, 104, 66), (255, 246, 222), (240, 196, 90), None, style="manik")
    inside = rows_in_box(P.pia, 5, 2, 208, 1000, 520, rng, (246, 238, 220))
    open_box(base, inside, lid, (130, 960, 1270), 270, 170, (214, 184, 136), (48, 104, 66), 540, "bakpia")
    scatter(base, P.pia, [(1096, 1250, 186), (1250, 1300, 180)], rng)
    return base


@picture(
    "abon-gulung",
    "Ilustrasi: kotak merah terbuka berisi delapan roti gulung berlapis abon, keju, dan cokelat.",
)
def floss_rolls(rng):
    base = room("gading", rng, "batu", "daun")
    words = Words(["Abon gulung"], "campur: abon, keju, cokelat", "Manokwari, Papua Barat", "900 g")
    lid = lid_face(
        words,
        (150, 36, 40),
        (255, 244, 226),
        (246, 190, 96),
        motif(m_roll, 56, (255, 222, 150), (150, 84, 40), WHITE),
        style="garis",
    )
    makers = [
        lambda r, s: floss_roll(r, s, (212, 150, 78), (168, 100, 44)),
        lambda r, s: floss_roll(r, s, (250, 214, 110), (232, 176, 70)),
        lambda r, s: floss_roll(r, s, (108, 62, 38), (70, 36, 22)),
    ]
    inside = rows_in_box(None, 8, 1, 460, 1120, 520, rng, (250, 240, 226), 2, makers)
    open_box(base, inside, lid, (130, 960, 1270), 280, 170, (226, 196, 150), (150, 36, 40), 540, "abon")
    for x, y, k in ((1150, 1268, 0), (930, 1316, 1)):
        drop_in(
            base,
            floss_roll(
                rng, 250, *[((212, 150, 78), (168, 100, 44)), ((250, 214, 110), (232, 176, 70))][k], turn=0.1
            ),
            x,
            y,
            12,
            9,
            12,
            0.42,
        )
    return base


def floss_roll(rng, s, top, dark, turn=np.pi / 2):
    """A soft roll with floss, cheese or chocolate on it."""
    u, v, _slope, w = P.plane(s, rng, turn, (0.99, 1.0), 1.2)
    wide = 0.30
    r = np.maximum(np.abs(u) ** 6, 0) + (np.abs(v) / wide) ** 2.6
    mask = r < 1
    h = s * 0.30 * np.sqrt(np.clip(1 - (v / wide) ** 2, 0, 1)) * np.clip((1 - np.abs(u)) * 9, 0, 1) ** 0.5
    hair = np.zeros((w, w), np.float32)
    art = Image.new("L", (w, w), 0)
    pen = ImageDraw.Draw(art)
    for _ in range(420):
        x, y, a = rng.uniform(0, w), rng.uniform(0, w), rng.uniform(0, 6.3)
        k = s * rng.uniform(0.02, 0.05)
        pen.line(
            [(x, y), (x + np.cos(a) * k, y + np.sin(a) * k)],
            fill=int(rng.uniform(90, 255)),
            width=max(2, int(s * 0.010)),
        )
    hair = gaussian_filter(as_mask(art), 0.8)
    cover = step(np.abs(u), 0.86, 0.78)
    bread = mix(
        (246, 208, 140),
        (206, 136, 66),
        np.clip(noise((w, w), s * 0.2, rng) + 0.5 * step(np.abs(v), wide * 0.5, wide), 0, 1),
    )
    col = mix(bread, mix(dark, top, np.clip(hair * 1.1, 0, 1)), cover)
    return P.solid(mask, h + hair * s * 0.022 * cover, col, 0.48, 0.1, 12)


@picture(
    "pia-tiga-rasa",
    "Ilustrasi: dus biru terbuka dilihat dari atas berisi tiga baris pia, cap titik merah, hijau dan cokelat menandai rasanya.",
)
def three_pia(rng):
    base = table_top("kain", rng, (236, 224, 212))
    words = Words(["Pia tiga rasa"], "cokelat, kacang hijau, keju", "Kota Gorontalo")
    paper_strip(
        base,
        (470, 60, 1330, 440),
        (34, 76, 130),
        rng,
        [
            (words.line, 96, 800, (255, 248, 230)),
            (words.kind, 42, 600, (250, 208, 110)),
            (words.place, 34, 500, (255, 248, 230)),
        ],
        4,
        (250, 208, 110),
    )
    _well_box, well = tray_box(base, (170, 400, 1230, 1220), (56, 100, 156), (250, 244, 232), rng, 30, 22)
    stamps = [(104, 44, 26), (70, 120, 50), (255, 240, 170)]
    for row in range(3):
        y = 545 + row * 266
        for column in range(4):
            x = 330 + column * 247
            paper_cup(base, x, y, 114, (255, 252, 244))
            drop_in(
                base, P.pia(rng, 206, stamps[row]), x + rng.normal(0, 4), y + rng.normal(0, 4), 9, 6, 10, 0.45
            )
    well_shadow(base, well)
    return base


@picture("pie-kukus", "Ilustrasi: kotak putih terbuka berisi pie kukus persegi, isi cokelat dan keju.")
def steamed_pies(rng):
    base = table_top("ubin", rng, (214, 222, 216))
    _well_box, well = tray_box(base, (160, 330, 1240, 1230), (250, 246, 238), (244, 228, 206), rng, 28, 20)
    for row in range(3):
        for column in range(4):
            x, y = 340 + column * 240, 490 + row * 288
            drop_in(
                base,
                pie(rng, 216, (row + column) % 2),
                x + rng.normal(0, 3),
                y + rng.normal(0, 3),
                10,
                7,
                11,
                0.46,
            )
    well_shadow(base, well)
    words = [
        ("Pie kukus", 104, 800, (122, 60, 30)),
        ("bujur sangkar, cokelat dan keju", 40, 700, (196, 104, 40)),
        ("Badung, Bali", 34, 500, (122, 60, 30)),
    ]
    paper_strip(base, (240, 50, 1110, 370), (250, 214, 150), rng, words, -3, (150, 84, 40))
    return base


def pie(rng, s, kind):
    """A square steamed pie: a crust with a fluted rim round a soft filling."""
    u, v, _slope, w = P.plane(s, rng, 0.0, (1.0, 1.0), 1.15)
    r = (np.abs(u) ** 7 + np.abs(v) ** 7) ** (1 / 7)
    side = np.where(np.abs(u) > np.abs(v), v, u)
    flute = np.cos(side * 24) * step(r, 0.72, 0.9)
    mask = r < 0.97 + 0.02 * np.cos(side * 24)
    crust = np.exp(-(((r - 0.84) / 0.11) ** 2))
    h = (
        s * 0.075 * crust
        + s * 0.010 * flute
        + s * 0.05 * (1 - step(r, 0.86, 1.0))
        + s * 0.006 * noise((w, w), s * 0.06, rng)
    )
    filling = 1 - step(r, 0.68, 0.73)
    h += filling * s * 0.028 * (1 - r * r)
    dough = mix(
        (244, 206, 140),
        (208, 146, 76),
        np.clip(noise((w, w), s * 0.14, rng) * 0.7 + 0.4 * (flute < -0.3), 0, 1),
    )
    soft = (
        mix((122, 70, 44), (84, 44, 28), noise((w, w), s * 0.25, rng))
        if kind
        else mix((254, 232, 150), (246, 208, 106), noise((w, w), s * 0.25, rng))
    )
    out = P.solid(mask, h, mix(dough, soft, filling), 0.52, 0.2, 14, box=0.08, blur=1.2)
    for _ in range(14):
        x, y, a = (
            w / 2 + rng.uniform(-0.27, 0.27) * s,
            w / 2 + rng.uniform(-0.27, 0.27) * s,
            rng.uniform(0, 3.1),
        )
        shred = P.tube(
            [(4, 6), (16, 8), (28, 6)],
            5 if kind == 0 else 6,
            (255, 244, 200) if kind == 0 else (58, 28, 18),
            (240, 216, 150) if kind == 0 else (40, 18, 12),
            rng,
            32,
            0.2,
            0.6,
            0.1,
        )
        drop_in(out, shred.rotate(np.degrees(a), Image.BICUBIC), x, y, 2, 1, 2, 0.4)
    return out


@picture(
    "cokelat-ucapan",
    "Ilustrasi: kotak cokelat huruf bertuliskan TERIMA KASIH BU GURU, tiap huruf di mangkuk kertas kecil.",
)
def thank_you(rng):
    base = table_top("polos", rng, (246, 214, 222))
    _well_box, well = tray_box(base, (110, 240, 1290, 1150), (184, 138, 96), (250, 240, 226), rng, 38, 30)
    for r, word in enumerate(("TERIMA", "KASIH", "BU GURU")):
        n = len(word)
        gap = 168 if n < 7 else 150
        for i, char in enumerate(word):
            x, y = 700 + (i - (n - 1) / 2) * gap, 430 + r * 265
            if char == " ":
                continue
            paper_cup(base, x, y, 82 if n < 7 else 76, [(122, 30, 74), (156, 58, 98)][(i + r) % 2])
            drop_in(
                base,
                P.letter(
                    char,
                    122 if n < 7 else 112,
                    P.CANDY[[0, 1, 2, 3, 5, 6][(i * 2 + r) % 6]],
                    rng.uniform(-0.1, 0.1),
                ),
                x,
                y,
                7,
                5,
                9,
                0.45,
            )
    well_shadow(base, well)
    for _ in range(30):
        bead(
            base,
            "pasir",
            rng.uniform(340, 1370),
            rng.choice([rng.uniform(40, 210), rng.uniform(1200, 1360)]),
            22,
            P.CANDY[rng.integers(7)],
        )
    return base


@picture(
    "lempok-durian",
    "Ilustrasi: kotak berisi batangan lempok durian cokelat keemasan berbungkus daun kering, satu batang diiris.",
)
def durian_fudge(rng):
    base = table_top("kayu", rng, (176, 132, 90))
    words = Words(["Lempok durian"], "durian dan gula", "Kutai Barat, Kalimantan Timur")
    _well_box, well = tray_box(base, (130, 420, 880, 1220), (196, 160, 110), (240, 226, 196), rng, 28, 18)
    for i in range(4):
        bar = P.wrapped_bar(rng, 640, (206, 172, 96) if i % 2 else (190, 152, 84))
        drop_in(base, bar, 505, 540 + i * 187, 10, 7, 12, 0.46)
    well_shadow(base, well)
    paper_strip(
        base,
        (150, 70, 940, 390),
        (60, 92, 52),
        rng,
        [
            (words.line, 88, 800, (255, 244, 214)),
            (words.kind, 40, 600, (246, 206, 110)),
            (words.place, 32, 500, (255, 244, 214)),
        ],
        -3,
        (246, 206, 110),
    )
    board(base, (960, 560, 1300, 1180), rng, (200, 152, 102), 60)
    for i in range(5):
        drop_in(
            base,
            P.slab(rng, 250, (170, 100, 40), (112, 58, 20), 0.42, 0.5, 0.22, 0.2, 0.35, turn=0.02 * i),
            1130,
            650 + i * 108,
            9,
            8,
            12,
            0.5,
        )
    return base


# ---------------------------------------------------------------- a woven box (besek)

BAMBOO, DYED = (222, 190, 132), (150, 84, 62)


def woven_lid(box, rng, second=None, deep=False):
    """A square of plaited bamboo with a thick edge, seen from above; `deep`: an open one, dark towards its sides."""
    mask = rect_mask(box, 26)
    inwards = distance_transform_edt(as_mask(mask) > 0.5)
    rgb = plait((S, S), rng, BAMBOO, second, 40.0)
    rim = step(inwards, 44, 36)
    diffuse, gloss = relief(18 * np.sqrt(np.clip(1 - ((inwards - 20) / 22) ** 2, 0, 1)), 0.7)
    rgb = mix(rgb, paint(np.asarray((200, 160, 102), np.float32) * np.ones((S, S, 1)), diffuse, gloss, 0.46, 0.1, 14), rim)  # fmt: skip
    if deep:
        rgb = rgb * (1 - 0.5 * np.exp(-np.clip(inwards - 40, 0, None) / 70) * (1 - rim))[..., None]
    return picture_of(rgb), mask


def ribbon(box, rng, color):
    """A flat band of cloth."""
    art = picture_of(
        np.asarray(color, np.float32)
        * (0.94 + 0.08 * np.sin(np.arange(S) / 2.4))[None, :, None]
        * np.ones((S, S, 1))
    )
    return art, rect_mask(box, 4)


@picture(
    "besek-bambu",
    "Ilustrasi: besek bambu anyaman bertutup, diikat pita ungu manggis dengan kartu kecil, di samping besek yang terbuka.",
)
def woven_box(rng):
    base = table_top("kain", rng, (226, 232, 226))
    open_one, mask = woven_lid((610, 150, 1290, 830), rng, deep=True)
    lay(base, open_one, mask, -7, 34, 36, 0.4)
    closed, mask = woven_lid((220, 400, 1020, 1200), rng, DYED)
    lay(base, closed, mask, 5, 40, 44, 0.46)
    for band in ((576, 394, 664, 1206), (214, 756, 1026, 844)):
        art, cut = ribbon(band, rng, (112, 44, 96))
        lay(base, art, cut, 5, 6, 6, 0.3)
    bow(base, 620, 800)
    card = Art()
    card.rect(0, 0, 250, 150, (252, 247, 236, 255), 12)
    card.rect(14, 14, 236, 136, None, 8, (190, 140, 90, 255), 3)
    card.text(125, 76, "terima kasih", 30, 600, (96, 40, 84, 255))
    label = card.done().crop((0, 0, 250, 150)).rotate(-8, Image.BICUBIC, expand=True)
    drop_in(base, label, 800, 970, 9, 6, 9, 0.4)
    return base


def bow(base, x, y):
    """Two loops, two ends and a knot."""
    art = Art()
    cloth, dark = (128, 52, 108, 255), (92, 34, 80, 255)
    for side in (-1, 1):
        art.polygon([(x, y), (x + side * 60, y + 130), (x + side * 108, y + 116)], dark)
        loop = [(0, 0), (84, -76), (152, -48), (154, 40), (88, 60)]
        hollow = [(34, 0), (98, -36), (120, 2), (94, 26)]
        for points, color in ((loop, cloth), (hollow, dark)):
            art.polygon(spline([(x + side * dx, y + dy) for dx, dy in points], closed=True), color)
    art.rect(x - 34, y - 32, x + 34, y + 32, (146, 64, 124, 255), 14)
    image = art.done()
    lay(base, image, image.getchannel("A"), 0, 8, 9, 0.4)
