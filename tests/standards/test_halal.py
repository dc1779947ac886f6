"""Halal certificate numbers: each verdict, the parts, and the line of serial numbers."""

from datetime import date

import pytest

from app.regions.rules import city_names
from app.standards.rules.findings import Severity
from app.standards.rules.halal import HalalReading, HalalVerdict, read_halal
from app.standards.rules.halal_serial import fits_month

TODAY = date(2026, 11, 21)


def read(raw: str) -> HalalReading:
    return read_halal(raw, today=TODAY, regions=city_names())


def test_a_number_is_taken_apart_into_its_parts():
    reading = read("ID35110017058840424")
    assert (reading.verdict, reading.canonical) == (HalalVerdict.VALID, "ID35110017058840424")
    assert (reading.month, reading.year, reading.serial) == (4, 2024, 1_705_884)
    assert (reading.province_code, reading.province_name) == ("35", "Jawa Timur")
    assert [(finding.code, finding.severity) for finding in reading.findings] == [
        ("halal.well_formed", Severity.INFO)
    ]


def test_regions_are_optional():
    reading = read_halal("ID35110017058840424", today=TODAY)
    assert (reading.word, reading.province_code, reading.province_name) == ("VALID", "35", "")


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ("", "EMPTY"),
        (" - ", "EMPTY"),
        ("Sedang dalam proses sertifikasi Halal", "NO_CERTIFICATE"),
        ("masih diajukan lewat SEHATI", "NO_CERTIFICATE"),
        ("Belum ada", "NO_CERTIFICATE"),
        ("No. daftar SH2023-1-123456, menunggu terbit", "NO_CERTIFICATE"),
        ("NMID: ID1023456789012", "NOT_HALAL"),
        ("QRIS ID1023456789012", "NOT_HALAL"),
        ("KH-00123/2022", "NOT_HALAL"),
        ("Ketetapan Halal No. 00160098721122", "NOT_HALAL"),
        ("P-IRT 2063671010001-28", "NOT_HALAL"),
        ("NIB 1408230135849", "NOT_HALAL"),
        ("LPPOM MUI No. 00160098721122", "OLD_MUI_EXPIRED"),
        ("LPPOM-01011275600622", "OLD_MUI_EXPIRED"),
        ("01 11 1249150920", "OLD_MUI_EXPIRED"),
        ("ID00160098721122", "INVALID"),
        ("LP-POM No. 011210876000513", "INVALID"),
        ("ID1023456789012", "INVALID"),
        ("sudah terdaftar", "INVALID"),
        ("halal", "INVALID"),
        ("MUI-HALAL-12345-2023", "INVALID"),
        ("ID321100000360830622", "INVALID"),
        ("ID34110001234560822", "PLACEHOLDER"),
        ("ID31110000123450121", "PLACEHOLDER"),
        ("ID32119876543210822", "PLACEHOLDER"),
        ("ID32110000000000822", "PLACEHOLDER"),
        ("ID32111111111110822", "PLACEHOLDER"),
        ("ID32110001333131322", "SUSPECT"),
        ("ID32110001333130022", "SUSPECT"),
        ("ID32110001333131226", "SUSPECT"),
        ("ID35110000214820323", "SUSPECT"),
        ("ID99110001333131122", "SUSPECT"),
        ("ID32110000000830718", "SUSPECT"),
        ("Id Halal : 3211 0001 9024 30323", "VALID_NEEDS_NORMALIZE"),
        ("ID 3211 0001 3331 31122", "VALID_NEEDS_NORMALIZE"),
        ("ID32.11.000133313.1122", "VALID_NEEDS_NORMALIZE"),
        ("32110001333131122", "VALID_NEEDS_NORMALIZE"),
        ("ID32110001333131122", "VALID"),
        ("id32110001333131122", "VALID"),
        ("Halal No.ID 34110001307951222", "VALID"),
        ("SH/KH No.ID35110001325901022", "VALID"),
        ("HALAL ID00210000287121122 | DINKES P-IRT 506317402014-26", "VALID"),
        ("1. Halal No.ID 34110001307951222 2. PIRT No. 214 3403 01 0900_ 26", "VALID"),
        ("ID32110001333131122 (Pendamping Proses Produk Halal)", "VALID"),
    ],
)
def test_each_verdict_in_its_order(raw: str, word: str):
    assert read(raw).word == word


def test_a_wrong_count_is_counted_and_a_zero_too_many_is_guessed():
    finding = read("ID321100000360830622").findings[0]
    assert finding.sentence == "Nomor ini punya 18 angka, seharusnya 17."
    assert (
        finding.next_step
        == "Sepertinya kelebihan satu nol. Kalau di sertifikat ID32110000360830622, tulis seperti itu."
    )
    short = read("ID3211000133313112").findings[0]
    assert (short.sentence, short.next_step) == (
        "Nomor ini punya 16 angka, seharusnya 17.",
        "Sepertinya kurang satu nol. Kalau di sertifikat ID32110000133313112, tulis seperti itu.",
    )


def test_this_month_is_not_the_future():
    assert read_halal("ID32110050000001126", today=date(2026, 11, 1)).word == "VALID"
    assert read_halal("ID32110050000001126", today=date(2026, 10, 31)).word == "SUSPECT"


@pytest.mark.parametrize(
    ("serial", "month"),
    [
        (14_539, date(2021, 10, 1)),
        (32_647, date(2022, 6, 1)),
        (29_381, date(2022, 8, 1)),
        (132_590, date(2022, 10, 1)),
        (104_070, date(2022, 11, 1)),
        (130_795, date(2022, 12, 1)),
        (190_243, date(2023, 3, 1)),
        (291_081, date(2023, 3, 31)),
        (315_715, date(2023, 5, 1)),
        (1_480_175, date(2023, 11, 1)),
        (1_705_884, date(2024, 4, 30)),
        (2_081_025, date(2024, 11, 1)),
        (2_272_731, date(2025, 6, 1)),
        (3_903_642, date(2026, 1, 1)),
        (8_113_411, date(2026, 9, 1)),
        (300, date(2019, 11, 1)),
    ],
)
def test_serials_seen_on_certificates_fit_their_month(serial: int, month: date):
    assert fits_month(serial, month)


@pytest.mark.parametrize(
    ("serial", "month"),
    [
        (21_482, date(2023, 3, 1)),
        (41_289, date(2022, 11, 1)),
        (889_201, date(2025, 8, 1)),
        (2_000_000, date(2022, 7, 1)),
        (900_000, date(2026, 11, 1)),
        (300_000_000, date(2026, 11, 1)),
        (100, date(2019, 9, 1)),
        (90_000, date(2020, 5, 1)),
    ],
)
def test_serials_far_off_the_line_do_not(serial: int, month: date):
    assert not fits_month(serial, month)


def test_numbers_without_a_province_are_not_held_to_the_line():
    assert read("ID00210000000871122").word == "VALID"
    assert read("ID32110000000871122").word == "SUSPECT"
