"""The page on which a seller states facts: what she types is stored as it is meant, or stands there again."""

from typing import Any

import pytest

from app.base.kinds import Category
from app.catalog.models import Revision
from app.catalog.queries import own
from app.catalog.service import drafts
from app.db.journal import JournalEntry
from tests.support import world
from tests.support.forms import filled, sent

GARMENT = {
    "material": "Brokat dan tile",
    "fibre": "70% poliester, 30% katun",
    "colours": "hijau daun",
    "sizes-S-ld": "92",
    "sizes-S-pb": "68",
    "sizes-All size-ld": "110",
    "technique": "jahit",
    "wash": "tangan",
    "bleach": "jangan",
    "dry": "teduh",
    "iron": "rendah",
    "dry_clean": "jangan",
    "animal_parts": "tidak",
    "made_in": "ada",
}
GARMENT_STORED = {
    **{key: value for key, value in GARMENT.items() if not key.startswith("sizes")},
    "sizes": [{"size": "S", "ld": 92, "pb": 68}, {"size": "All size", "ld": 110, "pb": None}],
}
BEADS = {"beads": ["piring", "mutiara"], "bead_grade": "jepang", "hours": "38"}
CRAFT = {
    "material": "Sabut kelapa",
    "technique": "simpul",
    "colours": "cokelat",
    "length": "60",
    "width": "40",
    "thickness": "12",
    "animal_parts": "ada",
}
CRAFT_STORED = {**CRAFT, "length": 60, "width": 40, "thickness": 12}
MAT = {"anti_slip": "ya", "washable": "tidak"}
FOOD = {
    "composition": "singkong, minyak goreng,\ncabai, garam",
    "allergens": ["gluten", "susu"],
    "net": "1.000",
    "net_unit": "g",
    "packaging": "stoples",
    "shelf_life": "180 hari",
    "storage": "tempat kering",
    "trade_name": "Renyah",
    "halal": "proses",
    "production_code": "B221126",
    "date_on_label": "hari",
    "printed": ["alergen", "gizi"],
}
FOOD_STORED = {**FOOD, "net": 1000, "shelf_life": 180}

FULL: list[tuple[Category, dict[str, Any], dict[str, Any]]] = [
    (Category.PAYET, GARMENT | BEADS, GARMENT_STORED | BEADS | {"hours": 38}),
    (Category.BUSANA, GARMENT | {"size": "110 × 110 cm"}, GARMENT_STORED | {"size": "110 × 110 cm"}),
    (Category.KESET, CRAFT | MAT, CRAFT_STORED | MAT),
    (Category.KERAJINAN, CRAFT, CRAFT_STORED),
    (Category.CAMILAN, FOOD, FOOD_STORED),
    (
        Category.MINUMAN,
        FOOD | {"net_unit": "ml", "drained": "200"},
        FOOD_STORED | {"net_unit": "ml", "drained": 200},
    ),
    (Category.BUMBU, FOOD, FOOD_STORED),
]


@pytest.fixture
def draft(db: Any) -> Any:
    """A draft of the world's seller: `draft(Category.KESET)`."""

    def begun(category: Category) -> Any:
        return drafts.begin(world.actor(world.SELLER), category=category, name="Barang uji")

    return begun


@pytest.mark.parametrize(("category", "typed", "stored"), FULL, ids=[row[0] for row in FULL])
def test_every_fact_of_a_category_is_stored_and_shown_again(
    signed_in: Any, draft: Any, category: Category, typed: dict[str, Any], stored: dict[str, Any]
) -> None:
    product = draft(category)
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{product.slug}/rincian"
    answer = browser.send(path, **typed)
    assert (answer.status_code, answer.location) == (303, f"/penjual/barang/{product.slug}/harga")
    assert own.latest(product.id).facts == stored
    again = filled(browser.get(path).text, "material" if "material" in typed else "packaging")
    assert again == sent(
        typed | {key: stored[key] for key in ("net", "shelf_life", "drained") if key in stored}
    )


