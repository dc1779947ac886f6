"""The rule book: every dated rule is a row of `data/standards/rules.toml`, so a change of law is a change of data.

A rule dated tomorrow changes nothing today: `rule_book(today)` holds only what is in force that day, in that region. Rows of the
file may be overlaid by changes that an admin made (`changes`, kept in the database): where both speak of one code, category and
region, the row that began last counts. Nothing is rewritten, so the book of any past day can be had again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any

from app.base.kinds import Category
from app.regions.rules import covers
from app.standards.rules.findings import Basis, Finding, Severity
from app.standards.rules.tables import table


@dataclass(frozen=True)
class Rule:
    """One row of the book. `sentence` and `next_step` may hold {names} that `finding` fills.

    `valid_from` and `valid_until` are the first and the last day in force; None means without limit. `regions` are Kemendagri
    codes of any level: the rule holds there and in all that lies in them, everywhere when empty. `helper` says who can help.
    `may_refuse`: two independent sources prove it (or it is a condition of this shop), so it may weigh `tolak`.
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
    regions: frozenset[str] = frozenset()
    helper: str = ""
    may_refuse: bool = False

    @property
    def area(self) -> str:
        """The field of rules that the code names: label, brand, claims, photos."""
        return self.code.partition(".")[0]

    def in_force(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    def nearness(self, region: str) -> int:
        """How closely this rule is meant for a region: 0 for a rule of the whole country, -1 where it does not hold."""
        if not self.regions:
            return 0
        return max((len(above) for above in self.regions if covers(above, region)), default=-1)

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
            helper=self.helper,
        )


@dataclass(frozen=True)
class RuleBook:
    """The rules in force on `day` in `region` (empty: those of the whole country), in the order of the book.

    `version` is the file's own number and, behind a dot, how many changes have begun by that day: it only grows.
    """

    day: date
    rules: tuple[Rule, ...]
    region: str = ""
    version: str = ""

    def rule(self, code: str, category: Category) -> Rule | None:
        """The rule of this code for this category; None when none is in force. The one meant most closely for the region
        counts, and of those the one that began last."""
        return self._by_code.get((code, category))

    def of(self, category: Category) -> tuple[Rule, ...]:
        """The rules that count for this category, in the order of the book."""
        return self._by_category.get(category, ())

    @cached_property
    def _by_code(self) -> dict[tuple[str, Category], Rule]:
        counting: dict[tuple[str, Category], Rule] = {}
        for rule in self.rules:
            for category in rule.categories:
                other = counting.get((rule.code, category))
                if other is None or self._weight(rule) >= self._weight(other):  # of equals the later change
                    counting[rule.code, category] = rule
        return counting

    def _weight(self, rule: Rule) -> tuple[int, date]:
        return rule.nearness(self.region), rule.valid_from or date.min

    @cached_property
    def _by_category(self) -> dict[Category, tuple[Rule, ...]]:
        return {
            one: tuple(rule for (_, category), rule in self._by_code.items() if category is one)
            for one in Category
        }

    def findings(
        self, category: Category, broken: Iterable[tuple[str, Mapping[str, object]]]
    ) -> list[Finding]:
        """Findings for what is broken, given as (code, facts); codes without a rule in force are no finding."""
        rules = ((self.rule(code, category), facts) for code, facts in broken)
        return [rule.finding(**facts) for rule, facts in rules if rule is not None]


def rule_book(today: date, *, region: str = "", changes: Sequence[Rule] = ()) -> RuleBook:
    """The book as it is in force on `today` in this region. `changes` overlay the file, in the order in which they were made."""
    return _book(today, region, tuple(changes))


@lru_cache(maxsize=64)
def _book(today: date, region: str, changes: tuple[Rule, ...]) -> RuleBook:
    rules = tuple(
        rule for rule in (*all_rules(), *changes) if rule.in_force(today) and rule.nearness(region) >= 0
    )
    begun = sum(change.valid_from is None or change.valid_from <= today for change in changes)
    return RuleBook(today, rules, region, f"{table('rules')['version']}.{begun}")


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every row of the file, past and future ones too."""
    return read_rules(table("rules"))


def read_rules(content: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Rules from parsed TOML.

    Raises ValueError, naming the code, for a row that is not whole, for one that refuses and may not, or one that overlaps
    another row of the same code, category and region in time: then two rules would answer one question.
    """
    groups: Mapping[str, list[str]] = content["groups"]
    rules = tuple(_read_rule(row, groups) for row in content["rule"])
    for place, rule in enumerate(rules):
        if rule.severity is Severity.TOLAK and not rule.may_refuse:
            raise ValueError(f"rules.toml: {rule.code} refuses without two sources")
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
            valid_from=row.get("berlaku_mulai"),
            valid_until=row.get("berlaku_sampai"),
            regions=frozenset(row.get("regions", [])),
            helper=row.get("helper", ""),
            may_refuse=row.get("may_refuse", False),
        )
    except (KeyError, ValueError) as problem:
        raise ValueError(f"rules.toml: {row.get('code', 'a row without code')}: {problem}") from problem


def _overlap(one: Rule, other: Rule) -> bool:
    if one.regions != other.regions and not one.regions & other.regions:
        return False
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    ends = min(one.valid_until or date.max, other.valid_until or date.max)
    return starts <= ends
