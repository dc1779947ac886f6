"""The packaging checklist as data: whole rows, dated rows, a version that remembers the last change, nothing refused."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from app.base.kinds import Category
from app.standards.rules.book import Basis
from app.standards.rules.findings import Severity
from app.standards.rules.packaging import checklist, read_items, version_on
from app.standards.rules.tables import table

TODAY = date(2026, 11, 22)
ROW = {
    "code": "example",
    "categories": ["food"],
    "question": "Rapat?",
    "why": "Supaya renyah.",
    "lacking": "Belum rapat.",
    "next_step": "Rapatkan.",
    "helper": "Kader",
    "severity": "periksa",
    "basis": "house",
    "source": "Contoh",
}


def content(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"groups": {"food": ["camilan", "minuman", "bumbu"]}, "item": list(rows)}


def test_each_category_is_asked_its_own_and_the_same_of_gifts() -> None:
    sizes = {
        category.value: (len(checklist(category, TODAY).everyday), len(checklist(category, TODAY).for_gifts))
        for category in Category
    }
    assert sizes == {
        "payet": (8, 3), "busana": (6, 3), "keset": (6, 3), "kerajinan": (5, 3), "camilan": (9, 3), "minuman": (9, 3), "bumbu": (9, 3),
    }  # fmt: skip
    assert checklist(Category.KESET, TODAY).item("sealed") is None


def test_nothing_on_the_list_refuses_and_house_items_name_no_duty() -> None:
    items = read_items(table("packaging"))
    assert {item.severity for item in items} == {Severity.PERIKSA, Severity.INFO}
    words = [item.lacking + item.next_step + item.why for item in items if item.basis is Basis.HOUSE]
    assert not [one for one in words if re.search("wajib|dilarang", one)]
    for item in items:
        assert item.question.endswith("?")
        assert all(one.endswith(".") for one in (item.why, item.lacking, item.next_step))
        assert not item.helper.endswith(".")
        assert item.severity is Severity.INFO or not item.gift_only


def test_an_item_dated_tomorrow_is_not_asked_today_and_makes_a_new_version_then() -> None:
    tomorrow = TODAY + timedelta(days=1)
    items = read_items(
        content(ROW | {"valid_until": TODAY}, ROW | {"valid_from": tomorrow, "question": "Rapat betul?"})
    )
    assert [item.question for item in items if item.in_force(TODAY)] == ["Rapat?"]
    assert [item.question for item in items if item.in_force(tomorrow)] == ["Rapat betul?"]
    since = date(2026, 11, 1)
    assert (version_on(since, items, TODAY), version_on(since, items, tomorrow)) == (since, tomorrow)
    assert checklist(Category.CAMILAN, TODAY).version == "2026-11-01"


def test_an_item_in_force_twice_is_named() -> None:
    with pytest.raises(ValueError, match=r"packaging\.toml: example is in force twice"):
        read_items(content(ROW, ROW | {"categories": ["camilan"]}))


@pytest.mark.parametrize(
    "change",
    [
        {"severity": "tolak"},
        {"severity": "fatal"},
        {"looks_at": ["price"]},
        {"basis": "rumor"},
        {"weight": 3},
    ],
)
def test_a_row_that_is_not_whole_is_named(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"packaging\.toml: example"):
        read_items(content(ROW | change))
    with pytest.raises(ValueError, match=r"packaging\.toml: example"):
        read_items(content({key: value for key, value in ROW.items() if key != "question"}))
