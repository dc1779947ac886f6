"""Recipes: puffs, fish, meat, noodles, spices, grains and roots in packs."""

from PIL import Image

from . import pieces as P
from .faces import (
    face_badge,
    face_band,
    face_centre,
    face_kraft,
    face_poster,
    hang_tag,
    header,
    round_sticker,
    strap,
)
from .labels import Words, lattice, rays, stripes
from .light import blank, drop_in, rect_mask, shadow
from .motifs import (
    WHITE,
    m_antlers,
    m_ear,
    m_fish,
    m_flower,
    m_mountain,
    m_noodles,
    m_palm,
    m_shallot,
    m_squid,
    m_waves,
    motif,
)
from .scenes import room, table_top
from .softpacks import clear_bag, header_card, pouch, raffia, sticker
from .studio import contents, picture, pile, scatter

# ---------------------------------------------------------------- puffs


@picture(
    "amplang-samarinda",
    "Ilustrasi: kemasan oranye amplang Samarinda dengan gambar ikan dan jendela berisi amplang putih kekuningan.",
)
def amplang_orange(rng):
    base = room("laut", rng, "sapuan", "daun")
    at = (330, 1070, 150, 1232)

    def fish(art, x, y):
        m_fish(art, x, y - 14, 112, WHITE, (190, 110, 20), WHITE)
        m_waves(art, x, y + 82, 96, WHITE, WHITE, WHITE, 1)

    words = Words(["Amplang"], "ikan tenggiri, renyah", "Samarinda, Kalimantan Timur", "Berat bersih 250 g")
    face, window = face_centre(words, (232, 154, 30), (70, 24, 34), WHITE, fish, "pil", at, "manik", 136)
    pouch(
        base,
        face,
        contents(P.amplang, 108, rng, 0.58, (400, 780, 1000, 1180)),
        window,
        "kilap",
        330,
        1070,
        150,
        1232,
        "amplang",
        zip_at=108,
    )
    scatter(base, P.amplang, [(1190, 1236, 136), (1264, 1290, 128), (1140, 1316, 150), (214, 1210, 132)], rng)
    return base


@picture(
    "amplang-batubara",
    "Ilustrasi: kantong bening berisi amplang hitam dari tinta cumi, kartu penutup kuning bergambar cumi.",
)
def amplang_ink(rng):
    base = room("kabut", rng, "batu", "jendela")
    clear_bag(
        base,
        contents(P.amplang_black, 150, rng, 0.56, (260, 200, 1140, 1270), (24, 22, 24)),
        310,
        1090,
        150,
        1240,
        "batubara",
        310,
    )
    words = Words(["Amplang", "batubara"], "hitam dari tinta cumi", "Kutai Timur", "200 g")
    card = header(
        words,
        (250, 204, 60),
        (34, 30, 34),
        (150, 60, 20),
        motif(m_squid, 96, (34, 30, 34), (34, 30, 34), (250, 204, 60)),
        840,
        350,
        "manik",
    )
    header_card(base, card, (280, 110, 1120, 460), "batubara")
    scatter(base, P.amplang_black, [(1190, 1262, 176), (1090, 1330, 150), (210, 1206, 160)], rng)
    return base


@picture(
    "amplang-ikan",
    "Ilustrasi: kantong kecil bening berisi amplang bulat keemasan, stiker biru bergambar ikan.",
)
def amplang_small(rng):
    base = room("jagung", rng, "tikar", "daun")
    printed = blank()
    words = Words(["Amplang", "ikan"], "gurih renyah", "Kota Banjarmasin", "Berat bersih 50 g")
    face = round_sticker(
        words,
        (28, 84, 140),
        (255, 250, 240),
        (250, 208, 100),
        motif(m_fish, 62, (255, 250, 240), (28, 84, 140), WHITE),
        262,
    )
    sticker(printed, face, 700, 800, True)
    clear_bag(
        base,
        contents(P.amplang_small, 92, rng, 0.6, (320, 330, 1080, 1270), (170, 110, 50)),
        370,
        1030,
        190,
        1240,
        "amplangikan",
        430,
        printed,
    )
    scatter(
        base,
        P.amplang_small,
        [(1150, 1250, 108), (1220, 1292, 112), (1140, 1326, 104), (256, 1206, 102)],
        rng,
    )
    return base


