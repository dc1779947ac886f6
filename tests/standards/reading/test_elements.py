"""Each element of a label: what counts as found, what as different, and what is only noise."""

from dataclasses import replace
from datetime import date

import pytest

from app.standards.rules.reading.elements import Declared, Element, Found, Status
from app.standards.rules.reading.read import read_label
from app.standards.rules.reading.seen import Box, Code, Sight
from tests.standards.reading.sights import sight

FOUND, DIFFERENT, NOT_FOUND, UNREADABLE = Status.FOUND, Status.DIFFERENT, Status.NOT_FOUND, Status.UNREADABLE

PACK = Declared(
    name="Keripik Pisang Cokelat",
    producer="Dapur Bu Sari",
    town="Kota Semarang",
    net_weight="250 g",
    pirt="P-IRT No. 2143374010123-29",
    halal="ID33110017058840424",
    best_before="12-11-2027",
    composition="pisang, gula, cokelat bubuk, susu, minyak goreng, garam",
)


def read(*rows: str, declared: Declared = PACK, confidence: float = 0.99) -> dict[Element, Found]:
    return read_all([sight(*rows, confidence=confidence)], declared)


def read_all(sights: list[Sight], declared: Declared = PACK) -> dict[Element, Found]:
    found = read_label(sights, declared, today=date(2026, 11, 22))
    return {one.element: one for one in found}


def status(element: Element, *rows: str, confidence: float = 0.99, **declared: str) -> Status:
    return read(*rows, declared=replace(PACK, **declared), confidence=confidence)[element].status  # type: ignore[arg-type]


def test_a_whole_label_is_found_whole():
    found = read(
        "MELATI",
        "Keripik Pisang Cokelat",
        "Netto: 250 g",
        "Komposisi: pisang, gula, cokelat bubuk,",
        "susu, minyak goreng, garam.",
        "Diproduksi oleh: Dapur Bu Sari",
        "Jl. Melati 5, Kota Semarang 50123",
        "P-IRT No. 2143374010123-29",
        "ID33110017058840424",
        "Baik digunakan sebelum: 12-11-2027",
        "Kode produksi: B221126",
    )
    assert {element: one.status for element, one in found.items()} == dict.fromkeys(Element, FOUND)
    assert found[Element.COMPOSITION].text == "pisang, gula, cokelat bubuk, susu, minyak goreng, garam."
    assert found[Element.NET_WEIGHT].box is not None


def test_an_empty_photo_holds_nothing_and_says_so():
    found = read_all([Sight(800, 600)])
    assert {one.status for one in found.values()} == {NOT_FOUND}
    assert all(one.box is None and one.photo is None and one.confidence == 0 for one in found.values())


def test_each_element_names_the_photo_on_which_it_stands():
    front, back = sight("Keripik Pisang Cokelat", "Netto 250 g"), sight("P-IRT 214337401012329")
    found = read_all([front, back])
    assert found[Element.NET_WEIGHT].photo == 0
    assert found[Element.PIRT].photo == 1


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["KERIPIK PISANG COKELAT"], FOUND),
        (["KERIPIK", "PISANG COKELAT"], FOUND),
        (["Keripik | Pisang | Cokelat"], FOUND),
        (["Kerlpik Pisang Cokelat"], FOUND),
        (["Keripik Singkong Cokelat"], NOT_FOUND),
        (["Keripik Pisang Keju"], NOT_FOUND),
        (["Komposisi: keripik pisang cokelat, gula"], NOT_FOUND),
        (["IG @keripikpisangcokelat"], NOT_FOUND),
    ],
)
def test_the_name_is_found_word_by_word(rows: list[str], expected: Status):
    assert status(Element.NAME, *rows) is expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["Diproduksi oleh: Dapur Bu Sari"], FOUND),
        (["Prod. by DAPUR BU SARI, Semarang"], FOUND),
        (["Dibuat oleh", "Dapur Bu Sari"], FOUND),
        (["Produsen | Dapur Bu Sari"], FOUND),
        (["DAPUR BU SARI"], FOUND),
        (["DAPUR BU SARI", "Diproduksi oleh: UD Barokah, Tegal"], DIFFERENT),
        (["Diproduksi oleh: Dapur Bu Tuti"], DIFFERENT),
        (["Diproduksi: 12-05-2026"], NOT_FOUND),
        (["Pesan: WA 0812-3456-7890"], NOT_FOUND),
        (["Diproduksi oleh: Kab. Tegal 52182"], NOT_FOUND),
    ],
)
def test_the_maker_is_who_stands_behind_the_heading(rows: list[str], expected: Status):
    assert status(Element.PRODUCER, *rows) is expected


