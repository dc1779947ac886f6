"""Which facts each category carries, which of them are needed, and how they are shown."""

from typing import Any

import pytest

from app.base.kinds import Category
from app.catalog.rules.facts import ALLERGENS, FactKind, facts_of, is_food, missing, sheet

GARMENT = ["material", "fibre", "colours", "sizes", "size"]
CARE = ["wash", "bleach", "dry", "iron", "dry_clean"]
MAT = ["material", "technique", "colours", "length", "width", "thickness"]
FOOD = [
    "composition", "allergens", "net", "net_unit", "drained", "packaging", "shelf_life", "storage", "trade_name", "halal",
    "production_code", "date_on_label", "printed", "meaning",
]  # fmt: skip
NEEDED_OF_FOOD = ["composition", "net", "net_unit", "packaging", "shelf_life", "halal", "date_on_label"]

ASKED = {
    Category.PAYET: [
        *GARMENT,
        "beads",
        "bead_grade",
        "technique",
        "hours",
        *CARE,
        "animal_parts",
        "made_in",
        "meaning",
    ],
    Category.BUSANA: [*GARMENT, "technique", *CARE, "animal_parts", "made_in", "meaning"],
    Category.KESET: [*MAT, "anti_slip", "washable", "animal_parts", "meaning"],
    Category.KERAJINAN: [*MAT, "animal_parts", "meaning"],
    Category.CAMILAN: FOOD,
    Category.MINUMAN: FOOD,
    Category.BUMBU: FOOD,
}
NEEDED = {
    Category.PAYET: ["material", "colours", "beads", "technique", "sizes"],
    Category.BUSANA: ["material", "colours", "technique", "sizes"],
    Category.KESET: ["material", "technique", "length", "width", "anti_slip"],
    Category.KERAJINAN: ["material", "technique", "length", "width"],
    Category.CAMILAN: NEEDED_OF_FOOD,
    Category.MINUMAN: NEEDED_OF_FOOD,
    Category.BUMBU: NEEDED_OF_FOOD,
}


@pytest.mark.parametrize("category", Category)
def test_each_category_asks_its_own_facts_in_order(category: Category) -> None:
    assert [fact.key for fact in facts_of(category)] == ASKED[category]


@pytest.mark.parametrize("category", Category)
def test_an_empty_sheet_misses_exactly_what_is_needed(category: Category) -> None:
    assert [fact.key for fact in missing(category, {})] == NEEDED[category]


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("empty", ["", None, []])
def test_an_emptied_fact_counts_as_missing(category: Category, empty: Any) -> None:
    facts = dict.fromkeys(NEEDED[category], empty)
    assert [fact.key for fact in missing(category, facts)] == NEEDED[category]


@pytest.mark.parametrize("category", Category)
def test_a_sheet_with_the_needed_facts_misses_nothing(category: Category) -> None:
    facts = dict.fromkeys(NEEDED[category], "x")
    assert missing(category, facts) == []


def test_a_scarf_may_say_its_size_in_words_where_a_dress_has_a_table() -> None:
    facts = {"material": "Voal", "colours": "krem", "beads": ["pasir"], "technique": "jahit"}
    assert [fact.key for fact in missing(Category.PAYET, facts)] == ["sizes"]
    assert missing(Category.PAYET, {**facts, "size": "110 × 110 cm"}) == []
    assert missing(Category.PAYET, {**facts, "sizes": [{"size": "M", "ld": 96, "pb": 70}]}) == []


@pytest.mark.parametrize("category", Category)
def test_keys_and_choices_stand_once(category: Category) -> None:
    facts = facts_of(category)
    assert len({fact.key for fact in facts}) == len(facts)
    for fact in facts:
        words = [word for word, _ in fact.choices]
        assert len(set(words)) == len(words)
        assert bool(words) == (fact.kind in (FactKind.CHOICE, FactKind.MANY)), fact.key


def test_food_is_what_one_eats_drinks_or_cooks_with() -> None:
    assert [one for one in Category if is_food(one)] == [Category.CAMILAN, Category.MINUMAN, Category.BUMBU]


def test_the_seven_groups_of_allergens_can_be_ticked() -> None:
    assert [word for word, _ in ALLERGENS] == [
        "gluten", "telur", "ikan", "kacang", "susu", "kacang_pohon", "sulfit",
    ]  # fmt: skip


SHOWN = [
    (
        Category.PAYET,
        {
            "material": "Brokat", "colours": "krem", "beads": ["pasir", "mote"], "technique": "jahit", "hours": 38,
            "wash": "tangan", "animal_parts": "tidak", "made_in": "ada", "sizes": [{"size": "M", "ld": 96, "pb": 70}],
        },
        [
            ("Bahan", "Brokat"), ("Warna", "krem"), ("Jenis payet", "Pasir, Mote"),
            ("Cara memasang", "Jahit tangan satu-satu"), ("Lama mengerjakan", "38 jam"),
            ("Cara mencuci", "Cuci tangan, air dingin"), ("Unsur hewan", "Tidak ada"),
        ],
    ),
    (
        Category.KESET,
        {"material": "Sabut", "technique": "anyam", "length": 60, "width": 40, "thickness": 15, "anti_slip": "ya"},
        [
            ("Bahan", "Sabut"), ("Cara membuat", "Anyam"), ("Panjang", "60 cm"),
            ("Lebar atau garis tengah", "40 cm"), ("Tebal", "15 mm"), ("Alas anti-slip", "Ada"),
        ],
    ),
    (
        Category.MINUMAN,
        {
            "composition": "daun kelor", "allergens": ["susu"], "net": 330, "net_unit": "ml", "drained": 200,
            "packaging": "botol", "printed": ["alergen"],
            "shelf_life": 30, "halal": "bersertifikat", "production_code": "B1", "date_on_label": "hari",
        },
        [
            ("Komposisi", "daun kelor"), ("Bahan pemicu alergi", "Susu"), ("Berat atau isi bersih", "330 ml"),
            ("Bobot tuntas", "200 ml"), ("Kemasan", "botol"), ("Tahan berapa hari", "30 hari"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("category", "facts", "rows"), SHOWN)
def test_a_product_page_shows_what_is_filled_in_words(
    category: Category, facts: dict[str, Any], rows: list[tuple[str, str]]
) -> None:
    """Sizes have a table of their own; halal waits for a seen paper; codes and dates belong to the label."""
    assert sheet(category, facts) == rows


def test_a_sheet_never_says_halal_by_itself() -> None:
    for said in ("bersertifikat", "proses", "belum", "tidak-halal"):
        assert sheet(Category.CAMILAN, {"halal": said}) == []
