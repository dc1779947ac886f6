"""Dated tax facts: which row holds on a day, where a turnover stands, and that nobody switches withholding on."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.ledger.rules import tax
from app.ledger.rules.tax import FREE, NEAR, WITHHOLDING, Confidence, NotAppointed, Reach, in_force, reach

TODAY = date(2026, 11, 22)
TABLE = Path(__file__).parents[2] / "data" / "ledger" / "tax.toml"


def test_the_facts_that_hold_today_are_those_of_the_regulations() -> None:
    found = {code: in_force(code, TODAY) for code in (FREE, WITHHOLDING, NEAR)}
    assert {code: (row.threshold, row.rate, row.source) for code, row in found.items() if row} == {
        FREE: (500_000_000, 50, "PP 55/2022"),
        WITHHOLDING: (500_000_000, 50, "PMK 37/2025"),
        NEAR: (400_000_000, 0, "Gerai"),
    }


def test_a_rule_holds_from_its_first_day_and_not_before() -> None:
    assert in_force(WITHHOLDING, date(2025, 7, 13)) is None
    row = in_force(WITHHOLDING, date(2025, 7, 14))
    assert row is not None
    assert row.confidence is Confidence.PROVEN
    assert in_force("no.such.rule", TODAY) is None


def test_a_newer_row_changes_nothing_before_its_day() -> None:
    old = in_force(FREE, TODAY)
    assert old is not None
    new = replace(old, valid_from=TODAY + timedelta(days=1), threshold=600_000_000)
    rows = (*tax.rules(), new)
    assert in_force(FREE, TODAY, rows) == old
    assert in_force(FREE, TODAY + timedelta(days=1), rows) == new


@pytest.mark.parametrize(
    ("turnover", "where"),
    [
        (0, Reach.BELOW),
        (399_999_999, Reach.BELOW),
        (400_000_000, Reach.NEAR),
        (500_000_000, Reach.NEAR),
        (500_000_001, Reach.OVER),
    ],
)
def test_exactly_the_limit_is_not_over_it(turnover: int, where: Reach) -> None:
    assert reach(turnover, TODAY) is where


def test_before_there_was_a_rule_nothing_is_near_or_over() -> None:
    assert reach(10**12, date(2021, 12, 31)) is Reach.BELOW
    assert tax.limit(date(2021, 12, 31)) is None
    assert tax.limit(TODAY) == 500_000_000


def test_a_year_that_is_over_is_judged_by_its_last_day() -> None:
    assert tax.day_that_counts(2025, TODAY) == date(2025, 12, 31)
    assert tax.day_that_counts(2026, TODAY) == TODAY


def test_withholding_cannot_be_switched_on() -> None:
    table = tomllib.loads(TABLE.read_text())
    assert table["withholding"] == {"appointed": False}
    with pytest.raises(NotAppointed):
        tax.read({**table, "withholding": {"appointed": True}})


@pytest.mark.parametrize("row", tax.rules(), ids=lambda row: f"{row.code} {row.valid_from}")
def test_every_row_has_a_source_and_says_what_it_means(row: tax.TaxRule) -> None:
    assert row.source and row.sentence.endswith(".")
    assert row.threshold > 0 and 0 <= row.rate <= 10_000
    assert (row.confidence is Confidence.HOUSE) == (row.source == "Gerai")
