"""Recipes: jars, sacks, cartons and drinks."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from scipy.ndimage import distance_transform_edt, gaussian_filter

from . import pieces as P
from .faces import jar_label
from .hardpacks import Turned, carton, glass_jar, streaks
from .labels import Words, beads, diamonds, teeth
from .light import (
    Art,
    S,
    add_light,
    as_mask,
    blank,
    cast,
    drop_in,
    grid,
    mask_of,
    mix,
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
    threads,
)
from .motifs import m_coffee, m_palm, m_pineapple, m_sprig, motif
from .scenes import disc, dish, foot_shadow, room, table_top
from .studio import contents, picture, pile, scatter


@picture("cokelat-huruf", "Ilustrasi: stoples bertutup merah berisi cokelat berbentuk huruf warna-warni.")
def chocolate_letters(rng):
    base = room("aprikot", rng, "sapuan", "daun")
    letters = "ABCDEFGHIKLMNOPRSTUY"
    fill = blank(color=(70, 40, 30, 255))
    for _ in range(2):
        for gy in range(11):
            for gx in range(10):
                x, y = (
                    300 + gx * 92 + (gy % 2) * 44 + rng.uniform(-20, 20),
                    340 + gy * 92 + rng.uniform(-18, 18),
                )
                drop_in(
                    fill,
                    P.letter(
                        letters[rng.integers(len(letters))],
                        96,
                        P.CANDY[rng.integers(7)],
                        rng.uniform(-0.9, 0.9),
                    ),
                    x,
                    y,
                    9,
                    5,
                    9,
                    0.5,
                )
    words = Words(["Cokelat Huruf"], "cokelat warna-warni", "Tangerang Selatan, Banten", "Berat bersih 250 g")
    label = jar_label(words, (255, 248, 240), (122, 30, 74), (122, 30, 74))
    jar = Turned([(404, 330), (440, 344), (1196, 344), (1224, 326)])
    glass_jar(base, jar, fill, label, 600, (206, 66, 96), lid_height=130, level=430, name="huruf")
    for char, x, y, c, turn in (
        ("A", 210, 1180, 0, 0.3),
        ("B", 1262, 1222, 1, -0.5),
        ("C", 1150, 1306, 2, -0.25),
    ):
        drop_in(base, P.letter(char, 150, P.CANDY[c], turn), x, y, 14, 9, 12, 0.42)
    return base


@picture("kue-nanas", "Ilustrasi: stoples bertutup merah penuh kue nanas bulat keemasan bercengkih.")
def pineapple_cookies(rng):
    base = room("mint", rng, "kain", "jendela")
    words = Words(["Kue nanas"], "isi selai nanas", "Tanjungpinang, Kepulauan Riau", "Berat bersih 350 g")
    label = jar_label(words, (34, 100, 74), (255, 248, 228), (248, 204, 92), edge="wajik", h=390)
    jar = Turned([(420, 324), (456, 338), (1196, 338), (1222, 322)])
    glass_jar(
        base,
        jar,
        contents(P.cookie, 124, rng, 0.84, (280, 380, 1120, 1260), (120, 74, 30), 2),
        label,
        640,
        (192, 50, 70),
        lid_height=120,
        level=446,
        name="nanas",
    )
    scatter(base, P.cookie, [(206, 1206, 146), (1180, 1250, 160), (1268, 1312, 156), (1096, 1330, 150)], rng)
    return base


@picture(
    "selai-nanas",
    "Ilustrasi: botol kaca berisi selai nanas kuning keemasan, tutupnya dibalut kain kotak-kotak.",
)
def pineapple_jam(rng):
    base = room("langit", rng, "kayu", "jendela")
    _y, x = grid()
    n = noise((S, S), 46, rng) * 0.6 + noise((S, S), 18, rng) * 0.4
    glow = np.exp(-(((x - 600) / 260) ** 2))
    jam = mix((214, 126, 16), (250, 186, 48), np.clip(n * 0.9 + glow * 0.35 - 0.1, 0, 1))
    fibre = gaussian_filter(rng.normal(0, 1, (S, S)), (7, 1.2)) * 8
    jam = mix(jam, (255, 222, 120), np.clip(fibre, 0, 0.5))
    words = Words(["Selai nanas"], "nanas, gula, kayu manis", "Bolaang Mongondow · 300 g")
    label = jar_label(
        words,
        (252, 246, 228),
        (90, 50, 20),
        (206, 126, 30),
        h=400,
        edge="garis",
        motif=motif(m_pineapple, 62, (240, 170, 40), (70, 110, 60), (120, 70, 20)),
    )
    jar = Turned([(392, 232), (440, 238), (500, 262), (580, 318), (640, 326), (1190, 326), (1228, 298)])
    glass_jar(
        base,
        jar,
        picture_of(jam),
        label,
        700,
        (206, 160, 70),
        lid_at=420,
        lid_height=110,
        level=470,
        lid_kind="kain",
        cloth=((214, 140, 30), (252, 244, 226)),
        name="selai",
    )
    fruit = [(1190, 1250, 170), (1120, 1322, 150), (1262, 1312, 158)]
    scatter(base, pineapple_wedge, fruit, rng)
    return base


def pineapple_wedge(rng, s):
    """A quarter of a pineapple slice."""
    u, v, _slope, w = P.plane(s, rng, rng.uniform(0, 6.3), (0.9, 1.0), 1.3)
    a, b = u + 0.6, v + 0.6
    d, t = np.hypot(a, b), np.arctan2(b, a)
    mask = (d < 1.5) & (d > 0.42) & (a > 0) & (b > 0)
    lines = np.cos(t * 44 + noise((w, w), s * 0.2, rng) * 4)
    h = s * 0.06 * (1 - step(d, 1.3, 1.5)) + s * 0.004 * lines + s * 0.012 * noise((w, w), s * 0.06, rng)
    col = mix(
        (254, 220, 96),
        (240, 182, 46),
        np.clip(0.4 + 0.3 * lines + 0.4 * (noise((w, w), s * 0.1, rng) - 0.5), 0, 1),
    )
    col = mix(col, (190, 140, 60), step(d, 1.40, 1.46))
    return P.solid(mask, h, col, 0.54, 0.4, 18, box=0.1)


# ---------------------------------------------------------------- sacks with folded tops


def sack(base, face, box, rng, skin="kertas", top="gulung", tie=(206, 176, 110), side=(0, 0, 0), gusset=86):
    """A block-bottom bag: a face, a folded side, its mouth rolled down (`gulung`) or sewn (`jahit`)."""
    x0, y0, x1, y1 = box
    fx = x1 + gusset
    front = np.vstack([spline([(x0 + 10, y0), (x0 - 4, (y0 + y1) / 2), (x0 + 4, y1)], 12), spline([(x0 + 4, y1), ((x0 + x1) / 2, y1 + 16), (x1, y1)], 12),
                       spline([(x1, y1), (x1 + 6, (y0 + y1) / 2), (x1 - 8, y0)], 12)])  # fmt: skip
    flank = np.array(
        [
            (x1 - 8, y0),
            (x1 + gusset * 0.45, y0 + 10),
            (fx, y0 + 26),
            (fx + 4, y1 - 70),
            (x1, y1),
            (x1 + 6, (y0 + y1) / 2),
        ]
    )
    whole = mask_of(np.maximum(as_mask(poly_mask(front)), as_mask(poly_mask(flank))))
    cast(base, whole, y1 + 4, 0.5, 0.15, 26, 0.28)
    foot_shadow(base, x0, fx - 10, y1 + 4, 50, 36, 0.46)
    y, x = grid()
    u = (x - x1) / gusset
    fold = np.where(u < 0.5, 0.62 + 0.30 * u, 0.86 - 0.34 * (u - 0.5)) * (1 - 0.10 * (y - y0) / (y1 - y0))
    base.alpha_composite(
        picture_of(np.ones((S, S, 3)) * np.asarray(side, float) * fold[..., None], as_mask(poly_mask(flank)))
    )
    m = as_mask(poly_mask(front))
    dist = distance_transform_edt(m > 0.5)
    h = 46 * np.sqrt(np.clip(dist / 150, 0, 1)) + 16 * noise((S, S), 210, rng) + 7 * noise((S, S), 70, rng)
    for _ in range(7):
        cx, cy, a = (
            rng.uniform(x0, x1),
            rng.choice([rng.uniform(y0 + 60, y0 + 240), rng.uniform(y1 - 260, y1 - 60)]),
            rng.uniform(-0.5, 0.5),
        )
        p, q = (x - cx) * np.cos(a) + (y - cy) * np.sin(a), -(x - cx) * np.sin(a) + (y - cy) * np.cos(a)
        h -= 8 * np.exp(-((q / 9) ** 2)) * np.exp(-((p / rng.uniform(90, 190)) ** 2))
    h = gaussian_filter(h, 3)
    rgb = rgb_of(face)
    if skin == "kertas":
        rgb = (
            rgb
            * (1 + 0.035 * threads((S, S), rng, 0.9, 14) + 0.03 * (noise((S, S), 3, rng) - 0.5))[..., None]
        )
        diffuse, gloss = relief(h, 0.5)
        rgb = paint(rgb, diffuse, gloss, 0.46, 0.03, 8)
    else:
        diffuse, gloss = relief(h, 0.6)
        rgb = paint(rgb, diffuse, gloss, 0.42, 0.10, 10) + (softbox(h, 0.7) * 255 * 0.16)[..., None]
    base.alpha_composite(picture_of(rgb, m))
    roll = Image.new("L", (S, S), 0)
    pen = ImageDraw.Draw(roll)
    if top == "gulung":
        pen.rounded_rectangle([x0 - 4, y0 - 26, x1 + gusset * 0.5, y0 + 66], 20, fill=255)
        rm = as_mask(roll)
        rh = 30 * np.sqrt(np.clip(1 - ((y - y0 - 20) / 46) ** 2, 0, 1)) + 5 * noise((S, S), 60, rng)
        diffuse, gloss = relief(gaussian_filter(rh, 2), 0.7)
        shadow(base, roll, 2, 14, 10, 0.45)
        base.alpha_composite(
            picture_of(paint(np.asarray(side, float) * 1.12, diffuse, gloss, 0.42, 0.08, 10), rm)
        )
        for tx in (x0 - 16, x1 + gusset * 0.5 - 30):
            tab = Image.new("L", (S, S), 0)
            ImageDraw.Draw(tab).rounded_rectangle([tx, y0 - 6, tx + 46, y0 + 34], 8, fill=255)
            shadow(base, tab, 2, 6, 5, 0.4)
            diffuse, gloss = relief(
                6 * np.sqrt(np.clip(distance_transform_edt(as_mask(tab) > 0.5) / 8, 0, 1)), 0.8
            )
            base.alpha_composite(picture_of(paint(tie, diffuse, gloss, 0.5, 0.3, 14), as_mask(tab)))
    else:
        pen.rectangle([x0 + 2, y0 - 64, x1 + gusset * 0.42, y0 + 12], fill=255)
        diffuse, gloss = relief(gaussian_filter(noise((S, S), 80, rng) * 14, 3), 0.5)
        base.alpha_composite(
            picture_of(paint(np.asarray(side, float) * 1.02, diffuse, gloss, 0.48), as_mask(roll))
        )
        art = Art()
        for i in range(int((x1 + gusset * 0.42 - x0) / 22)):
            sx = x0 + 10 + i * 22
            art.line([(sx, y0 - 24), (sx + 13, y0 - 24)], (*tie, 255), 6)
            art.line([(sx + 13, y0 - 24), (sx + 20, y0 - 24)], (120, 90, 60, 110), 2)
        base.alpha_composite(art.done())


@picture(
    "kopi-lampung",
    "Ilustrasi: kantong kopi hitam satu kilogram bergambar buah kopi merah, biji kopi sangrai di meja.",
)
def coffee(rng):
    base = room("tanah", rng, "kayu-gelap", "jendela")
    art = Art(S, S, (38, 34, 34, 255))
    art.rect(300, 470, 1100, 1010, (246, 234, 212))
    diamonds(art, 320, 1080, 470, 24, ((196, 52, 40), (246, 234, 212), (196, 52, 40)))
    diamonds(art, 320, 1080, 1010, 24, ((196, 52, 40), (246, 234, 212), (196, 52, 40)))
    m_coffee(art, 690, 590, 84, (196, 52, 40), (60, 92, 52), (255, 230, 210))
    art.text(690, 760, "Kopi Lampung", 108, 800, (48, 30, 24), fit=640)
    art.text(690, 846, "biji sangrai", 44, 700, (176, 60, 40))
    art.text(690, 908, "Bandar Lampung, Lampung", 36, 500, (48, 30, 24))
    art.text(690, 1108, "Berat bersih 1.000 g", 40, 700, (246, 234, 212))
    art.ellipse(690, 350, 26, fill=(58, 53, 53))
    for k in range(6):
        a = k * np.pi / 3
        art.ellipse(690 + np.cos(a) * 13, 350 + np.sin(a) * 13, 3.2, fill=(24, 20, 20))
    sack(base, art.done(), (330, 210, 1050, 1226), rng, "film", "gulung", (200, 168, 90), (44, 39, 39))
    pile(base, P.coffee_bean, 1220, 1300, 120, 46, 74, 26, rng)
    scatter(
        base,
        P.coffee_bean,
        [(1060, 1316, 72), (1010, 1344, 70), (226, 1212, 72), (180, 1246, 70), (272, 1240, 68)],
        rng,
    )
    return base


@picture(
    "tepung-sagu",
    "Ilustrasi: karung kertas putih tepung sagu bergambar pohon sagu, mangkuk kecil berisi tepung putih di sampingnya.",
)
def sago_flour(rng):
    base = room("sage", rng, "kayu", "daun")
    art = Art(S, S, (244, 238, 224, 255))
    green, brown = (44, 92, 62), (150, 88, 44)
    for yy in (300, 1130):
        art.rect(280, yy, 1100, yy + 16, green)
        diamonds(art, 300, 1040, yy + 46, 16, (brown, (244, 238, 224), brown))
    m_palm(art, 660, 568, 138, green, brown, (244, 238, 224))
    art.text(660, 770, "Tepung sagu", 118, 800, green, fit=600)
    art.text(660, 862, "diayak halus", 44, 700, brown)
    art.text(660, 926, "Merauke, Papua Selatan", 38, 500, (60, 50, 44))
    art.text(660, 1050, "Berat bersih 1.000 g", 38, 700, green)
    sack(base, art.done(), (310, 210, 1010, 1226), rng, "kertas", "jahit", (190, 60, 50), (238, 231, 216))
    cup(base, 1180, 1190, 150, (196, 150, 104), rng)
    return base


def cup(base, cx, top, half, color, rng):
    """A small wooden bowl with a heap of flour."""
    body = Turned(
        [(top, half), (top + 60, half * 0.92), (top + 120, half * 0.62), (top + 136, half * 0.5)], cx, 0.22
    )
    u, lv, inside = body.field()
    foot_shadow(base, cx - half * 0.7, cx + half * 0.7, top + 150, 40, 26, 0.46)
    lines = 0.94 + 0.1 * noise((S, S), 12, rng)
    base.alpha_composite(
        picture_of(np.asarray(color, float) * (body.light(u, lv, 0.5) * lines)[..., None], inside)
    )
    y, x = grid()
    d = np.hypot((x - cx) / half, (y - top) / (half * 0.24))
    base.alpha_composite(picture_of(np.full((S, S, 3), np.asarray(color) * 0.8), np.clip((1 - d) * 30, 0, 1)))
    mound = np.exp(-(((x - cx + 10) / (half * 0.44)) ** 2))
    edge = top - mound * half * 0.62
    fm = np.clip(
        (
            0.93
            - np.hypot(
                (x - cx) / half, np.where(y > top, (y - top) / (half * 0.22), (y - top) / (half * 0.62))
            )
        )
        * 30,
        0,
        1,
    ) * np.clip((y - edge + 12) / 3, 0, 1)
    h = 60 * np.clip((y - edge) / 60, 0, 1) ** 0.5 + 8 * noise((S, S), 26, rng) + 40 * mound
    diffuse, _ = relief(gaussian_filter(h, 5), 0.7)
    base.alpha_composite(picture_of(paint((252, 249, 242), np.clip(diffuse, 0.2, 1.05), None, 0.7), fm))


# ---------------------------------------------------------------- tea


@picture(
    "teh-kelor",
    "Ilustrasi: kotak teh daun kelor hijau isi lima belas kantong, dua kantong teh bertali di depannya.",
)
def moringa_tea(rng):
    base = room("gading", rng, "batu", "daun")
    green, deep, pale = (66, 122, 70), (30, 74, 48), (246, 242, 222)
    front = Art(660, 860, (*pale, 255))
    front.rect(0, 560, 660, 860, green)
    teeth(front, 0, 660, 562, 30, green)
    m_sprig(front, 330, 204, 140, green, deep, (150, 190, 110), 5)
    front.text(330, 420, "Teh daun kelor", 80, 800, deep, fit=560)
    front.text(330, 488, "daun kelor kering", 38, 600, green)
    front.text(330, 650, "isi 15 kantong", 54, 800, pale)
    front.text(330, 724, "Gunungkidul, DI Yogyakarta", 36, 500, pale)
    beads(front, 60, 600, 792, (250, 214, 110), 6, 27)
    side = Art(240, 860, (*deep, 255))
    for i in range(5):
        m_sprig(side, 120, 110 + i * 160, 62, (86, 146, 88), (86, 146, 88), (120, 170, 110), 4)
    carton(base, front.done(), side.done(), (330, 330, 970, 1200), 200, 84, "teh", (236, 230, 206))
    for x, y, a in ((1196, 1226, 10), (1062, 1258, -12)):
        drop_in(base, tea_bag(rng).rotate(a, Image.BICUBIC, expand=True), x, y, 12, 8, 12, 0.42)
    return base


def tea_bag(rng):
    """A paper tea bag with its string and small card."""
    w = 300
    base = blank((w, w))
    art = Art(w, w)
    art.line(spline([(110, 70), (60, 30), (160, 16), (236, 60), (240, 120)], 16), (226, 214, 190, 255), 4)
    art.rect(206, 112, 276, 176, (66, 122, 70, 255), 6)
    art.polygon(np.asarray([(241, 128), (256, 146), (241, 164), (226, 146)]), (246, 242, 222, 255))
    base.alpha_composite(art.done())
    y, x = grid(w, w)
    box = (44, 70, 186, 262)
    m = np.clip(
        np.minimum(np.minimum(x - box[0], box[2] - x), np.minimum(y - box[1], box[3] - y)) / 1.5, 0, 1
    )
    edge = np.minimum(np.minimum(x - box[0], box[2] - x), np.minimum(y - box[1], box[3] - y))
    h = 16 * np.sqrt(np.clip((edge - 14) / 40, 0, 1)) + 3 * noise((w, w), 16, rng)
    diffuse, _ = relief(gaussian_filter(h, 1.5), 0.7)
    leaf = step(noise((w, w), 9, rng), 0.35, 0.7) * step(edge, 14, 22) * step(y, 96, 130)
    col = mix((246, 240, 222), (150, 164, 104), leaf * 0.62)
    base.alpha_composite(picture_of(paint(col, diffuse, None, 0.55), m))
    return base


@picture(
    "teh-seduh",
    "Ilustrasi: segelas teh kelor seduh berwarna kuning kehijauan di atas tatakan, daun kelor kering di sampingnya.",
)
def tea_glass(rng):
    base = room("mint", rng, "kayu", "jendela")
    y, x = grid()
    # saucer
    for rx, ry, yy, col in ((390, 96, 1196, (238, 230, 216)), (250, 54, 1186, (226, 216, 200))):
        d = np.hypot((x - 700) / rx, (y - yy) / ry)
        if rx > 300:
            foot_shadow(base, 700 - rx * 0.9, 700 + rx * 0.86, yy + 60, 60, 40, 0.4)
        glow = 1.04 - 0.20 * (x - 700 + rx) / (2 * rx) + 0.10 * np.exp(-(((d - 0.95) / 0.03) ** 2))
        base.alpha_composite(
            picture_of(np.asarray(col, float) * glow[..., None], np.clip((1 - d) * 60, 0, 1))
        )
    glass = Turned([(330, 300), (600, 284), (1000, 250), (1150, 232), (1176, 214)], 700, 0.17)
    u, lv, inside = glass.field()
    pool = mask_of(np.clip(1 - np.hypot((x - 900) / 260, (y - 1206) / 34), 0, 1))
    add_light(base, gaussian_filter(as_mask(pool), 12) * 0.5, (250, 214, 96))
    surface = 450
    half = glass.half[np.clip(lv, 0, S - 1).astype(int)]
    tea = (
        inside
        * np.clip((0.955 - np.abs(u)) * half / 2, 0, 1)
        * np.clip(lv - surface, 0, 1)
        * np.clip(1128 - lv, 0, 1)
    )
    depth = np.clip((lv - surface) / 680, 0, 1)
    col = mix((226, 198, 84), (168, 128, 30), np.clip(depth * 0.5 + 0.55 * np.abs(u) ** 2.4 - 0.05, 0, 1))
    col = mix(col, (255, 240, 166), np.exp(-(((u - 0.38) / 0.30) ** 2)) * (0.30 + 0.55 * depth**1.5))
    col = mix(col, (255, 246, 190), np.exp(-(((lv - 1096) / 34) ** 2)) * (1 - np.abs(u)) * 0.8)
    ground = rgb_of(base.filter(ImageFilter.GaussianBlur(3)))[:, ::-1]  # the room, seen through the tea
    thick = np.sqrt(np.clip(1 - u * u, 0, 1))[..., None]
    through = ground * np.array([0.97, 0.80, 0.30]) ** (0.55 + 0.75 * thick * (0.6 + 0.5 * depth[..., None]))
    col = mix(through, col, 0.42)
    behind_line = np.exp(-(((lv - 1010 - 26 * np.sqrt(np.clip(1 - u * u, 0, 1))) / 5) ** 2)) * (
        np.abs(u) < 0.9
    )
    col = mix(col, (140, 100, 30), behind_line * 0.35)
    for _ in range(26):  # a few leaf crumbs at the bottom
        cx, cy = 700 + rng.uniform(-170, 170), 1120 + rng.uniform(-14, 16)
        col = mix(
            col,
            (74, 88, 34),
            (np.hypot((x - cx) / rng.uniform(7, 13), (y - cy) / rng.uniform(3, 6)) < 1) * 0.75,
        )
    base.alpha_composite(picture_of(np.full((S, S, 3), 252.0), inside * 0.16))
    base.alpha_composite(picture_of(col, tea * 0.97))
    ry = glass.bow * glass.half[surface] * 0.955
    d = np.hypot((x - 700) / (glass.half[surface] * 0.955), (y - surface - 1) / ry)
    top = mix((236, 208, 92), (206, 168, 48), np.clip(0.5 + 0.6 * (x - 700) / 300, 0, 1))
    top = mix(top, (255, 246, 190), np.exp(-(((d - 0.93) / 0.05) ** 2)) * 0.7)
    base.alpha_composite(picture_of(top, np.clip((1 - d) * ry / 1.2, 0, 1)))
    base.alpha_composite(
        picture_of(
            np.full((S, S, 3), [110.0, 116, 104]), np.exp(-(((1 - np.abs(u)) / 0.035) ** 2)) * inside * 0.34
        )
    )
    add_light(
        base,
        inside
        * (
            streaks(u, lv, 330, 1176) * 0.8
            + np.exp(-(((lv - 1146) / 12) ** 2)) * 0.36
            + np.exp(-(((lv - 1166) / 5) ** 2)) * 0.3
        ),
    )
    rim = np.hypot((x - 700) / glass.half[330], (y - 330) / (glass.bow * glass.half[330]))
    add_light(base, np.exp(-(((rim - 0.985) / 0.014) ** 2)) * 0.75)
    base.alpha_composite(picture_of(np.full((S, S, 3), 90.0), np.exp(-(((rim - 0.955) / 0.012) ** 2)) * 0.22))
    for k in range(3):
        steam = Image.new("L", (S, S), 0)
        ImageDraw.Draw(steam).line(
            [
                tuple(p)
                for p in spline(
                    [(620 + k * 80, 380), (590 + k * 90, 280), (660 + k * 70, 190), (620 + k * 86, 90)], 20
                )
            ],
            fill=130,
            width=22,
        )
        add_light(base, as_mask(steam.filter(ImageFilter.GaussianBlur(17))) * 0.8)
    pile(base, P.flake, 1240, 1300, 110, 40, 62, 60, rng)
    scatter(
        base,
        lambda r, s: P.green_leaf(r, s, (86, 142, 70), (46, 96, 44), 0.5),
        [(1100, 1326, 92), (1060, 1296, 80)],
        rng,
    )
    return base


@picture(
    "toples-tutup",
    "Ilustrasi: stoples dilihat dari atas, tutup merah dengan segel kertas di tepinya.",
)
def jar_seal(rng):
    base = table_top("kain", rng, (212, 226, 214))
    w = 1120
    y, x = grid(w + 12, w + 12)
    theta = np.arctan2(y - w / 2, x - w / 2)
    red = (196, 52, 78)

    def height(d):
        ridge = 0.010 * np.cos(theta * 90) * step(d, 0.955, 0.965)
        return (
            0.06 * (1 - step(d, 0.955, 1.0))
            + ridge
            - 0.016 * np.exp(-(((d - 0.84) / 0.018) ** 2))
            + 0.012 * np.exp(-(((d - 0.90) / 0.022) ** 2))
        )

    dish(
        base,
        disc(
            height,
            lambda d: np.ones((*d.shape, 1), np.float32) * np.asarray(red, np.float32),
            700,
            690,
            w / 2,
            0.16,
            0.44,
            0.3,
        ),
        40,
        0.42,
    )
    label = Art(S, S)
    label.ellipse(700, 690, 392, fill=(252, 246, 236))
    label.ellipse(700, 690, 372, outline=red, width=4)
    label.arched(700, 690, 306, "periksa segelnya", 50, 700, (110, 60, 60), tracking=3)
    label.arched(700, 690, 340, "sebelum dibuka", 50, 700, (110, 60, 60), np.pi / 2, True, 3)
    amber = (240, 176, 90)
    for ring, size, color in ((196, 26, red), (140, 20, amber), (92, 26, red), (44, 18, amber)):
        count = int(ring * 2 * np.pi / (size * 2.3))
        for k in range(count):
            a = 2 * np.pi * k / count
            cx, cy = 700 + np.cos(a) * ring, 690 + np.sin(a) * ring
            label.polygon([(cx - size, cy), (cx, cy - size), (cx + size, cy), (cx, cy + size)], color)
    label.ellipse(700, 690, 15, fill=red)
    art = label.done()
    shadow(base, art.getchannel("A"), 1, 3, 3, 0.3)
    base.alpha_composite(art)
    strip = Art(S, S)
    strip.polygon([(618, 20), (782, 20), (770, 330), (630, 330)], (255, 252, 246))
    strip.line([(634, 26), (644, 326)], (36, 112, 84), 4)
    strip.line([(766, 26), (756, 326)], (36, 112, 84), 4)
    strip.text(700, 196, "segel", 40, 800, (36, 112, 84))
    for k in range(6):
        strip.line([(660 + k * 14, 250), (672 + k * 14, 250)], (36, 112, 84), 4)
    seal = strip.done()
    yy, _ = grid()
    lit = rgb_of(seal) * (1.0 - 0.22 * (1 - step(yy, 60, 170)))[..., None]
    paper = picture_of(lit)
    paper.putalpha(seal.getchannel("A"))
    shadow(base, seal.getchannel("A"), 4, 6, 6, 0.36)
    base.alpha_composite(paper)
    return base
