"""The worker reads a label photo by photo: nothing is lost, nothing is read twice, and every failure has a sentence."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.catalog.models import LabelElement, LabelPhoto, LabelReading, Product
from app.catalog.queries import label_sheet, labels, own
from app.catalog.rules.label_life import MOST_TRIES, ReadingState
from app.catalog.rules.life import PaperKind
from app.catalog.service import label_reading, papers
from app.catalog.service import labels as service
from app.catalog.service.label_reading import BROKEN
from app.db.journal import JournalEntry
from app.db.ports import port
from app.db.session import session
from app.media.models import Evidence
from app.media.ports import ObjectStore
from app.media.rules.photo import BadPhoto, evidence_key
from app.notices.models import Notice
from app.standards.rules.book import rule_book
from app.standards.rules.reading.elements import Element, Status
from tests.fakes.label_reader import PreparedReader, words
from tests.support import jobs, world
from tests.support import labels as support

LATER = world.SUNDAY + timedelta(minutes=6)


@pytest.fixture
def reader(app: Flask, db: Any) -> Iterator[PreparedReader]:
    with support.reader(app, PreparedReader()) as one:
        assert one is not None
        yield one


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def snack(maker: Actor) -> Product:
    return support.a_snack(maker)


def again(reading: LabelReading) -> LabelReading:
    session().refresh(reading)
    return reading


class WorkerKilled(BaseException):
    """The process is gone in the middle of a photo."""


# -- the way of a reading ---------------------------------------------------------------------------


def test_what_was_asked_waits_for_the_worker_and_ends_judged(
    reader: PreparedReader, maker: Actor, snack: Product, db: Any
) -> None:
    reading = support.asked(maker, snack, 3)
    assert (reading.state, jobs.waiting()) == (ReadingState.QUEUED, ["catalog.read_label"])
    assert reader.seen == []  # never by the one who asks
    reader.sights = [words("KERIPIK UJI"), words("Berat bersih 250 g"), words("Kota Tangerang")]
    assert jobs.do_all() == ["catalog.read_label"]
    again(reading)
    assert (reading.state, reading.at_photo, reading.ended_at) == (ReadingState.DONE, None, world.SUNDAY)
    today = date(2026, 11, 22)
    assert (reading.today, reading.book) == (today, rule_book(today).version)
    assert set(labels.elements(reading.id)) == set(Element)
    seen = [one.sight for one in labels.photos(reading.id)]
    assert [one["lines"][0][0] for one in seen if one] == [
        "KERIPIK UJI",
        "Berat bersih 250 g",
        "Kota Tangerang",
    ]


def test_what_the_seller_states_is_kept_as_it_was_when_she_asked(
    reader: PreparedReader, maker: Actor, snack: Product
) -> None:
    reading = support.asked(maker, snack)
    papers.declare(maker, snack.slug, PaperKind.PIRT, typed="P-IRT 9", ends_on=None, evidence=None)
    assert again(reading).declared == {
        "category": "camilan", "name": "Keripik Uji", "producer": "Rumah Perca", "town": "Kota Tangerang",
        "net_weight": "250 g", "pirt": world.PIRT, "halal": support.HALAL, "best_before": "11/2027",
        "composition": "singkong, minyak goreng, garam",
    }  # fmt: skip


def test_photos_are_kept_large_enough_for_small_print_and_privately(
    reader: PreparedReader, maker: Actor, snack: Product
) -> None:
    wide = support.LabelShot(support.Side.FRONT, world.a_picture(4000, 1000))
    reading = service.ask_reading(maker, snack.slug, [wide], "")
    (photo,) = labels.photos(reading.id)
    assert (photo.width, photo.height) == (2400, 600)  # whole, though it is four times as wide as tall
    evidence = session().get_one(Evidence, photo.evidence_id)
    assert evidence.owner_id == maker.person_id
    assert port(ObjectStore).get(evidence_key(evidence.key))[8:12] == b"WEBP"


def test_each_photo_can_be_followed_and_nothing_is_held_while_it_is_read(
    reader: PreparedReader, maker: Actor, snack: Product
) -> None:
    reading = support.asked(maker, snack, 3)
    progress, open_transactions = [], []

    def look(number: int) -> None:
        open_transactions.append(session().in_transaction())
        again(reading)
        progress.append(
            (reading.state, reading.at_photo, sum(one.sight is not None for one in labels.photos(reading.id)))
        )
        session().rollback()

    reader.while_reading = look
    jobs.do_all()
    assert progress == [(ReadingState.READING, number, number - 1) for number in (1, 2, 3)]
    assert open_transactions == [False, False, False]


def test_it_may_be_done_again_after_its_end_and_changes_nothing(
    reader: PreparedReader, maker: Actor, snack: Product, count: Any
) -> None:
    reading = support.read(maker, snack)
    before = (count(LabelElement), count(JournalEntry), len(reader.seen))
    label_reading.read_photos(reading.id)
    label_reading.read_photos(987_654)
    assert (count(LabelElement), count(JournalEntry), len(reader.seen)) == before


# -- what may go wrong ------------------------------------------------------------------------------


def test_after_a_killed_worker_the_next_one_goes_on_with_the_photo_that_is_missing(
    reader: PreparedReader, maker: Actor, snack: Product
) -> None:
    reading = support.asked(maker, snack, 3)

    def killed(number: int) -> None:
        if number == 2:
            raise WorkerKilled

    reader.while_reading = killed
    with pytest.raises(WorkerKilled):
        label_reading.read_photos(reading.id)
    session().rollback()
    assert (again(reading).state, reading.at_photo) == (ReadingState.READING, 2)
    label_reading.read_photos(reading.id)  # the rescue gives the job to another
    assert again(reading).state is ReadingState.DONE
    first, second, third = (one.digest for one in labels.photos(reading.id))
    by_digest = {one.digest: one.tries for one in labels.photos(reading.id)}
    assert by_digest == {first: 1, second: 2, third: 1}
    assert len(reader.seen) == 4  # the first photo was not read twice


def test_a_photo_that_ends_every_worker_is_given_up(
    reader: PreparedReader, maker: Actor, snack: Product
) -> None:
    reading = support.asked(maker, snack, 1)

    def killed(number: int) -> None:
        raise WorkerKilled

    reader.while_reading = killed
    for _ in range(MOST_TRIES):
        with pytest.raises(WorkerKilled):
            label_reading.read_photos(reading.id)
        session().rollback()
    label_reading.read_photos(reading.id)
    sentence = "Foto ke-1 sudah 3 kali dicoba dan belum terbaca. Ambil foto baru, ya."
    assert (again(reading).state, reading.problem) == (ReadingState.FAILED, sentence)
    assert len(reader.seen) == MOST_TRIES
    with pytest.raises(RuleBroken, match="Foto ke-1 sudah 3 kali dicoba"):
        service.try_again(maker, snack.slug)
    assert again(reading).state is ReadingState.FAILED


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ValueError("engine"), BROKEN),
        (MemoryError(), BROKEN),
        (BadPhoto("Foto ini terlalu gelap."), "Foto ke-2 belum bisa dibaca. Foto ini terlalu gelap."),
    ],
)
def test_a_failure_has_a_sentence_and_trying_again_reads_only_the_rest(
    reader: PreparedReader, maker: Actor, snack: Product, error: Exception, sentence: str
) -> None:
    reading = support.asked(maker, snack, 2)

    def stumble(number: int) -> None:
        if number == 2:
            raise error

    reader.while_reading = stumble
    jobs.do_all()
    assert (again(reading).state, reading.problem, reading.at_photo) == (ReadingState.FAILED, sentence, None)
    service.try_again(maker, snack.slug)
    assert (again(reading).state, reading.problem, jobs.waiting()) == (
        ReadingState.QUEUED,
        None,
        ["catalog.read_label"],
    )
    jobs.do_all()
    assert (again(reading).state, len(reader.seen)) == (ReadingState.DONE, 3)


def test_a_photo_whose_bytes_are_gone_says_so(reader: PreparedReader, maker: Actor, snack: Product) -> None:
    reading = support.asked(maker, snack, 1)
    (photo,) = labels.photos(reading.id)
    port(ObjectStore).delete(evidence_key(session().get_one(Evidence, photo.evidence_id).key))
    jobs.do_all()
    assert again(reading).problem == "Foto ke-1 tidak tersimpan. Kirim lagi fotonya."


def test_one_that_has_not_moved_for_minutes_may_be_asked_again(
    reader: PreparedReader, maker: Actor, snack: Product
) -> None:
    support.asked(maker, snack, 1)
    with pytest.raises(RuleBroken, match="sedang atau sudah dibaca"):
        service.try_again(maker, snack.slug)
    with clock.at(LATER):
        service.try_again(maker, snack.slug)
        assert jobs.do_all() == ["catalog.read_label"] * 2  # the second finds nothing to do
    assert len(reader.seen) == 1


def test_what_an_engine_gives_is_kept_though_a_database_could_not_hold_it(
    reader: PreparedReader, maker: Actor, snack: Product
) -> None:
    reader.sights = [words("satu\x00dua", "\ud800", "<script>alert(1)</script>", "x" * 5000)]
    reading = support.asked(maker, snack, 1)
    jobs.do_all()
    (photo,) = labels.photos(reading.id)
    assert photo.sight is not None
    assert [text for text, *_ in photo.sight["lines"]] == [
        "satudua",
        "?",
        "<script>alert(1)</script>",
        "x" * 1000,
    ]


@pytest.mark.parametrize(("minutes", "letters"), [(4, 0), (6, 1)])
def test_who_has_waited_for_long_is_written_to(
    reader: PreparedReader, maker: Actor, snack: Product, db: Any, minutes: int, letters: int
) -> None:
    reading = support.asked(maker, snack)
    with clock.at(world.SUNDAY + timedelta(minutes=minutes)):
        label_reading.read_photos(reading.id)
    told = db.query(Notice).filter(Notice.key.startswith("label-")).all()
    assert [(one.subject, one.link) for one in told] == [
        ("Label Keripik Uji sudah dibaca", f"/penjual/barang/{snack.slug}/label")
    ] * letters


# -- without a reader -------------------------------------------------------------------------------


def test_without_a_reader_it_is_left_to_a_curator_at_once(app: Flask, maker: Actor, snack: Product) -> None:
    with support.reader(app, None):
        reading = support.asked(maker, snack)
    assert (reading.state, reading.ended_at, jobs.waiting()) == (ReadingState.BY_HAND, world.SUNDAY, [])


def test_switched_off_meanwhile_it_is_left_to_a_curator_too(app: Flask, maker: Actor, snack: Product) -> None:
    with support.reader(app, PreparedReader()):
        reading = support.asked(maker, snack)
    with support.reader(app, None):
        jobs.do_all()
    assert (again(reading).state, reading.at_photo) == (ReadingState.BY_HAND, None)


# -- judged again -----------------------------------------------------------------------------------


def test_changed_facts_are_compared_without_reading_again(
    reader: PreparedReader, maker: Actor, snack: Product, db: Any
) -> None:
    old = support.read(maker, snack)
    with pytest.raises(RuleBroken, match="Isiannya masih sama"):
        service.compare_again(maker, snack.slug)
    papers.declare(maker, snack.slug, PaperKind.HALAL, typed="", ends_on=None, evidence=None)
    shown = label_sheet.of(snack, own.latest(snack.id))
    assert shown is not None
    assert shown.facts_changed
    service.compare_again(maker, snack.slug)
    newest = labels.newest(snack.id)
    assert newest is not None
    assert (newest.id > old.id, newest.state, newest.declared["halal"]) == (True, ReadingState.DONE, "")
    assert [one.sight for one in labels.photos(newest.id)] == [one.sight for one in labels.photos(old.id)]
    assert (len(reader.seen), again(old).declared["halal"]) == (2, support.HALAL)
    shown = label_sheet.of(snack, own.latest(snack.id))
    assert shown is not None
    assert not shown.facts_changed
    assert db.scalar(sa.select(sa.func.count(LabelPhoto.id))) == 4
    assert labels.photos_since(snack.seller_id, timedelta(days=1)) == 2  # a photo counts once


def test_a_missing_halal_number_is_missed_only_where_one_was_stated(
    reader: PreparedReader, maker: Actor, snack: Product
) -> None:
    support.read(maker, snack)
    elements = {row.element: row.status for row in label_sheet.of(snack, own.latest(snack.id)).rows}  # type: ignore[union-attr]
    assert elements[Element.HALAL] is Status.NOT_FOUND
    papers.declare(maker, snack.slug, PaperKind.HALAL, typed="", ends_on=None, evidence=None)
    service.compare_again(maker, snack.slug)
    rows = label_sheet.of(snack, own.latest(snack.id)).rows  # type: ignore[union-attr]
    assert Element.HALAL not in {row.element for row in rows}
