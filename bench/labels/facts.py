"""What stands on an invented label, what its seller declares, and where the two part.

Names, makers and numbers are made up; towns, villages and postal codes are real ones of data/regions, and digits 4 to 7 of a
P-IRT number are those of the town. A truth is one of three words per element: `present` (it is printed and says what is
declared), `different` (it is printed and says something else), `absent`.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from app.regions import rules as regions
from app.standards.rules.reading.elements import Element

PRESENT, DIFFERENT, ABSENT = "present", "different", "absent"
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Food:
    """A kind of food: what it is called, what it is made of, its food group in the P-IRT number, g or ml."""

    name: str
    composition: tuple[str, ...]
    group: str
    unit: str = "g"


FOODS = (
    Food("Keripik Pisang Cokelat", ("pisang kepok", "gula pasir", "cokelat bubuk", "minyak kelapa sawit", "garam"), "14"),
    Food("Keripik Singkong Balado", ("singkong", "cabai merah", "gula pasir", "bawang putih", "minyak goreng", "garam"), "15"),
    Food("Keripik Tempe Sagu", ("kedelai", "tepung sagu", "ketumbar", "bawang putih", "kencur", "garam", "minyak goreng"), "15"),
    Food("Keripik Bayam", ("daun bayam", "tepung beras", "tepung tapioka", "telur", "bawang putih", "ketumbar", "garam"), "04"),
    Food("Keripik Kentang Ebi", ("kentang", "ebi", "cabai rawit", "gula pasir", "minyak nabati", "garam"), "15"),
    Food("Rempeyek Kacang", ("tepung beras", "kacang tanah", "santan", "telur", "kemiri", "ketumbar", "garam"), "06"),
    Food("Rengginang Terasi", ("beras ketan", "terasi udang", "bawang putih", "garam", "minyak goreng"), "15"),
    Food("Emping Melinjo Manis", ("melinjo", "gula pasir", "cabai", "garam", "minyak goreng"), "15"),
    Food("Stik Bawang", ("tepung terigu", "telur", "margarin", "bawang putih", "seledri", "garam", "minyak goreng"), "06"),
    Food("Kue Nastar Nanas", ("tepung terigu", "mentega", "nanas", "gula halus", "kuning telur", "susu bubuk"), "06"),
    Food("Kastengel Keju", ("tepung terigu", "keju edam", "mentega", "kuning telur", "maizena"), "06"),
    Food("Bolen Pisang Keju", ("tepung terigu", "pisang raja", "keju", "margarin", "gula pasir", "telur"), "06"),
    Food("Dodol Garut Wijen", ("tepung ketan", "gula aren", "santan", "wijen", "vanili"), "09"),
    Food("Jenang Kudus", ("tepung ketan", "gula kelapa", "santan kelapa", "garam"), "09"),
    Food("Wajik Ketan Hitam", ("ketan hitam", "gula merah", "santan", "daun pandan", "garam"), "09"),
    Food("Sambal Bawang", ("cabai rawit", "bawang merah", "bawang putih", "minyak goreng", "garam", "gula"), "11"),
    Food("Sambal Cumi Asin", ("cumi asin", "cabai merah", "bawang merah", "minyak kelapa", "gula pasir", "daun jeruk"), "11"),
    Food("Bumbu Pecel Pedas", ("kacang tanah", "gula merah", "cabai", "kencur", "daun jeruk", "asam jawa", "garam"), "11"),
    Food("Abon Ikan Tongkol", ("ikan tongkol", "santan", "bawang merah", "lengkuas", "serai", "gula merah", "garam"), "02"),
    Food("Abon Sapi Pedas", ("daging sapi", "bawang merah", "cabai", "gula kelapa", "ketumbar", "minyak sawit", "garam"), "01"),
    Food("Serundeng Kelapa", ("kelapa parut", "gula merah", "bawang putih", "ketumbar", "daun salam", "garam"), "05"),
    Food("Bawang Goreng Renyah", ("bawang merah", "tepung beras", "minyak kelapa sawit", "garam"), "11"),
    Food("Kopi Robusta Bubuk", ("biji kopi robusta",), "10"),
    Food("Wedang Jahe Merah Instan", ("jahe merah", "gula aren", "kayu manis", "cengkih", "serai"), "13"),
    Food("Teh Daun Kelor", ("daun kelor kering", "daun mint", "serai"), "10"),
    Food("Sirup Pala", ("sari buah pala", "gula pasir", "air", "asam sitrat"), "13", "ml"),
    Food("Madu Hutan", ("madu hutan murni",), "09", "ml"),
    Food("Minyak Kelapa Kampung", ("kelapa tua", "air"), "07", "ml"),
    Food("Kecap Manis Kedelai Hitam", ("kedelai hitam", "gula merah", "air", "garam", "bunga lawang"), "11", "ml"),
    Food("Selai Nanas Kayu Manis", ("nanas", "gula pasir", "kayu manis", "air jeruk nipis"), "08"),
    Food("Manisan Carica", ("buah carica", "gula pasir", "air", "asam sitrat"), "14"),
    Food("Basreng Pedas Daun Jeruk", ("ikan", "tepung tapioka", "cabai bubuk", "daun jeruk", "bawang putih", "penyedap rasa"), "02"),
    Food("Makaroni Bantet Keju", ("makaroni", "bubuk keju", "minyak goreng", "garam", "gula halus"), "06"),
    Food("Kerupuk Ikan Tenggiri", ("ikan tenggiri", "tepung tapioka", "telur", "gula pasir", "garam"), "02"),
    Food("Amplang Bandeng", ("ikan bandeng", "tepung tapioka", "telur ayam", "bawang putih", "garam", "gula"), "02"),
    Food("Kacang Mete Panggang", ("biji mete", "mentega", "garam laut"), "15"),
    Food("Kacang Disco Original", ("kacang tanah", "tepung terigu", "telur", "gula pasir", "garam", "bawang putih"), "15"),
    Food("Brownies Kering Almond", ("tepung terigu", "cokelat hitam", "mentega", "gula palem", "telur", "kacang almond"), "06"),
    Food("Sambal Pecel Lele", ("cabai merah (35%)", "bawang merah", "tomat", "terasi (udang, garam)", "gula merah", "minyak nabati", "asam jawa", "penguat rasa"), "11"),
    Food("Mie Lidi Pedas Manis", ("tepung terigu", "minyak sawit", "gula", "cabai bubuk", "bawang putih bubuk", "garam", "paprika bubuk", "pewarna alami", "penyedap (monosodium glutamat)"), "06"),
    Food("Granola Kelor", ("oat", "kelapa parut", "madu", "daun kelor bubuk", "kacang mete", "biji bunga matahari", "kismis", "minyak kelapa", "kayu manis", "garam laut"), "06"),
    Food("Getuk Goreng", ("singkong", "gula kelapa", "tepung beras", "minyak goreng", "garam"), "15"),
    Food("Enting-Enting Gepuk", ("kacang tanah", "gula pasir", "glukosa", "vanili"), "15"),
)  # fmt: skip

OTHER_INGREDIENTS = (
    "susu bubuk", "mentega", "keju parut", "telur bebek", "tepung maizena", "kunyit", "merica", "jahe", "kacang hijau",
    "margarin", "gula merah", "pewarna makanan", "wijen", "lada hitam", "kayu manis", "udang rebon",
)  # fmt: skip
WOMEN = (
    "Sari", "Wulan", "Yuyun", "Ningsih", "Aminah", "Tutik", "Endang", "Rahmah", "Lastri", "Kartini", "Neneng", "Siti Aisyah",
    "Marni", "Sumiati", "Dewi", "Fatimah", "Iis", "Eti", "Lilis", "Nur", "Hartati", "Ratna", "Asih", "Ida Ayu", "Butet", "Upik",
    "Halimah", "Rusmini", "Jumiyem", "Maimunah",
)  # fmt: skip
GROUPS = ("Melati", "Mawar", "Anggrek", "Cempaka", "Kenanga", "Flamboyan", "Sekar Arum", "Mekar Sari", "Karya Ibu", "Sejahtera",
          "Barokah", "Sumber Rasa", "Tunas Harapan", "Srikandi", "Berkah Jaya", "Dua Putri", "Tiga Saudara")  # fmt: skip
MAKERS = ("Dapur Bu {woman}", "IRT {group}", "UD {group}", "KWT {group}", "UP2K {group}", "Kelompok {group}", "Dapur {woman}",
          "Rumah Kue {woman}", "Olahan Mak {woman}", "{woman} Snack", "CV {group} Food", "Aneka Rasa {woman}", "PKK {group}")  # fmt: skip
BRANDS = ("Kriuk {x}", "Cap {x}", "Raos", "Gurih Pol", "Ngunyah", "Sedap Rasa", "Lumer", "Nyamiku", "Renyah Ria", "Kampoeng",
          "Rasa Ibu", "Omah Camilan", "Pawon", "Griya Rasa", "Legit", "Nyemil Yuk")  # fmt: skip
STREETS = ("Jl. Melati", "Jl. Raya Pasar", "Jl. Kenari", "Gg. Mawar", "Jl. Pahlawan", "Kp. Sawah", "Jl. Merdeka", "Dusun Krajan",
           "Jl. Diponegoro", "Perum Griya Asri Blok C", "Jl. Kyai Mojo", "Jl. H. Agus Salim", "Gg. Langgar")  # fmt: skip
WEIGHTS = {"g": (75, 80, 100, 120, 125, 150, 175, 200, 225, 250, 300, 350, 400, 500, 750, 1000),
           "ml": (100, 140, 250, 330, 350, 500, 600, 1000)}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """An address's last parts. `town` is the full name of the kabupaten or kota."""

    code: str
    town: str
    district: str
    village: str
    postal_code: str
    province: str

    @property
    def bare(self) -> str:
        return self.town.removeprefix("Kabupaten ").removeprefix("Kota ")


