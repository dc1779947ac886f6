"""Two versions side by side: every field, every picture, every word that changed, and nothing else."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.kinds import Category
from app.catalog.rules.life import PaperKind
from app.catalog.rules.packaging import Answer
from app.catalog.rules.versions import (
    Choice,
    PaperSaid,
    Part,
    Picture,
    PictureMove,
    Version,
    difference,
)
from app.catalog.rules.wording import Kept, Words, compared

SAME, ADDED, REMOVED = Kept.SAME, Kept.ADDED, Kept.REMOVED
QUESTIONS = {"seal": "Kemasannya tertutup rapat?", "code": "Kode produksinya terbaca?"}

SNACK = Version(
    number=1,
    category=Category.CAMILAN,
    name="Keripik Singkong",
    description="Renyah dan gurih.",
    facts={"composition": "singkong, minyak, garam", "net": 250, "net_unit": "g", "allergens": []},
    pictures=(Picture(1, "Depan"), Picture(2), Picture(3)),
    choices=(Choice(11, "Asin", 15_000, 250), Choice(12, "Pedas", 16_000, 250, (20, 10, 5))),
    papers=(PaperSaid(PaperKind.PIRT, "P-IRT No. 2153671019901-30", date(2030, 6, 30)),),
    packaging={"seal": Answer.YES},
)


def told(after: Version, before: Version = SNACK) -> list[tuple[Part, str, str, str]]:
    return [
        (one.part, one.label, one.before, one.after) for one in difference(before, after, QUESTIONS).changes
    ]


def test_a_version_beside_itself_has_no_difference() -> None:
    assert not difference(SNACK, SNACK, QUESTIONS)


FIELDS: list[tuple[dict[str, Any], list[tuple[Part, str, str, str]]]] = [
    ({"name": "Keripik Pisang"}, [(Part.WORDS, "Nama", "Keripik Singkong", "Keripik Pisang")]),
    ({"description": ""}, [(Part.WORDS, "Keterangan", "Renyah dan gurih.", "")]),
    (
        {"facts": {**SNACK.facts, "composition": "singkong, minyak, gula"}},
        [(Part.FACTS, "Komposisi", "singkong, minyak, garam", "singkong, minyak, gula")],
    ),
    ({"facts": {**SNACK.facts, "net": 200}}, [(Part.FACTS, "Berat atau isi bersih", "250", "200")]),
    (
        {"facts": {**SNACK.facts, "allergens": ["susu"], "halal": "proses"}},
        [(Part.FACTS, "Bahan pemicu alergi", "", "Susu"), (Part.FACTS, "Halal", "", "Sedang diurus")],
    ),
    (
        {"papers": (PaperSaid(PaperKind.PIRT, "P-IRT No. 2153671019902-30"),)},
        [
            (
                Part.PAPERS,
                "P-IRT",
                "P-IRT No. 2153671019901-30, sampai 30-06-2030",
                "P-IRT No. 2153671019902-30",
            )
        ],
    ),
    ({"papers": ()}, [(Part.PAPERS, "P-IRT", "P-IRT No. 2153671019901-30, sampai 30-06-2030", "")]),
    (
        {"packaging": {"seal": Answer.NOT_YET, "code": Answer.YES}},
        [
            (Part.PACKAGING, "Kemasannya tertutup rapat?", "Sudah", "Belum"),
            (Part.PACKAGING, "Kode produksinya terbaca?", "", "Sudah"),
        ],
    ),
]


@pytest.mark.parametrize(("changed", "said"), FIELDS)
def test_each_field_is_told_with_its_words_before_and_after(changed: dict[str, Any], said: Any) -> None:
    assert told(replace(SNACK, **changed)) == said


def test_sizes_and_units_are_told_as_they_are_shown() -> None:
    before = Version(1, Category.PAYET, "Kebaya", facts={"sizes": [{"size": "S", "ld": 90, "pb": 60}]})
    after = replace(before, facts={"sizes": [{"size": "S", "ld": 92, "pb": 60}], "hours": 12})
    assert told(after, before) == [
        (Part.FACTS, "Ukuran baju (cm)", "S: LD 90, PB 60", "S: LD 92, PB 60"),
        (Part.FACTS, "Lama mengerjakan", "", "12 jam"),
    ]


def test_choices_are_told_one_by_one_and_what_waits_is_told_apart() -> None:
    after = replace(
        SNACK,
        choices=(
            Choice(11, "Asin gurih", 30_000, 260, None, on_sale=17_000),
            Choice(None, "Keju", 18_000, 250),
        ),
    )
    found = difference(SNACK, after, QUESTIONS).changes
    assert [(one.label, one.before, one.after, one.applies, one.remark) for one in found] == [
        ("Nama pilihan", "Asin", "Asin gurih", False, ""),
        ("Harga Asin", "Rp15.000", "Rp30.000", False, "naik 100 %, di toko sekarang Rp17.000"),
        ("Berat kirim Asin", "250 g", "260 g", True, ""),
        ("Pilihan Keju", "", "Rp18.000, 250 g", False, ""),
        ("Pilihan Pedas", "Rp16.000, 250 g", "", True, ""),
    ]


def test_a_new_choice_that_was_asked_for_before_is_known_by_its_name() -> None:
    asked = replace(SNACK, choices=(Choice(None, "Keju", 18_000, 250),))
    again = replace(SNACK, choices=(Choice(None, "Keju", 19_000, 250),))
    assert told(again, asked) == [(Part.OFFER, "Harga Keju", "Rp18.000", "Rp19.000")]
    given = replace(SNACK, choices=(Choice(13, "Keju", 18_000, 250),))
    assert told(given, asked) == []


def test_what_was_not_kept_is_not_said_to_have_changed() -> None:
    old = replace(SNACK, choices=None, papers=None, packaging=None)
    assert told(SNACK, old) == told(old, SNACK) == []


# -- pictures -------------------------------------------------------------------------------------


def moves(before: list[Picture], after: list[Picture]) -> list[tuple[PictureMove, int, Any, Any]]:
    old, new = replace(SNACK, pictures=tuple(before)), replace(SNACK, pictures=tuple(after))
    return [
        (one.move, one.photo_id, one.was_at, one.now_at) for one in difference(old, new, QUESTIONS).pictures
    ]


ONE, TWO, THREE = Picture(1), Picture(2), Picture(3)
PICTURES = [
    ([ONE, TWO], [ONE, TWO, THREE], [(PictureMove.ADDED, 3, None, 3)]),
    ([ONE, TWO, THREE], [ONE, THREE], [(PictureMove.REMOVED, 2, 2, None)]),
    ([ONE, TWO, THREE], [THREE, ONE, TWO], [(PictureMove.MOVED, 3, 3, 1)]),
    ([ONE, TWO], [Picture(1, "Depan"), TWO], [(PictureMove.DESCRIBED, 1, 1, 1)]),
    ([ONE], [TWO], [(PictureMove.ADDED, 2, None, 1), (PictureMove.REMOVED, 1, 1, None)]),
    ([Picture(1, digest="aa")], [Picture(9, digest="aa")], []),
    ([Picture(1, digest="aa")], [Picture(9, digest="bb")],
     [(PictureMove.ADDED, 9, None, 1), (PictureMove.REMOVED, 1, 1, None)]),
    ([ONE], [Picture(9)], [(PictureMove.ADDED, 9, None, 1), (PictureMove.REMOVED, 1, 1, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "said"), PICTURES)
def test_each_picture_is_told_that_came_went_or_moved(
    before: list[Picture], after: list[Picture], said: Any
) -> None:
    assert moves(before, after) == said


places = st.lists(st.integers(1, 8), unique=True, max_size=8)


@settings(deadline=None, max_examples=150)
@given(places, places)
def test_pictures_that_came_and_went_are_exactly_those(before: list[int], after: list[int]) -> None:
    found = moves([Picture(one) for one in before], [Picture(one) for one in after])
    by_move = {move: {photo for kind, photo, *_ in found if kind is move} for move in PictureMove}
    assert by_move[PictureMove.ADDED] == set(after) - set(before)
    assert by_move[PictureMove.REMOVED] == set(before) - set(after)
    stayed = [one for one in after if one in before and one not in by_move[PictureMove.MOVED]]
    assert stayed == [one for one in before if one in stayed]  # what is not told to have moved has not
    if [one for one in before if one in after] == [one for one in after if one in before]:
        assert by_move[PictureMove.MOVED] == set()


# -- words ----------------------------------------------------------------------------------------


def test_a_word_in_a_sentence_is_marked_and_the_rest_is_left() -> None:
    assert compared("Renyah dan gurih.", "Renyah dan manis sekali.") == (
        Words(SAME, "Renyah dan "),
        Words(REMOVED, "gurih"),
        Words(ADDED, "manis sekali"),
        Words(SAME, "."),
    )


def test_neighbouring_changes_read_as_one() -> None:
    assert compared("kain perca biru", "benang wol biru") == (
        Words(REMOVED, "kain perca"),
        Words(ADDED, "benang wol"),
        Words(SAME, " biru"),
    )


texts = st.text(st.sampled_from("ab ., \n<&é"), max_size=40)


@settings(deadline=None, max_examples=200)
@given(texts, texts)
def test_both_texts_can_be_read_out_of_the_marks(before: str, after: str) -> None:
    runs = compared(before, after)
    assert "".join(run.text for run in runs if run.kept is not ADDED) == before
    assert "".join(run.text for run in runs if run.kept is not REMOVED) == after
    if before == after:
        assert all(run.kept is SAME for run in runs)
