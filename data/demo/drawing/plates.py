"""Recipes: cakes, sweets and fish on plates, leaves, boards and trays."""

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

from . import pieces as P
from .faces import header, strap
from .labels import Words
from .light import (
    S,
    as_mask,
    blank,
    drop_in,
    grid,
    mask_of,
    mix,
    noise,
    paint,
    picture_of,
    poly_mask,
    put,
    relief,
    rgb_of,
    shadow,
    softbox,
    spline,
    step,
)
from .scenes import banana_leaf, board, cloth_square, lay_leaf, paper_strip, plate, room, table_top, tampah
from .softpacks import clear_bag, header_card, sticker
from .studio import picture, scatter

# ---------------------------------------------------------------- on plates, leaves, boards


@picture(
    "bingke",
    "Ilustrasi: kue bingke berbentuk bunga dengan permukaan kecokelatan di atas piring beralas daun pisang.",
)
def bingke(rng):
    base = table_top("kayu-gelap", rng)
    plate(base, 700, 690, 560, (246, 242, 232), (40, 84, 120))
    lay_leaf(base, banana_leaf([(300, 860), (640, 760), (1110, 470)], 300, rng))
    drop_in(base, flower_cake(rng, 800), 700, 690, 22, 14, 24, 0.5)
    return base


def flower_cake(rng, s, cut=True):
    u, v, _slope, w = P.plane(s, rng, 0.2, (1.0, 1.0), 1.12)
    theta, d = np.arctan2(v, u), np.hypot(u, v)
    edge = 0.84 + 0.13 * np.abs(np.cos(theta * 4)) ** 0.8
    r = d / edge
    groove = np.exp(-((np.cos(theta * 4) / 0.16) ** 2)) * step(d, 0.34, 0.8)
    h = s * 0.10 * np.sqrt(np.clip(1 - np.clip((r - 0.72) / 0.28, 0, 1) ** 2, 0, 1)) - groove * s * 0.014
    h += s * 0.012 * noise((w, w), s * 0.08, rng) + s * 0.004 * noise((w, w), s * 0.02, rng)
    n = noise((w, w), s * 0.09, rng) * 0.6 + noise((w, w), s * 0.035, rng) * 0.4
    col = mix((246, 200, 92), (232, 168, 58), noise((w, w), s * 0.2, rng))
    brown = np.clip((n - 0.30) * 1.9 + 0.25 * step(d, 0.2, 0.7), 0, 1) * (1 - step(r, 0.90, 1.0) * 0.75)
    col = mix(col, (150, 78, 26), brown * 0.82)
    col = mix(col, (96, 46, 18), np.clip((n - 0.62) * 3, 0, 1) * 0.6)
    return P.solid(r < 1, h, col, 0.5, 0.2, 14, box=0.10, blur=1.4)


@picture(
    "duduli",
    "Ilustrasi: bungkusan duduli dari daun kering bertali di atas kain, satu terbuka menampakkan isi cokelat mengilap.",
)
def duduli(rng):
    base = table_top("tikar", rng, (222, 196, 148))
    cloth_square(base, (250, 330, 1170, 1180), rng, (150, 52, 66), (244, 206, 130), 5)
    for i, (x, y, a) in enumerate(((470, 520, 0.2), (500, 740, -0.12), (470, 960, 0.1), (830, 480, -0.25))):
        bar = P.wrapped_bar(
            rng, 400, [(206, 178, 112), (192, 160, 92), (214, 186, 122), (198, 166, 100)][i], 0.29
        )
        drop_in(base, bar.rotate(np.degrees(a), Image.BICUBIC, expand=True), x, y, 14, 10, 16, 0.5)
    leaf = wrapped_open(rng)
    drop_in(base, leaf, 880, 800, 16, 12, 18, 0.5)
    for i in range(3):
        drop_in(
            base,
            P.slab(rng, 300, (92, 46, 22), (56, 24, 12), 0.34, 0.7, 0.34, 0.22, 0.3, turn=0.5 + i * 0.07),
            850 + i * 34,
            730 + i * 92,
            9,
            8,
            12,
            0.5,
        )
    words = [
        ("Duduli", 84, 800, (90, 40, 24)),
        ("ketan, gula merah, santan", 34, 700, (170, 70, 40)),
        ("Kota Gorontalo", 31, 500, (90, 40, 24)),
    ]
    paper_strip(base, (500, 80, 1010, 320), (250, 238, 214), rng, words, -4, (170, 70, 40))
    return base


