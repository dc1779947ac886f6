"""Look-ups of official gifts: what may become one, what is proposed, what holds, and the public proof."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from app.accounts.models import Person
from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.base.zones import day_in
from app.catalog.models import Paper, Product, Revision, RevisionPhoto, StorefrontListing
from app.catalog.queries import shop
from app.catalog.rules import facts as fact_rules
from app.catalog.rules.life import RevisionState, Supply
from app.catalog.rules.visibility import required_papers
from app.curation.models import GiftApproval, GiftCase, GiftVote, Round
from app.curation.queries.reach import may_see, one_for
from app.curation.rules.gifts import Standing
from app.curation.rules.panel import CaseState, Voice
from app.curation.rules.rounds import RoundState
from app.db.session import session
from app.media.models import Photo
from app.regions.models import Region
from app.sellers.models import Seller
from app.training.rules import code_in

MOST = 200


def open_gift(product_id: int) -> GiftApproval | None:
    """The approval under which a product is an official gift."""
    return session().scalar(
        sa.select(GiftApproval).where(GiftApproval.product_id == product_id, GiftApproval.ended_at.is_(None))
    )


def open_case(product_id: int, *, lock: bool = False) -> GiftCase | None:
    """The proposal that waits for voices."""
    query = sa.select(GiftCase).where(GiftCase.product_id == product_id, GiftCase.state == CaseState.VOTING)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session().scalar(query)


def _approving() -> sa.ColumnElement[bool]:
    """The round that approved the version which is on show."""
    return sa.and_(Round.state == RoundState.APPROVED, Round.revision_id == Product.approved_revision_id)


def product_for(actor: Actor, product_id: int) -> Round:
    """The round that approved a good which this curator may judge, as it is now. Raises NotFound."""
    wanted = (
        sa.select(Round)
        .join(Product, Product.id == Round.product_id)
        .where(Product.id == product_id, Product.removed_at.is_(None), _approving())
        .order_by(Round.number.desc())
    )
    return one_for(actor, wanted, product_id)


def case_for(actor: Actor, case_id: int) -> GiftCase:
    """A case that this curator may see. Raises NotFound."""
    wanted = (
        sa.select(GiftCase)
        .join(Round, Round.id == GiftCase.round_id)
        .join(Product, Product.id == GiftCase.product_id)
        .where(GiftCase.id == case_id)
    )
    return one_for(actor, wanted, case_id)


def approval_for(actor: Actor, approval_id: int) -> GiftApproval:
    """An approval that this curator may see. Raises NotFound."""
    wanted = (
        sa.select(GiftApproval)
        .join(GiftCase, GiftCase.id == GiftApproval.case_id)
        .join(Round, Round.id == GiftCase.round_id)
        .join(Product, Product.id == GiftApproval.product_id)
        .where(GiftApproval.id == approval_id)
    )
    return one_for(actor, wanted, approval_id)


def votes(case_id: int) -> Sequence[GiftVote]:
    """What was said, the first first."""
    return (
        session().scalars(sa.select(GiftVote).where(GiftVote.case_id == case_id).order_by(GiftVote.id)).all()
    )


def voices(case_id: int) -> list[Voice]:
    """The same as the rule of the panel takes it."""
    return [Voice(one.person_id, one.is_for, one.as_chair) for one in votes(case_id)]


def overdue(now: datetime) -> Sequence[int]:
    """Cases whose time to speak is over."""
    query = sa.select(GiftCase.id).where(GiftCase.state == CaseState.VOTING, GiftCase.vote_by <= now)
    return session().scalars(query.order_by(GiftCase.id).limit(MOST)).all()


def holding() -> list[tuple[int, str]]:
    """Approvals that have not ended, with the region of each."""
    rows = session().execute(
        sa.select(GiftApproval.id, GiftCase.region_code)
        .join(GiftCase, GiftCase.id == GiftApproval.case_id)
        .where(GiftApproval.ended_at.is_(None))
        .order_by(GiftApproval.id)
    )
    return [(approval_id, region) for approval_id, region in rows]


def region_of(product_id: int) -> str:
    """The village of its maker."""
    return (
        session()
        .execute(sa.select(StorefrontListing.village_code).where(StorefrontListing.product_id == product_id))
        .scalar_one()
    )


# -- what may become one --------------------------------------------------------------------------------


def standing(product_id: int) -> Standing:
    """What is true of a good now. Raises NotFound for one of which no version is approved."""
    found = standings([product_id])
    if product_id not in found:
        raise NotFound(product_id)
    return found[product_id]


def standings(product_ids: Collection[int]) -> dict[int, Standing]:
    """What is true of these goods now, in two statements; those without an approved version are left out."""
    newer = (
        sa.exists()
        .where(
            Revision.product_id == Product.id,
            Revision.state == RevisionState.SUBMITTED,
        )
        .correlate(Product)
    )
    judged = orm.aliased(Round)
    newest = (
        sa.select(sa.func.max(judged.number))
        .where(
            judged.product_id == Product.id,
            judged.state == RoundState.APPROVED,
            judged.revision_id == Product.approved_revision_id,
        )
        .correlate(Product)
        .scalar_subquery()
    )
    approved = orm.aliased(Revision)
    rows = session().execute(
        sa.select(
            Product, approved, Round.grade, Round.gates_failed, newer, shop.on_show(clock.now()), StorefrontListing.stock,
        )
        .join(approved, approved.id == Product.approved_revision_id)
        .join(Round, sa.and_(Round.product_id == Product.id, Round.number == newest))
        .join(StorefrontListing, StorefrontListing.product_id == Product.id)
        .where(Product.id.in_(product_ids), Product.removed_at.is_(None))
    ).all()  # fmt: skip
    papers = _papers([row[0].id for row in rows])
    return {
        product.id: _standing(product, revision, grade, gates, waits, shown, stock, papers[product.id])
        for product, revision, grade, gates, waits, shown, stock in rows
    }


def _papers(product_ids: Collection[int]) -> Mapping[int, list[Paper]]:
    found: dict[int, list[Paper]] = defaultdict(list)
    for paper in session().scalars(sa.select(Paper).where(Paper.product_id.in_(product_ids))):
        found[paper.product_id].append(paper)
    return found


def _standing(
    product: Product,
    revision: Revision,
    grade: str | None,
    gates_failed: Sequence[str],
    newer_waits: bool,
    is_on_show: bool | None,
    stock: int,
    papers: Sequence[Paper],
) -> Standing:
    facts = revision.facts
    there = {one.kind: one for one in papers}
    needed = required_papers(product.category, facts.get("shelf_life"), facts.get("halal"), there)
    return Standing(
        on_show=bool(is_on_show),
        newer_waits=newer_waits,
        grade=grade,
        gates_failed=bool(gates_failed),
        needed=frozenset(needed),
        seen=frozenset(kind for kind, one in there.items() if one.seen_at is not None),
        paper_ends=min((one.ends_on for one in papers if one.kind in needed and one.ends_on), default=None),
        is_food=fact_rules.is_food(product.category),
        shelf_life=facts.get("shelf_life"),
        has_capacity=product.supply is Supply.MADE or product.line_id is not None or stock > 0,
    )


# -- lists of the curator -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Good:
    """A good in a list: its name, maker and place, the round behind it."""

    product_id: int
    slug: str
    name: str
    seller_name: str
    place: str
    region: str
    round_id: int
    cover: Photo | None


@dataclass(frozen=True)
class Candidate:
    """A good that is no official gift yet, and how it stands."""

    good: Good
    standing: Standing


@dataclass(frozen=True)
class Waiting:
    """A case that waits for voices. `mine`: this curator has spoken."""

    case: GiftCase
    good: Good
    agreed: int
    against: int
    mine: bool
    is_renewal: bool


@dataclass(frozen=True)
class Holding:
    """An official gift. `proposed`: its renewal waits for voices already."""

    approval: GiftApproval
    good: Good
    shown_from: datetime | None
    shown_until: datetime | None
    proposed: bool


_GOOD = (
    Product.id,
    Product.slug,
    Revision.name,
    Seller.name,
    Region.path,
    Round.region_code,
    Round.id,
    Photo,
)


def _goods(query: Any, actor: Actor) -> Any:
    """Joined from `Round`, scoped to the curator."""
    cover = (
        sa.select(RevisionPhoto.photo_id)
        .where(RevisionPhoto.revision_id == Round.revision_id)
        .order_by(RevisionPhoto.position)
        .limit(1)
        .correlate(Round)
        .scalar_subquery()
    )
    return (
        query.join(Revision, Revision.id == Round.revision_id)
        .join(Seller, Seller.id == Product.seller_id)
        .join(Region, Region.code == Round.region_code)
        .outerjoin(Photo, Photo.id == cover)
        .where(may_see(actor))
    )


def candidates(actor: Actor, after: int | None, limit: int) -> list[Candidate]:
    """Approved goods of her region that are neither official gifts nor proposed, newest round first."""
    taken = sa.or_(
        sa.exists().where(GiftApproval.product_id == Product.id, GiftApproval.ended_at.is_(None)),
        sa.exists().where(GiftCase.product_id == Product.id, GiftCase.state == CaseState.VOTING),
    )
    query = _goods(
        sa.select(*_GOOD).select_from(Round).join(Product, sa.and_(Product.id == Round.product_id, _approving())), actor
    ).where(Product.removed_at.is_(None), sa.not_(taken))  # fmt: skip
    if after is not None:
        query = query.where(Round.id < after)
    goods = [Good(*row) for row in session().execute(query.order_by(Round.id.desc()).limit(limit))]
    found = standings([one.product_id for one in goods])
    return [Candidate(one, found[one.product_id]) for one in goods if one.product_id in found]


def good_for(actor: Actor, product_id: int) -> Good:
    """One of them. Raises NotFound."""
    approving = product_for(actor, product_id)
    query = _goods(sa.select(*_GOOD).select_from(Round).join(Product, Product.id == Round.product_id), actor)
    return Good(*session().execute(query.where(Round.id == approving.id)).one())


def good_of_case(actor: Actor, case_id: int) -> Good:
    """The good as it was proposed. Raises NotFound."""
    case = case_for(actor, case_id)
    query = _goods(sa.select(*_GOOD).select_from(Round).join(Product, Product.id == Round.product_id), actor)
    return Good(*session().execute(query.where(Round.id == case.round_id)).one())


def approval_of(case_id: int) -> GiftApproval | None:
    """What came of a case that was given."""
    return session().scalar(sa.select(GiftApproval).where(GiftApproval.case_id == case_id))


def waiting(actor: Actor) -> list[Waiting]:
    """Cases of her region that wait for voices: those where hers is missing first, then by their time."""
    agreed = sa.func.count(GiftVote.id).filter(GiftVote.is_for)
    against = sa.func.count(GiftVote.id).filter(sa.not_(GiftVote.is_for))
    mine = sa.func.coalesce(sa.func.bool_or(GiftVote.person_id == actor.by_id), False)
    counted = (
        sa.select(GiftVote.case_id, agreed.label("agreed"), against.label("against"), mine.label("mine"))
        .group_by(GiftVote.case_id)
        .subquery()
    )
    renewal = sa.exists().where(
        GiftApproval.product_id == GiftCase.product_id, GiftApproval.ended_at.is_(None)
    )
    query = _goods(
        sa.select(GiftCase, counted.c.agreed, counted.c.against, counted.c.mine, renewal, *_GOOD)
        .select_from(GiftCase)
        .join(Round, Round.id == GiftCase.round_id)
        .join(Product, Product.id == GiftCase.product_id)
        .join(counted, counted.c.case_id == GiftCase.id),
        actor,
    ).where(GiftCase.state == CaseState.VOTING)
    rows = session().execute(query.order_by(counted.c.mine, GiftCase.vote_by, GiftCase.id).limit(MOST))
    return [
        Waiting(case, Good(*good), agreed, against, mine, is_renewal)
        for case, agreed, against, mine, is_renewal, *good in rows
    ]


def approvals(actor: Actor, until: date | None = None) -> list[Holding]:
    """The official gifts of the curator's region, those that end first at the top; with `until` those that end by this day."""
    newer = orm.aliased(GiftCase)
    proposed = sa.exists().where(newer.product_id == Product.id, newer.state == CaseState.VOTING)
    query = _goods(
        sa.select(GiftApproval, StorefrontListing.gift_from, StorefrontListing.gift_until, proposed, *_GOOD)
        .select_from(GiftApproval)
        .join(GiftCase, GiftCase.id == GiftApproval.case_id)
        .join(Round, Round.id == GiftCase.round_id)
        .join(Product, Product.id == GiftApproval.product_id)
        .join(StorefrontListing, StorefrontListing.product_id == Product.id),
        actor,
    ).where(GiftApproval.ended_at.is_(None))
    if until is not None:
        query = query.where(GiftApproval.until <= until)
    rows = session().execute(query.order_by(GiftApproval.until, GiftApproval.id).limit(MOST))
    return [Holding(one, Good(*good), begins, ends, again) for one, begins, ends, again, *good in rows]


