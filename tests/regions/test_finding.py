"""A place is found by whatever a person writes of it: its name in any writing, what lies above it, its postal code."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.regions import queries, rules
from app.regions.rules import Level
from tests.support.counting import statements

ROWS = {row.code: row for row in rules.rows()}
VILLAGES = [code for code in ROWS if rules.level_of(code) is Level.VILLAGE]
ODD = [code for code in VILLAGES if re.search("[^A-Za-z0-9 ]", ROWS[code].name)]
NAMED_LIKE_A_KIND = {"33.10.25.1002", "33.22.08.2003"}
"""Kelurahan Kabupaten (Klaten) and Desa Kelurahan (Semarang): their names alone find nothing, all else finds them."""


def first(text: str, *levels: Level) -> str:
    """The path of the best match, or nothing."""
    found = queries.find(text, levels=levels or (Level.VILLAGE,))
    return found[0].path if found else ""


INDAH = "Kel. Cipondoh Indah, Kec. Cipondoh, Kota Tangerang, Banten"
FOUND = [
    ("cipondoh indah", INDAH),
    ("CIPONDOH   INDAH", INDAH),
    ("cipondoh indah tangerang", INDAH),
    ("indah cipondoh", INDAH),
    ("cipondohindah", INDAH),
    ("Kel. Cipondoh Indah, Kec. Cipondoh", INDAH),
    ("kelurahan cipondoh indah kecamatan cipondoh", INDAH),
    ("cipondoh inda", INDAH),  # still being typed
    ("cipondoh indah 15148", INDAH),
    ("kode pos 15148 cipondoh indah", INDAH),
    (INDAH, INDAH),
    ("karangsari neglasari", "Kel. Karang Sari, Kec. Neglasari, Kota Tangerang, Banten"),
    ("karang sari neglasari", "Kel. Karang Sari, Kec. Neglasari, Kota Tangerang, Banten"),
    ("desa karangsari pagelaran", "Desa Karangsari, Kec. Pagelaran, Kabupaten Pringsewu, Lampung"),
    ("karang sari pagelaran", "Desa Karangsari, Kec. Pagelaran, Kabupaten Pringsewu, Lampung"),
    ("salo'o hiliduho", "Desa Ombolata Salo'o, Kec. Hiliduho, Kabupaten Nias, Sumatera Utara"),
    ("saloo hiliduho", "Desa Ombolata Salo'o, Kec. Hiliduho, Kabupaten Nias, Sumatera Utara"),
    ("salo’o hiliduho", "Desa Ombolata Salo'o, Kec. Hiliduho, Kabupaten Nias, Sumatera Utara"),
    ("lalai i/ii", "Desa Lalai I/II, Kec. Hiliserangkai, Kabupaten Nias, Sumatera Utara"),
    ("p.o. hurlang", "Kel. P.O. Hurlang, Kec. Kolang, Kabupaten Tapanuli Tengah, Sumatera Utara"),
    ("po hurlang", "Kel. P.O. Hurlang, Kec. Kolang, Kabupaten Tapanuli Tengah, Sumatera Utara"),
]


@pytest.mark.parametrize(("typed", "path"), FOUND)
def test_it_is_found_as_people_write_it(db: Any, typed: str, path: str) -> None:
    assert first(typed) == path


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "desa", "kelurahan", "Kec.", "kode pos", "xyzzy", "cipondoh surabaya", "99999", "'", "\"", "%", "_",
        "\\", "&", "!", ":*", "()", "' | '", "<->", "é", "💥", "cipondoh & !indah xyzzy", "a" * 120 + "q",
    ],
)  # fmt: skip
def test_wrong_words_find_nothing_and_break_nothing(db: Any, typed: str) -> None:
    assert queries.find(typed) == []


def test_a_postal_code_finds_its_villages_and_no_others(db: Any) -> None:
    wanted = {code for code in VILLAGES if ROWS[code].postal_code == "15148"}
    assert len(wanted) == 3
    assert {one.code for one in queries.find("15148")} == wanted


def test_a_kecamatan_finds_its_villages(db: Any) -> None:
    found = queries.find("kecamatan cipondoh kota tangerang")
    assert {one.code for one in found} == {code for code in VILLAGES if code.startswith("36.71.05.")}


def test_the_same_name_comes_before_longer_ones_and_at_most_twelve_come(db: Any) -> None:
    found = queries.find("cipondoh")
    assert [one.name for one in found][:1] == ["Cipondoh"]
    many = queries.find("karangsari")
    assert len(many) == 12
    assert all(one.name == "Karangsari" for one in many)
    assert [one.path for one in many] == sorted(one.path for one in many)


def test_the_name_of_a_village_counts_more_than_that_of_its_kecamatan(db: Any) -> None:
    for written in ("ma'rang pangkajene", "marang pangkajene", "ma’rang pangkajene"):
        assert queries.find(written)[0].code == "73.10.08.1003"


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("banten", ["36"]),
        ("provinsi banten", ["36"]),
        ("kota tangerang", ["36.71", "36.74"]),
        ("kab. tangerang", ["36.03", "36.74", "36.71"]),
        ("tangerang selatan", ["36.74"]),
        ("cipondoh indah", []),
    ],
)
def test_provinces_and_cities_are_found_where_they_may_be_chosen(
    db: Any, typed: str, codes: list[str]
) -> None:
    found = [one.code for one in queries.find(typed, levels=(Level.PROVINCE, Level.CITY))]
    assert found[: max(1, len(codes))] == codes


def test_with_every_level_the_larger_region_comes_first(db: Any) -> None:
    found = queries.find("banten", levels=tuple(Level))
    assert (found[0].code, found[0].level) == ("36", 1)


def test_every_village_with_a_sign_in_its_name_is_found_without_it(db: Any) -> None:
    assert len(ODD) == 1049
    assert [code for code in ODD if not finds(code, ROWS[code].name.replace("'", ""))] == []


@pytest.mark.parametrize("sign", ["'", "’", "‘", "`"])
def test_every_sign_that_phones_write_for_it_does(db: Any, sign: str) -> None:
    assert [code for code in ODD[::12] if not finds(code, ROWS[code].name.replace("'", sign))] == []


def finds(code: str, name: str) -> bool:
    """The village comes up by this writing of its name and the kecamatan's."""
    above = ROWS[rules.lineage(code)[2]].name
    return code in {one.code for one in queries.find(f"{name} {above}")}


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(code=st.sampled_from(VILLAGES))
def test_every_village_is_found_by_its_name_and_kecamatan(db: Any, code: str) -> None:
    if code in NAMED_LIKE_A_KIND:
        return
    lineage = rules.lineage(code)
    text = f"{ROWS[code].name}, {ROWS[lineage[2]].name}, {ROWS[lineage[1]].name}"
    assert code in {one.code for one in queries.find(text)}


def test_villages_named_like_a_kind_are_found_by_postal_code(db: Any) -> None:
    for code in NAMED_LIKE_A_KIND:
        text = f"{ROWS[code].postal_code} {ROWS[rules.lineage(code)[2]].name}"
        assert code in {one.code for one in queries.find(text)}


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60).filter(lambda text: "\x00" not in text))
def test_whatever_is_typed_answers_at_most_twelve_villages(db: Any, text: str) -> None:
    found = queries.find(text)
    assert len(found) <= 12
    assert all(one.level == Level.VILLAGE for one in found)


def test_looking_asks_once(db: Any) -> None:
    with statements() as asked:
        queries.find("cipondoh indah")
    assert len(asked) == 1
    with statements() as asked:
        queries.find("desa")
    assert asked == []
