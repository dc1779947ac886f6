"""Changing the rule book from a day on: what may be changed, by whom, and that nothing of before is rewritten."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.base import clock
from app.base.kinds import Category
from app.curation.service import submitting
from app.db.journal import JournalEntry
from app.standards import queries, service
from app.standards.models import RuleChange
from app.standards.rules.book import Basis, Rule, all_rules, rule_book
from app.standards.rules.changes import ChangeRefused, check_change, example
from app.standards.rules.findings import Severity
from tests.support import world
from tests.support.forms import filled

TODAY = date(2026, 11, 22)
TOMORROW = TODAY + timedelta(days=1)
SNACKS = frozenset([Category.CAMILAN])
CHANGE = Rule(
    code="label.permit",
    categories=SNACKS,
    severity=Severity.INFO,
    basis=Basis.LAW,
    sentence="Tahan {days} hari, jadi sebaiknya ada P-IRT.",
    next_step="Tanya dinas kesehatan.",
    source="Surat edaran uji",
    field="pirt",
    valid_from=TOMORROW,
    helper="Kader uji",
)


def told(day: date, *changes: Rule, region: str = "", category: Category = Category.CAMILAN) -> str:
    rule = rule_book(day, region=region, changes=changes).rule("label.permit", category)
    assert rule
    return rule.source


ORIGINAL = told(TODAY)


def test_a_change_dated_tomorrow_changes_nothing_today():
    assert told(TODAY, CHANGE) == ORIGINAL
    assert told(TOMORROW, CHANGE) == "Surat edaran uji"
    assert rule_book(TODAY, changes=[CHANGE]).version == rule_book(TODAY).version == "1.0"
    assert rule_book(TOMORROW, changes=[CHANGE]).version == "1.1"


def test_when_a_change_ends_the_rule_of_before_is_back():
    change = replace(CHANGE, valid_until=TOMORROW)
    assert told(TOMORROW, change) == "Surat edaran uji"
    assert told(TOMORROW + timedelta(days=1), change) == ORIGINAL
    assert rule_book(TOMORROW + timedelta(days=1), changes=[change]).version == "1.1"


def test_a_change_speaks_only_of_its_categories():
    assert told(TOMORROW, CHANGE, category=Category.BUMBU) == ORIGINAL


def test_a_rule_of_one_region_stands_before_that_of_the_country_there_and_nowhere_else():
    here = replace(CHANGE, regions=frozenset(["36"]), source="Perda Banten")
    assert told(TOMORROW, here, CHANGE, region="36.71.05.1003") == "Perda Banten"
    assert told(TOMORROW, here, CHANGE, region="35.78") == "Surat edaran uji"
    assert told(TOMORROW, here) == ORIGINAL
    assert told(TOMORROW, here, region="36") == "Perda Banten"
    city = replace(here, regions=frozenset(["36.71"]), source="Perwal Tangerang")
    assert told(TOMORROW, city, here, region="36.71.05.1003") == "Perwal Tangerang"


def test_of_two_changes_of_one_day_the_later_made_counts():
    assert told(TOMORROW, CHANGE, replace(CHANGE, source="Ralat")) == "Ralat"


REFUSED = [
    (replace(CHANGE, severity=Severity.TOLAK), "severity"),
    (replace(CHANGE, sentence="Tahan {umur} hari."), "sentence"),
    (replace(CHANGE, next_step="Lihat {days.real}."), "next_step"),
    (replace(CHANGE, sentence="{days!r:>9999}"), "sentence"),
    (replace(CHANGE, sentence="{} hari"), "sentence"),
    (replace(CHANGE, sentence="Tahan {days hari."), "sentence"),
    (replace(CHANGE, valid_from=TODAY - timedelta(days=1)), "begins_on"),
    (replace(CHANGE, valid_until=TODAY), "ends_on"),
    (replace(CHANGE, categories=frozenset([Category.KESET])), "categories"),
    (replace(CHANGE, categories=frozenset()), "categories"),
]


@pytest.mark.parametrize(("change", "field"), REFUSED)
def test_what_cannot_enter_the_book_is_refused_beside_its_field(change: Rule, field: str):
    with pytest.raises(ChangeRefused) as refusal:
        check_change(change, [], today=TODAY)
    assert refusal.value.field == field
    assert refusal.value.message.endswith(".")


def test_a_change_may_not_reach_over_one_that_is_dated_later():
    later = replace(CHANGE, valid_from=date(2027, 1, 1))
    with pytest.raises(ChangeRefused, match="paling lambat 31-12-2026") as refusal:
        check_change(CHANGE, [later], today=TODAY)
    assert refusal.value.field == "ends_on"
    check_change(replace(CHANGE, valid_until=date(2026, 12, 31)), [later], today=TODAY)
    check_change(replace(later, valid_from=date(2027, 2, 1)), [later], today=TODAY)
    check_change(replace(CHANGE, regions=frozenset(["36"])), [later], today=TODAY)


def test_a_proven_rule_may_refuse():
    proven = next(rule for rule in all_rules() if rule.code == "label.composition")
    check_change(replace(proven, valid_from=TODAY), [], today=TODAY)


def test_every_rule_can_be_shown_with_example_facts():
    for rule in all_rules():
        assert "{" not in example(rule).sentence + example(rule).next_step


def test_a_change_is_written_down_with_its_maker_and_never_changed(db: Any) -> None:
    made = service.change_rule(world.actor(world.ADMIN), CHANGE)
    assert queries.changes("label.permit") == [CHANGE]
    assert made.made_by_id == world.actor(world.ADMIN).person_id
    assert db.scalar(sa.select(JournalEntry.facts).where(JournalEntry.what == "rule changed")) == {
        "code": "label.permit",
        "begins_on": "2026-11-23",
    }
    for attempt in ("UPDATE rule_changes SET source = 'lain'", "DELETE FROM rule_changes"):
        with pytest.raises(IntegrityError), db.begin_nested():
            db.execute(sa.text(attempt))


def test_a_refused_change_leaves_nothing(db: Any) -> None:
    with pytest.raises(ChangeRefused):
        service.change_rule(world.actor(world.ADMIN), REFUSED[0][0])
    assert db.scalar(sa.select(sa.func.count()).select_from(RuleChange)) == 0


def test_what_is_past_in_papua_is_past(db: Any) -> None:
    with clock.at(datetime(2026, 11, 22, 15, 30, tzinfo=UTC)):  # half past midnight of the 23rd in Papua
        with pytest.raises(ChangeRefused, match="hari ini atau sesudahnya"):
            service.change_rule(world.actor(world.ADMIN), replace(CHANGE, valid_from=TODAY))
        service.change_rule(world.actor(world.ADMIN), CHANGE)


PLACES = [("91.03.01.1001", 9), ("11.71.01.2001", 7)]


@pytest.mark.parametrize(("village", "zone"), PLACES, ids=["Papua", "Aceh"])
def test_a_change_begins_at_midnight_of_the_makers_region_and_the_round_keeps_its_version(
    db: Any, village: str, zone: int
) -> None:
    service.change_rule(world.actor(world.ADMIN), CHANGE)
    maker = world.a_maker("Ibu Jauh", skills=("Olahan camilan",))
    world.a_gerai(maker, "Gerai Jauh", village=village)
    midnight = datetime(2026, 11, 23, tzinfo=UTC) - timedelta(hours=zone)
    found = []
    for number, moment in enumerate([midnight - timedelta(minutes=1), midnight]):
        with clock.at(moment):
            draft = world.a_product(maker, name=f"Keripik {number}", category=Category.CAMILAN)
            opened = submitting.submit(maker, draft.slug)
        row = next(one for one in opened.findings if one["code"] == "label.permit")
        found.append((opened.book_version, row["severity"], row["helper"]))
    assert found == [
        ("1.0", "periksa", "Dinas Kesehatan atau DPMPTSP kabupaten/kota"),
        ("1.1", "info", "Kader uji"),
    ]


@pytest.mark.parametrize(("village", "zone"), PLACES, ids=["Papua", "Aceh"])
def test_halal_is_due_from_midnight_of_the_makers_region(db: Any, village: str, zone: int) -> None:
    maker = world.a_maker("Ibu Jauh", skills=("Olahan camilan",))
    world.a_gerai(maker, "Gerai Jauh", village=village)
    midnight = datetime(2026, 10, 18, tzinfo=UTC) - timedelta(hours=zone)
    weights = []
    for number, moment in enumerate([midnight - timedelta(minutes=1), midnight]):
        with clock.at(moment):
            draft = world.a_product(maker, name=f"Keripik {number}", category=Category.CAMILAN)
            findings = submitting.submit(maker, draft.slug).findings
        weights.append([one["severity"] for one in findings if one["code"] == "label.halal_due"])
    assert weights == [["info"], ["periksa"]]


def test_the_admin_looks_first_and_then_changes_a_rule(signed_in: Any, db: Any) -> None:
    browser = signed_in(world.ADMIN)
    assert "Versi 1.0" in browser.get("/admin/aturan").text
    address = "/admin/aturan/label.permit"
    page = browser.get(address).text
    assert "Masa simpannya 90 hari, lebih dari 7, dan nomor izin edarnya belum ada." in page
    typed = filled(page, "sentence") | {"sentence": "Tahan {days} hari, <b>urus</b> P-IRT."}
    assert typed["begins_on"] == ["2026-11-23"]
    seen = browser.send(address, **typed, lihat="ya").text
    assert "Tahan 90 hari, &lt;b&gt;urus&lt;/b&gt; P-IRT." in seen
    assert db.scalar(sa.select(sa.func.count()).select_from(RuleChange)) == 0
    assert browser.send(address, **typed).status_code == 303
    page = browser.get(address).text
    assert "mulai 23 November 2026" in page and "Dicatat Ani Admin" in page
    assert "Akan berlaku" in browser.get("/admin/aturan").text


def test_a_change_for_one_region_says_where_it_holds(signed_in: Any, db: Any) -> None:
    browser = signed_in(world.ADMIN)
    address = "/admin/aturan/label.permit"
    typed = filled(browser.get(address).text, "sentence") | {"place": "36", "place_words": "Banten"}
    assert browser.send(address, **typed).status_code == 303
    (change,) = queries.changes("label.permit")
    assert change.regions == {"36"}
    assert "Hanya di Banten" in browser.get(address).text
    with clock.at(datetime(2026, 11, 23, 3, 0, tzinfo=UTC)):
        assert "hanya di Banten" in browser.get("/admin/aturan").text


def test_a_refused_change_keeps_what_was_typed(signed_in: Any, db: Any) -> None:
    browser = signed_in(world.ADMIN)
    address = "/admin/aturan/label.permit"
    typed = filled(browser.get(address).text, "sentence")
    typed |= {"sentence": ["Tahan {umur} hari."], "severity": ["tolak"]}
    page = browser.send(address, **typed).text
    assert "belum terbukti dari dua sumber" in page
    assert "Tahan {umur} hari." in page
    assert db.scalar(sa.select(sa.func.count()).select_from(RuleChange)) == 0


def test_a_code_that_no_check_knows_has_no_page(signed_in: Any) -> None:
    assert signed_in(world.ADMIN).get("/admin/aturan/label.rahasia").status_code == 404


def test_the_curator_reads_by_which_book_a_round_was_checked_and_who_can_help(
    signed_in: Any, db: Any
) -> None:
    _, opened = world.a_submitted_product(
        world.actor(world.SELLER), name="Keripik Uji", category=Category.CAMILAN
    )
    page = signed_in(world.CURATOR).get(f"/kurator/tinjauan/{opened.id}").text
    assert "Dinilai dengan buku aturan versi 1.0" in page
    assert "Bisa dibantu: Dinas Kesehatan atau DPMPTSP kabupaten/kota." in page
