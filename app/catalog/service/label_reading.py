"""Reading the photos of a label: what the worker does.

Each step is a short transaction of its own. Progress can be seen, nothing is locked while a photo is read, and whoever goes
on after a lost worker finds what has been read.
"""

import logging
from dataclasses import dataclass

from app.base import clock
from app.base.errors import NotFound
from app.base.zones import day_in
from app.catalog.events import LabelRead
from app.catalog.models import LabelElement, LabelPhoto, LabelReading
from app.catalog.queries import labels, own
from app.catalog.rules import label_life as life
from app.catalog.rules import sights
from app.catalog.rules.label_life import LIFE, ReadingMove, ReadingState
from app.db.journal import record
from app.db.ports import has, port
from app.db.session import announce, session, unit_of_work
from app.media import queries as media
from app.media.ports import ObjectStore
from app.media.rules.photo import BadPhoto, evidence_key
from app.sellers import queries as sellers
from app.standards.ports import LabelReader
from app.standards.rules.book import rule_book
from app.standards.rules.label_reading import elements_of
from app.standards.rules.reading.elements import Found
from app.standards.rules.reading.read import read_label
from app.standards.rules.reading.seen import Sight

log = logging.getLogger(__name__)

BROKEN = "Pembaca labelnya sedang terganggu. Fotonya aman, dan yang sudah terbaca tidak dibaca ulang."


def read_photos(reading_id: int) -> None:
    """Read what has not been read yet, then judge. Safe to repeat, and to run twice at once."""
    while (following := _take_next(reading_id)) is not None:
        try:
            sight = port(LabelReader).read(port(ObjectStore).get(following.key))
        except BadPhoto as refusal:
            _fail(reading_id, f"Foto ke-{following.number} belum bisa dibaca. {refusal.message}")
        except NotFound:
            _fail(reading_id, f"Foto ke-{following.number} tidak tersimpan. Kirim lagi fotonya.")
        except (
            Exception
        ):  # an engine of three libraries: whatever it is, the seller gets a sentence and a button
            log.exception("label reading %s, photo %s", reading_id, following.number)
            _fail(reading_id, BROKEN)
        else:
            _keep(following.photo_id, sight)


@dataclass(frozen=True)
class _Next:
    photo_id: int
    number: int
    key: str


def _take_next(reading_id: int) -> _Next | None:
    """The next photo to read, noted as begun; None when there is no more to do, and then it has been judged."""
    with unit_of_work() as current:
        reading = locked(reading_id)
        if reading is None or reading.state not in life.OPEN:
            return None
        if not has(LabelReader):  # switched off meanwhile
            _end(reading, ReadingMove.LEAVE_TO_CURATOR)
            record(None, "label left to curator", "product", reading.product_id, reading=reading.id)
            return None
        photo = next((one for one in labels.photos(reading.id) if one.sight is None), None)
        if photo is None:
            judge(reading)
            return None
        if photo.tries >= life.MOST_TRIES:
            _note_failure(reading, given_up(photo))
            return None
        move(reading, ReadingMove.TAKE, at_photo=photo.position + 1)
        photo.tries += 1
        current.flush()
        record(
            None,
            "label photo begun",
            "product",
            reading.product_id,
            reading=reading.id,
            photo=reading.at_photo,
        )
        key = evidence_key(media.evidence(photo.evidence_id).key)
        return _Next(photo.id, photo.position + 1, key)


def given_up(photo: LabelPhoto) -> str:
    """Why a photo is not tried any more."""
    return f"Foto ke-{photo.position + 1} sudah {life.MOST_TRIES} kali dicoba dan belum terbaca. Ambil foto baru, ya."


def _keep(photo_id: int, sight: Sight) -> None:
    with unit_of_work() as current:
        photo = current.get_one(LabelPhoto, photo_id)
        reading = locked(photo.reading_id)
        current.refresh(photo)
        if reading is None or photo.sight is not None:
            return
        photo.sight, photo.read_at = sights.kept(sight), clock.now()
        reading.moved_at = clock.now()
        current.flush()
        record(
            None,
            "label photo read",
            "product",
            reading.product_id,
            reading=reading.id,
            photo=photo.position + 1,
        )


def judge(reading: LabelReading) -> None:
    """Everything has been read: what does the label say?"""
    product = own.product(reading.product_id)
    today = day_in(sellers.get(product.seller_id).village_code or "36", clock.now())
    try:
        seen = [sights.seen(one.sight) for one in labels.photos(reading.id) if one.sight is not None]
        found = read_label(seen, sights.declared(reading.declared), today=today)
    except Exception:  # a rule that stumbles over one odd label must not keep its seller waiting for ever
        log.exception("label reading %s cannot be judged", reading.id)
        _note_failure(reading, BROKEN)
        return
    wanted = elements_of(product.category)
    session().add_all(_element(reading.id, one) for one in found if one.element in wanted)
    reading.book, reading.today = rule_book(today).version, today
    _end(reading, ReadingMove.FINISH)
    late = clock.now() - reading.asked_at > life.LONG
    record(None, "label read", "product", product.id, reading=reading.id, book=reading.book)
    announce(LabelRead(product_id=product.id, reading_id=reading.id, late=late))


def _element(reading_id: int, found: Found) -> LabelElement:
    box = found.box
    return LabelElement(
        reading_id=reading_id,
        element=found.element,
        status=found.status,
        text=sights.storable(found.text),
        confidence=min(100, max(0, round(found.confidence * 100))),
        photo=found.photo,
        box=[box.left, box.top, box.right, box.bottom]
        if box is not None and found.photo is not None
        else None,
    )


def _fail(reading_id: int, problem: str) -> None:
    with unit_of_work():
        reading = locked(reading_id)
        if reading is not None and reading.state in life.OPEN:
            _note_failure(reading, problem)


def _note_failure(reading: LabelReading, problem: str) -> None:
    reading.problem = problem
    _end(reading, ReadingMove.FAIL)
    record(None, "label reading failed", "product", reading.product_id, reading=reading.id, problem=problem)


def _end(reading: LabelReading, by: ReadingMove) -> None:
    reading.ended_at = clock.now()
    move(reading, by)
    session().flush()


def move(reading: LabelReading, by: ReadingMove, at_photo: int | None = None) -> None:
    """The next state; a photo is named where one is taken. Raises MoveRefused."""
    reading.state = LIFE.after(ReadingState(reading.state), by)
    reading.at_photo, reading.moved_at = at_photo, clock.now()


def locked(reading_id: int) -> LabelReading | None:
    """The reading, held until this transaction ends."""
    return session().get(LabelReading, reading_id, with_for_update=True, populate_existing=True)
