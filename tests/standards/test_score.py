"""The points that software can count: what they are made of, what would add most, and that mending never takes any."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.kinds import CRAFT_OF, Category, Craft
from app.standards.rules.book import all_rules, rule_book
from app.standards.rules.findings import Basis, Finding, Severity
from app.standards.rules.score import PaperFacts, ScoreFacts, Tally, Unjudged, score
from app.standards.rules.tables import table

BOOK = rule_book(date(2026, 11, 21))
SEEN = {"stated": True, "form": True, "seen": True, "evidence": True}
PIRT = PaperFacts(kind="pirt", word="P-IRT", day=True, **SEEN)
HALAL = PaperFacts(kind="halal", word="Sertifikat halal", day=None, **SEEN)
NO_PIRT = PaperFacts(
    kind="pirt", word="P-IRT", stated=False, form=False, day=False, seen=False, evidence=False
)
CHECKED = frozenset({"offer.missing", "facts.packaging", "facts.halal"})
SNACK = ScoreFacts(
    category=Category.CAMILAN, findings=(), rule_book=BOOK, checked=CHECKED, papers=(PIRT, HALAL)
)
MAT = ScoreFacts(category=Category.KESET, findings=(), rule_book=BOOK, checked=CHECKED)


def raised(code: str, category: Category = Category.CAMILAN) -> Finding:
    """A finding of the book, its words filled with anything."""
    rule = BOOK.rule(code, category)
    assert rule is not None, code
    return Finding(code, rule.severity, rule.sentence, rule.next_step, rule.source, rule.field, rule.basis)


def other(code: str, severity: Severity, field: str = "") -> Finding:
    """A finding of a check outside the book."""
    return Finding(code, severity, f"{code}.", "Betulkan.", "Contoh", field)


def points(facts: ScoreFacts) -> dict[str, int]:
    return {part.key: part.points for part in score(facts).parts}


# -- what it is made of -----------------------------------------------------------------------------


def test_a_snack_without_anything_open_has_all_that_a_machine_can_count():
    full = score(SNACK)
    assert (full.points, full.possible, full.is_full) == (50, 50, True)
    assert [(part.key, part.points) for part in full.parts] == [
        ("papers", 100),
        ("label", 100),
        ("facts", 100),
        ("photos", 100),
    ]
    assert (full.lifts, full.waiting) == ((), ())
    label = full.parts[1]
    assert (label.law, label.house) == (Tally(9, 9), Tally(3, 3))


def test_a_mat_has_no_papers_and_a_person_judges_that_part():
    full = score(MAT)
    assert (full.points, full.possible, full.unjudged_points) == (20, 20, 80)
    assert [part.key for part in full.parts] == ["label", "facts", "photos"]
    assert full.unjudged[0] == Unjudged("Surat izin", "NIB, merek, dan surat lain kalau ada", 10)
    assert (full.parts[0].law, full.parts[0].house) == (Tally(1, 1), Tally(7, 7))


@pytest.mark.parametrize("category", Category)
def test_what_machines_count_and_what_people_judge_make_a_hundred(category: Category):
    papers = (PIRT, HALAL) if CRAFT_OF[category] is Craft.PANGAN else ()
    full = score(ScoreFacts(category=category, findings=(), rule_book=BOOK, papers=papers))
    assert full.possible + full.unjudged_points == 100
    assert [one.name for one in full.unjudged if one.what] == [one.name for one in full.unjudged]


def test_law_and_house_standard_are_counted_apart_and_law_weighs_twice():
    codes = ("label.net_quantity", "label.town", "brand.storage")
    found = score(replace(SNACK, findings=tuple(raised(code) for code in codes)))
    label = next(part for part in found.parts if part.key == "label")
    assert (label.law, label.house) == (Tally(7, 9), Tally(2, 3))
    # 21 weights: 2 × 2 lost whole, 1 × 60 % lost
    assert label.points == 100 * (2100 - 400 - 60) // 2100
    assert found.points == (50 * 2100 - 14 * 460) // 2100


@pytest.mark.parametrize(
    ("severity", "left"), [(Severity.TOLAK, 75), (Severity.PERIKSA, 80), (Severity.INFO, 85)]
)
def test_the_worse_a_finding_the_less_it_leaves_of_its_criterion(severity: Severity, left: int):
    facts = replace(MAT, findings=(other("facts.packaging", severity),))
    if severity is Severity.INFO:  # a remark that no rule stands behind costs nothing
        left = 100
    assert points(facts)["facts"] == left


def test_several_findings_in_one_criterion_cost_as_much_as_the_worst():
    one = replace(SNACK, findings=(raised("label.town"),))
    both = replace(SNACK, findings=(raised("label.maker"), raised("label.town")))
    assert score(one).points == score(both).points


def test_without_a_photo_the_photos_count_nothing():
    assert points(replace(MAT, findings=(raised("photos.none"),)))["photos"] == 0
    assert points(replace(MAT, findings=(raised("photos.few"),)))["photos"] == 94


def test_a_rule_that_only_informs_costs_nothing():
    told = raised("label.permit_not_needed")
    assert score(replace(SNACK, findings=(told,))).is_full
    assert score(replace(SNACK, findings=(other("pirt.same_number", Severity.INFO, "pirt"),))).is_full


def test_a_finding_that_nobody_foresaw_takes_from_the_part_it_belongs_to():
    doubt = other("photos.blurred_by_a_later_rule", Severity.PERIKSA)
    assert points(replace(MAT, findings=(doubt,)))["photos"] == 60
    stray = other("weather.rain", Severity.TOLAK)
    assert points(replace(MAT, findings=(stray,)))["facts"] == 50


# -- papers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({}, 100),
        ({"seen": False}, 77),
        ({"day": False}, 88),
        ({"seen": False, "day": False}, 66),
        ({"seen": False, "day": False, "form": False}, 55),
        ({"seen": False, "day": False, "form": False, "stated": False}, 44),
        ({"day": None}, 100),
    ],
)
def test_the_facts_of_a_paper_count_apart(changes: dict[str, Any], left: int):
    assert points(replace(SNACK, papers=(replace(PIRT, **changes), HALAL)))["papers"] == left


def test_what_is_said_of_a_number_opens_its_form_and_what_is_said_of_a_photo_that_it_be_seen():
    wrong = other("pirt.length", Severity.TOLAK, "pirt")
    assert points(replace(SNACK, findings=(wrong,)))["papers"] == 88
    unclear = other("papers.pirt.refused", Severity.TOLAK, "pirt")
    unseen = (replace(PIRT, seen=False), HALAL)
    assert points(replace(SNACK, findings=(unclear,), papers=unseen))["papers"] == 77


def test_a_paper_that_only_waits_for_a_curator_is_no_task_of_the_seller():
    waiting = score(replace(SNACK, papers=(replace(PIRT, seen=False), HALAL)))
    assert (waiting.lifts, waiting.waiting, waiting.is_full) == ((), ("P-IRT",), False)
    without_photo = score(replace(SNACK, papers=(replace(PIRT, seen=False, evidence=False), HALAL)))
    assert without_photo.waiting == ()
    assert [lift.finding.sentence for lift in without_photo.lifts] == [
        "Foto P-IRT belum dikirim, jadi kurator belum bisa mencocokkan."
    ]


# -- what would add most ----------------------------------------------------------------------------


def test_the_three_that_add_most_come_first_and_lead_to_where_they_are_mended():
    findings = tuple(raised(code) for code in ("photos.none", "label.town", "brand.storage", "label.permit"))
    found = score(replace(SNACK, findings=findings, papers=(NO_PIRT, HALAL)))
    assert [(lift.part, lift.gain, lift.finding.field) for lift in found.lifts] == [
        ("papers", 15, "pirt"),
        ("photos", 5, "photos"),
        ("label", 1, "town"),
    ]
    # of a paper that is not there the law's own sentence is said, once
    assert found.lifts[0].finding.code == "label.permit"


def test_halal_is_one_task_and_leads_to_the_papers():
    nothing = replace(NO_PIRT, kind="halal", word="Sertifikat halal", day=None)
    found = score(replace(SNACK, findings=(raised("label.halal_due"),), papers=(PIRT, nothing)))
    assert [(lift.finding.code, lift.finding.field) for lift in found.lifts] == [("label.halal_due", "halal")]


def test_never_three_of_one_kind_where_another_is_open():
    label = ("label.maker", "label.net_quantity", "label.best_before", "label.production_code")
    only = score(replace(SNACK, findings=tuple(raised(code) for code in label)))
    assert [lift.part for lift in only.lifts] == ["label"] * 3
    mixed = score(replace(SNACK, findings=tuple(raised(code) for code in (*label, "photos.narrow"))))
    assert [lift.part for lift in mixed.lifts] == ["label", "label", "photos"]


def test_a_gain_is_what_mending_would_add():
    findings = (raised("label.composition"), raised("label.maker"), other("offer.missing", Severity.TOLAK))
    before = score(replace(SNACK, findings=findings))
    for lift in before.lifts:
        left = tuple(one for one in findings if one.code != lift.finding.code)
        after = score(replace(SNACK, findings=left))
        assert abs(after.points - before.points - lift.gain) <= 1


# -- invariants -------------------------------------------------------------------------------------

FROM_BOOK = [(rule.code, rule.severity, rule.field, rule.basis) for rule in all_rules()]
OUTSIDE = [
    (code, severity, field, Basis.HOUSE)
    for code, field in (
        ("facts.packaging", "facts.packaging"), ("offer.missing", "offer"), ("offer.weight", "offer"),
        ("pirt.length", "pirt"), ("halal.year", "halal"), ("papers.pirt.evidence", "pirt"),
        ("papers.halal.number", "halal"), ("papers.pirt.refused", "pirt"), ("packaging.seal", ""), ("what", ""),
    )
    for severity in Severity
]  # fmt: skip
some_findings = st.lists(
    st.sampled_from(FROM_BOOK + OUTSIDE).map(
        lambda row: Finding(row[0], row[1], "Ada.", "Betulkan.", "Contoh", row[2], row[3])
    ),
    max_size=12,
)
flags = st.booleans()
some_papers = st.lists(
    st.builds(
        PaperFacts, kind=st.sampled_from(["pirt", "halal"]), word=st.just("Surat"), stated=flags, form=flags,
        day=st.none() | flags, seen=flags, evidence=flags,
    ),
    max_size=2, unique_by=lambda paper: paper.kind,
).map(tuple)  # fmt: skip
some_facts = st.builds(
    ScoreFacts,
    category=st.sampled_from(Category),
    findings=some_findings,
    rule_book=st.just(BOOK),
    checked=st.sets(st.sampled_from(sorted(CHECKED))).map(frozenset),
    papers=some_papers,
)
holds = settings(deadline=None, database=None, max_examples=60)


@holds
@given(some_facts)
def test_mending_any_one_finding_never_lowers_the_score(facts: ScoreFacts):
    before = score(facts)
    for place in range(len(facts.findings)):
        left = [*facts.findings[:place], *facts.findings[place + 1 :]]
        after = score(replace(facts, findings=left))
        assert after.possible == before.possible
        assert after.points >= before.points
        assert [one.points for one in after.parts] >= [one.points for one in before.parts]


@holds
@given(some_facts)
def test_a_paper_that_comes_further_never_lowers_the_score(facts: ScoreFacts):
    for place, paper in enumerate(facts.papers):
        for fact in ("stated", "form", "seen", "evidence") + (("day",) if paper.day is not None else ()):
            better = (*facts.papers[:place], replace(paper, **{fact: True}), *facts.papers[place + 1 :])
            assert score(replace(facts, papers=better)).points >= score(facts).points


@holds
@given(some_facts)
def test_all_points_are_there_exactly_when_nothing_is_open(facts: ScoreFacts):
    found = score(facts)
    notices = {rule.code for rule in BOOK.of(facts.category) if rule.notice}
    known = {rule.code for rule in BOOK.of(facts.category)}
    is_open = [
        one
        for one in facts.findings
        if one.code not in notices and (one.code in known or one.severity is not Severity.INFO)
    ]
    papers_done = all(
        paper.stated and paper.form and paper.seen and paper.day is not False for paper in facts.papers
    )
    assert found.is_full == (not is_open and papers_done)
    assert 0 <= found.points <= found.possible
    assert all((part.points == 100) <= (0 <= part.points <= 100) for part in found.parts)
    if not found.is_full:
        assert found.lifts or found.waiting


@holds
@given(some_facts)
def test_the_three_are_different_things_and_not_all_of_one_kind(facts: ScoreFacts):
    lifts = score(facts).lifts
    assert len(lifts) <= 3
    assert all(lift.gain >= 1 for lift in lifts)
    open_parts = {part.key for part in score(facts).parts if part.points < 100}
    if len(lifts) == 3 and len({lift.part for lift in lifts}) == 1:
        # whatever else is open waits for a curator
        assert open_parts - {lifts[0].part} <= {"papers", "label"}


# -- the table --------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", ["food", "goods"])
def test_the_weights_of_the_table_add_up_to_a_hundred(group: str):
    content = table("score")
    assert sum(row[group] for row in content["aspect"] + content["unjudged"]) == 100


def test_every_name_in_the_table_is_one_of_the_book():
    codes = {rule.code for rule in all_rules()}
    known = (
        codes | {rule.field for rule in all_rules()} | {code.partition(".")[0] for code in codes} | {"offer"}
    )
    assert set(table("score")["criterion"]) <= known
    assert {code for row in table("score")["aspect"] for code in row.get("voids", ())} <= codes
    assert set(table("score")["kept"]) == set(Severity)
