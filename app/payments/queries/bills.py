"""Bills of agencies: for the maker who is paid by them, for the officers of her region, and for who is reminded."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor, Role
from app.base.errors import NotFound
from app.base.zones import WIT, day_in
from app.db.session import session
from app.orders.models import Order, Parcel
from app.orders.queries.officer import in_reach
from app.payments.models import AgencyBill, Payment
from app.payments.rules import bills as rules
from app.payments.rules.states import WAITING, PaymentState
from app.sellers import queries as sellers
from app.sellers.models import Membership, Seller


@dataclass(frozen=True)
class SellersBill:
    """A bill with the part of which it is."""

    bill: AgencyBill
    payment: Payment
    parcel: Parcel
    order: Order

    @property
    def is_paid(self) -> bool:
        return self.payment.state is PaymentState.SUCCEEDED

    @property
    def days_over(self) -> int:
        """Whole days since the last one on which it would have been paid in time; 0 for what is paid or has time."""
        if self.is_paid or self.bill.due_on is None:
            return 0
        return rules.days_over(self.bill.due_on, day_in(self.order.village_code, clock.now()))


def of_seller(actor: Actor, limit: int) -> Sequence[SellersBill]:
    """Hers that wait for money or were paid: what is due soonest first, then those without a day."""
    rows = session().execute(
        _bills(sellers.owned(actor).id)
        .order_by(Payment.state == PaymentState.SUCCEEDED, AgencyBill.due_on.nulls_last(), Payment.id.desc())
        .limit(limit)
    )
    return [SellersBill(*row) for row in rows]


def sellers_bill(actor: Actor, parcel_id: int) -> SellersBill:
    """The one of a part of hers. Raises NotFound."""
    row = session().execute(_bills(sellers.owned(actor).id).where(Parcel.id == parcel_id).limit(1)).first()
    if row is None:
        raise NotFound(parcel_id)
    return SellersBill(*row)


def bill(payment_id: int) -> SellersBill:
    """One of them, for who writes about it."""
    return SellersBill(*session().execute(_all().where(AgencyBill.payment_id == payment_id)).one())


def overdue_in(actor: Actor, limit: int) -> Sequence[SellersBill]:
    """What gerai of the officer's region were not paid in time, the longest first; not those in which she makes herself, and
    not what she has ordered."""
    own = sa.select(Membership.seller_id).where(
        Membership.person_id == actor.person_id, Membership.until.is_(None)
    )
    rows = session().execute(
        _all()
        .join(Seller, Seller.id == Parcel.seller_id)
        .where(Payment.state.in_(WAITING), AgencyBill.due_on < clock.now().astimezone(WIT).date())
        .where(in_reach(actor), Seller.id.not_in(own), Order.person_id.is_distinct_from(actor.person_id))
        .order_by(AgencyBill.due_on, AgencyBill.payment_id)
        .limit(limit)
    )
    return [one for one in (SellersBill(*row) for row in rows) if one.days_over]


def to_remind(now: datetime, limit: int) -> Sequence[int]:
    """Bills whose next day of reminding has come, in the easternmost zone at least; the longest due first."""
    next_day = sa.case(
        *((AgencyBill.reminders == count, AgencyBill.due_on + days) for count, days in enumerate(rules.DAYS))
    )
    return (
        session()
        .scalars(
            sa.select(AgencyBill.payment_id)
            .join(Payment, Payment.id == AgencyBill.payment_id)
            .where(Payment.state.in_(WAITING), next_day <= _easternmost(now))
            .order_by(AgencyBill.due_on, AgencyBill.payment_id)
            .limit(limit)
        )
        .all()
    )


def _easternmost(now: datetime) -> date:
    """The day of letters where it begins first."""
    return (now - rules.MORNING).astimezone(WIT).date()


def _all() -> sa.Select[AgencyBill, Payment, Parcel, Order]:
    return (
        sa.select(AgencyBill, Payment, Parcel, Order)
        .join(Payment, Payment.id == AgencyBill.payment_id)
        .join(Parcel, Parcel.id == Payment.parcel_id)
        .join(Order, Order.id == Payment.order_id)
    )


def _bills(seller_id: int) -> sa.Select[AgencyBill, Payment, Parcel, Order]:
    return (
        _all()
        .where(Parcel.seller_id == seller_id)
        .where(sa.or_(Payment.state.in_(WAITING), Payment.state == PaymentState.SUCCEEDED))
    )


def of_parts(parcel_ids: Collection[int]) -> dict[int, SellersBill]:
    """Part → its bill as it stands now; a part that nobody pays by a bill has none."""
    rows = session().execute(
        _all()
        .where(Parcel.id.in_(parcel_ids))
        .where(sa.or_(Payment.state.in_(WAITING), Payment.state == PaymentState.SUCCEEDED))
        .order_by(AgencyBill.payment_id)
    )
    return {bill.parcel.id: bill for bill in (SellersBill(*row) for row in rows)}


def agencys_bill(actor: Actor, parcel_id: int) -> SellersBill:
    """The one of a part that an agency of hers ordered, whoever of her colleagues did so. Raises NotFound."""
    agencies = {one.agency_id for one in actor.grants_of(Role.OFFICER)} if not actor.is_helped else set()
    found = of_parts([parcel_id]).get(parcel_id)
    if found is None or found.bill.agency_id not in agencies:
        raise NotFound(parcel_id)
    return found
