"""Several P-IRT numbers together."""

from datetime import date

from app.regions.rules import city_names
from app.standards.rules.pirt import PirtReading, read_pirt
from app.standards.rules.pirt_rows import PirtRow, compare_pirt

TODAY = date(2026, 11, 21)
NUMBER = "2143322030007-28"


def row(number: str, product: str, seller: str = "") -> PirtRow:
    return PirtRow(read_pirt(number, today=TODAY, regions=city_names()), product, seller)


def told(readings: list[PirtReading]) -> list[tuple[str, list[str]]]:
    return [(reading.word, [finding.code for finding in reading.findings]) for reading in readings]


def test_one_number_on_two_foods_makes_both_suspect():
    readings = compare_pirt([row(NUMBER, "Jenang pepaya"), row(f"(PIRT: {NUMBER}) ", "Pepaya candy")])
    assert told(readings) == [("SUSPECT", ["pirt.two_foods", "pirt.well_formed"])] * 2
    assert readings[0].findings[0].sentence == "Nomor yang sama persis juga dipakai untuk Pepaya candy."


def test_flavours_of_one_food_may_share_a_number():
    readings = compare_pirt([row(NUMBER, "Keripik pisang cokelat"), row(NUMBER, "Keripik pisang keju")])
    assert told(readings) == [("VALID", ["pirt.well_formed", "pirt.flavours"])] * 2


def test_one_food_listed_twice_or_not_named_is_no_finding():
    readings = compare_pirt(
        [row(NUMBER, "Keripik pisang 100 gr"), row(NUMBER, "keripik Pisang 250 gram"), row(NUMBER, "")]
    )
    assert told(readings) == [("VALID", ["pirt.well_formed"])] * 3


def test_two_foods_of_one_producer_differ_in_the_product_digits():
    readings = compare_pirt([row("2143322020007-28", "Torakur"), row("2143322030007-28", "Jenang pepaya")])
    assert told(readings) == [("VALID", ["pirt.well_formed"])] * 2


def test_a_producer_number_under_two_sellers_is_looked_at():
    rows = [
        row("2143322020007-28", "Keripik", "siti"),
        row("2063322010007-29", "Kue", "tuti"),
        row(NUMBER, "Jenang"),
    ]
    assert told(compare_pirt(rows)) == [
        ("SUSPECT", ["pirt.shared_producer", "pirt.well_formed"]),
        ("SUSPECT", ["pirt.shared_producer", "pirt.well_formed"]),
        ("VALID", ["pirt.well_formed"]),
    ]


def test_one_seller_may_use_her_producer_number_often():
    rows = [row("2143322020007-28", "Keripik", "siti"), row(NUMBER, "Jenang", "siti")]
    assert [reading.word for reading in compare_pirt(rows)] == ["VALID", "VALID"]


def test_refused_numbers_keep_their_own_verdict():
    rows = [row("ada", "Kopi"), row("ada", "Teh"), row("2143322030007", "Kopi"), row("2143322030007", "Teh")]
    assert [reading.word for reading in compare_pirt(rows)] == [
        "INVALID",
        "INVALID",
        "INVALID_OLD",
        "INVALID_OLD",
    ]
