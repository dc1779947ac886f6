"""P-IRT numbers: each verdict, each field, each sentence."""

from datetime import date

import pytest

from app.regions.rules import city_names
from app.standards.rules.findings import Severity, worst
from app.standards.rules.pirt import PirtReading, PirtVerdict, generation_of, read_pirt

TODAY = date(2026, 11, 21)


def read(raw: str, **context: str) -> PirtReading:
    return read_pirt(raw, today=TODAY, regions=city_names(), **context)


def codes(reading: PirtReading) -> list[str]:
    return [finding.code for finding in reading.findings]


def test_a_number_is_taken_apart_into_its_fields():
    reading = read("P-IRT No. 2093518011162-31")
    assert (reading.verdict, reading.word) == (PirtVerdict.VALID, "VALID")
    assert (reading.digits, reading.canonical) == ("209351801116231", "P-IRT No. 2093518011162-31")
    assert (reading.packaging_code, reading.packaging_name) == ("2", "plastik")
    assert (reading.food_group_code, reading.food_group_name, reading.generation) == ("09", "bumbu", "C")
    assert (reading.region_code, reading.region_name) == ("35.18", "Kabupaten Nganjuk")
    assert (reading.product_serial, reading.producer_serial, reading.producer) == ("01", "1162", "35.18/1162")
    assert (reading.expiry_year, reading.ends_on) == (2031, date(2031, 12, 31))


@pytest.mark.parametrize(
    ("raw", "word", "region", "year"),
    [
        ("P-IRT No. 2093518011162-31", "VALID", "Kabupaten Nganjuk", 2031),
        ("DEP. KES. RI. P-IRT NO. 2053374020970-28", "VALID", "Kota Semarang", 2028),
        ("214 3403 01 0900_ 26", "VALID_EXPIRES_2026", "Kabupaten Gunungkidul", 2026),
        ("PIRT: 2143322020007-21", "VALID_EXPIRED", "Kabupaten Semarang", 2021),
        ("P-IRT No. 2063216010384", "INVALID_OLD", "Kabupaten Bekasi", None),
        ("P-IRT 2069999010001-32", "INVALID", "", 2032),
        ("P-IRT 9063671010001-30", "SUSPECT", "Kota Tangerang", 2030),
        ("P-IRT No. 202673019283-21", "INVALID", "", None),
        ("206740501", "INVALID", "", None),
        ("P-IRT No. 2068804011911-26", "INVALID", "", 2026),
    ],
)
def test_the_vectors_of_the_domain_notes(raw: str, word: str, region: str, year: int | None):
    reading = read(raw)
    assert (reading.word, reading.region_name, reading.expiry_year) == (word, region, year)


@pytest.mark.parametrize("raw", ["", "  ", "-", "–", " -- ", "P-IRT: -", "No. P-IRT : —", "\u200b"])
def test_nothing_or_only_a_dash_is_empty(raw: str):
    assert (read(raw).verdict, codes(read(raw))) == (PirtVerdict.EMPTY, ["pirt.empty"])


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("028901020277600010002", "Ini nomor PB-UMKU dari OSS (21 angka), bukan nomor P-IRT."),
        ("P-IRT 0289010302776 0001 0002", "Ini nomor PB-UMKU dari OSS (21 angka), bukan nomor P-IRT."),
        ("0289010302776", "Nomor 13 angka ini sepertinya NIB, bukan nomor P-IRT."),
        ("NIB: 2063671010001", "Nomor 13 angka ini sepertinya NIB, bukan nomor P-IRT."),
        ("2063671010001 (NIB)", "Nomor 13 angka ini sepertinya NIB, bukan nomor P-IRT."),
        ("1103250012345", "Nomor 13 angka ini sepertinya NIB, bukan nomor P-IRT."),
        ("442/3121-Dinkes", "Ini nomor surat atau piagam, bukan nomor P-IRT."),
        ("445/123/PIRT/VII/2019", "Ini nomor surat atau piagam, bukan nomor P-IRT."),
        ("503/0123/DPMPTSP/2020", "Ini nomor surat atau piagam, bukan nomor P-IRT."),
        ("BPOM RI MD 123456789010", "Ini nomor BPOM, bukan nomor P-IRT."),
        ("ID32110001333131122", "Ini nomor sertifikat halal, bukan nomor P-IRT."),
        ("LP-POM No. 01121087600051", "Ini nomor sertifikat halal, bukan nomor P-IRT."),
    ],
)
def test_another_paper_is_named(raw: str, sentence: str):
    reading = read(raw)
    assert (reading.verdict, reading.findings[0].sentence) == (PirtVerdict.NOT_PIRT, sentence)