NUMBERS_ONLY = "Tulis dengan angka saja."
WRONG: list[tuple[Category, dict[str, Any], str]] = [
    (Category.PAYET, {"hours": "dua minggu"}, NUMBERS_ONLY),
    (Category.PAYET, {"hours": "2001"}, "Isi antara 0 dan 2.000."),
    (Category.PAYET, {"sizes-S-ld": "9"}, "Isi antara 10 dan 250."),
    (Category.PAYET, {"sizes-S-pb": "enam"}, NUMBERS_ONLY),
    (Category.BUSANA, {"sizes-All size-ld": "251"}, "Isi antara 10 dan 250."),
    (Category.KESET, {"length": "60x40"}, NUMBERS_ONLY),
    (Category.KESET, {"length": "0"}, "Isi antara 1 dan 1.000."),
    (Category.KESET, {"width": "-40"}, "Isi antara 1 dan 1.000."),
    (Category.KESET, {"width": "--40"}, NUMBERS_ONLY),
    (Category.KESET, {"width": "4-0"}, NUMBERS_ONLY),
    (Category.KERAJINAN, {"width": "٤٠"}, NUMBERS_ONLY),
    (Category.KERAJINAN, {"width": "9" * 400}, NUMBERS_ONLY),
    (Category.KERAJINAN, {"thickness": "501"}, "Isi antara 1 dan 500."),
    (Category.KERAJINAN, {"material": "a" * 201}, "Terlalu panjang: paling banyak 200 huruf."),
    (Category.CAMILAN, {"net": "250 gr"}, NUMBERS_ONLY),
    (Category.CAMILAN, {"net": "2,5"}, NUMBERS_ONLY),
    (Category.MINUMAN, {"net": "100001"}, "Isi antara 1 dan 100.000."),
    (Category.BUMBU, {"shelf_life": "1501"}, "Isi antara 1 dan 1.500."),
    (Category.BUMBU, {"composition": "a" * 1501}, "Terlalu panjang: paling banyak 1500 huruf."),
]


@pytest.mark.parametrize(
    ("category", "wrong", "sentence"), WRONG, ids=[f"{a}-{next(iter(b))}" for a, b, _ in WRONG]
)
def test_a_wrong_value_is_named_and_nothing_typed_is_lost(
    signed_in: Any, draft: Any, count: Any, category: Category, wrong: dict[str, Any], sentence: str
) -> None:
    product = draft(category)
    browser = signed_in(world.SELLER)
    typed = next(row[1] for row in FULL if row[0] is category) | wrong
    rows = count(JournalEntry), count(Revision)
    answer = browser.send(f"/penjual/barang/{product.slug}/rincian", **typed)
    assert answer.status_code == 200
    assert answer.text.count(sentence) == 1
    assert filled(answer.text, next(iter(wrong))) == sent(typed)
    assert (count(JournalEntry), count(Revision)) == rows
    assert own.latest(product.id).facts == {}


def test_words_that_no_list_offers_are_not_stored(signed_in: Any, draft: Any) -> None:
    product = draft(Category.CAMILAN)
    browser = signed_in(world.SELLER)
    typed = FOOD | {"halal": "pasti", "allergens": ["susu", "racun"], "net_unit": "kg"}
    browser.send(f"/penjual/barang/{product.slug}/rincian", **typed)
    stored = own.latest(product.id).facts
    assert stored["allergens"] == ["susu"]
    assert "halal" not in stored
    assert "net_unit" not in stored


def test_a_half_filled_sheet_is_kept_as_a_draft(signed_in: Any, draft: Any) -> None:
    product = draft(Category.PAYET)
    browser = signed_in(world.SELLER)
    answer = browser.send(f"/penjual/barang/{product.slug}/rincian", material="Tile")
    assert answer.status_code == 303
    assert own.latest(product.id).facts == {"material": "Tile"}


def test_a_fact_that_is_emptied_is_gone(signed_in: Any, draft: Any) -> None:
    product = draft(Category.CAMILAN)
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{product.slug}/rincian"
    browser.send(path, **FOOD)
    browser.send(path, **FOOD | {"storage": " ", "shelf_life": "", "allergens": []})
    gone = ("storage", "shelf_life", "allergens")
    assert own.latest(product.id).facts == {
        key: value for key, value in FOOD_STORED.items() if key not in gone
    }