MOST_ENDED = 20


def ended(actor: Actor) -> list[tuple[GiftApproval, Good]]:
    """What was an official gift in her region and no longer is, the newest end first; a renewed one goes on and is left out."""
    goes_on = orm.aliased(GiftApproval)
    query = _goods(
        sa.select(GiftApproval, *_GOOD)
        .select_from(GiftApproval)
        .join(GiftCase, GiftCase.id == GiftApproval.case_id)
        .join(Round, Round.id == GiftCase.round_id)
        .join(Product, Product.id == GiftApproval.product_id),
        actor,
    ).where(
        GiftApproval.ended_at.is_not(None),
        ~sa.exists().where(goes_on.product_id == Product.id, goes_on.ended_at.is_(None)),
    )
    rows = session().execute(
        query.order_by(GiftApproval.ended_at.desc(), GiftApproval.id.desc()).limit(MOST_ENDED)
    )
    return [(one, Good(*good)) for one, *good in rows]


# -- what others see ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """A voice as curators of the region read it."""

    name: str
    vote: GiftVote


def said(case_id: int) -> list[Said]:
    """Every voice with its name, the first first."""
    rows = session().execute(
        sa.select(Person.name, GiftVote)
        .join(GiftVote, GiftVote.person_id == Person.id)
        .where(GiftVote.case_id == case_id)
        .order_by(GiftVote.id)
    )
    return [Said(name, vote) for name, vote in rows]