@cache
def places() -> tuple[Place, ...]:
    """Every seventh village whose district does not repeat the town's name: else a changed town would still be read there.

    Without Surabaya, where the distributors live whom `words` prints beside the maker.
    """
    names: dict[str, str] = {}
    found: list[Place] = []
    for number, row in enumerate(regions.rows()):
        names[row.code] = row.name
        if row.postal_code and number % 7 == 0:
            town, district = names[row.code[:5]], names[row.code[:8]]
            place = Place(
                row.code[:5].replace(".", ""), town, district, row.name, row.postal_code, names[row.code[:2]]
            )
            words = {word.lower() for word in place.bare.split()}
            if not words & {"surabaya"} and not words & {
                word.lower() for word in f"{district} {row.name}".split()
            }:
                found.append(place)
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a label says. Empty text, None or no ingredients: the element is not printed."""

    food: str
    brand: str
    producer: str
    street: str
    place: Place | None
    amount: int | None
    unit: str
    pirt: str
    halal: str
    best_before: date | None
    by_month: bool
    composition: tuple[str, ...]
    produced: date
    code: str
    phone: str
    price: int


def invent(rng: random.Random) -> Facts:
    """Facts that fit each other."""
    food = rng.choice(FOODS)
    place = rng.choice(places())
    woman, group = rng.choice(WOMEN), rng.choice(GROUPS)
    packaging = "1" if food.unit == "ml" and rng.random() < 0.5 else rng.choice("22222567")
    pirt = f"{packaging}{food.group}{place.code}{rng.randint(1, 12):02d}{rng.randint(1, 2400):04d}{rng.randint(27, 31)}"
    issued = date(rng.randint(2021, 2026), rng.randint(1, 10), 1)
    halal = f"ID{place.code[:2]}{rng.choice(('11', '11', '11', '41'))}000{rng.randint(100000, 29999999):08d}"
    halal = f"{halal[:15]}{issued:%m%y}"
    shelf = rng.choice((60, 90, 120, 180, 240, 300, 365, 540))
    produced = TODAY - timedelta(days=rng.randint(3, 40))
    unit = food.unit
    return Facts(
        food=food.name,
        brand=rng.choice(BRANDS).format(x=rng.choice([one for one in GROUPS if one != group])),
        producer=rng.choice(MAKERS).format(woman=woman, group=group),
        street=f"{rng.choice(STREETS)} No. {rng.randint(1, 140)}",
        place=place,
        amount=rng.choice(WEIGHTS[unit]),
        unit=unit,
        pirt=pirt,
        halal=halal,
        best_before=produced + timedelta(days=shelf),
        by_month=shelf > 92 and rng.random() < 0.35,
        composition=food.composition,
        produced=produced,
        code=f"{rng.choice('ABKP')}{produced:%d%m}{rng.randint(1, 9)}",
        phone=f"08{rng.randint(11, 59)}-{rng.randint(1000, 9999)}-{rng.randint(1000, 9999)}",
        price=rng.randint(8, 90) * 1000 + rng.choice((0, 500)),
    )


def declared(facts: Facts, rng: random.Random) -> dict[str, str]:
    """The seller's words for these facts: the keys and texts of `facts.json`."""
    kilo = facts.amount / 1000
    written = f"{kilo:g}".replace(".", ",")
    large = {"g": "kg", "ml": "l"}[facts.unit]
    weight = f"{facts.amount} {facts.unit}"
    if facts.amount >= 1000 and rng.random() < 0.7:
        weight = f"{written} {large}"
    elif rng.random() < 0.15:
        weight = f"{facts.amount} {'gram' if facts.unit == 'g' else 'mL'}"
    number = f"{facts.pirt[:13]}-{facts.pirt[13:]}"
    day = facts.best_before
    return {
        "name": facts.food,
        "producer": facts.producer,
        "town": rng.choice(
            (facts.place.town, facts.place.town.replace("Kabupaten", "Kab."), facts.place.bare)
        ),
        "net_weight": weight,
        "pirt": rng.choice((f"P-IRT No. {number}", number, f"PIRT {facts.pirt}")),
        "halal": rng.choice((facts.halal, facts.halal, facts.halal, f"{facts.halal[:2]} {facts.halal[2:]}")),
        "best_before": f"{day:%m/%Y}"
        if facts.by_month
        else rng.choice((f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}")),
        "composition": _as_typed(facts.composition, rng),
    }


def _as_typed(ingredients: tuple[str, ...], rng: random.Random) -> str:
    match rng.choice(("plain", "plain", "plain", "capital", "dan", "semicolons")):
        case "capital":
            return ", ".join(ingredients).capitalize()
        case "dan" if len(ingredients) > 1:
            return f"{', '.join(ingredients[:-1])} dan {ingredients[-1]}."
        case "semicolons" if not any("," in one for one in ingredients):
            return "; ".join(ingredients)
        case _:
            return ", ".join(ingredients)


def depart(facts: Facts, rng: random.Random, how_many: int) -> tuple[Facts, dict[Element, str]]:
    """Facts that lack or change so many elements, and the truth about every element."""
    truth = dict.fromkeys(Element, PRESENT)
    printed = facts
    for element in rng.sample(list(Element), how_many):
        absent = rng.random() < 0.45
        printed = _without(printed, element) if absent else _changed(printed, element, rng)
        truth[element] = ABSENT if absent else DIFFERENT
    return printed, truth


def undeclared(
    declared: dict[str, str], facts: Facts, truth: dict[Element, str], rng: random.Random
) -> tuple[dict[str, str], Facts]:
    """Of some goods no halal number is declared; then there is mostly none on the label either, which is right so."""
    if truth[Element.HALAL] != PRESENT or rng.random() > 0.1:
        return declared, facts
    if rng.random() < 0.7:
        truth[Element.HALAL] = ABSENT
        facts = replace(facts, halal="")
    return {**declared, "halal": ""}, facts


def _without(facts: Facts, element: Element) -> Facts:
    match element:
        case Element.NAME:
            return replace(facts, food="")
        case Element.PRODUCER:
            return replace(facts, producer="")
        case Element.TOWN:
            return replace(facts, place=None)
        case Element.NET_WEIGHT:
            return replace(facts, amount=None)
        case Element.PIRT:
            return replace(facts, pirt="")
        case Element.HALAL:
            return replace(facts, halal="")
        case Element.BEST_BEFORE:
            return replace(facts, best_before=None)
        case Element.COMPOSITION:
            return replace(facts, composition=())


def _changed(facts: Facts, element: Element, rng: random.Random) -> Facts:
    """Another value that a person would call another value: never another way of writing the same."""
    match element:
        case Element.NAME:
            words = set(facts.food.lower().split())
            near = [
                one.name for one in FOODS if one.name != facts.food and words & set(one.name.lower().split())
            ]
            far = [one.name for one in FOODS if not words & set(one.name.lower().split())]
            return replace(facts, food=rng.choice(near if near and rng.random() < 0.5 else far))
        case Element.PRODUCER:
            return replace(facts, producer=_other_maker(facts.producer, rng))
        case Element.TOWN:
            known = set(facts.place.bare.lower().split())
            others = [place for place in places() if not known & set(f"{place.town} {place.district} {place.village}".lower().split())]  # fmt: skip
            return replace(facts, place=rng.choice(others))
        case Element.NET_WEIGHT:
            return replace(facts, amount=rng.choice([one for one in WEIGHTS[facts.unit] if one != facts.amount]))  # fmt: skip
        case Element.PIRT:
            return replace(facts, pirt=_other_digits(facts.pirt, range(1, 15), rng))
        case Element.HALAL:
            return replace(facts, halal=_other_digits(facts.halal, range(6, 15), rng))
        case Element.BEST_BEFORE:
            if facts.by_month:
                steps = (31, 62, 92, 184, -31, -62, 365)
            else:
                steps = (1, 2, 10, 30, 31, 61, 365, -1, -10, -31)
            return replace(facts, best_before=facts.best_before + timedelta(days=rng.choice(steps)))
        case Element.COMPOSITION:
            return replace(facts, composition=_other_composition(facts.composition, rng))


def _other_maker(producer: str, rng: random.Random) -> str:
    known = set(producer.lower().split())
    while True:
        other = rng.choice(MAKERS).format(woman=rng.choice(WOMEN), group=rng.choice(GROUPS))
        if not known & set(other.lower().split()) - {"bu", "dapur", "irt", "ud"}:
            return other


def _other_digits(number: str, where: range, rng: random.Random) -> str:
    """One or two digits replaced."""
    digits = list(number)
    for place in rng.sample(list(where), rng.choice((1, 1, 2))):
        digits[place] = rng.choice([digit for digit in "0123456789" if digit != digits[place]])
    return "".join(digits)


def _other_composition(composition: tuple[str, ...], rng: random.Random) -> tuple[str, ...]:
    """One ingredient more, less or another; of a single one always another."""
    words = " ".join(composition).split()
    others = [one for one in OTHER_INGREDIENTS if not set(one.split()) & set(words)]
    place = rng.randrange(len(composition))
    listed = list(composition)
    way = rng.choice(("more", "less", "other")) if len(composition) > 2 else "other"
    if way == "more":
        listed.insert(place, rng.choice(others))
    elif way == "less":
        del listed[place]
    else:
        listed[place] = rng.choice(others)
    return tuple(listed)