def wrapped_open(rng):
    """A dried leaf lying open."""
    w = 640
    y, x = grid(w, w)
    pts = spline(
        [
            (20, 400),
            (120, 230),
            (300, 130),
            (500, 110),
            (626, 190),
            (560, 360),
            (440, 480),
            (300, 560),
            (130, 540),
        ],
        20,
        True,
    )
    mask = as_mask(poly_mask(pts, (w, w)))
    fibre = gaussian_filter(rng.normal(0, 1, (w, w)), (0.9, 30)) * 6
    fibre = np.asarray(Image.fromarray(fibre.astype(np.float32)).rotate(33, Image.BICUBIC), np.float32)
    rib = (y - 330) * 0.84 + (x - 320) * 0.54
    h = fibre * 1.6 + 34 * noise((w, w), 200, rng) - 9 * np.exp(-((rib / 10) ** 2)) + 24 * np.abs(rib) / 200
    diffuse, gloss = relief(gaussian_filter(h, 0.8), 0.7)
    col = mix((214, 186, 124), (176, 142, 84), np.clip(fibre + 0.5 * noise((w, w), 90, rng), 0, 1))
    return picture_of(paint(col, diffuse, gloss, 0.5, 0.08, 10), mask)


@picture(
    "martabak-sagu",
    "Ilustrasi: martabak sagu setengah lingkaran berisi gula merah di atas piring beralas daun.",
)
def sago_pancake(rng):
    base = table_top("batu", rng, (226, 220, 210))
    plate(base, 700, 690, 570, (92, 128, 116), None)
    lay_leaf(base, banana_leaf([(330, 780), (700, 720), (1080, 560)], 270, rng, (84, 140, 70)))
    for x, y, a in ((620, 510, 12), (800, 700, -8), (610, 880, 16)):
        drop_in(base, half_pancake(rng, 640).rotate(a, Image.BICUBIC), x, y, 18, 12, 20, 0.5)
    for _ in range(26):
        a, d = rng.uniform(0, 6.3), rng.uniform(0, 330)
        drop_in(
            base,
            P.slab(rng, rng.uniform(14, 26), (150, 84, 34), (96, 48, 18), 0.8, 0.3, 0.0, 0.3),
            700 + np.cos(a) * d,
            700 + np.sin(a) * d,
            3,
            2,
            3,
            0.4,
        )
    return base


def half_pancake(rng, s):
    """A sago pancake folded in two, sugar running at the open side."""
    u, v, _slope, w = P.plane(s, rng, 0.0, (1.0, 1.0), 1.1)
    d = np.hypot(u, v + 0.42) / P.wobble(np.arctan2(v + 0.42, u), rng, 3, 10, 0.012)
    mask = (d < 0.96) & (v > -0.40 + 0.012 * np.sin(u * 9))
    fold = np.clip((v + 0.40) / 0.10, 0, 1)
    h = (
        s * 0.07 * np.sqrt(fold * (2 - fold)) * (1 - 0.5 * step(d, 0.6, 0.96))
        + s * 0.008 * noise((w, w), s * 0.03, rng)
        + s * 0.012 * noise((w, w), s * 0.1, rng)
    )
    n = noise((w, w), s * 0.05, rng)
    col = mix((246, 234, 206), (230, 208, 166), noise((w, w), s * 0.15, rng))
    col = mix(col, (190, 132, 72), np.clip(n * 1.9 - 1.05, 0, 1) * 0.75)
    lip = step(d, 0.86, 0.93)
    col = mix(col, mix((120, 60, 24), (84, 38, 14), n), lip * (noise((w, w), s * 0.06, rng) > 0.22))
    return P.solid(mask, h - lip * s * 0.012, col, 0.5, 0.16, 16, blur=1.1)


@picture(
    "dodol-meusekat",
    "Ilustrasi: dodol meusekat putih kekuningan dipotong wajik dengan tepi berukir di atas nampan kayu.",
)
def meusekat(rng):
    base = table_top("kain", rng, (216, 206, 224))
    board(base, (150, 200, 1250, 1210), rng, (122, 78, 54), 80)
    h, col, mask, _shape = meusekat_relief(rng)
    diffuse, gloss = relief(gaussian_filter(h, 1.4), 0.8)
    rgb = paint(col, diffuse, gloss, 0.52, 0.3, 14) + (softbox(gaussian_filter(h, 4), 0.6) * 36)[..., None]
    shadow(base, mask_of(mask), 16, 24, 20, 0.46)
    base.alpha_composite(picture_of(rgb, mask))
    return base


