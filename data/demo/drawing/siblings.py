"""Recipes: siblings of other pictures, so that no good shows the picture of another."""

import numpy as np
from PIL import Image

from . import pieces as P
from .closeups import fill_bowl
from .faces import face_badge, face_poster, header
from .labels import Words
from .light import S, blank, drop_in
from .mats import braid_surface
from .motifs import WHITE, m_banana, m_chili, m_flower, motif
from .scenes import bowl, cloth_square, room, table_top
from .softpacks import clear_bag, header_card, pouch
from .studio import contents, picture, scatter
from .weaves import label_on_cloth


@picture(
    "keripik-pisang-tanduk",
    "Ilustrasi: kemasan hijau keripik pisang tanduk dengan jendela berisi irisan panjang keemasan.",
)
def long_banana(rng):
    base = room("gading", rng, "tikar", "daun")
    at = (330, 1070, 150, 1232)
    words = Words(
        ["Pisang", "tanduk"],
        "keripik, diiris panjang",
        "Tanjung Selor, Kalimantan Utara",
        "Berat bersih 200 g",
    )
    drawn = motif(m_banana, 100, (250, 214, 110), (150, 96, 30), WHITE)
    face, window = face_poster(
        words, (30, 98, 74), (255, 248, 232), (250, 206, 96), drawn, "pil", at, big=162
    )
    pouch(base, face, contents(banana_long, 190, rng, 0.32), window, "kilap", *at, "tanduk", zip_at=108)
    scatter(base, banana_long, [(1190, 1236, 220), (1160, 1322, 230), (230, 1200, 190)], rng)
    return base


def banana_long(rng, s):
    """A lengthwise slice of plantain."""
    wide = rng.uniform(0.24, 0.3)
    return P.chip(
        rng,
        s,
        (252, 206, 92),
        (240, 170, 56),
        (196, 112, 34),
        1.0,
        wide,
        0.2,
        0.35,
        uneven=0.03,
        spec=0.14,
        veins=1.4,
        edge=0.1,
    )


@picture(
    "keripik-singkong-ijo",
    "Ilustrasi: kantong bening berisi keripik singkong balado hijau, kartu penutup hijau tua bergambar cabai.",
)
def cassava_green(rng):
    base = room("mawar", rng, "kayu", "jendela")
    clear_bag(
        base,
        contents(cassava_ijo, 230, rng, 0.30, (260, 200, 1140, 1270), (50, 60, 22), 2),
        320,
        1080,
        170,
        1240,
        "ijo",
        330,
    )
    words = Words(["Keripik singkong"], "balado ijo", "Padang, Sumatera Barat", "Berat bersih 250 g")
    drawn = motif(m_chili, 74, (120, 180, 70), (70, 120, 50), (226, 244, 200))
    header_card(
        base,
        header(words, (28, 78, 52), (250, 246, 220), (206, 226, 120), drawn, 820, 330, "garis"),
        (290, 130, 1110, 460),
        "ijo",
    )
    scatter(base, cassava_ijo, [(1200, 1250, 220), (1140, 1330, 226)], rng)
    scatter(base, lambda r, k: P.chili(r, k, (88, 150, 52), (46, 100, 34), -0.5), [(210, 1190, 210)], rng)
    return base


def cassava_ijo(rng, s):
    return P.chip(rng, s, (196, 196, 96), (140, 158, 62), (104, 116, 40), 1.0, rng.uniform(0.28, 0.38), 0.17, 0.6,
                  specks=(40, 84, 26), share=0.09, uneven=0.03, spec=0.24, veins=0.8, edge=0.08)  # fmt: skip


