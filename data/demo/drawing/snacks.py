"""Recipes: crisps and nuts in pouches and clear bags."""

from PIL import Image

from . import pieces as P
from .faces import (
    face_badge,
    face_band,
    face_centre,
    face_kraft,
    face_poster,
    face_side,
    face_wave,
    hang_tag,
    header,
    round_sticker,
    strap,
)
from .labels import Words, scales
from .light import blank, drop_in, put
from .motifs import (
    WHITE,
    m_banana,
    m_cashew,
    m_cassava,
    m_chili,
    m_dragonfruit,
    m_fish,
    m_palm,
    m_shell,
    motif,
)
from .scenes import room, table_top
from .softpacks import clear_bag, header_card, pouch, raffia, sticker
from .studio import contents, picture, scatter

# ---------------------------------------------------------------- crisps


@picture(
    "keripik-pisang-manis",
    "Ilustrasi: kemasan kuning berjendela berisi keripik pisang kepok bulat keemasan, beberapa keping di meja kayu.",
)
def banana_sweet(rng):
    base = room("sage", rng, "kayu", "jendela")
    at = (365, 1035, 190, 1230)
    words = Words(["Keripik", "pisang"], "kepok, jagung manis", "Banyuwangi, Jawa Timur", "Berat bersih 65 g")
    face, window = face_poster(
        words,
        (247, 196, 62),
        (92, 44, 20),
        (214, 92, 34),
        motif(m_banana, 96, (255, 251, 226), (150, 84, 20), WHITE),
        "gapura",
        at,
        big=150,
    )
    pouch(
        base,
        face,
        contents(P.banana, 104, rng, 0.6),
        window,
        "doff",
        365,
        1035,
        190,
        1230,
        "manis",
        zip_at=112,
    )
    scatter(base, P.banana, [(1150, 1250, 128), (1240, 1300, 140), (1120, 1330, 132), (262, 1208, 124)], rng)
    return base


@picture(
    "keripik-pisang-pedas",
    "Ilustrasi: kemasan merah keripik pisang pedas manis, kepingnya berbumbu cabai, dua cabai merah di sampingnya.",
)
def banana_hot(rng):
    base = room("gading", rng, "batu", "daun")
    at = (365, 1035, 190, 1230)
    words = Words(["Keripik", "pisang"], "kepok, pedas manis", "Banyuwangi, Jawa Timur", "Berat bersih 65 g")
    face, window = face_poster(
        words,
        (200, 48, 36),
        (255, 240, 214),
        (250, 190, 66),
        motif(m_chili, 64, (250, 190, 66), (255, 240, 214), (255, 240, 214)),
        "gapura",
        at,
        big=150,
    )
    pouch(
        base,
        face,
        contents(P.banana_hot, 104, rng, 0.6),
        window,
        "doff",
        365,
        1035,
        190,
        1230,
        "pedas",
        zip_at=112,
    )
    for x, y, s, turn in ((1180, 1262, 300, 0.5), (1160, 1330, 280, -0.15)):
        scatter(base, lambda r, k, t=turn: P.chili(r, k, turn=t), [(x, y, s)], rng)
    scatter(base, P.banana_hot, [(250, 1200, 128), (330, 1244, 110)], rng)
    return base


@picture(
    "keripik-singkong",
    "Ilustrasi: kantong bening penuh keripik singkong panjang kekuningan dengan stiker bulat krem.",
)
def cassava_plain(rng):
    base = room("langit", rng, "kayu", "daun")
    printed = blank()
    words = Words(["Keripik", "singkong"], "asin gurih", "Surabaya, Jawa Timur", "Berat bersih 250 g")
    face = round_sticker(
        words,
        (250, 246, 230),
        (34, 84, 58),
        (206, 120, 36),
        motif(m_cassava, 62, (150, 92, 58), (94, 54, 34), (250, 240, 220)),
        252,
    )
    sticker(printed, face, 700, 760, True)
    clear_bag(
        base,
        contents(P.cassava, 236, rng, 0.30, (260, 200, 1140, 1270), (150, 104, 50), 2),
        300,
        1100,
        130,
        1236,
        "singkong",
        270,
        printed,
    )
    scatter(base, P.cassava, [(1230, 1240, 230), (1190, 1318, 236), (210, 1204, 210)], rng)
    return base


