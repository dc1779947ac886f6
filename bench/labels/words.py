"""The printed wordings of the elements: how home industries write them, right and wrong."""

import random
from dataclasses import dataclass, field
from datetime import date

from bench.labels.facts import Facts

MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember")  # fmt: skip
SHORT = ("JAN", "FEB", "MAR", "APR", "MEI", "JUN", "JUL", "AGU", "SEP", "OKT", "NOV", "DES")
ENGLISH = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
SLOGANS = (
    "Renyahnya bikin nagih!", "Gurih tanpa henti", "Rasa asli dari desa", "Oleh-oleh khas kampung", "Dibuat dengan cinta",
    "Sekali coba, ketagihan", "Lezatnya bikin kangen", "Resep turun-temurun", "Camilan keluarga", "Teman minum teh",
)  # fmt: skip
KEEPING = (
    "Simpan di tempat sejuk dan kering", "Simpan di tempat kering, tutup rapat setelah dibuka", "Hindarkan dari sinar matahari langsung",
    "Jauhkan dari sinar matahari", "Simpan dalam suhu ruang",
)  # fmt: skip
EXTRAS = (
    "BPS 3671 0213 0007", "NIB 9120 0041 8827 3", "Buatan Indonesia", "Dicetak oleh Mitra Grafika", "Terdaftar HKI: IDM000812345",
    "Tanpa bahan pengawet", "Isi 10 bungkus", "Sajian per kemasan 4 x 30 g", "Tersedia rasa: original, balado, keju, jagung bakar",
    "Dipasarkan oleh: Toko Oleh-Oleh Sinar Abadi, Surabaya", "Distributor: CV Mitra Niaga Surabaya", "NEW! kemasan baru", "Sejak 2009",
    "Juara 1 Lomba UMKM 2024", "Sertifikat PKP 1234/3671/25", "Best seller", "Follow us!", "Jangan dibuang sembarangan", "Layanan konsumen hubungi nomor di atas",
)  # fmt: skip


@dataclass
class Printed:
    """The texts of one label, head and value parted by a tab. Empty: not there. `maker` and `address` may be printed apart or together; `facts` is what they
    say, for a layout that writes them in its own way."""

    facts: Facts
    name: str = ""
    brand: str = ""
    weight: str = ""
    pirt: str = ""
    halal: str = ""
    best_before: str = ""
    composition: str = ""
    maker: str = ""
    address: str = ""
    produced: str = ""
    code: str = ""
    slogan: str = ""
    keeping: str = ""
    contact: list[str] = field(default_factory=list)
    extras: list[str] = field(default_factory=list)
    price: str = ""
    allergens: str = ""
    halal_word: bool = False
    """The bare word halal without a number stands somewhere: noise that proves nothing."""


def word(facts: Facts, rng: random.Random) -> Printed:
    """These facts in one of the ways in which people write them."""
    return Printed(
        facts=facts,
        name=facts.food,
        brand=facts.brand,
        weight=_weight(facts, rng),
        pirt=_pirt(facts.pirt, rng),
        halal=_halal(facts.halal, rng),
        best_before=_best_before(facts, rng),
        composition=_composition(facts.composition, rng),
        maker=_maker(facts.producer, rng),
        address=_address(facts, rng),
        produced=rng.choice(
            ("Tgl. Produksi: {}", "Prod. {}", "Diproduksi tgl {}", "MFG {}", "Tanggal produksi {}")
        ).format(f"{facts.produced:%d-%m-%Y}")
        if rng.random() < 0.4
        else "",
        code=rng.choice(("Kode Produksi: {}", "Kode prod. {}", "Batch {}", "LOT {}")).format(facts.code)
        if rng.random() < 0.5
        else "",
        slogan=rng.choice(SLOGANS) if rng.random() < 0.7 else "",
        keeping=rng.choice(KEEPING) if rng.random() < 0.5 else "",
        contact=_contact(facts, rng),
        extras=rng.sample(EXTRAS, rng.choice((0, 0, 1, 2))),
        price=rng.choice(("Rp {},-", "Rp{}", "Harga Rp. {}")).format(f"{facts.price:,}".replace(",", "."))
        if rng.random() < 0.2
        else "",
        allergens="Mengandung alergen, lihat daftar bahan yang dicetak tebal" if rng.random() < 0.15 else "",
        halal_word=rng.random() < 0.15,
    )