@picture(
    "cokelat-huruf-hemat",
    "Ilustrasi: bungkus plastik merah muda berjendela berisi cokelat huruf warna-warni.",
)
def letters_bag(rng):
    base = room("langit", rng, "sapuan", "daun")
    at = (365, 1035, 200, 1230)
    words = Words(["Cokelat", "Huruf"], "kemasan hemat", "Tangerang Selatan", "Berat bersih 100 g")
    drawn = motif(m_flower, 40, (240, 176, 60), (122, 30, 74), WHITE)
    face, window = face_badge(
        words, (214, 84, 120), (255, 248, 240), (122, 30, 74), (240, 150, 170), drawn, "pil", at, "titik"
    )
    letters = "ABCDEFGHIKLMNOPRSTUY"

    def one(r, s):
        return P.letter(
            letters[r.integers(len(letters))], int(s), P.CANDY[r.integers(7)], float(r.uniform(-0.9, 0.9))
        )

    pouch(
        base,
        face,
        contents(one, 104, rng, 0.8, (380, 820, 1020, 1200), (70, 40, 30), 2, 0.02, 30),
        window,
        "kilap",
        *at,
        "hemat",
    )
    for char, x, y, c, turn in (
        ("D", 1150, 1250, 5, 0.3),
        ("E", 1240, 1310, 1, -0.4),
        ("F", 240, 1190, 2, 0.2),
    ):
        drop_in(base, P.letter(char, 130, P.CANDY[c], turn), x, y, 14, 9, 12, 0.42)
    return base


# ---------------------------------------------------------------- second pictures


@picture(
    "keripik-singkong-isi", "Ilustrasi: keripik singkong panjang kekuningan dalam mangkuk keramik hijau."
)
def cassava_bowl(rng):
    base = table_top("batu", rng, (226, 220, 212))
    cloth_square(base, (330, 120, 1330, 1150), rng, (222, 232, 224), (60, 110, 80), -7)
    bowl(base, 700, 660, 500, (84, 130, 104), (222, 226, 212))
    fill_bowl(base, P.cassava, 700, 660, 458, 290, rng, 100)
    scatter(base, P.cassava, [(1200, 1200, 260), (1100, 1300, 250), (170, 230, 240)], rng, 14, 11, 14)
    return base


@picture(
    "keripik-balado-isi",
    "Ilustrasi: keripik singkong balado merah dalam mangkuk putih, dua cabai di sampingnya.",
)
def balado_bowl(rng):
    base = table_top("kayu-gelap", rng)
    bowl(base, 700, 660, 500, (238, 232, 222), (240, 226, 210))
    fill_bowl(base, P.cassava_hot, 700, 660, 458, 290, rng, 100)
    for turn, x, y in ((0.4, 1200, 1190), (0.9, 1130, 1270)):
        scatter(base, lambda r, s, t=turn: P.chili(r, s, turn=t), [(x, y, 300)], rng, 12, 10, 13)
    scatter(base, P.cassava_hot, [(180, 230, 240)], rng, 14, 11, 14)
    return base


@picture("amplang-hitam-isi", "Ilustrasi: amplang hitam tinta cumi dalam mangkuk krem di atas kain.")
def ink_bowl(rng):
    base = table_top("kain", rng, (236, 224, 196))
    bowl(base, 700, 660, 500, (226, 196, 140), (240, 228, 204))
    fill_bowl(base, P.amplang_black, 700, 660, 456, 240, rng, 56, 1.0, 0.75)
    scatter(base, P.amplang_black, [(1230, 1170, 210), (1110, 1280, 220), (180, 240, 200)], rng, 14, 11, 14)
    return base


@picture(
    "keset-kepang-detail",
    "Ilustrasi: jalinan kepang keset dari dekat, tiga helai kain bersilang dan baris-barisnya dijahit rapat.",
)
def braid_near(rng):
    rgb = braid_surface(rng)
    y, x = np.mgrid[0:S, 0:S].astype(np.float32)
    base = blank()
    base.paste(
        Image.fromarray(
            np.clip(rgb * (1.06 - 0.24 * (x / S * 0.5 + y / S * 0.6))[..., None], 0, 255).astype("uint8")
        )
    )
    return base


@picture(
    "label-jahit-rawat",
    "Ilustrasi: label kain terjahit pada busana hijau dengan petunjuk cuci tangan dan jemur di tempat teduh.",
)
def care_label(rng):
    lines = [
        ("dirawat dengan", 62, 600),
        ("cuci tangan", 104, 800),
        ("air dingin, jangan diperas", 50, 600),
        ("jemur terbalik di tempat teduh", 46, 500),
    ]
    return label_on_cloth(rng, (40, 112, 86), lines)