@picture(
    "keripik-singkong-balado",
    "Ilustrasi: kantong bening berisi keripik singkong balado merah, ditutup kartu merah tua dengan gambar cabai.",
)
def cassava_balado(rng):
    base = room("jagung", rng, "kayu-gelap", "polos")
    clear_bag(
        base,
        contents(P.cassava_hot, 230, rng, 0.30, (260, 200, 1140, 1270), (90, 24, 14), 2),
        320,
        1080,
        170,
        1240,
        "balado",
        330,
    )
    words = Words(["Keripik singkong"], "balado cabai merah", "Padang, Sumatera Barat", "Berat bersih 250 g")
    card = header(
        words,
        (140, 24, 30),
        (255, 240, 214),
        (244, 186, 70),
        motif(m_chili, 74, (240, 84, 50), (120, 160, 66), (255, 214, 180)),
        820,
        330,
        "garis",
    )
    header_card(base, card, (290, 130, 1110, 460), "balado")
    scatter(base, P.cassava_hot, [(1200, 1250, 220), (1140, 1330, 226)], rng)
    scatter(base, lambda r, k: P.chili(r, k, turn=-0.5), [(200, 1190, 210)], rng)
    return base


@picture(
    "keripik-sagu",
    "Ilustrasi: kemasan kertas cokelat bercap gambar pohon sagu, jendela bulat memperlihatkan keripik sagu persegi panjang.",
)
def sago_chips(rng):
    base = room("daun", rng, "batu", "daun")
    at = (345, 1055, 160, 1232)
    words = Words(["Keripik sagu"], "gurih renyah", "Mimika, Papua Tengah", "Berat bersih 150 g")
    face, window = face_kraft(
        words, (46, 70, 48), motif(m_palm, 112, (46, 70, 48), (46, 70, 48), (201, 164, 120)), "bulat", at
    )
    pouch(
        base,
        face,
        contents(P.sago_chip, 118, rng, 0.46),
        window,
        "kraft",
        345,
        1055,
        160,
        1232,
        "sagu",
        crimp=58,
        zip_at=100,
    )
    scatter(
        base, P.sago_chip, [(1170, 1246, 150), (1252, 1312, 158), (1110, 1326, 150), (238, 1204, 140)], rng
    )
    return base


@picture(
    "keripik-ikan-asin",
    "Ilustrasi: kemasan biru laut berjendela ombak berisi keripik ikan asin balado kemerahan.",
)
def fish_crisps(rng):
    base = room("aprikot", rng, "kayu", "daun")
    at = (370, 1030, 200, 1230)
    words = Words(["Keripik", "ikan asin"], "balado", "Muaro Jambi, Jambi", "Berat bersih 75 g")
    face, window = face_wave(
        words,
        (28, 78, 112),
        (214, 72, 40),
        WHITE,
        WHITE,
        (250, 200, 96),
        motif(m_fish, 84, WHITE, (28, 78, 112), WHITE),
        "pil",
        at,
    )
    pouch(
        base,
        face,
        contents(P.fish_strip, 118, rng, 0.36, (360, 740, 1040, 1240)),
        window,
        "kilap",
        370,
        1030,
        200,
        1230,
        "ikan",
        zip_at=112,
    )
    scatter(
        base, P.fish_strip, [(1140, 1240, 170), (1232, 1284, 180), (1130, 1330, 170), (250, 1206, 160)], rng
    )
    return base


