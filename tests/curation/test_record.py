"""A curator's own decisions in numbers, on her page of what was judged."""

from datetime import timedelta
from typing import Any

from app.base import clock
from app.curation.queries import rounds
from app.curation.queries.record import Record, record_of
from app.curation.service import appeals, judging
from tests.support import scores, world
from tests.support.curators import a_curator

WORDS = "Tepinya memang sengaja dibuat kasar, ini ciri anyaman kampung kami."


def test_her_decisions_are_counted_with_what_others_made_of_them(db: Any, signed_in: Any) -> None:
    second = a_curator("36", "Nani Kurator")
    first = a_curator("36.71", "Rini Kurator")
    maker = world.actor(world.OTHER_SELLER)
    for number, (hours, again) in enumerate([(2, "approve"), (5, "decline"), (30, None)]):
        product, opened = world.a_submitted_product(maker, name=f"Keset {number}")
        with clock.at(world.SUNDAY + timedelta(hours=hours)):
            judging.decline(world.actor(first), opened.id, "Belum rapi.")
            if again is not None:
                reading = appeals.ask(maker, product.slug, WORDS)
                if again == "approve":
                    scores.approve(world.actor(second), reading.id)
                else:
                    judging.decline(world.actor(second), reading.id, "Memang belum rapi.")
    assert record_of(world.actor(first)) == Record(
        approved=0,
        changes_asked=0,
        declined=3,
        age=timedelta(hours=5),
        appealed=2,
        overturned=1,
        read_twice=2,
        same=1,
    )
    assert record_of(world.actor(second)) == Record(
        approved=1,
        changes_asked=0,
        declined=1,
        age=timedelta(0),
        appealed=0,
        overturned=0,
        read_twice=2,
        same=1,
    )
    page = signed_in(first).get("/kurator/riwayat").text
    for words in (
        "3 barang: 0 disetujui, 0 minta perbaikan, 3 ditolak",
        "dalam 5 jam sejak diajukan",
        "2 kali, 1 di antaranya berubah (50 %)",
        "1 dari 2 penilaian ganda (50 %)",
    ):
        assert words in page, words
    own = rounds.history(world.actor(second), None, 50, own=True)
    assert [one.state for one in own] == ["declined", "approved"]
    assert "Keset 2" not in signed_in(second).get("/kurator/riwayat?yang=saya").text


def test_who_has_decided_nothing_reads_no_numbers(db: Any, signed_in: Any) -> None:
    newcomer = a_curator("35")
    assert record_of(world.actor(newcomer)) == Record(0, 0, 0, None, 0, 0, 0, 0)
    page = signed_in(newcomer).get("/kurator/riwayat").text
    assert ("Keputusan Anda" in page, "Belum ada yang ditinjau" in page) == (False, True)


def test_an_appeal_that_waits_counts_nowhere(db: Any) -> None:
    maker = world.actor(world.SELLER)
    product, opened = world.a_submitted_product(maker)
    judging.decline(world.actor(world.CURATOR), opened.id, "Belum rapi.")
    before = record_of(world.actor(world.CURATOR))
    appeals.ask(maker, product.slug, WORDS)
    assert record_of(world.actor(world.CURATOR)) == before
