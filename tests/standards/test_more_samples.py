"""Our own rows of the kinds that the field samples show: how sellers may write a number, and what it is then worth."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.regions.rules import city_names
from app.standards.rules.halal import read_halal
from app.standards.rules.pirt import read_pirt

TODAY = date(2026, 11, 21)
DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows("pirt_more.csv"), ids=lambda row: f"{row['id']} {row['reason']}")
def test_a_pirt_number_as_sellers_write_it(row: dict[str, str]):
    reading = read_pirt(
        row["raw"],
        today=TODAY,
        product=row["product"],
        region_stated=row["region_stated"],
        regions=city_names(),
    )
    assert reading.word == row["verdict"]


@pytest.mark.parametrize("row", rows("halal_more.csv"), ids=lambda row: f"{row['id']} {row['reason']}")
def test_a_halal_number_as_sellers_write_it(row: dict[str, str]):
    assert read_halal(row["raw"], today=TODAY, regions=city_names()).word == row["verdict"]


CITIES = sorted(code.replace(".", "") for code in city_names() if "." in code)
PREFIXES = ["", "P-IRT No. ", "PIRT:", "SPP-IRT ", "Dinkes RI P.IRT no ", "SPIRT ", "pirt kami "]
BEHIND = [
    "",
    " ",
    ".",
    " (keripik)",
    " / Halal",
    ", WA 0812 3456 7890",
    " netto 250 g",
    "\nNIB 0289010302776",
]


@given(
    packaging=st.sampled_from("12345678"),
    group=st.integers(1, 20),
    city=st.sampled_from(CITIES),
    product=st.integers(1, 99),
    producer=st.integers(1, 9999),
    year=st.integers(26, 31),
    before=st.sampled_from(PREFIXES),
    dash=st.sampled_from(["-", " ", "–", " - ", ".", "_", "", "~", ","]),
    behind=st.sampled_from(BEHIND),
)
@settings(deadline=None, max_examples=200)
def test_no_real_number_in_force_is_refused_however_it_is_written(
    packaging: str,
    group: int,
    city: str,
    product: int,
    producer: int,
    year: int,
    before: str,
    dash: str,
    behind: str,
):
    digits = f"{packaging}{group:02}{city}{product:02}{producer:04}"
    reading = read_pirt(f"{before}{digits}{dash}{year}{behind}", today=TODAY, regions=city_names())
    assert reading.canonical == f"P-IRT No. {digits}-{year}"
    assert reading.word == ("VALID_EXPIRES_2026" if year == 26 else "VALID")


@given(
    province=st.sampled_from(sorted(code for code in city_names() if "." not in code)),
    serial=st.integers(1, 999_999_999),
    month=st.integers(1, 12),
    year=st.integers(20, 26),
    before=st.sampled_from(["ID", "ID ", "Halal ID", "No. ID", "id", "BPJPH: ", "ID : "]),
    behind=st.sampled_from(["", " ", ".", ", P-IRT 2093518011162-31", " (BPJPH)"]),
)
@settings(deadline=None, max_examples=200)
def test_seventeen_digits_are_never_refused_but_for_a_run_of_digits(
    province: str, serial: int, month: int, year: int, before: str, behind: str
):
    digits = f"{province}11{serial:09}{month:02}{year:02}"
    reading = read_halal(f"{before}{digits}{behind}", today=TODAY, regions=city_names())
    assert reading.canonical == f"ID{digits}"
    assert reading.word in {"VALID", "VALID_NEEDS_NORMALIZE", "SUSPECT", "PLACEHOLDER"}
