"""Every rule of labels and words can be broken: nothing stands in the book that no facts raise."""

from dataclasses import replace
from datetime import date

from app.base.kinds import Category
from app.standards.rules.book import all_rules, rule_book
from app.standards.rules.care import Bleach, Care, Dry, DryClean, Iron, Wash
from app.standards.rules.claims import check_claims
from app.standards.rules.findings import Finding
from app.standards.rules.ingredients import Allergen
from app.standards.rules.label import HalalStatus, LabelFacts, Precision, check_label
from app.standards.rules.sizes import GarmentSize

TODAY = date(2026, 11, 21)
BOOK = rule_book(TODAY)
FOOD = LabelFacts(
    category=Category.CAMILAN, kind_name="Keripik pisang", net_quantity=250, net_unit="g", shelf_life_days=30
)
PAST = {"best_before": "Exp", "best_before_date": date(2026, 1, 1), "best_before_precision": Precision.MONTH}
FOODS = (
    LabelFacts(category=Category.CAMILAN),
    replace(FOOD, trade_name="Keripik", net_unit="gr", best_before="Exp 1 tahun"),
    replace(FOOD, kind_name="Acar", net_unit="bungkus"),
    replace(FOOD, kind_name="Sirup", drained=300, shelf_life_days=7),
    replace(FOOD, shelf_life_days=3, **PAST),
    replace(FOOD, composition="gula 10%, pisang 20%, pemanis, pewarna, tartrazin, siklamat, telur"),
    replace(FOOD, composition="pisang, babi", allergens=frozenset({Allergen.MILK})),
    replace(FOOD, halal_status=HalalStatus.NOT_HALAL),
)
GARMENT = LabelFacts(category=Category.PAYET, kind_name="Kebaya")
GOODS = (
    GARMENT,
    replace(GARMENT, size="panjang 70 cm", fibre="brokat 90%", animal_parts=True),
    replace(GARMENT, material="kulit", animal_parts=False),
    replace(GARMENT, sizes=(GarmentSize("M", 49, None), GarmentSize("L", 40, 60))),
    replace(GARMENT, care=Care(Wash.NEVER, Bleach.ALLOWED, Dry.MACHINE, Iron.HIGH, DryClean.NEVER)),
    LabelFacts(category=Category.KESET, length=600, width=400),
)
WORDS = (
    (Category.CAMILAN, "Keripik halal sehat rendah gula tanpa msg terbaik"),
    (Category.KESET, "Keset terbaik 100% katun"),
)


def raised() -> list[Finding]:
    labels = [check_label(facts, today=TODAY, rule_book=BOOK) for facts in (*FOODS, *GOODS)]
    words = [check_claims(name, "", category=category, rule_book=BOOK) for category, name in WORDS]
    return [finding for found in (*labels, *words) for finding in found]


def test_every_rule_of_labels_and_words_is_raised_by_some_facts() -> None:
    codes = {rule.code for rule in all_rules() if rule.code.partition(".")[0] in ("label", "brand", "claims")}
    assert {finding.code for finding in raised()} == codes


def test_no_sentence_is_left_with_a_gap_and_every_finding_carries_the_basis_of_its_rule() -> None:
    for finding in raised():
        assert not set("{}") & set(finding.sentence + finding.next_step), finding.code
        assert finding.sentence.endswith(".") and finding.next_step.endswith("."), finding.code
        bases = {rule.basis for rule in all_rules() if rule.code == finding.code}
        assert finding.basis in bases
