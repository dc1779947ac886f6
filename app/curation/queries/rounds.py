"""Look-ups of rounds, scoped to the curator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.base.actor import Actor
from app.base.errors import NotFound
from app.base.kinds import Category
from app.catalog.models import Paper, Product, Revision, RevisionPhoto
from app.curation.models import Round
from app.curation.queries.reach import may_see, one_for
from app.curation.rules.rounds import RoundState
from app.db.session import session
from app.media.models import Photo
from app.regions.models import Region
from app.sellers.models import Seller


@dataclass(frozen=True)
class Listed:
    """A round in the history, or one with a paper to see."""

    id: int
    number: int
    state: RoundState
    submitted_at: datetime
    judged_at: datetime | None
    region_code: str
    name: str
    category: Category
    seller_name: str
    place: str
    cover: Photo | None


def _rows(query: Any) -> list[Listed]:
    return [Listed(*row) for row in session().execute(query)]


def _listed(actor: Actor) -> Any:
    cover = (
        sa.select(RevisionPhoto.photo_id)
        .where(RevisionPhoto.revision_id == Round.revision_id)
        .order_by(RevisionPhoto.position)
        .limit(1)
        .correlate(Round)
        .scalar_subquery()
    )
    return (
        sa.select(
            Round.id, Round.number, Round.state, Round.submitted_at, Round.judged_at, Round.region_code,
            Revision.name, Product.category, Seller.name, Region.path, Photo,
        )
        .join(Revision, Revision.id == Round.revision_id)
        .join(Product, Product.id == Round.product_id)
        .join(Seller, Seller.id == Product.seller_id)
        .join(Region, Region.code == Round.region_code)
        .outerjoin(Photo, Photo.id == cover)
        .where(may_see(actor))
    )  # fmt: skip


def papers_to_see(actor: Actor, limit: int) -> list[Listed]:
    """Approved goods whose seller has stated a paper since that no curator has seen; the longest approved first."""
    unseen = sa.exists().where(
        Paper.product_id == Product.id,
        Paper.seen_at.is_(None),
        Paper.refused_at.is_(None),
        Paper.number != "",
    )
    return _rows(
        _listed(actor)
        .where(
            Round.state == RoundState.APPROVED,
            Round.revision_id == Product.approved_revision_id,
            Product.removed_at.is_(None),
            unseen,
        )
        .order_by(Round.id)
        .limit(limit)
    )


def history(
    actor: Actor, before: int | None, limit: int, *, own: bool = False, words: str = ""
) -> list[Listed]:
    """What was judged in her region, newest first; `own`: by herself; `words`: in the names of product and gerai."""
    judged = (RoundState.APPROVED, RoundState.CHANGES_ASKED, RoundState.DECLINED)
    query = _listed(actor).where(Round.state.in_(judged), *named(words))
    query = query.order_by(Round.id.desc()).limit(limit)
    if own:
        query = query.where(Round.judged_by_id == actor.by_id)
    return _rows(query if before is None else query.where(Round.id < before))


def named(words: str) -> list[sa.ColumnElement[bool]]:
    """Each of these words stands in the name of the product or of its gerai."""
    return [
        sa.or_(Revision.name.icontains(word, autoescape=True), Seller.name.icontains(word, autoescape=True))
        for word in words.split()[:6]
    ]


def get(round_id: int) -> Round:
    """A round by its number in the books, for handlers: nobody's reach is asked. Raises NotFound."""
    found = session().get(Round, round_id)
    if found is None:
        raise NotFound(round_id)
    return found


def round_for(actor: Actor, round_id: int) -> Round:
    """A round that this curator may see. Raises NotFound."""
    wanted = sa.select(Round).join(Product, Product.id == Round.product_id).where(Round.id == round_id)
    return one_for(actor, wanted, round_id)


def seen_rounds_of(actor: Actor, product_id: int) -> Sequence[Round]:
    """The rounds of a product that this curator may see, newest first."""
    return (
        session()
        .scalars(
            sa.select(Round)
            .join(Product, Product.id == Round.product_id)
            .where(Round.product_id == product_id, may_see(actor))
            .order_by(Round.number.desc())
        )
        .all()
    )


def rounds_of(product_id: int) -> Sequence[Round]:
    """Every round of a product, newest first."""
    return (
        session()
        .scalars(sa.select(Round).where(Round.product_id == product_id).order_by(Round.number.desc()))
        .all()
    )
