"""Minutes of hand-over: both sides note the same, after it and not before it."""

from datetime import date

import pytest

from app.payments.rules import minutes
from app.payments.rules.minutes import Minutes, Side

PAPER = Minutes("BAST/07/XII/2026", date(2026, 12, 7))
ORDERED, TODAY = date(2026, 11, 22), date(2026, 12, 8)


def noted(mine: Minutes, by: Side = Side.SELLER, theirs: Minutes | None = None, handed: bool = True) -> str:
    """The sentence of the refusal; empty when it may be noted."""
    try:
        minutes.check(mine, by, theirs, ordered_on=ORDERED, today=TODAY, is_handed_over=handed)
    except minutes.RuleBroken as refused:
        return refused.message
    return ""


def test_either_side_notes_what_stands_on_the_paper() -> None:
    assert noted(PAPER) == noted(PAPER, Side.BUYER) == noted(PAPER, theirs=PAPER) == ""


@pytest.mark.parametrize("copied", ["bast/07/xii/2026", "BAST / 07 / XII / 2026", " BAST/07/XII/2026 "])
def test_how_it_was_copied_is_no_difference(copied: str) -> None:
    assert noted(Minutes(copied, PAPER.on), theirs=PAPER) == ""


@pytest.mark.parametrize(
    "other", [Minutes("BAST/08/XII/2026", PAPER.on), Minutes(PAPER.number, date(2026, 12, 6))]
)
def test_what_differs_is_named_by_what_the_other_has_noted(other: Minutes) -> None:
    assert noted(other, theirs=PAPER) == (
        "Pembeli mencatat nomor BAST/07/XII/2026, Senin, 7 Desember. Cocokkan dengan kertasnya;"
        " kalau tulisan Anda yang benar, minta pembeli memperbaikinya."
    )
    assert noted(other, Side.BUYER, PAPER).startswith("Pembuat mencatat nomor BAST/07/XII/2026")


def test_nothing_is_noted_before_the_hand_over_nor_of_a_day_that_cannot_be() -> None:
    assert noted(PAPER, handed=False) == minutes.NotHandedOver.message
    assert noted(Minutes("1", date(2026, 12, 9))) == (
        "Tanggal berita acara belum tiba. Tulis tanggal barang diserahkan."
    )
    assert noted(Minutes("1", date(2026, 11, 21))) == (
        "Tanggal berita acara lebih awal dari pesanannya. Periksa tahunnya."
    )


def test_the_days_run_from_the_hand_over() -> None:
    assert minutes.due_on(PAPER, 30) == date(2027, 1, 6)