# ---------------------------------------------------------------- fish, meat, noodles


@picture(
    "dendeng-rusa",
    "Ilustrasi: kemasan plastik bening berisi irisan dendeng rusa cokelat tua dengan pita label hitam bergambar tanduk rusa.",
)
def deer_jerky(rng):
    base = table_top("kayu-gelap", rng)
    printed = blank()
    words = Words(["Dendeng rusa"], "rasa manis", "Merauke, Papua Selatan", "500 g")
    face = strap(
        words,
        (36, 30, 28),
        (250, 238, 216),
        (226, 158, 70),
        812,
        300,
        motif(m_antlers, 86, (226, 158, 70), (36, 30, 28), WHITE),
        "wajik",
    )
    sticker(printed, face, 700, 720, False, 0)
    clear_bag(
        base,
        contents(P.jerky, 260, rng, 0.38, (240, 120, 1160, 1280), (50, 18, 14), count=10),
        290,
        1110,
        130,
        1250,
        "dendeng",
        200,
        printed,
        milk=0.05,
        bulge=70,
        stand=False,
    )
    return base


@picture(
    "mie-kering",
    "Ilustrasi: bungkus bening berisi satu keping mie putih kering bergelombang, label hijau muda.",
)
def dry_noodles(rng):
    base = table_top("kain", rng, (214, 226, 214))
    block = P.noodles(590, 850, rng)
    block.putalpha(rect_mask((0, 0, 590, 850), 60, (590, 850)))
    food = blank()
    food.paste(block, (405, 305))
    shaded = blank()
    shadow(shaded, food.getchannel("A"), 12, 18, 14, 0.4)
    shaded.alpha_composite(food)
    printed = blank()
    words = Words(["Mie putih"], "kering", "Kota Tangerang, Banten", "38 g")
    face = strap(
        words,
        (222, 238, 214),
        (30, 84, 58),
        (200, 90, 50),
        742,
        270,
        motif(m_noodles, 58, (30, 84, 58), (30, 84, 58), (110, 160, 110)),
        "garis",
    )
    sticker(printed, face, 700, 720, False, 0)
    clear_bag(base, shaded, 330, 1070, 150, 1260, "mie", 200, printed, milk=0.08, bulge=80, stand=False)
    return base


@picture(
    "manisan-tomat",
    "Ilustrasi: kantong bening berisi manisan tomat merah tua mengilap seperti kurma, kartu penutup krem bergambar bunga.",
)
def tomato_dates(rng):
    base = room("dadu", rng, "kayu", "daun")
    clear_bag(
        base,
        contents(P.prune, 128, rng, 0.56, (300, 220, 1100, 1270), (46, 12, 10)),
        345,
        1055,
        180,
        1240,
        "tomat",
        330,
    )
    words = Words(["Manisan tomat"], "rasa kurma", "Bandungan, Semarang", "150 g")
    card = header(
        words,
        (255, 244, 226),
        (150, 30, 26),
        (76, 120, 60),
        motif(m_flower, 70, (206, 52, 40), (76, 120, 60), (255, 226, 150)),
        800,
        320,
        "manik",
    )
    header_card(base, card, (300, 140, 1100, 460), "tomat")
    pile(base, P.prune, 1190, 1280, 90, 50, 122, 6, rng)
    return base


# ---------------------------------------------------------------- spices, grains, roots


