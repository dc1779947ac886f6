"""What software knows is a proposal with its reason beside the criterion, and silence where it knows nothing."""

import pytest

from app.catalog.rules.packaging import Answer
from app.curation.rules import rubric as rules
from app.curation.rules.hints import Hint, Known, Packed, PaperStand, hints_for
from app.curation.rules.rubric import Criterion, Family
from app.standards.rules.tables import table


def asking(*hints: str) -> Criterion:
    return Criterion("any", "Apa saja", "Lihat.", ("a", "b", "c", "d", "e"), hints=hints)


PAPERS = [
    ("permit", PaperStand.SEEN, Hint("Kurator sudah mencocokkannya dengan aslinya.", 4)),
    ("permit", PaperStand.REFUSED, Hint("Kurator menandainya tidak cocok dengan aslinya.", 0)),
    ("permit", PaperStand.NOT_NEEDED, Hint("Masa simpannya pendek, jadi tidak perlu izin edar.", 4)),
    ("permit", PaperStand.ABSENT, Hint("Penjual belum menulis nomor izin.", 1)),
    ("halal", PaperStand.ABSENT, Hint("Penjual belum menulis nomor sertifikat halal.", 1)),
    (
        "halal",
        PaperStand.NOT_NEEDED,
        Hint("Penjual menyatakan tidak halal. Lihat apakah kemasannya menyebut itu."),
    ),
]


@pytest.mark.parametrize(("paper", "stand", "hint"), PAPERS)
def test_a_paper_proposes_by_how_far_it_has_come(paper: str, stand: PaperStand, hint: Hint) -> None:
    assert hints_for(asking(f"paper.{paper}"), Known(papers={paper: stand})) == [hint]


def test_halal_that_is_applied_for_is_not_simply_missing() -> None:
    known = Known(papers={"halal": PaperStand.ABSENT}, in_process=True)
    assert hints_for(asking("paper.halal"), known) == [
        Hint("Penjual menyatakan sertifikatnya sedang diurus.", 2)
    ]


@pytest.mark.parametrize(("percent", "score"), [(0, 0), (49, 1), (50, 2), (99, 3), (100, 4)])
def test_counted_points_propose_the_anchor_that_they_reach(percent: int, score: int) -> None:
    known = Known(parts={"label": ("Label", percent)})
    assert hints_for(asking("part.label"), known) == [
        Hint(f"Hitungan mesin untuk Label: {percent} dari 100.", score)
    ]


PACKED = [
    (Answer.YES, Answer.NOT_YET, Hint("Rapat? Kurator: belum.", 1)),
    (Answer.NOT_YET, Answer.YES, Hint("Rapat? Kurator: sudah.", 3)),
    (Answer.YES, None, Hint("Rapat? Penjual: sudah.")),  # her own word proposes nothing
    (Answer.NOT_YET, Answer.NOT_NEEDED, Hint("Rapat? Penjual: belum.")),
]


@pytest.mark.parametrize(("seller", "curator", "hint"), PACKED)
def test_a_curators_look_at_the_packaging_weighs_more_than_the_sellers_word(
    seller: Answer, curator: Answer | None, hint: Hint
) -> None:
    known = Known(packaging={"sealed": Packed("Rapat?", seller, curator)})
    assert hints_for(asking("packaging.sealed"), known) == [hint]


def test_where_nothing_is_known_nothing_is_said() -> None:
    known = Known(packaging={"sealed": Packed("Rapat?", None, None)})
    assert hints_for(asking("packaging.sealed", "paper.permit", "part.label"), known) == []


def test_every_hint_of_the_first_version_names_something_that_exists() -> None:
    items = {f"packaging.{one['code']}" for one in table("packaging")["item"]}
    parts = {f"part.{one['key']}" for one in table("score")["aspect"]}
    for family in Family:
        for one in rules.first(family).criteria:
            assert set(one.hints) <= items | parts | {"paper.permit", "paper.halal"}, one.code
