"""Labels of garments, beadwork, mats and crafts: a standard of the house, which only advises."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.base.kinds import Category
from app.standards.rules.book import rule_book
from app.standards.rules.care import FOR_BEADS, Bleach, Care, Dry, DryClean, Iron, Wash
from app.standards.rules.findings import Basis, Finding, Severity
from app.standards.rules.label import LabelFacts, check_label
from app.standards.rules.sizes import GarmentSize
from app.standards.rules.textiles import Fibre, animal_words, read_fibres

TODAY = date(2026, 11, 21)
PLAIN_CARE = Care(Wash.AT_30, Bleach.NEVER, Dry.LINE, Iron.MEDIUM, DryClean.ALLOWED)
DRESS = LabelFacts(
    category=Category.BUSANA,
    kind_name="Kemeja lengan panjang",
    fibre="katun 65 %, poliester 35 %",
    sizes=(GarmentSize("M", 98, 70),),
    care=PLAIN_CARE,
    maker="Sari",
    town="Kota Tangerang Selatan",
    made_in_indonesia=True,
    animal_parts=False,
)
BEADED = replace(DRESS, category=Category.PAYET, material="brokat", technique="jahit", care=FOR_BEADS)
MAT = LabelFacts(
    category=Category.KESET,
    fibre="kain perca",
    size="40 × 60 cm",
    length=60,
    width=40,
    maker="Sari",
    town="Kota Tangerang Selatan",
    material="kain perca",
    technique="anyam",
    anti_slip=False,
    washable=True,
    animal_parts=False,
)


def findings(facts: LabelFacts, today: date = TODAY) -> list[Finding]:
    return check_label(facts, today=today, rule_book=rule_book(today))


def found(facts: LabelFacts, today: date = TODAY) -> list[tuple[str, str]]:
    return [(one.code, one.severity.value) for one in findings(facts, today)]


def said(facts: LabelFacts) -> list[str]:
    return [one.sentence for one in findings(facts)]


@pytest.mark.parametrize("facts", [DRESS, BEADED, MAT])
def test_a_whole_label_raises_nothing(facts: LabelFacts):
    assert found(facts) == []


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
    raised = findings(LabelFacts(category=Category.PAYET))
    assert {one.severity for one in raised} == {Severity.INFO}
    assert all("wajib" not in one.sentence for one in raised)
    assert [one.code for one in raised if one.basis is Basis.LAW] == ["brand.animal_parts"]


# -- fibres -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fibres"),
    [
        ("katun 65 %, poliester 35 %", (Fibre("katun", 65), Fibre("poliester", 35))),
        ("65% katun 35% poliester", (Fibre("katun", 65), Fibre("poliester", 35))),
        ("katun 65% dan poliester 35%", (Fibre("katun", 65), Fibre("poliester", 35))),
        ("Katun: 100%", (Fibre("katun", 100),)),
        ("97,5% katun, 2,5% spandeks", (Fibre("katun", Decimal("97.5")), Fibre("spandeks", Decimal("2.5")))),
        ("60 persen sabut kelapa, 40 persen karet", (Fibre("sabut kelapa", 60), Fibre("karet", 40))),
        ("rayon (viskosa) 100%", (Fibre("rayon (viskosa)", 100),)),
        ("kain perca", ()),
        ("", ()),
    ],
)
def test_fibres_are_read_as_people_write_them(text: str, fibres: tuple[Fibre, ...]):
    assert read_fibres(text) == fibres


@pytest.mark.parametrize(
    ("fibre", "expected"),
    [
        ("katun 65 %, poliester 35 %", []),
        ("97,5% katun, 2,5% spandeks", []),
        ("katun 65 %, poliester 45 %", [("brand.fibre_sum", "periksa")]),
        ("katun 99 %", [("brand.fibre_sum", "periksa")]),
        ("katun", [("brand.fibre", "info")]),
        ("campuran perca", []),
        ("brokat 100%", [("brand.fibre_name", "info")]),
        ("brokat 60%, katun 30%", [("brand.fibre_sum", "periksa"), ("brand.fibre_name", "info")]),
        ("katun jepang 100%", []),
    ],
)
def test_fibres_are_known_and_sum_to_a_hundred(fibre: str, expected: list[tuple[str, str]]):
    assert found(replace(DRESS, fibre=fibre)) == expected


def test_mats_may_state_fibres_and_need_not():
    assert found(replace(MAT, fibre="katun 60 %")) == [("brand.fibre_sum", "periksa")]
    assert found(replace(MAT, fibre="")) == []


# -- sizes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sizes", "sentences"),
    [
        ((GarmentSize("S", 92, 68), GarmentSize("M", 98, 70), GarmentSize("L", 104, 72)), []),
        ((GarmentSize("S", 88, 68),), []),
        ((GarmentSize("S", 87, 68),), ["LD ukuran S tertulis 87 cm; biasanya 90–94 cm."]),
        ((GarmentSize("XXL", 122, 80),), []),
        ((GarmentSize("XXL", 123, 80),), ["LD ukuran XXL tertulis 123 cm; biasanya 113–120 cm."]),
        ((GarmentSize("M", 49, 70),), ["LD ukuran M tertulis 49 cm; biasanya 95–100 cm."]),
        ((GarmentSize("All size", 130, 90),), []),
        ((GarmentSize("M", 98, None),), ["Ukuran M: PB (panjang baju) belum diisi."]),
        ((GarmentSize("M", None, 70),), ["Ukuran M: LD (lingkar dada) belum diisi."]),
        (
            (GarmentSize("XL", 107, 74), GarmentSize("L", 108, 72)),
            ["Ukuran XL lebih kecil daripada L."],
        ),
    ],
)
def test_a_size_table_is_whole_and_plausible(sizes: tuple[GarmentSize, ...], sentences: list[str]):
    facts = replace(DRESS, sizes=sizes)
    assert said(facts) == sentences
    assert {one.severity for one in findings(facts)} <= {Severity.INFO}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Blus batik", [("brand.size_top", "info")]),
        ("Bros baju", []),
        ("Hijab segi empat", []),
        ("Sarung tenun", []),
    ],
)
def test_a_top_is_measured_in_the_table(name: str, expected: list[tuple[str, str]]):
    assert found(replace(DRESS, kind_name=name, sizes=(), size="panjang 70 cm")) == expected


@pytest.mark.parametrize(
    ("length", "width", "expected"),
    [
        (60, 40, []),
        (40, 60, []),
        (600, 400, [("brand.mat_size", "info")]),
        (24, 20, [("brand.mat_size", "info")]),
        (25, 20, []),
        (250, 100, []),
    ],
)
def test_a_mat_of_an_odd_size_is_measured_again(length: int, width: int, expected: list[tuple[str, str]]):
    assert found(replace(MAT, length=length, width=width)) == expected
    assert found(replace(MAT, length=length, width=width, category=Category.KERAJINAN)) == []


# -- care -------------------------------------------------------------------------------------------


def test_each_step_of_care_that_is_missing_is_named_in_the_order_of_the_standard():
    assert said(replace(DRESS, care=Care())) == [
        "Cara merawatnya belum lengkap; belum ada cara mencuci, pemutih, cara menjemur, setrika, dry clean."
    ]
    assert said(replace(DRESS, care=replace(PLAIN_CARE, iron=None))) == [
        "Cara merawatnya belum lengkap; belum ada setrika."
    ]


def test_an_unknown_word_of_care_counts_as_not_stated():
    stated = {"wash": "60", "bleach": "jangan", "dry": "angin", "iron": None, "dry_clean": "p"}
    assert Care.of(stated) == Care(Wash.AT_60, Bleach.NEVER, None, None, DryClean.P)
    assert Care.of(stated).missing == ("dry", "iron")


@pytest.mark.parametrize(
    ("changes", "told", "what"),
    [
        ({}, "", None),
        ({"wash": Wash.NEVER}, "", None),
        (
            {"wash": Wash.NEVER, "dry_clean": DryClean.NEVER},
            "",
            "Jangan dicuci air dan jangan dry clean: tidak ada cara membersihkannya.",
        ),
        (
            {"wash": Wash.NEVER, "dry": Dry.MACHINE},
            "",
            "Jangan dicuci air, tetapi boleh pengering mesin.",
        ),
        (
            {"wash": Wash.NEVER, "bleach": Bleach.ALLOWED},
            "",
            "Jangan dicuci air, tetapi boleh pakai pemutih.",
        ),
        (
            {"wash": Wash.HAND, "dry": Dry.MACHINE},
            "",
            "Hanya cuci tangan, tetapi boleh pengering mesin.",
        ),
        (
            {"wash": Wash.AT_60},
            "Cantik. Jangan dicuci, cukup dilap.",
            'Di keterangan tertulis "Jangan dicuci", tetapi dipilih boleh dicuci.',
        ),
        (
            {"wash": Wash.AT_60},
            "Jangan dicuci  mesin ya",
            'Di keterangan tertulis "Jangan dicuci  mesin", tetapi dipilih cuci mesin.',
        ),
        ({"wash": Wash.HAND}, "Jangan dicuci mesin ya", None),
        ({"wash": None}, "Jangan dicuci", None),
    ],
)
def test_care_that_contradicts_itself_is_looked_at(changes: dict[str, object], told: str, what: str | None):
    facts = replace(DRESS, care=replace(PLAIN_CARE, **changes), told=told)
    conflicts = [one for one in findings(facts) if one.code == "brand.care_conflict"]
    assert [one.sentence for one in conflicts] == ([what] if what else [])
    assert {one.severity for one in conflicts} <= {Severity.PERIKSA}


@pytest.mark.parametrize(
    ("category", "fibre", "changes", "glued", "risks"),
    [
        (Category.PAYET, "katun 100%", {}, False, 0),
        (Category.PAYET, "katun 100%", {"wash": Wash.AT_60}, False, 1),
        (Category.PAYET, "katun 100%", {"dry": Dry.MACHINE}, False, 1),
        (Category.PAYET, "katun 100%", {"iron": Iron.HIGH}, False, 1),
        (Category.PAYET, "katun 100%", {"dry_clean": DryClean.P}, False, 0),
        (Category.PAYET, "katun 100%", {"dry_clean": DryClean.P}, True, 1),
        (Category.BUSANA, "katun 100%", {"wash": Wash.AT_60, "iron": Iron.HIGH}, False, 0),
        (Category.BUSANA, "sutera 100%", {"wash": Wash.AT_60}, False, 1),
        (Category.BUSANA, "sutera 100%", {"bleach": Bleach.ALLOWED}, False, 1),
        (Category.BUSANA, "rayon 100%", {"dry": Dry.MACHINE, "wash": Wash.AT_30}, False, 1),
        (Category.BUSANA, "nilon 100%", {"iron": Iron.HIGH}, False, 1),
    ],
)
def test_what_the_material_may_not_bear_is_a_note(
    category: Category, fibre: str, changes: dict[str, object], glued: bool, risks: int
):
    care = replace(FOR_BEADS, **changes)
    facts = replace(BEADED, category=category, fibre=fibre, care=care, glued=glued, animal_parts=True)
    raised = [one for one in findings(facts) if one.code == "brand.care_risk"]
    assert (len(raised), {one.severity for one in raised} <= {Severity.INFO}) == (risks, True)


# -- parts of animals -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kulit kerang dan kain", ("kulit kerang",)),
        ("kulit sintetis, benang", ()),
        ("Sutera dan Wol", ("sutera", "wol")),
        ("anyaman kulit jagung", ()),
        ("kain perca", ()),
    ],
)
def test_parts_of_animals_are_told_by_their_words(text: str, words: tuple[str, ...]):
    assert animal_words(text) == words


@pytest.mark.parametrize(
    ("parts", "material", "expected"),
    [
        (None, "kain", [("brand.animal_parts", "info")]),
        (False, "kain", []),
        (False, "kulit kerang", [("brand.animal_words", "info")]),
        (True, "kulit kerang", [("brand.animal_halal", "info")]),
    ],
)
def test_parts_of_animals_are_asked_for_and_answered_with_a_hint(
    parts: bool | None, material: str, expected: list[tuple[str, str]]
):
    for facts in (BEADED, MAT):
        assert found(replace(facts, animal_parts=parts, material=material)) == expected
    assert found(replace(MAT, animal_parts=None), date(2026, 10, 17)) == []
