"""Reading proofs: the buyer's own, those that a seller looks at, those that an officer was asked about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Person
from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.db.session import session
from app.orders.models import Order, Parcel
from app.orders.queries import order as orders
from app.orders.queries.officer import in_reach
from app.payments.models import ConfirmRequest, Payment, PaymentProof
from app.payments.rules import proving as rules
from app.payments.rules.states import WAITING, PaymentState
from app.payments.rules.waiting import Waiting
from app.payments.rules.ways import BY_PROOF, WORDS, Mode, Way
from app.sellers import queries as sellers
from app.sellers.models import Membership, Seller

Rows = Any
"""A query for rows of several tables, whose types the query builder loses."""

# -- one of them --------------------------------------------------------------------------------


def proof(proof_id: int) -> PaymentProof:
    """One proof. Raises NotFound."""
    found = session().get(PaymentProof, proof_id)
    if found is None:
        raise NotFound(proof_id)
    return found


def payment(payment_id: int) -> Payment:
    """One payment. Raises NotFound."""
    found = session().get(Payment, payment_id)
    if found is None:
        raise NotFound(payment_id)
    return found


def part_of(one: Payment) -> tuple[Order, Parcel]:
    """What a seller is paid for directly: the order, and her part of it. Raises NotFound for a payment of a whole order."""
    if one.parcel_id is None:
        raise NotFound(one.id)
    return orders.get(one.order_id), orders.parcel(one.parcel_id)


def known_as(known_by: Collection[str]) -> PaymentProof | None:
    """The proof that was this picture; the first where one was sent twice in two guises."""
    query = sa.select(PaymentProof).where(PaymentProof.digest.in_(known_by))
    return session().scalar(query.order_by(PaymentProof.id).limit(1))


def latest_of(payment_id: int) -> PaymentProof | None:
    """The proof that was sent last."""
    return session().scalar(
        sa.select(PaymentProof)
        .where(PaymentProof.payment_id == payment_id)
        .order_by(PaymentProof.id.desc())
        .limit(1)
    )


def looked_at(payment_id: int, *, lock: bool = False) -> PaymentProof | None:
    """The proof that was not sent back."""
    query = sa.select(PaymentProof).where(
        PaymentProof.payment_id == payment_id, PaymentProof.rejected_at.is_(None)
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session().scalar(query)


def count_of(payment_id: int) -> int:
    """Proofs of a payment, those that were sent back counted."""
    counted = sa.select(sa.func.count()).where(PaymentProof.payment_id == payment_id)
    return int(session().scalar(counted) or 0)


def request_of(payment_id: int) -> ConfirmRequest | None:
    """The seller's request that somebody looks for her, unless she has taken it back."""
    return session().scalar(
        sa.select(ConfirmRequest).where(
            ConfirmRequest.payment_id == payment_id, ConfirmRequest.withdrawn_at.is_(None)
        )
    )


# -- the buyer ----------------------------------------------------------------------------------


def for_buyer(number: str, payment_id: int, actor: Actor | None, key: str | None) -> tuple[Order, Payment]:
    """A payment that goes from her to a maker, by her sign-in or the key of her link. Raises NotFound for everyone else."""
    order = orders.for_buyer(number, actor, key)
    found = payment(payment_id)
    if found.order_id != order.id or found.mode is not Mode.DIRECT:
        raise NotFound(payment_id)
    return order, found


@dataclass(frozen=True)
class Panel:
    """What the buyer sees of her proof."""

    payment: Payment
    maker: str
    latest: PaymentProof | None
    waits: bool
    is_late: bool
    may_send: bool
    until: datetime
    """Until when she may send one."""


def panel(order: Order, one: Payment) -> Panel | None:
    """How a proof of this payment stands; None where none is asked for: cash, invoices, what is paid or was let go."""
    if one.gateway not in BY_PROOF or one.state not in WAITING:
        return None
    _, parcel = part_of(one)
    latest = latest_of(one.id)
    waits = one.state is PaymentState.CHECKING
    return Panel(
        payment=one,
        maker=parcel.seller_name,
        latest=latest,
        waits=waits,
        is_late=waits and latest is not None and latest.answer_by <= clock.now(),
        may_send=count_of(one.id) < rules.MOST_PROOFS,
        until=parcel.pay_by or order.pay_by,
    )


# -- the seller, and who helps her ----------------------------------------------------------------


def for_seller(actor: Actor, payment_id: int) -> Payment:
    """A payment that goes to her own gerai, and of which money may still be told. Raises NotFound."""
    found = session().scalar(
        _tellable()
        .join(Parcel, Parcel.id == Payment.parcel_id)
        .where(Payment.id == payment_id, Parcel.seller_id == sellers.owned(actor).id)
    )
    if found is None:
        raise NotFound(payment_id)
    return found