@picture(
    "rempeyek-ikan-asin",
    "Ilustrasi: kemasan hijau toska berjendela bulat, di dalamnya rempeyek tipis bertabur ikan asin kecil.",
)
def rempeyek(rng):
    base = room("mawar", rng, "kain", "jendela")
    at = (370, 1030, 200, 1230)
    words = Words(["Rempeyek"], "ikan asin", "Muaro Jambi, Jambi", "Berat bersih 75 g")
    face, window = face_band(words, (22, 112, 112), (255, 246, 228), (20, 70, 76), (206, 96, 30), motif(m_fish, 52, (22, 112, 112), (255, 246, 228), WHITE), "bulat", at, "garis",
                             lambda art, box: scales(art, box, (44, 132, 130), 44, 3))  # fmt: skip
    pouch(
        base,
        face,
        contents(P.rempeyek_fish, 260, rng, 0.44, (400, 240, 1000, 860), count=8),
        window,
        "doff",
        370,
        1030,
        200,
        1230,
        "rempeyek",
        zip_at=None,
        crimp=60,
    )
    scatter(base, P.rempeyek_fish, [(1190, 1246, 240)], rng)
    scatter(base, lambda r, k: P.green_leaf(r, k, turn=0.4), [(250, 1204, 150)], rng)
    return base


@picture(
    "keripik-kerang",
    "Ilustrasi: kemasan putih dan hijau laut dengan jendela berbentuk kerang, berisi keripik kerang goreng tepung.",
)
def clam_crisps(rng):
    base = room("pasir", rng, "kain", "daun")
    at = (350, 1050, 170, 1230)
    words = Words(
        ["Keripik", "kerang"], "goreng tepung", "Kutai Timur, Kalimantan Timur", "Berat bersih 250 g"
    )
    face, window = face_wave(
        words,
        (250, 247, 240),
        (26, 128, 134),
        (18, 78, 92),
        WHITE,
        (240, 150, 92),
        motif(m_shell, 78, (240, 150, 92), (250, 247, 240), WHITE),
        "kerang",
        at,
        1.5,
        40,
    )
    pouch(
        base,
        face,
        contents(P.clam, 104, rng, 0.56, (400, 740, 1000, 1180)),
        window,
        "doff",
        350,
        1050,
        170,
        1230,
        "kerang",
        zip_at=None,
    )
    scatter(base, P.clam, [(1150, 1248, 132), (1240, 1296, 140), (1136, 1332, 128), (240, 1206, 126)], rng)
    return base


@picture(
    "peyek-teri-kacang",
    "Ilustrasi: kantong bening diikat tali rafia berisi peyek bulat dengan teri dan kacang tanah, berlabel gantung kecil.",
)
def peyek(rng):
    base = room("sage", rng, "tikar", "jendela")
    clear_bag(
        base,
        contents(P.peyek_mix, 330, rng, 0.60, (280, 380, 1120, 1290), (110, 66, 24), 2, 0.1, 9, 0.8),
        300,
        1100,
        70,
        1240,
        "peyek",
        500,
        None,
        True,
    )
    words = Words(["Aneka", "peyek"], "teri dan kacang", "Gunungkidul", "250 g")
    raffia(base, 700, 282, rng, tag=hang_tag(words, (250, 240, 222), (70, 44, 30), (160, 70, 40), 260, 350))
    scatter(base, P.peyek_mix, [(1236, 1270, 250)], rng)
    scatter(base, P.peanut, [(190, 1200, 66), (262, 1232, 62), (206, 1252, 60)], rng)
    return base


