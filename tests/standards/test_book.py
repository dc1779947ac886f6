"""The rule book: dated rows, whole rows, rows that every check can fill."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.base.kinds import Category
from app.standards.rules.book import all_rules, read_rules, rule_book
from app.standards.rules.findings import Basis, Finding, Severity, worst, worst_first

TODAY = date(2026, 11, 21)
ROW = {
    "code": "label.example",
    "categories": ["food"],
    "severity": "periksa",
    "basis": "law",
    "sentence": "Ada {count}.",
    "next_step": "Kurangi.",
    "source": "Contoh",
}


def content(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"groups": {"food": ["camilan", "minuman", "bumbu"]}, "rule": list(rows)}


def test_a_rule_dated_tomorrow_changes_nothing_today():
    rule = read_rules(content(ROW | {"valid_from": TODAY + timedelta(days=1)}))[0]
    assert (rule.in_force(TODAY), rule.in_force(TODAY + timedelta(days=1))) == (False, True)


def test_a_rule_holds_through_its_last_day():
    rule = read_rules(content(ROW | {"valid_until": TODAY}))[0]
    assert (rule.in_force(TODAY), rule.in_force(TODAY + timedelta(days=1))) == (True, False)


def test_the_book_holds_only_what_is_in_force():
    halal = [
        rule_book(day).rule("label.halal_due", Category.CAMILAN)
        for day in (date(2026, 10, 17), date(2026, 10, 18))
    ]
    assert [rule.severity for rule in halal if rule] == [Severity.INFO, Severity.PERIKSA]


def test_a_rule_speaks_only_of_its_categories():
    assert rule_book(TODAY).rule("label.halal_due", Category.KESET) is None


def test_a_change_of_rule_is_two_rows_that_do_not_overlap():
    until, since = ROW | {"valid_until": TODAY}, ROW | {"valid_from": TODAY + timedelta(days=1)}
    assert len(read_rules(content(until, since))) == 2
    with pytest.raises(ValueError, match=r"label\.example is in force twice"):
        read_rules(content(ROW | {"valid_until": TODAY}, ROW | {"valid_from": TODAY}))


@pytest.mark.parametrize("change", [{"severity": "fatal"}, {"categories": ["sepatu"]}, {"basis": "rumor"}])
def test_a_row_that_is_not_whole_is_named(change: dict[str, Any]):
    with pytest.raises(ValueError, match=r"rules\.toml: label\.example"):
        read_rules(content(ROW | change))


def test_a_finding_is_the_row_filled_with_facts():
    finding = read_rules(content(ROW))[0].finding(count=3)
    assert (finding.sentence, finding.next_step, finding.severity) == ("Ada 3.", "Kurangi.", Severity.PERIKSA)


def test_facts_with_braces_are_printed_and_not_filled():
    assert read_rules(content(ROW))[0].finding(count="{x}").sentence == "Ada {x}."


def test_every_row_has_words_and_a_source():
    for rule in all_rules():
        assert rule.categories
        assert all([rule.sentence, rule.next_step, rule.source])
        assert rule.sentence.endswith(".")
        assert rule.next_step.endswith(".")


def test_the_book_has_a_row_for_every_code_that_a_check_raises_and_no_other():
    rules = Path(__file__).parents[2] / "app" / "standards" / "rules"
    code = "".join(
        (rules / f"{name}.py").read_text(encoding="utf-8")
        for name in ("label", "label_reading", "claims", "photos", "brand")
    )
    words = (rules.parents[2] / "data" / "standards" / "claims.toml").read_text(encoding="utf-8")
    raised = set(re.findall(r'"((?:label|label_reading|brand|brand_name|claims|photos)\.\w+)"', code + words))
    assert {rule.code for rule in all_rules()} == raised


def test_house_rules_do_not_name_a_duty():
    house = [rule for rule in all_rules() if rule.basis is Basis.HOUSE]
    assert house
    assert not [rule.code for rule in house if re.search("wajib|dilarang", rule.sentence + rule.next_step)]


def test_severities_sort_by_weight():
    assert sorted(Severity) == [Severity.INFO, Severity.PERIKSA, Severity.TOLAK]
    findings = [Finding(severity.value, severity, "", "", "") for severity in Severity]
    assert [finding.severity for finding in worst_first(findings)] == ["tolak", "periksa", "info"]
    assert (worst(findings), worst([])) == (Severity.TOLAK, None)
