"""Hints tell dated values and days with their sources, and never that something is allowed."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.gifts.rules import hints as rules
from app.gifts.rules.hints import Confidence, GiftFacts, Row
from app.gifts.rules.life import Funds, Kind, Method

TODAY = date(2026, 11, 23)
PLAIN = GiftFacts(
    total=9_000_000,
    funds=Funds.APBD,
    method=Method.DIRECT,
    kinds=frozenset({Kind.FOREIGN_GUEST}),
    unsaid=False,
    for_everybody=False,
    received_on=TODAY,
)
OFFICIALS = frozenset({Kind.OFFICIAL})


def codes(facts: GiftFacts, today: date = TODAY) -> list[str]:
    return [one.code for one in rules.hints(facts, today)]


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (10_000_000, ["proof.receipt"]),
        (10_000_001, ["proof.kwitansi"]),
        (50_000_000, ["proof.kwitansi"]),
        (50_000_001, ["proof.order", "method.catalogue"]),
        (200_000_000, ["proof.order", "method.catalogue"]),
        (200_000_001, ["proof.contract", "method.small", "method.catalogue"]),
    ],
)
def test_proofs_follow_from_the_value(total: int, expected: list[str]) -> None:
    assert codes(replace(PLAIN, total=total)) == expected


def test_money_that_is_not_public_has_no_proof_by_value() -> None:
    assert codes(replace(PLAIN, total=300_000_000, funds=Funds.PRIVATE)) == []


def test_sources_that_contradict_each_other_are_told_as_such() -> None:
    found = {one.code: one for one in rules.hints(replace(PLAIN, total=60_000_000), TODAY)}
    hint = found["method.catalogue"]
    assert (hint.confidence, hint.doubt) == (Confidence.CONFLICT, "sumbernya berbeda-beda")
    assert "Rp100 juta" in hint.sentence
    assert "Rp400 juta" in hint.sentence
    assert codes(replace(PLAIN, total=60_000_000, method=Method.CATALOGUE)) == ["proof.order"]


def test_officials_report_within_thirty_office_days_by_the_holidays() -> None:
    """domain.md 6.4: received on Monday, 23 November 2026, the last day is 8 January 2027."""
    assert rules.office_days_later(TODAY, 30) == date(2027, 1, 8)
    [hint] = [
        one for one in rules.hints(replace(PLAIN, kinds=OFFICIALS), TODAY) if one.code == "report.within"
    ]
    assert hint.sentence == (
        "Pejabat atau ASN yang perlu melapor punya 30 hari kerja sejak menerima: "
        "dihitung dari serah terima, sampai 8 Januari 2027."
    )


def test_beyond_the_known_holidays_no_day_is_reckoned() -> None:
    late = replace(PLAIN, kinds=OFFICIALS, received_on=date(2027, 12, 20))
    [hint] = [one for one in rules.hints(late, TODAY) if one.code == "report.within"]
    assert hint.sentence.endswith("sampai hari yang dihitung UPG Anda.")


def test_who_receives_decides_of_reports_and_who_was_not_named_may_be_an_official() -> None:
    reports = ["report.within", "report.documents", "report.values"]
    assert codes(PLAIN) == ["proof.receipt"]
    assert codes(replace(PLAIN, kinds=OFFICIALS)) == ["proof.receipt", *reports]
    assert codes(replace(PLAIN, unsaid=True)) == ["proof.receipt", *reports]
    shared = replace(PLAIN, kinds=OFFICIALS, for_everybody=True)
    assert codes(shared) == ["proof.receipt", *reports, "report.everybody"]


def test_the_rule_of_2026_holds_from_its_own_day_on() -> None:
    facts = replace(PLAIN, kinds=OFFICIALS)
    before, after = rules.hints(facts, date(2026, 1, 13)), rules.hints(facts, date(2026, 1, 14))
    told = [next(one.sentence for one in some if one.code == "report.documents") for some in (before, after)]
    assert told == [
        "Kelengkapan laporan disusulkan paling lama 30 hari kerja sejak melapor.",
        "Kelengkapan laporan disusulkan paling lama 20 hari kerja sejak melapor.",
    ]
    assert "report.values" not in [one.code for one in before]


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**9), st.sampled_from(Funds), st.sampled_from(Method), st.booleans(), st.booleans())
def test_a_row_dated_tomorrow_changes_nothing_today(
    total: int, funds: Funds, method: Method, unsaid: bool, shared: bool
) -> None:
    facts = replace(PLAIN, total=total, funds=funds, method=method, unsaid=unsaid, for_everybody=shared)
    tomorrow = TODAY + timedelta(days=1)
    later = [replace(one, valid_from=tomorrow, sentence="Baru.") for one in rules.rows()]
    new = Row(code="x", valid_from=tomorrow, confidence=Confidence.SINGLE, source="x", sentence="Baru.")
    among = [*rules.rows(), *later, new]
    assert rules.hints(facts, TODAY, among) == rules.hints(facts, TODAY)
    assert {one.sentence for one in rules.hints(facts, tomorrow, among) if one.code == "x"} <= {"Baru."}


CLAIMS = re.compile(
    r"\b(aman|boleh|sah|legal|bebas|diizinkan|diperkenankan|halal|pasti|dijamin|tidak perlu|tidak wajib|sesuai aturan)\b",
    re.I,
)


def test_no_hint_ever_says_that_something_is_allowed() -> None:
    for text in (
        rules.WHO_DECIDES,
        *rules.CONFIDENCE_WORDS.values(),
        *(one.sentence for one in rules.rows()),
    ):
        assert not CLAIMS.search(text), text
    assert rules.WHO_DECIDES == "Batas dan kewajiban lapor ditentukan UPG Anda."


def test_every_row_says_where_it_comes_from() -> None:
    assert all(one.source and one.sentence.endswith(".") for one in rules.rows())
    assert len({(one.code, one.valid_from) for one in rules.rows()}) == len(rules.rows())