@picture(
    "rengginang-buah-naga",
    "Ilustrasi: kemasan merah muda berjendela segi enam berisi rengginang merah muda buah naga yang separuhnya berlapis cokelat.",
)
def rengginang(rng):
    base = room("lila", rng, "kayu", "daun")
    at = (345, 1055, 160, 1232)
    words = Words(["Rengginang"], "cokelat dan buah naga", "Banyuwangi, Jawa Timur", "Berat bersih 175 g")
    face, window = face_badge(
        words,
        (190, 34, 96),
        (255, 246, 240),
        (96, 18, 54),
        (226, 92, 140),
        motif(m_dragonfruit, 74, (226, 60, 120), (90, 150, 70), WHITE),
        "segienam",
        at,
        "titik",
    )
    pouch(
        base,
        face,
        contents(
            [P.rengginang_dragon, P.rengginang_dragon], 150, rng, 0.56, (400, 820, 1000, 1180), (60, 24, 30)
        ),
        window,
        "doff",
        345,
        1055,
        160,
        1232,
        "rengginang",
        zip_at=None,
    )
    scatter(base, P.rengginang_dragon, [(1190, 1232, 176), (236, 1198, 150)], rng)
    scatter(base, P.rengginang_dragon, [(1130, 1314, 184)], rng)
    return base


@picture(
    "usus-pedas",
    "Ilustrasi: kemasan hitam dengan pita merah tegak bertuliskan usus pedas, jendelanya menampakkan usus goreng berbumbu cabai.",
)
def hot_gut(rng):
    base = room("kelabu", rng, "kayu-gelap", "daun")
    at = (320, 1080, 130, 1236)
    words = Words(["Usus pedas"], "usus ayam, cabai", "Bandung, Jawa Barat", "Berat bersih 500 g")
    face, window = face_side(
        words,
        (38, 34, 36),
        (196, 36, 28),
        (250, 240, 226),
        (255, 244, 226),
        (244, 170, 50),
        motif(m_chili, 84, (226, 52, 36), (96, 150, 60), (255, 200, 170)),
        at,
    )
    pouch(
        base,
        face,
        contents(P.usus, 112, rng, 0.46, (600, 560, 1080, 1180)),
        window,
        "doff",
        320,
        1080,
        130,
        1236,
        "usus",
        zip_at=118,
    )
    scatter(base, P.usus, [(1190, 1250, 140), (1262, 1300, 130), (1150, 1330, 144), (216, 1212, 132)], rng)
    return base


@picture(
    "emping",
    "Ilustrasi: kantong bening berisi emping ceplis tipis kekuningan, kartu penutup hijau dengan pita kuning.",
)
def emping(rng):
    base = room("mint", rng, "kayu", "jendela")
    clear_bag(
        base,
        contents(P.emping, 138, rng, 0.48, (260, 200, 1140, 1270), (190, 150, 84)),
        330,
        1070,
        170,
        1240,
        "emping",
        330,
    )
    words = Words(["Emping ceplis"], "melinjo", "Pandeglang, Banten", "250 g")
    card = header(words, (38, 92, 66), (255, 244, 214), (244, 190, 70), None, 820, 310, "pita")
    header_card(base, card, (290, 140, 1110, 450), "emping")
    scatter(base, P.emping, [(1170, 1244, 150), (1250, 1300, 160), (1130, 1330, 154), (234, 1202, 142)], rng)
    return base


@picture(
    "kemplang", "Ilustrasi: empat kantong bening berisi kerupuk kemplang bulat putih berbintik panggang."
)
def kemplang(rng):
    base = table_top("kain", rng, (232, 214, 196))
    words = Words(["Kemplang"], "kerupuk ikan", "Bakauheni, Lampung", "50 g")
    card = header(words, (176, 52, 40), (255, 244, 226), (250, 206, 120), None, 820, 330, "manik")
    for k, (x, y, turn) in enumerate(((400, 366, 3), (1010, 356, -2), (396, 950, -3), (1015, 966, 2))):
        one = blank()
        food = blank(color=(150, 118, 84, 255))
        for row in range(4):
            for column in range(3):
                drop_in(
                    food,
                    P.kemplang(rng, 350),
                    440 + column * 260 + (row % 2) * 46 + rng.normal(0, 14),
                    300 + row * 270 + rng.normal(0, 16),
                    12,
                    10,
                    16,
                    0.7,
                )
        clear_bag(one, food, 280, 1120, 210, 1200, f"kemplang{k}", 340, stand=False)
        header_card(one, card, (250, 150, 1150, 500), "kemplang")
        put(base, one.resize((770, 770), Image.LANCZOS).rotate(turn, Image.BICUBIC), x, y)
    return base


