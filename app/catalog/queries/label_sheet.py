"""A label reading as its pages show it: photos with marks, an element a row, who said what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.accounts.models import Person
from app.base import clock
from app.base.kinds import Category
from app.catalog.models import LabelCorrection, LabelElement, LabelPhoto, LabelReading, Product, Revision
from app.catalog.queries import labels
from app.catalog.rules import label_life as life
from app.catalog.rules import sights
from app.catalog.rules.label_life import Corrector, ReadingState
from app.db.session import session
from app.standards.rules import label_reading as rules
from app.standards.rules.reading.elements import Element, Status
from app.standards.rules.reading.remarks import remarks_on

WIDE = 1000
"""Marks on a photo are drawn in thousandths of its width, so that their lines and figures are equally large on each."""
MARGIN = 0.35
"""How much of its own height a cut-out shows round the place itself, for the eye to find its way."""
MOST_EARLIER = 12
FIGURE = 30
"""Half the size of a figure's ground, in thousandths."""


@dataclass(frozen=True)
class Place:
    """A rectangle on the photo of this number, in its pixels."""

    photo: int
    evidence_id: int
    left: int
    top: int
    right: int
    bottom: int

    @property
    def is_strip(self) -> bool:
        """Long and low, as one line of print is: beside other things it would be too small to read."""
        return self.right - self.left > 5 * (self.bottom - self.top)


@dataclass(frozen=True)
class Mark:
    """A place on a photo, in thousandths of its width; the figure stands left of it, at `at_x`, `at_y`."""

    number: int
    status: Status
    x: int
    y: int
    width: int
    height: int
    at_x: int
    at_y: int


@dataclass(frozen=True)
class ShownPhoto:
    """A photo with what was found on it."""

    number: int
    words: str
    evidence_id: int
    width: int
    height: int
    is_read: bool
    marks: tuple[Mark, ...]

    @property
    def tall(self) -> int:
        """Its height in thousandths of its width."""
        return round(WIDE * self.height / self.width)


@dataclass(frozen=True)
class Said:
    """One correction, as history tells it."""

    name: str
    role: Corrector
    made_at: datetime
    status: Status
    text: str


@dataclass(frozen=True)
class Row:
    """One element on a page."""

    number: int
    element: Element
    words: str
    status: Status | None
    text: str
    declared: str
    advice: str
    """What to put on the label where it is missing."""
    clear: str
    """How clearly it was read; empty where a person has said it, or nothing was read."""
    by: Corrector | None
    """Whose word the status is, where it is not the machine's."""
    matters: bool
    place: Place | None
    history: tuple[Said, ...]

    @property
    def is_fine(self) -> bool:
        """It asks for nothing: there, or missed by nobody."""
        return self.status is Status.FOUND or (self.status is Status.NOT_FOUND and not self.matters)


@dataclass(frozen=True)
class Sheet:
    """A reading with all that its page shows."""

    reading: LabelReading
    photos: tuple[ShownPhoto, ...]
    rows: tuple[Row, ...]
    ahead: int
    """How many labels are read before this one."""
    may_try_again: bool
    facts_changed: bool
    remarks: tuple[str, ...]
    """What is odd about the photos as a whole."""
    codes: tuple[str, ...]
    """What bar and QR codes on them say, each once."""
    """What the seller states today is not what it was held against."""
    earlier: tuple[tuple[str, Said], ...]
    """What curators said of earlier readings, newest first: element in words, and the word."""

    @property
    def is_open(self) -> bool:
        return self.reading.state in life.OPEN

    @property
    def is_stuck(self) -> bool:
        return self.is_open and clock.now() - self.reading.moved_at > life.STUCK_AFTER

    @property
    def to_mend(self) -> int:
        """How many elements ask for something."""
        return sum(not row.is_fine for row in self.rows)


def of(product: Product, revision: Revision) -> Sheet | None:
    """The newest reading of a product; `revision` is what the seller states today."""
    return laid_out(labels.newest(product.id), product, revision)


def laid_out(reading: LabelReading | None, product: Product, revision: Revision) -> Sheet | None:
    """A reading that the page has at hand already."""
    if reading is None:
        return None
    taken = labels.photos(reading.id)
    rows = _rows(reading, taken, revision.facts.get("shelf_life"))
    stated = sights.declared(reading.declared)
    seen = [sights.seen(one.sight) for one in taken if one.sight is not None]
    return Sheet(
        reading=reading,
        photos=tuple(_shown(one, rows) for one in taken),
        rows=tuple(rows),
        ahead=_ahead(reading),
        may_try_again=all(one.tries < life.MOST_TRIES for one in taken if one.sight is None),
        facts_changed=stated != labels.declared(product, revision, stated.best_before),
        remarks=remarks_on(seen) if reading.state is ReadingState.DONE else (),
        codes=tuple(dict.fromkeys(code.text for sight in seen for code in sight.codes)),
        earlier=_earlier(reading, stated.category),
    )