@pytest.mark.parametrize(
    ("raw", "verdict"),
    [
        ("2063671010001", PirtVerdict.INVALID_OLD),
        ("P-IRT 1103250012345", PirtVerdict.INVALID),
        ("P-IRT 1103210012345", PirtVerdict.INVALID_OLD),
        ("P-IRT 0289010302776", PirtVerdict.INVALID),
        ("2088370101234", PirtVerdict.INVALID),
        ("2993671010001", PirtVerdict.NOT_PIRT),
    ],
)
def test_thirteen_digits_are_a_pirt_without_year_or_a_nib_by_word_region_and_date(
    raw: str, verdict: PirtVerdict
):
    assert read(raw).verdict is verdict


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("ada", "pirt.no_number"),
        ("P-IRT", "pirt.no_number"),
        ("sedang diurus", "pirt.no_number"),
        ("Hubungi WA 0812 3456 7890", "pirt.no_number"),
        ("2,09352E+14", "pirt.spreadsheet"),
        ("PIRT 23456/2024, Halal MUI", "pirt.slashes"),
        ("PIRT No. 206/3374/2025", "pirt.slashes"),
        ("2063671010001/28", "pirt.slashes"),
        ("PIRT-2023-001-JKT", "pirt.length"),
        ("(PIRT: 2133322010744-7)", "pirt.length"),
        ("P-IRT 206367101000128 2063", "pirt.well_formed"),
        ("P-IRT 206367101000128206", "pirt.length"),
        ("P-IRT 2O63671010001-28", "pirt.letters"),
        ("P-IRT 1234567890123-2024", "pirt.region"),
        ("P-IRT 2063671010001-45", "pirt.year_too_far"),
        ("P-IRT 123456789012", "pirt.region"),
    ],
)
def test_what_cannot_be_a_number_says_why(raw: str, code: str):
    assert codes(read(raw)) == [code]


def test_a_wrong_count_is_counted_and_says_where_to_look():
    no_year = read("(PIRT: 2133322010744-7)").findings[0]
    assert no_year.sentence == "Nomor ini punya 14 angka, seharusnya 15."
    assert no_year.next_step == "Tahun berakhirnya baru satu angka; lihat dua angka terakhir di sertifikat."
    short_front = read("P-IRT No. 202673019283-21").findings[0]
    assert short_front.next_step.startswith("Bagian depannya baru 12 angka, seharusnya 13.")
    unparted = read("PIRT 20632201076517").findings[0]
    assert unparted.next_step == "Hitung lagi dari sertifikatnya; tahun berakhirnya dua angka terakhir."


def test_a_slash_before_the_year_is_answered_with_the_number_to_write():
    finding = read("P-IRT 2063671010001/28").findings[0]
    assert finding.next_step == "Kalau maksudnya 2063671010001-28, tulis seperti itu."


def test_twelve_digits_and_a_missing_year_are_old_numbers_and_not_refused():
    assert codes(read("P-IRT : 206320801472")) == ["pirt.twelve_digits"]
    missing = read("P-IRT No. 2063216010384")
    assert (missing.word, codes(missing), worst(missing.findings)) == (
        "INVALID_OLD",
        ["pirt.year_missing"],
        Severity.PERIKSA,
    )
    assert "NIB" not in missing.findings[0].next_step
    assert "NIB" in read("2063216010384").findings[0].next_step


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("P-IRT 2063671010001-128", "pirt.longer"),
        ("P-IRT 2053374020970-2028", "pirt.longer"),
        ("P-IRT 9063671010001-30", "pirt.packaging"),
        ("P-IRT 0063671010001-30", "pirt.packaging"),
        ("P-IRT 2063671010001-16", "pirt.year_too_early"),
    ],
)
def test_what_is_unusual_is_looked_at_and_not_refused(raw: str, code: str):
    reading = read(raw)
    assert (reading.verdict, codes(reading)[0]) == (PirtVerdict.SUSPECT, code)


