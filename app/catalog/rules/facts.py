"""Which facts a product of each category carries, in the order in which a seller is asked for them."""

from dataclasses import dataclass
from enum import StrEnum

from app.base.kinds import CRAFT_OF, Category, Craft


class FactKind(StrEnum):
    """How a fact is typed and shown."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    NUMBER = "number"
    CHOICE = "choice"
    MANY = "many"
    SIZES = "sizes"


@dataclass(frozen=True)
class Fact:
    """One fact. `unit` is shown behind a number; `choices` are (stored word, shown words); `is_public`: buyers read it."""

    key: str
    label: str
    kind: FactKind = FactKind.LINE
    help: str = ""
    unit: str = ""
    needed: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int = 100_000
    is_public: bool = True

    def words(self, stored: object) -> str:
        """A stored value as it is shown."""
        names = dict(self.choices)
        if isinstance(stored, list):
            return ", ".join(names.get(str(one), str(one)) for one in stored)
        text = names.get(str(stored), str(stored))
        return f"{text} {self.unit}".strip() if self.kind is FactKind.NUMBER else text


MEANING = "meaning"
"""The fact that tells what a motif, a name or a recipe means and where it comes from."""

SIZES = ("S", "M", "L", "XL", "XXL", "All size")
"""Rows of the size table; LD (lingkar dada) and PB (panjang baju) in cm, as sellers measure."""

_WASH = (
    ("tangan", "Cuci tangan, air dingin"),
    ("30", "Mesin, paling panas 30 °C"),
    ("40", "Mesin, paling panas 40 °C"),
    ("60", "Mesin, paling panas 60 °C"),
    ("jangan", "Jangan dicuci air"),
)
_BLEACH = (("jangan", "Jangan pakai pemutih"), ("boleh", "Boleh pakai pemutih"))
_DRY = (
    ("teduh", "Jemur di tempat teduh"),
    ("gantung", "Jemur digantung"),
    ("datar", "Jemur mendatar"),
    ("mesin", "Boleh pengering mesin"),
    ("jangan", "Jangan pakai pengering mesin"),
)
_IRON = (
    ("rendah", "Setrika suhu rendah, dari dalam"),
    ("sedang", "Setrika suhu sedang"),
    ("tinggi", "Setrika suhu tinggi"),
    ("jangan", "Jangan disetrika"),
)
_DRY_CLEAN = (
    ("jangan", "Jangan dry clean"),
    ("boleh", "Boleh dry clean"),
    ("p", "Dry clean huruf P"),
    ("f", "Dry clean huruf F"),
    ("w", "Dry clean huruf W"),
)

_MATERIAL = Fact(
    "material", "Bahan", help="Sebut bahannya, misalnya brokat tile, kain perca, sabut kelapa.", needed=True
)

_CARE = (
    Fact("wash", "Cara mencuci", FactKind.CHOICE, choices=_WASH),
    Fact("bleach", "Pemutih", FactKind.CHOICE, choices=_BLEACH),
    Fact("dry", "Cara menjemur", FactKind.CHOICE, choices=_DRY),
    Fact("iron", "Setrika", FactKind.CHOICE, choices=_IRON),
    Fact(
        "dry_clean", "Dry clean", FactKind.CHOICE, choices=_DRY_CLEAN,
        help="Huruf P, F, atau W hanya kalau tertulis di label kainnya.",
    ),
)  # fmt: skip

_ANIMAL = Fact(
    "animal_parts",
    "Unsur hewan",
    FactKind.CHOICE,
    choices=(("tidak", "Tidak ada"), ("ada", "Ada")),
    help="Kulit, tulang, tanduk, kerang, bulu, sutra, wol, lem hewani.",
)

_MADE_IN = Fact(
    "made_in",
    "Tulisan “Buatan Indonesia” di label",
    FactKind.CHOICE,
    choices=(("ada", "Sudah ada"), ("belum", "Belum ada")),
    is_public=False,
)

_MEANING = Fact(
    MEANING,
    "Cerita barang ini",
    FactKind.PARAGRAPH,
    help="Arti motif atau namanya, asal-usulnya, atau siapa yang mewariskan cara membuatnya. Dibaca tamu yang menerimanya.",
)

_GARMENT = (
    _MATERIAL,
    Fact("fibre", "Serat kain", help="Dalam persen, jumlahnya 100. Contoh: 70% poliester, 30% katun."),
    Fact("colours", "Warna", help="Contoh: hijau daun, krem.", needed=True),
    Fact(
        "sizes",
        "Ukuran baju (cm)",
        FactKind.SIZES,
        help="Isi LD (lingkar dada) dan PB (panjang baju) ukuran yang ada saja.",
    ),
    Fact("size", "Ukuran lain", help="Untuk yang bukan baju. Contoh: 110 × 110 cm, panjang 24 cm."),
)

_BEADS = (
    Fact(
        "beads", "Jenis payet", FactKind.MANY, needed=True,
        choices=(
            ("pasir", "Pasir"), ("padi", "Padi"), ("batang", "Batang"), ("piring", "Piring"),
            ("mutiara", "Mutiara"), ("mote", "Mote"), ("tetes", "Air mata"), ("kristal", "Kristal"),
        ),
    ),
    Fact(
        "bead_grade", "Mutu payet", FactKind.CHOICE,
        choices=(("jepang", "Jepang"), ("taiwan", "Taiwan"), ("campur", "Campuran"), ("tidak-tahu", "Tidak tahu")),
    ),
    Fact(
        "technique", "Cara memasang", FactKind.CHOICE, needed=True,
        choices=(
            ("jahit", "Jahit tangan satu-satu"), ("ronce", "Ronce"), ("tebar", "Tebar"), ("lem", "Tempel lem"),
        ),
    ),
    Fact("hours", "Lama mengerjakan", FactKind.NUMBER, unit="jam", most=2000, help="Kira-kira, untuk satu barang."),
)  # fmt: skip

_CLOTHES = (
    Fact(
        "technique", "Cara membuat", FactKind.CHOICE, needed=True,
        choices=(
            ("tenun", "Tenun"), ("jahit", "Jahit"), ("bordir", "Bordir"), ("batik-tulis", "Batik tulis"),
            ("batik-cap", "Batik cap"), ("anyam", "Anyam"), ("rajut", "Rajut"),
        ),
    ),
)  # fmt: skip

_MEASURES = (
    Fact("length", "Panjang", FactKind.NUMBER, unit="cm", needed=True, least=1, most=1000),
    Fact("width", "Lebar atau garis tengah", FactKind.NUMBER, unit="cm", needed=True, least=1, most=1000),
    Fact("thickness", "Tebal", FactKind.NUMBER, unit="mm", least=1, most=500),
)

_MAT = (
    _MATERIAL,
    Fact(
        "technique", "Cara membuat", FactKind.CHOICE, needed=True,
        choices=(
            ("anyam", "Anyam"), ("simpul", "Simpul"), ("kepang", "Kepang"), ("jahit", "Jahit"), ("tenun", "Tenun"),
            ("rangkai", "Rangkai"), ("ukir", "Ukir"),
        ),
    ),
    Fact("colours", "Warna", help="Kalau warnanya mengikuti perca, tulis begitu."),
    *_MEASURES,
)  # fmt: skip

_DOORMAT = (
    Fact(
        "anti_slip",
        "Alas anti-slip",
        FactKind.CHOICE,
        needed=True,
        choices=(("ya", "Ada"), ("tidak", "Tidak ada")),
    ),
    Fact("washable", "Bisa dicuci", FactKind.CHOICE, choices=(("ya", "Bisa"), ("tidak", "Tidak"))),
)

ALLERGENS = (
    ("gluten", "Gandum/terigu"), ("telur", "Telur"), ("ikan", "Ikan, udang, kerang"), ("kacang", "Kacang tanah, kedelai"),
    ("susu", "Susu"), ("kacang_pohon", "Mete, kenari, almond"), ("sulfit", "Sulfit"),
)  # fmt: skip

HALAL = (
    ("bersertifikat", "Sudah bersertifikat halal"),
    ("proses", "Sedang diurus"),
    ("belum", "Belum diurus"),
    ("tidak-halal", "Mengandung bahan tidak halal"),
)

PRINTED = (
    ("alergen", "Mengandung alergen, lihat yang dicetak tebal"), ("gizi", "Informasi nilai gizi"),
    ("pemanis", "Peringatan pemanis buatan"), ("tidak-halal", "TIDAK HALAL"), ("babi", "MENGANDUNG BABI"),
)  # fmt: skip

_FOOD = (
    Fact(
        "composition", "Komposisi", FactKind.PARAGRAPH, needed=True,
        help="Semua bahan, dari yang paling banyak. Contoh: singkong, minyak goreng, cabai, gula, garam.",
    ),
    Fact("allergens", "Bahan pemicu alergi", FactKind.MANY, choices=ALLERGENS, help="Centang yang ada di dalamnya."),
    Fact("net", "Berat atau isi bersih", FactKind.NUMBER, needed=True, least=1, most=100_000),
    Fact("net_unit", "Satuannya", FactKind.CHOICE, needed=True, choices=(("g", "gram (g)"), ("ml", "mililiter (ml)")), is_public=False),
    Fact(
        "drained", "Bobot tuntas", FactKind.NUMBER, least=1, most=100_000,
        help="Hanya untuk isi dalam cairan, misalnya nata de coco: beratnya setelah ditiriskan.",
    ),
    Fact("packaging", "Kemasan", help="Contoh: standing pouch plastik, stoples, kotak karton.", needed=True),
    Fact(
        "shelf_life", "Tahan berapa hari", FactKind.NUMBER, unit="hari", needed=True, least=1, most=1500,
        help="Sejak dibuat, disimpan di suhu ruang.",
    ),
    Fact("storage", "Cara menyimpan", help="Contoh: simpan di tempat kering, tutup rapat."),
    Fact("trade_name", "Nama dagang di label", help="Merek pada kemasan, kalau ada."),
    Fact("halal", "Halal", FactKind.CHOICE, needed=True, choices=HALAL, is_public=False),
    Fact(
        "production_code", "Kode produksi di label", help="Contoh: B221126. Untuk melacak kalau ada yang salah.",
        is_public=False,
    ),
    Fact(
        "date_on_label", "Tanggal kedaluwarsa di label", FactKind.CHOICE, needed=True, is_public=False,
        choices=(
            ("hari", "Tanggal, bulan, tahun"), ("bulan", "Bulan dan tahun saja"), ("lama", "Lamanya saja, misalnya 1 tahun"),
            ("lain", "Tanggal, tetapi kalimatnya lain, misalnya Exp"), ("belum", "Belum ada"),
        ),
    ),
    Fact(
        "printed", "Tulisan lain di label", FactKind.MANY, is_public=False, choices=PRINTED,
        help="Centang yang sudah tercetak. Peringatan pemanis dan tulisan babi hanya kalau memakainya.",
    ),
    _MEANING,
)  # fmt: skip

_BY_CATEGORY: dict[Category, tuple[Fact, ...]] = {
    Category.PAYET: (*_GARMENT, *_BEADS, *_CARE, _ANIMAL, _MADE_IN, _MEANING),
    Category.BUSANA: (*_GARMENT, *_CLOTHES, *_CARE, _ANIMAL, _MADE_IN, _MEANING),
    Category.KESET: (*_MAT, *_DOORMAT, _ANIMAL, _MEANING),
    Category.KERAJINAN: (*_MAT, _ANIMAL, _MEANING),
}


def facts_of(category: Category) -> tuple[Fact, ...]:
    """The facts of a category, in order."""
    return _BY_CATEGORY.get(category, _FOOD)


def is_food(category: Category) -> bool:
    return CRAFT_OF[category] is Craft.PANGAN


def sheet(category: Category, facts: dict[str, object]) -> list[tuple[str, str]]:
    """Label and shown value of every fact that is filled, for a product page; sizes and story have places of their own."""
    rows = []
    for fact in facts_of(category):
        stored = facts.get(fact.key)
        elsewhere = fact.kind is FactKind.SIZES or fact.key == MEANING
        if stored in (None, "", []) or elsewhere or not fact.is_public:
            continue
        shown = fact.words(stored)
        if fact.key in ("net", "drained"):
            shown = f"{shown} {facts.get('net_unit') or 'g'}"
        rows.append((fact.label, shown))
    return rows


def missing(category: Category, facts: dict[str, object]) -> list[Fact]:
    """Needed facts that are not there."""
    absent = [fact for fact in facts_of(category) if fact.needed and facts.get(fact.key) in (None, "", [])]
    has_size = facts.get("sizes") or facts.get("size")
    if CRAFT_OF[category] is Craft.PAYET and not has_size:
        absent += [fact for fact in facts_of(category) if fact.key == "sizes"]
    return absent
