"""Lines of a care card: what is offered for which material, what never contradicts her, in which order they are read."""

import tomllib
from typing import Any

import pytest

from app.base.kinds import Category
from app.catalog.rules import care_card
from app.catalog.rules.cards import Kind, kinds_of, size_of, without_halal
from app.catalog.rules.facts import facts_of
from app.paper.label import Care

KEBAYA: dict[str, Any] = {
    "material": "Brokat dan tile",
    "technique": "jahit",
    "wash": "tangan",
    "bleach": "jangan",
    "dry": "teduh",
    "iron": "rendah",
    "dry_clean": "jangan",
}


def codes(category: Category, name: str, facts: dict[str, Any]) -> list[str]:
    return [line.code for line in care_card.offered(category, name, facts)]


@pytest.mark.parametrize(
    ("category", "name", "facts", "offered"),
    [
        (
            Category.PAYET, "Kebaya", KEBAYA,
            ["balik", "sikat", "peras", "datar", "setrika-payet", "parfum", "simpan-lipat", "cadangan"],
        ),
        (Category.KESET, "Keset", {"material": "Sabut kelapa"}, ["kibas", "rendam", "kering", "simpan-kering"]),
        (
            Category.KESET, "Keset", {"material": "Kain perca katun", "washable": "ya"},
            ["pisah", "kibas", "cuci-tangan", "kering"],
        ),
        (Category.BUSANA, "Kemeja", {"material": "Katun", "technique": "batik-tulis", "wash": "tangan"},
         ["balik", "pisah", "sabun-lembut", "matahari", "simpan-lipat"]),
        (Category.KERAJINAN, "Tas pandan", {}, ["rendam", "lap", "matahari", "simpan-kering"]),
        (Category.KERAJINAN, "Pajangan besi", {"material": "Besi"}, []),
        (Category.CAMILAN, "Keripik daun pandan", {"material": "pandan"}, []),
    ],
)  # fmt: skip
def test_what_is_offered_goes_by_what_it_is_made_of(
    category: Category, name: str, facts: dict[str, Any], offered: list[str]
) -> None:
    assert codes(category, name, facts) == offered


@pytest.mark.parametrize(
    ("changes", "gone"),
    [
        ({"wash": "jangan"}, {"balik", "sikat", "peras", "datar"}),
        ({"iron": "jangan"}, {"setrika-payet"}),
        ({"dry": "gantung"}, {"datar"}),
    ],
)
def test_a_line_that_goes_against_her_own_word_is_not_offered(
    changes: dict[str, str], gone: set[str]
) -> None:
    usual = set(codes(Category.PAYET, "Kebaya", KEBAYA))
    assert usual - set(codes(Category.PAYET, "Kebaya", KEBAYA | changes)) == gone


def test_nothing_is_printed_that_she_did_not_say_or_tick() -> None:
    printed = care_card.steps(Category.PAYET, "Kebaya", KEBAYA, (), ())
    assert printed == care_card.stated(Category.PAYET, KEBAYA)
    assert [step.step for step in printed] == ["wash", "bleach", "dry", "iron", "dry_clean"]
    assert care_card.steps(Category.PAYET, "Kebaya", {"material": "Brokat"}, (), ()) == ()


def test_lines_are_read_in_the_order_in_which_things_are_done() -> None:
    printed = care_card.steps(
        Category.PAYET,
        "Kebaya",
        KEBAYA,
        ["simpan-lipat", "setrika-payet", "peras", "balik"],
        ["Kata Ibu", ""],
    )
    assert [step.words for step in printed] == [
        "Balik bagian dalam ke luar sebelum dicuci",
        "Cuci tangan, air dingin",
        "Jangan diperas, gulung dalam handuk",
        "Jangan pakai pemutih",
        "Jemur di tempat teduh",
        "Setrika suhu rendah, dari dalam",
        "Jangan menyetrika di atas payet",
        "Jangan dry clean",
        "Simpan terlipat di kotak, lapisi kertas tipis",
        "Kata Ibu",
    ]


def test_a_mat_says_what_it_says_on_its_label() -> None:
    assert care_card.stated(Category.KESET, {"washable": "ya"}) == (Care("wash", "tangan", "Bisa dicuci"),)
    assert care_card.stated(Category.KESET, {}) == ()


def test_steps_that_she_has_not_stated_are_named() -> None:
    assert care_card.unstated(Category.PAYET, {**KEBAYA, "dry": None, "iron": ""}) == [
        "cara menjemur",
        "setrika",
    ]
    assert care_card.unstated(Category.KESET, {}) == ["boleh dicuci atau tidak"]
    assert care_card.unstated(Category.KESET, {"washable": "tidak"}) == []


def test_the_table_names_facts_answers_and_categories_that_exist() -> None:
    rows = tomllib.loads(care_card.FILE.read_text())["line"]
    assert len({row["code"] for row in rows}) == len(rows)
    answers = {fact.key: {word for word, _ in fact.choices} for one in Category for fact in facts_of(one)}
    for row in rows:
        assert {Category(one) for one in row.get("categories", ())} or row["materials"]
        assert len(row["words"]) <= care_card.MOST_LETTERS
        for key, words in row.get("not_with", {}).items():
            assert set(words) <= answers[key], row["code"]


# -- what else stands on cards ----------------------------------------------------------------------------


def test_food_tells_its_story_and_nothing_else() -> None:
    assert kinds_of(Category.CAMILAN) == (Kind.STORY,)
    assert kinds_of(Category.PAYET) == kinds_of(Category.KESET) == (Kind.STORY, Kind.TAG, Kind.CARE)


@pytest.mark.parametrize(
    ("facts", "variant", "size"),
    [
        ({"sizes": [{"size": "M", "ld": 92, "pb": 60}, {"size": "L", "ld": 98, "pb": None}]}, "M", "LD 92, PB 60 cm"),
        ({"sizes": [{"size": "L", "ld": 98, "pb": None}]}, "L", "LD 98 cm"),
        ({"length": 60, "width": 40}, "", "60 × 40 cm"),
        ({"length": 60, "width": 40}, "60 × 40 cm", ""),
        ({"size": "panjang 24 cm"}, "merah", "panjang 24 cm"),
        ({}, "", ""),
    ],
)  # fmt: skip
def test_a_tag_has_the_size_of_what_hangs_from_it(facts: dict[str, Any], variant: str, size: str) -> None:
    assert size_of(facts, variant) == size


def test_sentences_about_halal_wait_for_the_certificate() -> None:
    told = "Renyah dan gurih. Dijamin Halal dan bersih! Dibuat pagi hari.\nKehalalannya nomor satu. Dari halaman kami."
    assert without_halal(told) == "Renyah dan gurih. Dibuat pagi hari.\nDari halaman kami."
