"""What is said of a brand name: generic words, promises, names alike, length, capitals, classes."""

from datetime import date

import pytest

from app.base.kinds import Category
from app.standards.rules.book import all_rules, rule_book
from app.standards.rules.brand import NameFacts, check_name, folded, is_generic
from app.standards.rules.findings import Severity

BOOK = rule_book(date(2026, 11, 22))
FOOD = frozenset({Category.CAMILAN})
MATS = frozenset({Category.KESET})
PLACES = ("Kota Tangerang", "Provinsi Lampung", "Kabupaten Garut")


def said(name: str, categories: frozenset[Category] = FOOD, **more: object) -> dict[str, str]:
    facts = NameFacts(name, categories, **more)  # type: ignore[arg-type]
    return {
        one.code.removeprefix("brand_name."): one.severity.value for one in check_name(facts, rule_book=BOOK)
    }


@pytest.mark.parametrize(
    "name", ["Dapur Bu Sari", "Payet Melati", "Cokelat Aksara", "Keripik Bu Tini", "Kopi Lawang Kayu", "Rara"]
)
def test_a_name_of_her_own_is_left_alone(name: str) -> None:
    assert said(name) == {}


@pytest.mark.parametrize(
    "name",
    [
        "Keripik Pisang",
        "Snack Enak",
        "KUE KERING",
        "Keset Perca",
        "Kopi Lampung",
        "Toko Oleh-Oleh Khas Garut",
        "Dapur 88",
    ],
)
def test_a_name_that_anybody_could_use_is_generic(name: str) -> None:
    assert is_generic(name, PLACES)
    assert said(name, places=PLACES)["generic"] == "periksa"


def test_promises_are_looked_at_on_food_and_left_alone_on_mats() -> None:
    assert said("Jamu Penyembuh Ratih") == {"claim": "periksa"}
    assert said("Ratih Sugar Free") == {"claim": "periksa"}
    assert said("Jamu Penyembuh Ratih", MATS) == {}


def test_praise_weighs_by_what_she_makes_and_is_said_once() -> None:
    assert said("Ratih Terbaik") == {"praise": "periksa"}
    assert said("Ratih Terbaik", MATS) == {"praise": "info"}
    assert said("Ratih Terbaik", FOOD | MATS) == {"praise": "periksa"}


def test_halal_in_a_name_is_looked_at_for_every_good() -> None:
    assert said("Dapur Halal Ratih") == said("Dapur Halal Ratih", MATS) == {"halal": "periksa"}


@pytest.mark.parametrize(
    "other", ["Dapur Sari", "DAPUR  SARI", "Dapoer Sari", "dapursari", "Dapur-Sarri", "Dapur Sary"]
)
def test_a_name_that_sounds_like_anothers_is_looked_at(other: str) -> None:
    assert folded(other) == folded("Dapur Sari")
    assert said("Dapur Sari", others=[other, "Dapur Santi"]) == {"same": "periksa"}


def test_names_that_only_look_alike_are_two_names() -> None:
    assert said("Dapur Sari", others=["Dapur Santi", "Dapur Sarinah", "Payet Sari"]) == {}


def test_signs_alone_are_nobodys_name() -> None:
    assert said("♥ ♥", others=["!!!"]) == {"generic": "periksa"}


def test_capitals_are_noted_but_abbreviations_are_not() -> None:
    assert said("RATIH LESTARI") == {"capitals": "info"}
    assert said("PKK 09") == {}


def test_a_name_that_does_not_fit_two_lines_of_a_small_label_is_noted() -> None:
    fits, long = "Wahyuningtyas Kusuma", "Wahyuningtyas Kusumaningrum Bersaudara Sejati"
    assert said(fits) == {}
    assert said(long) == {"long": "info"}
    assert said("Wahyuningtyaskusumani") == {"long": "info"}  # 21 letters in one word


def test_the_class_hint_names_what_she_has_listed() -> None:
    facts = NameFacts("Ratih", FOOD | MATS, goods=frozenset({Category.CAMILAN, Category.KESET}))
    (finding,) = check_name(facts, rule_book=BOOK)
    assert finding.sentence == (
        "Kalau nanti didaftarkan sebagai merek, kelasnya 27 untuk keset dan tikar; "
        "29 untuk keripik buah dan umbi, abon, olahan ikan dan daging; 30 untuk kue, camilan tepung, sambal, kopi, madu."
    )
    assert (finding.severity, finding.field) == (Severity.INFO, "brand_name")


def test_nothing_about_a_name_refuses_it() -> None:
    ours = [rule for rule in all_rules() if rule.code.startswith("brand_name.")]
    assert len(ours) == 10
    assert {rule.severity for rule in ours} == {Severity.PERIKSA, Severity.INFO}


def test_braces_and_markup_in_a_name_are_only_letters() -> None:
    facts = NameFacts("<b>{name}</b> 100% KERIPIK", FOOD)
    assert all("{name}" in one.sentence for one in check_name(facts, rule_book=BOOK) if "generic" in one.code)
