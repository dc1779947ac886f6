"""A P-IRT number against what else is known: place, packaging, food."""

from datetime import date

import pytest

from app.regions.rules import city_names
from app.standards.rules.pirt import PirtReading, read_pirt

TODAY = date(2026, 11, 21)


def read(raw: str, **context: str) -> PirtReading:
    return read_pirt(raw, today=TODAY, regions=city_names(), **context)


def codes(reading: PirtReading) -> list[str]:
    return [finding.code for finding in reading.findings]


@pytest.mark.parametrize(
    "stated",
    [
        "Kab Nganjuk",
        "Kabupaten Nganjuk (35.18)",
        "NGANJUK",
        "Ds. Kauman, Kab. Nganjuk, Jawa Timur",
        "Jawa Timur",
        "jatim",
        "Indonesia",
        "Flores",
        "",
        "(from code)",
    ],
)
def test_a_place_that_holds_the_code_or_is_vague_contradicts_nothing(stated: str):
    assert read("2093518011162-31", region_stated=stated).word == "VALID"


@pytest.mark.parametrize(
    "stated", ["Kab Blitar (35.05)", "Kota Kediri", "Kab. Kediri", "Jawa Barat", "Surabaya"]
)
def test_another_place_is_a_contradiction(stated: str):
    reading = read("2093518011162-31", region_stated=stated)
    assert (reading.word, codes(reading)) == ("SUSPECT", ["pirt.other_region", "pirt.in_force"])


def test_the_contradiction_names_both_places():
    finding = read("PIRT No. 2123517010001-28", region_stated="Kab Blitar (35.05)").findings[0]
    assert finding.sentence == "Kode 35.17 adalah Kabupaten Jombang, sedangkan alamatnya Kab Blitar."


@pytest.mark.parametrize(
    ("stated", "word"),
    [
        ("Tangerang", "VALID"),
        ("Kota Tangerang", "VALID"),
        ("Kab Tangerang", "SUSPECT"),
        ("Tangsel", "SUSPECT"),
    ],
)
def test_kota_and_kabupaten_of_one_name_are_told_apart_only_when_said(stated: str, word: str):
    assert read("P-IRT 2063671010001-28", region_stated=stated).word == word


def test_a_bps_code_for_the_stated_place_is_recognised():
    reading = read("PIRT : 2043174018007-27", region_stated="Jakarta Barat")
    assert (reading.word, codes(reading)) == ("SUSPECT", ["pirt.bps_region", "pirt.in_force"])
    assert reading.findings[0].sentence == (
        "Kode 31.74 adalah Kota Administrasi Jakarta Selatan menurut Kemendagri, "
        "tetapi Kota Administrasi Jakarta Barat menurut BPS."
    )


def test_a_province_leaves_open_which_numbering_was_meant():
    reading = read("PIRT : 2063174018007-27", region_stated="DKI Jakarta")
    assert (reading.word, codes(reading)) == ("VALID", ["pirt.two_meanings", "pirt.well_formed"])


def test_codes_from_before_the_new_provinces_of_papua_are_real():
    reading = read("P-IRT 2059101010041-27", region_stated="Kab Merauke")
    assert (reading.word, reading.region_name, codes(reading)) == (
        "VALID",
        "Kabupaten Merauke",
        ["pirt.former_region", "pirt.well_formed"],
    )
    assert read("P-IRT 2059201010041-27", region_stated="Papua Barat").word == "VALID"


def test_a_code_that_only_bps_has_is_looked_at():
    assert codes(read("P-IRT 2059412010041-27")) == ["pirt.bps_region", "pirt.in_force"]


@pytest.mark.parametrize(
    ("code", "packaging", "fits"),
    [
        ("2", "standing pouch", True),
        ("2", "standing pouch aluminium", False),
        ("5", "standing pouch food grade", True),
        ("5", "standing pouch aluminium", True),
        ("7", "plastik pouch", True),
        ("3", "plastik mika", False),
        ("1", "botol kaca", True),
        ("2", "botol kaca", False),
        ("2", "toples", True),
        ("2", "kardus", True),
        ("4", "karton", False),
        ("8", "aluminium dalam karton", True),
        ("2", "bungkus cantik", True),
    ],
)
def test_the_packaging_code_is_held_against_the_packaging(code: str, packaging: str, fits: bool):
    reading = read(f"{code}063671010001-28", packaging=packaging)
    assert ("pirt.other_packaging" in codes(reading)) is not fits
    assert reading.word == ("VALID" if fits else "SUSPECT")


def test_packaging_is_read_from_brackets_of_the_name_and_not_from_the_food():
    assert read("2063374010006-28", product="Telur asin (kaleng)").word == "SUSPECT"
    assert read("2063374010006-28", product="Kerupuk kaleng").word == "VALID"
    assert read("2063374010006-28", product="Keripik (daun jeruk)").word == "VALID"


@pytest.mark.parametrize(
    "product",
    [
        "Bakso frozen",
        "Nugget ayam",
        "Es krim durian",
        "Susu pasteurisasi",
        "Lauk dan minuman botol",
        "Minuman lemon sereh",
    ],
)
def test_food_that_pirt_does_not_cover_is_looked_at(product: str):
    assert codes(read("2063374010006-28", product=product))[0] == "pirt.not_covered"


@pytest.mark.parametrize(
    "product",
    [
        "Telur Asin",
        "Stik susu",
        "Minuman serbuk kopi karamel",
        "Basreng",
        "Teh celup",
        "Bumbu nasi goreng",
        "Rendang paru",
    ],
)
def test_dry_food_is_covered_whatever_else_its_name_says(product: str):
    assert read("2063374010006-28", product=product).word == "VALID"


def test_liquid_drinks_were_covered_by_the_first_list():
    assert read("2133374010006-23", product="Minuman sari jahe").word == "VALID_EXPIRED"
    assert read("2133374010006-26", product="Minuman sari jahe").word == "SUSPECT"


def test_doubts_come_before_the_end_of_the_year_in_the_verdict():
    reading = read("2123517010001-22", region_stated="Kab Blitar")
    assert (reading.word, codes(reading)) == ("SUSPECT", ["pirt.other_region", "pirt.expired"])