def test_a_year_written_in_full_gets_the_short_form_offered():
    finding = read("P-IRT 2053374020970-2028").findings[0]
    assert (
        finding.next_step
        == "Tahunnya cukup dua angka: 2053374020970-28. Betulkan kalau begitu di sertifikat."
    )


@pytest.mark.parametrize(
    ("today", "word"),
    [
        (date(2030, 12, 31), "VALID"),
        (date(2031, 1, 1), "VALID_EXPIRES_2031"),
        (date(2031, 12, 31), "VALID_EXPIRES_2031"),
        (date(2032, 1, 1), "VALID_EXPIRED"),
        (date(2026, 1, 1), "VALID"),
        (date(2025, 12, 31), "INVALID"),
    ],
)
def test_the_year_is_held_against_the_day_handed_in(today: date, word: str):
    assert read_pirt("2093518011162-31", today=today, regions=city_names()).word == word


@pytest.mark.parametrize(
    ("raw", "digits"),
    [
        ("NIB, PIRT No. 2123517010001-22", "212351701000122"),
        ("NIB 1408230135849 • P-IRT 5023315010556-31 • Standar HACCP", "502331501055631"),
        ("P-IRT / Izin Edar: 2093518011162-31", "209351801116231"),
        ("HALAL ID33110018517710724 | P-IRT : 2093309010181-28", "209330901018128"),
        ("1. Halal No.ID 34110001307951222 2. PIRT No. 214 3403 01 0900_ 26", "214340301090026"),
        ("P-IRT 2063671010001-28 WA 0812 3456 7890", "206367101000128"),
        ("2063671010001-28 081234567890", "206367101000128"),
        ("P-IRT 2063671010001-28, berlaku s/d 12/05/2028", "206367101000128"),
        ("2063671010001-28 75 gr", "206367101000128"),
        ("PIRT & Halal MUI: 2063671010001-28", "206367101000128"),
        ("2063671010001–28", "206367101000128"),
        ("２０６３６７１０１０００１-28", "206367101000128"),
    ],
)
def test_the_number_is_found_among_other_words_and_papers(raw: str, digits: str):
    assert (read(raw).digits, read(raw).canonical) == (digits, f"P-IRT No. {digits[:13]}-{digits[13:]}")


def test_a_second_paper_in_the_field_is_noted():
    reading = read("NIB 1408230135849, P-IRT 5023315010556-31")
    assert codes(reading) == ["pirt.well_formed", "pirt.more_papers"]


def test_the_food_group_is_named_by_the_list_of_its_time():
    assert (generation_of(2023), generation_of(2024), generation_of(2026), generation_of(2027)) == (
        "A",
        "B",
        "B",
        "C",
    )
    assert read("2043322020007-23").food_group_name == "sayur asin dan sayur kering"
    assert read("2043322020007-25").food_group_name == "hasil olahan sayur"
    assert read("2053374020970-28").food_group_name == "tepung dan hasil olahnya"
    assert read("2043374020970-28").food_group_name == ""


def test_no_food_group_makes_a_number_worse_than_a_note():
    for group in range(100):
        reading = read(f"2{group:02}3518011162-28", product="Sambal pecel")
        assert reading.verdict is PirtVerdict.VALID


def test_the_sentence_for_a_good_number_does_not_promise_too_much():
    finding = read("2093518011162-31").findings[0]
    assert finding.sentence == "Bentuk nomornya benar, berlaku paling lama sampai 31 Desember 2031."
    assert (finding.severity, finding.field) == (Severity.INFO, "pirt")