def _earlier(reading: LabelReading, category: Category) -> tuple[tuple[str, Said], ...]:
    """New photos, or changed facts, must not make a curator's word unseen."""
    rows = session().execute(
        sa.select(LabelCorrection, Person.name)
        .join(LabelReading, LabelReading.id == LabelCorrection.reading_id)
        .join(Person, Person.id == LabelCorrection.by_id)
        .where(
            LabelReading.product_id == reading.product_id,
            LabelReading.id < reading.id,
            LabelCorrection.role == Corrector.CURATOR,
        )
        .order_by(LabelCorrection.id.desc())
        .limit(MOST_EARLIER)
    )
    return tuple(
        (
            rules.words_of(one.element, category),
            Said(name, one.role, one.made_at, one.status_after, one.text_after),
        )
        for one, name in rows
    )


def _ahead(reading: LabelReading) -> int:
    if reading.state is not ReadingState.QUEUED:
        return 0
    counted = (
        sa.select(sa.func.count())
        .select_from(LabelReading)
        .where(LabelReading.state.in_(life.OPEN), LabelReading.id < reading.id)
    )
    return session().scalar(counted) or 0


def _rows(reading: LabelReading, taken: Sequence[LabelPhoto], shelf_life: int | None) -> list[Row]:
    """The elements that say something; one that nobody misses is left out."""
    if reading.state not in (ReadingState.DONE, ReadingState.BY_HAND):
        return []
    stated = sights.declared(reading.declared)
    found, history = labels.elements(reading.id), _history(reading.id)
    rows: list[Row] = []
    for standing in labels.standings(reading, shelf_life):
        machine, said = found.get(standing.element), history.get(standing.element, ())
        if not standing.matters and not said and standing.status in (None, Status.NOT_FOUND):
            continue
        by = Corrector.CURATOR if any(one.role is Corrector.CURATOR for one in said) else Corrector.SELLER
        rows.append(
            Row(
                number=len(rows) + 1,
                element=standing.element,
                words=rules.words_of(standing.element, stated.category),
                status=standing.status,
                text=standing.text,
                declared=stated.of(standing.element),
                advice=rules.advice(standing.element, stated.category),
                clear=rules.how_clear(machine.confidence) if machine and machine.text and not said else "",
                by=by if said else None,
                matters=standing.matters,
                place=_place(machine, taken),
                history=said,
            )
        )
    return rows


def _history(reading_id: int) -> dict[Element, tuple[Said, ...]]:
    told: dict[Element, tuple[Said, ...]] = {}
    said = labels.corrections(reading_id)
    people = sa.select(Person.id, Person.name).where(Person.id.in_({one.by_id for one in said}))
    names = {person_id: name for person_id, name in session().execute(people)} if said else {}
    for one in said:
        line = Said(names[one.by_id], one.role, one.made_at, one.status_after, one.text_after)
        told[one.element] = (*told.get(one.element, ()), line)
    return told


def _place(machine: LabelElement | None, taken: Sequence[LabelPhoto]) -> Place | None:
    """Where it was found, with a margin; places outside of the picture are drawn in."""
    if machine is None or machine.box is None:
        return None
    on = next((one for one in taken if one.position == machine.photo), None)
    if on is None:
        return None
    left, top, right, bottom = machine.box
    margin = round(MARGIN * (bottom - top))
    return Place(
        photo=on.position + 1,
        evidence_id=on.evidence_id,
        left=min(max(0, left - margin), on.width - 1),
        top=min(max(0, top - margin), on.height - 1),
        right=max(1, min(on.width, right + margin)),
        bottom=max(1, min(on.height, bottom + margin)),
    )


def _shown(photo: LabelPhoto, rows: Sequence[Row]) -> ShownPhoto:
    number = photo.position + 1
    return ShownPhoto(
        number=number,
        words=life.SIDE_WORDS[photo.side],
        evidence_id=photo.evidence_id,
        width=photo.width,
        height=photo.height,
        is_read=photo.sight is not None,
        marks=tuple(
            _mark(row.number, row.status, row.place, photo)
            for row in rows
            if row.place is not None and row.place.photo == number and row.status is not None
        ),
    )


def _mark(number: int, status: Status, place: Place, photo: LabelPhoto) -> Mark:
    left, top, right, bottom = (
        round(side * WIDE / photo.width) for side in (place.left, place.top, place.right, place.bottom)
    )
    tall = round(WIDE * photo.height / photo.width)
    return Mark(
        number=number,
        status=status,
        x=left,
        y=top,
        width=max(1, right - left),
        height=max(1, bottom - top),
        at_x=max(FIGURE, left - FIGURE),
        at_y=max(FIGURE, min((top + bottom) // 2, tall - FIGURE)),
    )