# ---------------------------------------------------------------- nuts


@picture("kacang-mete", "Ilustrasi: kemasan krem berjendela lebar berisi kacang mete panggang utuh.")
def cashews(rng):
    base = room("daun", rng, "kayu-gelap", "jendela")
    at = (325, 1075, 140, 1236)
    words = Words(["Kacang mete"], "panggang, biji utuh", "Gunungkidul, DI Yogyakarta", "Berat bersih 500 g")
    face, window = face_band(
        words,
        (244, 232, 208),
        (124, 66, 36),
        (255, 244, 224),
        (250, 200, 110),
        motif(m_cashew, 58, (250, 226, 176), (230, 120, 50), WHITE),
        "kotak",
        at,
        "wajik",
    )
    pouch(
        base,
        face,
        contents(P.cashew_roast, 96, rng, 0.56, (380, 260, 1020, 780)),
        window,
        "doff",
        325,
        1075,
        140,
        1236,
        "mete",
        zip_at=106,
    )
    scatter(
        base,
        P.cashew_roast,
        [(1170, 1246, 112), (1240, 1290, 118), (1130, 1316, 114), (1214, 1340, 110), (228, 1208, 110)],
        rng,
    )
    return base


@picture(
    "mete-goreng-asin",
    "Ilustrasi: kantong bening penuh mete goreng keemasan bertabur garam, dengan pita label oranye di tengah.",
)
def cashews_salted(rng):
    base = room("langit", rng, "batu", "daun")
    printed = blank()
    words = Words(["Mete goreng"], "asin gurih", "Kendari, Sulawesi Tenggara", "400 g")
    face = strap(
        words,
        (232, 116, 36),
        (255, 248, 232),
        (84, 34, 18),
        752,
        290,
        motif(m_cashew, 62, (255, 232, 176), (196, 52, 36), WHITE),
        "tepi",
    )
    sticker(printed, face, 700, 790, False, 0)
    clear_bag(
        base,
        contents(P.cashew_fried, 98, rng, 0.54, (260, 200, 1140, 1270), (150, 92, 40)),
        325,
        1075,
        130,
        1236,
        "metegoreng",
        270,
        printed,
    )
    scatter(
        base, P.cashew_fried, [(1180, 1240, 116), (1250, 1296, 112), (1150, 1326, 120), (220, 1206, 112)], rng
    )
    return base


@picture(
    "mete-baubau",
    "Ilustrasi: kemasan nila berukuran besar dengan jendela persegi berisi jambu mete mentah kupas warna gading.",
)
def cashews_baubau(rng):
    base = room("gading", rng, "kayu", "daun")
    at = (285, 1115, 110, 1240)
    words = Words(
        ["Jambu mete"], "mentah, sudah dikupas", "Baubau, Sulawesi Tenggara", "Berat bersih 1.000 g"
    )
    face, window = face_centre(
        words,
        (32, 56, 98),
        (250, 244, 230),
        (226, 150, 74),
        motif(m_cashew, 84, (250, 226, 176), (226, 96, 50), (250, 226, 176)),
        "kotak",
        at,
        "wajik",
        128,
    )
    pouch(
        base,
        face,
        contents(P.cashew, 98, rng, 0.56, (360, 780, 1040, 1200)),
        window,
        "doff",
        285,
        1115,
        110,
        1240,
        "baubau",
        zip_at=108,
    )
    scatter(base, P.cashew, [(1216, 1268, 116), (1160, 1320, 118), (1262, 1330, 112), (196, 1216, 108)], rng)
    return base
