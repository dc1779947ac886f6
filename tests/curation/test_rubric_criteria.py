"""A draft of the rubric judges something more, something no longer, something again; rounds of before keep what they were judged by."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.curation.models import RubricVersion
from app.curation.queries import rounds
from app.curation.queries import rubrics as queries
from app.curation.rules import criteria
from app.curation.rules import rubric as rules
from app.curation.rules.criteria import reach_of
from app.curation.rules.rubric import HIGHEST, BadRubric, Criterion, Family, Grade, Rubric
from app.curation.rules.scoring import result_of
from app.curation.service import rubrics as service
from app.db.journal import JournalEntry
from tests.support import scores, world
from tests.support.curators import a_curator
from tests.support.forms import filled

CRAFT = rules.first(Family.CRAFT)
TODAY = world.SUNDAY.date()
PAGE = "/kurator/rubrik/kriya/rancangan"
ANCHORS = ("Putus ditarik.", "Renggang.", "Kuat, tidak lurus.", "Kuat dan lurus.", "Kuat, lurus, dikunci.")


@pytest.fixture
def phone(db: Any) -> str:
    return a_curator(None, "Kurator Pusat")


@pytest.fixture
def national(phone: str) -> Actor:
    return world.actor(phone)


@pytest.fixture
def draft(national: Actor) -> RubricVersion:
    return service.begin(national, Family.CRAFT, None)


@pytest.fixture
def rows(count: Any) -> Any:
    return lambda: [count(table) for table in (RubricVersion, JournalEntry)]


def add(actor: Actor, name: str = "Kekuatan jahitan", *, part: str = "price", gate: int | None = None) -> str:
    look = "Tarik kedua sisinya pelan."
    return service.add(actor, Family.CRAFT, part, name=name, look=look, anchors=ANCHORS, gate=gate)


def put_in_force(national: Actor, draft: RubricVersion) -> None:
    service.try_out(national, Family.CRAFT)
    service.put_in_force(national, Family.CRAFT, TODAY, draft.tried_at)


def codes(rubric: Rubric, part: str) -> list[str]:
    aspect = rubric.aspect(part)
    assert aspect is not None
    return [one.code for one in aspect.criteria]


# -- in the draft ------------------------------------------------------------------------------------


def test_what_is_added_shares_its_aspects_weight_and_has_a_code_of_its_own(
    national: Actor, draft: RubricVersion
) -> None:
    assert add(national, gate=0) == "own_2_1"
    assert add(national, "Harga jual lagi") == "own_2_2"
    rubric = queries.as_rubric(draft)
    assert codes(rubric, "price") == ["price", "own_2_1", "own_2_2"]
    one = rubric.criterion("own_2_1")
    assert one == Criterion("own_2_1", "Kekuatan jahitan", "Tarik kedua sisinya pelan.", ANCHORS, 0)
    perfect = dict.fromkeys(rubric.codes, HIGHEST)
    assert result_of(rubric, perfect).score == 10_000
    assert result_of(rubric, {**perfect, "own_2_1": 0}).failed == ("own_2_1",)


def test_a_change_of_what_is_judged_asks_for_another_try_out(national: Actor, draft: RubricVersion) -> None:
    steps = (
        lambda: add(national),
        lambda: service.retire(national, Family.CRAFT, "care"),
        lambda: service.bring_back(national, Family.CRAFT, "care"),
    )
    for step in steps:
        service.try_out(national, Family.CRAFT)
        step()
        assert draft.tried_at is None


def test_what_is_retired_comes_back_as_it_read_and_where_it_stood(
    national: Actor, draft: RubricVersion
) -> None:
    before = codes(CRAFT, "label")
    assert before[:2] == ["tag", "care"]
    service.retire(national, Family.CRAFT, "tag")
    assert codes(queries.as_rubric(draft), "label") == before[1:]
    found = criteria.retired(queries.as_rubric(draft), queries.earlier(draft))
    assert [(one.aspect.code, one.criterion) for one in found] == [("label", CRAFT.criterion("tag"))]
    service.bring_back(national, Family.CRAFT, "tag")
    assert queries.as_rubric(draft).content() == CRAFT.content()


BAD: list[tuple[str, dict[str, Any], str]] = [
    ("name", {"name": ""}, "Tulis apa yang dinilai"),
    ("name", {"name": "x" * 61}, "paling banyak 60 huruf"),
    ("name", {"name": "harga WAJAR"}, "“Harga wajar” sudah ada di lembar ini"),
    ("look", {"look": ""}, "Tulis apa yang kurator lakukan"),
    ("anchor_own_2_1_3", {"anchors": (*ANCHORS[:3], " ", ANCHORS[4])}, "Tulis apa yang terlihat"),
    ("anchor_own_2_1_4", {"anchors": (*ANCHORS[:4], ANCHORS[0])}, "sama dengan nilai yang lain"),
    ("gate_own_2_1", {"gate": 3}, "Batas wajib hanya bisa"),
]


@pytest.mark.parametrize(("field", "change", "sentence"), BAD)
def test_what_is_no_criterion_changes_nothing(
    national: Actor, draft: RubricVersion, rows: Any, field: str, change: dict[str, Any], sentence: str
) -> None:
    before, content = rows(), dict(draft.content)
    given = {"name": "Kekuatan jahitan", "look": "Tarik pelan.", "anchors": ANCHORS, "gate": None}
    with pytest.raises(BadRubric, match=sentence) as refusal:
        service.add(national, Family.CRAFT, "price", **{**given, **change})
    assert refusal.value.field == field
    assert (rows(), draft.content) == (before, content)


def test_an_aspect_keeps_one_and_has_at_most_six(national: Actor, draft: RubricVersion, rows: Any) -> None:
    with pytest.raises(BadRubric, match="satu-satunya hal di Harga"):
        service.retire(national, Family.CRAFT, "price")
    for at in range(5):
        add(national, f"Hal {at}")
    before = rows()
    with pytest.raises(BadRubric, match="sudah punya 6 hal"):
        add(national, "Hal 6")
    assert rows() == before
    service.retire(national, Family.CRAFT, "price")
    with pytest.raises(NotFound):
        service.retire(national, Family.CRAFT, "price")
    add(national, "Hal 6")
    with pytest.raises(BadRubric, match="sudah punya 6 hal"):
        service.bring_back(national, Family.CRAFT, "price")


def test_only_what_is_new_in_the_draft_gets_another_name(national: Actor, draft: RubricVersion) -> None:
    code = add(national)
    service.word(national, Family.CRAFT, "price", {}, {code: ("Jahitan kuat", "Tarik kuat.")})
    one = queries.as_rubric(draft).criterion(code)
    assert one is not None and (one.name, one.look) == ("Jahitan kuat", "Tarik kuat.")
    with pytest.raises(BadRubric, match="sudah ada") as refusal:
        service.word(national, Family.CRAFT, "price", {}, {code: ("Harga wajar", "Tarik.")})
    assert refusal.value.field == f"name_{code}"
    with pytest.raises(NotFound):
        service.word(national, Family.CRAFT, "price", {}, {"price": ("Harga murah", "Lihat.")})


@pytest.mark.parametrize("step", ["add", "retire", "bring_back"])
def test_a_curator_of_a_region_adds_and_retires_nothing(draft: RubricVersion, rows: Any, step: str) -> None:
    hers = world.actor(world.CURATOR)
    do = {
        "add": lambda: add(hers),
        "retire": lambda: service.retire(hers, Family.CRAFT, "care"),
        "bring_back": lambda: service.bring_back(hers, Family.CRAFT, "care"),
    }
    before = rows()
    with pytest.raises(RuleBroken, match="diubah oleh kurator pusat"):
        do[step]()
    assert rows() == before


# -- in force -----------------------------------------------------------------------------------------


def test_a_round_that_was_begun_keeps_its_version_and_the_next_has_the_new_one(national: Actor) -> None:
    maker, curator = world.actor(world.SELLER), world.actor(world.CURATOR)
    _, begun = world.a_submitted_product(maker, name="Keset Dulu")
    scores.score(curator, begun.id, price=3)
    draft = service.begin(national, Family.CRAFT, None)
    code = add(national)
    service.retire(national, Family.CRAFT, "care")
    put_in_force(national, draft)
    _, later = world.a_submitted_product(maker, name="Keset Nanti")
    scores.approve(curator, begun.id, price=3)
    scores.approve(curator, later.id, **{code: 1})
    old, new = (scores.sheet_of(curator, one.id) for one in (begun, later))
    assert (old.rubric.version, "care" in old.marks, code in old.marks) == ("1", True, False)
    assert (new.rubric.version, "care" in new.marks, code in new.marks) == ("2", False, True)
    # the price weighs 5: it had 3 of 4 alone, and now shares it with what has 1 of 4
    assert [rounds.get(one.id).score for one in (begun, later)] == [9_875, 9_812]


def test_a_code_is_never_given_twice(national: Actor, draft: RubricVersion) -> None:
    code = add(national)
    service.retire(national, Family.CRAFT, code)
    service.drop(national, Family.CRAFT)
    again = service.begin(national, Family.CRAFT, None)
    assert add(national) == "own_3_1"
    put_in_force(national, again)
    third = service.begin(national, Family.CRAFT, None)
    service.retire(national, Family.CRAFT, "own_3_1")
    found = criteria.retired(queries.as_rubric(third), queries.earlier(third))
    assert [one.criterion.code for one in found] == ["own_3_1"]
    assert add(national) == "own_4_1"


# -- the try-out --------------------------------------------------------------------------------------


def test_the_try_out_reckons_what_nobody_has_scored_with_nothing_and_with_all(national: Actor) -> None:
    maker, curator = world.actor(world.SELLER), world.actor(world.CURATOR)
    _, opened = world.a_submitted_product(maker, name="Keset Coba")
    scores.approve(curator, opened.id, story=0)
    draft = service.begin(national, Family.CRAFT, None)
    part = next(one.aspect.code for one in result_of(CRAFT, {}).parts if one.aspect.code == "quality")
    add(national, part=part, gate=0)
    (one,) = (each for each in service.tried(national, draft) if each.sample.name == "Keset Coba")
    assert (one.now.is_certain, one.now.low.score, one.now.low.grade) == (True, 8_800, Grade.A)
    assert (one.then.low.score, one.then.low.grade, one.then.low.failed) == (8_300, Grade.B, ("own_2_1",))
    assert (one.then.high.score, one.then.high.grade, one.then.high.failed) == (8_800, Grade.A, ())
    assert one.changes


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_whatever_is_scored_later_lies_within_the_reach(data: st.DataObject) -> None:
    known = data.draw(st.sets(st.sampled_from(sorted(CRAFT.codes))))
    full = {code: data.draw(st.integers(0, HIGHEST)) for code in sorted(CRAFT.codes)}
    reach = reach_of(CRAFT, {code: full[code] for code in known})
    result = result_of(CRAFT, full)
    assert reach.low.score <= result.score <= reach.high.score
    assert set(reach.high.failed) <= set(result.failed) <= set(reach.low.failed)
    assert reach.is_certain == (known == CRAFT.codes)


# -- at the door --------------------------------------------------------------------------------------


def test_she_adds_and_retires_on_the_pages(signed_in: Any, phone: str, draft: RubricVersion) -> None:
    browser = signed_in(phone)
    there = f"{PAGE}/hal/tambah/price"
    assert f'href="{there}"' in browser.get(PAGE).text
    typed = {f"anchor_{score}": words for score, words in enumerate(ANCHORS)}
    answer = browser.send(
        there, **{**typed, "anchor_2": ANCHORS[1]}, name="<i>Kuat</i>", look="Tarik.", gate="1"
    )
    assert answer.status_code == 200 and "sama dengan nilai yang lain" in answer.text
    kept = filled(answer.text, "name")
    assert (kept["name"], kept["anchor_4"], kept["gate"]) == (["<i>Kuat</i>"], [ANCHORS[4]], ["1"])
    answer = browser.send(there, **typed, name="<i>Kuat</i>", look="Tarik.", gate="1")
    assert (answer.status_code, answer.location) == (303, f"{PAGE}#kata-price")
    page = browser.get(PAGE).text
    assert "&lt;i&gt;Kuat&lt;/i&gt;" in page and "<i>Kuat" not in page
    assert filled(page, "name_own_2_1")["gate_own_2_1"] == ["1"]
    browser.send(PAGE, to=f"{PAGE}/hal/care/berhenti")
    assert "Tidak dinilai di rancangan ini" in browser.get(PAGE).text
    assert codes(queries.as_rubric(draft), "label") == [one for one in codes(CRAFT, "label") if one != "care"]
    browser.send(PAGE, to=f"{PAGE}/hal/care/pakai")
    assert "Tidak dinilai di rancangan ini" not in browser.get(PAGE).text
    with clock.at(world.SUNDAY + timedelta(minutes=1)):
        browser.send(PAGE, to=f"{PAGE}/coba")
    assert "Hal yang baru belum pernah dinilai" in browser.get(PAGE).text


def test_the_pages_are_for_who_may_change_it(signed_in: Any, draft: RubricVersion) -> None:
    browser = signed_in(world.CURATOR)
    assert browser.get(f"{PAGE}/hal/tambah/price").status_code == 404
    token = browser.token("/akun")
    browser.post(f"{PAGE}/hal/care/berhenti", data={"csrf_token": token})
    assert queries.as_rubric(draft).content() == CRAFT.content()
