"""From scores to points, grade and gates: exact whole numbers, and a better score never costs anything."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.errors import RuleBroken
from app.curation.rules import rubric as rules
from app.curation.rules.reasons import all_reasons, chosen, offered
from app.curation.rules.rubric import BadRubric, Family, Grade, Rubric
from app.curation.rules.scoring import (
    BadScore,
    Mark,
    NotApprovable,
    check_approvable,
    check_marks,
    points_words,
    result_of,
    stands_against,
    way_up,
)

FOOD, CRAFT = rules.first(Family.FOOD), rules.first(Family.CRAFT)
BOTH = st.sampled_from([FOOD, CRAFT])


def every(rubric: Rubric, score: int, **other: int) -> dict[str, int]:
    return {one.code: other.get(one.code, score) for one in rubric.criteria}


# -- the first version ----------------------------------------------------------------------------


@pytest.mark.parametrize("rubric", [FOOD, CRAFT], ids=["food", "craft"])
def test_the_first_version_is_a_sound_rubric_of_ten_to_fourteen_criteria(rubric: Rubric) -> None:
    rules.check(rubric)
    assert rubric.version == "1"
    assert 10 <= len(list(rubric.criteria)) <= 14
    assert rubric.grades == {Grade.A: 85, Grade.B: 70, Grade.C: 55}


def test_the_weights_are_those_of_the_reference() -> None:
    weights = {family: [one.weight for one in rules.first(family).aspects] for family in Family}
    assert weights == {
        Family.FOOD: [25, 20, 20, 15, 8, 5, 5, 2],
        Family.CRAFT: [10, 15, 15, 25, 10, 12, 8, 5],
    }


def test_every_anchor_is_one_short_line_that_ends_as_a_sentence() -> None:
    for rubric in (FOOD, CRAFT):
        for one in rubric.criteria:
            for words in (*one.anchors, one.look):
                assert len(words) <= 66, words
                assert re.match(r"[A-Z].*[.?]$", words), words


def test_what_is_kept_of_a_rubric_reads_as_the_same() -> None:
    for rubric in (FOOD, CRAFT):
        assert rules.read("1", rubric.family, rubric.content()) == rubric


# -- results --------------------------------------------------------------------------------------


EXACT = [
    (FOOD, every(FOOD, 4), 10_000, Grade.A),
    (FOOD, every(FOOD, 3), 7_500, Grade.B),
    (FOOD, every(FOOD, 2), 5_000, Grade.D),
    (FOOD, every(FOOD, 0), 0, Grade.D),
    # one of three criteria of 20 points, one step: 20/12 = 1,666… is cut
    (FOOD, every(FOOD, 4, seal=3), 9_833, Grade.A),
    # both of 25 points at nothing
    (FOOD, every(FOOD, 4, permit=0, halal=0), 7_500, Grade.B),
    (CRAFT, every(CRAFT, 4, story=0), 8_800, Grade.A),
    (CRAFT, every(CRAFT, 4, story=0, price=0), 8_300, Grade.B),
]


@pytest.mark.parametrize(("rubric", "scores", "points", "grade"), EXACT)
def test_scores_come_to_exact_points(
    rubric: Rubric, scores: dict[str, int], points: int, grade: Grade
) -> None:
    found = result_of(rubric, scores)
    assert (found.score, found.grade) == (points, grade)


def test_a_grade_begins_exactly_at_its_threshold() -> None:
    scores = every(CRAFT, 4, story=0, price=2)
    assert result_of(CRAFT, scores).score == 8_550
    for least, grade in ((85, Grade.A), (86, Grade.B)):
        edge = CRAFT.weighing({}, {Grade.A: least, Grade.B: 70, Grade.C: 55})
        assert result_of(edge, scores).grade is grade
    assert result_of(CRAFT, every(CRAFT, 4, story=0, price=2, capacity=3)).grade is Grade.B  # 83,5


def test_what_is_not_scored_counts_nothing_yet_and_gives_no_grade() -> None:
    found = result_of(FOOD, {"permit": 4, "halal": 2})
    assert (found.score, found.grade, found.is_complete) == (1_875, None, False)
    assert [(part.aspect.code, part.earned, part.missing) for part in found.parts[:2]] == [
        ("papers", 1_875, 0),
        ("label", 0, 3),
    ]
    assert [part.words for part in found.parts[:2]] == ["baik", "belum selesai"]


def test_a_gate_fails_at_its_score_and_checks_stand_behind_the_criteria() -> None:
    found = result_of(FOOD, every(FOOD, 4, seal=0, clean=0, taste=0), ["paper.pirt"])
    assert found.failed == ("seal", "clean", "paper.pirt")
    assert result_of(FOOD, every(FOOD, 4, seal=1)).failed == ()


@pytest.mark.parametrize("score", [-1, 5])
def test_a_score_that_has_no_anchor_is_none(score: int) -> None:
    with pytest.raises(ValueError, match="permit"):
        result_of(FOOD, {"permit": score})


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_raising_a_score_never_lowers_the_result(data: st.DataObject) -> None:
    rubric = data.draw(BOTH)
    scores = {one.code: data.draw(st.integers(0, 4)) for one in rubric.criteria}
    raised = data.draw(st.sampled_from([code for code in scores]))
    better = {**scores, raised: data.draw(st.integers(scores[raised], 4))}
    before, after = result_of(rubric, scores), result_of(rubric, better)
    assert after.score >= before.score
    assert before.grade is not None and after.grade is not None
    assert after.grade <= before.grade  # "A" stands before "B"
    assert set(after.failed) <= set(before.failed)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_the_parts_add_up_to_the_whole(data: st.DataObject) -> None:
    rubric = data.draw(BOTH)
    scores = {one.code: data.draw(st.integers(0, 4)) for one in rubric.criteria}
    found = result_of(rubric, scores)
    lost = found.score - sum(part.earned for part in found.parts)
    assert 0 <= lost < len(found.parts)  # each part is cut by less than a hundredth
    assert 0 <= found.score <= 10_000


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_the_way_up_reaches_the_next_grade_and_not_with_a_step_less(data: st.DataObject) -> None:
    rubric = data.draw(BOTH)
    scores = {one.code: data.draw(st.integers(0, 4)) for one in rubric.criteria}
    now = result_of(rubric, scores)
    way = way_up(rubric, scores)
    if now.grade is Grade.A:
        assert way is None
        return
    assert way is not None
    wanted, lacking, steps = way
    assert (wanted < now.grade, lacking) == (True, rubric.grades[wanted] * 100 - now.score)
    raised = {**scores, **{step.criterion.code: step.then for step in steps}}
    assert result_of(rubric, raised).grade == wanted
    last = steps[-1]
    less = {**raised, last.criterion.code: last.then - 1}
    assert result_of(rubric, less).grade != wanted


def test_there_is_no_way_up_before_everything_is_scored() -> None:
    assert way_up(FOOD, {"permit": 2}) is None


# -- what may be noted down -----------------------------------------------------------------------


WRONG = [
    ({"permit": Mark(5)}, "permit", "Pilih nilai 0 sampai 4 untuk Izin edar P-IRT atau MD."),
    ({"permit": Mark(-1, "Tidak ada.")}, "permit", "Pilih nilai 0 sampai 4 untuk Izin edar P-IRT atau MD."),
    ({"joins": Mark(3)}, "joins", "Hal ini tidak ada di lembar nilai. Muat ulang halamannya."),
    (
        {"taste": Mark(1, "  ")},
        "taste",
        "Tulis apa yang terlihat pada Rasa, supaya penjual tahu mulai dari mana.",
    ),
    ({"taste": Mark(3, "k" * 301)}, "taste", "Terlalu panjang: paling banyak 300 huruf."),
]


@pytest.mark.parametrize(("marks", "criterion", "sentence"), WRONG)
def test_what_cannot_be_noted_down_says_why(marks: dict[str, Mark], criterion: str, sentence: str) -> None:
    with pytest.raises(BadScore) as refused:
        check_marks(FOOD, marks)
    assert (refused.value.criterion, refused.value.message) == (criterion, sentence)


def test_a_note_is_asked_for_below_two_only() -> None:
    check_marks(FOOD, {"taste": Mark(2), "clean": Mark(1, "Banyak remah."), "seal": Mark(0, "Bocor.")})


AGAINST = [
    (every(FOOD, 4), []),
    (
        {"permit": 4},
        [
            "Belum dinilai: Halal, Isi label, Tanggal dan kode produksi dan 10 hal lain. Lengkapi nilainya dulu."
        ],
    ),
    (
        every(FOOD, 4, seal=0),
        ["Tutup rapat belum memenuhi batas wajib. Minta perbaikan, lalu nilai lagi sesudahnya."],
    ),
    (every(FOOD, 2), ["Nilainya 50, perlu 55 untuk tampil di toko. Minta perbaikan dulu."]),
]


@pytest.mark.parametrize(("scores", "sentences"), AGAINST)
def test_what_stands_against_approval_is_named(scores: dict[str, int], sentences: list[str]) -> None:
    result = result_of(FOOD, scores)
    assert stands_against(FOOD, result) == sentences
    if sentences:
        with pytest.raises(NotApprovable, match=re.escape(sentences[0])):
            check_approvable(FOOD, result)
    else:
        check_approvable(FOOD, result)


@pytest.mark.parametrize(
    ("score", "words"), [(0, "0"), (7_000, "70"), (8_350, "83,5"), (6_875, "68,75"), (9_801, "98,01")]
)
def test_points_are_written_as_people_write_them(score: int, words: str) -> None:
    assert points_words(score) == words


# -- what can be a rubric -------------------------------------------------------------------------


def _anchored(**changed: object) -> Rubric:
    first = FOOD.aspects[0]
    one = replace(first.criteria[0], **changed)  # type: ignore[arg-type]
    return replace(FOOD, aspects=(replace(first, criteria=(one, *first.criteria[1:])), *FOOD.aspects[1:]))


ANCHORS = FOOD.aspects[0].criteria[0].anchors
BAD = [
    (FOOD.weighing({"price": 3}, FOOD.grades), "", "Jumlah bobotnya 101, harus 100. Kurangi 1 lagi."),
    (FOOD.weighing({"papers": 20}, FOOD.grades), "", "Jumlah bobotnya 95, harus 100. Tambah 5 lagi."),
    (FOOD.weighing({"price": 0}, FOOD.grades), "weight_price", "Bobot Harga diisi antara 1 dan 60."),
    (FOOD.weighing({}, {Grade.A: 70, Grade.B: 70, Grade.C: 55}), "grade_A", "Nilai A harus lebih tinggi dari B"),
    (FOOD.weighing({}, {Grade.A: 70}), "", "Isi nilai paling sedikit untuk A, B, dan C."),
    (_anchored(anchors=ANCHORS[:4]), "gate_permit", "perlu lima kalimat"),
    (_anchored(anchors=(*ANCHORS[:4], " ")), "anchor_permit_4", "kalau nilainya 4."),
    (_anchored(anchors=(*ANCHORS[:4], ANCHORS[0])), "anchor_permit_4", "sama dengan nilai yang lain"),
    (_anchored(anchors=(*ANCHORS[:4], "k" * 121)), "anchor_permit_4", "paling banyak 120 huruf"),
    (_anchored(gate=2), "gate_permit", "Batas wajib hanya bisa di nilai 0"),
    (_anchored(code="halal"), "gate_halal", "Halal ada dua kali."),
    (
        replace(FOOD, aspects=(replace(FOOD.aspects[0], criteria=()), *FOOD.aspects[1:])),
        "weight_papers",
        "Surat izin belum punya hal yang dinilai.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rubric", "field", "words"), BAD)
def test_what_is_no_rubric_says_what_to_mend(rubric: Rubric, field: str, words: str) -> None:
    with pytest.raises(BadRubric) as refused:
        rules.check(rubric)
    assert refused.value.field == field
    assert words in refused.value.message


# -- reasons --------------------------------------------------------------------------------------


def test_every_reason_is_about_something_that_is_judged() -> None:
    codes = FOOD.codes | CRAFT.codes
    assert len({one.code for one in all_reasons()}) == len(all_reasons())
    for one in all_reasons():
        assert set(one.criteria) <= codes, one.code
        assert one.words.endswith(".") and one.next_step.endswith("."), one.code


def test_only_reasons_about_this_family_are_offered() -> None:
    food, craft = ({one.code for one in offered(rubric)} for rubric in (FOOD, CRAFT))
    assert {"leaks", "taste", "permit_other"} <= food - craft
    assert {"loose", "sharp", "measures"} <= craft - food


def test_reasons_come_once_and_in_the_order_of_the_list() -> None:
    found = chosen(FOOD, ["taste", "leaks", "taste"], declining=False)
    assert [one.code for one in found] == ["leaks", "taste"]


@pytest.mark.parametrize(
    ("codes", "declining"), [(["loose"], False), (["tidak-ada"], False), (["leaks"], True)]
)
def test_a_reason_that_does_not_fit_is_refused(codes: list[str], declining: bool) -> None:
    with pytest.raises(RuleBroken):
        chosen(FOOD, codes, declining=declining)