def test_what_no_label_repeats_is_no_part_of_the_name():
    declared = "Cokelat huruf, stoples 250 g"
    assert status(Element.NAME, "Cokelat huruf", "Berat bersih 250 g", name=declared) is FOUND
    assert status(Element.NAME, "Cokelat batang", "Berat bersih 250 g", name=declared) is NOT_FOUND


def test_an_ingredient_may_look_like_a_heading():
    declared = "gula, lemak nabati, susu bubuk, pewarna buatan, isi kacang, garam"
    rows = ("Komposisi: gula, lemak nabati, susu bubuk,", "pewarna buatan, isi kacang, garam.", "Netto 250 g")
    assert status(Element.COMPOSITION, *rows, composition=declared) is FOUND
    joined = "Komposisi: gula, lemak nabati, susu bubuk, pewarna buatan, isi kacang, garam Netto: 250 g"
    assert status(Element.COMPOSITION, joined, composition=declared) is FOUND


def test_the_form_of_business_is_no_part_of_the_name():
    assert status(Element.PRODUCER, "Diproduksi oleh Berkah Jaya", producer="UD. Berkah Jaya") is FOUND
    assert status(Element.PRODUCER, "Diproduksi oleh CV Berkah Jaya", producer="Berkah Jaya") is FOUND


@pytest.mark.parametrize(
    ("declared", "rows", "expected"),
    [
        ("Kota Semarang", ["Diproduksi oleh Dapur Bu Sari", "Semarang 50123"], FOUND),
        ("Kota Semarang", ["Dapur Bu Sari, Kab. Semarang"], DIFFERENT),
        ("Kota Semarang", ["Diproduksi oleh Dapur Bu Sari", "Jl. Melati 5, Kota Tegal"], DIFFERENT),
        ("Kab. Bandung", ["Diproduksi oleh Dapur Bu Sari", "Kab. Bandung Barat 40391"], DIFFERENT),
        ("Malang", ["Keripik tempe khas Malang", "Diproduksi oleh Dapur Bu Sari"], NOT_FOUND),
        ("Malang", ["Dinkes Kota Malang P-IRT 2143573010123-29"], NOT_FOUND),
        ("Kulon Progo", ["Desa Sentolo, Kec. Sentolo, Kulonprogo 55664"], FOUND),
        ("Banggai", ["Tanggal produksi 07-11-2026", "Diproduksi oleh Dapur Bu Sari"], NOT_FOUND),
    ],
)
def test_the_town_is_that_of_the_address(declared: str, rows: list[str], expected: Status):
    assert status(Element.TOWN, *rows, town=declared) is expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["Netto 250 g"], FOUND),
        (["NETTO : 250GR"], FOUND),
        (["Berat bersih | 250 gram"], FOUND),
        (["Isi bersih 0,25 kg"], FOUND),
        (["NETTO 25O g"], FOUND),
        (["Berat bersih", "2509"], FOUND),
        (["250 g"], FOUND),
        (["Net weight", "250 g"], FOUND),
        (["Netto 200 g"], DIFFERENT),
        (["Netto 250 ml"], DIFFERENT),
        (["Netto 2500 g"], DIFFERENT),
        (["Takaran saji 250 g"], NOT_FOUND),
        (["P-IRT No. 6151471101010-28"], NOT_FOUND),
        (["Netto 200 g", "Isi 4 x 250 g"], DIFFERENT),
        (["Jl. Raya 250 Garut"], NOT_FOUND),
    ],
)
def test_the_weight_is_equal_in_grams(rows: list[str], expected: Status):
    assert status(Element.NET_WEIGHT, *rows) is expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["P-IRT No. 2143374010123-29"], FOUND),
        (["PIRT 214337401012329"], FOUND),
        (["P.IRT. 214 3374 01 0123 - 29"], FOUND),
        (["P-IRT No. 21433740lO123-29"], FOUND),
        (["DINKES P-IRT NO:", "2143374010123-29"], FOUND),
        (["P-IRT | 2143374010123-29"], FOUND),
        (["P-IRT No. 2143374010128-29"], DIFFERENT),
        (["P-IRT No. 2143374010123-28"], DIFFERENT),
        (["P-IRT No. 2143374010123"], DIFFERENT),
        (["8991002101234"], NOT_FOUND),
        (["ID33110017058840424"], NOT_FOUND),
        (["WA 0812-3456-7890"], NOT_FOUND),
    ],
)
def test_a_pirt_number_is_equal_to_the_digit(rows: list[str], expected: Status):
    assert status(Element.PIRT, *rows) is expected