def meusekat_relief(rng):
    """A square sweet pressed in a carved mould: a border of points, a grid of diamonds with a flower in each."""
    y, x = grid()
    x0, y0, x1, y1 = 260, 310, 1140, 1100
    edge = np.minimum(np.minimum(x - x0, x1 - x), np.minimum(y - y0, y1 - y))
    side = np.where((np.minimum(x - x0, x1 - x) < np.minimum(y - y0, y1 - y)), y - y0, x - x0)
    wave = 8 * np.cos(side / 27.5 * np.pi)
    mask = np.clip((edge + wave - 6) / 2, 0, 1)
    t = np.clip((edge + wave) / 34, 0, 1)
    h = 34 * np.sqrt(t * (2 - t))
    u, v = (x - 700) / 110 * 0.5 + (y - 705) / 110 * 0.5, (x - 700) / 110 * 0.5 - (y - 705) / 110 * 0.5
    fu, fv = u * 1.25 - np.round(u * 1.25), v * 1.25 - np.round(v * 1.25)
    cut = np.exp(-((np.minimum(0.5 - np.abs(fu), 0.5 - np.abs(fv)) / 0.05) ** 2)) * step(edge, 60, 74)
    d, a = np.hypot(fu, fv), np.arctan2(fv, fu)
    flower = np.exp(-(((d - 0.17 - 0.07 * np.cos(a * 6)) / 0.035) ** 2)) * step(edge, 66, 90)
    border = np.exp(-(((edge - 52) / 6) ** 2))
    h = h - cut * 13 + flower * 6 - border * 8 + 4 * noise((S, S), 60, rng)
    col = mix((250, 232, 178), (240, 212, 140), noise((S, S), 200, rng))
    return h, mix(col, (208, 160, 84), np.clip(cut * 0.7 + border * 0.5, 0, 1)), mask, edge


@picture(
    "gipang",
    "Ilustrasi: kantong bening berisi batangan gipang lapis kacang tersusun rapi, dua batang di depan.",
)
def gipang(rng):
    base = room("mawar", rng, "tikar", "jendela")
    food = blank(color=(150, 96, 46, 255))
    for row in range(7):
        for column in range(3):
            drop_in(food, P.gipang(rng, 266, 0.0), 440 + column * 262, 350 + row * 142, 7, 5, 10, 0.55)
    clear_bag(base, food, 320, 1080, 190, 1240, "gipang", 330)
    words = Words(["Gipang"], "lapis kacang", "Serang, Banten", "200 g")
    card = header(words, (236, 150, 50), (70, 30, 24), (255, 246, 226), None, 830, 310, "wajik")
    header_card(base, card, (285, 140, 1115, 450), "gipang")
    scatter(base, lambda r, s: P.gipang(r, s, 0.25), [(1220, 1226, 190)], rng)
    scatter(base, lambda r, s: P.gipang(r, s, -0.2), [(1130, 1312, 200)], rng)
    return base


@picture(
    "sale-pisang", "Ilustrasi: sale pisang cokelat mengilap disusun di tampah bambu dengan label kertas."
)
def dried_banana(rng):
    base = table_top("ubin", rng, (224, 208, 186))
    tampah(base, 700, 690, 590, rng)
    for ring, (n, reach, size) in enumerate(((17, 395, 300), (11, 225, 280), (5, 80, 240))):
        for i in range(n):
            a = 2 * np.pi * i / n + ring * 0.3
            one = sale_strip(rng, size, a + rng.normal(0, 0.06))
            drop_in(base, one, 700 + np.cos(a) * reach, 690 + np.sin(a) * reach, 10, 7, 11, 0.5)
    words = [
        ("Sale pisang", 82, 800, (92, 44, 20)),
        ("pisang jemur", 36, 700, (190, 96, 36)),
        ("Bandung, Jawa Barat · 500 g", 31, 500, (92, 44, 20)),
    ]
    paper_strip(base, (640, 1040, 1200, 1290), (250, 236, 206), rng, words, 4, (190, 96, 36))
    return base


def sale_strip(rng, s, turn):
    u, v, _slope, w = P.plane(s, rng, turn, (0.98, 1.0), 1.2)
    v2 = v + rng.uniform(-0.08, 0.08) * (u * u)
    wide = rng.uniform(0.21, 0.25) * (1 - 0.25 * u * u) * (1 + 0.08 * np.sin(u * 5 + rng.uniform(0, 6)))
    r = np.maximum(np.abs(u) ** 4, (np.abs(v2) / wide) ** 2.2)
    lines = np.cos(v2 / wide * 7 + noise((w, w), s * 0.3, rng) * 4)
    h = (
        s * 0.085 * np.sqrt(np.clip(1 - r, 0, 1))
        + s * 0.004 * lines
        + s * 0.02 * noise((w, w), s * 0.12, rng)
    )
    col = mix((196, 120, 52), (122, 60, 22), np.clip(noise((w, w), s * 0.16, rng) * 0.9 - 0.12 * lines, 0, 1))
    return P.solid(
        r < 1, h, mix(col, (84, 38, 16), step(r, 0.55, 1.0) * 0.6), 0.46, 0.5, 18, box=0.1, blur=1.2
    )


