"""Recipes: second pictures of the foods: in a bowl, cut open, the back of a pack."""

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from . import pieces as P
from .light import Art, S, blank, drop_in, ellipse_mask, mix, noise, picture_of, rgb_of, step
from .scenes import bowl, cloth_square, plate, room, table_top
from .softpacks import pouch
from .studio import picture, scatter


def fill_bowl(base, makers, cx, cy, r, size, rng, count, heaped=1.0, dark=0.55):
    """Pieces in a bowl, heaped towards the middle; those at the wall stay in its shade."""
    makers = makers if isinstance(makers, (list, tuple)) else [makers]
    layer = base.copy()
    spots = []
    for i in range(count):
        ring = np.sqrt((i + 0.5) / count)
        a = i * 2.39996 + rng.normal(0, 0.12)
        spots.append((ring, cx + np.cos(a) * ring * r * 0.92, cy + np.sin(a) * ring * r * 0.92))
    for ring, x, y in sorted(spots, key=lambda p: -p[0]):
        k = size * (1 + 0.14 * heaped * (1 - ring)) * rng.uniform(0.92, 1.1)
        drop_in(
            layer,
            makers[rng.integers(len(makers))](rng, k),
            x + rng.normal(0, size * 0.05),
            y + rng.normal(0, size * 0.05),
            size * 0.09,
            size * 0.07,
            size * 0.13,
            dark,
        )
    inner = ellipse_mask([cx - r, cy - r, cx + r, cy + r])
    moved = inner.transform((S, S), Image.AFFINE, (1, 0, -r * 0.10, 0, 1, -r * 0.13)).filter(
        ImageFilter.GaussianBlur(r * 0.09)
    )
    shade = blank((S, S), (50, 26, 14, 255))
    shade.putalpha(ImageChops.subtract(inner, moved).point(lambda v: int(v * 0.55)))
    layer.alpha_composite(shade)
    base.paste(layer, (0, 0), inner)


@picture(
    "keripik-isi", "Ilustrasi: keripik pisang keemasan dalam mangkuk tanah liat di atas serbet bergaris."
)
def chips_bowl(rng):
    base = table_top("kayu", rng, (196, 156, 114))
    cloth_square(base, (330, 120, 1330, 1150), rng, (240, 232, 216), (206, 96, 40), 9)
    bowl(base, 700, 660, 500, (176, 96, 62), (150, 78, 50))
    fill_bowl(base, P.banana, 700, 660, 458, 200, rng, 110)
    scatter(
        base,
        P.banana,
        [(1190, 1180, 190), (1270, 1060, 176), (1080, 1270, 184), (170, 230, 180)],
        rng,
        14,
        11,
        14,
    )
    return base


@picture("amplang-isi", "Ilustrasi: amplang renyah dalam mangkuk keramik biru, beberapa butir di kain putih.")
def puffs_bowl(rng):
    base = table_top("kain", rng, (232, 228, 220))
    bowl(base, 700, 660, 500, (60, 108, 150), (224, 232, 236))
    fill_bowl(base, P.amplang, 700, 660, 456, 200, rng, 72, 1.0, 0.8)
    scatter(
        base,
        P.amplang,
        [(1230, 1150, 180), (1120, 1262, 190), (1290, 1290, 170), (180, 240, 176)],
        rng,
        14,
        11,
        14,
    )
    return base


@picture(
    "mete-mangkuk", "Ilustrasi: kacang mete panggang dalam mangkuk kayu, selembar daun hijau di sampingnya."
)
def cashew_bowl(rng):
    base = table_top("batu", rng, (222, 216, 208))
    bowl(base, 690, 660, 500, (150, 100, 62), (124, 80, 50))
    fill_bowl(base, [P.cashew_fried, P.cashew_fried, P.cashew], 690, 660, 456, 172, rng, 150)
    for x, y, t in ((1220, 1080, 0.5), (1250, 1210, 1.1)):
        scatter(base, lambda r, s, a=t: P.green_leaf(r, s, turn=a), [(x, y, 260)], rng, 12, 9, 12)
    scatter(base, P.cashew, [(1080, 1240, 170), (1000, 1320, 160), (200, 250, 160)], rng, 13, 10, 13)
    return base


@picture("kopi-biji", "Ilustrasi: biji kopi sangrai cokelat tua dari dekat, mengilap dan memenuhi gambar.")
def coffee_near(rng):
    base = blank((S, S), (30, 16, 10, 255))
    sprites = P.bank(P.coffee_bean, 270, rng, 22, 0.12)
    for layer in range(3):
        for gy in np.arange(-60, S + 120, 150):
            for gx in np.arange(-60, S + 120, 168):
                drop_in(
                    base,
                    sprites[rng.integers(22)],
                    gx + rng.normal(0, 30) + 84 * (int(gy / 150) % 2),
                    gy + rng.normal(0, 26),
                    17,
                    12,
                    20,
                    0.66,
                )
        if layer < 2:
            base.alpha_composite(blank((S, S), (24, 12, 8, 120)))
    y, x = np.mgrid[0:S, 0:S].astype(np.float32)
    fade = 1.16 - 0.42 * np.clip(((x / S - 0.40) ** 2 + (y / S - 0.40) ** 2) * 1.8, 0, 1)
    return picture_of(rgb_of(base) * fade[..., None])