def written_day(day: date, by_month: bool, rng: random.Random) -> str:
    """A best-before date in one of the ways of print."""
    long, short = MONTHS[day.month - 1], rng.choice((SHORT, ENGLISH))[day.month - 1]
    if by_month:
        return rng.choice(
            (f"{day:%m/%Y}", f"{short} {day:%Y}", f"{long} {day:%Y}", f"{day:%m-%Y}", f"{day:%m/%y}")
        )
    return rng.choice(
        (
            f"{day:%d-%m-%Y}",
            f"{day:%d/%m/%y}",
            f"{day:%d/%m/%Y}",
            f"{day.day} {short} {day:%Y}",
            f"{day.day} {long} {day:%Y}",
            f"{day:%d.%m.%Y}",
            f"{day:%d %m %Y}",
            f"{day:%d}{short}{day:%y}",
        )
    )


def _best_before(facts: Facts, rng: random.Random) -> str:
    if facts.best_before is None:
        return ""
    phrase = rng.choice(
        (
            "Baik digunakan sebelum", "Baik digunakan sebelum:", "BAIK DIGUNAKAN SEBELUM", "Exp.", "EXP:", "Exp. date", "Exp date :",
            "Best before", "BEST BEFORE", "BB", "Kadaluarsa", "Kedaluwarsa:", "Tgl. Kadaluwarsa", "Kadaluarsa :", "ED",
            "Baik sebelum", "Expired", "Gunakan sebelum",
        )
    )  # fmt: skip
    return f"{phrase}\t{written_day(facts.best_before, facts.by_month, rng)}"


def _weight(facts: Facts, rng: random.Random) -> str:
    if facts.amount is None:
        return ""
    label = rng.choice(
        (
            "Netto", "Netto:", "NETTO :", "Netto ±", "Berat bersih", "Berat Bersih:", "BERAT BERSIH", "Net weight", "Net wt.",
            "Isi bersih" if facts.unit == "ml" else "Berat Netto", "Net.", "Neto", "Isi bersih", "Isi:",
        )
    )  # fmt: skip
    small = {"g": ("g", "gr", "gram", "Gr", "g", "GRAM", "gr."), "ml": ("ml", "mL", "ML", "ml")}[facts.unit]
    large = {"g": ("kg", "Kg", "KG"), "ml": ("liter", "L", "l")}[facts.unit]
    if facts.amount >= 1000 or (facts.amount % 250 == 0 and rng.random() < 0.15):
        amount, unit = f"{facts.amount / 1000:g}".replace(".", ","), rng.choice(large)
    else:
        amount, unit = str(facts.amount), rng.choice(small)
    return f"{label}\t{amount}{rng.choice((' ', ' ', ''))}{unit}"


def _pirt(digits: str, rng: random.Random) -> str:
    if not digits:
        return ""
    head = rng.choice(
        (
            "P-IRT No.", "P-IRT No. ", "PIRT", "P-IRT", "P-IRT:", "DINKES P-IRT", "DINKES P-IRT No.", "SPP-IRT", "SPP-IRT No.",
            "No. P-IRT", "No. P.IRT", "P.IRT.", "PIRT :", "Dep. Kes. P-IRT No.", "P-IRT NO :", "No. PIRT:", "Izin Edar P-IRT",
        )
    )  # fmt: skip
    body = rng.choice(
        (
            f"{digits[:13]}-{digits[13:]}",
            f"{digits[:13]}-{digits[13:]}",
            digits,
            f"{digits[:3]} {digits[3:7]} {digits[7:9]} {digits[9:13]}-{digits[13:]}",
            f"{digits[:3]} {digits[3:7]} {digits[7:13]} {digits[13:]}",
            f"{digits[:3]}.{digits[3:7]}.{digits[7:9]}.{digits[9:13]}-{digits[13:]}",
            f"{digits[:13]} - {digits[13:]}",
        )
    )
    return f"{head.strip()}\t{body}"


