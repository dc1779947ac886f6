"""Versions of a product as they were handed in, and what lies between two of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.base.errors import NotFound
from app.catalog.models import Paper, Product, Revision, RevisionPhoto, Variant
from app.catalog.queries import check, own, packaging
from app.catalog.queries.own import Gathered, Photographed
from app.catalog.rules.life import PaperKind, RevisionState
from app.catalog.rules.packaging import Answer
from app.catalog.rules.versions import Choice, Difference, PaperSaid, Picture, Version, difference
from app.db.session import session
from app.media.models import Photo

APPROVED = (RevisionState.APPROVED, RevisionState.SUPERSEDED)
JUDGED = (*APPROVED, RevisionState.CHANGES_ASKED, RevisionState.DECLINED)


@dataclass(frozen=True)
class Comparison:
    """A version beside those before it: the one that was approved last, and the one that was judged last where that is
    another. `photos` by id, of all three."""

    since_approved: Difference | None
    since_judged: Difference | None
    photos: Mapping[int, Photo]


def compared(
    product: Product, revision: Revision, gathered: Gathered, board: packaging.Board
) -> Comparison | None:
    """What this version changes; None where none was judged before it. At most two statements more than its page asks."""
    if revision.number == 1:
        return None
    approved, judged = _before(revision)
    base = [one for one in (approved, judged) if one is not None]
    if not base:
        return None
    placed = _placed([one.id for one in base])
    if revision.state in (RevisionState.DRAFT, RevisionState.SUBMITTED):
        now = _live(product, revision, gathered.photos, gathered.variants, gathered.papers, board)
    else:
        now = _kept(product, revision, gathered.photos)
    names = _names(board)
    differences = {one.id: difference(_kept(product, one, placed[one.id]), now, names) for one in base}
    shown = [*gathered.photos, *(photo for photos in placed.values() for photo in photos)]
    return Comparison(
        differences[approved.id] if approved is not None else None,
        differences[judged.id] if judged is not None and judged is not approved else None,
        {one.photo.id: one.photo for one in shown},
    )


def _before(revision: Revision) -> tuple[Revision | None, Revision | None]:
    """The version that was approved last before this one, and the one that was judged last."""
    earlier = (Revision.product_id == revision.product_id, Revision.number < revision.number)
    newest_approved = (
        sa.select(sa.func.coalesce(sa.func.max(Revision.number), 0))
        .where(*earlier, Revision.state.in_(APPROVED))
        .scalar_subquery()
    )
    rows = (
        session()
        .scalars(
            sa.select(Revision)
            .where(*earlier, Revision.state.in_(JUDGED), Revision.number >= newest_approved)
            .order_by(Revision.number.desc())
        )
        .all()
    )
    approved = next((one for one in rows if one.state in APPROVED), None)
    return approved, rows[0] if rows else None


def neighbours(product: Product, number: int) -> tuple[Comparison, Revision]:
    """A version that was handed in, beside the one judged before it; nothing to compare the first with. Raises NotFound."""
    revision = session().scalar(
        sa.select(Revision).where(
            Revision.product_id == product.id,
            Revision.number == number,
            Revision.state != RevisionState.DRAFT,
        )
    )
    if revision is None:
        raise NotFound(number)
    _, judged = _before(revision)
    if judged is None:
        return Comparison(None, None, {}), revision
    placed = _placed([judged.id, revision.id])
    names = _names(packaging.board(product, revision, check.today_of(product)))
    between = difference(
        _kept(product, judged, placed[judged.id]), _kept(product, revision, placed[revision.id]), names
    )
    photos = {one.photo.id: one.photo for some in placed.values() for one in some}
    return Comparison(between, None, photos), revision


def _names(board: packaging.Board) -> dict[str, str]:
    return {place.item.code: place.item.question for place in board.places}


def _placed(revision_ids: Collection[int]) -> dict[int, list[Photographed]]:
    """The photos of several versions in one statement."""
    found: dict[int, list[Photographed]] = defaultdict(list)
    rows = session().execute(
        sa.select(RevisionPhoto.revision_id, Photo, RevisionPhoto.position, RevisionPhoto.alt)
        .join(Photo, Photo.id == RevisionPhoto.photo_id)
        .where(RevisionPhoto.revision_id.in_(revision_ids))
        .order_by(RevisionPhoto.revision_id, RevisionPhoto.position)
    )
    for revision_id, photo, position, alt in rows:
        found[revision_id].append(Photographed(photo, position, alt))
    return found


def _pictures(photos: Iterable[Photographed]) -> tuple[Picture, ...]:
    return tuple(Picture(one.photo.id, one.alt, one.photo.digest) for one in photos)


# -- as it stands now -----------------------------------------------------------------------------


def _live(
    product: Product,
    revision: Revision,
    photos: Sequence[Photographed],
    variants: Sequence[Variant],
    papers: Mapping[PaperKind, Paper],
    board: packaging.Board,
) -> Version:
    """A version that is still worked on or waits: what goes with it is what stands now, and what it asks for."""
    return Version(
        number=revision.number,
        category=product.category,
        name=revision.name,
        description=revision.description,
        facts=revision.facts,
        pictures=_pictures(photos),
        choices=_choices(revision, variants),
        papers=tuple(
            PaperSaid(kind, paper.number or paper.typed, paper.ends_on)
            for kind, paper in sorted(papers.items())
        ),
        packaging={place.item.code: place.seller.answer.answer for place in board.places if place.seller},
    )


def _choices(revision: Revision, variants: Sequence[Variant]) -> tuple[Choice, ...]:
    """What is on sale, with the names and prices that this version asks for, and then the new ones that it asks for."""
    waits = [] if revision.state in APPROVED else revision.asked
    asked = {one["variant"]: one for one in waits if one["variant"] is not None}
    found = []
    for one in variants:
        sides = (one.size.length, one.size.width, one.size.height) if one.size else None
        choice = Choice(one.id, one.label, one.price, one.weight_g, sides)
        wish = asked.get(one.id)
        if wish is not None:
            choice = replace(choice, label=choice.label if wish["label"] is None else wish["label"])
            if wish["price"] is not None:
                choice = replace(choice, price=wish["price"], on_sale=one.price)
        found.append(choice)
    new = [one for one in waits if one["variant"] is None]
    return (
        *found,
        *(Choice(None, one["label"], one["price"], one["weight_g"], _sides(one["sides"])) for one in new),
    )


def _sides(stored: Any) -> tuple[int, int, int] | None:
    return (stored[0], stored[1], stored[2]) if stored else None


# -- as it was kept -------------------------------------------------------------------------------


def to_keep(product: Product, revision: Revision) -> dict[str, Any]:
    """What stands beside the facts of a version at this moment, as `Revision.kept` holds it."""
    board = packaging.board(product, revision, check.today_of(product))
    now = _live(product, revision, (), own.variants(product.id), own.papers(product.id), board)
    return {
        "choices": [
            {
                "variant": one.variant_id,
                "label": one.label,
                "price": one.price,
                "weight_g": one.weight_g,
                "sides": list(one.sides) if one.sides else None,
            }
            for one in now.choices or ()
        ],
        "papers": [
            {
                "kind": one.kind.value,
                "number": one.number,
                "ends_on": one.ends_on.isoformat() if one.ends_on else None,
            }
            for one in now.papers or ()
        ],
        "packaging": {code: answer.value for code, answer in (now.packaging or {}).items()},
    }


def _kept(product: Product, revision: Revision, photos: Sequence[Photographed]) -> Version:
    """A version as it was when it was handed in, or approved."""
    version = Version(
        number=revision.number,
        category=product.category,
        name=revision.name,
        description=revision.description,
        facts=revision.facts,
        pictures=_pictures(photos),
    )
    kept = revision.kept
    if kept is None:
        return version
    return replace(
        version,
        choices=tuple(
            Choice(one["variant"], one["label"], one["price"], one["weight_g"], _sides(one["sides"]))
            for one in kept["choices"]
        ),
        papers=tuple(
            PaperSaid(
                PaperKind(one["kind"]),
                one["number"],
                date.fromisoformat(one["ends_on"]) if one["ends_on"] else None,
            )
            for one in kept["papers"]
        ),
        packaging={code: Answer(answer) for code, answer in kept["packaging"].items()},
    )
