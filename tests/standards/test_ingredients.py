"""Compositions as home kitchens write them: allergens by the longest words, ingredients, shares."""

import pytest

from app.standards.rules.ingredients import (
    Allergen,
    allergens_in,
    highlighted_without_share,
    ingredients_of,
    is_descending,
    not_halal_in,
    pork_in,
    sweeteners_in,
)

GLUTEN, EGG, FISH = Allergen.GLUTEN, Allergen.EGG, Allergen.FISH
SOY, MILK, NUT, SULPHITE = Allergen.PEANUT_SOY, Allergen.MILK, Allergen.TREE_NUT, Allergen.SULPHITE


@pytest.mark.parametrize(
    ("composition", "allergens"),
    [
        ("Susu kedelai, kacang hijau, santan", {SOY: ("susu kedelai",)}),
        ("kacang mete dan kenari", {NUT: ("kacang mete", "kenari")}),
        ("Terasi, kecap, keju", {FISH: ("terasi",), SOY: ("kecap",), MILK: ("keju",)}),
        ("cumi-cumi, natrium metabisulfit", {FISH: ("cumi cumi",), SULPHITE: ("natrium metabisulfit",)}),
        ("Ketan, gula aren, kelapa", {}),
        ("minyak, bumi, kamiri", {}),
        ("Tepung trigu, telor, mrica, garam", {GLUTEN: ("tepung trigu",), EGG: ("telor",)}),
        ("kedele, trasi, kacang ijo", {FISH: ("trasi",), SOY: ("kedele",)}),
        ("segitiga biru, blue band, SKM", {GLUTEN: ("segitiga biru",), MILK: ("skm",)}),
        ("kacang mente, udang rebon", {FISH: ("udang rebon",), NUT: ("kacang mente",)}),
        ("tepung  protein\ntinggi", {GLUTEN: ("tepung protein tinggi",)}),
        ("jamur tiram, kacang merah, susu kelapa", {}),
        ("saus tiram, minyak samin", {FISH: ("saus tiram",), MILK: ("minyak samin",)}),
        ("lesitin kedelai, cokelat susu", {SOY: ("lesitin kedelai",), MILK: ("cokelat susu",)}),
        ("", {}),
    ],
)
def test_allergens_are_known_by_the_longest_words(
    composition: str, allergens: dict[Allergen, tuple[str, ...]]
):
    assert allergens_in(composition) == allergens


@pytest.mark.parametrize(
    ("composition", "ingredients"),
    [
        ("Komposisi: singkong, minyak goreng, garam.", ("singkong", "minyak goreng", "garam")),
        ("Bahan-bahan : Pisang 70%, gula 1,5 %", ("pisang 70%", "gula 1,5 %")),
        ("singkong (70%), bumbu (cabai; garam)", ("singkong 70%", "bumbu", "cabai", "garam")),
        (" , ,", ()),
    ],
)
def test_a_list_is_read_as_its_ingredients(composition: str, ingredients: tuple[str, ...]):
    assert ingredients_of(composition) == ingredients


@pytest.mark.parametrize(
    ("name", "composition", "word"),
    [
        ("Keripik Singkong Pedas", "singkong, minyak goreng, cabai", "singkong"),
        ("Keripik Singkong Pedas", "singkong 75%, minyak goreng, cabai", ""),
        ("Keripik Singkong Pedas", "singkong 75 persen, minyak goreng", ""),
        ("Dodol Gula Merah", "tepung ketan, gula merah, santan", ""),
        ("Kopi Robusta", "kopi robusta", ""),
        ("Rempeyek Teri", "tepung beras, teri, kacang tanah", "teri"),
        ("Renyah", "singkong, garam", ""),
    ],
)
def test_a_name_that_shows_off_an_ingredient_asks_for_its_share(name: str, composition: str, word: str):
    assert highlighted_without_share(name, composition) == word


def test_shares_fall_along_the_list():
    assert is_descending("a 60%, b 30,5%, c 30,5%, d")
    assert not is_descending("a 30%, b 60%")
    assert is_descending("a, b")


def test_pork_and_alcohol_and_sweeteners_are_told_by_their_words():
    assert not_halal_in("Daging BABI, rhum, rumput laut, bir") == ("babi", "rhum", "bir")
    assert pork_in("gelatin babi, arak") == ("gelatin babi",)
    assert sweeteners_in("gula, sari manis, Aspartam") == ("sari manis", "aspartam")