def test_a_number_that_was_read_badly_and_nearly_fits_is_unreadable():
    assert status(Element.PIRT, "P-IRT No. 2143374010128-29", confidence=0.7) is UNREADABLE
    assert status(Element.PIRT, "P-IRT No. 2153501020777-31", confidence=0.7) is DIFFERENT


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["ID33110017058840424"], FOUND),
        (["No. Sertifikat Halal ID", "33110017058840424"], FOUND),
        (["ID 3311 0017 0588 40424"], FOUND),
        (["1D33110017058840424"], FOUND),
        (["ID33110017058840425"], DIFFERENT),
        (["ID3311001705884042"], DIFFERENT),
        (["HALAL"], NOT_FOUND),
        (["2143374010123-29"], NOT_FOUND),
    ],
)
def test_a_halal_number_is_equal_to_the_digit(rows: list[str], expected: Status):
    assert status(Element.HALAL, *rows) is expected


def test_a_code_that_holds_the_halal_number_answers_for_it():
    box = Box(10, 10, 90, 90)
    code = Code("QRCode", "https://bpjph.halal.go.id/sertifikat/ID33110017058840424", box)
    with_code = replace(sight("HALAL"), codes=(code,))
    found = read_all([with_code])[Element.HALAL]
    assert (found.status, found.text, found.box) == (FOUND, "33110017058840424", box)
    other = replace(code, text="https://bpjph.halal.go.id/sertifikat/ID33110017058840425")
    assert read_all([replace(with_code, codes=(other,))])[Element.HALAL].status is NOT_FOUND


@pytest.mark.parametrize(
    ("declared", "rows", "expected"),
    [
        ("12-11-2027", ["Baik digunakan sebelum 12/11/27"], FOUND),
        ("12-11-2027", ["EXP 12 NOV 2027"], FOUND),
        ("12-11-2027", ["Exp. date", "12 November 2027"], FOUND),
        ("12-11-2027", ["ED 12 N0V 2027"], FOUND),
        ("12-08-2027", ["Baik digunakan sebelum 12 Águstus 2027"], FOUND),
        ("11/2027", ["Best before NOV 2027"], FOUND),
        ("November 2027", ["BB 11/2027"], FOUND),
        ("12-11-2027", ["EXP 121127"], FOUND),
        ("2027-11-12", ["Kedaluwarsa: 12.11.2027"], FOUND),
        ("12-11-2027", ["Exp 12-11-2028"], DIFFERENT),
        ("12-11-2027", ["Exp 11-12-2027"], DIFFERENT),
        ("11/2027", ["Exp 12/2027"], DIFFERENT),
        ("12-11-2027", ["Tgl produksi 12-11-2027"], NOT_FOUND),
        ("12-11-2027", ["Prod 12-05-2026 Exp 12-11-2027"], FOUND),
        ("12-05-2026", ["Prod 12-05-2026 Exp 12-11-2027"], DIFFERENT),
        ("12-11-2027", ["Kode produksi: 121127"], NOT_FOUND),
        ("12-11-2027", ["Tahan 6 bulan"], NOT_FOUND),
    ],
)
def test_the_date_is_the_one_of_expiry(declared: str, rows: list[str], expected: Status):
    assert status(Element.BEST_BEFORE, *rows, best_before=declared) is expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["Komposisi: pisang, gula, cokelat bubuk, susu, minyak goreng, garam"], FOUND),
        (["Komposisi: Pisang (60%), Gula, Coklat Bubuk,", "Susu, Minyak Goreng dan Garam."], FOUND),
        (["Ingredients:", "pisang, gula, cokelat bubuk,", "susu, minyak goreng, garam", "Netto 250 g"], FOUND),
        (["Bahan: pisang, gula, cokelat bubuk, susu, minyak go-", "reng, garam", "Simpan di tempat kering"], FOUND),
        (["Komposisi: pisang, gula, cokelat bubuk, susu, minyak goreng"], DIFFERENT),
        (["Komposisi: pisang, gula, cokelat bubuk, susu, minyak goreng, garam, vanili"], DIFFERENT),
        (["Komposisi: pisang, gula aren, cokelat bubuk, susu, minyak goreng, garam"], DIFFERENT),
        (["Komposisi: pisang, gula, cokelat bubuk, susu, minyak kelapa, garam"], DIFFERENT),
        (["pisang, gula, cokelat bubuk, susu, minyak goreng, garam"], NOT_FOUND),
    ],
)  # fmt: skip
def test_a_list_of_ingredients_lacks_nothing_and_has_nothing_more(rows: list[str], expected: Status):
    assert status(Element.COMPOSITION, *rows) is expected


def test_what_was_not_declared_is_found_if_it_is_there():
    empty = Declared()
    found = read(
        "Netto 250 g", "P-IRT No. 2143374010123-29", "Komposisi: pisang, gula", "Exp 12-11-2027", declared=empty
    )  # fmt: skip
    assert found[Element.NET_WEIGHT].status is FOUND
    assert found[Element.PIRT].status is FOUND
    assert found[Element.COMPOSITION].status is FOUND
    assert found[Element.BEST_BEFORE].status is FOUND
    assert found[Element.HALAL].status is NOT_FOUND
