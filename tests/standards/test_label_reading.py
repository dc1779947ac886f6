"""What a read label means: a doubt for a curator with food, advice with everything else, never a refusal."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.kinds import Category
from app.standards.rules.book import rule_book
from app.standards.rules.findings import Severity
from app.standards.rules.label_reading import (
    Standing,
    advice,
    check_reading,
    elements_of,
    how_clear,
    matters,
    words_of,
)
from app.standards.rules.reading.elements import Declared, Element, Status

BOOK = rule_book(date(2026, 11, 22))
STATED = Declared(
    category=Category.CAMILAN, name="Keripik", producer="Rumah Perca", town="Kota Tangerang", net_weight="250 g",
    pirt="P-IRT 2153671019901-30", halal="ID36110006204530923", best_before="11/2027", composition="singkong",
)  # fmt: skip


def codes(*standings: Standing, declared: Declared = STATED) -> list[str]:
    return [one.code for one in check_reading(standings, declared, rule_book=BOOK)]


def test_what_is_there_and_right_needs_no_word() -> None:
    assert codes(*(Standing(element, Status.FOUND, "x") for element in Element)) == []


def test_what_nobody_has_looked_at_says_nothing() -> None:
    assert codes(*(Standing(element, None) for element in Element)) == []


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        (Standing(Element.PIRT, Status.NOT_FOUND), "Nomor P-IRT tidak terbaca di foto label."),
        (
            Standing(Element.NET_WEIGHT, Status.DIFFERENT, "200\n gr"),
            "Berat bersih di label berbeda dari isian: terbaca “200 gr”.",
        ),
        (Standing(Element.NET_WEIGHT, Status.DIFFERENT), "Berat bersih di label berbeda dari isian."),
        (
            Standing(Element.TOWN, Status.UNREADABLE, "T4n"),
            "Kota pembuat ada di label, tetapi tulisannya belum terbaca jelas.",
        ),
        (
            Standing(Element.NAME, Status.FOUND, "x", by_seller=True),
            "Nama barang: penjual menandai lain dari yang terbaca mesin.",
        ),
    ],
)
def test_each_doubt_has_its_sentence(standing: Standing, sentence: str) -> None:
    (found,) = check_reading([standing], STATED, rule_book=BOOK)
    assert (found.sentence, found.severity, found.field) == (sentence, Severity.PERIKSA, "label_reading")


def test_long_readings_are_cut_in_a_sentence() -> None:
    (found,) = check_reading([Standing(Element.NAME, Status.DIFFERENT, "a" * 500)], STATED, rule_book=BOOK)
    assert found.sentence.endswith(f"terbaca “{'a' * 79}…”.")


def test_halal_printed_without_a_stated_certificate_is_a_doubt() -> None:
    printed = Standing(Element.HALAL, Status.FOUND, "HALAL")
    assert codes(printed) == []
    assert codes(printed, declared=replace(STATED, halal="")) == ["label_reading.halal_early"]


def test_absence_counts_only_where_something_was_to_be_expected() -> None:
    bare = replace(STATED, pirt="", halal="")
    assert [matters(one, bare, 180) for one in (Element.PIRT, Element.HALAL, Element.NAME)] == [
        False,
        False,
        True,
    ]
    assert [matters(Element.BEST_BEFORE, STATED, days) for days in (1, 2, None)] == [False, True, True]
    assert codes(Standing(Element.PIRT, Status.NOT_FOUND, matters=False)) == []


@pytest.mark.parametrize("category", [Category.KESET, Category.KERAJINAN, Category.PAYET, Category.BUSANA])
def test_labels_of_goods_that_are_no_food_only_get_advice(category: Category) -> None:
    wanted = elements_of(category)
    assert wanted == (Element.NAME, Element.PRODUCER, Element.TOWN, Element.COMPOSITION)
    assert words_of(Element.COMPOSITION, category) == "Bahan"
    standings = [Standing(one, Status.NOT_FOUND) for one in wanted]
    found = check_reading(standings, replace(STATED, category=category), rule_book=BOOK)
    assert [one.severity for one in found] == [Severity.INFO] * 4


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(list(Category)), st.sampled_from(list(Element)), st.sampled_from([*Status, None]), st.text(max_size=90),
    st.booleans(), st.booleans(),
)  # fmt: skip
def test_no_reading_ever_refuses(
    category: Category, element: Element, status: Status | None, text: str, by_seller: bool, counts: bool
) -> None:
    standing = Standing(element, status, text, by_seller, counts)
    found = check_reading([standing], replace(STATED, category=category), rule_book=BOOK)
    assert all(one.severity < Severity.TOLAK for one in found)


def test_confidence_is_said_in_three_words() -> None:
    assert [how_clear(one) for one in (100, 90, 89, 70, 69, 0)] == ["jelas"] * 2 + ["cukup jelas"] * 2 + [
        "kurang jelas"
    ] * 2


def test_every_element_has_words_and_advice_in_every_category() -> None:
    for category in Category:
        for element in elements_of(category):
            assert words_of(element, category)
            assert advice(element, category).endswith(".")