def _tellable() -> sa.Select[Payment]:
    """Money may still be seen: what waits, and what lapsed or was replaced by another way a short while ago."""
    fresh = sa.and_(
        Payment.state == PaymentState.EXPIRED, Payment.opened_at > clock.now() - rules.LATE_MONEY_WITHIN
    )
    return sa.select(Payment).where(Payment.mode == Mode.DIRECT, sa.or_(Payment.state.in_(WAITING), fresh))


def for_officer(actor: Actor, payment_id: int) -> Payment:
    """A payment about which a seller of the officer's region has asked for help. Raises NotFound for every other."""
    found: Payment | None = session().scalar(
        _in_region(_tellable(), actor).where(Payment.id == payment_id, _is_asked())
    )
    if found is None:
        raise NotFound(payment_id)
    return found


def late_proof(actor: Actor, payment_id: int) -> PaymentProof:
    """A proof of the officer's region that its seller has not looked at in time. Raises NotFound."""
    found: PaymentProof | None = session().scalar(
        _in_region(sa.select(PaymentProof).join(Payment, Payment.id == PaymentProof.payment_id), actor).where(
            Payment.id == payment_id, _is_late(clock.now())
        )
    )
    if found is None:
        raise NotFound(payment_id)
    return found


def _is_asked() -> sa.ColumnElement[bool]:
    return sa.exists().where(ConfirmRequest.payment_id == Payment.id, ConfirmRequest.withdrawn_at.is_(None))


def _is_late(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        Payment.state == PaymentState.CHECKING,
        PaymentProof.rejected_at.is_(None),
        PaymentProof.answer_by <= now,
    )


def _in_region(query: Rows, actor: Actor) -> Rows:
    """Gerai of her region, unless she makes there herself or has bought it herself."""
    own = sa.select(Membership.seller_id).where(
        Membership.person_id == actor.person_id, Membership.until.is_(None)
    )
    return (
        query.join(Parcel, Parcel.id == Payment.parcel_id)
        .join(Order, Order.id == Payment.order_id)
        .join(Seller, Seller.id == Parcel.seller_id)
        .where(in_reach(actor), Seller.id.not_in(own), Order.person_id.is_distinct_from(actor.person_id))
    )


@dataclass(frozen=True)
class Sheet:
    """What is compared with an account: to the last rupiah."""

    payment_id: int
    number: str
    buyer: str
    maker: str
    seller_id: int
    due: int
    code: int
    way: Way
    state: PaymentState
    evidence_id: int | None
    payer: str
    told_amount: int | None
    sent_at: datetime | None
    answer_by: datetime | None
    asked_at: datetime | None
    asked_by: str | None
    asked_by_id: int | None
    region: str

    @property
    def way_words(self) -> str:
        return WORDS[self.way]

    @property
    def is_later(self) -> bool:
        """It was agreed on, and nobody sends a proof of it."""
        return self.way not in BY_PROOF


def sheet(payment_id: int) -> Sheet:
    """Of a payment that the caller may see. Raises NotFound."""
    row = (
        session()
        .execute(
            sa.select(Payment, Order, Parcel, PaymentProof, ConfirmRequest, Person.name, Seller.village_code)
            .join(Order, Order.id == Payment.order_id)
            .join(Parcel, Parcel.id == Payment.parcel_id)
            .join(Seller, Seller.id == Parcel.seller_id)
            .outerjoin(
                PaymentProof,
                sa.and_(PaymentProof.payment_id == Payment.id, PaymentProof.rejected_at.is_(None)),
            )
            .outerjoin(
                ConfirmRequest,
                sa.and_(ConfirmRequest.payment_id == Payment.id, ConfirmRequest.withdrawn_at.is_(None)),
            )
            .outerjoin(Person, Person.id == ConfirmRequest.asked_by_id)
            .where(Payment.id == payment_id)
        )
        .first()
    )
    if row is None:
        raise NotFound(payment_id)
    one, order, parcel, seen, asked, name, village = row
    return Sheet(
        payment_id=one.id,
        number=order.number,
        buyer=order.buyer_name,
        maker=parcel.seller_name,
        seller_id=parcel.seller_id,
        due=one.due,
        code=one.code,
        way=one.gateway,
        state=one.state,
        evidence_id=seen.evidence_id if seen else None,
        payer=seen.payer if seen else "",
        told_amount=seen.amount if seen else None,
        sent_at=seen.sent_at if seen else None,
        answer_by=seen.answer_by if seen else None,
        asked_at=asked.asked_at if asked else None,
        asked_by=name,
        asked_by_id=asked.asked_by_id if asked else None,
        region=village or "36",
    )


@dataclass(frozen=True)
class Listed:
    """A payment in a list of those for which money is awaited."""

    payment_id: int
    number: str
    buyer: str
    maker: str
    due: int
    way: Way
    state: PaymentState
    sent_at: datetime | None
    answer_by: datetime | None
    asked_at: datetime | None
    pay_by: datetime

    @property
    def is_later(self) -> bool:
        """It was agreed on, and is paid at hand-over or by an agency."""
        return self.way not in BY_PROOF

    @property
    def way_words(self) -> str:
        return WORDS[self.way]


