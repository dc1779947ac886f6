"""Labels, as people deal with them: sending photos to be read, asking again, correcting what the machine says."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.catalog.models import LabelCorrection, LabelPhoto, LabelReading, Product
from app.catalog.queries import labels, own
from app.catalog.rules import label_life as life
from app.catalog.rules import sights
from app.catalog.rules.label_life import Corrector, ReadingMove, ReadingState, Side
from app.catalog.service.label_reading import given_up, judge, locked, move
from app.db.jobs import enqueue
from app.db.journal import record
from app.db.ports import has
from app.db.session import unit_of_work
from app.media import service as media
from app.media.rules import photo as photo_rules
from app.media.rules.photo import BadPhoto, Sharp
from app.standards.ports import LabelReader
from app.standards.rules.label_reading import elements_of
from app.standards.rules.reading.elements import Status

DAY = timedelta(days=1)


class UnclearDate(RuleBroken):
    message = "Tulis tanggalnya seperti di label, misalnya 12-11-2026 atau 11/2026."


@dataclass(frozen=True)
class LabelShot:
    """A photo as it came, and what of the pack it shows."""

    side: Side
    content: bytes


# -- asking -----------------------------------------------------------------------------------------


def ask_reading(actor: Actor, slug: str, shots: Sequence[LabelShot], best_before: str) -> LabelReading:
    """Take the photos of one pack in and have them read, or leave them to a curator where nobody reads by machine.

    `best_before` is the date as it is printed, empty where she does not say. Raises BadPhoto, RuleBroken; then nothing
    has changed.
    """
    product = own.owned(actor, slug)
    _check(shots, best_before)
    _check_free(product, len(shots))  # before the work of taking pictures in
    taken = _taken_in(shots)
    with unit_of_work() as current:
        # one at a time per gerai, so that two forms at once do not count past each other
        current.execute(
            sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(f"label-{product.seller_id}")))
        )
        _check_free(product, len(shots))
        revision = own.latest(product.id)
        by_machine = has(LabelReader)
        reading = LabelReading(
            product_id=product.id,
            revision_id=revision.id,
            asked_by_id=actor.by_id,
            asked_at=clock.now(),
            moved_at=clock.now(),
            state=ReadingState.QUEUED if by_machine else ReadingState.BY_HAND,
            ended_at=None if by_machine else clock.now(),
            declared=asdict(labels.declared(product, revision, best_before)),
        )
        current.add(reading)
        current.flush()
        for position, (shot, photo) in enumerate(zip(shots, taken, strict=True)):
            current.add(_photo(actor, reading, position, shot.side, photo))
        current.flush()
        record(actor, "label reading asked", "product", product.id, reading=reading.id, photos=len(shots))
        if by_machine:
            _enqueue(reading)
    return reading  # fmt: skip


def _photo(actor: Actor, reading: LabelReading, position: int, side: Side, photo: Sharp) -> LabelPhoto:
    return LabelPhoto(
        reading_id=reading.id,
        position=position,
        side=side,
        evidence_id=media.keep_label_photo(actor, photo).id,
        width=photo.width,
        height=photo.height,
        digest=_digest(photo),
        tries=0,
    )


def _enqueue(reading: LabelReading) -> None:
    enqueue("catalog.read_label", lock=f"label-{reading.product_id}", reading_id=reading.id)


def _check(shots: Sequence[LabelShot], best_before: str) -> None:
    if not shots:
        raise BadPhoto("Pilih dulu foto labelnya, paling sedikit satu.")
    if len(shots) > life.MOST_PHOTOS:
        raise BadPhoto(
            f"Paling banyak {life.MOST_PHOTOS} foto: depan, belakang, dan sisinya. Pilih yang paling jelas."
        )
    if best_before and not re.search(r"\d", best_before):
        raise UnclearDate


def _check_free(product: Product, photos: int) -> None:
    newest = labels.newest(product.id)
    if newest is not None and newest.state in life.OPEN:
        raise RuleBroken("Label barang ini masih dibaca. Tunggu sebentar, hasilnya muncul di halaman ini.")
    if labels.photos_since(product.seller_id, DAY) + photos > life.MOST_A_DAY:
        raise RuleBroken(
            f"Hari ini gerai ini sudah mengirim banyak foto label (paling banyak {life.MOST_A_DAY}). "
            "Lanjutkan besok, ya."
        )


def _taken_in(shots: Sequence[LabelShot]) -> list[Sharp]:
    """Every photo encoded anew, before any is kept. Raises BadPhoto, and says which one where there are several."""
    taken: dict[str, Sharp] = {}
    for number, shot in enumerate(shots, start=1):
        try:
            photo = photo_rules.encode_label(shot.content)
        except BadPhoto as refusal:
            if len(shots) == 1:
                raise
            raise BadPhoto(f"Foto ke-{number} belum bisa dipakai. {refusal.message}") from None
        if (digest := _digest(photo)) in taken:
            twin = list(taken).index(digest) + 1
            raise BadPhoto(
                f"Foto ke-{number} sama dengan foto ke-{twin}. Ganti dengan sisi kemasan yang lain."
            )
        taken[digest] = photo
    return list(taken.values())


def _digest(photo: Sharp) -> str:
    return hashlib.sha256(photo.webp).hexdigest()


def try_again(actor: Actor, slug: str) -> None:
    """A reading that failed, or that has not moved for long, is queued again; what was read stays. Raises RuleBroken."""
    with unit_of_work() as current:
        found = labels.owned(actor, slug)
        reading = current.get_one(LabelReading, found.id, with_for_update=True, populate_existing=True)
        stuck = reading.state in life.OPEN and clock.now() - reading.moved_at > life.STUCK_AFTER
        if reading.state is not ReadingState.FAILED and not stuck:
            raise RuleBroken(
                "Label ini sedang atau sudah dibaca. Muat ulang halaman ini untuk melihat yang terbaru."
            )
        for photo in labels.photos(reading.id):
            if photo.sight is None and photo.tries >= life.MOST_TRIES:
                raise RuleBroken(given_up(photo))
        move(reading, ReadingMove.TRY_AGAIN)
        reading.problem = reading.ended_at = None
        current.flush()
        record(actor, "label reading asked again", "product", reading.product_id, reading=reading.id)
        _enqueue(reading)


def compare_again(actor: Actor, slug: str) -> None:
    """Hold what was seen against what the seller states today: a reading of its own, without reading again.

    Corrections stay with the older reading, where curators still see them: they said how the label stands against the
    facts of then. Raises RuleBroken, also where nothing has changed.
    """
    with unit_of_work() as current:
        before = labels.owned(actor, slug)
        taken = labels.photos(before.id)
        if before.state is not ReadingState.DONE or any(one.sight is None for one in taken):
            raise RuleBroken("Label ini belum selesai dibaca. Tunggu hasilnya dulu, ya.")
        product = own.product(before.product_id)
        revision = own.latest(product.id)
        earlier = sights.declared(before.declared)
        stated = labels.declared(product, revision, earlier.best_before)
        if stated == earlier:
            raise RuleBroken("Isiannya masih sama dengan waktu label ini dibaca, jadi hasilnya juga sama.")
        reading = LabelReading(
            product_id=product.id,
            revision_id=revision.id,
            asked_by_id=actor.by_id,
            asked_at=clock.now(),
            moved_at=clock.now(),
            state=ReadingState.QUEUED,
            declared=asdict(stated),
        )
        current.add(reading)
        current.flush()
        for one in taken:
            current.add(
                LabelPhoto(
                    reading_id=reading.id,
                    position=one.position,
                    side=one.side,
                    evidence_id=one.evidence_id,
                    width=one.width,
                    height=one.height,
                    digest=one.digest,
                    tries=one.tries,
                    sight=one.sight,
                    read_at=one.read_at,
                )
            )
        current.flush()
        record(actor, "label compared again", "product", product.id, reading=reading.id, photos_of=before.id)
        judge(reading)


# -- correcting -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Correction:
    """What a person says about an element of a reading. `text` None: what was read is right as text."""

    reading_id: int
    element: str
    status: str
    text: str | None = None


def correct_own(actor: Actor, slug: str, said: Correction) -> None:
    """The seller says that the machine was wrong; a curator will look. Raises NotFound, RuleBroken."""
    with unit_of_work():
        reading = labels.owned(actor, slug)
        if reading.state is not ReadingState.DONE:
            raise RuleBroken("Label ini belum selesai dibaca. Tunggu hasilnya dulu, ya.")
        correct(actor, reading.product_id, said, Corrector.SELLER)


def correct(actor: Actor, product_id: int, said: Correction, role: Corrector) -> None:
    """Keep a correction of the newest reading of a product; the caller has made sure that this person may.

    Raises NotFound for what does not exist, RuleBroken where there is a newer reading or a curator has spoken already.
    """
    with unit_of_work() as current:
        newest = labels.newest(product_id)
        reading = locked(said.reading_id)
        if reading is None or newest is None or reading.product_id != product_id:
            raise NotFound(said.reading_id)
        if reading.id != newest.id:
            raise RuleBroken("Label ini sudah difoto ulang. Lihat hasil yang baru di halaman ini.")
        if reading.state not in (ReadingState.DONE, ReadingState.BY_HAND):
            raise RuleBroken("Label ini belum selesai dibaca. Tunggu hasilnya dulu, ya.")
        element = next(
            (one for one in elements_of(own.product(product_id).category) if one == said.element), None
        )
        status = next((one for one in Status if one == said.status), None)
        if element is None or status is None:
            raise NotFound(said.element)
        earlier = [one for one in labels.corrections(reading.id) if one.element is element]
        if role is Corrector.SELLER and any(one.role is Corrector.CURATOR for one in earlier):
            raise RuleBroken(
                "Kurator sudah memeriksa bagian ini. Kalau keliru, sampaikan saat mengajukan barangnya."
            )
        word, machine = labels.word_that_stands(earlier), labels.elements(reading.id).get(element)
        before = word.status_after if word else machine.status if machine else None
        text = word.text_after if word else machine.text if machine else ""
        after = sights.storable(said.text) if said.text is not None else text
        if status is Status.NOT_FOUND:
            after = ""
        current.add(
            LabelCorrection(
                reading_id=reading.id,
                element=element,
                status_before=before,
                status_after=status,
                text_before=text,
                text_after=after,
                by_id=actor.by_id,
                role=role,
                made_at=clock.now(),
            )
        )
        current.flush()
        record(
            actor, "label corrected", "product", product_id, reading=reading.id, element=element, role=role,
            before=before, after=status,
        )  # fmt: skip