@picture(
    "bawang-goreng",
    "Ilustrasi: kemasan ungu tua berjendela tetes berisi bawang goreng cokelat keemasan, bawang merah segar di sampingnya.",
)
def fried_shallots(rng):
    base = room("aprikot", rng, "batu", "jendela")
    at = (355, 1045, 150, 1232)
    words = Words(["Bawang", "goreng"], "bawang batu Palu", "Palu, Sulawesi Tengah", "Berat bersih 200 g")
    face, window = face_poster(words, (92, 34, 66), (255, 240, 220), (240, 170, 70), motif(m_shallot, 92, (226, 130, 150), (150, 60, 90), (255, 226, 220)), "daun", at,
                               lambda art: rays(art, 1180, 1300, 1500, (102, 42, 74), 26), 158)  # fmt: skip
    pouch(
        base,
        face,
        contents(P.shallot, 96, rng, 0.34, (380, 640, 1020, 1200), (90, 44, 16), 3),
        window,
        "doff",
        355,
        1045,
        150,
        1232,
        "bawang",
        zip_at=110,
    )
    for x, y, s, t in ((1170, 1240, 150, -0.6), (1258, 1286, 140, 0.3), (1140, 1322, 146, 2.9)):
        scatter(base, lambda r, k, a=t: P.shallot_bulb(r, k, turn=a), [(x, y, s)], rng)
    pile(base, P.shallot, 240, 1196, 76, 20, 66, 16, rng)
    return base


@picture(
    "sorgum",
    "Ilustrasi: kemasan hijau zaitun satu kilogram dengan jendela lengkung berisi biji sorgum krem kemerahan.",
)
def sorghum(rng):
    base = room("tanah", rng, "kain", "jendela")
    at = (300, 1100, 120, 1240)
    words = Words(
        ["Sorgum", "Flores"], "biji sorgum sosoh", "Flores, Nusa Tenggara Timur", "Berat bersih 1.000 g"
    )
    face, window = face_poster(words, (96, 104, 56), (255, 244, 220), (236, 170, 84), motif(m_ear, 104, (236, 170, 84), (214, 206, 140), (255, 230, 170)), "gapura", at,
                               lambda art: lattice(art, (280, 100, 1120, 1260), (104, 112, 62), 84, 4), 170)  # fmt: skip
    pouch(
        base,
        face,
        contents(P.sorghum, 30, rng, 0.62, (420, 660, 980, 1180), (110, 66, 46), 2, count=30),
        window,
        "doff",
        300,
        1100,
        120,
        1240,
        "sorgum",
        zip_at=None,
    )
    pile(base, P.sorghum, 1216, 1296, 110, 44, 30, 190, rng, 0.2)
    return base


@picture(
    "sarang-semut",
    "Ilustrasi: kemasan kertas cokelat berjendela berisi irisan sarang semut kering berongga, beberapa irisan di depan.",
)
def ant_nest(rng):
    base = room("sage", rng, "kayu-gelap", "daun")
    at = (350, 1050, 150, 1232)
    words = Words(
        ["Sarang semut"], "irisan kering untuk direbus", "Jayawijaya, Papua Pegunungan", "Berat bersih 250 g"
    )

    def hills(art, x, y):
        m_mountain(art, x, y, 92, (74, 40, 28), (74, 40, 28), (150, 90, 50))

    face, window = face_kraft(words, (74, 40, 28), hills, "kotak", at, (208, 176, 132))
    pouch(
        base,
        face,
        contents(P.ant_nest, 190, rng, 0.44, (400, 760, 1000, 1180), (70, 40, 24), count=10),
        window,
        "kraft",
        350,
        1050,
        150,
        1232,
        "semut",
        crimp=58,
        zip_at=98,
    )
    scatter(base, P.ant_nest, [(1180, 1240, 190), (1120, 1318, 170), (226, 1196, 160)], rng)
    return base