def cut_pia(rng, s, filling, dark):
    """Half a pia seen on its cut face: flaky crust round a dense filling."""
    u, v, _slope, w = P.plane(s, rng, 0.0, (1.0, 1.0), 1.2)
    v = v + 0.02 * np.sin(u * 7)
    high = 0.52
    r = np.where(
        v < 0,
        ((np.abs(u)) ** 2.6 + (np.abs(v) / high) ** 2.6) ** (1 / 2.6),
        ((np.abs(u)) ** 4 + (np.abs(v) / (high * 0.82)) ** 4) ** 0.25,
    )
    mask = r < 1
    layers = np.sin((r + 0.05 * noise((w, w), s * 0.1, rng)) * 78)
    crust = step(r, 0.735, 0.77)
    crumbs = noise((w, w), s * 0.03, rng)
    h = (
        s * 0.010 * layers * crust
        + (1 - crust) * s * 0.022 * crumbs
        + s * 0.03 * (1 - step(r, 0.94, 1))
        - s * 0.02 * np.exp(-(((r - 0.74) / 0.02) ** 2))
    )
    col = mix((250, 228, 182), (226, 180, 112), np.clip(0.5 + 0.5 * layers, 0, 1) * 0.7)
    col = mix(col, (196, 118, 52), step(r, 0.93, 0.99) * np.where(v < -0.1, 0.9, 0.5))
    col = mix(mix(filling, dark, np.clip(crumbs * 1.2 - 0.1, 0, 1)), col, crust)
    return P.solid(mask, h, col, 0.54, 0.1, 12, blur=1.0)


@picture(
    "pia-potong",
    "Ilustrasi: pia dibelah dua menampakkan isi kacang hijau, cokelat, dan keju, dengan kulit berlapis.",
)
def pia_cut(rng):
    base = table_top("kayu-gelap", rng, (116, 80, 58))
    plate(base, 700, 680, 590, (240, 236, 226), (150, 60, 50))
    whole = [(430, 400, (86, 130, 60)), (930, 380, (126, 66, 40))]
    for x, y, dot in whole:
        drop_in(base, P.pia(rng, 330, dot), x, y, 18, 13, 20, 0.48)
    for x, y, s, fill, dark in (
        (690, 640, 430, (206, 190, 112), (150, 136, 66)),
        (430, 860, 420, (112, 62, 38), (66, 32, 20)),
        (950, 870, 420, (252, 222, 120), (222, 174, 66)),
    ):
        drop_in(base, cut_pia(rng, s, fill, dark), x, y, 20, 12, 20, 0.5)
    for _ in range(46):
        a, d = rng.uniform(0, 6.3), rng.uniform(150, 460)
        drop_in(
            base,
            P.slab(rng, rng.uniform(9, 22), (248, 222, 168), (206, 150, 84), 0.7, 0.1, 0.0, 0.3),
            700 + np.cos(a) * d,
            740 + np.sin(a) * d * 0.8,
            3,
            2,
            3,
            0.4,
        )
    return base


@picture(
    "pouch-belakang-camilan",
    "Ilustrasi: sisi belakang kemasan camilan; labelnya berjudul komposisi, berat bersih, baik digunakan sebelum, kode produksi, dan diproduksi oleh, isinya digambar sebagai garis.",
)
def pouch_back(rng):
    """Serves many goods, so its lines have heads but no contents."""
    base = room("mint", rng, "kayu", "daun")
    at = (300, 1100, 120, 1240)
    body, ink, accent = (214, 172, 118), (150, 132, 124), (122, 30, 74)
    art = Art(S, S, (*body, 255))
    art.rect(372, 290, 1028, 1138, (255, 250, 240), 26)
    art.rect(372, 290, 1028, 398, accent, 26)
    art.rect(372, 360, 1028, 400, accent)
    art.text(700, 346, "label belakang", 60, 800, (255, 246, 230), fit=600)
    x, y = 412, 456
    for head, rows in (
        ("Komposisi", (560, 500, 310)),
        ("Berat bersih", (150,)),
        ("Baik digunakan sebelum", (260,)),
        ("Kode produksi", (210,)),
        ("Diproduksi oleh", (470, 330)),
    ):
        art.text(x, y, head, 39, 800, accent, "lm")
        y += 46
        for wide in rows:
            at_x = x
            while at_x < x + wide:  # words, too small to read
                word = min(rng.uniform(38, 104), x + wide - at_x)
                art.rect(at_x, y - 8, at_x + max(word, 18), y + 8, ink, 8)
                at_x += word + 14
            y += 36
        y += 18
    art.line([(412, y + 2), (988, y + 2)], (*accent, 255), 2.5)
    art.text(x, y + 36, "Simpan di tempat kering, tutup rapat.", 32, 600, (60, 30, 24), "lm", fit=580)
    pouch(base, art.done(), None, None, "doff", *at, "belakang", zip_at=112, bulge=84)
    return base
