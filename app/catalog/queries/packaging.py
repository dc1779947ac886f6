"""The packaging checklist of a product as it stands: items with the newest answers of seller and curator."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.catalog.models import PackagingAnswer, Product, Revision, RevisionPhoto
from app.catalog.rules.packaging import Answer, Looker, Looks, answers_for
from app.db.session import session
from app.media.models import Photo
from app.standards.rules.findings import Finding, Severity
from app.standards.rules.packaging import FIELD, Checklist, Item, checklist


@dataclass(frozen=True)
class Seen:
    """The newest answer of one looker. `is_old`: what it was about has changed since ("sebelum perubahan")."""

    answer: PackagingAnswer
    is_old: bool


@dataclass(frozen=True)
class Place:
    """One item with what was answered."""

    item: Item
    seller: Seen | None
    curator: Seen | None
    photo: Photo | None
    """The product photo that the seller showed for it."""

    @property
    def choices(self) -> tuple[Answer, ...]:
        return answers_for(self.item)

    @property
    def is_done(self) -> bool:
        """The seller has answered it for the product as it is now."""
        return self.seller is not None and not self.seller.is_old

    @property
    def is_disputed(self) -> bool:
        """A curator has seen otherwise, and the seller has not looked again since."""
        if self.seller is None or self.curator is None:
            return False
        mine, hers = self.seller.answer, self.curator.answer
        return mine.answer is not hers.answer and hers.id > mine.id and not self.curator.is_old

    @property
    def is_lacking(self) -> bool:
        """As far as the last one who looked knows, it is not there yet."""
        seen = [one.answer for one in (self.seller, self.curator) if one is not None and not one.is_old]
        return bool(seen) and max(seen, key=lambda one: one.id).answer is Answer.NOT_YET


@dataclass(frozen=True)
class Board:
    """The whole checklist of one version of a product."""

    checklist: Checklist
    places: tuple[Place, ...]

    @property
    def everyday(self) -> list[Place]:
        return [place for place in self.places if not place.item.gift_only]

    @property
    def for_gifts(self) -> list[Place]:
        return [place for place in self.places if place.item.gift_only]

    @property
    def done(self) -> int:
        """How many of the everyday items the seller has answered."""
        return sum(place.is_done for place in self.everyday)

    @property
    def total(self) -> int:
        return len(self.everyday)

    def place(self, code: str) -> Place | None:
        return next((place for place in self.places if place.item.code == code), None)


def looks_of(revision: Revision) -> Looks:
    """What the packaging of a version is judged by."""
    photo_ids = session().scalars(
        sa.select(RevisionPhoto.photo_id).where(RevisionPhoto.revision_id == revision.id)
    )
    return Looks.of(revision.facts, photo_ids.all())


def board(product: Product, revision: Revision, today: date) -> Board:
    """The checklist of this version, in two statements."""
    asked = checklist(product.category, today)
    newest = (
        sa.select(sa.func.max(PackagingAnswer.id))
        .where(PackagingAnswer.product_id == product.id)
        .group_by(PackagingAnswer.item, PackagingAnswer.looker)
    )
    answers = (
        sa.select(PackagingAnswer, Photo)
        .outerjoin(Photo, Photo.id == PackagingAnswer.photo_id)
        .where(PackagingAnswer.id.in_(newest))
    )
    rows = {(answer.item, answer.looker): (answer, photo) for answer, photo in session().execute(answers)}
    now = looks_of(revision) if rows else Looks.of({}, [])
    places = []
    for item in asked.items:
        seen = {
            looker: Seen(
                rows[item.code, looker][0], rows[item.code, looker][0].looks.changed(now, item.looks_at)
            )
            for looker in Looker
            if (item.code, looker) in rows
        }
        shown = rows[item.code, Looker.SELLER][1] if Looker.SELLER in seen else None
        places.append(Place(item, seen.get(Looker.SELLER), seen.get(Looker.CURATOR), shown))
    return Board(asked, tuple(places))


def findings(board: Board) -> Iterator[Finding]:
    """What the checklist has to say: what is lacking, where a curator saw otherwise, and how much is left to look at."""
    for place in board.places:
        curator = place.curator
        if place.is_disputed and curator is not None and curator.answer.answer is Answer.NOT_YET:
            note = f" Catatannya: {curator.answer.note}" if curator.answer.note else ""
            yield place.item.finding(
                _weight(place, Severity.PERIKSA),
                f"Kurator melihat lain: {_lower(place.item.lacking)}{note}",
                place.item.next_step,
            )
        elif place.is_lacking:
            yield place.item.finding(
                _weight(place, place.item.severity), place.item.lacking, place.item.next_step
            )
    left = board.total - board.done
    if left:
        yield Finding(
            "packaging.open", Severity.INFO,
            f"Pemeriksaan kemasan: {board.done} dari {board.total} sudah dijawab.",
            "Siapkan satu barang yang sudah dikemas, lalu jawab satu per satu. Bisa dilanjutkan kapan saja.",
            "Standar kemasan Gerai", FIELD,
        )  # fmt: skip


def _weight(place: Place, usual: Severity) -> Severity:
    """What only official gifts are asked is never more than a note."""
    return Severity.INFO if place.item.gift_only else usual


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
