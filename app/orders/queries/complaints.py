"""Reading complaints: the buyer's own, those of a seller's parcels, those that an officer mediates; and whose time is over."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.accounts import queries as people
from app.base import clock
from app.base.actor import Actor, Role
from app.base.errors import NotFound
from app.catalog.models import Product
from app.catalog.rules.facts import is_food
from app.db.session import session
from app.orders.models import (
    Complaint,
    ComplaintLine,
    ComplaintPhoto,
    ComplaintStep,
    GoodsReturn,
    Order,
    OrderLine,
    Parcel,
    Resend,
)
from app.orders.queries import hub
from app.orders.queries import order as orders
from app.orders.queries.order import LineRow
from app.orders.rules import complaint as rules
from app.orders.rules.complaint import (
    ENDED,
    Claimable,
    ComplaintKind,
    ComplaintMove,
    ComplaintState,
    Proposal,
    Standing,
)
from app.orders.rules.log import Party, sentence
from app.sellers import queries as sellers
from app.sellers.models import Membership, Seller

# -- before complaining -------------------------------------------------------------------------


def parcel_of(order: Order, parcel_id: int) -> Parcel:
    """A part of this order. Raises NotFound for a part of another one."""
    found = session().get(Parcel, parcel_id)
    if found is None or found.order_id != order.id:
        raise NotFound(parcel_id)
    return found


def standing(order: Order, parcel: Parcel) -> Standing:
    """How a parcel stands now, for complaining."""
    categories = session().scalars(
        sa.select(Product.category)
        .join(OrderLine, OrderLine.product_id == Product.id)
        .where(OrderLine.parcel_id == parcel.id)
    )
    through = hub.of_parcel(parcel)
    return Standing(
        state=parcel.state,
        # what goes through a post leaves with all the rest, and late parts are asked about before that day
        ready_on=parcel.ready_on if through is None else through.row.ready_on,
        arrives_on=parcel.arrives_on,
        received_at=parcel.received_at,
        region=order.village_code,
        food=any(is_food(one) for one in categories),
        now=clock.now(),
        assumed=parcel.receipt_assumed,
    )


def claimable(lines: Sequence[OrderLine]) -> list[Claimable]:
    """The lines of a parcel, with the pieces about which one may complain: none of a line in an open complaint."""
    taken = set(
        session().scalars(
            sa.select(ComplaintLine.order_line_id)
            .join(Complaint, Complaint.id == ComplaintLine.complaint_id)
            .where(ComplaintLine.order_line_id.in_([one.id for one in lines]), Complaint.state.not_in(ENDED))
        )
    )
    return [Claimable(one.id, one.price, 0 if one.id in taken else one.left) for one in lines]


@dataclass(frozen=True)
class Trouble:
    """What the page of an order says of a part: whether one may complain now, and the complaints that there are."""

    may_open: bool
    complaints: Sequence[Complaint]


def on_order(order: Order, sheets: Sequence[orders.ParcelSheet]) -> dict[int, Trouble]:
    """Part → what is to be said of complaints."""
    found = defaultdict(list)
    for one in session().scalars(
        sa.select(Complaint)
        .where(Complaint.parcel_id.in_([sheet.parcel.id for sheet in sheets]))
        .order_by(Complaint.id)
    ):
        found[one.parcel_id].append(one)
    return {
        sheet.parcel.id: Trouble(
            bool(rules.kinds(standing(order, sheet.parcel)))
            and any(one.free for one in claimable([row.line for row in sheet.lines])),
            found[sheet.parcel.id],
        )
        for sheet in sheets
    }


def on_parcel(parcel_id: int) -> Sequence[Complaint]:
    """The complaints about a part, oldest first."""
    return (
        session()
        .scalars(sa.select(Complaint).where(Complaint.parcel_id == parcel_id).order_by(Complaint.id))
        .all()
    )


def open_among(parcel_ids: Collection[int]) -> dict[int, list[Complaint]]:
    """Part → the complaints about it that are not over, oldest first."""
    found: dict[int, list[Complaint]] = defaultdict(list)
    for one in session().scalars(
        sa.select(Complaint)
        .where(Complaint.parcel_id.in_(parcel_ids), Complaint.state.not_in(ENDED))
        .order_by(Complaint.id)
    ):
        found[one.parcel_id].append(one)
    return found


# -- one complaint, scoped ----------------------------------------------------------------------


def get(complaint_id: int) -> Complaint:
    """One complaint. Raises NotFound."""
    found = session().get(Complaint, complaint_id)
    if found is None:
        raise NotFound(complaint_id)
    return found


def step(step_id: int) -> ComplaintStep:
    """One step. Raises NotFound."""
    found = session().get(ComplaintStep, step_id)
    if found is None:
        raise NotFound(step_id)
    return found


def for_buyer(number: str, complaint_id: int, actor: Actor | None, key: str | None) -> Complaint:
    """A complaint about her own order, or about the one whose key she holds. Raises NotFound for everyone else."""
    order = orders.for_buyer(number, actor, key)
    return _one(
        sa.select(Complaint)
        .join(Parcel, Parcel.id == Complaint.parcel_id)
        .where(Complaint.id == complaint_id, Parcel.order_id == order.id),
        complaint_id,
    )


def for_seller(actor: Actor, complaint_id: int) -> Complaint:
    """A complaint about a parcel of her own gerai. Raises NotFound."""
    return _one(
        sa.select(Complaint)
        .join(Parcel, Parcel.id == Complaint.parcel_id)
        .where(Complaint.id == complaint_id, Parcel.seller_id == sellers.owned(actor).id),
        complaint_id,
    )


def for_officer(actor: Actor, complaint_id: int) -> Complaint:
    """A complaint that was brought before the mediators of her region. Raises NotFound."""
    return _one(_mediated(actor).where(Complaint.id == complaint_id), complaint_id)


def _one(query: sa.Select[Complaint], complaint_id: int) -> Complaint:
    found = session().scalar(query)
    if found is None:
        raise NotFound(complaint_id)
    return found


def _mediated(actor: Actor) -> sa.Select[Complaint]:
    """Where she may mediate: gerai of her region, unless she makes there herself or has bought it herself."""
    reach = [
        sa.or_(
            Seller.village_code == grant.region,
            Seller.village_code.startswith(f"{grant.region}.", autoescape=True),
        )
        for grant in actor.grants_of(Role.OFFICER)
    ]
    asked = sa.exists().where(
        ComplaintStep.complaint_id == Complaint.id,
        ComplaintStep.move.in_([ComplaintMove.MEDIATE, ComplaintMove.ESCALATE]),
    )
    own = sa.select(Membership.seller_id).where(
        Membership.person_id == actor.person_id, Membership.until.is_(None)
    )
    return (
        sa.select(Complaint)
        .join(Parcel, Parcel.id == Complaint.parcel_id)
        .join(Order, Order.id == Parcel.order_id)
        .join(Seller, Seller.id == Parcel.seller_id)
        .where(sa.or_(sa.false(), *reach), asked, Seller.id.not_in(own))
        .where(Order.person_id.is_distinct_from(actor.person_id))
    )


# -- what its page shows ------------------------------------------------------------------------


@dataclass(frozen=True)
class StepRow:
    """A step as all parties read it."""

    step: ComplaintStep
    sentence: str


@dataclass(frozen=True)
class Claimed:
    """A line with the pieces complained about."""

    row: LineRow
    pieces: int


@dataclass(frozen=True)
class Sheet:
    """A complaint with everything that its pages show."""

    complaint: Complaint
    parcel: Parcel
    order: Order
    lines: Sequence[Claimed]
    evidence: Sequence[int]
    steps: Sequence[StepRow]
    offer: ComplaintStep | None
    resend: Resend | None
    goods_return: GoodsReturn | None
    mediator: str | None
    food: bool

    @property
    def turn(self) -> Party | None:
        """Who acts next."""
        return rules.TURN.get(self.complaint.state)

    @property
    def wish(self) -> Proposal:
        return Proposal(self.complaint.wanted, self.complaint.wanted_amount)

    @property
    def cost(self) -> int:
        """Rupiah that the pieces complained about have cost."""
        return sum(one.row.line.price * one.pieces for one in self.lines)

    @property
    def offered(self) -> Proposal | None:
        return None if self.offer is None else proposal_of(self.offer)

    def next_step(self, due: str) -> str | None:
        """What comes next; `due`: the moment of its clock, written."""
        return rules.next_step(
            self.complaint.state,
            maker=self.parcel.seller_name,
            mediator=self.mediator,
            due=due,
            sent_by=self.resend.promised_on if self.resend else None,
        )

    @property
    def may_add_photos(self) -> bool:
        return self.complaint.state in rules.NEGOTIATING and len(self.evidence) < rules.MOST_PHOTOS


def proposal_of(one: ComplaintStep) -> Proposal:
    """What a step proposes. Only for steps that name an outcome."""
    if one.outcome is None:
        raise ValueError(one.move)
    return Proposal(one.outcome, one.amount, one.day)


def sheet(complaint: Complaint) -> Sheet:
    """Everything about a complaint; that it may be read has been made sure."""
    parcel = orders.parcel(complaint.parcel_id)
    order = orders.get(parcel.order_id)
    pieces = pieces_of(complaint.id)
    mediator = complaint.mediator_id
    return Sheet(
        complaint=complaint,
        parcel=parcel,
        order=order,
        lines=[
            Claimed(row, pieces[row.line.id])
            for row in orders.lines_of([parcel.id])[parcel.id]
            if row.line.id in pieces
        ],
        evidence=evidence_of(complaint.id),
        steps=[
            StepRow(one, sentence(f"complaint_{one.move.value}", one.facts)) for one in steps_of(complaint.id)
        ],
        offer=offer_of(complaint.id) if complaint.state is ComplaintState.OFFERED else None,
        resend=session().get(Resend, complaint.id),
        goods_return=session().get(GoodsReturn, complaint.id),
        mediator=people.person(mediator).name if mediator is not None else None,
        food=standing(order, parcel).food,
    )


def pieces_of(complaint_id: int) -> dict[int, int]:
    """Order line → pieces complained about."""
    rows = session().execute(
        sa.select(ComplaintLine.order_line_id, ComplaintLine.pieces)
        .where(ComplaintLine.complaint_id == complaint_id)
        .order_by(ComplaintLine.order_line_id)
    )
    return {line: count for line, count in rows}


def evidence_of(complaint_id: int) -> Sequence[int]:
    """Its private pictures, in the order in which they came."""
    return (
        session()
        .scalars(
            sa.select(ComplaintPhoto.evidence_id)
            .where(ComplaintPhoto.complaint_id == complaint_id)
            .order_by(ComplaintPhoto.evidence_id)
        )
        .all()
    )


def steps_of(complaint_id: int) -> Sequence[ComplaintStep]:
    """What happened, oldest first."""
    return (
        session()
        .scalars(
            sa.select(ComplaintStep)
            .where(ComplaintStep.complaint_id == complaint_id)
            .order_by(ComplaintStep.id)
        )
        .all()
    )


def offer_of(complaint_id: int) -> ComplaintStep | None:
    """The newest offer of the seller."""
    return session().scalar(
        sa.select(ComplaintStep)
        .where(ComplaintStep.complaint_id == complaint_id, ComplaintStep.move == ComplaintMove.OFFER)
        .order_by(ComplaintStep.id.desc())
        .limit(1)
    )


# -- lists --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Listed:
    """A complaint in a list."""

    id: int
    kind: ComplaintKind
    state: ComplaintState
    opened_at: datetime
    due_at: datetime | None
    number: str
    maker: str
    buyer: str
    goods: str


def _rows(query: sa.Select[Complaint], limit: int) -> list[Listed]:
    goods = (
        sa.select(
            sa.func.string_agg(
                ComplaintLine.pieces.op("||")(sa.literal(" × ")).op("||")(OrderLine.name), sa.literal(", ")
            )
        )
        .select_from(ComplaintLine)
        .join(OrderLine, OrderLine.id == ComplaintLine.order_line_id)
        .where(ComplaintLine.complaint_id == Complaint.id)
        .correlate(Complaint)
        .scalar_subquery()
    )
    rows = session().execute(
        query.with_only_columns(
            Complaint.id, Complaint.kind, Complaint.state, Complaint.opened_at, Complaint.due_at,
            Order.number, Parcel.seller_name, Order.buyer_name, goods,
        ).limit(limit)
    )  # fmt: skip
    return [Listed(*row) for row in rows]


def of_seller(actor: Actor, limit: int) -> list[Listed]:
    """The complaints about her parcels: the open ones first, by their clock."""
    return _rows(
        sa.select(Complaint)
        .join(Parcel, Parcel.id == Complaint.parcel_id)
        .join(Order, Order.id == Parcel.order_id)
        .where(Parcel.seller_id == sellers.owned(actor).id)
        .order_by(Complaint.due_at.asc().nulls_last(), Complaint.id.desc()),
        limit,
    )


def queue(actor: Actor, after: tuple[int, int] | None, limit: int) -> list[Listed]:
    """What waits for a mediator, the longest first. `after`: due moment (microseconds) and id of the last one shown."""
    due = sa.cast(sa.func.extract("epoch", Complaint.due_at) * 1_000_000, sa.BigInteger)
    query = _mediated(actor).where(Complaint.state == ComplaintState.MEDIATED)
    if after is not None:
        query = query.where(sa.tuple_(due, Complaint.id) > sa.tuple_(*map(sa.literal, after)))
    return _rows(query.order_by(due, Complaint.id), limit)


def decided(actor: Actor, limit: int) -> list[Listed]:
    """What was brought before her region's mediators and has gone on, the newest first."""
    query = _mediated(actor).where(Complaint.state != ComplaintState.MEDIATED)
    return _rows(query.order_by(Complaint.id.desc()), limit)


