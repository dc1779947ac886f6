"""Figures over all packages, scoped to who asks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Person
from app.base.actor import Actor
from app.base.kinds import CRAFT_OF
from app.catalog.models import Paper, Product, Revision, StorefrontListing
from app.catalog.queries import schedule
from app.catalog.queries.shop import on_show
from app.catalog.rules.life import RevisionState
from app.curation.models import Round
from app.curation.rules.rounds import OPEN
from app.db.session import session
from app.orders.models import LineSlot, Order, OrderLine, Parcel
from app.orders.rules.life import HOLDING, OrderState, ParcelState
from app.regions.models import Agency
from app.sellers import queries as sellers
from app.sellers.models import Membership, Seller
from app.sellers.rules import SellerState
from app.training.models import Certificate, Participant, Programme, Skill, Training
from app.training.queries import officers_programmes

SOLD = (
    ParcelState.TO_ANSWER,
    ParcelState.ACCEPTED,
    ParcelState.PACKED,
    ParcelState.AT_POST,
    ParcelState.SENT,
    ParcelState.RECEIVED,
)


@dataclass(frozen=True)
class Cohort:
    """What became of the people of one training. Each is counted once a step, whatever she did twice."""

    training_id: int
    skill: str
    programme: str
    starts_on: date
    participants: int
    certified: int
    opened: int
    listed: int
    approved: int
    sold: int
    revenue: int


def cohorts(actor: Actor) -> list[Cohort]:
    """Trained → opened a gerai → listed → approved → sold, for each of the officer's trainings.

    A product counts for a person when it is of her training's craft and of a gerai that she makes in. Revenue is the
    price of such goods in parcels that were paid and not declined, shared goods of a group counted once a training.
    """
    people = (
        sa.select(
            Training.id.label("training"),
            Participant.person_id.label("person"),
            Skill.craft.label("craft"),
            Certificate.id.label("certificate"),
            Membership.seller_id.label("seller"),
        )
        .select_from(Training)
        .join(Programme, Programme.id == Training.programme_id)
        .join(Skill, Skill.id == Training.skill_id)
        .outerjoin(Participant, Participant.training_id == Training.id)
        .outerjoin(
            Certificate,
            sa.and_(Certificate.participant_id == Participant.id, Certificate.revoked_at.is_(None)),
        )
        .outerjoin(
            Membership, sa.and_(Membership.person_id == Participant.person_id, Membership.until.is_(None))
        )
        .where(officers_programmes(actor))
        .cte("people")
    )
    goods = _goods()
    steps = (
        sa.select(
            people.c.training,
            sa.func.count(people.c.person.distinct()).label("participants"),
            _count_people(people, people.c.certificate.is_not(None)).label("certified"),
            _count_people(people, Seller.opened_at.is_not(None)).label("opened"),
            _count_people(people, goods.c.product.is_not(None)).label("listed"),
            _count_people(people, goods.c.approved).label("approved"),
            _count_people(people, goods.c.revenue > 0).label("sold"),
        )
        .select_from(people)
        .outerjoin(Seller, Seller.id == people.c.seller)
        .outerjoin(goods, sa.and_(goods.c.seller == people.c.seller, goods.c.craft == people.c.craft))
        .group_by(people.c.training)
        .cte("steps")
    )
    of_training = (
        sa.select(people.c.training, goods.c.product, goods.c.revenue)
        .join(goods, sa.and_(goods.c.seller == people.c.seller, goods.c.craft == people.c.craft))
        .distinct()
        .cte("of_training")
    )
    revenue = (
        sa.select(of_training.c.training, sa.func.sum(of_training.c.revenue).label("revenue"))
        .group_by(of_training.c.training)
        .cte("revenue")
    )
    rows = session().execute(
        sa.select(
            Training.id, Skill.name, Programme.name, Training.starts_on, steps.c.participants, steps.c.certified,
            steps.c.opened, steps.c.listed, steps.c.approved, steps.c.sold,
            sa.cast(sa.func.coalesce(revenue.c.revenue, 0), sa.BigInteger),
        )
        .join(steps, steps.c.training == Training.id)
        .join(Programme, Programme.id == Training.programme_id)
        .join(Skill, Skill.id == Training.skill_id)
        .outerjoin(revenue, revenue.c.training == Training.id)
        .order_by(Training.starts_on.desc(), Training.id.desc())
        .limit(200)
    )  # fmt: skip
    return [Cohort(*row) for row in rows]


def _count_people(people: Any, condition: Any) -> Any:
    return sa.func.count(sa.case((condition, people.c.person)).distinct())


def _goods() -> Any:
    """Product, its gerai and craft, whether it was ever approved, and what of it was sold, in rupiah."""
    sold = (
        sa.select(sa.func.sum(OrderLine.price * (OrderLine.pieces - OrderLine.dropped)))
        .join(Parcel, Parcel.id == OrderLine.parcel_id)
        .where(OrderLine.product_id == Product.id, Parcel.state.in_(SOLD))
        .correlate(Product)
        .scalar_subquery()
    )
    crafts = sa.case(*((Product.category == category, craft.value) for category, craft in CRAFT_OF.items()))
    return sa.select(
        Product.id.label("product"),
        Product.seller_id.label("seller"),
        crafts.label("craft"),
        Product.approved_at.is_not(None).label("approved"),
        sa.func.coalesce(sold, 0).label("revenue"),
    ).cte("goods")


@dataclass(frozen=True)
class Today:
    """A seller's day in three numbers and what comes next."""

    to_answer: int
    to_make: int
    to_send: int
    income: int