def _halal(number: str, rng: random.Random) -> str:
    if not number:
        return ""
    body = rng.choice(
        (number, number, f"{number[:2]} {number[2:]}", f"{number[:7]} {number[7:15]} {number[15:]}")
    )
    head = rng.choice(
        ("", "", "", "", "No. Sertifikat Halal", "Halal No.", "No. Halal:", "Sertifikat Halal:")
    )
    return f"{head}\t{body}".strip()


def _composition(ingredients: tuple[str, ...], rng: random.Random) -> str:
    if not ingredients:
        return ""
    head = rng.choice(
        ("Komposisi:", "KOMPOSISI :", "Komposisi", "Bahan-bahan:", "Bahan:", "BAHAN :", "Daftar bahan:", "Ingredients:", "Bahan baku:",
         "Bahan yang digunakan:", "Komposisi / Ingredients:")
    )  # fmt: skip
    match rng.choice(("plain", "plain", "plain", "dan", "title", "upper", "percent")):
        case "dan" if len(ingredients) > 1:
            body = f"{', '.join(ingredients[:-1])} dan {ingredients[-1]}."
        case "title":
            body = ", ".join(one.title() for one in ingredients)
        case "upper":
            body = ", ".join(ingredients).upper()
        case "percent" if len(ingredients) > 1:
            body = f"{ingredients[0]} ({rng.randint(11, 16) * 5}%), {', '.join(ingredients[1:])}."
        case _:
            body = ", ".join(ingredients) + rng.choice((".", ""))
    return f"{head}\t{body}"


def _maker(producer: str, rng: random.Random) -> str:
    if not producer:
        return ""
    head = rng.choice(
        ("Diproduksi oleh:", "Diproduksi oleh", "Diproduksi Oleh :", "Prod. by", "Produksi:", "Produksi", "Dibuat oleh", "Dibuat oleh:",
         "Diprod. oleh:", "DIPRODUKSI OLEH", "Produced by:", "Pembuat:", "Produsen:")
    )  # fmt: skip
    return f"{head}\t{producer.upper() if rng.random() < 0.2 else producer}"


def _address(facts: Facts, rng: random.Random) -> str:
    place = facts.place
    if place is None:
        return facts.street if rng.random() < 0.5 else ""
    town = rng.choice(
        (place.town, place.town, place.town.replace("Kabupaten", "Kab."), place.bare, place.bare.upper())
    )
    if rng.random() < 0.35:
        return f"{town} {place.postal_code}"
    rt = f"RT {rng.randint(1, 12):02d}/RW {rng.randint(1, 9):02d}"
    village, district = f"{rng.choice(('Kel.', 'Desa', 'Ds.'))} {place.village}", f"Kec. {place.district}"
    return rng.choice(
        (
            f"{facts.street}, {town} {place.postal_code}",
            f"{facts.street} {rt} {village} {district} {town} {place.postal_code}",
            f"{village}, {district}, {town}, {place.postal_code}",
            f"{facts.street} {rt}, {town} - Indonesia",
            f"{facts.street}, {district}, {town}",
            f"{town}, {place.province}",
            f"{facts.street}\n{town} {place.postal_code}\n{place.province}",
        )
    )


def _contact(facts: Facts, rng: random.Random) -> list[str]:
    handle = (facts.brand or "gerai").lower().replace(" ", rng.choice(("", "_", ".")))
    lines = [
        f"{rng.choice(('WA', 'HP', 'Telp.', 'WhatsApp:', 'Hub.'))} {facts.phone}",
        f"{rng.choice(('IG', 'Instagram:', 'ig:', ''))} @{handle}".strip(),
        f"{rng.choice(('Shopee', 'FB', 'TikTok'))}: {handle}.id",
    ]
    return rng.sample(lines, rng.choice((0, 1, 1, 2, 3)))