@picture(
    "halua-kenari",
    "Ilustrasi: kemasan merah bata berjendela bunga berisi halua kenari, kacang kenari berbalut gula merah.",
)
def halua(rng):
    base = room("mint", rng, "kain", "daun")
    at = (350, 1050, 160, 1232)
    words = Words(["Halua", "kenari"], "gula merah", "Makian, Halmahera Selatan", "Berat bersih 200 g")
    face, window = face_badge(
        words,
        (160, 66, 44),
        (255, 246, 230),
        (90, 34, 22),
        (224, 150, 84),
        motif(m_flower, 54, (224, 150, 84), (90, 34, 22), (255, 240, 200)),
        "bunga",
        at,
        "sinar",
        "bunga",
    )
    pouch(
        base,
        face,
        contents(P.kenari, 140, rng, 0.5, (400, 820, 1000, 1180), (60, 30, 16)),
        window,
        "doff",
        350,
        1050,
        160,
        1232,
        "halua",
    )
    scatter(base, P.kenari, [(1170, 1244, 156), (1234, 1316, 168), (226, 1202, 140)], rng)
    return base


@picture(
    "bagea",
    "Ilustrasi: kemasan nila bergaris berpita putih, jendelanya persegi berisi kue bagea bulat cokelat muda.",
)
def bagea(rng):
    base = room("lila", rng, "kayu-gelap", "jendela")
    at = (340, 1060, 160, 1232)
    words = Words(["Kue bagea"], "sagu dan kenari", "Kendari, Sulawesi Tenggara", "Berat bersih 200 g")
    face, window = face_band(words, (46, 66, 120), (252, 248, 238), (40, 50, 100), (196, 110, 50), motif(m_palm, 66, (196, 110, 50), (40, 50, 100), (252, 248, 238)), "kotak", at, "gigi",
                             lambda art, box: stripes(art, box, (62, 84, 140), 66, 22, 0.35))  # fmt: skip
    pouch(
        base,
        face,
        contents(P.bagea, 120, rng, 0.66, (380, 280, 1020, 800), (90, 56, 32)),
        window,
        "doff",
        340,
        1060,
        160,
        1232,
        "bagea",
    )
    scatter(base, P.bagea, [(1170, 1236, 140), (1256, 1288, 146), (1136, 1322, 142), (232, 1204, 134)], rng)
    drop_in(
        base,
        P.wrapped_bar(rng, 230, (206, 176, 112), 0.2).rotate(24, Image.BICUBIC, expand=True),
        1010,
        1316,
        12,
        9,
        12,
        0.42,
    )
    return base


@picture(
    "golla-kambu",
    "Ilustrasi: kantong bening diikat tali berisi golla kambu terbungkus daun pisang kering, di depannya beberapa butir cokelat.",
)
def golla(rng):
    base = room("gading", rng, "kayu", "jendela")
    clear_bag(
        base,
        contents(golla_parcel, 250, rng, 0.42, (320, 400, 1080, 1280), (70, 48, 24), 3, 0.1),
        330,
        1070,
        90,
        1240,
        "golla",
        540,
        None,
        True,
    )
    words = Words(["Golla", "kambu"], "gula aren", "Polewali", "250 g")
    raffia(
        base,
        700,
        302,
        rng,
        (150, 50, 60),
        tag=hang_tag(words, (150, 50, 60), (255, 244, 226), (250, 210, 130), 280, 376),
    )
    scatter(base, golla_parcel, [(1200, 1226, 220)], rng)
    scatter(base, P.sugar_lump, [(1150, 1318, 150), (1264, 1312, 144), (232, 1206, 140)], rng)
    return base


def golla_parcel(rng, s):
    """A lump wrapped in dried banana leaf."""
    color = (158 + int(rng.integers(-16, 16)), 118, 70)
    bar = P.wrapped_bar(rng, s, color, 0.34)
    return bar.rotate(float(rng.uniform(-70, 70)), Image.BICUBIC, expand=True)