def cases_of(product_id: int) -> Sequence[GiftCase]:
    """Every proposal of a product, the newest first."""
    return (
        session()
        .scalars(sa.select(GiftCase).where(GiftCase.product_id == product_id).order_by(GiftCase.id.desc()))
        .all()
    )


@dataclass(frozen=True)
class Proof:
    """What the public page of an official gift says. `holds`: it is one at this moment."""

    approval: GiftApproval
    name: str
    slug: str
    seller_name: str
    place: str
    region: str
    holds: bool

    @property
    def ended_early_on(self) -> date | None:
        """The day on which it ended before its last day; None while it holds, and when it only ran out."""
        if self.approval.ended_at is None:
            return None
        day = day_in(self.region, self.approval.ended_at)
        return day if day <= self.approval.until else None


def proof(code: str) -> Proof:
    """The facts of a code as typed from paper. Raises NotFound."""
    row = (
        session()
        .execute(
            sa.select(
                GiftApproval, Revision.name, Product.slug, Seller.name, Region.path, GiftCase.region_code,
                shop.official(clock.now()),
            )
            .join(GiftCase, GiftCase.id == GiftApproval.case_id)
            .join(Revision, Revision.id == GiftApproval.revision_id)
            .join(Product, Product.id == GiftApproval.product_id)
            .join(Seller, Seller.id == Product.seller_id)
            .join(Region, Region.code == GiftCase.region_code)
            .join(StorefrontListing, StorefrontListing.product_id == Product.id)
            .where(GiftApproval.code == code_in(code))
        )
        .first()
    )  # fmt: skip
    if row is None:
        raise NotFound(code)
    approval, name, slug, seller_name, place, region, is_official = row
    holds = bool(is_official) and approval.ended_at is None
    return Proof(approval, name, slug, seller_name, place, region, holds)
