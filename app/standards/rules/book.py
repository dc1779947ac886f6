"""The rule book: every dated rule is a row of `data/standards/rules.toml`, so a change of law is a change of data.

A rule dated tomorrow changes nothing today: `rule_book(today)` holds only what is in force that day.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any

from app.base.kinds import Category
from app.standards.rules.findings import Basis, Finding, Severity
from app.standards.rules.tables import table


@dataclass(frozen=True)
class Rule:
    """One row of the book. `sentence` and `next_step` may hold {names} that `finding` fills.

    `valid_from` and `valid_until` are the first and the last day in force; None means without limit.
    """

    code: str
    categories: frozenset[Category]
    severity: Severity
    basis: Basis
    sentence: str
    next_step: str
    source: str
    field: str = ""
    notice: bool = False
    """Good to know and nothing to mend: it costs no points."""
    valid_from: date | None = None
    valid_until: date | None = None

    def in_force(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    def finding(self, **facts: object) -> Finding:
        """This rule, broken with these facts. Raises KeyError when the row wants a fact that is not given."""
        return Finding(
            code=self.code,
            severity=self.severity,
            sentence=self.sentence.format_map(facts),
            next_step=self.next_step.format_map(facts),
            source=self.source,
            field=self.field,
            basis=self.basis,
        )


@dataclass(frozen=True)
class RuleBook:
    """The rules in force on `day`."""

    day: date
    rules: tuple[Rule, ...]

    @property
    def version(self) -> str:
        """Twelve letters that change with any row in force: what a verdict remembers."""
        return hashlib.sha256(repr([_stable(rule) for rule in self.rules]).encode()).hexdigest()[:12]

    def rule(self, code: str, category: Category) -> Rule | None:
        """The rule of this code for this category; None when none is in force."""
        return self._by_code.get((code, category))

    def of(self, category: Category) -> tuple[Rule, ...]:
        """The rules for this category, in the order of the book."""
        return self._by_category.get(category, ())

    @cached_property
    def _by_code(self) -> dict[tuple[str, Category], Rule]:
        return {(rule.code, category): rule for rule in self.rules for category in rule.categories}

    @cached_property
    def _by_category(self) -> dict[Category, tuple[Rule, ...]]:
        return {one: tuple(rule for rule in self.rules if one in rule.categories) for one in Category}

    def findings(
        self, category: Category, broken: Iterable[tuple[str, Mapping[str, object]]]
    ) -> list[Finding]:
        """Findings for what is broken, given as (code, facts); codes without a rule in force are no finding."""
        rules = ((self.rule(code, category), facts) for code, facts in broken)
        return [rule.finding(**facts) for rule, facts in rules if rule is not None]


@lru_cache(maxsize=8)
def rule_book(today: date) -> RuleBook:
    """The book as it is in force on `today`."""
    return RuleBook(today, tuple(rule for rule in all_rules() if rule.in_force(today)))


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every row of the book, past and future ones too."""
    return read_rules(table("rules"))


def read_rules(content: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Rules from parsed TOML.

    Raises ValueError, naming the code, for a row that is not whole or that overlaps another row of the same code and
    category in time: then two rules would answer one question.
    """
    groups: Mapping[str, list[str]] = content["groups"]
    rules = tuple(_read_rule(row, groups) for row in content["rule"])
    for place, rule in enumerate(rules):
        for other in rules[place + 1 :]:
            if rule.code == other.code and rule.categories & other.categories and _overlap(rule, other):
                raise ValueError(f"rules.toml: {rule.code} is in force twice")
    return rules


def _read_rule(row: Mapping[str, Any], groups: Mapping[str, list[str]]) -> Rule:
    try:
        named = [name for word in row["categories"] for name in groups.get(word, [word])]
        return Rule(
            code=row["code"],
            categories=frozenset(Category(name) for name in named),
            severity=Severity(row["severity"]),
            basis=Basis(row["basis"]),
            sentence=row["sentence"],
            next_step=row["next_step"],
            source=row["source"],
            field=row.get("field", ""),
            notice=row.get("notice", False),
            valid_from=row.get("valid_from"),
            valid_until=row.get("valid_until"),
        )
    except (KeyError, ValueError) as problem:
        raise ValueError(f"rules.toml: {row.get('code', 'a row without code')}: {problem}") from problem


def _stable(rule: Rule) -> tuple[object, ...]:
    """A row as it reads the same in every process: a set has no order."""
    return (sorted(rule.categories), *(value for name, value in vars(rule).items() if name != "categories"))


def _overlap(one: Rule, other: Rule) -> bool:
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    ends = min(one.valid_until or date.max, other.valid_until or date.max)
    return starts <= ends