def sellers_today(seller_id: int, today: date) -> Today:
    """What waits for an answer, pieces laid on today, parcels to be sent; and what was paid for parcels not declined."""
    counts: dict[ParcelState, int] = {
        state: count
        for state, count in session().execute(
            sa.select(Parcel.state, sa.func.count())
            .where(Parcel.seller_id == seller_id)
            .group_by(Parcel.state)
        )
    }
    pieces = session().scalar(
        sa.select(sa.func.coalesce(sa.func.sum(LineSlot.pieces), 0))
        .join(OrderLine, OrderLine.id == LineSlot.order_line_id)
        .join(Parcel, Parcel.id == OrderLine.parcel_id)
        .where(Parcel.seller_id == seller_id, LineSlot.day == today, Parcel.state.in_(HOLDING))
    )
    income = session().scalar(
        sa.select(sa.func.coalesce(sa.func.sum(Parcel.total - Parcel.returned), 0)).where(
            Parcel.seller_id == seller_id, Parcel.state.in_(SOLD)
        )
    )
    return Today(
        to_answer=counts.get(ParcelState.TO_ANSWER, 0),
        to_make=int(pieces or 0),
        to_send=counts.get(ParcelState.ACCEPTED, 0) + counts.get(ParcelState.PACKED, 0),
        income=int(income or 0),
    )


def hands_on(seller_id: int, day: date) -> list[tuple[str, int, int]]:
    """For the hands that work on a day: their name, what is taken of it, and how much it holds."""
    return [
        (one.name, one.hands.taken.get(day, 0), one.line.per_day)
        for one in schedule.lines(sellers.get(seller_id))
        if one.hands.work_on(day)
    ][:6]


@dataclass(frozen=True)
class ToMend:
    """A product that waits for its seller."""

    slug: str
    name: str
    state: RevisionState


def to_mend(seller_id: int) -> list[ToMend]:
    """Drafts and what curators sent back, the latter first."""
    newest = (
        sa.select(sa.func.max(Revision.number))
        .where(Revision.product_id == Product.id)
        .correlate(Product)
        .scalar_subquery()
    )
    rows = session().execute(
        sa.select(Product.slug, Revision.name, Revision.state)
        .join(Revision, sa.and_(Revision.product_id == Product.id, Revision.number == newest))
        .where(
            Product.seller_id == seller_id,
            Product.removed_at.is_(None),
            Revision.state.in_([RevisionState.CHANGES_ASKED, RevisionState.DRAFT]),
        )
        .order_by(Revision.state, Product.id.desc())
        .limit(5)
    )
    return [ToMend(*row) for row in rows]


@dataclass(frozen=True)
class Overview:
    """The whole house in numbers, for the admin."""

    people: int
    open_sellers: int
    on_show: int
    waiting_rounds: int
    orders: int
    revenue: int
    agencies: int


def overview(now: datetime) -> Overview:
    """One statement of counts."""

    def count(table: Any, *conditions: Any) -> Any:
        return sa.select(sa.func.count()).select_from(table).where(*conditions).scalar_subquery()

    paid = Order.state.in_([OrderState.AGREED, OrderState.PAID, OrderState.CLOSED])
    row = (
        session()
        .execute(
            sa.select(
                count(Person),
                count(Seller, Seller.state == SellerState.OPEN),
                count(StorefrontListing, on_show(now)),
                count(Round, Round.state.in_(OPEN)),
                count(Order, paid),
                sa.select(sa.func.coalesce(sa.func.sum(Parcel.total - Parcel.returned), 0))
                .where(Parcel.state.in_(SOLD))
                .scalar_subquery(),
                count(Agency),
            )
        )
        .one()
    )
    return Overview(*(int(value) for value in row))


@dataclass(frozen=True)
class Alert:
    """A paper of the officer's makers that ends soon."""

    product: str
    seller: str
    kind: str
    ends_on: date


def papers_ending(actor: Actor, before: date) -> list[Alert]:
    """Papers of participants' goods that end before a day, the nearest first."""
    makers = (
        sa.select(Membership.seller_id)
        .join(Participant, Participant.person_id == Membership.person_id)
        .join(Training, Training.id == Participant.training_id)
        .join(Programme, Programme.id == Training.programme_id)
        .where(officers_programmes(actor), Membership.until.is_(None))
    )
    rows = session().execute(
        sa.select(StorefrontListing.name, StorefrontListing.seller_name, Paper.kind, Paper.ends_on)
        .join(Paper, Paper.product_id == StorefrontListing.product_id)
        .join(Product, Product.id == StorefrontListing.product_id)
        .where(StorefrontListing.seller_id.in_(makers), Paper.ends_on <= before, Product.removed_at.is_(None))
        .order_by(Paper.ends_on)
        .limit(20)
    )
    return [Alert(name, seller, kind.value, ends_on) for name, seller, kind, ends_on in rows if ends_on]
