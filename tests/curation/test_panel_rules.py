"""The panel's rules from values alone: verdicts, what stands against a good, its days, and reminders."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalog.rules.life import PaperKind
from app.curation.rules import gifts, panel
from app.curation.rules.gifts import NotEligible, Standing
from app.curation.rules.panel import CaseMove, TooManyConditions, Voice, verdict
from app.curation.rules.terms import terms

TODAY = date(2026, 11, 22)
FIT = Standing(
    on_show=True,
    newer_waits=False,
    grade="B",
    gates_failed=False,
    needed=frozenset({PaperKind.PIRT}),
    seen=frozenset({PaperKind.PIRT}),
    paper_ends=date(2027, 6, 30),
    is_food=True,
    shelf_life=90,
    has_capacity=True,
)


def yes(who: int, *, as_chair: bool = False) -> Voice:
    return Voice(who, True, as_chair)


def no(who: int, *, as_chair: bool = False) -> Voice:
    return Voice(who, False, as_chair)


VERDICTS = [
    ([], None),
    ([yes(1)], None),
    ([yes(1), yes(2)], CaseMove.GIVE),
    ([yes(1), yes(2, as_chair=True)], CaseMove.GIVE),
    ([yes(1, as_chair=True), yes(2, as_chair=True)], None),
    ([yes(1, as_chair=True), yes(2, as_chair=True), yes(3)], CaseMove.GIVE),
    ([yes(1), no(2)], None),
    ([yes(1), no(2), yes(3)], CaseMove.GIVE),
    ([yes(1), no(2), no(3)], CaseMove.DECLINE),
    ([no(1, as_chair=True), no(2, as_chair=True)], CaseMove.DECLINE),
]


@pytest.mark.parametrize(("voices", "decided"), VERDICTS)
def test_two_voices_decide_and_one_of_them_is_a_curators(
    voices: list[Voice], decided: CaseMove | None
) -> None:
    assert verdict(voices) == decided


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=6))
def test_no_gift_is_given_without_two_voices_for_it(said: list[tuple[bool, bool]]) -> None:
    voices = [Voice(who, *one) for who, one in enumerate(said)]
    agreed = [one for one in voices if one.is_for]
    if verdict(voices) is CaseMove.GIVE:
        assert len(agreed) >= 2 and not all(one.as_chair for one in agreed)
    if verdict(voices) is CaseMove.DECLINE:
        assert len(voices) - len(agreed) >= 2


def test_a_good_with_everything_may_be_proposed() -> None:
    assert gifts.obstacles(FIT) == []


LACKING = [
    (replace(FIT, on_show=False), "Barang ini sedang tidak tayang, jadi belum bisa jadi oleh-oleh resmi."),
    (replace(FIT, newer_waits=True), "Versi yang lebih baru sedang ditinjau. Tunggu keputusannya dulu."),
    (
        replace(FIT, grade=None),
        "Belum dinilai dengan lembar nilai. Nilainya muncul saat barang ditinjau lagi.",
    ),
    (
        replace(FIT, grade="C"),
        "Nilainya C. Oleh-oleh resmi paling rendah B tanpa syarat wajib yang gagal.",
    ),
    (
        replace(FIT, grade="A", gates_failed=True),
        "Nilainya A. Oleh-oleh resmi paling rendah B tanpa syarat wajib yang gagal.",
    ),
    (replace(FIT, seen=frozenset()), "P-IRT belum diperiksa. Cocokkan dulu dengan sertifikatnya."),
    (
        replace(FIT, shelf_life=89),
        "Tahan 89 hari. Makanan untuk tamu perlu tahan paling sedikit 90 hari.",
    ),
    (
        replace(FIT, has_capacity=False),
        "Belum ada stok dan belum tertulis sanggup buat berapa. Minta pembuatnya mengisi jadwal buat.",
    ),
]


@pytest.mark.parametrize(("now", "sentence"), LACKING)
def test_what_stands_against_it_is_one_sentence(now: Standing, sentence: str) -> None:
    assert gifts.obstacles(now) == [sentence]
    with pytest.raises(NotEligible) as refused:
        gifts.check(now)
    assert str(refused.value) == sentence


def test_what_is_no_food_keeps_as_long_as_it_likes() -> None:
    assert gifts.obstacles(replace(FIT, is_food=False, shelf_life=None)) == []


@pytest.mark.parametrize(
    ("starts_on", "until", "sentence"),
    [
        (TODAY - timedelta(days=1), TODAY + timedelta(days=9), "Tanggal mulainya sudah lewat."),
        (TODAY, TODAY, "Tanggal berakhirnya harus sesudah hari ini"),
        (TODAY + timedelta(days=5), TODAY + timedelta(days=5), "Tanggal berakhirnya harus sesudah"),
        (TODAY, TODAY + timedelta(days=367), "Paling lama satu tahun."),
        (TODAY, date(2027, 7, 1), "Surat izinnya habis Rabu, 30 Juni 2027. Pilih paling lambat"),
    ],
)
def test_days_that_cannot_be_are_refused(starts_on: date, until: date, sentence: str) -> None:
    with pytest.raises(NotEligible, match=sentence):
        gifts.check_days(starts_on, until, today=TODAY, paper_ends=FIT.paper_ends)


def test_it_may_begin_later_and_last_to_the_last_day_of_its_papers() -> None:
    gifts.check_days(TODAY + timedelta(days=30), date(2027, 6, 30), today=TODAY, paper_ends=FIT.paper_ends)
    gifts.check_days(TODAY, TODAY + timedelta(days=366), today=TODAY, paper_ends=None)


REMINDERS = [
    (61, None, None), (60, None, 60), (60, 60, None), (31, 60, None), (30, 60, 30), (7, 30, 7), (6, 7, None),
    (3, 60, 7), (0, 30, 7), (-1, 30, None),
]  # fmt: skip


@pytest.mark.parametrize(("days_left", "reminded", "due"), REMINDERS)
def test_each_reminder_goes_out_once_and_only_the_nearest(
    days_left: int, reminded: int | None, due: int | None
) -> None:
    assert gifts.reminder_due(days_left, reminded) == due


@settings(deadline=None)
@given(st.integers(1, 366))
def test_from_its_first_day_to_its_last_no_reminder_repeats(lasts: int) -> None:
    reminded, sent = gifts.already_reminded(lasts), []
    for days_left in range(lasts, -1, -1):
        due = gifts.reminder_due(days_left, reminded)
        if due is not None:
            reminded = due
            sent.append(due)
    assert sent == [day for day in (60, 30, 7) if day < lasts]


def test_conditions_are_those_chosen_and_then_her_own() -> None:
    assert panel.checked_conditions(["kartu"], "  Hanya  ukuran besar.\n\n- Warna hijau\n") == [
        "Disertai kartu cerita pembuat dan daerahnya.",
        "Hanya ukuran besar.",
        "Warna hijau",
    ]


@pytest.mark.parametrize("own", ["satu\ndua\ntiga\nempat\nlima\nenam\ntujuh", "x" * 161])
def test_too_many_or_too_long_conditions_are_refused(own: str) -> None:
    with pytest.raises(TooManyConditions):
        panel.checked_conditions([], own)


def test_the_terms_are_those_that_we_wrote_down() -> None:
    now = terms()
    assert (now.least_grade, now.least_shelf_life_days, now.longest_days) == ("B", 90, 366)
    assert (now.voices, now.vote_days, now.remind_days) == (2, 14, (60, 30, 7))
