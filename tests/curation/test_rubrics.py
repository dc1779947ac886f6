"""Changing the rubric: a draft, a try-out on judged goods, a day from which it counts, and nothing ever rewritten."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.curation.models import RubricVersion
from app.curation.queries import rubrics as queries
from app.curation.rules import rubric as rules
from app.curation.rules.rubric import BadRubric, Family, Grade, RubricState
from app.curation.service import rubrics as service
from app.db.journal import JournalEntry
from tests.support import scores, world
from tests.support.curators import a_curator
from tests.support.forms import filled

CRAFT = rules.first(Family.CRAFT)
TODAY = world.SUNDAY.date()
PAGE = "/kurator/rubrik/kriya/rancangan"


@pytest.fixture
def phone(db: Any) -> str:
    return a_curator(None, "Kurator Pusat")


@pytest.fixture
def national(phone: str) -> Actor:
    return world.actor(phone)


@pytest.fixture
def rows(count: Any) -> Any:
    return lambda: [count(table) for table in (RubricVersion, JournalEntry)]


def set_in_force(national: Actor, begins: date, *, region: str | None = None, price: int = 1) -> str:
    """A version in which the price weighs this and the making the rest."""
    draft = service.begin(national, Family.CRAFT, region)
    weights = {"quality": 30 - price, "price": price}
    service.weigh(national, Family.CRAFT, weights, {Grade.A: 90, Grade.B: 70, Grade.C: 55})
    service.try_out(national, Family.CRAFT)
    service.put_in_force(national, Family.CRAFT, begins, draft.tried_at)
    return str(draft.number)


def test_a_draft_reads_like_the_version_in_force_and_counts_for_nobody(national: Actor) -> None:
    draft = service.begin(national, Family.CRAFT, None)
    assert (draft.number, draft.state, draft.tried_at) == (2, RubricState.DRAFT, None)
    assert queries.as_rubric(draft).content() == CRAFT.content()
    assert queries.in_force(Family.CRAFT, world.VILLAGE, TODAY) == CRAFT


def test_there_is_one_draft_at_a_time_for_each_family(national: Actor, rows: Any) -> None:
    service.begin(national, Family.CRAFT, None)
    before = rows()
    with pytest.raises(RuleBroken, match="Sudah ada rancangan"):
        service.begin(national, Family.CRAFT, "36")
    assert rows() == before
    assert service.begin(national, Family.FOOD, None).number == 2


def test_from_its_day_on_the_new_version_counts_and_the_old_one_stays_readable(national: Actor) -> None:
    number = set_in_force(national, TODAY + timedelta(days=2))
    found = [
        queries.in_force(Family.CRAFT, world.VILLAGE, TODAY + timedelta(days=days)).version
        for days in (1, 2, 30)
    ]
    assert found == ["1", number, number]
    assert queries.version(Family.CRAFT, "1") == CRAFT
    assert queries.version(Family.CRAFT, number).grades[Grade.A] == 90
    assert queries.in_force(Family.FOOD, world.VILLAGE, TODAY + timedelta(days=30)).version == "1"


def test_a_regions_own_version_comes_before_the_countrys(national: Actor) -> None:
    own = set_in_force(national, TODAY, region="36", price=2)
    country = set_in_force(national, TODAY, price=3)
    found = [
        queries.in_force(Family.CRAFT, code, TODAY).version for code in (world.VILLAGE, world.SURABAYA, "36")
    ]
    assert found == [own, country, own]


@pytest.mark.parametrize("step", ["begin", "weigh", "word", "try", "force", "drop"])
def test_a_curator_of_a_region_reads_and_changes_nothing(national: Actor, rows: Any, step: str) -> None:
    hers = world.actor(world.CURATOR)
    if step != "begin":
        service.begin(national, Family.CRAFT, None)
    do = {
        "begin": lambda: service.begin(hers, Family.CRAFT, "36"),
        "weigh": lambda: service.weigh(hers, Family.CRAFT, {}, CRAFT.grades),
        "word": lambda: service.word(hers, Family.CRAFT, "price", {}),
        "try": lambda: service.try_out(hers, Family.CRAFT),
        "force": lambda: service.put_in_force(hers, Family.CRAFT, TODAY, None),
        "drop": lambda: service.drop(hers, Family.CRAFT),
    }
    before = rows()
    with pytest.raises(RuleBroken, match="diubah oleh kurator pusat"):
        do[step]()
    assert rows() == before


BAD = [
    ({"price": 6}, CRAFT.grades, "Jumlah bobotnya 101"),
    ({}, {Grade.A: 55, Grade.B: 70, Grade.C: 85}, "Nilai A harus lebih tinggi"),
]


@pytest.mark.parametrize(("weights", "grades", "sentence"), BAD)
def test_weights_that_make_no_rubric_change_nothing(
    national: Actor, rows: Any, weights: dict[str, int], grades: dict[Grade, int], sentence: str
) -> None:
    draft = service.begin(national, Family.CRAFT, None)
    before, content = rows(), dict(draft.content)
    with pytest.raises(BadRubric, match=sentence):
        service.weigh(national, Family.CRAFT, weights, grades)
    assert (rows(), draft.content) == (before, content)


def test_words_and_gates_are_changed_within_their_aspect(national: Actor) -> None:
    service.begin(national, Family.CRAFT, None)
    anchors = ("Buruk.", "Kurang.", "Cukup.", "Baik.", "Baik sekali.")
    service.word(national, Family.CRAFT, "price", {"price": (anchors, 1)})
    draft = queries.draft(Family.CRAFT)
    assert draft is not None
    one = queries.as_rubric(draft).criterion("price")
    assert one is not None
    assert (one.anchors, one.gate) == (anchors, 1)
    with pytest.raises(NotFound):
        service.word(national, Family.CRAFT, "price", {"story": (anchors, None)})


# -- never without a try-out of this very draft ---------------------------------------------------


def test_a_draft_that_was_not_tried_cannot_count(national: Actor, rows: Any) -> None:
    service.begin(national, Family.CRAFT, None)
    before = rows()
    with pytest.raises(BadRubric, match="Coba dulu"):
        service.put_in_force(national, Family.CRAFT, TODAY, None)
    assert rows() == before


def test_a_change_after_the_try_out_asks_for_another(national: Actor) -> None:
    draft = service.begin(national, Family.CRAFT, None)
    service.try_out(national, Family.CRAFT)
    shown = draft.tried_at
    service.weigh(national, Family.CRAFT, {}, CRAFT.grades)
    assert draft.tried_at == shown  # nothing new was said
    service.weigh(national, Family.CRAFT, {"quality": 29, "price": 1}, CRAFT.grades)
    assert draft.tried_at is None
    with clock.at(world.SUNDAY + timedelta(minutes=5)):
        service.try_out(national, Family.CRAFT)
    with pytest.raises(BadRubric, match="berubah sejak dicoba"):
        service.put_in_force(national, Family.CRAFT, TODAY, shown)
    service.put_in_force(national, Family.CRAFT, TODAY, draft.tried_at)
    assert draft.state is RubricState.SET


def test_nothing_reaches_back(national: Actor, rows: Any) -> None:
    draft = service.begin(national, Family.CRAFT, None)
    service.try_out(national, Family.CRAFT)
    before = rows()
    with pytest.raises(BadRubric, match="hari kemarin"):
        service.put_in_force(national, Family.CRAFT, TODAY - timedelta(days=1), draft.tried_at)
    assert rows() == before


def test_the_try_out_shows_whose_grade_would_change(national: Actor, db: Any) -> None:
    maker, curator = world.actor(world.SELLER), world.actor(world.CURATOR)
    for name, price in (("Keset Mahal", 0), ("Keset Murah", 4)):
        _, opened = world.a_submitted_product(maker, name=name)
        scores.approve(curator, opened.id, points=4, price=price, story=0)
    draft = service.begin(national, Family.CRAFT, None)
    service.weigh(national, Family.CRAFT, {"quality": 29, "price": 1}, CRAFT.grades)
    found = {one.sample.name: one for one in service.tried(national, draft)}
    dear = found["Keset Mahal"]
    assert (dear.now.low.score, dear.now.low.grade) == (8_300, Grade.B)
    assert (dear.then.low.score, dear.then.low.grade, dear.changes) == (8_700, Grade.A, True)
    assert found["Keset Murah"].changes is False
    assert service.tried(national, draft)[0].sample.name == "Keset Mahal"


# -- history --------------------------------------------------------------------------------------


TAMPERING = [
    "UPDATE rubrics SET content = '{}'",
    "UPDATE rubrics SET begins_on = '2026-01-01'",
    "UPDATE rubrics SET state = 'draft', begins_on = NULL, decided_at = NULL, decided_by_id = NULL",
    "DELETE FROM rubrics",
    "TRUNCATE rubrics",
]


@pytest.mark.parametrize("statement", TAMPERING)
def test_the_database_refuses_to_rewrite_a_version(national: Actor, db: Any, statement: str) -> None:
    number = set_in_force(national, TODAY)
    with pytest.raises(sa.exc.DBAPIError, match=r"history|permission denied"), db.begin_nested():
        db.execute(sa.text(statement))
    db.expire_all()
    assert queries.in_force(Family.CRAFT, world.VILLAGE, TODAY).version == number


def test_a_dropped_draft_never_counts_and_makes_room_for_another(national: Actor) -> None:
    service.begin(national, Family.CRAFT, None)
    service.drop(national, Family.CRAFT)
    assert queries.draft(Family.CRAFT) is None
    assert service.begin(national, Family.CRAFT, None).number == 3
    assert queries.in_force(Family.CRAFT, world.VILLAGE, TODAY) == CRAFT


# -- at the door ----------------------------------------------------------------------------------


def test_from_draft_to_force_on_the_pages(signed_in: Any, phone: str, db: Any) -> None:
    browser = signed_in(phone)
    answer = browser.send("/kurator/rubrik/kriya")
    assert (answer.status_code, answer.location) == (303, PAGE)
    fields = filled(browser.get(PAGE).text, "weight_price")
    given = {name: values[0] for name, values in fields.items()}
    answer = browser.send(PAGE, to=f"{PAGE}/bobot", **{**given, "weight_price": "6"})
    assert "Jumlah bobotnya 101, harus 100. Kurangi 1 lagi." in answer.text
    assert filled(answer.text, "weight_price")["weight_price"] == ["6"]
    browser.send(PAGE, to=f"{PAGE}/bobot", **{**given, "weight_price": "1", "weight_quality": "29"})
    words = {name: one[0] for name, one in filled(browser.get(PAGE).text, "anchor_price_0").items()}
    answer = browser.send(PAGE, to=f"{PAGE}/kata/price", **{**words, "anchor_price_0": " "})
    assert "Tulis apa yang terlihat." in answer.text
    browser.send(PAGE, to=f"{PAGE}/kata/price", **{**words, "anchor_price_0": "<b>Rugi.</b>"})
    assert "Berlakukan versi 2" not in browser.get(PAGE).text
    browser.send(PAGE, to=f"{PAGE}/coba")
    shown = browser.get(PAGE).text
    assert "2 barang" in shown and "Keset Perca" in shown
    put = {name: one[0] for name, one in filled(shown, "tried").items()}
    answer = browser.send(PAGE, to=f"{PAGE}/berlakukan", **put, begins_on="2026-11-01")
    assert "Penilaian hari kemarin tidak bisa diubah lagi." in answer.text
    answer = browser.send(PAGE, to=f"{PAGE}/berlakukan", **put, begins_on="2026-11-22")
    assert (answer.status_code, answer.location) == (303, "/kurator/rubrik/kriya")
    page = browser.get("/kurator/rubrik/kriya").text
    assert "Berlaku sekarang: versi 2." in page and "Kurator Pusat" in page
    assert "&lt;b&gt;Rugi.&lt;/b&gt;" in page and "<b>Rugi." not in page
    assert "Harganya di bawah ongkos bahan" in browser.get("/kurator/rubrik/kriya/versi/1").text


def test_each_curator_reads_the_version_of_her_own_region(
    signed_in: Any, national: Actor, phone: str
) -> None:
    set_in_force(national, TODAY, region="36")
    found = [
        "Berlaku sekarang: versi 2." in signed_in(who).get("/kurator/rubrik/kriya").text
        for who in (world.CURATOR, a_curator("35"), phone)
    ]
    assert found == [True, False, False]


def test_a_curator_of_a_region_reads_the_sheet_and_has_no_buttons(signed_in: Any, national: Actor) -> None:
    service.begin(national, Family.CRAFT, None)
    browser = signed_in(world.CURATOR)
    page = browser.get("/kurator/rubrik/kriya").text
    assert "Jahitan, simpul, atau anyaman" in page and "Lanjutkan rancangan" not in page
    assert browser.get(PAGE).location == "/kurator/rubrik/kriya"
    given = {"csrf_token": browser.token("/akun"), "weight_price": "9"}
    assert browser.post(f"{PAGE}/bobot", data=given).status_code == 404
    assert [browser.get(f"/kurator/rubrik/{one}").status_code for one in ("obat", "kriya/versi/9")] == [
        404,
        404,
    ]
