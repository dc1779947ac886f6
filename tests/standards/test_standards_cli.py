"""The commands `pirt`, `halal`, `nib`, `bpom` and `merek`."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.standards import standards

DATA = Path(__file__).parent / "data"
DAY = ("--today", "2026-11-21")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(standards, [str(argument) for argument in arguments])


def verdicts(result: Result) -> list[str]:
    return [json.loads(line)["verdict"] for line in result.stdout.splitlines()]


def test_one_pirt_number_in_json():
    result = run("pirt", "P-IRT No. 2093518011162-31", *DAY, "--json")
    facts = json.loads(result.stdout)
    assert result.exit_code == 0
    assert facts["verdict"] == "VALID"
    assert facts["digits"] == "209351801116231"
    assert facts["packaging"] == {"code": "2", "name": "plastik"}
    assert facts["food_group"] == {"code": "09", "name": "bumbu", "generation": "C"}
    assert facts["region"] == {"code": "35.18", "name": "Kabupaten Nganjuk"}
    assert (facts["expiry_year"], facts["ends_on"]) == (2031, "2031-12-31")
    assert [finding["code"] for finding in facts["findings"]] == ["pirt.well_formed"]


def test_product_and_region_are_held_against_the_number():
    result = run(
        "pirt", "2093518011162-31", *DAY, "--json", "--product", "Bakso frozen", "--region", "Kota Kediri"
    )
    codes = [finding["code"] for finding in json.loads(result.stdout)["findings"]]
    assert codes == ["pirt.other_region", "pirt.not_covered", "pirt.in_force"]


def test_without_json_the_answer_is_indonesian():
    result = run("pirt", "PIRT: 2143322020007-21", *DAY)
    assert result.stdout.splitlines() == [
        "Hasil:           VALID_EXPIRED",
        "Nomor:           P-IRT No. 2143322020007-21",
        "Kemasan:         2 plastik",
        "Kelompok pangan: 14 hasil olahan buah",
        "Wilayah:         33.22 Kabupaten Semarang",
        "Urutan:          barang 02, pembuat 0007",
        "Berakhir:        2021",
        "- [periksa] P-IRT ini sudah berakhir tahun 2021. "
        "Perpanjang lewat OSS atau dinas setempat, lalu tulis nomor barunya.",
    ]
    assert run("halal", "ID34110001307951222", *DAY).stdout.splitlines()[:4] == [
        "Hasil:           VALID",
        "Nomor:           ID34110001307951222",
        "Provinsi:        34 Daerah Istimewa Yogyakarta",
        "Terbit:          12/2022",
    ]


def test_a_file_is_answered_line_by_line_and_compared_as_a_whole():
    columns = ("--column", "raw", "--product", "product", "--region", "region_stated")
    result = run("pirt", "--file", DATA / "pirt.csv", *columns, *DAY)
    with (DATA / "pirt.csv").open(encoding="utf-8", newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    by_id = dict(zip(ids, verdicts(result), strict=True))
    assert (by_id["P028"], by_id["P029"], by_id["P002"]) == ("SUSPECT", "SUSPECT", "VALID_EXPIRES_2026")


def test_product_region_and_seller_are_columns_of_a_file_by_any_name(tmp_path: Path):
    path = tmp_path / "nomor.csv"
    path.write_text(
        "nomor,barang,tempat,siapa\n"
        "2093518011162-31,Sambal pecel,Kota Kediri,siti\n"
        "2093518021162-31,Sambal bawang,Nganjuk,tuti\n"
        "2063374010001-28,Kue kering,,\n",
        encoding="utf-8",
    )
    columns = ("--column", "nomor", "--product", "barang", "--region", "tempat", "--seller", "siapa")
    answers = [json.loads(line) for line in run("pirt", "--file", path, *columns, *DAY).stdout.splitlines()]
    assert [
        (one["verdict"], one.get("product"), [finding["code"] for finding in one["findings"]])
        for one in answers
    ] == [
        ("SUSPECT", "Sambal pecel", ["pirt.other_region", "pirt.shared_producer", "pirt.in_force"]),
        ("SUSPECT", "Sambal bawang", ["pirt.shared_producer", "pirt.well_formed"]),
        ("VALID", "Kue kering", ["pirt.well_formed"]),
    ]
    assert verdicts(run("pirt", "--file", path, "--column", "nomor", *DAY)) == ["VALID", "VALID", "VALID"]


@pytest.mark.parametrize(
    ("command", "raw", "verdict", "canonical"),
    [
        ("nib", "NIB 0289010302776, HP 081234567890", "VALID", "0289010302776"),
        ("nib", "1234567890123", "PLACEHOLDER", ""),
        ("nib", "3518014508950001", "OTHER_PAPER", ""),
        ("bpom", "BPOM RI MD No. 2409 3500 1200 027 exp 2028", "VALID", "MD 240935001200027"),
        ("bpom", "MD255213012345 081234567890", "VALID", "MD 255213012345"),
        ("bpom", "ML 255213012345", "SUSPECT", "ML 255213012345"),
        ("bpom", "240935001200027", "INVALID", ""),
        ("bpom", "P-IRT 2063671010001-28", "OTHER_PAPER", ""),
        ("merek", "IDM001234567", "VALID", "IDM001234567"),
        ("merek", "merek saya", "SUSPECT", "MEREKSAYA"),
        ("merek", "-", "EMPTY", ""),
    ],
)
def test_the_other_papers_have_commands_of_their_own(command: str, raw: str, verdict: str, canonical: str):
    facts = json.loads(run(command, raw, "--json").stdout)
    assert (facts["verdict"], facts["canonical"]) == (verdict, canonical)


def test_a_number_that_begins_with_a_dash_is_no_option():
    assert verdicts(run("pirt", "- 2093518011162-31", *DAY, "--json")) == ["VALID"]


def test_a_halal_file_is_answered_line_by_line():
    result = run("halal", "--file", DATA / "halal.csv", *DAY)
    with (DATA / "halal.csv").open(encoding="utf-8", newline="") as file:
        assert verdicts(result) == [row["verdict"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("mark", [",", ";"])
def test_files_from_spreadsheets_are_read(tmp_path: Path, encoding: str, mark: str):
    path = tmp_path / "nomor.csv"
    lines = [
        mark.join(("nomor", "product")),
        mark.join(("2093518011162-31", '"Sambal, pedas; sekali"')),
        mark.join(("-", "")),
    ]
    path.write_text("\r\n".join(lines), encoding=encoding)
    result = run("pirt", "--file", path, "--column", "nomor", *DAY)
    assert (result.exit_code, verdicts(result)) == (0, ["VALID", "EMPTY"])


def test_a_short_line_is_an_empty_number(tmp_path: Path):
    path = tmp_path / "nomor.csv"
    path.write_text("id,raw\n1\n2,ada\n", encoding="utf-8")
    assert verdicts(run("pirt", "--file", path, *DAY)) == ["EMPTY", "INVALID"]


def test_what_cannot_be_read_is_one_sentence_and_exit_code_2(tmp_path: Path):
    latin = tmp_path / "latin.csv"
    latin.write_bytes("raw\n\xe9\n".encode("latin-1"))
    missing = tmp_path / "tidak-ada.csv"
    for arguments, sentence in (
        (("pirt", "--file", missing), f"Berkas {missing} tidak bisa dibuka. Periksa nama dan letaknya.\n"),
        (("halal", "--file", latin), f"Berkas {latin} tidak terbaca. Simpan ulang sebagai CSV UTF-8.\n"),
        (
            ("halal", "--file", DATA / "halal.csv", "--column", "nomor"),
            f'Kolom "nomor" tidak ada di {DATA / "halal.csv"}. Kolomnya: id, raw, product, verdict, reason.\n',
        ),
        (
            ("pirt", "--file", DATA / "halal.csv", "--region", "tempat"),
            f'Kolom "tempat" tidak ada di {DATA / "halal.csv"}. Kolomnya: id, raw, product, verdict, reason.\n',
        ),
        (("nib", "1", "--file", missing), f'Pilih satu: nomor "1" atau --file {missing}.\n'),
        (("pirt",), "Tulis nomornya di antara tanda kutip, atau pakai --file.\n"),
        (("pirt", "ada", "--today", "besok"), 'Tanggal "besok" tidak terbaca. Tulis seperti 2026-11-21.\n'),
    ):
        result = run(*arguments)
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", sentence)