@picture("ikan-sepat", "Ilustrasi: ikan sepat kering dibelah dan disusun melingkar di tampah bambu.")
def dried_fish(rng):
    base = table_top("kayu", rng, (150, 116, 86))
    tampah(base, 700, 690, 590, rng, (214, 180, 124))
    for n, reach, size, off in ((13, 372, 330, 0.0), (7, 168, 290, 0.25)):
        for i in range(n):
            a = 2 * np.pi * i / n + off
            drop_in(
                base,
                sepat(rng, size * rng.uniform(0.94, 1.05), a + np.pi),
                700 + np.cos(a) * reach,
                690 + np.sin(a) * reach,
                10,
                8,
                12,
                0.5,
            )
    words = [
        ("Ikan sepat", 80, 800, (34, 60, 74)),
        ("kering asin", 36, 700, (176, 96, 40)),
        ("Banjarmasin, Kalimantan Selatan", 30, 500, (34, 60, 74)),
    ]
    paper_strip(base, (700, 1070, 1290, 1310), (244, 240, 228), rng, words, -3, (34, 60, 74))
    return base


def sepat(rng, s, turn):
    """A gourami, split and dried: an oval flat fish, brown and silver, its spine showing."""
    u, v, _slope, w = P.plane(s, rng, turn, (0.97, 1.0), 1.2)
    body = 0.37 * np.sqrt(np.clip(1 - ((u - 0.12) / 0.78) ** 2, 0, 1)) ** 0.9
    tail = 0.05 + 0.34 * np.clip((-u - 0.66) * 2.6, 0, 1)
    wide = np.where(u < -0.62, np.maximum(tail, body), body) * (
        1 + 0.03 * np.sin(u * 40) * (np.abs(v) > 0.25)
    )
    r = np.abs(v) / np.maximum(wide, 1e-3)
    notch = (u < -0.86) & (np.abs(v) < (-u - 0.86) * 1.6)
    mask = (r < 1) & (u > -0.99) & (u < 0.92) & ~notch
    bone = np.exp(-((v / 0.022) ** 2)) * (u < 0.5)
    ribs = np.cos((u * 1.0 + np.abs(v) * 0.55) * 62) * step(1 - r, 0.06, 0.3) * (np.abs(u) < 0.55)
    head = step(u, 0.44, 0.52)
    h = (
        s * 0.05 * np.sqrt(np.clip(1 - r**3, 0, 1))
        + s * 0.016 * bone
        + s * 0.0035 * ribs
        + s * 0.02 * noise((w, w), s * 0.1, rng)
        + head * s * 0.02
    )
    col = mix((206, 172, 128), (140, 98, 64), np.clip(noise((w, w), s * 0.14, rng) * 1.0 - 0.12 * ribs, 0, 1))
    col = mix(col, (110, 86, 72), head * 0.65)
    col = mix(col, (230, 212, 180), np.clip(bone * 0.8, 0, 1))
    col = mix(col, (84, 58, 42), np.clip(step(r, 0.84, 1.0) * 0.7 + (u < -0.68) * 0.5, 0, 1))
    eye = np.hypot(u - 0.68, v - 0.12)
    col = mix(col, (236, 228, 210), (eye < 0.06) * 1.0)
    col = mix(col, (28, 22, 22), (eye < 0.036) * 1.0)
    return P.solid(mask, h, col, 0.46, 0.22, 12, blur=0.9)


@picture(
    "bontot",
    "Ilustrasi: bontot, olahan ikan berbentuk batang, sebagian diiris di talenan kayu dengan cabai dan daun.",
)
def bontot(rng):
    base = table_top("batu", rng, (208, 214, 214))
    board(base, (190, 330, 1230, 1120), rng, (196, 146, 96), 70, (1180, 640, 1370, 810))
    for y, k in ((500, 560), (640, 540)):
        drop_in(base, sausage(rng, k), 560, y, 14, 10, 18, 0.5)
    for i in range(7):
        drop_in(
            base,
            P.slice_disc(rng, 190, (236, 220, 192), (208, 188, 156), (184, 156, 120), 0.92, turn=0.3),
            400 + i * 108,
            880 + (i % 2) * 10,
            10,
            8,
            12,
            0.5,
        )
    for i in range(3):
        drop_in(
            base,
            P.slice_disc(rng, 186, (236, 220, 192), (208, 188, 156), (184, 156, 120), 0.95, turn=1.0),
            980 + (i % 2) * 70,
            480 + i * 110,
            10,
            8,
            12,
            0.5,
        )
    scatter(base, lambda r, s: P.chili(r, s, turn=0.7), [(1090, 940, 240)], rng)
    scatter(base, lambda r, s: P.green_leaf(r, s, turn=-0.5), [(310, 420, 170)], rng)
    words = [
        ("Bontot Domas", 82, 800, (40, 76, 90)),
        ("ikan payus", 36, 700, (190, 84, 44)),
        ("Serang, Banten", 31, 500, (40, 76, 90)),
    ]
    paper_strip(base, (560, 80, 1150, 320), (250, 246, 236), rng, words, 3, (40, 76, 90))
    return base