def count_mediated(actor: Actor) -> tuple[int, int]:
    """How many wait for a mediator of her region, and how many of them longer than promised."""
    found = _mediated(actor).where(Complaint.state == ComplaintState.MEDIATED).subquery()
    late = sa.func.count().filter(found.c.due_at <= clock.now())
    row = session().execute(sa.select(sa.func.count(), late).select_from(found)).one()
    return row[0], row[1]


def count_sellers_turn(seller_id: int) -> int:
    """How many complaints wait for the seller."""
    hers = [state for state, party in rules.TURN.items() if party is Party.SELLER]
    counted = (
        sa.select(sa.func.count())
        .select_from(Complaint)
        .join(Parcel, Parcel.id == Complaint.parcel_id)
        .where(Parcel.seller_id == seller_id, Complaint.state.in_(hers))
    )
    return int(session().scalar(counted) or 0)


# -- clocks and mediators -----------------------------------------------------------------------


def overdue(now: datetime, limit: int) -> Sequence[int]:
    """Complaints in which somebody's time is over; a mediator's is only hers to answer for."""
    return (
        session()
        .scalars(
            sa.select(Complaint.id)
            .where(Complaint.due_at <= now, Complaint.state != ComplaintState.MEDIATED)
            .order_by(Complaint.due_at)
            .limit(limit)
        )
        .all()
    )


def to_remind(now: datetime, limit: int) -> Sequence[int]:
    """Complaints in which somebody's time ends soon, and who was not told so yet."""
    return (
        session()
        .scalars(
            sa.select(Complaint.id)
            .where(Complaint.due_at <= now + rules.REMIND_BEFORE, Complaint.reminded_at.is_(None))
            .order_by(Complaint.due_at)
            .limit(limit)
        )
        .all()
    )


def mediators(seller_id: int) -> Sequence[int]:
    """The officers of a gerai's region, who with the fewest cases first; never its own members."""
    village = sellers.get(seller_id).village_code or ""
    ids = set(people.holders(Role.OFFICER, village)) - set(sellers.member_ids(seller_id))
    rows = session().execute(
        sa.select(Complaint.mediator_id, sa.func.count())
        .where(Complaint.mediator_id.in_(ids), Complaint.state == ComplaintState.MEDIATED)
        .group_by(Complaint.mediator_id)
    )
    busy = {person: count for person, count in rows}
    return sorted(ids, key=lambda one: (busy.get(one, 0), one))
