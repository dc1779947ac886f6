"""Labels: the nine elements of food, the brand standard of the rest, and the dates of the rules."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.base.kinds import Category
from app.standards.rules.book import rule_book
from app.standards.rules.findings import Severity
from app.standards.rules.ingredients import Allergen, allergens_in
from app.standards.rules.label import HalalStatus, LabelFacts, Precision, check_label, good_through
from app.standards.rules.textiles import Fibre, read_fibres

TODAY = date(2026, 11, 21)
SNACK = LabelFacts(
    category=Category.CAMILAN,
    kind_name="Keripik pisang",
    trade_name="Dapur Sari",
    composition="Pisang, minyak kelapa, garam",
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
    pirt="2143518011162-31",
)
DRESS = LabelFacts(
    category=Category.BUSANA,
    fibre="katun 65 %, poliester 35 %",
    size="M: LD 100 cm, PB 70 cm",
    care=("cuci tangan",),
    maker="Sari",
    town="Kota Tangerang Selatan",
    made_in_indonesia=True,
    animal_parts=False,
)
MAT = LabelFacts(
    category=Category.KESET,
    fibre="kain perca",
    size="40 × 60 cm",
    maker="Sari",
    town="Kota Tangerang Selatan",
    material="kain perca",
    technique="anyam",
    anti_slip=False,
    washable=True,
    animal_parts=False,
)


def found(facts: LabelFacts, today: date = TODAY) -> list[tuple[str, str]]:
    findings = check_label(facts, today=today, rule_book=rule_book(today))
    return [(finding.code, finding.severity.value) for finding in findings]


@pytest.mark.parametrize("facts", [SNACK, DRESS, MAT])
def test_a_whole_label_raises_nothing(facts: LabelFacts):
    assert found(facts) == []


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
    assert found(replace(SNACK, net_unit=unit)) == expected


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
    assert found(facts) == [("label.not_halal_statement", "tolak")]
    assert found(replace(facts, not_halal_statement=True)) == []
    assert found(replace(facts, halal_status=HalalStatus.EXEMPT)) == [
        ("label.not_halal_ingredient", "periksa")
    ]


def test_an_allergen_in_the_composition_must_be_ticked():
    facts = replace(SNACK, composition="Tepung terigu, telur, ebi")
    assert found(facts) == [("label.allergens", "periksa")] * 3
    ticked = frozenset({Allergen.GLUTEN, Allergen.EGG, Allergen.FISH})
    assert found(replace(facts, allergens=ticked)) == []
    first = check_label(facts, today=TODAY, rule_book=rule_book(TODAY))[0]
    assert first.sentence == "Di bahan ada tepung terigu, tetapi alergen gandum (gluten) belum dicentang."


@pytest.mark.parametrize(
    ("composition", "allergens"),
    [
        ("Susu kedelai, kacang hijau, santan", {Allergen.PEANUT_SOY: ("susu kedelai",)}),
        ("kacang mete dan kenari", {Allergen.TREE_NUT: ("kacang mete", "kenari")}),
        (
            "Terasi, kecap, keju",
            {Allergen.FISH: ("terasi",), Allergen.PEANUT_SOY: ("kecap",), Allergen.MILK: ("keju",)},
        ),
        (
            "cumi-cumi, natrium metabisulfit",
            {Allergen.FISH: ("cumi cumi",), Allergen.SULPHITE: ("natrium metabisulfit",)},
        ),
        ("Ketan, gula aren, kelapa", {}),
        ("minyak, bumi, kamiri", {}),
    ],
)
def test_allergens_are_known_by_the_longest_words(
    composition: str, allergens: dict[Allergen, tuple[str, ...]]
):
    assert allergens_in(composition) == allergens


def test_additives_are_named():
    assert found(replace(SNACK, composition="Pisang, siklamat, pewarna")) == [
        ("label.sweetener", "periksa"),
        ("label.colour", "info"),
    ]
    assert found(replace(SNACK, composition="Pisang, pewarna alami pandan")) == []


@pytest.mark.parametrize(
    ("text", "fibres"),
    [
        ("katun 65 %, poliester 35 %", (Fibre("katun", 65), Fibre("poliester", 35))),
        ("65% katun 35% poliester", (Fibre("katun", 65), Fibre("poliester", 35))),
        ("Katun: 100%", (Fibre("katun", 100),)),
        ("60 persen sabut kelapa, 40 persen karet", (Fibre("sabut kelapa", 60), Fibre("karet", 40))),
        ("kain perca", ()),
    ],
)
def test_fibres_are_read_as_people_write_them(text: str, fibres: tuple[Fibre, ...]):
    assert read_fibres(text) == fibres


def test_fibres_sum_to_a_hundred():
    assert found(replace(DRESS, fibre="katun 65 %, poliester 45 %")) == [("brand.fibre_sum", "periksa")]
    assert found(replace(MAT, fibre="katun 60 %")) == [("brand.fibre_sum", "periksa")]
    assert found(replace(DRESS, fibre="katun")) == [("brand.fibre", "info")]
    assert found(replace(DRESS, fibre="campuran perca")) == []


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        (Category.BUSANA, ["fibre", "size", "care", "maker", "made_in", "animal_parts"]),
        (
            Category.PAYET,
            ["fibre", "size", "care", "maker", "made_in", "material", "technique", "animal_parts"],
        ),
        (Category.KESET, ["size", "maker", "material", "technique", "anti_slip", "washable", "animal_parts"]),
        (Category.KERAJINAN, ["size", "maker", "material", "technique", "animal_parts"]),
    ],
)
def test_the_brand_standard_only_advises(category: Category, expected: list[str]):
    assert found(LabelFacts(category=category)) == [(f"brand.{name}", "info") for name in expected]


def test_brand_advice_does_not_call_itself_law():
    findings = check_label(LabelFacts(category=Category.PAYET), today=TODAY, rule_book=rule_book(TODAY))
    assert {finding.severity for finding in findings} == {Severity.INFO}
    assert all("wajib" not in finding.sentence for finding in findings)