def sausage(rng, s):
    u, v, _slope, w = P.plane(s, rng, 0.03, (1.0, 1.0), 1.1)
    wide = 0.165
    r = ((np.clip(np.abs(u) - 0.82, 0, 1) / 0.165) ** 2 + (v / wide) ** 2) ** 0.5
    h = s * 0.165 * 0.5 * np.sqrt(np.clip(1 - r * r, 0, 1)) * 1.1 + s * 0.004 * noise((w, w), s * 0.04, rng)
    col = mix(
        (226, 208, 178),
        (194, 172, 138),
        np.clip(noise((w, w), s * 0.1, rng) + 0.3 * noise((w, w), s * 0.02, rng), 0, 1),
    )
    return P.solid(r < 1, h, col, 0.46, 0.28, 14, box=0.08, blur=1.2)


def crumble(image, rng):
    """Gives a block the grain of ground nuts."""
    rgb, w = rgb_of(image), image.width
    n = noise((w, w), 9, rng) * 0.6 + noise((w, w), 22, rng) * 0.6
    diffuse, gloss = relief(gaussian_filter(n * 9, 0.8), 0.7)
    out = picture_of(rgb * (0.35 + 0.65 * diffuse)[..., None] + (gloss**14 * 26)[..., None])
    out.putalpha(image.getchannel("A"))
    return out


@picture(
    "sambal-pecel",
    "Ilustrasi: balok sambal pecel kacang cokelat kemerahan dalam plastik bening berlabel merah, dengan kacang tanah dan cabai.",
)
def pecel(rng):
    base = table_top("kayu-gelap", rng, (112, 78, 58))
    cloth_square(base, (230, 200, 1190, 1240), rng, (232, 222, 204), (150, 60, 44), -5)
    block = P.slab(rng, 800, (190, 104, 48), (132, 58, 26), 0.72, 0.2, 0.0, 0.10, 0.5, turn=0.02, corner=9)
    block = crumble(block, rng)
    nuts = blank(block.size)
    inside = np.argwhere(np.asarray(block.getchannel("A")) > 250)
    for _ in range(260):
        y, x = inside[rng.integers(len(inside))]
        put(nuts, P.peanut(rng, rng.uniform(14, 34), (226, 176, 116), (190, 128, 70)), x, y)
    for _ in range(150):
        y, x = inside[rng.integers(len(inside))]
        put(nuts, P.slab(rng, rng.uniform(10, 22), (176, 34, 22), (120, 20, 14), 0.6, 0.3, 0.0, 0.1), x, y)
    nuts.putalpha(
        Image.fromarray(
            (as_mask(nuts.getchannel("A")) * as_mask(block.getchannel("A")) * 255).astype("uint8")
        )
    )
    block.alpha_composite(nuts)
    food = blank()
    put(food, block.rotate(90, expand=True), 700, 700)
    words = Words(["Sambal pecel"], "pedas", "Nganjuk, Jawa Timur", "300 g")
    printed = blank()
    sticker(
        printed,
        strap(words, (176, 36, 30), (255, 244, 222), (250, 200, 90), 780, 300, None, "gigi"),
        700,
        700,
        False,
        0,
    )
    clear_bag(base, food, 330, 1070, 190, 1210, "pecel", 220, printed, milk=0.05, bulge=70, stand=False)
    scatter(base, P.peanut, [(1170, 360, 76), (1240, 430, 72), (1190, 470, 74), (1256, 320, 70)], rng)
    for turn, x, y in ((1.2, 1220, 1010), (1.6, 1150, 1060)):
        scatter(base, lambda r, s, t=turn: P.chili(r, s, turn=t), [(x, y, 240)], rng)
    scatter(base, lambda r, s: P.green_leaf(r, s, turn=0.9), [(190, 330, 190), (150, 470, 160)], rng)
    return base
