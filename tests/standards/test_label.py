"""Labels of food: the nine elements, what is printed beside them, and the dates of the rules."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.base.kinds import Category
from app.standards.rules.book import rule_book
from app.standards.rules.ingredients import Allergen
from app.standards.rules.label import HalalStatus, LabelFacts, Precision, Printed, check_label, good_through

TODAY = date(2026, 11, 21)
SNACK = LabelFacts(
    category=Category.CAMILAN,
    kind_name="Keripik pisang",
    trade_name="Dapur Sari",
    composition="Pisang 80%, minyak kelapa, garam",
    net_quantity=Decimal(250),
    net_unit="g",
    maker="Dapur Sari",
    town="Kabupaten Nganjuk",
    postal_code="64411",
    halal_status=HalalStatus.CERTIFIED,
    production_code="211126",
    best_before="Baik digunakan sebelum 20 Mei 2027",
    best_before_date=date(2027, 5, 20),
    shelf_life_days=180,
    storage="Simpan di tempat kering",
    printed=frozenset({Printed.NUTRITION, Printed.ALLERGENS}),
    pirt="2143518011162-31",
)


def found(facts: LabelFacts, today: date = TODAY) -> list[tuple[str, str]]:
    findings = check_label(facts, today=today, rule_book=rule_book(today))
    return [(finding.code, finding.severity.value) for finding in findings]


def test_a_whole_label_raises_nothing():
    assert found(SNACK) == []


def test_an_empty_food_label_misses_the_elements_of_the_law():
    assert found(LabelFacts(category=Category.BUMBU)) == [
        ("label.kind_name", "tolak"),
        ("label.composition", "tolak"),
        ("label.maker", "tolak"),
        ("label.town", "tolak"),
        ("label.production_code", "tolak"),
        ("label.net_quantity", "tolak"),
        ("label.best_before", "tolak"),
        ("label.trade_name", "periksa"),
        ("label.halal_due", "periksa"),
        ("label.shelf_life", "periksa"),
        ("label.postal_code", "info"),
        ("brand.storage", "info"),
        ("brand.nutrition", "info"),
    ]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("g", []),
        ("ml", []),
        ("L", []),
        ("gr", [("label.unit_writing", "info")]),
        ("Gr.", [("label.unit_writing", "info")]),
        ("gram", [("label.unit_writing", "info")]),
        ("G", [("label.unit_writing", "info")]),
        ("bungkus", [("label.unit_unknown", "periksa")]),
        ("", [("label.unit_unknown", "periksa")]),
    ],
)
def test_net_quantity_is_metric_and_gr_is_only_a_note(unit: str, expected: list[tuple[str, str]]):
    assert found(replace(SNACK, kind_name="Gipang", net_unit=unit)) == expected


def test_gr_is_answered_with_g():
    finding = check_label(replace(SNACK, net_unit="gr"), today=TODAY, rule_book=rule_book(TODAY))[0]
    assert finding.sentence == 'Satuannya tertulis "gr"; lambang yang baku "g".'


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (None, [("label.shelf_life", "periksa")]),
        (6, [("label.permit_not_needed", "info")]),
        (7, [("label.permit_at_seven_days", "periksa")]),
        (8, [("label.permit", "periksa")]),
    ],
)
def test_a_permit_is_due_above_seven_days_of_shelf_life(days: int | None, expected: list[tuple[str, str]]):
    assert found(replace(SNACK, pirt="-", shelf_life_days=days)) == expected


def test_a_bpom_number_stands_for_the_pirt():
    assert found(replace(SNACK, pirt="", bpom="MD 224510012345")) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"best_before": "Exp: 1 tahun", "best_before_date": None},
            [("label.best_before_duration", "tolak")],
        ),
        ({"best_before": "", "best_before_date": None}, [("label.best_before", "tolak")]),
        (
            {"best_before": "Baik digunakan sebelum", "best_before_date": None},
            [("label.best_before", "tolak")],
        ),
        ({"best_before": "Baik digunakan sebelum, lihat bagian bawah", "best_before_date": None}, []),
        ({"best_before": "Exp 20 Mei 2027"}, [("label.best_before_phrase", "periksa")]),
        ({"best_before": ""}, []),
        ({"best_before_precision": Precision.MONTH}, []),
        (
            {"best_before_precision": Precision.MONTH, "shelf_life_days": 92},
            [("label.best_before_precision", "periksa")],
        ),
        ({"best_before_precision": Precision.MONTH, "shelf_life_days": 93}, []),
        ({"best_before_date": date(2026, 11, 20)}, [("label.best_before_past", "periksa")]),
        ({"best_before_date": TODAY}, []),
        ({"best_before_date": date(2026, 11, 1), "best_before_precision": Precision.MONTH}, []),
        ({"best_before": "", "best_before_date": None, "shelf_life_days": 1}, []),
    ],
)
def test_best_before_is_a_date_with_the_words_of_the_law(
    changes: dict[str, object], expected: list[tuple[str, str]]
):
    assert found(replace(SNACK, **changes)) == expected


def test_a_month_is_good_through_its_last_day():
    assert good_through(date(2028, 2, 1), Precision.MONTH) == date(2028, 2, 29)
    assert good_through(date(2028, 2, 1), Precision.DAY) == date(2028, 2, 1)


def test_halal_is_announced_until_the_day_and_looked_at_from_it():
    facts = replace(SNACK, halal_status=HalalStatus.IN_PROCESS, best_before_date=date(2027, 5, 20))
    assert found(facts, date(2026, 10, 17)) == [("label.halal_due", "info")]
    assert found(facts, date(2026, 10, 18)) == [("label.halal_due", "periksa")]


@pytest.mark.parametrize("status", [HalalStatus.CERTIFIED, HalalStatus.EXEMPT])
def test_a_seen_certificate_or_an_exemption_is_enough(status: HalalStatus):
    assert found(replace(SNACK, halal_status=status)) == []


def test_what_is_not_halal_must_say_so():
    facts = replace(SNACK, halal_status=HalalStatus.NOT_HALAL, composition="Daging babi, garam")
    assert found(facts) == [("label.not_halal_statement", "tolak"), ("label.pork", "periksa")]
    said = facts.printed | {Printed.NOT_HALAL, Printed.PORK}
    assert found(replace(facts, printed=said)) == []
    assert found(replace(facts, printed=said, halal_status=HalalStatus.EXEMPT)) == [
        ("label.not_halal_ingredient", "periksa")
    ]


def test_an_allergen_in_the_composition_must_be_ticked():
    facts = replace(SNACK, composition="Tepung terigu, telur, ebi")
    assert found(facts) == [("label.allergens", "periksa")] * 3
    ticked = frozenset({Allergen.GLUTEN, Allergen.EGG, Allergen.FISH})
    assert found(replace(facts, allergens=ticked)) == []
    first = check_label(facts, today=TODAY, rule_book=rule_book(TODAY))[0]
    assert first.sentence == "Di bahan ada tepung terigu, tetapi alergen gandum (gluten) belum dicentang."


def test_an_allergen_that_no_ingredient_shows_is_a_note():
    facts = replace(SNACK, allergens=frozenset({Allergen.MILK}))
    assert found(facts) == [("label.allergen_extra", "info")]
    assert found(replace(facts, composition="Pisang 80%, keju, garam")) == []


def test_the_sentence_beside_the_list_belongs_to_food_with_allergens_only():
    plain = replace(SNACK, printed=frozenset({Printed.NUTRITION}))
    assert found(plain) == []
    milky = replace(plain, composition="Pisang 80%, keju", allergens=frozenset({Allergen.MILK}))
    assert found(milky) == [("label.allergen_sentence", "info")]


@pytest.mark.parametrize(
    ("composition", "printed", "expected"),
    [
        ("Pisang 80%, siklamat", set(), [("label.sweetener", "periksa")]),
        ("Pisang 80%, siklamat", {Printed.SWEETENER}, []),
        ("Pisang 80%, pemanis", set(), [("label.sweetener_kind", "info")]),
        ("Pisang 80%, pemanis alami stevia", set(), []),
        ("Pisang 80%, pewarna", set(), [("label.colour", "info")]),
        ("Pisang 80%, pewarna alami pandan", set(), []),
        ("Pisang 80%, pewarna sintetik tartrazin", set(), [("label.colour_number", "info")]),
        ("Pisang 80%, pewarna sintetik tartrazin CI 19140", set(), []),
        ("Pisang 80%, pewarna makanan (tartrazin C.I. No. 19140)", set(), []),
        ("Pisang 30%, gula 60%", set(), [("label.composition_order", "info")]),
        ("Pisang 60%, gula 30,5%, garam 1,5%", set(), []),
        ("Pisang, minyak, garam", set(), [("label.main_share", "info")]),
        ("Pisang (70%), minyak, garam", set(), []),
        ("Pisang", set(), []),
        ("Singkong, minyak, garam", set(), []),
    ],
)
def test_ingredients_are_named_as_the_law_wants_them(
    composition: str, printed: set[Printed], expected: list[tuple[str, str]]
):
    assert found(replace(SNACK, composition=composition, printed=SNACK.printed | printed)) == expected


@pytest.mark.parametrize(
    ("name", "category", "unit", "expected"),
    [
        ("Keripik pisang", Category.CAMILAN, "g", []),
        ("Keripik pisang", Category.CAMILAN, "ml", [("label.unit_kind", "info")]),
        ("Sirup pala", Category.MINUMAN, "ml", []),
        ("Sirup pala", Category.MINUMAN, "g", [("label.unit_kind", "info")]),
        ("Wedang uwuh celup", Category.MINUMAN, "g", []),
        ("Jahe merah", Category.MINUMAN, "kg", [("label.unit_kind", "info")]),
        ("Sambal roa", Category.BUMBU, "g", []),
        ("Sambal roa", Category.BUMBU, "ml", []),
        ("Kecap asin", Category.BUMBU, "g", [("label.unit_kind", "info")]),
        ("Kecap bubuk", Category.BUMBU, "g", []),
        ("Gipang", Category.CAMILAN, "g", []),
    ],
)
def test_solids_are_weighed_and_liquids_measured(
    name: str, category: Category, unit: str, expected: list[tuple[str, str]]
):
    assert found(replace(SNACK, kind_name=name, category=category, net_unit=unit)) == expected


def test_what_lies_in_liquid_tells_its_drained_weight():
    facts = replace(SNACK, kind_name="Acar timun", composition="Timun, air, cuka", net_quantity=400)
    assert found(facts) == [("label.main_share", "info"), ("label.drained", "info")]
    facts = replace(facts, composition="Timun 60%, air, cuka")
    assert found(facts) == [("label.drained", "info")]
    assert found(replace(facts, drained=250)) == []
    assert found(replace(facts, drained=401)) == [("label.drained_more", "periksa")]
    assert found(replace(facts, kind_name="Asinan kering")) == []


@pytest.mark.parametrize(
    ("trade_name", "expected"),
    [
        ("Dapur Sari", []),
        ("Renyah", []),
        ("Keripik Pisang", [("label.trade_generic", "periksa")]),
        ("Dapur", [("label.trade_generic", "periksa")]),
        ("Keripik Bu Sari", []),
    ],
)
def test_a_trade_name_says_more_than_the_kind_of_food(trade_name: str, expected: list[tuple[str, str]]):
    assert found(replace(SNACK, trade_name=trade_name)) == expected


def test_storage_and_nutrition_are_advice_of_the_house():
    facts = replace(SNACK, storage=" ", printed=frozenset())
    findings = check_label(facts, today=TODAY, rule_book=rule_book(TODAY))
    assert [(one.code, one.severity, one.basis) for one in findings] == [
        ("brand.storage", "info", "house"),
        ("brand.nutrition", "info", "house"),
    ]