def _listed() -> Rows:
    rows: Rows = (
        sa.select(
            Payment.id, Order.number, Order.buyer_name, Parcel.seller_name, Payment.due, Payment.gateway, Payment.state,
            PaymentProof.sent_at, PaymentProof.answer_by, ConfirmRequest.asked_at,
            sa.func.coalesce(Parcel.pay_by, Order.pay_by),
        )
        .join(Order, Order.id == Payment.order_id)
        .join(Parcel, Parcel.id == Payment.parcel_id)
        .join(Seller, Seller.id == Parcel.seller_id)
        .outerjoin(
            PaymentProof, sa.and_(PaymentProof.payment_id == Payment.id, PaymentProof.rejected_at.is_(None))
        )
        .outerjoin(
            ConfirmRequest,
            sa.and_(ConfirmRequest.payment_id == Payment.id, ConfirmRequest.withdrawn_at.is_(None)),
        )
    )  # fmt: skip
    return rows


def incoming(actor: Actor, limit: int) -> Sequence[Listed]:
    """What a seller's buyers are to pay her: proofs first, whose time ends soonest; then what waits for money; then what came
    too late to be waited for."""
    rows = session().execute(
        _listed()
        .where(Parcel.seller_id == sellers.owned(actor).id, Payment.mode == Mode.DIRECT)
        .where(
            sa.or_(
                Payment.state.in_(WAITING),
                sa.and_(
                    Payment.state == PaymentState.EXPIRED,
                    Payment.opened_at > clock.now() - rules.LATE_MONEY_WITHIN,
                ),
            )
        )
        .order_by(
            sa.case((Payment.state == PaymentState.CHECKING, 0), (Payment.state == PaymentState.OPENED, 1), else_=2),
            PaymentProof.answer_by,
            Payment.id.desc(),
        )
        .limit(limit)
    )  # fmt: skip
    return [Listed(*row) for row in rows]


def checking_of(seller_id: int) -> Waiting:
    """Proofs that a seller is to look at."""
    counted = (
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(Payment.due), 0))
        .select_from(Payment)
        .join(Parcel, Parcel.id == Payment.parcel_id)
        .where(Parcel.seller_id == seller_id, Payment.state == PaymentState.CHECKING)
    )
    count, rupiah = session().execute(counted).one()
    return Waiting(count, int(rupiah))


def _for_officer(actor: Actor) -> Rows:
    own = sa.select(Membership.seller_id).where(
        Membership.person_id == actor.person_id, Membership.until.is_(None)
    )
    return _listed().where(
        in_reach(actor), Seller.id.not_in(own), Order.person_id.is_distinct_from(actor.person_id)
    )


def asked_of(actor: Actor, limit: int) -> Sequence[Listed]:
    """About which sellers of the officer's region have asked for help, the oldest request first."""
    rows = session().execute(
        _for_officer(actor)
        .where(Payment.state.in_(WAITING), ConfirmRequest.id.is_not(None))
        .order_by(ConfirmRequest.asked_at)
        .limit(limit)
    )
    return [Listed(*row) for row in rows]


def late_in(actor: Actor, limit: int) -> Sequence[Listed]:
    """Proofs of the officer's region whose time to be looked at is over, without those about which she was asked."""
    rows = session().execute(
        _for_officer(actor)
        .where(_is_late(clock.now()), ConfirmRequest.id.is_(None))
        .order_by(PaymentProof.answer_by)
        .limit(limit)
    )
    return [Listed(*row) for row in rows]


# -- by the clock ---------------------------------------------------------------------------------


def half_over(now: datetime, limit: int) -> Sequence[int]:
    """Proofs of which half of the seller's time is over and of which she was not reminded."""
    moment = sa.literal(now)
    return _ids(
        PaymentProof.reminded_at.is_(None),
        PaymentProof.answer_by > now,
        moment - PaymentProof.sent_at >= PaymentProof.answer_by - moment,
        limit=limit,
    )


def over(now: datetime, limit: int) -> Sequence[int]:
    """Proofs whose time is over and of which no officer was told."""
    return _ids(PaymentProof.late_told_at.is_(None), PaymentProof.answer_by <= now, limit=limit)


def _ids(*conditions: sa.ColumnElement[bool], limit: int) -> Sequence[int]:
    return (
        session()
        .scalars(
            sa.select(PaymentProof.id)
            .join(Payment, Payment.id == PaymentProof.payment_id)
            .where(Payment.state == PaymentState.CHECKING, PaymentProof.rejected_at.is_(None), *conditions)
            .order_by(PaymentProof.answer_by)
            .limit(limit)
        )
        .all()
    )
