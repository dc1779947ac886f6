"""The packaging checklist: what a hand and an eye must look at, item by item, as dated rows of `packaging.toml`.

The rows are read like the rule book's: a row dated tomorrow changes nothing today. Nothing here refuses a product.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from app.base.kinds import Category
from app.standards.rules.findings import Basis, Finding, Severity
from app.standards.rules.tables import table

FIELD = "packaging"
LOOKS_AT = frozenset({"packaging", "photos"})


@dataclass(frozen=True)
class Item:
    """One thing to look at. `lacking` is the fact when the answer is "not yet", `next_step` what to do then, `helper`
    who can help. `looks_at`: whose change makes an answer old. `gift_only`: asked for the shelf of official gifts.

    `valid_from` and `valid_until` are the first and the last day in force; None means without limit.
    """

    code: str
    categories: frozenset[Category]
    question: str
    why: str
    lacking: str
    next_step: str
    helper: str
    severity: Severity
    basis: Basis
    source: str
    wants_photo: bool = False
    gift_only: bool = False
    may_skip: bool = False
    looks_at: frozenset[str] = frozenset()
    valid_from: date | None = None
    valid_until: date | None = None

    def in_force(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    def finding(self, severity: Severity, sentence: str, next_step: str) -> Finding:
        return Finding(f"packaging.{self.code}", severity, sentence, next_step, self.source, FIELD)


@dataclass(frozen=True)
class Checklist:
    """The items of a category in force on a day. `version` is the last day on which the list of any category changed."""

    version: str
    items: tuple[Item, ...]

    def item(self, code: str) -> Item | None:
        """The item of this code; None when it is not asked here and now."""
        return next((item for item in self.items if item.code == code), None)

    @property
    def everyday(self) -> tuple[Item, ...]:
        """What every product of the category is asked."""
        return tuple(item for item in self.items if not item.gift_only)

    @property
    def for_gifts(self) -> tuple[Item, ...]:
        """What only an official gift is asked."""
        return tuple(item for item in self.items if item.gift_only)


def checklist(category: Category, today: date) -> Checklist:
    """What is asked of a product of this category today."""
    since, items = _all_items()
    there = tuple(item for item in items if category in item.categories and item.in_force(today))
    return Checklist(version_on(since, items, today).isoformat(), there)


def version_on(since: date, items: tuple[Item, ...], today: date) -> date:
    """The last day up to today on which a row came into force or the day after one went out of it."""
    days = {item.valid_from for item in items if item.valid_from}
    days |= {item.valid_until + timedelta(days=1) for item in items if item.valid_until}
    return max([since, *(day for day in days if day <= today)])


@cache
def _all_items() -> tuple[date, tuple[Item, ...]]:
    content = table("packaging")
    return content["since"], read_items(content)


def read_items(content: Mapping[str, Any]) -> tuple[Item, ...]:
    """Items from parsed TOML. Raises ValueError, naming the code, for a row that is not whole or in force twice."""
    groups: Mapping[str, list[str]] = content["groups"]
    items = tuple(_read(row, groups) for row in content["item"])
    for place, item in enumerate(items):
        for other in items[place + 1 :]:
            if item.code == other.code and item.categories & other.categories and _overlap(item, other):
                raise ValueError(f"packaging.toml: {item.code} is in force twice")
    return items


def _read(row: Mapping[str, Any], groups: Mapping[str, list[str]]) -> Item:
    code = row.get("code", "a row without code")
    try:
        names = [name for word in row["categories"] for name in groups.get(word, [word])]
        item = Item(
            **{
                **row,
                "categories": frozenset(Category(name) for name in names),
                "severity": Severity(row["severity"]),
                "basis": Basis(row["basis"]),
                "looks_at": frozenset(row.get("looks_at", [])),
            }
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise ValueError(f"packaging.toml: {code}: {problem}") from problem
    if item.severity is Severity.TOLAK or not item.looks_at <= LOOKS_AT:
        raise ValueError(
            f"packaging.toml: {code}: a packaging refuses nothing and looks at packaging or photos"
        )
    return item


def _overlap(one: Item, other: Item) -> bool:
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    ends = min(one.valid_until or date.max, other.valid_until or date.max)
    return starts <= ends
