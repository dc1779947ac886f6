"""Claims in names and descriptions, and photos."""

from datetime import date

import pytest

from app.base.kinds import Category, Craft
from app.standards.rules.book import rule_book
from app.standards.rules.claims import check_claims, claims_in
from app.standards.rules.photos import PhotoFacts, check_photos

BOOK = rule_book(date(2026, 11, 21))


@pytest.mark.parametrize(
    ("text", "craft", "claims"),
    [
        (
            "Keripik sehat tanpa pengawet",
            Craft.PANGAN,
            {"claims.health": ("sehat",), "claims.purity": ("tanpa pengawet",)},
        ),
        (
            "Jamu anti kanker, menurunkan kolesterol",
            Craft.PANGAN,
            {"claims.health": ("anti kanker", "menurunkan", "kolesterol")},
        ),
        ("Rendah gula dan tinggi serat", Craft.PANGAN, {"claims.nutrition": ("rendah gula", "tinggi serat")}),
        ("Sambal nomor satu, terbaik", Craft.PANGAN, {"claims.praise": ("nomor satu", "terbaik")}),
        ("Keset anti selip", Craft.KESET, {}),
        ("Anting cantik untuk orang sehat", Craft.PAYET, {}),
        ("Kain sutra asli", Craft.PAYET, {"claims.material": ("sutra asli",)}),
        ("Keripik pisang renyah", Craft.PANGAN, {}),
        ("Tersedia non-halal? Tidak halal", Craft.PANGAN, {}),
    ],
)
def test_words_that_promise_are_found_per_craft(text: str, craft: Craft, claims: dict[str, tuple[str, ...]]):
    assert claims_in(text, craft) == claims


def test_a_claim_is_for_a_curator_and_names_place_and_words():
    findings = check_claims("Keripik sehat", "Sehat, tanpa MSG", category=Category.CAMILAN, rule_book=BOOK)
    assert [(finding.code, finding.severity, finding.field) for finding in findings] == [
        ("claims.health", "periksa", "name"),
        ("claims.health", "periksa", "description"),
        ("claims.purity", "periksa", "description"),
    ]
    assert findings[0].sentence == 'Di nama barang tertulis "sehat", dan itu terbaca sebagai janji kesehatan.'


def test_trade_name_and_composition_may_promise_no_more_than_the_name():
    findings = check_claims(
        "Keripik",
        "",
        trade_name="Sehat Selalu Halal",
        composition="singkong organik, garam",
        category=Category.CAMILAN,
        rule_book=BOOK,
    )
    assert [(one.code, one.severity, one.field) for one in findings] == [
        ("claims.halal", "tolak", "trade_name"),
        ("claims.purity", "periksa", "composition"),
    ]
    assert findings[1].sentence == 'Di komposisi tertulis "organik", dan itu termasuk klaim.'


@pytest.mark.parametrize("category", [Category.CAMILAN, Category.BUSANA, Category.KESET])
def test_the_word_halal_waits_for_a_seen_certificate(category: Category):
    unseen = check_claims("Halal 100 %", "", category=category, rule_book=BOOK)
    assert [(finding.code, finding.severity) for finding in unseen] == [("claims.halal", "tolak")]
    assert check_claims("Halal 100 %", "", category=category, rule_book=BOOK, halal_seen=True) == []


def test_praise_is_law_for_food_and_advice_for_goods():
    food = check_claims("Keripik terbaik", "", category=Category.CAMILAN, rule_book=BOOK)
    goods = check_claims("Keset terbaik", "", category=Category.KESET, rule_book=BOOK)
    assert [finding.severity for finding in food + goods] == ["periksa", "info"]


def large(count: int) -> list[PhotoFacts]:
    return [PhotoFacts(1200, 1200)] * count


@pytest.mark.parametrize(
    ("photos", "expected"),
    [
        ([], [("photos.none", "tolak")]),
        (large(1), [("photos.few", "info")]),
        (large(2), [("photos.few", "info")]),
        (large(3), []),
        (large(8), []),
        (large(9), [("photos.many", "tolak")]),
        ([PhotoFacts(1200, 900), *large(2)], [("photos.first_small", "info")]),
        ([*large(2), PhotoFacts(639, 2000)], [("photos.small", "periksa"), ("photos.narrow", "info")]),
        ([*large(2), PhotoFacts(640, 1280)], []),
    ],
)
def test_photos_are_counted_and_measured(photos: list[PhotoFacts], expected: list[tuple[str, str]]):
    findings = check_photos(photos, category=Category.KESET, rule_book=BOOK)
    assert [(finding.code, finding.severity.value) for finding in findings] == expected
